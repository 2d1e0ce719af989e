package pages

import (
	"bytes"
	"slices"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// embedParameters names what the page inside another takes beside lang.
func embedParameters() []string {
	list := slices.DeleteFunc(storyParameters(), func(name string) bool { return name == "cursor" || name == "event" })
	return append(list, "theme")
}

// getEmbedPage serves GET /embed/{id}: a story's timeline as a page that others
// may put into theirs.
func (s *server) getEmbedPage(c *gin.Context) error {
	a, err := s.askPage(c, embedParameters()...)
	if err != nil {
		return err
	}
	if themes := a.values["theme"]; themes != nil {
		if len(themes) != 1 || !slices.Contains(page.Themes, themes[0]) {
			return &timeline.Error{Code: timeline.InvalidParameter, Parameter: "theme", Suggestions: page.Themes,
				Message: "The parameter theme is light or dark, once."}
		}
		a.frame.Theme = themes[0]
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	story, err := s.publicStory(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	version, err := s.Store.Version(ctx)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	if s.pageUnchanged(c, a, version) {
		return nil
	}
	delete(a.values, "theme") // which is said, and is no filter
	in := page.StoryInput{Frame: a.frame, Story: story}
	if err := s.fillStory(ctx, &in); err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.sendPage(c, a, func(w *bytes.Buffer) error { return page.NewEmbed(in).Render(w) })
}
