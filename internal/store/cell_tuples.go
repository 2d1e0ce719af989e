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

// cells are a counter's, of the events of a selection.
type cells struct {
	*counter
	v   *View
	sel *selection
}

func (s *selected) tuples(counter *counter, fn func(t *tuple) error) error {
	c := cells{counter, s.v, s.sel}
	found := c.statement()
	var values, columns []string
	for f := range c.ranked {
		values = append(values, fmt.Sprintf("g.v%d", f))
	}
	columns = slices.Clone(values)
	if c.spans() {
		columns = append(columns, "g.k", "g.latest", "g.latest_start", "g.earliest_end")
	}
	if c.zoned() {
		columns = append(columns, "g.zoned")
	}
	told := append(slices.Clone(columns), "count(*)")
	for i, m := range c.q.Measure {
		if m.Figure != "" {
			told = append(told, fmt.Sprintf("%s(g.f%d)", m.Kind, i))
		}
	}
	statement := "SELECT " + strings.Join(told, ", ") + " FROM (" + found.sql + ") g"
	if len(columns) > 0 {
		statement += " GROUP BY " + strings.Join(columns, ", ")
	}
	if len(values) > 0 {
		statement += " ORDER BY " + strings.Join(values, ", ")
	}
	var refused error
	err := eachRow(c.v.raw(statement, found.args...), func(scan func(...any) error) error {
		t, err := c.scanned(scan)
		if err == nil {
			refused = fn(t)
			err = refused
		}
		return err
	})
	if refused != nil {
		return refused
	}
	return translate(err, "count events in cells")
}

// scanned is a row of the statement of tuples.
func (c *counter) scanned(scan func(...any) error) (*tuple, error) {
	t := &tuple{keys: make([]sql.NullString, len(c.ranked)), figures: make([]*float64, len(c.q.Measure))}
	var date edtf.Bounds
	var zoned edtf.Zoned
	var into []any
	for f := range t.keys {
		into = append(into, &t.keys[f])
	}
	if c.spans() {
		into = append(into, &date.Earliest, &date.Latest, &date.LatestStart, &date.EarliestEnd)
	}
	if c.zoned() {
		into = append(into, &zoned)
	}
	into = append(into, &t.events)
	figures := make([]sql.NullString, len(c.q.Measure)) // as text, which holds sums larger than numbers get
	for i, m := range c.q.Measure {
		if m.Figure != "" {
			into = append(into, &figures[i])
		}
	}
	if err := scan(into...); err != nil {
		return nil, err
	}
	for i, text := range figures {
		if text.Valid {
			number, _ := strconv.ParseFloat(text.String, 64) // infinite where it is too large
			t.figures[i] = &number
		}
	}
	t.date = c.q.Period.Zone.Bounds(boundsStored(date), zoned)
	return t, nil
}

// spans tells whether cells depend on when events were.
func (c *counter) spans() bool { return c.interval != "" || c.q.Spreads() }

// zoned tells whether they also depend on which bounds are instants.
func (c *counter) zoned() bool { return c.spans() && c.q.Period.Zone != nil }

// joining is a statement that finds events with their values, being put together.
type joining struct {
	columns []cond
	from    cond // h, the events with their values of the first facet, and what is joined to them
	where   []cond
	row     bool // the events' own rows, e, are among that
}

// join is a table beside the others.
func (j *joining) join(table, alias string, on ...cond) {
	j.from.sql += " CROSS JOIN " + table + " " + alias
	j.where = append(j.where, on...)
}

// joinRow is the events' own row, once.
func (j *joining) joinRow() {
	if !j.row {
		j.join(eventSchema.from(), "e", cond{sql: "e.n = h.n"})
	}
	j.row = true
}

// statement is the one that finds the selected events, n, with each combination
// of their values, v0 and v1, once, and with what they say of figures.
func (c *cells) statement() cond {
	facets := c.q.Facets()
	places := []int{0, 1}[:len(facets)]
	if len(facets) == 2 && facets[0] == "role" {
		slices.Reverse(places) // roles are looked up last: they may be those of an actor
	}
	sel, first := *c.sel, ""
	sel.spans, sel.alone = c.spans(), !c.spans()
	if len(facets) > 0 {
		first = facets[places[0]]
	}
	if len(facets) > 1 {
		sel = sel.beside(facets[places[1]])
	}
	held := sel.held(c.q.Query, first)
	j := joining{columns: []cond{{sql: sel.when("h") + "h.n AS n"}}, from: cond{"(" + held.sql + ") h", held.args}}
	distinct := false
	for i, place := range places {
		p, value := properties[facets[place]], "h.value"
		if i > 0 || first == "role" {
			value = c.valued(&j, facets[place], first)
		}
		shown, seen := c.shown(place, p, value)
		shown.sql += fmt.Sprintf(" AS v%d", place)
		j.columns, j.where = append(j.columns, shown), append(j.where, seen...)
		distinct = distinct || c.q.Top > 0 && c.q.Other && (p.linked() || facets[place] == "role")
	}
	for i, m := range c.q.Measure {
		if m.Figure != "" {
			j.joinRow()
			j.columns = append(j.columns, cond{c.v.dialect.figure("e.doc", m.Kind) + fmt.Sprintf(" AS f%d", i), []any{m.Figure}})
		}
	}
	return j.statement(distinct)
}

// valued joins what has the values of a facet beside those of the first, and is the
// expression for them. Roles are parted into the bits of their mask.
func (c *cells) valued(j *joining, by, first string) string {
	p := properties[by]
	switch {
	case by == "role":
		mask := cond{sql: "h.value"}
		if first != by {
			mask = joined(c.sel.rolesBeside(first, c.q.Affiliated), " & ")
		}
		j.join("("+roleBits()+")", "b", cond{"(" + mask.sql + ") & b.bit <> 0", mask.args})
		return "b.bit"
	case p.linked():
		j.join(p.links.from(), "y", cond{sql: "y.event = h.n"})
		if counts := c.sel.counted(by); counts.sql != "" {
			j.where = append(j.where, counts.on("y"))
		}
		return "y." + p.links.target()
	}
	j.joinRow()
	return "e." + p.column
}

func (j *joining) statement(distinct bool) cond {
	list, where := joined(j.columns, ", "), and(j.where)
	statement := "SELECT "
	if distinct {
		statement += "DISTINCT "
	}
	statement += list.sql + " FROM " + j.from.sql
	if where.sql != "" {
		statement += " WHERE " + where.sql
	}
	return cond{statement, slices.Concat(list.args, j.from.args, where.args)}
}

// shown is what a value of a facet is told as: itself, or null where top leaves it
// out and it is counted with the rest. What nobody may see is not among the rest.
func (c *cells) shown(facet int, p property, value string) (column cond, where []cond) {
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
