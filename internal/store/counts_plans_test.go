package store_test

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

var (
	looksThrough = regexp.MustCompile(`(?m)^SCAN ([depvxy])\b`)
	driven       = regexp.MustCompile(`\bd\.(actor|place|topic|source|type|story|n|external_id|code|speaker|country|roles|basis) = \?`)
)

// TestPlansOfCounts: what counts the events of a filter that has an index
// looks at no others, and what counts all of them reads one table once.
func TestPlansOfCounts(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.OpenAt(t, filepath.Join(t.TempDir(), "dateline.db"), func() time.Time { return storetest.Now }))
	if _, err := st.Import(t.Context(), storetest.NewWorld(21).Story("generated", timeline.Public, 120)); err != nil {
		t.Fatal(err)
	}
	var found []store.Statement
	var mu sync.Mutex
	if err := st.Watch(func(s store.Statement) {
		mu.Lock()
		defer mu.Unlock()
		found = append(found, s)
	}); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, filter := range filters {
		found = nil
		counts(t, st, filter)
		for _, s := range found {
			if !strings.Contains(s.SQL, "count(*)") {
				continue // a look-up of ids
			}
			checked++
			plan := explain(t, st, "EXPLAIN QUERY PLAN", s)
			scans := looksThrough.FindAllStringSubmatch(plan, -1)
			switch {
			case len(scans) > 0 && driven.MatchString(s.SQL):
				t.Errorf("%s: looks through %s\n%s\n%s", filter, scans[0][1], s.SQL, plan)
			case len(scans) > 1 || len(scans) == 1 && scans[0][1] != "d" && scans[0][1] != "x":
				t.Errorf("%s: looks through more than the events or their links\n%s\n%s", filter, s.SQL, plan)
			case strings.Contains(strings.ReplaceAll(plan, "AUTOMATIC PARTIAL", ""), "AUTOMATIC"): // a partial one holds the links of many actors asked for
				t.Errorf("%s: makes an index of its own\n%s\n%s", filter, s.SQL, plan)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d statements: the counts are not all there", checked)
	}
}

// TestPlansOfQuoteCounts: they look at the quotes of the filter alone, and at what
// is linked to those.
func TestPlansOfQuoteCounts(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.OpenAt(t, filepath.Join(t.TempDir(), "dateline.db"), func() time.Time { return storetest.Now }))
	if _, err := st.Import(t.Context(), storetest.NewWorld(21).Story("generated", timeline.Public, 120)); err != nil {
		t.Fatal(err)
	}
	var found []store.Statement
	var mu sync.Mutex
	if err := st.Watch(func(s store.Statement) {
		mu.Lock()
		defer mu.Unlock()
		found = append(found, s)
	}); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, filter := range quoteFilters {
		found = nil
		values, err := url.ParseQuery(filter)
		if err != nil {
			t.Fatal(err)
		}
		q, err := timeline.ParseQuoteQuery(values)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.QuoteFacets(t.Context(), timeline.QuoteFacetQuery{QuoteQuery: q, By: timeline.QuoteFacets}); err != nil {
			t.Fatal(err)
		}
		for _, s := range found {
			if !strings.Contains(s.SQL, "count(*)") {
				continue // a look-up of ids
			}
			checked++
			plan := explain(t, st, "EXPLAIN QUERY PLAN", s)
			scans := looksThrough.FindAllStringSubmatch(plan, -1)
			once := 1
			if q.Affiliated {
				once = 2 // those who said it, and those to whom they belonged
			}
			switch {
			case len(scans) > 0 && (q.Event != nil && !q.Event[0].Exclude || q.ID != nil && !q.ID[0].Exclude || driven.MatchString(s.SQL)):
				t.Errorf("%s: looks through %s\n%s\n%s", filter, scans[0][1], s.SQL, plan)
			case len(scans) > once || len(scans) > 0 && scans[0][1] != "d":
				t.Errorf("%s: looks through more than the quotes\n%s\n%s", filter, s.SQL, plan)
			case strings.Contains(plan, "AUTOMATIC"):
				t.Errorf("%s: makes an index of its own\n%s\n%s", filter, s.SQL, plan)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d statements: the counts are not all there", checked)
	}
}

// counts counts in every way there is.
func counts(t *testing.T, st *storetest.Access, filter string) {
	t.Helper()
	values, err := url.ParseQuery(filter)
	if err != nil {
		t.Fatal(err)
	}
	q, err := timeline.ParseQuery(values)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Facets(t.Context(), timeline.FacetQuery{Query: q, By: timeline.Facets}); err != nil {
		t.Fatal(err)
	}
	q.Period = timeline.Period{From: q.Period.From, To: q.Period.To, Match: timeline.MatchCertain}
	for _, by := range append([]string{""}, timeline.Facets...) {
		if _, err := st.Histogram(t.Context(), timeline.HistogramQuery{Query: q, Interval: timeline.AutoInterval, By: by}); err != nil && timeline.CodeOf(err) != timeline.InvalidParameter {
			t.Fatal(err)
		}
	}
	for _, group := range [][]string{{"week", "actor"}, {"type", "place"}, {"actor", "role"}, {"source"}} {
		asked := timeline.AggregateQuery{Query: q, Group: group, Top: 3, Other: true, Measure: []timeline.Measure{{Kind: "count"}, {Kind: "sum", Figure: "aid"}}}
		if _, err := st.Cells(t.Context(), asked); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := st.Network(t.Context(), timeline.NetworkQuery{Query: q}); err != nil {
		t.Fatal(err)
	}
}
