package httpserver

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
)

// maxPooled is the largest buffer kept for the next answer.
const maxPooled = 1 << 20

// Deadline is the context in which a request may ask the store.
func (s *Server) Deadline(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), s.Config.QueryTimeout)
}

// Work is the context in which a request may change the store: longer than a
// query, since a new name is written wherever the old one stood.
func (s *Server) Work(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), s.Config.ChangeTimeout)
}

// Because adds the end of the context to a failure that it caused: drivers
// say only that they were interrupted.
func Because(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	return err
}

// Send answers 200 with what write writes. Nothing is out before all of it is
// written, so a failure on the way is still a problem.
func (s *Server) Send(c *gin.Context, media string, write func(w *bytes.Buffer) error) error {
	return s.SendAs(c, http.StatusOK, media, write)
}

// SendAs is Send with another status.
func (s *Server) SendAs(c *gin.Context, status int, media string, write func(w *bytes.Buffer) error) error {
	body := s.buffers.Get().(*bytes.Buffer)
	defer func() {
		if body.Cap() <= maxPooled {
			body.Reset()
			s.buffers.Put(body)
		}
	}()
	if err := write(body); err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	c.Writer.WriteHeader(status)
	_, _ = c.Writer.Write(body.Bytes()) // a client that is gone needs no answer
	return nil
}

// WriteJSON writes a value as JSON without escaping HTML or a final line break.
func WriteJSON(w *bytes.Buffer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	w.Truncate(w.Len() - 1)
	return nil
}
