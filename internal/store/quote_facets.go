package store

import (
	"cmp"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// QuoteFacets counts the quotes that a query asks for by each facet it names: the
// values that most have first, up to its limit. Each value has the count that its
// own filter would give beside the query's.
func (v *View) QuoteFacets(q timeline.QuoteFacetQuery) (map[string][]FacetValue, error) {
	facets := map[string][]FacetValue{}
	v, err := v.at(q.AsOf)
	if err != nil {
		return nil, err
	}
	q.Order = timeline.OrderDate
	sel, err := selectQuotes(v, q.QuoteQuery)
	if err != nil || sel.never {
		return facets, err
	}
	for _, by := range q.By {
		if facets[by], err = v.quoteFacet(sel, by, q.Affiliated, q.Limit); err != nil {
			return nil, translate(err, "count quotes by "+by)
		}
	}
	return facets, nil
}

func (v *View) quoteFacet(sel *selection, by string, affiliated bool, limit int) ([]FacetValue, error) {
	all := *sel
	all.alone = true
	for _, role := range quoteRoles {
		if role.name == by {
			return v.valuesHeld(all.peopleHeld(role.bit, affiliated), &actorSchema, limit)
		}
	}
	switch by {
	case "year":
		return all.quoteYears(v, limit)
	case "topic":
		all.value = "event"
		m := union(all.arms(nil))
		m.sql = "SELECT m.n, x.topic AS value FROM (" + m.sql + ") m CROSS JOIN {event_topics} x WHERE x.event = m.value"
		return v.topicsHeld(m, limit)
	case "story":
		all.value = by
		return v.valuesHeld(union(all.arms(nil)), &storySchema, limit)
	case "event":
		all.value = by
		return v.valuesHeld(union(all.arms(nil)), &eventSchema, limit)
	}
	all.value = by
	held := counted(union(all.arms(nil)))
	held.sql = "SELECT c.value, c.value, c.quotes FROM " + held.sql
	return v.facetValues(held, limit)
}

// peopleHeld are the selected quotes with those who are something to them, or to
// whom such people belonged then.
func (sel *selection) peopleHeld(bit int, affiliated bool) cond {
	m := union(sel.arms(nil))
	own := cond{"SELECT m.n, x.actor AS value FROM (" + m.sql + ") m CROSS JOIN {quote_actors} x WHERE x.quote = m.n AND x.roles & ? <> 0", append(slices.Clone(m.args), bit)}
	if !affiliated {
		return own
	}
	theirs := cond{"SELECT m.n, a.body AS value FROM (" + m.sql + ") m CROSS JOIN {quote_actors} x CROSS JOIN {actor_affiliations} a WHERE x.quote = m.n AND x.roles & ? <> 0 AND " + belongs.on("x").sql, own.args}
	return union([]cond{own, theirs})
}

// quoteYears counts by the year in which quotes lie for certain.
func (sel *selection) quoteYears(v *View, limit int) ([]FacetValue, error) {
	spans := *sel
	spans.alone, spans.spans = false, true
	m := union(spans.arms(nil))
	m.sql = "SELECT " + spans.when("m") + "'' AS value FROM (" + m.sql + ") m"
	counts := map[string]int{}
	err := spans.eachSpan(v, m, func(date edtf.Bounds, _ string, quotes int) { counts[yearOf(date.Interval())] += quotes })
	values := make([]FacetValue, 0, len(counts))
	for year, n := range counts {
		values = append(values, FacetValue{Value: year, Label: cmp.Or(year, "several years, or not known"), Count: n})
	}
	slices.SortFunc(values, func(a, b FacetValue) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value))
	})
	return values[:min(len(values), limit)], err
}

// counted is a table c of the values held and the number of quotes with each.
func counted(held cond) cond {
	held.sql = "(SELECT h.value AS value, count(*) AS quotes FROM (" + held.sql + ") h GROUP BY h.value) c"
	return held
}

// valuesHeld counts by records whose numbers are the values held.
func (v *View) valuesHeld(held cond, s *schema, limit int) ([]FacetValue, error) {
	held, seen := counted(held), v.visible(s, "d")
	held.sql = "SELECT d.id, d.doc, c.quotes FROM " + held.sql + " JOIN " + s.from() + " d ON d.n = c.value AND " + seen.sql
	held.args = append(held.args, seen.args...)
	return v.facetValues(held, limit)
}

func (v *View) topicsHeld(held cond, limit int) ([]FacetValue, error) {
	held = counted(held)
	held.sql = "SELECT d.id, d.id, c.quotes FROM " + held.sql + " JOIN topics d ON d.n = c.value"
	return v.facetValues(held, limit)
}

// facetValues reads values, what names them and their counts: the largest first,
// of as many the first by value.
func (v *View) facetValues(held cond, limit int) ([]FacetValue, error) {
	rows, err := v.raw(held.sql+" ORDER BY 3 DESC, 1 LIMIT ?", append(held.args, limit)...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var values []FacetValue
	for rows.Next() {
		var value FacetValue
		if err := rows.Scan(&value.Value, &value.Label, &value.Count); err != nil {
			return nil, err
		}
		value.Label = nameOf(value.Label)
		values = append(values, value)
	}
	return values, rows.Err()
}
