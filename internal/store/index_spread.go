package store

import (
	"example.org/dateline/internal/columns"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// addSpreads counts when the events of stories were, of each as exactly as it takes to
// part most of them into at most so many intervals. The first and the last are told
// exactly nevertheless.
func (x *indexed) addSpreads(stories []int64, all map[int64]*Overview, intervals int) error {
	var statuses []FacetValue
	for _, s := range timeline.Statuses {
		statuses = append(statuses, FacetValue{Value: s, key: s})
	}
	numbers := make([]columns.Value, len(stories))
	for i, n := range stories {
		numbers[i] = columns.Value{Number: uint32(n)}
	}
	bounded := func(s *columns.Span) bool { return s.Earliest > storedOpenStart && s.Latest < edtf.OpenEnd }
	extents := x.selected().Extents(columns.Story, numbers, bounded)
	by := map[string][]columns.Value{}
	for i, e := range extents {
		interval := timeline.FinestInterval(e.Most, intervals)
		all[stories[i]].Spread = Spread{interval: interval, ends: e.Within, exact: func(within edtf.Interval) edtf.Interval {
			in := func(s *columns.Span) bool { return bounded(s) && s.Interval().Overlaps(within) }
			return x.selected().Extents(columns.Story, numbers[i:i+1], in)[0].Within
		}}
		by[interval] = append(by[interval], numbers[i])
	}
	of := x.dimension("status", statuses, false)
	for _, interval := range timeline.Intervals {
		if len(by[interval]) == 0 {
			continue
		}
		grain := x.grain(interval, false)
		err := x.selected().Cross([]columns.Dimension{{Field: columns.Story, Values: by[interval]}, of}, grain, func(c columns.Cell, s *columns.Span, events int) error {
			all[int64(by[interval][c[0]].Number)].Spread.add(x.dated(s), statuses[c[1]].Value, events)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
