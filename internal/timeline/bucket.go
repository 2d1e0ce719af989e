package timeline

import (
	"math"
	"sort"

	"example.org/dateline/internal/edtf"
)

// Buckets parts a span of time into intervals of the calendar (UTC, proleptic
// Gregorian). The first begins at or before the span, the last ends at or
// after it.
type Buckets struct {
	interval string
	bounds   []int64 // the start of each bucket, and the end of the last
}

// NewBuckets parts a bounded span. The error is InvalidParameter, and names
// the finest interval that fits, when that would make too many.
func NewBuckets(interval string, span edtf.Interval) (Buckets, error) {
	if countBuckets(interval, span) > MaxBuckets {
		return Buckets{}, tooManyBuckets(interval, span)
	}
	b := Buckets{interval: interval}
	for at := floorTo(interval, span.Earliest); ; {
		b.bounds = append(b.bounds, at)
		if at >= span.Latest && len(b.bounds) > 1 {
			return b, nil
		}
		next, ok := after(interval, at)
		if !ok {
			next = span.Latest // the last interval ends where time does, and need not be whole
		}
		at = next
	}
}

// countBuckets is the number of buckets of a span, without making them.
func countBuckets(interval string, span edtf.Interval) int64 {
	return ordinal(interval, span.Latest-1) - ordinal(interval, span.Earliest) + 1
}

// ordinal numbers the intervals of a kind through all of time.
func ordinal(interval string, sec int64) int64 {
	switch interval {
	case "hour":
		return edtf.FloorDiv(sec, 3600)
	case "day":
		return edtf.FloorDiv(sec, 86400)
	case "week":
		return edtf.FloorDiv(sec-firstMonday, 7*86400)
	}
	c := edtf.CivilFromSeconds(sec)
	switch interval {
	case "month":
		return c.Year*12 + int64(c.Month-1)
	case "quarter":
		return c.Year*4 + int64(c.Month-1)/3
	case "decade":
		return edtf.FloorDiv(c.Year, 10)
	case "century":
		return edtf.FloorDiv(c.Year, 100)
	case "millennium":
		return edtf.FloorDiv(c.Year, 1000)
	}
	return c.Year
}

// firstMonday is the start of the first week of 1970.
const firstMonday = 4 * 86400

// Interval is how wide the buckets are, one of Intervals.
func (b Buckets) Interval() string { return b.interval }

// Span is all that the buckets cover, empty where there are none.
func (b Buckets) Span() edtf.Interval {
	if b.Len() == 0 {
		return edtf.Interval{}
	}
	return edtf.Interval{Earliest: b.bounds[0], Latest: b.bounds[b.Len()]}
}

// Len is the number of buckets.
func (b Buckets) Len() int { return max(0, len(b.bounds)-1) }

// Bounds is the half-open interval of a bucket.
func (b Buckets) Bounds(i int) edtf.Interval {
	return edtf.Interval{Earliest: b.bounds[i], Latest: b.bounds[i+1]}
}

// At is the bucket that holds an instant, if one does.
func (b Buckets) At(sec int64) (i int, found bool) {
	i = b.find(sec)
	return i, i >= 0 && i < b.Len()
}

// find is the bucket that holds an instant: -1 before the first, Len() after
// the last.
func (b Buckets) find(sec int64) int {
	i := sort.Search(len(b.bounds), func(i int) bool { return b.bounds[i] > sec })
	return i - 1
}

// floorTo is the start of the interval that holds an instant.
func floorTo(interval string, sec int64) int64 {
	switch interval {
	case "hour":
		return edtf.FloorDiv(sec, 3600) * 3600
	case "day":
		return edtf.FloorDiv(sec, 86400) * 86400
	case "week":
		return edtf.FloorDiv(sec-firstMonday, 7*86400)*7*86400 + firstMonday
	}
	start, ok := edtf.SecondsFromCivil(floorCivil(interval, sec))
	if !ok {
		return sec // the first representable interval begins where time does
	}
	return start
}

// floorCivil is the first second of the month, or of the longer interval, that
// holds an instant.
func floorCivil(interval string, sec int64) edtf.Civil {
	c := edtf.CivilFromSeconds(sec)
	c.Day, c.Hour, c.Minute, c.Second = 1, 0, 0, 0
	switch interval {
	case "quarter":
		c.Month = (c.Month-1)/3*3 + 1
	case "year":
		c.Month = 1
	case "decade":
		c.Month, c.Year = 1, edtf.FloorDiv(c.Year, 10)*10
	case "century":
		c.Month, c.Year = 1, edtf.FloorDiv(c.Year, 100)*100
	case "millennium":
		c.Month, c.Year = 1, edtf.FloorDiv(c.Year, 1000)*1000
	}
	return c
}

