package columns_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"example.org/dateline/internal/columns"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/trial"
)

// coarse makes up a grain. Its intervals are as long as its name says.
func coarse(r *rand.Rand) *columns.Grain {
	width := int64(2 + r.IntN(14))
	g := &columns.Grain{Name: fmt.Sprint(width), Starts: r.IntN(2) == 0, Of: func(sec int64) (from, to int64) {
		from = edtf.FloorDiv(sec, width) * width
		return from, from + width
	}}
	if r.IntN(3) == 0 { // clocks that are ahead
		g.Name += " ahead"
		g.Read = func(s *columns.Span) edtf.Bounds {
			return edtf.Bounds{Earliest: s.Earliest + 3, LatestStart: s.LatestStart + 3, EarliestEnd: s.EarliestEnd + 3, Latest: max(s.Latest, s.Latest+3)}
		}
	}
	if r.IntN(4) == 0 {
		g.Name = ""
	}
	return g
}

// read is a span as the clocks of a grain do.
func read(g *columns.Grain, s columns.Span) edtf.Bounds {
	if g.Read != nil && s.Zoned != 0 {
		return g.Read(&s)
	}
	return s.Bounds
}

// interval is what a grain does not tell apart from a span; the span itself where it
// tells it from all others.
func interval(g *columns.Grain, s columns.Span) string {
	from, to := g.Of(s.Earliest)
	b := read(g, s)
	if b.Earliest < from || b.Earliest >= to || !g.Starts && (b.Latest > to || b.LatestStart > to || b.EarliestEnd >= to || b.LatestStart <= from || b.EarliestEnd < from) {
		return fmt.Sprint(s)
	}
	return fmt.Sprint(from)
}

// TestGrains: however finely a grain tells spans apart, all selected events are counted
// once, with a span that is as good as their own.
func TestGrains(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(trial.Seed(t, 4), 9))
	events := map[uint32]columns.Event{}
	x := (&columns.Builder{}).Index()
	for range trial.Rounds(t, 60) {
		var changed []uint32
		b := &columns.Builder{}
		for n := uint32(1); n < 300; n += 1 + uint32(r.IntN(9)) {
			e := made(r, n)
			if r.IntN(3) == 0 { // one that lasts for no time at all
				e.Span.LatestStart, e.Span.EarliestEnd, e.Span.Latest = e.Span.Earliest+1, e.Span.Earliest, e.Span.Earliest+1
			}
			changed, events[n] = append(changed, n), e
			b.Add(&e)
		}
		x = x.With(changed, b)
		for range 5 {
			checkGrain(t, r, x, events)
		}
	}
}

func checkGrain(t *testing.T, r *rand.Rand, x *columns.Index, events map[uint32]columns.Event) {
	t.Helper()
	q, g := asked(r), coarse(r)
	first, last := edtf.OpenEnd, edtf.OpenStart
	spans, types, pairs, told, somebody := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, n := range slices.Sorted(maps.Keys(events)) {
		e := events[n]
		if !keeps(q, &e) {
			continue
		}
		when, kind := interval(g, e.Span), e.Values[columns.Type].Word
		first, last = min(first, e.Span.Earliest), max(last, read(g, e.Span).Latest)
		spans[when]++
		types[kind+" "+when]++
		told[fmt.Sprint(e.Values[columns.Story].Number, kind, when)]++
		rest := false
		for _, l := range e.Links {
			if l.Field == columns.Actor {
				if n := l.Value.Number; n < 3 {
					somebody[fmt.Sprint(n, " ", when)]++
				} else if n%2 == 1 && !rest {
					rest = true
					somebody["3 "+when]++
				}
				pairs[fmt.Sprint(l.Value.Number, kind, when)]++
			}
		}
	}
	kinds, people := columns.Dimension{Field: columns.Type}, columns.Dimension{Field: columns.Actor}
	for _, w := range []string{"call", "meeting", "vote"} {
		kinds.Values = append(kinds.Values, columns.Value{Word: w})
	}
	for n := range uint32(9) {
		people.Values = append(people.Values, columns.Value{Number: n})
	}
	stories := columns.Dimension{Field: columns.Story}
	for n := range uint32(4) {
		stories.Values = append(stories.Values, columns.Value{Number: n})
	}
	sel := x.Select(q)
	from, to := edtf.OpenEnd, edtf.OpenStart
	got := map[string]int{}
	sel.Spans(g, func(s *columns.Span, n int) {
		from, to = min(from, s.Earliest), max(to, read(g, *s).Latest)
		got[interval(g, *s)] += n
	})
	same(t, "spans", got, spans)
	if from != first || to != last && !g.Starts {
		t.Fatalf("they are told to be from %d to %d, want %d to %d", from, to, first, last)
	}
	got = map[string]int{}
	sel.Spread(kinds, g, func(place int, s *columns.Span, n int) { got[kinds.Values[place].Word+" "+interval(g, *s)] += n })
	same(t, "spread", got, types)
	got = map[string]int{}
	few := columns.Dimension{Field: columns.Actor, Values: people.Values[:3], Rest: func(v columns.Value) bool { return v.Number%2 == 1 }}
	sel.Spread(few, g, func(place int, s *columns.Span, n int) { got[fmt.Sprint(place, " ", interval(g, *s))] += n })
	same(t, "some, and the rest", got, somebody)
	for i, dims := range [][]columns.Dimension{{}, {kinds}, {people, kinds}, {stories, kinds}} {
		want := [](map[string]int){spans, types, pairs, told}[i]
		got = map[string]int{}
		err := sel.Cross(dims, g, func(c columns.Cell, s *columns.Span, n int) error {
			switch when := interval(g, *s); len(dims) {
			case 0:
				got[when] += n
			case 1:
				got[kinds.Values[c[0]].Word+" "+when] += n
			case 2:
				got[fmt.Sprint(dims[0].Values[c[0]].Number, kinds.Values[c[1]].Word, when)] += n
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "cells", got, want)
	}
}
