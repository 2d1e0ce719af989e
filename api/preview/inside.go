package preview

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"example.org/dateline/internal/timeline"
)

// Serve answers a request, or returns why it cannot, as the preview's own server does at a path: what stands below
// a prefix of the site, "/" for the page of the story. Addresses in its answer that the
// preview has lie below the prefix, too. Nothing of the answer is kept by caches.
func (p *Preview) Serve(w http.ResponseWriter, r *http.Request, prefix, path string) error {
	if path == "/" {
		path = "/stories/" + p.story
	}
	inner := r.Clone(r.Context())
	inner.URL = &url.URL{Path: path, RawQuery: r.URL.RawQuery}
	for _, name := range []string{"Cookie", "Authorization", "If-None-Match", "If-Modified-Since", "Range", "Accept-Encoding"} {
		inner.Header.Del(name)
	}
	inner.Header.Set("X-Request-Id", w.Header().Get("X-Request-Id"))
	inner.Header.Set("Accept", "application/problem+json, text/html;q=0.9")
	if strings.HasPrefix(path, "/v1/") { // as the element reads it: a draft is not exported
		query := r.URL.Query()
		query.Del("format")
		inner.URL.RawQuery = query.Encode()
		inner.Header.Set("Accept", "application/json")
	}
	inner.RequestURI = inner.URL.RequestURI()
	answer := &recorder{header: http.Header{}, status: http.StatusOK}
	p.handler.ServeHTTP(answer, inner)
	if answer.status >= http.StatusBadRequest {
		return answer.failure()
	}
	return answer.copyTo(w, prefix)
}

// Shows tells whether the story names a picture that is kept here, by its digest.
func (p *Preview) Shows(digest string) bool { return p.shown[digest] }

// recorder keeps an answer until it is whole.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *recorder) Header() http.Header         { return a.header }
func (a *recorder) WriteHeader(status int)      { a.status = status }
func (a *recorder) Write(p []byte) (int, error) { return a.body.Write(p) }

// failure is the error that a problem tells of.
func (a *recorder) failure() error {
	var problem struct {
		Type, Detail, Parameter string
		Suggestions             []string
	}
	if err := json.Unmarshal(a.body.Bytes(), &problem); err != nil {
		return fmt.Errorf("a preview answers %d: %w", a.status, err)
	}
	_, code, _ := strings.Cut(problem.Type, "#")
	if a.status == http.StatusNotFound {
		problem.Detail, problem.Suggestions = "The preview has nothing at this address: it shows one story, and what the element reads of it.", nil
	}
	return &timeline.Error{Code: timeline.Code(code), Message: problem.Detail, Parameter: problem.Parameter, Suggestions: problem.Suggestions}
}

// framed is who may frame a page that others may not.
const framed = "; frame-ancestors 'self'"

// copyTo answers with what was kept, its addresses below the prefix.
func (a *recorder) copyTo(w http.ResponseWriter, prefix string) error {
	h := w.Header()
	for _, name := range []string{"Content-Type", "Content-Language", "Content-Disposition"} {
		if value := a.header.Get(name); value != "" {
			h.Set(name, value)
		}
	}
	policy := strings.ReplaceAll(a.header.Get("Content-Security-Policy"), "; frame-ancestors 'none'", "")
	h.Set("Content-Security-Policy", policy+framed)
	h.Set("Referrer-Policy", "no-referrer")
	if to := a.header.Get("Location"); to != "" {
		h.Set("Location", below(prefix, to))
	}
	body := a.body.Bytes()
	if strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		var page bytes.Buffer
		if err := rebase(&page, &a.body, prefix); err != nil {
			return err
		}
		body = page.Bytes()
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(body) // a client that is gone needs no answer
	return nil
}

// within are the beginnings of the addresses that a preview answers.
var within = []string{"/stories/", "/v1/", "/media/"}

// below is an address of the site as the preview has it, or as it is.
func below(prefix, address string) string {
	for _, start := range within {
		if strings.HasPrefix(address, start) {
			return prefix + address
		}
	}
	return address
}

// rebase writes a page with its addresses below a prefix. Links that lead out of the
// preview lead out of a frame around it, too.
func rebase(w *bytes.Buffer, page io.Reader, prefix string) error {
	z := html.NewTokenizer(page)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		}
		raw := bytes.Clone(z.Raw()) // which is unescaped in place below
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			w.Write(raw)
			continue
		}
		token := z.Token()
		if !changed(&token, prefix) {
			w.Write(raw)
			continue
		}
		w.WriteString(token.String())
	}
}

// changed brings the addresses of a tag below a prefix, and tells whether the tag is
// another then.
func changed(t *html.Token, prefix string) bool {
	moved := false
	for i := range t.Attr {
		a := &t.Attr[i]
		if a.Key != "href" && a.Key != "src" && a.Key != "action" {
			continue
		}
		to := below(prefix, a.Val)
		switch {
		case to != a.Val:
			a.Val, moved = to, true
		case t.Data == "a" && !strings.HasPrefix(to, "#"):
			t.Attr = append(t.Attr, html.Attribute{Key: "target", Val: "_top"})
			return true
		}
	}
	return moved
}
