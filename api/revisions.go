package api

import (
	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// revisions serves GET /v1/…/{id}/revisions of a resource: the versions of one
// record, as a list.
func revisions[Q query](s *server, of resource[Q]) httpserver.Handler {
	return func(c *gin.Context) error {
		id := c.Param("id")
		if !timeline.IsSlug(id) {
			return of.missing(id)
		}
		// A list that is not there must not look unchanged, whatever the client holds.
		ctx, cancel := s.Deadline(c)
		defer cancel()
		err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error { return v.Holds(of.one, id) })
		if timeline.CodeOf(err) == timeline.NotFound {
			err = of.missing(id)
		}
		if err != nil {
			return httpserver.Because(ctx, err)
		}
		return list(s, c, resource[timeline.RevisionQuery]{
			name:  of.name + "/" + id + "/revisions",
			one:   "revision",
			known: timeline.RevisionParameters(),
			parse: timeline.ParseRevisionQuery,
			page:  func(q timeline.RevisionQuery) timeline.Paging { return q.Paging },
			find: func(v *store.View, q timeline.RevisionQuery, after *store.Position) (store.List, error) {
				found, err := v.Revisions(of.one, id, q.Paging, after)
				if timeline.CodeOf(err) == timeline.NotFound {
					err = of.missing(id)
				}
				return found, err
			},
			lists: []format[page]{pageJSON()},
		})
	}
}
