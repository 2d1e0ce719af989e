package timeline

import (
	"cmp"
	"slices"

	"example.org/dateline/internal/edtf"
)

// AutoInterval leaves it to the dates of the events how wide buckets are, and
// what they cover.
const AutoInterval = "auto"

// autoBuckets is how many buckets AutoInterval parts what it covers into, at
// most: more bars of a chart cannot be told apart.
const autoBuckets = 120

// Dated are events that share their bounds.
type Dated struct {
	Date   edtf.Bounds
	Events int
}

// bounded tells whether both ends of a date are known.
func bounded(date edtf.Bounds) bool {
	return date.Earliest != edtf.OpenStart && date.Latest != edtf.OpenEnd
}

// chosen says what AutoInterval covers of dates in a range, and how wide its
// buckets are: the finest interval that most of the dates tell, and that makes
// no more than autoBuckets of it.
func chosen(dates []Dated, within edtf.Interval) (string, edtf.Interval) {
	span := bulk(dates, within)
	finest := doubt(dates, span)
	for i, name := range Intervals {
		if i >= finest && span.Earliest < span.Latest && countBuckets(name, span) <= autoBuckets {
			return name, span
		}
	}
	if span.Earliest >= span.Latest {
		return "day", span
	}
	return Intervals[len(Intervals)-1], span
}

// widths are the longest of each of Intervals, in seconds.
var widths = [...]int64{3600, 86400, 7 * 86400, 31 * 86400, 92 * 86400, 366 * 86400, 3653 * 86400, 36525 * 86400, 365243 * 86400}

// doubt is the first of Intervals that is as long as from the first to the last second at
// which half of the events in a span may have begun, or longer; one too many where none is.
func doubt(dates []Dated, span edtf.Interval) int {
	var events [len(widths) + 1]int
	all := 0
	for _, d := range dates {
		if bounded(d.Date) && d.Date.Interval().Overlaps(span) {
			seconds := uint64(max(d.Date.LatestStart, d.Date.Earliest)) - uint64(d.Date.Earliest)
			wide := 0
			for wide < len(widths) && uint64(widths[wide]) < seconds {
				wide++
			}
			events[wide] += d.Events
			all += d.Events
		}
	}
	left := (all + 1) / 2
	for wide, n := range events {
		if left -= n; left <= 0 {
			return wide
		}
	}
	return 0
}

// bulk is what of a range holds its events, without the few that lie so far off
// that they would press all others together: one in twenty at most, or one of
// four and more, without which the rest takes less than a quarter of the time.
// Of these, what lies within the length of the rest on either side stays. A bound
// of the range is one of the bulk. Where even the widest interval would make too
// many buckets, the farthest are left out until it does not.
func bulk(dates []Dated, within edtf.Interval) edtf.Interval {
	if span := hullOf(dates, within); spreadOut(dates, within, span) {
		return span
	}
	t := newTrimmer(dates, within)
	whole := t.hull()
	if spare := max(t.events/20, 1); t.events > 3 {
		for spare > 0 && t.left > 1 {
			n := t.drop(spare)
			if n == 0 {
				break
			}
			spare -= n
		}
	}
	span := whole
	if core := t.hull(); length(core) < length(whole)/4 {
		span = t.near(core)
	}
	widest := Intervals[len(Intervals)-1]
	if span.Earliest < span.Latest && countBuckets(widest, span) > MaxBuckets {
		t = newTrimmer(dates, within)
		span = whole
	}
	for span.Earliest < span.Latest && countBuckets(widest, span) > MaxBuckets && t.drop(t.events) > 0 {
		span = t.hull()
	}
	return span
}

// spreadOut tells that dates are all of their bulk, as most often, without sorting them:
// the times before and after which more begin than can be left out lie so far apart
// that the rest takes a quarter of their hull, whichever are. Where it is not sure
// it reports false.
func spreadOut(dates []Dated, within, hull edtf.Interval) bool {
	whole := length(hull)
	if whole == 0 || countBuckets(Intervals[len(Intervals)-1], hull) > MaxBuckets {
		return false
	}
	const parts = 256
	var begin [parts]int // events, by the part of the hull that they begin in
	all := 0
	for _, d := range dates {
		if span := d.Date.Interval(); bounded(d.Date) && span.Overlaps(within) {
			part := int(length(edtf.Interval{Earliest: hull.Earliest, Latest: span.Earliest}) / whole * parts)
			begin[min(part, parts-1)] += d.Events
			all += d.Events
		}
	}
	spare := max(all/20, 1)
	first, last := 0, parts-1
	for n := begin[first]; n <= spare && first < last; n += begin[first] {
		first++
	}
	for n := begin[last]; n <= spare && last > first; n += begin[last] {
		last--
	}
	return last-first-2 >= parts/4
}

