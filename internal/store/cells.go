package store

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Aggregation are events in cells, in the order of the query's groups: the first
// interval first, what has none last; the value with the largest first measure
// first, and what is left out last.
type Aggregation struct {
	Cells    []Cell
	Zone     *timeline.Zone // whose clocks the starts are readings of
	Interval string         // of timeline.Intervals; empty where no group is one
	Undated  int            // with an interval, events with an open or unknown end: they are in no bucket over which events are spread
	Outside  int            // with an automatic interval, events whose start is known and in none of its buckets
}

// Cell is one combination of the groups. Only those are there that have something,
// and with Fill those between them.
type Cell struct {
	Start    *int64        // of the interval; nil for events without a start, or without a bucket
	Values   []*FacetValue // of each facet; nil for what top leaves out
	Measures []*float64    // of each measure; nil where there is nothing to tell

	ranks [timeline.MaxGroups]int64 // by which cells are sorted
}

// Cells counts the events that a query asks for by one or two groups. More than
// timeline.MaxCells, and buckets that are too many, are refused with code
// InvalidParameter.
func (v *View) Cells(q timeline.AggregateQuery) (Aggregation, error) {
	a := Aggregation{Zone: q.Period.Zone, Interval: q.Interval()}
	if q.Spreads() {
		if _, err := q.Buckets(nil); err != nil { // also where no event is in the range
			return a, err
		}
	}
	err := v.aggregate(q.Query, func(from counting) error {
		c := counter{from: from, q: q, interval: q.Interval()}
		if err := c.layBuckets(&a); err != nil {
			return err
		}
		a.Interval = c.interval
		for _, by := range q.Facets() {
			ranked, err := c.rank(by)
			if err != nil {
				return err
			}
			if len(ranked) > timeline.MaxCells {
				return q.TooManyCells()
			}
			if len(ranked) == 0 {
				return nil // no event has a value, so that none is in a cell
			}
			c.ranked = append(c.ranked, ranked)
		}
		err := c.count(timeline.MaxCells)
		if err == nil && q.Fill {
			err = c.fill(timeline.MaxCells)
		}
		a.Cells = c.cells
		return err
	})
	if a.Interval == timeline.AutoInterval {
		b, _ := q.Buckets(nil) // of nothing, which cannot be too much
		a.Interval = b.Interval()
	}
	slices.SortFunc(a.Cells, func(a, b Cell) int { return slices.Compare(a.ranks[:], b.ranks[:]) })
	return a, err
}

// counter puts the events of a selection into cells.
type counter struct {
	from     counting
	q        timeline.AggregateQuery
	interval string
	buckets  timeline.Buckets // over which events are spread; none where that is not asked for
	ranked   [][]FacetValue   // of each facet: the values that have cells, the largest first
	cells    []Cell
}

// layBuckets looks at all dates, which an automatic interval, and what is spread,
// depend on.
func (c *counter) layBuckets(a *Aggregation) (err error) {
	var dates []timeline.Dated
	auto := c.interval == timeline.AutoInterval
	laid := auto || c.q.Spreads()
	if c.interval != "" {
		err := c.from.spans("", nil, fixed(c.interval), func(date edtf.Bounds, _ string, events int) {
			if laid {
				dates = append(dates, timeline.Dated{Date: date, Events: events})
			}
			if date.Earliest == edtf.OpenStart || date.Latest == edtf.OpenEnd {
				a.Undated += events
			}
		})
		if err != nil {
			return translate(err, "count events over time")
		}
	}
	if !laid {
		return nil
	}
	if c.buckets, err = c.q.Buckets(dates); err != nil || !auto {
		return err
	}
	c.interval = c.buckets.Interval()
	for _, d := range dates {
		if _, in := c.buckets.At(d.Date.Earliest); !in && d.Date.Earliest != edtf.OpenStart {
			a.Outside += d.Events
		}
	}
	return nil
}

// everyValue is more than a facet has.
const everyValue = math.MaxInt32

// rank are the values of a facet that have cells: those with the largest first
// measure over the whole range, and of as large ones the first by value.
func (c *counter) rank(by string) ([]FacetValue, error) {
	first, limit := c.q.Measure[0], timeline.MaxCells+1
	if c.q.Top > 0 {
		limit = c.q.Top
	}
	if first.Kind == "count" {
		values, err := c.from.facet(by, limit)
		return keyed(by, values), translate(err, "count by "+by)
	}
	values, err := c.from.facet(by, everyValue)
	if err != nil {
		return nil, translate(err, "count by "+by)
	}
	whole := counter{from: c.from, q: c.q, ranked: [][]FacetValue{keyed(by, values)}}
	whole.q.Group, whole.q.Measure, whole.q.Top, whole.q.Other = []string{by}, []timeline.Measure{first}, 0, false
	if first.Spread() {
		if whole.buckets, err = whole.q.Buckets(nil); err != nil {
			return nil, err
		}
	}
	if err := whole.count(everyValue); err != nil {
		return nil, err
	}
	slices.SortFunc(whole.cells, func(a, b Cell) int {
		return cmp.Or(compareMeasures(b.Measures[0], a.Measures[0]), cmp.Compare(a.Values[0].Value, b.Values[0].Value))
	})
	ranked := make([]FacetValue, 0, min(limit, len(whole.cells)))
	for _, cell := range whole.cells[:min(limit, len(whole.cells))] {
		ranked = append(ranked, *cell.Values[0])
	}
	return ranked, nil
}

// keyed are the values of a facet with the keys that the statements of cells tell
// them by: a role is the bit of its mask.
func keyed(by string, values []FacetValue) []FacetValue {
	if by == "role" {
		for i := range values {
			values[i].key = strconv.FormatInt(roleMask(timeline.ActorRoles, []string{values[i].Value}), 10)
		}
	}
	return values
}

// compareMeasures compares what has nothing to tell as the least.
func compareMeasures(a, b *float64) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return cmp.Compare(*a, *b)
}

// count makes the cells, and refuses to make more than so many.
func (c *counter) count(most int) error {
	places := make([]map[string]int64, len(c.ranked))
	for f, values := range c.ranked {
		places[f] = map[string]int64{}
		for i, value := range values {
			places[f][value.key] = int64(i)
		}
	}
	var s *series
	finish := func() error {
		if s != nil {
			c.cells = append(c.cells, s.cells(c)...)
		}
		if len(c.cells) > most {
			return c.q.TooManyCells()
		}
		return nil
	}
	err := c.from.tuples(c, func(t *tuple) error {
		at := make([]int64, len(c.ranked))
		for f, key := range t.keys {
			at[f] = int64(len(c.ranked[f])) // the rest, behind all
			if key.Valid {
				place, shown := places[f][key.String]
				if !shown {
					return nil
				}
				at[f] = place
			}
		}
		if s == nil || !slices.Equal(s.at, at) {
			if err := finish(); err != nil {
				return err
			}
			s = newSeries(c, at)
		}
		s.add(c, t)
		if len(s.sums) > most {
			return c.q.TooManyCells()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return finish()
}
