package store_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// TestIndexOverviews: what the index tells of when the events of stories were makes the
// histograms that their exact dates make, of every interval that it tells apart and wider.
func TestIndexOverviews(t *testing.T) {
	t.Parallel()
	lib, w, r := newLibrary(t), storetest.NewWorld(trial.Seed(t, 61)), rand.New(rand.NewPCG(trial.Seed(t, 62), 1))
	finest := map[string]string{"decades": "year", "weeks": "day", "far": "month"}
	for _, id := range []string{"decades", "weeks", "far"} {
		doc := w.Story(id, timeline.Public, 120)
		for i := range doc.Events {
			e := &doc.Events[i]
			if e.Quotes = nil; i < 116 { // a few are far off, open or unknown
				e.Date = timeline.Date{EDTF: edtf.MustParse(dateIn(r, id)), Basis: "stated"}
			}
		}
		lib.put(t, doc)
	}
	lib.index(t)
	all, err := lib.Overviews(t.Context(), []string{"decades", "weeks", "far"}, 30)
	if err != nil {
		t.Fatal(err)
	}
	if n := lib.answers(t); n == 0 {
		t.Fatal("the index was not asked")
	}
	for id, interval := range finest {
		q := timeline.NewQuery()
		q.Story = []timeline.Clause{{Values: []string{id}}}
		exact, err := lib.Spread(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		o := all[id]
		if got := o.Spread.Interval(); got != interval {
			t.Errorf("%s: dates are told by %s, want %s", id, got, interval)
		}
		known := func(_ string, known bool) bool { return known }
		if got, want := o.Spread.Count(known), exact.Count(known); got != want {
			t.Errorf("%s: %d events with a date, want %d", id, got, want)
		}
		for _, name := range timeline.Intervals[slices.Index(timeline.Intervals, interval):] {
			sameOver(t, id, name, &o.Spread, &exact)
		}
		for _, most := range []int{20, 60} {
			h, err := o.Spread.Bars(most)
			if err != nil || h.Buckets.Len() < 3 || h.Buckets.Len() > most {
				t.Errorf("%s: %d bars of %d: %v", id, h.Buckets.Len(), most, err)
			}
			if want := exact.Over(h.Buckets).Ends; h.Ends != want {
				t.Errorf("%s: from %v, want %v", id, h.Ends, want)
			}
		}
	}
}

// dateIn makes up a date of the kind that a story has.
func dateIn(r *rand.Rand, story string) string {
	year, month, day := 1990+r.IntN(40), 1+r.IntN(12), 1+r.IntN(27) // the next is in the same month
	switch story {
	case "weeks":
		year, month = 2025, 3
	case "far":
		year = 2022 + r.IntN(3)
	}
	return []string{
		fmt.Sprintf("%d-%02d-%02d", year, month, day), fmt.Sprintf("%d-%02d-%02dT10:%02d:00Z", year, month, day, day),
		fmt.Sprintf("%d-%02d", year, month), fmt.Sprintf("%d-%02d-%02d/%d-%02d-%02d", year, month, day, year, month, day+1),
	}[r.IntN(4)]
}

// sameOver compares what two spreads put into the buckets of an interval, of a century.
func sameOver(t *testing.T, story, interval string, got, want *store.Spread) {
	t.Helper()
	span := edtf.MustParse("1950/2049").Interval()
	if interval == "day" || interval == "week" {
		span = edtf.MustParse("2024/2026").Interval()
	}
	buckets, err := timeline.NewBuckets(interval, span)
	if err != nil {
		t.Fatal(err)
	}
	of, with := got.Over(buckets), want.Over(buckets)
	if of.Undated != with.Undated || of.Outside != with.Outside || !alike(of.Counts, with.Counts) || !maps.EqualFunc(of.By, with.By, alike) {
		t.Errorf("%s by %s\ngot  %v\nwant %v", story, interval, of, with)
	}
}
