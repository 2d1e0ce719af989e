package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// FacetValue is a value of a facet and the number of events that have it.
type FacetValue struct {
	Value string
	Label string
	Count int

	key string // the value as held writes it
}

// Facets counts the events that a query asks for by each facet it names: the
// values in most events first, up to its limit.
func (s *Store) Facets(ctx context.Context, q timeline.FacetQuery) (map[string][]FacetValue, error) {
	facets := map[string][]FacetValue{}
	err := s.aggregate(ctx, q.Query, func(db *gorm.DB, sel *selection) error {
		for _, by := range q.By {
			var err error
			if facets[by], err = facet(db, sel, q.Query, by, q.Limit); err != nil {
				return translate(err, "count by "+by)
			}
		}
		return nil
	})
	return facets, err
}

// aggregate runs fn on the selection of a query, by date whatever its order. It
// is not called where nothing can be selected.
func (s *Store) aggregate(ctx context.Context, q timeline.Query, fn func(db *gorm.DB, sel *selection) error) error {
	q.Order = timeline.OrderDate
	return s.snapshot(ctx, func(db *gorm.DB) error {
		sel, err := s.selectEvents(ctx, db, q)
		if err != nil || sel.never {
			return err
		}
		if !q.Search.IsZero() {
			sel.search(s.dialect, "events_fts", q.Search)
		}
		sel.spans = true
		return fn(db, sel)
	})
}

// facet counts the selected events by one property: the values in most events
// first, and of as many the first by value.
func facet(db *gorm.DB, sel *selection, q timeline.Query, by string, limit int) ([]FacetValue, error) {
	if by != "role" && by != "year" {
		return wordFacet(db, sel.held(q, by), properties[by].table, limit)
	}
	counts := map[string]int{}
	err := eachSpan(db, sel.held(q, by), func(span edtf.Interval, value string, events int) {
		for _, v := range valuesOf(by, span, value) {
			counts[v] += events
		}
	})
	values := make([]FacetValue, 0, len(counts))
	for v, n := range counts {
		label := v
		if v == "" {
			label = "several years, or not known"
		}
		values = append(values, FacetValue{Value: v, Label: label, Count: n, key: v})
	}
	slices.SortFunc(values, func(a, b FacetValue) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value))
	})
	return values[:min(len(values), limit)], err
}

