package edit

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"example.org/dateline/api/preview"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
)

// getDiscard serves GET /edit/stories/{story}/discard: it asks whether to.
func (s *server) getDiscard(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	d, err := s.begunDraft(ctx, c, me)
	if err != nil {
		return err
	}
	drafted, _, err := preview.Drafted(ctx, s.Store, d)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	in := page.DiscardInput{EditFrame: s.editFrame(c, me), Story: &drafted.Document.Story, Records: len(drafted.Records), Live: drafted.Document.Story.Revision > 0}
	return s.send(c, http.StatusOK, in.Language, page.NewDiscard(in))
}

// postDiscard serves POST /edit/stories/{story}/discard. A draft that is gone already
// stays so.
func (s *server) postDiscard(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	if err := s.Store.DropDraft(ctx, c.Param("story")); err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.see(c, home)
}
