package store

import (
	"math"
	"slices"
	"strconv"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// series are the cells that share their values of the facets.
type series struct {
	at    []int64 // the place of each value in its ranking; behind all for what is left out
	sums  map[begun]*sums
	tally *timeline.Tally // nil where nothing is spread
}

// begun is the interval in which events begin.
type begun struct {
	start int64
	none  bool // they have no known start, or it lies in no bucket
}

// sums are what the events of a cell have together.
type sums struct {
	events  int
	figures []*float64 // for each measure; nil where no event has the figure, or it is of none
}

func newSeries(c *counter, at []int64) *series {
	s := &series{at: at, sums: map[begun]*sums{}}
	if c.q.Spreads() {
		s.tally = timeline.NewTally(c.buckets)
	}
	return s
}

// add counts events that share their bounds.
func (s *series) add(c *counter, t *tuple) {
	var in begun
	if c.interval != "" {
		in = begun{none: true}
		_, held := c.buckets.At(t.date.Earliest)
		if t.date.Earliest != edtf.OpenStart && (held || c.q.Interval() != timeline.AutoInterval) {
			in = begun{start: timeline.StartOf(c.interval, t.date.Earliest)}
		}
	}
	cell := s.of(c, in)
	cell.events += t.events
	for i, figure := range t.figures {
		if figure != nil {
			cell.figures[i] = total(c.q.Measure[i].Kind, cell.figures[i], *figure)
		}
	}
	if s.tally != nil {
		s.tally.Add(t.date, t.events)
	}
}

// of are the sums of an interval.
func (s *series) of(c *counter, in begun) *sums {
	if s.sums[in] == nil {
		s.sums[in] = &sums{figures: make([]*float64, len(c.q.Measure))}
	}
	return s.sums[in]
}

// total is the sum, min or max of a figure with one more.
func total(kind string, so *float64, more float64) *float64 {
	switch {
	case so == nil:
	case kind == "min":
		more = min(*so, more)
	case kind == "max":
		more = max(*so, more)
	default:
		more += *so
	}
	return &more
}

// cells are those of the series, in no order.
func (s *series) cells(c *counter) []Cell {
	var spread []timeline.Counts
	if s.tally != nil {
		spread = s.tally.Counts()
	}
	if c.interval != "" {
		for i, n := range spread {
			if n.Possible > 0 {
				s.of(c, begun{start: c.buckets.Bounds(i).Earliest})
			}
		}
	}
	cells := make([]Cell, 0, len(s.sums))
	for in, sums := range s.sums {
		cell := Cell{Measures: sums.measures(c.q.Measure, s.counts(c, spread, in))}
		for f, place := range s.at {
			cell.Values = append(cell.Values, nil)
			if int(place) < len(c.ranked[f]) {
				cell.Values[f] = &c.ranked[f][place]
			}
		}
		when := int64(math.MaxInt64)
		if c.interval != "" && !in.none {
			start := in.start
			cell.Start, when = &start, start
		}
		facets := s.at
		for g, group := range c.q.Group {
			if slices.Contains(timeline.HistogramIntervals, group) {
				cell.ranks[g] = when
				continue
			}
			cell.ranks[g], facets = facets[0], facets[1:]
		}
		cells = append(cells, cell)
	}
	return cells
}

// counts are those of the bucket of an interval; nil where it is none over which
// events are spread.
func (s *series) counts(c *counter, spread []timeline.Counts, in begun) *timeline.Counts {
	switch i, found := c.buckets.At(in.start); {
	case len(spread) == 0 || in.none:
	case c.interval == "":
		return &spread[0]
	case found:
		return &spread[i]
	}
	return nil
}

// measures are those asked for, of events that begin in a cell and of what is
// spread over it.
func (s *sums) measures(asked []timeline.Measure, spread *timeline.Counts) []*float64 {
	list := make([]*float64, len(asked))
	for i, m := range asked {
		number := float64(s.events)
		switch {
		case m.Figure != "":
			if s.figures[i] == nil {
				continue
			}
			number = decimal(*s.figures[i])
		case m.Spread() && spread == nil:
			continue
		case m.Kind == "possible":
			number = float64(spread.Possible)
		case m.Kind == "certain":
			number = float64(spread.Certain)
		case m.Kind == "estimate":
			number = math.Round(spread.Estimate*1e9) / 1e9 // without what is left of sums of fractions
		}
		list[i] = &number
	}
	return list
}

// decimal is a number to fifteen digits, which all decimal ones keep however they
// were added up, and no larger than numbers get.
func decimal(f float64) float64 {
	f = max(-math.MaxFloat64, min(math.MaxFloat64, f))
	if rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err == nil {
		return rounded
	}
	return f
}