// wordFacet counts by a property whose values the database knows: words, or
// the numbers of records in a table.
func wordFacet(db *gorm.DB, held cond, table string, limit int) ([]FacetValue, error) {
	counted := "(SELECT h.value AS value, count(*) AS events FROM (" + held.sql + ") h GROUP BY h.value) c"
	switch table {
	case "":
		held.sql = "SELECT c.value, c.value, c.value, c.events FROM " + counted
	case "topics":
		held.sql = "SELECT v.n, v.id, v.id, c.events FROM " + counted + " JOIN topics v ON v.n = c.value"
	default:
		held.sql = "SELECT v.n, v.id, v.doc, c.events FROM " + counted + " JOIN " + table + " v ON v.n = c.value AND v.public = 1"
	}
	rows, err := db.Raw(held.sql+" ORDER BY 4 DESC, 2 LIMIT ?", append(held.args, limit)...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err says it
	var values []FacetValue
	for rows.Next() {
		var v FacetValue
		if err := rows.Scan(&v.key, &v.Value, &v.Label, &v.Count); err != nil {
			return nil, err
		}
		v.Label = nameOf(v.Label)
		values = append(values, v)
	}
	return values, rows.Err()
}

// nameOf is what a stored document calls its record; what is no document is a
// name itself.
func nameOf(doc string) string {
	var named struct{ Name, Title string }
	if json.Unmarshal([]byte(doc), &named) != nil || named.Name+named.Title == "" {
		return doc
	}
	return named.Name + named.Title
}

// property is where events have the values of a facet.
type property struct {
	join  string // the tables to join with the selected events, m
	value string
	table string // of the records that values are numbers of; "" where they are words
	twice bool   // an event may be joined with a value more than once
}

var properties = map[string]property{
	"actor":        {join: "JOIN event_actors x ON x.event = m.n AND x.roles <> 0", value: "x.actor", table: "actors"},
	"place":        {join: "JOIN event_places x ON x.event = m.n AND x.roles <> 0", value: "x.place", table: "places"},
	"source":       {join: "JOIN event_sources x ON x.event = m.n", value: "x.source", table: "sources"},
	"topic":        {join: "JOIN event_topics x ON x.event = m.n", value: "x.topic", table: "topics"},
	"story":        {join: "JOIN events e ON e.n = m.n", value: "e.story", table: "stories"},
	"type":         {join: "JOIN events e ON e.n = m.n", value: "e.type"},
	"status":       {join: "JOIN events e ON e.n = m.n", value: "e.status"},
	"verification": {join: "JOIN events e ON e.n = m.n", value: "e.verification"},
	"country": {join: "JOIN event_places x ON x.event = m.n AND x.roles <> 0 JOIN places p ON p.n = x.place AND p.country <> ''",
		value: "p.country", twice: true},
}

// held are the selected events with each value that they have, once: k, their
// start, latest and value. A role's value is a mask of all that the event has;
// by year, and without a facet, the value is empty.
func (sel *selection) held(q timeline.Query, by string) cond {
	m := union(sel.arms(nil))
	p, known := properties[by]
	switch {
	case by == "role":
		return sel.rolesIn(m, q.Affiliated)
	case !known:
		return cond{"SELECT m.k AS k, m.latest AS latest, '' AS value FROM (" + m.sql + ") m", m.args}
	case p.twice:
		return cond{"SELECT DISTINCT m.n AS n, m.k AS k, m.latest AS latest, " + p.value + " AS value FROM (" + m.sql + ") m " + p.join, m.args}
	}
	return cond{"SELECT m.k AS k, m.latest AS latest, " + p.value + " AS value FROM (" + m.sql + ") m " + p.join, m.args}
}

// rolesIn are the events m with the roles of the actors asked for, or of anyone
// where none is.
func (sel *selection) rolesIn(m cond, affiliated bool) cond {
	column, whose := "x.roles", []cond(nil)
	for _, l := range sel.links {
		if l.table == "event_actors" && !l.exclude {
			whose = append(whose, in("x.actor", l.values, false))
		}
	}
	switch {
	case whose == nil:
		whose = []cond{{sql: "x.roles <> 0"}}
	case affiliated:
		column = "x.all_roles"
	}
	masks := make([]string, len(timeline.ActorRoles))
	for i := range masks {
		masks[i] = fmt.Sprintf("max(%s & %d)", column, 1<<i)
	}
	of := or(whose)
	return cond{"SELECT m.k AS k, m.latest AS latest, " + strings.Join(masks, " + ") + " AS value FROM (" + m.sql +
		") m JOIN event_actors x ON x.event = m.n AND (" + of.sql + ") GROUP BY m.n, m.k, m.latest", append(m.args, of.args...)}
}

// valuesOf are the values of a facet that held tells by something else: the
// roles of a mask, and the year of an interval, "" where there are several or
// an end is not known.
func valuesOf(by string, span edtf.Interval, value string) []string {
	switch by {
	case "role":
		mask, _ := strconv.ParseUint(value, 10, 64) // what is no mask has no roles
		var roles []string
		for i, role := range timeline.ActorRoles {
			if mask&(1<<i) != 0 {
				roles = append(roles, role)
			}
		}
		return roles
	case "year":
		return []string{yearOf(span)}
	}
	return []string{value}
}

// yearOf is the year, in EDTF, that holds a whole interval.
func yearOf(span edtf.Interval) string {
	if span.Earliest == edtf.OpenStart || span.Latest == edtf.OpenEnd {
		return ""
	}
	year := edtf.CivilFromSeconds(span.Earliest).Year
	if edtf.CivilFromSeconds(span.Latest-1).Year != year {
		return ""
	}
	start, _ := edtf.SecondsFromCivil(edtf.Civil{Year: year, Month: 1, Day: 1})
	return strings.TrimSuffix(edtf.FormatInstant(start), "-01-01T00:00:00Z")
}

// eachSpan calls fn for every interval and value among the events held, with
// the number of those that have both.
func eachSpan(db *gorm.DB, held cond, fn func(span edtf.Interval, value string, events int)) error {
	rows, err := db.Raw("SELECT h.k, h.latest, h.value, count(*) FROM ("+held.sql+") h GROUP BY h.k, h.latest, h.value", held.args...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err says it
	for rows.Next() {
		var span edtf.Interval
		var value string
		var events int
		if err := rows.Scan(&span.Earliest, &span.Latest, &value, &events); err != nil {
			return err
		}
		if span.Earliest == storedOpenStart {
			span.Earliest = edtf.OpenStart
		}
		fn(span, value, events)
	}
	return rows.Err()
}
