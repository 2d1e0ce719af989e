package api

import (
	"bytes"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline"
	"example.org/dateline/internal/httpserver"
)

// getContract serves GET /openapi.yaml, which says all this exactly.
func (s *server) getContract(c *gin.Context) error {
	if s.Unchanged(c, httpserver.ETag{Opaque: httpserver.Digest(string(dateline.OpenAPI))}, time.Time{}) {
		return nil
	}
	return s.Send(c, "application/yaml", func(w *bytes.Buffer) error {
		w.Write(dateline.OpenAPI)
		return nil
	})
}
