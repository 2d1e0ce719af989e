package store_test

import (
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// bulkOf is the interval and the span of an automatic histogram of events in a
// range, found by trying to do without each interval in turn.
func bulkOf(z *timeline.Zone, events []*event, within edtf.Interval) (string, edtf.Interval) {
	counts := map[edtf.Interval]int{}
	all := 0
	for _, e := range events {
		if i := readIn(z, e.Date).Interval(); isBounded(e.Date) && i.Overlaps(within) {
			counts[edtf.Interval{Earliest: max(i.Earliest, within.Earliest), Latest: min(i.Latest, within.Latest)}]++
			all++
		}
	}
	whole := hullIn(counts, within)
	rest := copyOf(counts)
	if all > 3 {
		for spare := max(all/20, 1); spare > 0 && len(rest) > 1; {
			i, found := farthest(rest, within, spare)
			if !found {
				break
			}
			spare -= rest[i]
			delete(rest, i)
		}
	}
	span := whole
	if core := hullIn(rest, within); lengthOf(core) < lengthOf(whole)/4 {
		near := copyOf(counts)
		for i := range near {
			if i.Earliest < core.Earliest && exactly(edtf.Interval{Earliest: i.Earliest, Latest: core.Earliest}) > exactly(core) ||
				i.Latest > core.Latest && exactly(edtf.Interval{Earliest: core.Latest, Latest: i.Latest}) > exactly(core) {
				delete(near, i)
			}
		}
		span = hullIn(near, within)
	}
	if span.Earliest < span.Latest && bucketsOver("millennium", span, timeline.MaxBuckets) == nil {
		rest, span = copyOf(counts), whole
	}
	for span.Earliest < span.Latest && bucketsOver("millennium", span, timeline.MaxBuckets) == nil && len(rest) > 0 {
		i, _ := farthest(rest, within, all)
		delete(rest, i)
		span = hullIn(rest, within)
	}
	return intervalFor(z, events, span), span
}

// intervalFor is the finest interval that makes few buckets of a span, and that
// half of the dates in it tell.
func intervalFor(z *timeline.Zone, events []*event, span edtf.Interval) string {
	if span.Earliest >= span.Latest {
		return "day"
	}
	var doubts []float64
	for _, e := range events {
		if b := readIn(z, e.Date); isBounded(e.Date) && b.Interval().Overlaps(span) {
			doubts = append(doubts, exactly(edtf.Interval{Earliest: b.Earliest, Latest: max(b.LatestStart, b.Earliest)}))
		}
	}
	slices.Sort(doubts)
	for _, kind := range timeline.Intervals {
		longest := map[string]float64{"hour": 1. / 24, "day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653, "century": 36525, "millennium": 365243}[kind]
		if (len(doubts) == 0 || doubts[(len(doubts)-1)/2] <= longest*86400) && bucketsOver(kind, span, 120) != nil {
			return kind
		}
	}
	return "millennium"
}

func copyOf(counts map[edtf.Interval]int) map[edtf.Interval]int {
	other := map[edtf.Interval]int{}
	for i, n := range counts {
		other[i] = n
	}
	return other
}

// hullIn is what intervals span, up to the bounds of a range.
func hullIn(counts map[edtf.Interval]int, within edtf.Interval) edtf.Interval {
	hull := edtf.Interval{Earliest: edtf.OpenEnd, Latest: edtf.OpenStart}
	for i := range counts {
		hull = edtf.Interval{Earliest: min(hull.Earliest, i.Earliest), Latest: max(hull.Latest, i.Latest)}
	}
	if within.Earliest != edtf.OpenStart {
		hull.Earliest = within.Earliest
	}
	if within.Latest != edtf.OpenEnd {
		hull.Latest = within.Latest
	}
	return hull
}

func lengthOf(i edtf.Interval) float64 {
	if i.Latest < i.Earliest {
		return 0
	}
	return exactly(i)
}

// farthest is, of the first interval to begin and the last to end, the one
// without which the rest is shorter, of as long the first.
func farthest(counts map[edtf.Interval]int, within edtf.Interval, most int) (edtf.Interval, bool) {
	var list []edtf.Interval
	for i := range counts {
		list = append(list, i)
	}
	slices.SortFunc(list, func(a, b edtf.Interval) int {
		switch {
		case a.Earliest != b.Earliest && a.Earliest < b.Earliest, a.Earliest == b.Earliest && a.Latest < b.Latest:
			return -1
		}
		return 1
	})
	ends := slices.Clone(list)
	slices.SortStableFunc(ends, func(a, b edtf.Interval) int {
		switch {
		case a.Latest > b.Latest:
			return -1
		case a.Latest < b.Latest:
			return 1
		}
		return 0
	})
	var best edtf.Interval
	found, shortest := false, 0.
	for _, i := range []edtf.Interval{list[0], ends[0]} {
		if counts[i] > most {
			continue
		}
		rest := copyOf(counts)
		delete(rest, i)
		if l := lengthOf(hullIn(rest, within)); !found || l < shortest {
			best, found, shortest = i, true, l
		}
	}
	return best, found
}
