package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// query is what the queries of all resources have in common.
type query interface {
	Values() url.Values
}

// resource is one kind of record: how its list and its single records are asked
// for and shown. Each has its file.
type resource[Q query] struct {
	name    string // of the list, as the path has it: events
	address string // of the list, where it is not /v1/ and the name
	one     string // of a single record, as a sentence has it: event
	parse   func(url.Values) (Q, error)
	page    func(Q) timeline.Paging
	find    func(*store.View, Q, *store.Position) (store.List, error)
	each    func(v *store.View, q Q, fn func(doc json.RawMessage) error) error
	get     func(*store.View, string) (store.Record, error) // nil for the record of the resource with an id
	counted bool                                            // single records are counts of others, and have no versions of their own
	known   []string                                        // what the list takes, where timeline.ListParameters does not say it
	lists   []format[page]
	records []format[entry]

	// names, where there is a format that calls actors by name, finds those of the
	// actors in some records.
	names func(*store.View, Q, []json.RawMessage) (map[string]string, error)
}

func (n resource[Q]) path() string {
	if n.address != "" {
		return n.address
	}
	return "/v1/" + n.name
}

// parameters names what the list takes.
func (n resource[Q]) parameters() []string {
	known := n.known
	if known == nil {
		known = timeline.ListParameters()[n.name]
	}
	known = append(known, "format")
	if slices.ContainsFunc(n.lists, func(f format[page]) bool { return f.extension == "csv" }) {
		known = append(known, "bom")
	}
	return known
}

// asksForAll reports whether a request is for all that a query keeps: in a format that
// is written as it is read, without limit and cursor.
func (n resource[Q]) asksForAll(r *http.Request) bool {
	values := r.URL.Query()
	if values.Has("limit") || values.Get("cursor") != "" {
		return false
	}
	as, err := httpserver.Negotiate(r, values, n.lists)
	return err == nil && as.stream != nil
}
