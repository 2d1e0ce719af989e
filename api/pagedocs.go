package api

import (
	"bytes"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline"
	pages "example.org/dateline/internal/page"
)

// contractForPage is openapi.yaml, read when the documentation is first asked
// for.
var contractForPage = sync.OnceValues(func() (pages.Contract, error) { return pages.ReadContract(dateline.OpenAPI) })

// getDocsPage serves GET /docs: the contract as a page.
func (s *server) getDocsPage(c *gin.Context) error {
	a, err := s.askPage(c)
	if err != nil {
		return err
	}
	tag := digest(s.cfg.Version, string(dateline.OpenAPI), string(dateline.Errors), string(dateline.Accessibility), a.frame.Self(), a.frame.Language.Tag, a.frame.Origin)
	held := s.unchanged(c, etag{weak: true, opaque: tag}, time.Time{})
	varyByLanguage(c, a)
	if held {
		return nil
	}
	contract, err := contractForPage()
	if err != nil {
		return err
	}
	docs := pages.NewDocs(pages.DocsInput{Frame: a.frame, Contract: contract, Errors: dateline.Errors, Accessibility: dateline.Accessibility})
	return s.sendPage(c, a, func(w *bytes.Buffer) error { return docs.Render(w) })
}
