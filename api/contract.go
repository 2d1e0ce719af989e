package api

import (
	"bytes"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline"
)

// getContract serves GET /openapi.yaml, which says all this exactly.
func (s *server) getContract(c *gin.Context) error {
	if err := noParameters(c.Request); err != nil {
		return err
	}
	if s.unchanged(c, etag{opaque: digest(string(dateline.OpenAPI))}, time.Time{}) {
		return nil
	}
	return s.send(c, "application/yaml", func(w *bytes.Buffer) error {
		w.Write(dateline.OpenAPI)
		return nil
	})
}
