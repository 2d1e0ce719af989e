package store_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// TestFilledCells: filling changes no cell, and adds such of nothing that all values
// have one in each interval where any was added.
func TestFilledCells(t *testing.T) {
	t.Parallel()
	newTamed(t).checkFilledCells(t)
}

func (lib *library) checkFilledCells(t *testing.T) {
	a := newAsker(t, &lib.model, 60)
	added := 0
	for range lib.rounds(t, 40) {
		q, question := a.event(t)
		asked := a.aggregate(q)
		asked.Group = [][]string{{"decade", "type"}, {"actor", "year"}, {"auto", "role"}, {"month"}, {"century", "place"}}[a.IntN(5)]
		question += fmt.Sprintf("; %s, top %d, other %t, of %s", asked.Group, asked.Top, asked.Other, asked.Measure)
		bare, err := lib.Cells(t.Context(), asked)
		if err != nil {
			continue // too many already
		}
		asked.Fill = true
		filled, err := lib.Cells(t.Context(), asked)
		switch {
		case timeline.CodeOf(err) == timeline.InvalidParameter:
			continue // too many by what is added
		case err != nil:
			t.Fatalf("%s: %v", question, err)
		}
		added += checkFilled(t, question, bare, filled)
	}
	if added == 0 && !lib.sparing {
		t.Error("no cell was ever added")
	}
}

// checkFilled returns how many cells were added.
func checkFilled(t *testing.T, question string, bare, filled store.Aggregation) int {
	t.Helper()
	was, is := cellLines(bare), cellLines(filled)
	kept, first, last := 0, int64(math.MaxInt64), int64(math.MinInt64)
	starts := map[string][]int64{} // of each line of values
	for i, c := range filled.Cells {
		if c.Start != nil {
			values := fmt.Sprint(len(c.Values))
			for _, v := range c.Values {
				if v != nil {
					values = v.Value
				}
			}
			starts[values] = append(starts[values], *c.Start)
		}
		if kept < len(was) && is[i] == was[kept] {
			kept++
			continue
		}
		if c.Start == nil || slices.ContainsFunc(c.Measures, func(n *float64) bool { return n != nil && *n != 0 }) {
			t.Fatalf("%s: was not there, and is not nothing: %s", question, is[i])
		}
		first, last = min(first, *c.Start), max(last, *c.Start)
	}
	if kept != len(was) {
		t.Fatalf("%s: filled, it is\n%s\nand was\n%s", question, strings.Join(is, "\n"), strings.Join(was, "\n"))
	}
	if len(is) == len(was) {
		return 0
	}
	buckets, err := timeline.NewBuckets(filled.Interval, edtf.Interval{Earliest: first, Latest: last + 1})
	if err != nil {
		t.Fatal(err)
	}
	for values, list := range starts {
		within := 0
		for _, start := range list {
			if first <= start && start <= last {
				within++
			}
		}
		if within != buckets.Len() {
			t.Fatalf("%s: %s has %d of %d intervals:\n%s", question, values, within, buckets.Len(), strings.Join(is, "\n"))
		}
	}
	return len(is) - len(was)
}
