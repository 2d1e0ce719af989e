package store

import (
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// fill adds cells of nothing, so that each value that has a cell in some interval has one
// in all of them: from the first to the last of the query's range and, on a side where it
// is open, of the cells; of an automatic interval, in all of its buckets. Cells outside
// stay alone. It refuses to make more than so many.
func (c *counter) fill(most int) error {
	buckets := c.buckets
	if c.q.Interval() != timeline.AutoInterval {
		var err error
		if buckets, err = c.q.Buckets(c.starts()); err != nil {
			return err
		}
	}
	there := map[[timeline.MaxGroups]int64]bool{}
	for i := range c.cells {
		there[c.cells[i].ranks] = true
	}
	lines := c.lines()
	if buckets.Len()*len(lines) > most {
		return c.q.TooManyCells()
	}
	when := slices.Index(c.q.Group, c.q.Interval())
	for i := range buckets.Len() {
		start := buckets.Bounds(i).Earliest
		for _, line := range lines {
			line.ranks[when] = start
			if there[line.ranks] {
				continue
			}
			line.Start, line.Measures = &start, c.nothing(start)
			c.cells = append(c.cells, line)
		}
	}
	if len(c.cells) > most {
		return c.q.TooManyCells()
	}
	return nil
}

// starts are the intervals that have a cell, as dates for buckets to span.
func (c *counter) starts() []timeline.Dated {
	var dates []timeline.Dated
	for i := range c.cells {
		if start := c.cells[i].Start; start != nil {
			dates = append(dates, timeline.Dated{Date: edtf.Bounds{Earliest: *start, LatestStart: *start, EarliestEnd: *start + 1, Latest: *start + 1}, Events: 1})
		}
	}
	return dates
}

// lines are the values that have a cell in some interval, each as a cell without one; where
// nothing but the interval is grouped by, there is one line, whatever is in it.
func (c *counter) lines() []Cell {
	when := slices.Index(c.q.Group, c.q.Interval())
	if len(c.q.Group) == 1 {
		return []Cell{{}}
	}
	var list []Cell
	seen := map[[timeline.MaxGroups]int64]bool{}
	for _, cell := range c.cells {
		cell.ranks[when] = 0
		if cell.Start != nil && !seen[cell.ranks] {
			seen[cell.ranks] = true
			list = append(list, Cell{Values: cell.Values, ranks: cell.ranks})
		}
	}
	return list
}

// nothing are the measures of an interval that has no event.
func (c *counter) nothing(start int64) []*float64 {
	none := sums{figures: make([]*float64, len(c.q.Measure))}
	if _, spread := c.buckets.At(start); spread {
		return none.measures(c.q.Measure, &timeline.Counts{})
	}
	return none.measures(c.q.Measure, nil)
}
