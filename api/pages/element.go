package pages

import (
	"bytes"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/web"
)

// getElement serves GET /dateline-timeline.js, the script that newsrooms embed.
// Its address never changes, so a cache may keep it for an hour only, and for
// a day more while it asks anew.
func (s *server) getElement(c *gin.Context) error {
	held := s.Unchanged(c, httpserver.ETag{Opaque: httpserver.Digest(string(web.Element))}, time.Time{})
	c.Header("Cache-Control", "public, max-age=3600, stale-while-revalidate=86400")
	c.Header("Vary", "Accept-Encoding")
	if held {
		return nil
	}
	return s.Send(c, "text/javascript; charset=utf-8", func(w *bytes.Buffer) error {
		w.Write(web.Element)
		return nil
	})
}
