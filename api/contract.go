package api

import (
	"bytes"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline"
	"example.org/dateline/internal/contract"
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

// flatContract is the contract for generators, made when it is first asked for.
var flatContract = sync.OnceValues(func() ([]byte, error) { return contract.Flat(dateline.OpenAPI) })

// getFlatContract serves GET /openapi.json, the same for generators of clients.
func (s *server) getFlatContract(c *gin.Context) error {
	if s.Unchanged(c, httpserver.ETag{Opaque: httpserver.Digest("flat", string(dateline.OpenAPI))}, time.Time{}) {
		return nil
	}
	flat, err := flatContract()
	if err != nil {
		return err
	}
	return s.Send(c, "application/json", func(w *bytes.Buffer) error {
		w.Write(flat)
		return nil
	})
}
