package edit

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// maxSuggested is how many names are suggested at once.
const maxSuggested = 10

// getSuggestions serves GET /edit/suggest/actors and GET /edit/suggest/places: those
// whose names may be what somebody types, of the draft of a story first.
func (s *server) getSuggestions(resource string) handler {
	return func(c *gin.Context, me store.Session) error {
		if err := allowed(me, store.ScopeWrite); err != nil {
			return err
		}
		ctx, cancel := s.Deadline(c)
		defer cancel()
		typed := strings.ToValidUTF8(strings.TrimSpace(c.Query("q")), "")
		var records []store.DraftRecord
		d, err := s.Store.Draft(ctx, c.Query("story"))
		if err == nil {
			records, err = s.Store.DraftRecords(ctx, d)
		}
		if err != nil && timeline.CodeOf(err) != timeline.NotFound {
			return httpserver.Because(ctx, err)
		}
		names, err := newDirectory(records)
		if err != nil {
			return err
		}
		list := []store.Called{}
		for _, one := range names.drafted[resource] {
			if one.Begins(typed) && len(list) < maxSuggested {
				list = append(list, one)
			}
		}
		err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
			found, err := v.Suggest(resource, typed, maxSuggested)
			for _, one := range found {
				if names.stands(resource, one.ID) && len(list) < maxSuggested {
					list = append(list, one)
				}
			}
			return err
		})
		if err != nil {
			return httpserver.Because(ctx, err)
		}
		return s.SendAs(c, http.StatusOK, "application/json", func(b *bytes.Buffer) error { return httpserver.WriteJSON(b, list) })
	}
}
