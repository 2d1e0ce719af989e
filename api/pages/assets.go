package pages

import (
	"bytes"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// immutable is how long a file whose name has its digest may be kept.
const immutable = "public, max-age=31536000, immutable"

// getAsset serves GET /assets/{name}: style sheets and scripts of the pages,
// under names with a digest, which pages use, and without one.
func (s *server) getAsset(c *gin.Context) error {
	name := c.Param("name")
	asset, ok := page.FindAsset(name)
	if !ok {
		return &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no asset %q.", httpserver.Clip(name, 80))}
	}
	held := s.Unchanged(c, httpserver.ETag{Opaque: httpserver.Digest(string(asset.Text))}, time.Time{})
	if name == asset.Name {
		c.Header("Cache-Control", immutable)
	}
	if held {
		return nil
	}
	return s.Send(c, asset.Media, func(w *bytes.Buffer) error {
		w.Write(asset.Text)
		return nil
	})
}
