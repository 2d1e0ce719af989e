package store

import (
	"slices"

	"example.org/dateline/internal/timeline"
)

// quoteRoles are what somebody may be to a quote, by the filter that asks for it.
var quoteRoles = []struct {
	name  string
	bit   int
	asked func(q *timeline.QuoteQuery) []timeline.Clause
}{
	{"speaker", quoteSpeaker, func(q *timeline.QuoteQuery) []timeline.Clause { return q.Speaker }},
	{"about", quoteAbout, func(q *timeline.QuoteQuery) []timeline.Clause { return q.About }},
	{"addressee", quoteAddressee, func(q *timeline.QuoteQuery) []timeline.Clause { return q.Addressee }},
	{"via", quoteVia, func(q *timeline.QuoteQuery) []timeline.Clause { return q.Via }},
}

// belongs is the condition on a and {row} that a, an affiliation, held when the row, a
// link of the one affiliated, may have been.
var belongs = cond{sql: "a.actor = {row}.actor AND a.earliest < {row}.latest AND {row}.earliest < a.latest"}

// addPeople adds clauses on those who are something to a quote, or, where they are
// asked for with their affiliates, on anybody who belonged to them then.
func (sel *selection) addPeople(v *View, clauses []timeline.Clause, bit int, affiliated bool) error {
	role := cond{"{row}.roles & ? <> 0", []any{bit}}
	if !affiliated {
		return sel.addIDs(clauses, v.numbers(&actorSchema), link{table: quoteActors.name, key: "actor", extra: role})
	}
	for _, c := range clauses {
		ns, err := v.numbers(&actorSchema)(c.Values)
		if err != nil {
			return err
		}
		l := link{table: quoteActors.name, key: "actor", values: anys(ns), exclude: c.Exclude}
		if len(ns) == 0 {
			sel.add(l)
			continue
		}
		own, theirs := in("{row}.actor", ns, false), in("a.body", ns, false)
		l.extra = cond{role.sql + " AND (" + own.sql + " OR EXISTS (SELECT 1 FROM {actor_affiliations} a WHERE " + belongs.sql + " AND " + theirs.sql + "))",
			slices.Concat(role.args, own.args, theirs.args)}
		members, err := v.affiliates(ns, maxArms+1)
		if err != nil {
			return err
		}
		l.values = anys(unite(ns, members))
		if len(l.values) <= maxArms {
			sel.add(l)
			continue
		}
		// There are too many to walk along their links, or to name.
		anyone := cond{"EXISTS (SELECT 1 FROM {quote_actors} x WHERE x.quote = {n} AND " + l.extra.on("x").sql + ")", l.extra.args}
		if c.Exclude {
			anyone.sql = "NOT " + anyone.sql
		}
		sel.conds = append(sel.conds, anyone)
	}
	return nil
}

// affiliates are some of the actors that ever belonged to others.
func (v *View) affiliates(bodies []int64, most int) ([]int64, error) {
	var members []int64
	c := in("a.body", bodies, false)
	err := v.raw("SELECT DISTINCT a.actor FROM {actor_affiliations} a WHERE "+c.sql+" LIMIT ?", append(c.args, most)...).Scan(&members).Error
	return members, translate(err, "look up affiliates")
}

// unite is two lists of numbers as one, each once.
func unite(a, b []int64) []int64 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
