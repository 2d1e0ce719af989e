package store

import (
	"cmp"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// selection is a list query being put together: what drives it and what else
// must hold. Every list of dated records is built from one.
//
// The driver is an index that yields records in the order of the list: the
// record's own table, or the link table of a condition that few records meet.
// A condition on one of several values has an arm for each, which the database
// merges: no page needs a sort.
type selection struct {
	schema *schema // of events or quotes
	item   string  // the column of link tables that names its records
	order  string  // one of timeline.Orders, but relevance

	key   string // what it is sorted by, on "d", where that is not d.earliest
	kinds []cond // on "d"; it has an arm for each, and one where there is none

	period timeline.Period
	states cond // on {row}: the record's own, or a link of it
	links  []link
	actors rolesAsked // of events alone, as are the places
	places rolesAsked
	conds  []cond // on {n}, the record's number; as {probed} it is not to be the driver of a page
	rows   []cond // on {row}, the record's own row
	picked bool   // by their ids or their events, by which they are looked up: nothing else drives the list
	never  bool   // a condition that nothing can meet
	alone  bool   // the arms yield n without k: whatever counts needs no order
	spans  bool   // the arms also yield the other bounds, which no list is sorted by
	value  string // a column of the record's row that the arms also yield as value

	walking   bool                     // along an index by date, until the page is full
	unindexed func(expr string) string // see dialect; nil without a search
}

// link is a condition on a link table, or on an indexed column of the record.
type link struct {
	table   string // of links; empty for a column of the record itself
	key     string // the column that holds the value
	values  []any
	exclude bool
	extra   cond // on {row}, the link
	rare    bool // a value has few records: any number of them drives a list
	byStart bool // its index has no other order by date: what is sorted by its end is not driven by it

	// excluding takes the place of extra where the values are excluded: a role says
	// how those asked for took part, and who is excluded is so in every role.
	excluding cond
}

// maxArms is the number of values up to which a condition drives a list.
const maxArms = 8

// add puts a clause on ids into the selection.
func (sel *selection) add(l link) {
	switch {
	case len(l.values) == 0 && l.exclude:
	case len(l.values) == 0:
		sel.never = true
	default:
		sel.links = append(sel.links, l)
	}
}

// addWords adds clauses on what is written down as it is asked for.
func (sel *selection) addWords(clauses []timeline.Clause, l link) {
	for _, c := range clauses {
		l.values, l.exclude = anys(c.Values), c.Exclude
		sel.add(l)
	}
}

// addIDs adds clauses on the ids of another resource, whose numbers are looked up.
func (sel *selection) addIDs(clauses []timeline.Clause, numbers func(ids []string) ([]int64, error), l link) error {
	for _, c := range clauses {
		ns, err := numbers(c.Values)
		if err != nil {
			return err
		}
		l := l
		l.values, l.exclude = anys(ns), c.Exclude
		if c.Exclude && l.excluding.sql != "" {
			l.extra = l.excluding
		}
		sel.add(l)
	}
	return nil
}

// ids adds the conditions on the records' own ids.
func (sel *selection) ids(clauses []timeline.Clause, numbers func(ids []string) ([]int64, error)) error {
	for _, c := range clauses {
		if !c.Exclude {
			sel.rows = append(sel.rows, in("{row}.id", c.Values, false))
			continue
		}
		ns, err := numbers(c.Values)
		if err != nil {
			return err
		}
		if len(ns) > 0 {
			sel.conds = append(sel.conds, in("{n}", ns, true)) // which every index has
		}
	}
	sel.picked = sel.picked || picks(clauses)
	return nil
}

// picks tells whether clauses leave no more records than they name.
func picks(clauses []timeline.Clause) bool {
	return slices.ContainsFunc(clauses, func(c timeline.Clause) bool { return !c.Exclude })
}

func anys[T any](list []T) []any {
	values := make([]any, len(list))
	for i, v := range list {
		values[i] = v
	}
	return values
}

// search adds a full-text condition, if there is one, to a list in another order
// than relevance.
func (sel *selection) search(v *View, search timeline.Search) {
	if search.IsZero() {
		return
	}
	found := v.matching(sel.schema, match{terms: search.Terms})
	sel.unindexed = v.dialect.unindexed
	sel.conds = append(sel.conds, cond{"{probed} IN (" + found.sql + ")", found.args})
}

// driver takes the condition that is best to walk along out of the others.
func (sel *selection) driver() (*link, []link) {
	for i, l := range sel.links {
		if sel.picked || l.exclude || len(l.values) > maxArms && !l.rare || l.byStart && sel.key != "" {
			continue
		}
		rest := append(append([]link(nil), sel.links[:i]...), sel.links[i+1:]...)
		return &l, rest
	}
	return nil, sel.links
}

func (sel *selection) byNumber() bool {
	return sel.order == timeline.OrderRecorded || sel.order == timeline.OrderRecordedDesc
}

func (sel *selection) descending() bool { return strings.HasPrefix(sel.order, "-") }

// arms are the statements whose union is the answer, unordered and without
// limit. Each yields n, by date k as well, the sort key, and for aggregates
// the other bounds: a union sorts by all that it yields.
func (sel *selection) arms(after *Position) []cond {
	drive, rest := sel.driver()
	values := []any{nil}
	if drive != nil {
		values = drive.values
	}
	kinds := sel.kinds
	if kinds == nil {
		kinds = []cond{{}}
	}
	arms := make([]cond, 0, len(values)*len(kinds))
	for _, v := range values {
		for _, kind := range kinds {
			arms = append(arms, sel.arm(drive, v, kind, rest, after))
		}
	}
	return arms
}

func (sel *selection) arm(drive *link, value any, kind cond, rest []link, after *Position) cond {
	from, n := sel.schema.from()+" d", "d.n"
	var where []cond
	own := drive == nil || drive.table == "" // d is the record's own row
	if drive != nil {
		if !own {
			from, n = "{"+drive.table+"} d", "d."+sel.item
		}
		where = append(where, cond{"d." + drive.key + " = ?", []any{value}})
		if drive.extra.sql != "" {
			where = append(where, drive.extra.on("d"))
		}
	}
	if kind.sql != "" {
		where = append(where, kind)
	}
	row := "d"
	if !own && sel.needsRow(rest) {
		// CROSS JOIN keeps SQLite from turning the order of the tables round.
		from += " CROSS JOIN " + sel.schema.from() + " e"
		where = append(where, cond{sql: "e.n = " + n})
		row = "e"
	}
	earliest := "d.earliest"
	if drive != nil && sel.byNumber() || sel.key != "" {
		earliest += " + 0" // to walk along the driver in its order, rather than sort the period
	}
	where = append(where, inPeriod("d", earliest, sel.period)...)
	where = append(where, sel.states.on("d"))
	for _, l := range rest {
		where = append(where, sel.linkCond(l, row, n, own))
	}
	where = append(where, sel.otherConds(row, n)...)
	if after != nil {
		where = append(where, sel.beyond(n, after))
	}
	columns := sel.sortKey() + " AS k, "
	if sel.byNumber() || sel.alone {
		columns = ""
	}
	columns += n + " AS n"
	if sel.spans {
		columns += ", d.latest AS latest, d.latest_start AS latest_start, d.earliest_end AS earliest_end"
	}
	if sel.zoned() {
		columns += ", " + row + ".zoned AS zoned"
	}
	if sel.value != "" {
		columns += ", " + row + "." + sel.value + " AS value"
	}
	all := and(where)
	return cond{"SELECT " + columns + " FROM " + from + " WHERE " + all.sql, all.args}
}

// otherConds are the conditions without an index of their own, on the record's
// row and its number n.
func (sel *selection) otherConds(row, n string) []cond {
	var conds []cond
	for _, c := range slices.Concat(sel.actors.any, sel.conds) {
		probed := n
		if sel.walking {
			probed = sel.unindexed(n)
		}
		conds = append(conds, c.of(n, probed))
	}
	for _, c := range sel.rows {
		conds = append(conds, c.on(row))
	}
	return conds
}

// zoned tells whether the arms also yield which bounds are instants.
func (sel *selection) zoned() bool { return sel.spans && sel.period.Zone != nil }

func (sel *selection) needsRow(rest []link) bool {
	if len(sel.rows) > 0 || sel.value != "" || sel.zoned() {
		return true
	}
	for _, l := range rest {
		if l.table == "" {
			return true
		}
	}
	return false
}

// linkCond is a condition that does not drive the list.
func (sel *selection) linkCond(l link, row, n string, own bool) cond {
	if l.table == "" {
		return in(row+"."+l.key, l.values, l.exclude)
	}
	if own {
		n = "d.n"
	}
	parts := []cond{in("x."+l.key, l.values, false), {sql: "x.earliest = d.earliest"}, {sql: "x." + sel.item + " = " + n}}
	if l.extra.sql != "" {
		parts = append(parts, l.extra.on("x"))
	}
	c := and(parts)
	c.sql = "EXISTS (SELECT 1 FROM {" + l.table + "} x WHERE " + c.sql + ")"
	if l.exclude {
		c.sql = "NOT " + c.sql
	}
	return c
}

// beyond is the condition that a record comes after a position.
func (sel *selection) beyond(n string, after *Position) cond {
	sign := ">"
	if sel.descending() {
		sign = "<"
	}
	if sel.byNumber() {
		return cond{n + " " + sign + " ?", []any{after.N}}
	}
	c := cond{"(" + sel.sortKey() + ", " + n + ") " + sign + " (?, ?)", []any{after.Key, after.N}}
	if sel.key != "" {
		// SQLite looks up where a row of columns begins, and not one of expressions.
		c = and([]cond{c, {sel.key + " >= ?", []any{after.Key}}})
	}
	return c
}

func (sel *selection) sortKey() string { return cmp.Or(sel.key, "d.earliest") }

// keys finds a page of up to limit keys.
func (sel *selection) keys(v *View, after *Position, limit int) ([]Position, error) {
	if sel.order == timeline.OrderStory {
		return sel.storyKeys(v, after, limit)
	}
	var found []struct{ K, N int64 }
	q := sel.page(after, limit)
	if err := v.raw(q.sql, q.args...).Scan(&found).Error; err != nil {
		return nil, translate(err, "list "+sel.schema.table)
	}
	keys := make([]Position, len(found))
	for i, k := range found {
		keys[i] = Position{Key: k.K, N: k.N}
	}
	return keys, nil
}

// page is the statement that finds a page of up to limit keys.
func (sel *selection) page(after *Position, limit int) cond {
	sel.walking = sel.unindexed != nil && !sel.byNumber()
	c := union(sel.arms(after))
	sel.walking = false
	direction := ""
	if sel.descending() {
		direction = " DESC"
	}
	if sel.byNumber() {
		c.sql += " ORDER BY n" + direction
	} else {
		c.sql += " ORDER BY k" + direction + ", n" + direction
	}
	c.sql += " LIMIT ?"
	c.args = append(c.args, limit)
	return c
}

// among is the statement that finds those of some records that are selected.
func (sel *selection) among(ns []int64) cond {
	where := []cond{in("d.n", ns, false), sel.states.on("d")}
	where = append(where, inPeriod("d", "d.earliest", sel.period)...)
	for _, l := range sel.links {
		where = append(where, sel.linkCond(l, "d", "d.n", true))
	}
	where = append(where, sel.otherConds("d", "d.n")...)
	c := and(where)
	c.sql = "SELECT d.n FROM " + sel.schema.from() + " d WHERE " + c.sql
	return c
}

// count is the statement that counts all that is selected.
func (sel *selection) count() cond {
	c := union(sel.arms(nil))
	c.sql = "SELECT count(*) FROM (" + c.sql + ") AS selected"
	return c
}

func union(arms []cond) cond {
	var c cond
	parts := make([]string, len(arms))
	for i, a := range arms {
		parts[i] = a.sql
		c.args = append(c.args, a.args...)
	}
	c.sql = strings.Join(parts, " UNION ")
	return c
}

// list runs the selection: a page of documents, its successor's position and,
// when asked, the number of all records.
func (sel *selection) list(v *View, p timeline.Paging, after *Position) (List, []int64, error) {
	if sel.never {
		return nothing(p), nil, nil
	}
	by := &selected{v: v, sel: sel}
	return v.page(sel.schema, by, by, p, after)
}
