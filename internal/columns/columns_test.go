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

// made makes up an event: of few spans, words and links, so that many share them.
func made(r *rand.Rand, number uint32) columns.Event {
	e := columns.Event{Number: number}
	begin := int64(r.IntN(40))
	e.Span = columns.Span{Bounds: edtf.Bounds{Earliest: begin, LatestStart: begin + 2, EarliestEnd: begin + 1, Latest: begin + 1 + int64(r.IntN(5))}, Zoned: edtf.Zoned(r.IntN(2))}
	if r.IntN(20) == 0 {
		e.Span.Latest = edtf.OpenEnd
	}
	e.Values[columns.Story].Number = uint32(r.IntN(4))
	e.Values[columns.Type].Word = []string{"call", "meeting", "vote"}[r.IntN(3)]
	for range r.IntN(4) {
		roles := uint8(1 << r.IntN(3))
		l := columns.Link{Field: columns.Actor, Value: columns.Value{Number: uint32(r.IntN(9))}, Roles: roles, Through: roles | uint8(r.IntN(8))}
		if !slices.ContainsFunc(e.Links, func(m columns.Link) bool { return m.Value == l.Value }) {
			e.Links = append(e.Links, l)
		}
	}
	if r.IntN(2) == 0 {
		e.Links = append(e.Links, columns.Link{Field: columns.Country, Value: columns.Value{Word: []string{"FR", "UA"}[r.IntN(2)]}})
	}
	return e
}

// keeps is a query, looked at event by event.
func keeps(q *columns.Query, e *columns.Event) bool {
	if q.Keep != nil && !q.Keep(&e.Span) {
		return false
	}
	for _, c := range q.Columns {
		if slices.Contains(c.Values, e.Values[c.Field]) == c.Exclude {
			return false
		}
	}
	for _, l := range q.Links {
		if slices.ContainsFunc(e.Links, func(m columns.Link) bool {
			return m.Field == l.Field && (l.Values == nil || slices.Contains(l.Values, m.Value)) && (l.Counts == nil || l.Counts(m.Roles, m.Through))
		}) == l.Exclude {
			return false
		}
	}
	return true
}

func asked(r *rand.Rand) *columns.Query {
	q := &columns.Query{Before: edtf.OpenEnd, After: edtf.OpenStart}
	if r.IntN(2) == 0 {
		from, to := int64(r.IntN(40)), int64(r.IntN(45))
		q.Before, q.After = to, from
		q.Keep = func(s *columns.Span) bool { return s.Earliest < to && s.Latest > from }
	}
	if r.IntN(3) == 0 {
		q.Columns = append(q.Columns, columns.Column{Field: columns.Type, Values: []columns.Value{{Word: "call"}, {Word: "none"}}, Exclude: r.IntN(2) == 0})
	}
	for range r.IntN(3) {
		l := columns.Links{Field: columns.Actor, Exclude: r.IntN(3) == 0}
		if r.IntN(4) > 0 {
			l.Values = []columns.Value{{Number: uint32(r.IntN(9))}, {Number: uint32(r.IntN(12))}}
		}
		if mask := uint8(r.IntN(8)); mask > 0 {
			l.Counts = func(roles, _ uint8) bool { return roles&mask != 0 }
		}
		q.Links = append(q.Links, l)
	}
	return q
}

// TestIndex holds an index through many changes to a look at each event, one by one.
func TestIndex(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(trial.Seed(t, 1), 3))
	events := map[uint32]columns.Event{}
	x := (&columns.Builder{}).Index()
	found := 0
	for range trial.Rounds(t, 60) {
		var changed []uint32
		b := &columns.Builder{}
		for range 1 + r.IntN(80) {
			n := uint32(1 + r.IntN(400))
			if slices.Contains(changed, n) {
				continue
			}
			changed = append(changed, n)
			if delete(events, n); r.IntN(5) > 0 {
				e := made(r, n)
				events[n] = e
				b.Add(&e)
			}
		}
		before := x
		was := before.Len()
		if x = x.With(changed, b); x.Len() != len(events) || before.Len() != was {
			t.Fatalf("%d events, want %d; and %d before, want %d", x.Len(), len(events), before.Len(), was)
		}
		for range 5 {
			found += check(t, r, x, events)
		}
	}
	if found == 0 {
		t.Error("nothing was found")
	}
	if x.Bytes() < int64(20*x.Len()) {
		t.Errorf("%d bytes for %d events", x.Bytes(), x.Len())
	}
}

