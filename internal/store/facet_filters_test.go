package store_test

import (
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// Each count of a facet is what the filter of its value counts beside the other
// filters of the query: of a year, the date within it.
func TestFacetsCountWhatTheirFiltersKeep(t *testing.T) {
	t.Parallel()
	lib := newWorld(t)
	a := newAsker(t, &lib.model, 12)
	checked, rounds := map[string]int{}, trial.Rounds(t, 60)
	for range rounds {
		q, question := a.event(t)
		q.Order = timeline.OrderDate
		asked := timeline.FacetQuery{Query: q, By: timeline.Facets}
		asked.Limit = 4
		facets, err := lib.Facets(t.Context(), asked)
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		for _, by := range asked.By {
			for _, v := range facets[by] {
				if by == "year" && (v.Value == "" || !q.Period.From.IsZero() || !q.Period.To.IsZero()) {
					continue // no filter says so, or the query has a range of its own
				}
				checked[by]++
				if n := lib.count(t, narrowed(q, by, v.Value)); n != v.Count {
					t.Errorf("events?%s: %d by %s=%s, whose filter counts %d", question, v.Count, by, v.Value, n)
				}
			}
		}
	}
	for _, by := range timeline.Facets {
		if checked[by] < rounds/3 {
			t.Errorf("only %d values of %s", checked[by], by)
		}
	}
}

// count is what count=true says of a query.
func (lib *library) count(t *testing.T, q timeline.Query) int {
	t.Helper()
	q.Limit, q.Count = 1, true
	list, err := lib.Events(t.Context(), q, (*store.Position)(nil))
	if err != nil {
		t.Fatal(err)
	}
	return *list.Total
}
