package store_test

import (
	"fmt"
	"slices"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// The order of a story, from the first to the last: what is known from one side
// only stands at that side, of one second the first recorded comes first.
var inStory = []string{
	"Y-13800000000", "../-0044", "-0043-03-15", "[..1969-12-31]", // before 1970, where division rounds the other way
	"1970-01-01T00:00:00Z", "2025-03", "2025-03-04", "2025-03-04T23:59:59Z",
	"[..2025-03-05]", "../2025-03-05", "../2025-03-05T10:30:00Z", // by the 5th, some time of it included
	"2025-03-05", "2025-03-05/2025-03-07", "2025-03-05/..", "[2025-03-05..]", "2025-03-05T00:00:01Z",
	"", "../..", "/..",
}

func TestOrderOfAStory(t *testing.T) {
	t.Parallel()
	doc := small("ordered")
	doc.Events = nil
	var want []string
	for i, text := range inStory {
		e := timeline.Event{ID: fmt.Sprint("e", i), Title: text, Type: "call", Date: timeline.Date{Basis: "unknown"}}
		if e.Title == "" {
			e.Title = "undated"
		} else {
			e.Date = timeline.Date{EDTF: edtf.MustParse(text), Basis: "stated"}
		}
		doc.Events = append(doc.Events, e)
		want = append(want, e.ID)
	}
	// Those of one place are recorded in their order, all others backwards.
	place := func(e timeline.Event) int {
		for _, group := range [][]int{{8, 10}, {11, 14}, {16, 18}} {
			if n := slices.Index(want, e.ID); n >= group[0] && n <= group[1] {
				return -group[0]
			}
		}
		return -slices.Index(want, e.ID)
	}
	slices.SortStableFunc(doc.Events, func(a, b timeline.Event) int { return place(a) - place(b) })
	st := storetest.Use(storetest.Open(t))
	imported(t, st, doc)
	for _, limit := range []int{1, 2, 3, 7, 100} {
		q := timeline.NewQuery()
		q.Order, q.Limit = timeline.OrderStory, limit
		got, _ := all(t, limit, func(after *store.Position) (store.List, error) { return st.Events(t.Context(), q, after) })
		sameIDs(t, fmt.Sprint("by ", limit), got, want)
		for known, part := range map[string][]string{timeline.KnownSome: want[:16], timeline.KnownNone: want[16:]} {
			q := q
			q.Period.Known, q.Count = known, true
			got, total := all(t, limit, func(after *store.Position) (store.List, error) { return st.Events(t.Context(), q, after) })
			sameIDs(t, fmt.Sprintf("what is known: %s, by %d", known, limit), got, part)
			sameTotal(t, known, q.Paging, total, len(part))
		}
		if positions, at, err := st.Positions(t.Context(), q, "e12", 100); err != nil || at != 12 || len(positions) != 13 {
			t.Errorf("the event is at %d of %d (%v)", at, len(positions), err)
		}
	}
}
