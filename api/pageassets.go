package api

import (
	"bytes"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	pages "example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// immutable is how long a file whose name has its digest may be kept.
const immutable = "public, max-age=31536000, immutable"

// getAsset serves GET /assets/{name}: style sheets and scripts of the pages,
// under names with a digest, which pages use, and without one.
func (s *server) getAsset(c *gin.Context) error {
	if err := noParameters(c.Request); err != nil {
		return err
	}
	name := c.Param("name")
	asset, ok := pages.FindAsset(name)
	if !ok {
		return &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no asset %q.", clip(name, 80))}
	}
	held := s.unchanged(c, etag{opaque: digest(string(asset.Text))}, time.Time{})
	if name == asset.Name {
		c.Header("Cache-Control", immutable)
	}
	if held {
		return nil
	}
	return s.send(c, asset.Media, func(w *bytes.Buffer) error {
		w.Write(asset.Text)
		return nil
	})
}
