package edit

import (
	"context"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/page"
)

// eventForm is the form of an event of a story, as it is to be.
func (s *server) eventForm(_ context.Context, c *gin.Context, w *work, id string) (*page.EventForm, error) {
	return &page.EventForm{EditFrame: s.editFrame(c, w.me), ID: id, Title: w.event(id).Title, Action: w.path() + "/events/" + id}, nil
}