// after is the start of the interval that follows the one of an instant.
func after(interval string, sec int64) (int64, bool) {
	switch interval {
	case "hour":
		return floorTo(interval, sec) + 3600, true
	case "day":
		return floorTo(interval, sec) + 86400, true
	case "week":
		return floorTo(interval, sec) + 7*86400, true
	}
	c := floorCivil(interval, sec)
	switch interval {
	case "month":
		c.Month++
	case "quarter":
		c.Month += 3
	case "year":
		c.Year++
	case "decade":
		c.Year += 10
	case "century":
		c.Year += 100
	case "millennium":
		c.Year += 1000
	}
	return edtf.SecondsFromCivil(c)
}

// Counts says how many events a bucket has.
type Counts struct {
	Certain  int     `json:"certain"`  // touch it for certain
	Possible int     `json:"possible"` // overlap it, the certain ones included
	Estimate float64 `json:"estimate"` // each bounded event spread evenly over its interval
}

// Tally counts events into buckets. Events with an open or unknown end belong
// to no bucket and are counted apart, as are those that lie outside of all.
type Tally struct {
	buckets  Buckets
	near     int       // the bucket that was found last: most dates come in order
	certain  []int     // differences: what begins and ends to touch for certain
	possible []int     // differences: what begins and ends to overlap
	whole    []float64 // differences: events a second, over buckets that they fill
	partial  []float64 // parts of events at their first and last bucket
	Undated  int
	Outside  int           // events with both bounds that are in no bucket
	Ends     edtf.Interval // from the first to the last of what is in them; empty where nothing is
}

// NewTally is an empty tally over buckets.
func NewTally(b Buckets) *Tally {
	n := b.Len() + 1
	return &Tally{buckets: b, certain: make([]int, n+1), possible: make([]int, n+1), whole: make([]float64, n+1), partial: make([]float64, n),
		Ends: edtf.Interval{Earliest: edtf.OpenEnd, Latest: edtf.OpenStart}}
}

// Add counts events that share their bounds. It takes the same time however
// many buckets they overlap.
func (t *Tally) Add(date edtf.Bounds, events int) {
	span := date.Interval()
	if span.Earliest == edtf.OpenStart || span.Latest == edtf.OpenEnd {
		t.Undated += events
		return
	}
	last := t.buckets.Len() - 1
	from, to := t.find(span.Earliest), t.find(span.Latest-1)
	if to < 0 || from > last || last < 0 {
		t.Outside += events
		return
	}
	t.Ends = edtf.Interval{Earliest: min(t.Ends.Earliest, span.Earliest), Latest: max(t.Ends.Latest, span.Latest)}
	if begun, ended := t.begun(date.LatestStart), min(t.find(date.EarliestEnd), last); begun <= ended {
		t.certain[begun] += events
		t.certain[ended+1] -= events
	}
	first, end := max(from, 0), min(to, last)
	t.possible[first] += events
	t.possible[end+1] -= events
	density := float64(events) / seconds(span.Earliest, span.Latest)
	t.addPart(first, span, density)
	if end > first {
		t.addPart(end, span, density)
	}
	if end > first+1 {
		t.whole[first+1] += density
		t.whole[end] -= density
	}
}

// addPart spreads the part of events that lies in a bucket.
func (t *Tally) addPart(i int, span edtf.Interval, density float64) {
	b := t.buckets.Bounds(i)
	t.partial[i] += density * seconds(max(b.Earliest, span.Earliest), min(b.Latest, span.Latest))
}

// find is Buckets.find, at once where the bucket is the one that was found last, or
// the next.
func (t *Tally) find(sec int64) int {
	b := t.buckets.bounds
	for i := t.near; i < min(t.near+2, len(b)-1); i++ {
		if b[i] <= sec && sec < b[i+1] {
			t.near = i
			return i
		}
	}
	i := t.buckets.find(sec)
	t.near = max(i, 0)
	return i
}

// begun is the first bucket by whose end what begins before an instant has begun,
// and beyond the last where there is none.
func (t *Tally) begun(before int64) int {
	if before == math.MinInt64 {
		return 0
	}
	i := t.find(before - 1)
	if i == t.buckets.Len() {
		return i + 1
	}
	return max(i, 0)
}

// seconds is the length of a span, exact however far from 1970 its bounds are.
func seconds(from, to int64) float64 {
	return float64(uint64(to) - uint64(from))
}

// Counts are the counts of every bucket, in order.
func (t *Tally) Counts() []Counts {
	list := make([]Counts, t.buckets.Len())
	certain, possible, density := 0, 0, 0.0
	for i := range list {
		certain += t.certain[i]
		possible += t.possible[i]
		density += t.whole[i]
		b := t.buckets.Bounds(i)
		estimate := t.partial[i] + density*seconds(b.Earliest, b.Latest)
		if possible == 0 || estimate < 0 {
			estimate = 0
		}
		// To nine digits, without what is left of sums and differences of fractions: the
		// same in whatever order they were added up.
		list[i] = Counts{Certain: certain, Possible: possible, Estimate: math.Round(estimate*1e9) / 1e9}
	}
	return list
}
