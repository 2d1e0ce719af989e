package edit

import (
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	doubles                                                     = "/edit/doubles"
	listedAtATime                                               = 100
	doublesShown                                                = 100
	searchParameter, afterParameter, intoParameter, ofParameter = "q", "after", "into", "of"
)

// kindOfRecord are the actors, the places or the sources, as they are mended here.
type kindOfRecord struct{ resource, path string }

// kindsOfRecords are those that stories hold.
func kindsOfRecords() []kindOfRecord {
	var list []kindOfRecord
	for _, resource := range timeline.Resources {
		if store.HeldByStories(resource) {
			list = append(list, kindOfRecord{resource, page.RecordPaths[resource]})
		}
	}
	return list
}

// recordRoutes are those of the lists in which records are mended and merged.
func (s *server) recordRoutes() []httpserver.Route {
	routes := []httpserver.Route{{Method: http.MethodGet, Path: doubles, Class: admission.Aggregate, Handle: s.known(s.getDoubles)}}
	for _, k := range kindsOfRecords() {
		of := func(h func(kindOfRecord, *gin.Context, store.Session) error) httpserver.Handler {
			return s.known(func(c *gin.Context, me store.Session) error { return h(k, c, me) })
		}
		routes = append(routes,
			httpserver.Route{Method: http.MethodGet, Path: k.path, Class: admission.Page, Handle: of(s.getRecords)},
			httpserver.Route{Method: http.MethodGet, Path: k.path + "/:id", Class: admission.Page, Handle: of(s.getRecord)},
			httpserver.Route{Method: http.MethodPost, Path: k.path + "/:id", Class: admission.Write, Handle: of(s.postRecord)},
			httpserver.Route{Method: http.MethodGet, Path: k.path + "/:id/merge", Class: admission.Write, Handle: of(s.getMerge)},
			httpserver.Route{Method: http.MethodPost, Path: k.path + "/:id/merge", Class: admission.Write, Handle: of(s.postMerge)})
	}
	return routes
}

// recordParameters are the query parameters of these pages, by their path in the contract.
func recordParameters(known map[string][]string) map[string][]string {
	known[doubles] = []string{ofParameter, languageParameter}
	for _, k := range kindsOfRecords() {
		known[k.path] = []string{searchParameter, afterParameter, languageParameter}
		known[k.path+"/{id}"] = []string{languageParameter}
		known[k.path+"/{id}/merge"] = []string{intoParameter, searchParameter, languageParameter}
	}
	return known
}

// getRecords serves GET /edit/actors, /edit/places and /edit/sources.
func (s *server) getRecords(k kindOfRecord, c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	in := page.RecordsInput{EditFrame: s.editFrame(c, me), Resource: k.resource, Search: c.Query(searchParameter)}
	scope := httpserver.ScopeOf(k.path, url.Values{searchParameter: {in.Search}})
	var after *store.Position
	if given := c.Query(afterParameter); given != "" {
		at, err := httpserver.OpenCursor(s.Store.CursorKey(), scope, given)
		if err != nil {
			return err
		}
		after = &at
	}
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		list, err := k.list(v, in.Search, after, listedAtATime)
		if err != nil {
			return err
		}
		if list.Next != nil {
			in.Next = httpserver.SealCursor(s.Store.CursorKey(), scope, *list.Next)
		}
		in.Rows, err = rowsOf(list.Records)
		return err
	})
	status := http.StatusOK
	if timeline.CodeOf(err) == timeline.InvalidParameter {
		status, in.Mistake, err = http.StatusUnprocessableEntity, mistake(err), nil
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.send(c, status, in.Language, page.NewRecords(in))
}

// list is a page of the records by name, of those that a search finds.
func (k kindOfRecord) list(v *store.View, text string, after *store.Position, limit int) (store.List, error) {
	var search timeline.Search
	if text != "" {
		var err error
		if search, err = timeline.ParseSearch(text); err != nil {
			return store.List{}, err
		}
	}
	paging := timeline.Paging{Limit: limit}
	switch k.resource {
	case "actor":
		return v.Actors(timeline.ActorQuery{Paging: paging, Search: search}, after)
	case "place":
		return v.Places(timeline.PlaceQuery{Paging: paging, Search: search}, after)
	}
	return v.Sources(timeline.SourceQuery{Paging: paging, Search: search}, after)
}

// rowsOf are records as a list shows them.
func rowsOf(docs []json.RawMessage) ([]page.RecordRow, error) {
	type known struct{ ID, Name, Title, Kind string }
	records, err := decoded[known](docs)
	rows := make([]page.RecordRow, len(records))
	for i, r := range records {
		rows[i] = page.RecordRow{ID: r.ID, Name: r.Name + r.Title, Kind: r.Kind}
	}
	return rows, err
}

// rowOf is a record as a list shows it.
func rowOf(doc json.RawMessage) (page.RecordRow, error) {
	rows, err := rowsOf([]json.RawMessage{doc})
	return rows[0], err
}

// getDoubles serves GET /edit/doubles: the pairs of records that are perhaps one.
func (s *server) getDoubles(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	in := page.DoublesInput{EditFrame: s.editFrame(c, me), Resource: "actor"}
	for _, k := range kindsOfRecords() {
		if c.Query(ofParameter) == k.resource {
			in.Resource = k.resource
		}
	}
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		found, err := v.Doubles(in.Resource, doublesShown)
		for _, d := range found {
			in.Pairs = append(in.Pairs, page.DoubleInput{A: rowFrom(d.A), B: rowFrom(d.B), Same: d.Same})
		}
		return err
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.send(c, http.StatusOK, in.Language, page.NewDoubles(in))
}

func rowFrom(r store.DoubleRecord) page.RecordRow {
	return page.RecordRow{ID: r.ID, Name: r.Name, Kind: r.Kind}
}
