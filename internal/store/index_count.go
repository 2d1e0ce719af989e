package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"

	"example.org/dateline/internal/columns"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// indexedFields are the fields of facets in the index.
var indexedFields = map[string]columns.Field{
	"actor": columns.Actor, "speaker": columns.Speaker, "place": columns.Place, "country": columns.Country, "source": columns.Source, "topic": columns.Topic, "code": columns.Code,
	"story": columns.Story, "type": columns.Type, "status": columns.Status, "verification": columns.Verification, "evidence": columns.Evidence, "basis": columns.Basis,
}

func (x *indexed) total() (int, error) { return x.selected().Count(), nil }

func (x *indexed) facet(by string, limit int) ([]FacetValue, error) {
	switch by {
	case "year":
		return yearFacet(x, limit)
	case "role":
		counts := map[string]int{}
		for mask, events := range x.selected().Masks(x.roles("")) {
			for i, role := range timeline.ActorRoles {
				if mask&(1<<i) != 0 && events > 0 {
					counts[role] += events
				}
			}
		}
		return largest(counts, limit), nil
	}
	return x.ranked(by, x.selected(by), x.counted(by), limit)
}

// counted is which links give an event a value of a facet; see selection.counted.
func (x *indexed) counted(by string) func(roles, through uint8) bool {
	switch by {
	case "actor":
		of := ownRoles
		if x.q.Affiliated {
			of = allRoles
		}
		return counts{of: of, linked: true, clauses: x.q.Role, all: timeline.ActorRoles}.test(false)
	case "place":
		return counts{of: allRoles, clauses: x.q.PlaceRole, all: timeline.PlaceRoles}.test(false)
	}
	return nil
}

// ranked are the values in most events that anybody may see, and of as many the first.
func (x *indexed) ranked(by string, sel *columns.Selection, counts func(roles, through uint8) bool, limit int) ([]FacetValue, error) {
	p := properties[by]
	name, shown := x.names(p), func(columns.Value) bool { return true }
	if p.schema != nil {
		shown = x.public(p.schema)
	}
	list := sel.Top(indexedFields[by], counts, limit, shown)
	order := func(a, b columns.Counted) int {
		if a.Events != b.Events {
			return cmp.Compare(b.Events, a.Events)
		}
		return cmp.Compare(name(a.Value), name(b.Value))
	}
	list = first(list, limit, order)
	values := make([]FacetValue, len(list))
	for i, c := range list {
		values[i] = FacetValue{Value: name(c.Value), Label: name(c.Value), Count: c.Events, key: keyOf(p, c.Value)}
	}
	if p.schema == nil || len(values) == 0 {
		return values, nil
	}
	docs, err := x.documents(p.schema, list)
	for i, doc := range docs {
		values[i].Label = nameOf(string(doc))
	}
	return values, err
}

// first are the first of a list in an order, sorted.
func first[T any](list []T, limit int, order func(a, b T) int) []T {
	if 0 < limit && limit < len(list)/8 {
		// The first of those found so far are at the beginning, sorted: what comes after
		// the last of them, as nearly all of a long list does, is passed over.
		found := make([]T, 0, 2*limit)
		for i, v := range list {
			if i >= cap(found) && order(v, found[limit-1]) > 0 {
				continue
			}
			if found = append(found, v); len(found) == cap(found) {
				slices.SortFunc(found, order)
				found = found[:limit]
			}
		}
		list = found
	}
	slices.SortFunc(list, order)
	return list[:min(limit, len(list))]
}

// public tells whether anybody may see the record that a value is the number of.
func (x *indexed) public(s *schema) func(v columns.Value) bool {
	public := x.known[s].public
	return func(v columns.Value) bool { return int(v.Number) < len(public) && public[v.Number] }
}

// names tells values as answers do.
func (x *indexed) names(p property) func(v columns.Value) string {
	switch {
	case p.schema != nil:
		ids := x.known[p.schema].ids
		return func(v columns.Value) string { return ids[v.Number] }
	case p.numbered():
		return func(v columns.Value) string { return x.topics[v.Number] }
	}
	return func(v columns.Value) string { return v.Word }
}

// keyOf is a value as statements tell it.
func keyOf(p property, v columns.Value) string {
	if p.numbered() {
		return strconv.Itoa(int(v.Number))
	}
	return v.Word
}

