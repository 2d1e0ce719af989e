package pages

import (
	"bytes"
	"context"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// wantsPage reports whether a problem is to be a page: for those who read pages,
// and nowhere under the API, where programs rely on problem+json.
func wantsPage(r *http.Request) bool {
	for _, data := range []string{"/v1", "/media", "/oembed", "/healthz", "/readyz", "/metrics", "/openapi.yaml", "/openapi.json"} {
		if r.URL.Path == data || strings.HasPrefix(r.URL.Path, data+"/") {
			return false
		}
	}
	return httpserver.Prefers(r, "text/html", "application/problem+json")
}

// Problem answers with problems as pages. It reports false, and has written
// nothing, for those who read data and where the page cannot be made.
func Problem(shared *httpserver.Server) func(http.ResponseWriter, *http.Request, httpserver.Problem) bool {
	s := &server{Server: shared}
	return func(w http.ResponseWriter, r *http.Request, p httpserver.Problem) bool {
		return wantsPage(r) && s.writeProblem(w, r, p)
	}
}

// readNear reads the stories that somebody who found nothing at an address may
// have meant, by id or title, and some that there are.
func (s *server) readNear(r *http.Request, made *page.Problem) error {
	ctx, cancel := context.WithTimeout(r.Context(), s.Config.QueryTimeout)
	defer cancel()
	return s.Store.View(ctx, store.ViewOptions{}, func(v *store.View) error {
		stories, err := allOf[timeline.StoryQuery, timeline.Story](timeline.StoryQuery{Paging: timeline.Paging{Limit: nearMost}}, v.Stories)
		if err != nil {
			return err
		}
		wanted := strings.ToLower(httpserver.Clip(path.Base(r.URL.Path), timeline.MaxID))
		var names []string
		byName := map[string]page.EventLink{}
		for i := range stories {
			link := page.EventLink{Title: stories[i].Title, Href: made.Link("/stories/" + stories[i].ID)}
			title := strings.Join(strings.Fields(strings.ToLower(stories[i].Title)), "-")
			for _, name := range []string{stories[i].ID, title} {
				if _, taken := byName[name]; !taken {
					byName[name] = link
					names = append(names, name)
				}
			}
			if len(made.Stories) < nearShown {
				made.Stories = append(made.Stories, link)
			}
		}
		near := timeline.Suggest(wanted, names)
		for _, name := range names {
			if len(wanted) >= nearLeast && (strings.HasPrefix(name, wanted) || strings.HasPrefix(wanted, name)) {
				near = append(near, name)
			}
		}
		for _, name := range near {
			if link := byName[name]; !slices.Contains(made.Near, link) && len(made.Near) < nearShown {
				made.Near = append(made.Near, link)
			}
		}
		return nil
	})
}

const (
	nearMost  = 200 // stories that are compared with what was asked for
	nearShown = 5   // stories that are offered
	nearLeast = 3   // characters that a name has to begin with
)

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
	if p.Status == http.StatusNotFound {
		made.Missing = true
		if err := s.readNear(r, made); err != nil {
			s.LogFailure(r, err) // the page is right without them
		}
	}
	var body bytes.Buffer
	if err := made.Render(&body); err != nil {
		s.LogFailure(r, err)
		return false
	}
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy+unframed)
	h.Set("Content-Type", htmlMedia)
	h.Set("Content-Language", language.Tag)
	h.Set("Vary", "Accept, Accept-Encoding, Accept-Language")
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(p.Status)
	_, _ = w.Write(body.Bytes()) // a client that is gone needs no answer
	return true
}
