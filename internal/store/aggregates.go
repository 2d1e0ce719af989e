package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
func (v *View) Facets(q timeline.FacetQuery) (map[string][]FacetValue, error) {
	facets := map[string][]FacetValue{}
	err := v.aggregate(q.Query, func(c counting) error {
		for _, by := range q.By {
			var err error
			if facets[by], err = c.facet(by, q.Limit); err != nil {
				return translate(err, "count by "+by)
			}
		}
		return nil
	})
	return facets, err
}

// selected counts the events of a selection with statements.
type selected struct {
	v   *View
	sel *selection
	q   timeline.Query
}

func (s *selected) keys(after *Position, limit int) ([]Position, error) {
	return s.sel.keys(s.v, after, limit)
}

func (s *selected) total() (n int, err error) {
	c := s.sel.count()
	return n, scanOne(s.v.raw(c.sql, c.args...), &n)
}

func (s *selected) facet(by string, limit int) ([]FacetValue, error) {
	all := *s.sel
	all.spans, all.alone = false, true
	switch by {
	case "year":
		return yearFacet(s, limit)
	case "role":
		counts := map[string]int{}
		err := eachValue(s.v, all.held(s.q, by), func(mask string, events int) {
			for _, role := range rolesOfMask(mask) {
				counts[role] += events
			}
		})
		return largest(counts, limit), err
	}
	return wordFacet(s.v, all.held(s.q, by), properties[by], limit)
}

func (s *selected) spans(by string, values []FacetValue, _ string, fn func(date edtf.Bounds, key string, events int)) error {
	all := *s.sel
	all.spans, all.alone = true, false
	if by == "year" {
		return all.eachSpan(s.v, all.held(s.q, ""), func(date edtf.Bounds, _ string, events int) { fn(date, yearOf(date.Interval()), events) })
	}
	held := all.held(s.q, by)
	if by == "role" {
		return all.eachSpan(s.v, held, func(date edtf.Bounds, mask string, events int) {
			for _, role := range rolesOfMask(mask) {
				fn(date, role, events)
			}
		})
	}
	if properties[by].linked() && len(values) > 0 {
		var err error
		if held, err = all.valued(held, values, properties[by].numbered()); err != nil {
			return err
		}
	}
	return all.eachSpan(s.v, held, fn)
}

// yearFacet counts events by the year that holds each.
func yearFacet(c counting, limit int) ([]FacetValue, error) {
	counts := map[string]int{}
	err := c.spans("", nil, "year", func(date edtf.Bounds, _ string, events int) { counts[yearOf(date.Interval())] += events })
	return largest(counts, limit), err
}

// largest are the values with the largest counts, and of as large ones the first.
func largest(counts map[string]int, limit int) []FacetValue {
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
	return values[:min(len(values), limit)]
}