// valueOf is the value that statements tell so.
func valueOf(p property, key string) columns.Value {
	if !p.numbered() {
		return columns.Value{Word: key}
	}
	n, _ := strconv.ParseUint(key, 10, 32) // a key that was made of a number
	return columns.Value{Number: uint32(n)}
}

// documents are those of the records that values are the numbers of.
func (x *indexed) documents(s *schema, list []columns.Counted) ([]json.RawMessage, error) {
	docs := make([]json.RawMessage, len(list))
	at := make(map[int64]int, len(list))
	ns := make([]int64, len(list))
	for i, c := range list {
		ns[i] = int64(c.Value.Number)
		at[ns[i]] = i
	}
	for part := range slices.Chunk(ns, maxValues) {
		c := in("d.n", part, false)
		err := eachRow(x.v.raw("SELECT d.n, d.doc FROM "+s.from()+" d WHERE "+c.sql, c.args...), func(scan func(...any) error) error {
			var n int64
			var doc []byte
			err := scan(&n, &doc)
			docs[at[n]] = doc
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return docs, nil
}

func (x *indexed) spans(by string, values []FacetValue, interval string, fn func(date edtf.Bounds, key string, events int)) error {
	grain := x.grain(interval, false)
	switch {
	case by == "":
		x.selected().Spans(grain, func(s *columns.Span, events int) { fn(x.dated(s), "", events) })
		return nil
	case by == "year":
		x.selected().Spans(&columns.Grain{}, func(s *columns.Span, events int) {
			date := x.dated(s)
			fn(date, yearOf(date.Interval()), events)
		})
		return nil
	case len(values) == 0:
		var err error
		if values, err = x.facet(by, everyValue); err != nil || len(values) == 0 {
			return err
		}
	}
	x.selected(by).Spread(x.dimension(by, values, false), grain, func(place int, s *columns.Span, events int) {
		fn(x.dated(s), values[place].key, events)
	})
	return nil
}

// grain is how finely the index is to tell when events were, to count them by an
// interval: by when they began, or by all of their bounds. Without one it tells all.
func (x *indexed) grain(interval string, starts bool) *columns.Grain {
	if interval == "" {
		return &columns.Grain{}
	}
	g := &columns.Grain{Name: interval, Starts: starts, Of: func(sec int64) (from, to int64) {
		i := timeline.IntervalOf(interval, sec)
		return i.Earliest, i.Latest
	}}
	x.zone(g)
	return g
}

// zone has a grain read spans by the clocks of the query's zone.
func (x *indexed) zone(g *columns.Grain) {
	if z := x.q.Period.Zone; z != nil {
		g.Name += " " + z.String()
		g.Read = x.dated
	}
}

// parted is a grain that tells no more apart than what lies in a range, before and behind
// it; and what is open on a side.
func (x *indexed) parted(within edtf.Interval) *columns.Grain {
	const first, last = storedOpenStart + 1, edtf.OpenEnd - 1
	g := &columns.Grain{Of: func(sec int64) (from, to int64) {
		switch {
		case sec < first:
			return 0, 0
		case sec < within.Earliest:
			return first, within.Earliest
		case sec < within.Latest:
			return max(first, within.Earliest), min(last, within.Latest)
		}
		return within.Latest, last
	}}
	if within.Earliest == edtf.OpenStart && within.Latest == edtf.OpenEnd {
		g.Name = "all time"
		x.zone(g)
	} else if x.q.Period.Zone != nil {
		g.Read = x.dated
	}
	return g
}

// dated are the bounds of a span, as the query's zone reads them.
func (x *indexed) dated(s *columns.Span) edtf.Bounds {
	return x.q.Period.Zone.Bounds(boundsStored(s.Bounds), s.Zoned)
}

// dimension has a place for each of some values of a facet, in their order, and with
// rest one for all others that anybody may see.
func (x *indexed) dimension(by string, values []FacetValue, rest bool) columns.Dimension {
	if by == "role" {
		d := columns.Dimension{Roles: x.roles(""), Others: rest}
		for _, v := range values {
			d.Bits = append(d.Bits, uint8(slices.Index(timeline.ActorRoles, v.Value)))
		}
		return d
	}
	p := properties[by]
	d := columns.Dimension{Field: indexedFields[by], Counts: x.counted(by), Values: make([]columns.Value, len(values))}
	for i, v := range values {
		d.Values[i] = valueOf(p, v.key)
	}
	switch {
	case rest && p.schema != nil:
		d.Rest = x.public(p.schema)
	case rest:
		d.Rest = func(columns.Value) bool { return true }
	}
	return d
}

// roles are those that events have: of those who are asked for or, where nobody is, of
// anybody. Beside an actor they are that one's.
func (x *indexed) roles(beside string) *columns.Roles {
	roles := &columns.Roles{Through: x.q.Affiliated, Beside: beside == "actor"}
	for _, l := range x.asked.Links {
		if l.Field == columns.Actor && !l.Exclude {
			roles.Of = append(roles.Of, l)
		}
	}
	return roles
}

func (x *indexed) tuples(c *counter, fn func(t *tuple) error) error {
	for _, m := range c.q.Measure {
		if m.Figure != "" {
			sel, err := x.v.selection(x.q)
			if err != nil || sel.never {
				return err
			}
			return (&selected{x.v, sel, x.q}).tuples(c, fn)
		}
	}
	facets, places := c.q.Facets(), []int{0, 1}
	if len(facets) == 2 && facets[0] == "role" {
		facets, places = []string{facets[1], facets[0]}, []int{1, 0}
	}
	var dims []columns.Dimension
	for i, by := range facets {
		d := x.dimension(by, c.ranked[places[i]], c.q.Top > 0 && c.q.Other)
		if by == "role" && i == 1 {
			d.Roles = x.roles(facets[0])
		}
		dims = append(dims, d)
	}
	t := &tuple{keys: make([]sql.NullString, len(facets)), figures: make([]*float64, len(c.q.Measure))}
	var grain *columns.Grain
	switch {
	case c.spans() && c.interval == "":
		grain = x.parted(c.buckets.Bounds(0))
	case c.spans():
		grain = x.grain(c.interval, !c.q.Spreads())
	}
	return x.selected(facets...).Cross(dims, grain, func(cell columns.Cell, s *columns.Span, events int) error {
		for i := range facets {
			ranked := c.ranked[places[i]]
			t.keys[places[i]] = sql.NullString{}
			if cell[i] < len(ranked) {
				t.keys[places[i]] = sql.NullString{String: ranked[cell[i]].key, Valid: true}
			}
		}
		if t.events = events; s != nil {
			t.date = x.dated(s)
		}
		return fn(t)
	})
}

func (x *indexed) network(limit int) (Network, error) {
	inRole := func(roles, _ uint8) bool { return roles != 0 }
	sel, p := x.selected(), properties["actor"]
	nodes, err := x.ranked("actor", sel, inRole, limit)
	var nw Network
	if err != nil || len(nodes) == 0 {
		return nw, translate(err, "count actors")
	}
	kinds, err := x.kinds(nodes)
	if err != nil {
		return nw, translate(err, "count actors")
	}
	among := columns.Dimension{Field: columns.Actor, Counts: inRole}
	for _, n := range nodes {
		nw.Nodes = append(nw.Nodes, NetworkNode{n.Value, n.Label, kinds[n.Value], n.Count})
		among.Values = append(among.Values, valueOf(p, n.key))
	}
	pairs := sel.Pairs(&among)
	for i, events := range pairs {
		if events > 0 {
			nw.Edges = append(nw.Edges, newEdge(nodes[i/len(nodes)].Value, nodes[i%len(nodes)].Value, int(events)))
		}
	}
	sortEdges(nw.Edges)
	return nw, nil
}

// kinds are those of actors, by id.
func (x *indexed) kinds(nodes []FacetValue) (map[string]string, error) {
	kinds := make(map[string]string, len(nodes))
	for part := range slices.Chunk(nodes, maxValues) {
		var ids []string
		for _, n := range part {
			ids = append(ids, n.Value)
		}
		c := in("d.id", ids, false)
		err := eachRow(x.v.raw("SELECT d.id, d.kind FROM {actors} d WHERE "+c.sql, c.args...), func(scan func(...any) error) error {
			var id, kind string
			err := scan(&id, &kind)
			kinds[id] = kind
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return kinds, nil
}
