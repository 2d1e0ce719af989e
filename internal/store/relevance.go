package store

import (
	"slices"

	"example.org/dateline/internal/timeline"
)

// ranks are, of events, how all wanted terms must stand for one to come before those
// of the next rank: as written, and then also in other forms. Inside a rank the
// newest recorded comes first.
//
// Unlike a score, a rank does not move when other events are inserted, so
// that pages do not repeat or lose events; see docs/decisions.
var ranks = []rank{
	{true, []string{"title"}}, {true, []string{"title", "names"}}, {true, []string{"title", "names", "summary"}}, {true, nil},
	{false, []string{"title"}}, {false, []string{"title", "names"}}, {false, []string{"title", "names", "summary"}}, {false, nil},
}

// quoteRanks are those of quotes, which have words of one kind only.
var quoteRanks = []rank{{true, nil}, {false, nil}}

func (s *schema) ranks() []rank {
	if s == &quoteSchema {
		return quoteRanks
	}
	return ranks
}

// ranksOf are the ranks that a search may find records of a resource in.
func ranksOf(schema *schema, s timeline.Search) []rank {
	all := schema.ranks()
	if inflects(s.Terms) {
		return all
	}
	return all[:len(all)/2]
}

// inTier is a search for the records of a rank.
func inTier(ranks []rank, s timeline.Search, tier int) match {
	m := match{terms: s.Terms, found: ranks[tier]}
	exact := len(ranks) / 2
	if tier%exact > 0 {
		m.beyond = append(m.beyond, ranks[tier-1])
	}
	if tier >= exact {
		m.beyond = append(m.beyond, ranks[exact-1])
	}
	return m
}

// ranked lists the records of a selection in order of relevance. Of the query it
// takes the page and the search.
func (v *View) ranked(sel *selection, q timeline.Query, after *Position) (List, []int64, error) {
	l := nothing(q.Paging)
	if sel.never {
		return l, nil, nil
	}
	sel.order = timeline.OrderRecordedDesc
	var ns []int64
	var tiers []int
	for tier := range ranksOf(sel.schema, q.Search) {
		if len(ns) > q.Limit || (after != nil && tier < after.Tier) {
			continue
		}
		var from *Position
		if after != nil && tier == after.Tier {
			from = after
		}
		found, err := v.rank(sel, q, tier, from, q.Limit+1-len(ns))
		if err != nil {
			return l, nil, err
		}
		ns = append(ns, found...)
		tiers = append(tiers, slices.Repeat([]int{tier}, len(found))...)
	}
	if len(ns) > q.Limit {
		ns = ns[:q.Limit]
		l.Next = &Position{Tier: tiers[q.Limit-1], N: ns[q.Limit-1]}
	}
	var err error
	if l.Records, err = v.fetch(sel.schema, ns); err != nil {
		return l, nil, err
	}
	if q.Count {
		sel.search(v, q.Search)
		c := sel.count()
		err = scanOne(v.raw(c.sql, c.args...), l.Total)
	}
	return l, ns, translate(err, "count "+sel.schema.table)
}

// rank finds the records of one rank, walking along the full-text index.
func (v *View) rank(sel *selection, q timeline.Query, tier int, from *Position, limit int) ([]int64, error) {
	m := inTier(sel.schema.ranks(), q.Search, tier)
	records, fts := sel.schema.from()+" d", sel.schema.fts()
	tables, n := fts+" CROSS JOIN "+records, fts+".rowid"
	condition, arg := v.dialect.matches(fts, m)
	where := []cond{{condition, []any{arg}}}
	if v.asOf != present {
		found := v.matching(sel.schema, m)
		tables, n = records, "d.n"
		where = []cond{{"d.n IN (" + found.sql + ")", found.args}}
	}
	if from != nil {
		where = append(where, cond{n + " < ?", []any{from.N}})
	}
	where = append(where, cond{sql: "d.n = " + n}, sel.states.on("d"))
	where = append(where, inPeriod("d", "d.earliest", sel.period)...)
	for _, l := range sel.links {
		where = append(where, sel.linkCond(l, "d", "d.n", true))
	}
	where = append(where, sel.otherConds("d", "d.n")...)
	c := and(where)
	c.sql = "SELECT " + n + " FROM " + tables + " WHERE " + c.sql + " ORDER BY " + n + " DESC LIMIT ?"
	var ns []int64
	err := v.raw(c.sql, append(c.args, limit)...).Scan(&ns).Error
	return ns, translate(err, "search "+sel.schema.table)
}
