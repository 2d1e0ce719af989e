package edit

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// getCopy serves GET /edit/stories/{story}/copy: the form that copies a story.
func (s *server) getCopy(c *gin.Context, me store.Session) error {
	return s.showCopy(c, me, http.StatusOK, page.CopyInput{Visibility: timeline.Private})
}

// showCopy shows the form with what was filled in.
func (s *server) showCopy(c *gin.Context, me store.Session, status int, in page.CopyInput) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	in.EditFrame = s.editFrame(c, me)
	var err error
	if in.Story, err = s.storyOf(ctx, c.Param("story"), httpserver.Reader(c)); err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.send(c, status, in.Language, page.NewCopy(in))
}

// postCopy serves POST /edit/stories/{story}/copy: it copies a story.
func (s *server) postCopy(c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	values, err := s.form(c)
	if err != nil {
		return err
	}
	title, visibility := strings.TrimSpace(values.Get("title")), values.Get("visibility")
	again := func(wrong string) error {
		return s.showCopy(c, me, http.StatusUnprocessableEntity, page.CopyInput{Name: &title, Visibility: visibility, Mistake: wrong})
	}
	switch {
	case title == "":
		return again("Give the copy a title.")
	case !slices.Contains(timeline.Visibilities, visibility):
		return again("Choose who sees the copy.")
	}
	ctx, done := s.patient(c, lookPatience)
	defer done()
	id := c.Param("story")
	author := store.Author{Name: me.Person.Name, Reason: "copy of " + id}
	_, err = s.Store.Update(ctx, store.UpdateOptions{Author: author}, func(tx *store.Tx) error {
		_, err := tx.CopyStory(id, timeline.Story{Title: title, Visibility: visibility})
		return err
	})
	switch timeline.CodeOf(err) {
	case timeline.InvalidRecord, timeline.Conflict:
		return again(sentence(err))
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.see(c, home)
}
