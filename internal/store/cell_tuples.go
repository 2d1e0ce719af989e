package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// tuple are events that are alike in all that cells tell apart.
type tuple struct {
	keys    []sql.NullString // of each facet: the value, null for what is left out
	date    edtf.Bounds      // as the zone reads it, where there is an interval or something is spread
	events  int
	figures []*float64 // for each measure: its sum, min or max; nil where they have none, or it is of no figure
}

// eachTuple calls fn with all events in cells. Those that share their values come
// one after the other.
func (c *counter) eachTuple(fn func(t *tuple) error) error {
	held, zoned := c.tuples(), c.spans() && c.q.Period.Zone != nil
	var columns []string
	for f := range c.ranked {
		columns = append(columns, fmt.Sprintf("g.v%d", f))
	}
	order := len(columns)
	if c.spans() {
		columns = append(columns, "g.k", "g.latest", "g.latest_start", "g.earliest_end")
	}
	if zoned {
		columns = append(columns, "g.zoned")
	}
	statement := "SELECT " + strings.Join(append(slices.Clone(columns), "count(*)"), ", ")
	for i, m := range c.q.Measure {
		if m.Figure != "" {
			statement += fmt.Sprintf(", %s(g.f%d)", m.Kind, i)
		}
	}
	statement += " FROM (" + held.sql + ") g"
	if len(columns) > 0 {
		statement += " GROUP BY " + strings.Join(columns, ", ")
	}
	if order > 0 {
		statement += " ORDER BY " + strings.Join(columns[:order], ", ")
	}
	var refused error
	err := eachRow(c.v.raw(statement, held.args...), func(scan func(...any) error) error {
		t := tuple{keys: make([]sql.NullString, len(c.ranked)), figures: make([]*float64, len(c.q.Measure))}
		var date edtf.Bounds
		var bits edtf.Zoned
		var into []any
		for f := range t.keys {
			into = append(into, &t.keys[f])
		}
		if c.spans() {
			into = append(into, &date.Earliest, &date.Latest, &date.LatestStart, &date.EarliestEnd)
		}
		if zoned {
			into = append(into, &bits)
		}
		into = append(into, &t.events)
		figures := make([]sql.NullString, len(c.q.Measure)) // as text, which holds sums larger than numbers get
		for i, m := range c.q.Measure {
			if m.Figure != "" {
				into = append(into, &figures[i])
			}
		}
		if err := scan(into...); err != nil {
			return err
		}
		for i, text := range figures {
			if text.Valid {
				number, _ := strconv.ParseFloat(text.String, 64) // infinite where it is too large
				t.figures[i] = &number
			}
		}
		if t.date = boundsStored(date); zoned {
			t.date = c.q.Period.Zone.Bounds(t.date, bits)
		}
		refused = fn(&t)
		return refused
	})
	if refused != nil {
		return refused
	}
	return translate(err, "count events in cells")
}

// spans tells whether cells depend on when events were.
func (c *counter) spans() bool { return c.interval != "" || c.q.Spreads() }

