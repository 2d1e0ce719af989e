package columns_test

import (
	"math/rand/v2"
	"testing"

	"example.org/dateline/internal/columns"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/trial"
)

// TestExtents: those of each value reach from its first event that counts to its last,
// also where an index has grown; and most of them begin within a part of that.
func TestExtents(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(trial.Seed(t, 6), 2))
	x, want := (&columns.Builder{}).Index(), map[columns.Value]edtf.Interval{}
	n := uint32(0)
	for range trial.Rounds(t, 40) {
		b := &columns.Builder{}
		for range 1 + r.IntN(60) {
			n++
			e := made(r, n)
			b.Add(&e)
			if e.Span.Latest == edtf.OpenEnd {
				continue
			}
			story := e.Values[columns.Story]
			within, met := want[story]
			if !met {
				within = e.Span.Interval()
			}
			want[story] = edtf.Interval{Earliest: min(within.Earliest, e.Span.Earliest), Latest: max(within.Latest, e.Span.Latest)}
		}
		x = x.With(nil, b)
		stories := []columns.Value{{Number: 3}, {Number: 77}, {Number: 0}, {Number: 1}}
		all := x.Select(&columns.Query{Before: edtf.OpenEnd, After: edtf.OpenStart}).Extents(columns.Story, stories, func(s *columns.Span) bool { return s.Latest < edtf.OpenEnd })
		for i, story := range stories {
			e := all[i]
			if e.Within != want[story] || e.Most.Earliest > e.Most.Latest || e.Most.Earliest < e.Within.Earliest || e.Most.Latest > e.Within.Latest {
				t.Fatalf("story %d: %+v, want %v", story.Number, e, want[story])
			}
		}
	}
}

// TestExtentsOfMost: what is far off is not among most.
func TestExtentsOfMost(t *testing.T) {
	t.Parallel()
	b := &columns.Builder{}
	for n := range uint32(100) {
		begin := int64(1000 + n)
		switch n {
		case 7:
			begin = -1_000_000
		case 9:
			begin = 1_000_000
		}
		e := columns.Event{Number: n + 1, Span: columns.Span{Bounds: edtf.Bounds{Earliest: begin, LatestStart: begin + 1, EarliestEnd: begin, Latest: begin + 1}}}
		b.Add(&e)
	}
	all := b.Index().Select(&columns.Query{Before: edtf.OpenEnd, After: edtf.OpenStart}).Extents(columns.Story, []columns.Value{{}}, func(*columns.Span) bool { return true })
	want := edtf.Interval{Earliest: -1_000_000, Latest: 1_000_001}
	if most := all[0].Most; all[0].Within != want || most.Earliest < 1000 || most.Latest > 1100 || most.Latest-most.Earliest < 85 {
		t.Errorf("%+v", all[0])
	}
}
