package api

import (
	"bytes"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/timeline"
)

// getHealth serves GET /healthz: the process answers.
func (s *server) getHealth(c *gin.Context) error {
	return s.sendStatus(c, "ok")
}

// getReadiness serves GET /readyz: the database answers, too, and the server is not
// about to stop.
func (s *server) getReadiness(c *gin.Context) error {
	if s.cfg.Stopping.Err() != nil {
		return &timeline.Error{Code: timeline.Unavailable, Message: "The server is stopping: ask another one."}
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	err := s.Store.Ready(ctx)
	if timeline.CodeOf(err) == timeline.Unavailable {
		return err // which says why
	}
	if err != nil {
		return &timeline.Error{Code: timeline.Unavailable, Message: "The database does not answer.", Err: err}
	}
	return s.sendStatus(c, "ready")
}

func (s *server) sendStatus(c *gin.Context, status string) error {
	c.Header("Cache-Control", "no-store")
	return s.Send(c, "application/json", func(w *bytes.Buffer) error {
		w.WriteString(`{"status":"` + status + `"}`)
		return nil
	})
}