// wordFacet counts by a property whose values the database knows: words, or
// the numbers of records in a table.
func wordFacet(v *View, held cond, p property, limit int) ([]FacetValue, error) {
	counted := "(SELECT h.value AS value, count(*) AS events FROM (" + held.sql + ") h GROUP BY h.value) c"
	switch {
	case p.schema != nil:
		held.sql = "SELECT d.n, d.id, d.doc, c.events FROM " + counted + " JOIN " + p.schema.from() + " d ON d.n = c.value AND " + v.public("d").sql
	case p.numbered():
		held.sql = "SELECT d.n, d.id, d.id, c.events FROM " + counted + " JOIN topics d ON d.n = c.value"
	default:
		held.sql = "SELECT c.value, c.value, c.value, c.events FROM " + counted
	}
	rows, err := v.raw(held.sql+" ORDER BY 4 DESC, 2 LIMIT ?", append(held.args, limit)...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var values []FacetValue
	for rows.Next() {
		var value FacetValue
		if err := rows.Scan(&value.key, &value.Value, &value.Label, &value.Count); err != nil {
			return nil, err
		}
		value.Label = nameOf(value.Label)
		values = append(values, value)
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

// property is where events have the values of a facet: a column of their own
// row, or of a table of links.
type property struct {
	column string
	links  linkTable // none for a column of their own
	schema *schema   // of the records that values are numbers of; nil where they are words, or topics
}

// linked tells whether values are those of a table of links.
func (p property) linked() bool { return p.links != linkTable{} }

// numbered tells whether values are numbers of records or topics.
func (p property) numbered() bool { return p.schema != nil || p.links == eventTopics }

var properties = map[string]property{
	"actor":        {"actor", eventActors, &actorSchema},
	"speaker":      {"speaker", eventSpeakers, &actorSchema},
	"place":        {"place", eventPlaces, &placeSchema},
	"country":      {"country", eventCountries, nil},
	"source":       {"source", eventSources, &sourceSchema},
	"topic":        {"topic", eventTopics, nil},
	"code":         {"code", eventCodes, nil},
	"story":        {"story", linkTable{}, &storySchema},
	"type":         {"type", linkTable{}, nil},
	"status":       {"status", linkTable{}, nil},
	"verification": {"verification", linkTable{}, nil},
	"evidence":     {"evidence", linkTable{}, nil},
	"basis":        {"basis", linkTable{}, nil},
}

// held are the selected events, as n, with each value that they have, once: with those
// that the filter of the facet would find them by, beside the other filters of the
// selection. Where the selection has spans, k and latest say when they were. A
// role's value is a mask of all that the event has; by year, and without a facet,
// it is empty.
func (sel *selection) held(q timeline.Query, by string) cond {
	p, all := properties[by], sel.beside(by)
	switch {
	case by == "role":
		return sel.rolesIn(q.Affiliated)
	case p.linked():
		return all.linkedTo(p.links, sel.counted(by))
	}
	all.value = p.column
	m := union(all.arms(nil))
	if p.column == "" {
		m.sql = "SELECT m.n AS n, " + sel.when("m") + "'' AS value FROM (" + m.sql + ") m"
	}
	return m
}

// beside is the selection whose events are counted by a facet: the roles asked for
// are then those of its values, and not anybody's.
func (sel *selection) beside(by string) selection {
	all := *sel
	switch by {
	case "actor":
		all.actors.any = nil
	case "place":
		all.links = slices.DeleteFunc(slices.Clone(all.links), func(l link) bool { return l.table == eventPlaces.name && l.key == "roles" })
	}
	return all
}

// counted is the condition on {row} that a link gives an event a value of a facet;
// empty where every link does.
func (sel *selection) counted(by string) cond {
	switch by {
	case "actor":
		return sel.actors.held
	case "place":
		return sel.places.held
	}
	return cond{}
}

// when are the columns that say when an event was, if they are asked for.
func (sel *selection) when(table string) string {
	if !sel.spans {
		return ""
	}
	zoned := ""
	if sel.zoned() {
		zoned = table + ".zoned AS zoned, "
	}
	return table + ".k AS k, " + table + ".latest AS latest, " + table + ".latest_start AS latest_start, " + table + ".earliest_end AS earliest_end, " + zoned
}

// linkedTo are the selected events with what they are linked to in a table, as its
// value: those links that meet a condition on {row}, if there is one. Where nothing but
// the date narrows the events, the links themselves say which these are.
func (sel *selection) linkedTo(t linkTable, counts cond) cond {
	var where []cond
	if counts.sql != "" {
		where = append(where, counts.on("x"))
	}
	value := "x." + t.target() + " AS value, x.event AS n"
	if len(sel.links)+len(sel.conds)+len(sel.rows)+len(sel.actors.any) == 0 && !sel.zoned() {
		where = slices.Concat(inPeriod("x", "x.earliest", sel.period), []cond{sel.states.on("x")}, where)
		when := ""
		if sel.spans {
			when = "x.earliest AS k, x.latest AS latest, x.latest_start AS latest_start, x.earliest_end AS earliest_end, "
		}
		c := and(where)
		c.sql = "SELECT " + when + value + " FROM " + t.from() + " x WHERE " + c.sql
		return c
	}
	m, c := union(sel.arms(nil)), and(append([]cond{{sql: "x.event = m.n"}}, where...))
	return cond{"SELECT " + sel.when("m") + value + " FROM (" + m.sql + ") m CROSS JOIN " + t.from() + " x WHERE " + c.sql, append(m.args, c.args...)}
}

// rolesIn are the selected events with the roles that each of those asked for has
// in them, be it one of several, or of anyone where nobody is asked for.
func (sel *selection) rolesIn(affiliated bool) cond {
	masks := sel.roleMasks("m.n", affiliated)
	if masks == nil {
		masks = []cond{roleMaskOf("m.n", "x.roles", cond{sql: "x.roles <> 0"})}
	}
	m, mask := union(sel.arms(nil)), joined(masks, " & ")
	return cond{"SELECT m.n AS n, " + sel.when("m") + mask.sql + " AS value FROM (" + m.sql + ") m", append(mask.args, m.args...)}
}

// roleMasks are the roles that each of those asked for has in an event.
func (sel *selection) roleMasks(event string, affiliated bool) []cond {
	column := "x.roles"
	if affiliated {
		column = "x.all_roles"
	}
	var masks []cond
	for _, l := range sel.links {
		if l.table == eventActors.name && !l.exclude {
			masks = append(masks, roleMaskOf(event, column, and([]cond{in("x.actor", l.values, false), l.extra.on("x")})))
		}
	}
	return masks
}

// roleMaskOf is the mask of all roles that some links of an event, x, have.
func roleMaskOf(event, column string, of cond) cond {
	bits := make([]string, len(timeline.ActorRoles))
	for i := range bits {
		bits[i] = fmt.Sprintf("coalesce(max(%s & %d), 0)", column, 1<<i)
	}
	return cond{"(SELECT " + strings.Join(bits, " + ") + " FROM {event_actors} x WHERE x.event = " + event + " AND " + of.sql + ")", of.args}
}

// rolesOfMask are the roles whose bits a mask has.
func rolesOfMask(text string) []string {
	mask, _ := strconv.ParseUint(text, 10, 64) // what is no mask has no roles
	var roles []string
	for i, role := range timeline.ActorRoles {
		if mask&(1<<i) != 0 {
			roles = append(roles, role)
		}
	}
	return roles
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

// eachValue calls fn for every value among the events held, with the number of
// those that have it.
func eachValue(v *View, held cond, fn func(value string, events int)) error {
	rows, err := v.raw("SELECT h.value, count(*) FROM ("+held.sql+") h GROUP BY h.value", held.args...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var value string
		var events int
		if err := rows.Scan(&value, &events); err != nil {
			return err
		}
		fn(value, events)
	}
	return rows.Err()
}

// eachSpan calls fn for all bounds and values among the events held, with the
// number of those that have both. The bounds are as the selection's zone reads them.
func (sel *selection) eachSpan(v *View, held cond, fn func(date edtf.Bounds, value string, events int)) error {
	bounds := "h.k, h.latest, h.latest_start, h.earliest_end, h.value"
	var date edtf.Bounds
	var value string
	var events int
	var zoned edtf.Zoned
	into := []any{&date.Earliest, &date.Latest, &date.LatestStart, &date.EarliestEnd, &value}
	if sel.zoned() {
		bounds += ", h.zoned"
		into = append(into, &zoned)
	}
	return eachRow(v.raw("SELECT "+bounds+", count(*) FROM ("+held.sql+") h GROUP BY "+bounds, held.args...), func(scan func(...any) error) error {
		if err := scan(append(into, &events)...); err != nil {
			return err
		}
		fn(sel.period.Zone.Bounds(boundsStored(date), zoned), value, events)
		return nil
	})
}
