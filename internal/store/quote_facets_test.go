package store_test

import (
	"fmt"
	"slices"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// Counts of quotes are those of a look at each, and each is what the filter of its
// value would keep beside the others.
func TestQuoteFacetsAreThoseOfTheQuotes(t *testing.T) {
	t.Parallel()
	lib := newWorld(t)
	rounds := trial.Rounds(t, 150)
	if full := lib.checkQuoteFacets(t, newAsker(t, &lib.model, 9), rounds); full < 5*rounds {
		t.Errorf("only %d values in all", full)
	}
}

// checkQuoteFacets asks for counts, and returns how many there were.
func (lib *library) checkQuoteFacets(t *testing.T, a asker, rounds int) (full int) {
	t.Helper()
	for i := range rounds {
		q, question := a.quote(t)
		asked := timeline.QuoteFacetQuery{QuoteQuery: q, By: timeline.QuoteFacets}
		asked.Limit = []int{1, 3, 50, 1000}[i%4]
		got, err := lib.QuoteFacets(t.Context(), asked)
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		kept := lib.keptQuotes(q)
		for _, by := range asked.By {
			want := lib.quotesBy(q, kept, by)
			want = want[:min(asked.Limit, len(want))]
			if found := plainly(got[by]); fmt.Sprint(found) != fmt.Sprint(plainly(want)) {
				t.Fatalf("by %s of quotes?%s\ngot  %v\nwant %v", by, question, found, plainly(want))
			}
			if full += len(want); len(want) > 0 {
				lib.checkQuoteFilter(t, q, question, by, want[a.IntN(len(want))].Value, got)
			}
		}
	}
	return full
}

// checkQuoteFilter narrows a query to one value of a facet, and holds the number
// that it then keeps to the count.
func (lib *library) checkQuoteFilter(t *testing.T, q timeline.QuoteQuery, question, by, value string, counts map[string][]store.FacetValue) {
	t.Helper()
	only := timeline.Clause{Values: []string{value}}
	for name, clauses := range map[string]*[]timeline.Clause{"speaker": &q.Speaker, "via": &q.Via, "about": &q.About, "addressee": &q.Addressee,
		"kind": &q.Kind, "topic": &q.Topic, "story": &q.Story, "event": &q.Event, "evidence": &q.Evidence} {
		if name == by {
			*clauses = append(slices.Clone(*clauses), only)
		}
	}
	if by == "year" {
		if value == "" || !q.Period.IsZero() {
			return // which no date asks for; and a query has one range
		}
		q.Period = timeline.Period{From: edtf.MustParse(value), To: edtf.MustParse(value), Match: timeline.MatchWithin, Undated: q.Period.Undated, Zone: q.Period.Zone}
	}
	q.Limit, q.Count = 1, true
	list, err := lib.Quotes(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(counts[by], func(v store.FacetValue) bool { return v.Value == value })
	if *list.Total != counts[by][at].Count {
		t.Fatalf("%d quotes?%s are counted under %s %q, and the filter keeps %d", counts[by][at].Count, question, by, value, *list.Total)
	}
}
