package columns

import (
	"slices"
	"sync"

	"example.org/dateline/internal/edtf"
)

// Grain is how finely it matters when events were: an interval of a calendar holds many
// spans that need not be told apart. One without Of tells all spans apart.
type Grain struct {
	Name string // of the intervals, and of what reads them: two of a name are the same; "" for some that are not asked for again

	// Of is the interval that holds an instant, half-open; an empty one where the
	// instant is to be told apart from all others.
	Of func(sec int64) (from, to int64)

	Starts bool                      // nothing matters but when events began, at the earliest
	Read   func(s *Span) edtf.Bounds // how other clocks read a span with instants; nil where there are none
}

// holds tells whether a span is alike to others in an interval that it begins in: if it
// lies in there with all of its bounds, or nothing but its beginning matters.
func (g *Grain) holds(s *Span, from, to int64) bool {
	of := g.read(s)
	switch {
	case of.Earliest < from || to <= of.Earliest:
		return false
	case g.Starts:
		return true
	}
	return of.Latest <= to && from < of.LatestStart && of.LatestStart <= to && from <= of.EarliestEnd && of.EarliestEnd < to
}

func (g *Grain) read(s *Span) edtf.Bounds {
	if g.Read != nil && s.Zoned != 0 {
		return g.Read(s)
	}
	return s.Bounds
}

// runs are the spans of a segment, and so its rows, by the intervals of a grain that they
// begin in.
type runs struct {
	spans []uint32 // the first of each, and the number of spans
	alone rows     // spans, not rows: those that are told apart from the others of their run
	apart int      // how many these are
}

func (r *runs) len() int { return len(r.spans) - 1 }

// grains are the runs of a segment that were asked for.
type grains struct {
	mu   sync.Mutex
	kept map[grainKey]*runs
}

// grainKey is what the runs of a segment depend on.
type grainKey struct {
	name   string
	starts bool
}

// mostGrains is of how many grains runs are kept: all intervals of some zones.
const mostGrains = 64

// runs are those of a grain; nil where so many spans are told apart that they are of no
// use. They are found once, and stay with the segment: some bits for each span, which is
// little beside it.
func (s *segment) runs(g *Grain) *runs {
	switch {
	case g.Of == nil:
		return nil
	case g.Name == "":
		return s.inRuns(g)
	}
	key := grainKey{g.Name, g.Starts}
	s.grains.mu.Lock()
	found, known := s.grains.kept[key]
	s.grains.mu.Unlock()
	if known {
		return found
	}
	found = s.inRuns(g)
	s.grains.mu.Lock()
	defer s.grains.mu.Unlock()
	if len(s.grains.kept) >= mostGrains || s.grains.kept == nil {
		s.grains.kept = map[grainKey]*runs{}
	}
	s.grains.kept[key] = found
	return found
}

func (s *segment) inRuns(g *Grain) *runs {
	r := &runs{alone: noRows(len(s.spans))}
	var from, to int64
	for i := range s.spans {
		span := &s.spans[i]
		if i == 0 || span.Earliest >= to {
			from, to = g.Of(span.Earliest)
			r.spans = append(r.spans, uint32(i))
		}
		if !g.holds(span, from, to) {
			r.alone.set(uint32(i))
			r.apart++
		}
	}
	if r.apart > len(s.spans)/2 {
		return nil
	}
	r.spans = append(r.spans, uint32(len(s.spans)))
	return r
}

// Spans calls fn with each span of the selected events that a grain tells apart, and how
// many have it, several times with the same one. Of those that are alike it is told the
// first; but that what is told may be put together to when the last of all ended, one of
// the last that are alike is the last of these to have ended.
func (sel *Selection) Spans(g *Grain, fn func(s *Span, events int)) {
	for i := range sel.parts {
		p := &sel.parts[i]
		if r := p.runs(g); r != nil && p.n > r.apart/few {
			p.tellRuns(g, r, fn)
		} else {
			p.tellSpans(fn)
		}
	}
}

func (p *selected) tellRuns(g *Grain, r *runs, fn func(s *Span, events int)) {
	last, events := -1, 0
	for i := range r.len() {
		n := p.rows.countBetween(p.begins[r.spans[i]], p.begins[r.spans[i+1]])
		if n == 0 {
			continue
		}
		for span, more := r.alone.next(r.spans[i]); more && span < r.spans[i+1]; span, more = r.alone.next(span + 1) {
			if apart := p.rows.countBetween(p.begins[span], p.begins[span+1]); apart > 0 {
				fn(&p.spans[span], apart)
				n -= apart
			}
		}
		if n == 0 {
			continue
		}
		if last >= 0 {
			fn(&p.spans[p.firstOf(r, last)], events)
		}
		last, events = i, n
	}
	if last < 0 {
		return
	}
	first := p.firstOf(r, last)
	latest, end := first, g.read(&p.spans[first]).Latest
	for span := r.spans[last]; span < r.spans[last+1]; span++ {
		if l := g.read(&p.spans[span]).Latest; l > end && !r.alone.has(span) && p.rows.countBetween(p.begins[span], p.begins[span+1]) > 0 {
			latest, end = int(span), l
		}
	}
	if latest != first {
		fn(&p.spans[latest], 1)
		events--
	}
	fn(&p.spans[first], events)
}

// firstOf is the first span of selected events in a run that are alike, of which there
// are some.
func (p *selected) firstOf(r *runs, run int) int {
	span := int(r.spans[run])
	for {
		row, _ := p.rows.next(p.begins[span])
		if span = p.spanOf(row, span); !r.alone.has(uint32(span)) {
			return span
		}
		span++
	}
}

// tellSpans tells all spans apart.
func (p *selected) tellSpans(fn func(s *Span, events int)) {
	if p.n > len(p.spans)/few {
		for i := range p.spans {
			if n := p.rows.countBetween(p.begins[i], p.begins[i+1]); n > 0 {
				fn(&p.spans[i], n)
			}
		}
		return
	}
	span, n := -1, 0
	p.rows.each(func(row uint32) bool {
		if at := p.spanOf(row, max(span, 0)); at != span {
			if n > 0 {
				fn(&p.spans[span], n)
			}
			span, n = at, 0
		}
		n++
		return true
	})
	if n > 0 {
		fn(&p.spans[span], n)
	}
}

// alike parts the selected rows into those that a grain does not tell apart from others in
// their run, and those that it does: as whole lists of spans, of which each group of
// rows is to be counted together.
func (p *selected) alike(g *Grain) []groups {
	r := p.runs(g)
	if r == nil || p.n <= r.apart/few {
		return []groups{{rows: p.rows}}
	}
	if r.apart == 0 {
		return []groups{{p.rows, r.spans}}
	}
	together, apart := slices.Clone(p.rows), slices.Clone(p.rows)
	r.alone.each(func(span uint32) bool {
		together.clearBetween(p.begins[span], p.begins[span+1])
		return true
	})
	apart.andNot(together)
	return []groups{{together, r.spans}, {rows: apart}}
}

// groups are rows that are counted together where they are of the same group of spans.
type groups struct {
	rows  rows
	spans []uint32 // the first of each group, and the number of spans; nil where each is one
}

// after is the first row behind the group of a row, and the span of the row. Both are
// looked for from that of another row before it on.
func (g *groups) after(p *selected, row uint32, group *int, span int) (end uint32, of int) {
	of = p.spanOf(row, span)
	if g.spans == nil {
		return p.begins[of+1], of
	}
	for g.spans[*group+1] <= uint32(of) {
		*group++
	}
	return p.begins[g.spans[*group+1]], of
}
