package edit

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// postUndo serves POST /edit/stories/{story}/undo, and postRedo the other way.
func (s *server) postUndo(c *gin.Context, me store.Session) error { return s.turn(c, me, false) }

func (s *server) postRedo(c *gin.Context, me store.Session) error { return s.turn(c, me, true) }

// turn takes back the last step of somebody, or makes it again. Where there is none,
// as after a double click, nothing happens.
func (s *server) turn(c *gin.Context, me store.Session, redo bool) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	story, back := c.Param("story"), s.Store.UndoDraft
	if redo {
		back = s.Store.RedoDraft
	}
	_, _, err := back(ctx, story, me.Person.N)
	var conflict *store.DraftConflictError
	switch {
	case errors.As(err, &conflict):
		wrong := &timeline.Error{Code: timeline.Conflict, Message: conflict.Now.By + " has changed the same meanwhile, so that it stays: change it by hand."}
		if wantsState(c.Request) {
			return wrong
		}
		return s.showWork(c, me, http.StatusConflict, shown{wrong: wrong})
	case err != nil && timeline.CodeOf(err) != timeline.Conflict:
		return httpserver.Because(ctx, err)
	}
	return s.answer(c, me, answerState{href: workPath(story)})
}
