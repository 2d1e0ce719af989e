package api

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// The shapes of answers that are no records, for the comparison with the
// contract.
type (
	FacetValue  = facetValue
	NetworkEdge = networkEdge
	NetworkNode = networkNode
	Removal     = removal
)

// The shapes of those of which the rows are written one by one.
type (
	Aggregated struct {
		Data []json.RawMessage `json:"data"`
		aggregated
	}
	Bucket struct {
		Start string `json:"start"`
		End   string `json:"end"`
		timeline.Counts
		By map[string]timeline.Counts `json:"by,omitempty"`
	}
	Histogram struct {
		Data []Bucket `json:"data"`
		histogram
	}
)

// NewAnswering is an API whose only route, GET /answer, does what it is told:
// for failures that no store has on demand.
func NewAnswering(cfg Config, answer func(w http.ResponseWriter) error) http.Handler {
	return build(nil, cfg, func(s *server) []httpserver.Route {
		return []httpserver.Route{{Method: http.MethodGet, Path: "/answer", Class: admission.Page, Handle: func(c *gin.Context) error { return answer(c.Writer) }}}
	})
}

// NewFinding is an API that has only the list of events, found by find.
func NewFinding(st *store.Store, cfg Config, find func(context.Context, timeline.Query, *store.Position) (store.List, error)) http.Handler {
	n := events()
	n.find = func(v *store.View, q timeline.Query, after *store.Position) (store.List, error) {
		return find(v.Context(), q, after)
	}
	return build(st, cfg, func(s *server) []httpserver.Route {
		return []httpserver.Route{{Method: http.MethodGet, Path: "/v1/events", Class: admission.Page, Whole: n.asksForAll, Handle: func(c *gin.Context) error { return list(s, c, n) }}}
	})
}

// NewServing is New with the formats of lists and of single events given.
func NewServing(st *store.Store, names, media []string) http.Handler {
	n := events()
	n.lists = nil
	for i := range names {
		n.lists = append(n.lists, format[page]{name: names[i], media: media[i], write: writePageJSON})
	}
	return build(st, Config{}, func(s *server) []httpserver.Route {
		return []httpserver.Route{{Method: http.MethodGet, Path: "/v1/events", Class: admission.Page, Whole: n.asksForAll, Handle: func(c *gin.Context) error { return list(s, c, n) }}}
	})
}

// NewStreaming is an API that has only the list of events, whose whole answers
// are handed out by each.
func NewStreaming(st *store.Store, cfg Config, each func(ctx context.Context, fn func(doc json.RawMessage) error) error) http.Handler {
	n := events()
	n.each = func(v *store.View, _ timeline.Query, fn func(json.RawMessage) error) error {
		return each(v.Context(), fn)
	}
	return build(st, cfg, func(s *server) []httpserver.Route {
		return []httpserver.Route{{Method: http.MethodGet, Path: "/v1/events", Class: admission.Page, Whole: n.asksForAll, Handle: func(c *gin.Context) error { return list(s, c, n) }}}
	})
}

// NewWriting is an API whose only route, POST /v1/write, needs a scope.
func NewWriting(st *store.Store, scope string) http.Handler {
	return build(st, Config{}, func(s *server) []httpserver.Route {
		return []httpserver.Route{{Method: http.MethodPost, Path: "/v1/write", Handle: func(c *gin.Context) error {
			if _, err := httpserver.Author(c, scope); err != nil {
				return err
			}
			c.Status(http.StatusOK)
			return nil
		}}}
	})
}

// ClassOf is the class of a request, "" where no route of the API answers it: its
// target is matched with fixed paths first, as the router does.
func ClassOf(r *http.Request) admission.Class {
	steps := strings.Split(r.URL.Path, "/")
	best, fixed := admission.Class(""), -1
	for _, route := range table(&server{Server: &httpserver.Server{}}) {
		pattern := strings.Split(route.Path, "/")
		if route.Method != r.Method || len(pattern) != len(steps) {
			continue
		}
		same := 0
		for i, step := range pattern {
			switch {
			case step == steps[i]:
				same++
			case !strings.HasPrefix(step, ":"):
				same = -len(steps) - 1
			}
		}
		if same > fixed && same >= 0 {
			best, fixed = route.Costs(r), same
		}
	}
	return best
}

// Unclassed are the routes that have no class.
func Unclassed() (list []string) {
	for _, route := range table(&server{Server: &httpserver.Server{}}) {
		if !slices.Contains(admission.Classes, route.Class) {
			list = append(list, route.Method+" "+route.Path)
		}
	}
	return list
}
