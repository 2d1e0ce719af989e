package pages

import (
	"bytes"
	"slices"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// embedParameters names what the page inside another takes beside lang.
func embedParameters() []string {
	return append(storyParameters(), "theme")
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
	moment, err := momentOf(a)
	if err != nil {
		return err
	}
	in, held := page.StoryInput{Frame: a.frame}, false
	err = s.readAsOf(c, moment, func(v *store.View) (err error) {
		if held, err = s.hasStory(v, c, a, &in); err != nil || held {
			return err
		}
		delete(a.values, "theme") // which is said, and is no filter
		return s.readStory(v, &in)
	})
	if err != nil || held {
		return err
	}
	view := page.NewEmbed(in)
	admitPictures(c, view.PictureOrigins)
	return s.sendPage(c, a, func(w *bytes.Buffer) error { return view.Render(w) })
}
