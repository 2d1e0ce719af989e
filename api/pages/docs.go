package pages

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// contractForPage is openapi.yaml, read when the documentation is first asked
// for.
var contractForPage = sync.OnceValues(func() (page.Contract, error) { return page.ReadContract(dateline.OpenAPI) })

// docsDigest is that of all that the documentation is made from.
var docsDigest = sync.OnceValue(func() string {
	return httpserver.Digest(string(dateline.OpenAPI), string(dateline.Errors), string(dateline.Accessibility))
})

// docsOrigin stands in a page that is kept where the server's own origin will:
// one server may have several.
const docsOrigin = "https://this-server.invalid"

// docsPage names a page of the documentation that is kept.
type docsPage struct {
	part, language string
	chosen         bool // the language, in the address: links keep it
}

// keptDocs are the pages that have been asked for, each made once. They are no
// more than parts times languages, twice.
type keptDocs struct {
	mu    sync.Mutex
	pages map[docsPage]func() ([]byte, error)
}

// text is a page; make writes it the first time.
func (k *keptDocs) text(p docsPage, make func(w *bytes.Buffer) error) ([]byte, error) {
	k.mu.Lock()
	once, found := k.pages[p]
	if !found {
		once = sync.OnceValues(func() ([]byte, error) {
			var w bytes.Buffer
			err := make(&w)
			return w.Bytes(), err
		})
		if k.pages == nil {
			k.pages = map[docsPage]func() ([]byte, error){}
		}
		k.pages[p] = once
	}
	k.mu.Unlock()
	return once()
}

// getDocsPage serves GET /docs and GET /docs/{part}: the contract as pages.
func (s *server) getDocsPage(c *gin.Context) error {
	a, err := s.askPage(c)
	if err != nil {
		return err
	}
	contract, err := contractForPage()
	if err != nil {
		return err
	}
	part := c.Param("part")
	if parts := contract.Parts(); part != "" && !slices.Contains(parts, part) {
		return &timeline.Error{Code: timeline.NotFound, Suggestions: timeline.Suggest(part, parts),
			Message: fmt.Sprintf("The documentation has no part %q.", httpserver.Clip(part, 80))}
	}
	tag := httpserver.Digest(s.Config.Version, docsDigest(), a.frame.Self(), a.frame.Language.Tag, a.frame.Origin)
	held := s.Unchanged(c, httpserver.ETag{Weak: true, Opaque: tag}, time.Time{})
	varyByLanguage(c, a)
	if held {
		return nil
	}
	text, err := s.docs.text(docsPage{part, a.frame.Language.Tag, a.frame.Chosen}, func(w *bytes.Buffer) error {
		frame := a.frame
		frame.Origin = docsOrigin
		return page.NewDocs(page.DocsInput{
			Frame: frame, Contract: contract, Part: part, Errors: dateline.Errors, Accessibility: dateline.Accessibility,
		}).Render(w)
	})
	if err != nil {
		return err
	}
	return s.sendPage(c, a, func(w *bytes.Buffer) error {
		text = bytes.ReplaceAll(text, []byte(docsOrigin), []byte(html.EscapeString(a.frame.Origin)))
		w.Write(bytes.ReplaceAll(text, []byte(url.QueryEscape(docsOrigin)), []byte(url.QueryEscape(a.frame.Origin))))
		return nil
	})
}