func check(t *testing.T, r *rand.Rand, x *columns.Index, events map[uint32]columns.Event) int {
	t.Helper()
	q := asked(r)
	var kept []columns.Event
	for _, n := range slices.Sorted(maps.Keys(events)) {
		if e := events[n]; keeps(q, &e) {
			kept = append(kept, e)
		}
	}
	slices.SortStableFunc(kept, func(a, b columns.Event) int { return int(a.Span.Earliest - b.Span.Earliest) })
	sel := x.Select(q)
	if sel.Count() != len(kept) {
		t.Fatalf("%+v: %d events, want %d", q, sel.Count(), len(kept))
	}
	checkPages(t, x, q, kept, 1+r.IntN(len(kept)+3))
	spans, actors, types, pairs, masks := map[columns.Span]int{}, map[columns.Value]int{}, map[columns.Value]int{}, map[string]int{}, map[int]int{}
	for _, e := range kept {
		spans[e.Span]++
		types[e.Values[columns.Type]]++
		mask := uint8(0)
		for _, l := range e.Links {
			if l.Field == columns.Actor {
				actors[l.Value]++
				pairs[fmt.Sprint(l.Value.Number, e.Values[columns.Type].Word, e.Span)]++
				mask |= l.Roles
			}
		}
		masks[int(mask)]++
	}
	got := map[columns.Span]int{}
	sel.Spans(&columns.Grain{}, func(s *columns.Span, n int) { got[*s] += n })
	same(t, "spans", got, spans)
	same(t, "actors", counted(sel.Values(columns.Actor, nil)), actors)
	same(t, "types", counted(sel.Values(columns.Type, nil)), types)
	for _, bit := range []uint8{1, 2} { // another condition on the links of the same events
		inRole := map[columns.Value]int{}
		for _, e := range kept {
			for _, l := range e.Links {
				if l.Field == columns.Actor && l.Roles&bit != 0 {
					inRole[l.Value]++
				}
			}
		}
		same(t, "actors in a role", counted(sel.Values(columns.Actor, func(roles, _ uint8) bool { return roles&bit != 0 })), inRole)
	}
	checkTop(t, r, sel, actors)
	roles := map[int]int{}
	for mask, n := range sel.Masks(&columns.Roles{}) {
		if n > 0 {
			roles[mask] = n
		}
	}
	same(t, "masks", roles, masks)
	people, kinds := columns.Dimension{Field: columns.Actor}, columns.Dimension{Field: columns.Type}
	for n := range uint32(9) {
		people.Values = append(people.Values, columns.Value{Number: n})
	}
	for _, w := range []string{"call", "meeting", "vote"} {
		kinds.Values = append(kinds.Values, columns.Value{Word: w})
	}
	crossed := map[string]int{}
	err := sel.Cross([]columns.Dimension{people, kinds}, &columns.Grain{}, func(c columns.Cell, s *columns.Span, n int) error {
		crossed[fmt.Sprint(people.Values[c[0]].Number, kinds.Values[c[1]].Word, *s)] += n
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "cells", crossed, pairs)
	return len(kept)
}

// checkTop holds the values in most events to how many there are of each.
func checkTop(t *testing.T, r *rand.Rand, sel *columns.Selection, events map[columns.Value]int) {
	t.Helper()
	limit, odd := r.IntN(6), r.IntN(2) == 0
	var counts []int
	for v, n := range events {
		if !odd || v.Number%2 == 1 {
			counts = append(counts, n)
		}
	}
	slices.Sort(counts)
	floor := 0
	if limit < len(counts) {
		floor = counts[len(counts)-max(limit, 1)]
	}
	want := map[columns.Value]int{}
	for v, n := range events {
		if limit > 0 && n >= floor && (!odd || v.Number%2 == 1) {
			want[v] = n
		}
	}
	same(t, "top", counted(sel.Top(columns.Actor, nil, limit, func(v columns.Value) bool { return !odd || v.Number%2 == 1 })), want)
}

func counted(list []columns.Counted) map[columns.Value]int {
	found := map[columns.Value]int{}
	for _, c := range list {
		found[c.Value] += c.Events
	}
	return found
}

func same[K comparable](t *testing.T, what string, got, want map[K]int) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}

// checkPages reads all pages, and all backwards.
func checkPages(t *testing.T, x *columns.Index, q *columns.Query, kept []columns.Event, limit int) {
	t.Helper()
	for _, backwards := range []bool{false, true} {
		var got, want []uint32
		var after *columns.Position
		for {
			page := x.Page(q, after, limit, backwards)
			for _, p := range page {
				got = append(got, p.Number)
			}
			if len(page) < limit {
				break
			}
			after = &page[limit-1]
		}
		for _, e := range kept {
			want = append(want, e.Number)
		}
		if backwards {
			slices.Reverse(want)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("backwards %t, %d at a time: %v, want %v", backwards, limit, got, want)
		}
	}
}
