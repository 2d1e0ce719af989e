package pages

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
)

// wantsPage reports whether a problem is to be a page: for those who read pages,
// and nowhere under the API, where programs rely on problem+json.
func wantsPage(r *http.Request) bool {
	for _, data := range []string{"/v1", "/oembed", "/healthz", "/readyz", "/metrics", "/openapi.yaml"} {
		if r.URL.Path == data || strings.HasPrefix(r.URL.Path, data+"/") {
			return false
		}
	}
	return httpserver.Prefers(r, "text/html", "application/problem+json")
}

// Problem answers with problems as pages. It reports false, and has written
// nothing, for those who read data and where the page cannot be made.
func Problem(shared *httpserver.Server) func(http.ResponseWriter, *http.Request, httpserver.Problem) bool {
	s := &server{shared}
	return func(w http.ResponseWriter, r *http.Request, p httpserver.Problem) bool {
		return wantsPage(r) && s.writeProblem(w, r, p)
	}
}

func (s *server) writeProblem(w http.ResponseWriter, r *http.Request, p httpserver.Problem) bool {
	language, chosen, err := languageOf(r, r.URL.Query())
	if err != nil {
		language, chosen = page.Accepted(r.Header.Get("Accept-Language")), false
	}
	frame := page.Frame{Site: s.site(r), Language: language, Chosen: chosen, Path: r.URL.EscapedPath(), Query: r.URL.Query()}
	frame.Query.Del(languageParameter)
	_, code, _ := strings.Cut(p.Type, "#")
	made := page.NewProblem(frame, code, p.Status, p.Title, p.Detail)
	made.RequestID, made.Suggestions, made.Parameter = p.RequestID, p.Suggestions, p.Parameter
	var body bytes.Buffer
	if err := made.Render(&body); err != nil {
		s.LogFailure(r, err)
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
