package store_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// groups are what cells are made by: one or two.
func (a asker) groups() []string {
	pick := func() string { return timeline.Groups[a.IntN(len(timeline.Groups))] }
	interval := timeline.HistogramIntervals[a.IntN(len(timeline.HistogramIntervals))]
	switch a.IntN(6) {
	case 0:
		return []string{pick()}
	case 1:
		return []string{"actor", "role"}
	case 2:
		return []string{interval, "actor"}
	}
	for {
		list := []string{pick(), pick()}
		if q := (timeline.AggregateQuery{Group: list}); list[0] != list[1] && len(q.Facets()) > 0 {
			return list
		}
	}
}

// aggregate makes up a question of cells about a query.
func (a asker) aggregate(q timeline.Query) timeline.AggregateQuery {
	asked := timeline.AggregateQuery{Query: q, Group: a.groups(), Top: []int{0, 1, 2, 5, 1000}[a.IntN(5)], Other: a.IntN(2) == 0}
	for len(asked.Measure) == 0 || a.IntN(2) == 0 {
		m := timeline.Measure{Kind: timeline.Tallied[a.IntN(4)]}
		if a.IntN(2) == 0 {
			m = timeline.Measure{Kind: timeline.Totals[a.IntN(3)], Figure: []string{"aid", "aid", "fatalities", "nothing"}[a.IntN(4)]}
		}
		if !slices.Contains(asked.Measure, m) {
			asked.Measure = append(asked.Measure, m)
		}
	}
	return asked
}

// TestCellsAreThoseOfTheEvents: every cell is held to what a look at each event, one
// by one, would find.
func TestCellsAreThoseOfTheEvents(t *testing.T) {
	t.Parallel()
	newWorld(t).checkAllCells(t)
}

func (lib *library) checkAllCells(t *testing.T) {
	a := newAsker(t, &lib.model, 14)
	told, rounds := 0, lib.rounds(t, 120)
	for i := range rounds {
		q, question := a.event(t)
		if i%2 == 0 {
			interval := timeline.Intervals[a.IntN(len(timeline.Intervals))]
			from, to := a.stretch(interval)
			q.Period = timeline.Period{From: edtf.MustParse(from), To: edtf.MustParse(to), Match: timeline.Matches[a.IntN(3)]}
			question += fmt.Sprintf(" (but its dates) from %s to %s, %s", from, to, q.Period.Match)
		}
		told += lib.checkCells(t, a.aggregate(q), question)
	}
	if told < 4*rounds && !lib.sparing {
		t.Errorf("only %d cells in all", told)
	}
}

func TestCellsInZones(t *testing.T) {
	t.Parallel()
	newZoned(t).checkCellsInZones(t)
}

func (lib *library) checkCellsInZones(t *testing.T) {
	a := newAsker(t, &lib.model, 35)
	told, rounds := 0, lib.rounds(t, 40)
	for i := range rounds {
		q, question := a.event(t)
		if i%3 == 0 {
			q = timeline.NewQuery()
		}
		question += a.zone(&q.Period)
		told += lib.checkCells(t, a.aggregate(q), question)
	}
	if told < 3*rounds && !lib.sparing {
		t.Errorf("only %d cells in all", told)
	}
}

// checkCells returns how many cells there are.
func (lib *library) checkCells(t *testing.T, asked timeline.AggregateQuery, question string) int {
	t.Helper()
	question += fmt.Sprintf("; %s, top %d, other %t, of %s", asked.Group, asked.Top, asked.Other, asked.Measure)
	got, err := lib.Cells(t.Context(), asked)
	want, fit := lib.cellsOf(asked)
	if !fit {
		if timeline.CodeOf(err) != timeline.InvalidParameter {
			t.Fatalf("%s: %v, want a refusal of so many", question, err)
		}
		return 0
	}
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	lines := cellLines(got)
	if !slices.Equal(lines, want) {
		t.Fatalf("%s\ngot\n%s\nwant\n%s", question, strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	return len(want)
}

func cellLines(a store.Aggregation) []string {
	var lines []string
	for _, c := range a.Cells {
		start := ""
		if c.Start != nil {
			start = fmt.Sprint(*c.Start)
		} else if a.Interval != "" {
			start = "none"
		}
		var values []string
		for _, v := range c.Values {
			if v == nil {
				values = append(values, rest)
			} else {
				values = append(values, v.Value)
			}
		}
		lines = append(lines, cellLine(start, values, c.Measures))
	}
	return lines
}

// TestCellsTakeFewStatements: however many values and intervals there are, what is
// most asks for the dates, for each facet's values and their measures, and for the cells.
func TestCellsTakeFewStatements(t *testing.T) {
	t.Parallel()
	lib := newTamed(t)
	var mu sync.Mutex
	asked := 0
	if err := lib.Watch(func(store.Statement) {
		mu.Lock()
		defer mu.Unlock()
		asked++
	}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		group []string
		first string
		most  int
	}{
		{[]string{"type"}, "count", 2},
		{[]string{"week", "actor"}, "count", 3},
		{[]string{"auto", "actor"}, "estimate", 4},
		{[]string{"actor", "place"}, "estimate", 5},
	} {
		asked = 0
		q := timeline.AggregateQuery{Query: timeline.NewQuery(), Group: tt.group, Top: 7, Other: true,
			Measure: []timeline.Measure{{Kind: tt.first}, {Kind: "sum", Figure: "aid"}, {Kind: "max", Figure: "aid"}}}
		a, err := lib.Cells(t.Context(), q)
		if err != nil || len(a.Cells) < 7 {
			t.Fatalf("%v: %d cells, %v", tt.group, len(a.Cells), err)
		}
		if asked == 0 || asked > tt.most {
			t.Errorf("%v: %d statements, want at most %d", tt.group, asked, tt.most)
		}
	}
}
