package pages

import (
	"bytes"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
)

// contractForPage is openapi.yaml, read when the documentation is first asked
// for.
var contractForPage = sync.OnceValues(func() (page.Contract, error) { return page.ReadContract(dateline.OpenAPI) })

// getDocsPage serves GET /docs: the contract as a page.
func (s *server) getDocsPage(c *gin.Context) error {
	a, err := s.askPage(c)
	if err != nil {
		return err
	}
	tag := httpserver.Digest(s.Config.Version, string(dateline.OpenAPI), string(dateline.Errors), string(dateline.Accessibility), a.frame.Self(), a.frame.Language.Tag, a.frame.Origin)
	held := s.Unchanged(c, httpserver.ETag{Weak: true, Opaque: tag}, time.Time{})
	varyByLanguage(c, a)
	if held {
		return nil
	}
	contract, err := contractForPage()
	if err != nil {
		return err
	}
	docs := page.NewDocs(page.DocsInput{Frame: a.frame, Contract: contract, Errors: dateline.Errors, Accessibility: dateline.Accessibility})
	return s.sendPage(c, a, func(w *bytes.Buffer) error { return docs.Render(w) })
}