// tuples is the statement that finds the selected events, n, with each combination
// of their values, v0 and v1, once, and with what they say of figures.
func (c *counter) tuples() cond {
	facets := c.q.Facets()
	places := make([]int, len(facets)) // roles are looked up last: they may be those of an actor
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return order(facets[a]) - order(facets[b]) })
	sel := *c.sel
	sel.spans, sel.alone = c.spans(), !c.spans()
	var first string
	if len(facets) > 0 {
		first = facets[places[0]]
	}
	if len(facets) > 1 {
		sel = sel.beside(facets[places[1]])
	}
	held := sel.held(c.q.Query, first)
	from, where := cond{"(" + held.sql + ") h", held.args}, []cond(nil)
	columns := []cond{{sql: strings.TrimSuffix("h.n AS n, "+sel.when("h"), ", ")}}
	distinct, row := false, false
	for i, place := range places {
		by, value := facets[place], "h.value"
		p := properties[by]
		switch {
		case by == "role":
			value = "b.bit"
			from.sql += " CROSS JOIN (" + roleBits() + ") b"
			mask := cond{sql: "h.value"}
			if i > 0 {
				mask = joined(sel.rolesBeside(first, c.q.Affiliated), " & ")
			}
			where = append(where, cond{"(" + mask.sql + ") & b.bit <> 0", mask.args})
		case i == 0:
		case p.linked():
			value = "y." + p.links.target()
			from.sql += " CROSS JOIN " + p.links.from() + " y"
			where = append(where, cond{sql: "y.event = h.n"})
			if counts := c.sel.counted(by); counts.sql != "" {
				where = append(where, counts.on("y"))
			}
		default:
			value, row = "e."+p.column, true
		}
		shown, conds := c.shown(place, p, value)
		shown.sql += fmt.Sprintf(" AS v%d", place)
		columns, where = append(columns, shown), append(where, conds...)
		distinct = distinct || c.q.Top > 0 && c.q.Other && (p.linked() || by == "role")
	}
	for i, m := range c.q.Measure {
		if m.Figure != "" {
			row = true
			columns = append(columns, cond{c.v.dialect.figure("e.doc", m.Kind) + fmt.Sprintf(" AS f%d", i), []any{m.Figure}})
		}
	}
	if row {
		from.sql += " CROSS JOIN {events} e"
		where = append(where, cond{sql: "e.n = h.n"})
	}
	list, all := joined(columns, ", "), and(where)
	statement := "SELECT "
	if distinct {
		statement += "DISTINCT "
	}
	statement += list.sql + " FROM " + from.sql
	if all.sql != "" {
		statement += " WHERE " + all.sql
	}
	return cond{statement, slices.Concat(list.args, from.args, all.args)}
}

// order puts roles behind other facets.
func order(by string) int {
	if by == "role" {
		return 1
	}
	return 0
}

// shown is what a value of a facet is told as: itself, or null where top leaves it
// out and it is counted with the rest. What nobody may see is not among the rest.
func (c *counter) shown(facet int, p property, value string) (column cond, where []cond) {
	if c.q.Top == 0 {
		return cond{sql: value}, nil
	}
	ranked := c.ranked[facet]
	keys := make([]any, len(ranked))
	for i, r := range ranked {
		keys[i] = r.key
		if n, err := strconv.ParseInt(r.key, 10, 64); err == nil && (p.numbered() || p.column == "") {
			keys[i] = n
		}
	}
	these := in(value, keys, false)
	if !c.q.Other {
		return cond{sql: value}, []cond{these}
	}
	if p.schema != nil && !c.v.private {
		where = []cond{{sql: "EXISTS (SELECT 1 FROM " + p.schema.from() + " s WHERE s.n = " + value + " AND " + c.v.public("s").sql + ")"}}
	}
	return cond{"CASE WHEN " + these.sql + " THEN " + value + " END", these.args}, where
}

// rolesBeside are masks of the roles that an event, h.n, has beside its value of
// another facet. Those beside an actor are the actor's own, and those of each who is
// asked for.
func (sel *selection) rolesBeside(by string, affiliated bool) []cond {
	masks := sel.roleMasks("h.n", affiliated)
	switch {
	case by == "actor" && affiliated:
		masks = append(masks, roleMaskOf("h.n", "x.all_roles", cond{sql: "x.actor = h.value"}))
	case by == "actor":
		masks = append(masks, roleMaskOf("h.n", "x.roles", cond{sql: "x.actor = h.value"}))
	case masks == nil:
		masks = append(masks, roleMaskOf("h.n", "x.roles", cond{sql: "x.roles <> 0"}))
	}
	return masks
}

// roleBits is a table of the bits of all roles.
func roleBits() string {
	rows := make([]string, len(timeline.ActorRoles))
	for i := range rows {
		rows[i] = fmt.Sprintf("SELECT %d AS bit", 1<<i)
	}
	return strings.Join(rows, " UNION ALL ")
}