// hullOf is what the dates in a range span, up to its bounds.
func hullOf(dates []Dated, within edtf.Interval) edtf.Interval {
	hull := edtf.Interval{Earliest: edtf.OpenEnd, Latest: edtf.OpenStart}
	for _, d := range dates {
		if span := d.Date.Interval(); bounded(d.Date) && span.Overlaps(within) {
			hull = edtf.Interval{Earliest: min(hull.Earliest, span.Earliest), Latest: max(hull.Latest, span.Latest)}
		}
	}
	return fixed(hull, within)
}

func length(i edtf.Interval) float64 { return seconds(i.Earliest, max(i.Earliest, i.Latest)) }

// trimmer takes dates away from both ends.
type trimmer struct {
	within      edtf.Interval
	dates       []Dated // bounded, and no farther than the range
	first, last []int   // of dates, by earliest and by latest
	gone        []bool
	events      int // in all
	left        int // of dates
}

func newTrimmer(dates []Dated, within edtf.Interval) *trimmer {
	t := &trimmer{within: within}
	for _, d := range dates {
		if !bounded(d.Date) || !d.Date.Interval().Overlaps(within) {
			continue
		}
		d.Date.Earliest, d.Date.Latest = max(d.Date.Earliest, within.Earliest), min(d.Date.Latest, within.Latest)
		t.dates = append(t.dates, d)
		t.events += d.Events
	}
	t.merge()
	for i := range t.dates {
		t.first, t.last = append(t.first, i), append(t.last, i)
	}
	t.gone, t.left = make([]bool, len(t.dates)), len(t.dates)
	slices.SortStableFunc(t.last, func(a, b int) int { return cmp.Compare(t.dates[b].Date.Latest, t.dates[a].Date.Latest) })
	return t
}

// merge sorts the dates and makes one of those that share their interval,
// however they came.
func (t *trimmer) merge() {
	slices.SortFunc(t.dates, func(a, b Dated) int {
		return cmp.Or(cmp.Compare(a.Date.Earliest, b.Date.Earliest), cmp.Compare(a.Date.Latest, b.Date.Latest))
	})
	merged := t.dates[:0]
	for _, d := range t.dates {
		if n := len(merged); n > 0 && merged[n-1].Date.Interval() == d.Date.Interval() {
			merged[n-1].Events += d.Events
			continue
		}
		merged = append(merged, d)
	}
	t.dates = merged
}

// hull is what is left of the dates, up to the bounds of the range. It is empty
// where nothing is left.
func (t *trimmer) hull() edtf.Interval { return t.without(-1) }

// without is the hull of what is left without one of the dates.
func (t *trimmer) without(i int) edtf.Interval {
	hull := edtf.Interval{Earliest: edtf.OpenEnd, Latest: edtf.OpenStart}
	if at := next(&t.first, t.gone, i); at >= 0 {
		hull.Earliest = t.dates[at].Date.Earliest
	}
	if at := next(&t.last, t.gone, i); at >= 0 {
		hull.Latest = t.dates[at].Date.Latest
	}
	return fixed(hull, t.within)
}

// fixed puts the bounds of a range, where it has them, in place of a hull's.
func fixed(hull, within edtf.Interval) edtf.Interval {
	if within.Earliest != edtf.OpenStart {
		hull.Earliest = within.Earliest
	}
	if within.Latest != edtf.OpenEnd {
		hull.Latest = within.Latest
	}
	return hull
}

// next is the first of some dates that is not gone, but for one, or -1.
func next(order *[]int, gone []bool, but int) int {
	for len(*order) > 0 && gone[(*order)[0]] {
		*order = (*order)[1:]
	}
	for _, i := range *order {
		if !gone[i] && i != but {
			return i
		}
	}
	return -1
}

// drop takes away, of the dates at both ends, the one without which the rest is
// shorter, if it has no more than so many events. It returns how many it had.
func (t *trimmer) drop(most int) int {
	best, shortest := -1, 0.0
	for _, order := range []*[]int{&t.first, &t.last} {
		i := next(order, t.gone, -1)
		if i < 0 || t.dates[i].Events > most {
			continue
		}
		if l := length(t.without(i)); best < 0 || l < shortest {
			best, shortest = i, l
		}
	}
	if best < 0 {
		return 0
	}
	t.gone[best] = true
	t.left--
	return t.dates[best].Events
}

// near is a core with all dates that lie within its length on either side.
func (t *trimmer) near(core edtf.Interval) edtf.Interval {
	length := uint64(core.Latest) - uint64(core.Earliest)
	span := core
	for _, d := range t.dates {
		before, after := core.Earliest > d.Date.Earliest, d.Date.Latest > core.Latest
		if before && uint64(core.Earliest)-uint64(d.Date.Earliest) > length || after && uint64(d.Date.Latest)-uint64(core.Latest) > length {
			continue
		}
		span = edtf.Interval{Earliest: min(span.Earliest, d.Date.Earliest), Latest: max(span.Latest, d.Date.Latest)}
	}
	return fixed(span, t.within)
}
