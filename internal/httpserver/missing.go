package httpserver

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/timeline"
)

// notFound answers what no route matches. A slash too many at the end leads on,
// as systems that put one behind every address expect; what is mistaken otherwise
// gets a hint to what was perhaps meant, and no redirect, which would hide it.
func (s *Server) notFound(c *gin.Context) error {
	path := c.Request.URL.Path
	if tidy := strings.TrimRight(path, "/"); tidy != path && s.served(tidy) {
		leadOn(c, tidy)
		return nil
	}
	hints := s.nearest(path)
	return &timeline.Error{Code: timeline.NotFound, Suggestions: hints,
		Message: fmt.Sprintf("There is nothing at %q.%s Begin at /v1/events; /openapi.yaml describes everything there is.",
			Clip(path, 80), didYouMean(hints))}
}

var slashes = regexp.MustCompile(`/{2,}`)

// nearest finds the address that a mistaken one was perhaps meant to be: the
// same but for slashes, capitals or a missing /v1, or one that reads alike.
func (s *Server) nearest(path string) []string {
	tidy := strings.TrimRight(slashes.ReplaceAllString(strings.ToLower(Clip(path, 256)), "/"), "/")
	var fixed []string
	for _, pattern := range s.paths {
		for _, candidate := range []string{tidy, "/v1" + tidy} {
			if candidate != path && matches(pattern, candidate) {
				return []string{candidate}
			}
		}
		if !strings.Contains(pattern, ":") {
			fixed = append(fixed, pattern)
		}
	}
	return timeline.Suggest(tidy, fixed)
}

// served reports whether a path is one of those of the routes.
func (s *Server) served(path string) bool {
	return slices.ContainsFunc(s.paths, func(pattern string) bool { return matches(pattern, path) })
}

// leadOn redirects to another path on this server with the same query, for good,
// so that method and body are sent again (RFC 9110, section 15.4.9). The path is
// one that matches a route: it needs no escaping.
func leadOn(c *gin.Context, path string) {
	if query := c.Request.URL.RawQuery; query != "" {
		path += "?" + query
	}
	h := c.Writer.Header()
	h.Set("Location", path)
	h.Set("Cache-Control", "public, max-age=3600")
	c.Status(http.StatusPermanentRedirect)
}

// matches reports whether a path is one of a pattern's, such as /v1/events/:id.
func matches(pattern, path string) bool {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return false
	}
	for i, step := range want {
		if strings.HasPrefix(step, ":") {
			if !timeline.IsSlug(have[i]) {
				return false
			}
		} else if step != have[i] {
			return false
		}
	}
	return true
}

// MethodNotAllowed answers a known path with another method. The Allow header
// that gin has set lacks HEAD, which each GET has.
func (s *Server) MethodNotAllowed(c *gin.Context) error {
	given := strings.Split(c.Writer.Header().Get("Allow"), ", ")
	allowed := allow(slices.DeleteFunc(given, func(m string) bool { return m == http.MethodOptions }))
	c.Header("Allow", allowed)
	return &timeline.Error{Code: MethodNotAllowed,
		Message: fmt.Sprintf("%s is not answered here; the methods are %s.", Clip(exchangeOf(c.Request).method, 20), allowed)}
}

// Missing is the error for a record that does not exist, or that the caller may
// not know of: nobody can tell one from the other. resource is its kind, as a
// sentence has it.
func Missing(resource, id string) error {
	return &timeline.Error{Code: timeline.NotFound,
		Message: fmt.Sprintf("There is no %s %q.", resource, Clip(id, timeline.MaxID))}
}

// didYouMean is a sentence that offers suggestions, or nothing.
func didYouMean(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return " Did you mean " + strings.Join(names, " or ") + "?"
}
