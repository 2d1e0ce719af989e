package api

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	pages "example.org/dateline/internal/page"
)

// wantsPage reports whether a problem is to be a page: for those who read pages,
// and nowhere under the API, where programs rely on problem+json.
func wantsPage(r *http.Request) bool {
	for _, data := range []string{"/v1", "/oembed", "/healthz", "/readyz", "/metrics", "/openapi.yaml"} {
		if r.URL.Path == data || strings.HasPrefix(r.URL.Path, data+"/") {
			return false
		}
	}
	ranges := parseAccept(r.Header.Values("Accept"))
	html, data := preferenceFor(ranges, "text/html"), preferenceFor(ranges, "application/problem+json")
	return html.q > 0 && html.specific > 0 && html.over(data)
}

// failPage answers with a problem as a page. It reports false where that cannot
// be made, and nothing is out.
func (s *server) failPage(w http.ResponseWriter, r *http.Request, p problem) bool {
	language, chosen, err := languageOf(r, r.URL.Query())
	if err != nil {
		language, chosen = pages.Accepted(r.Header.Get("Accept-Language")), false
	}
	frame := pages.Frame{Site: s.site(r), Language: language, Chosen: chosen, Path: r.URL.EscapedPath(), Query: r.URL.Query()}
	frame.Query.Del(languageParameter)
	_, code, _ := strings.Cut(p.Type, "#")
	page := pages.NewProblem(frame, code, p.Status, p.Title, p.Detail)
	page.RequestID, page.Suggestions, page.Parameter = p.RequestID, p.Suggestions, p.Parameter
	var body bytes.Buffer
	if err := page.Render(&body); err != nil {
		s.logFailure(r, err)
		return false
	}
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy+"'none'")
	h.Set("Content-Type", htmlMedia)
	h.Set("Content-Language", language.Tag)
	h.Set("Vary", "Accept, Accept-Encoding, Accept-Language")
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(p.Status)
	_, _ = w.Write(body.Bytes()) // a client that is gone needs no answer
	return true
}
