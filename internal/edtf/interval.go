package edtf

import (
	"cmp"
	"math"
)

// OpenStart and OpenEnd stand for a bound that is open or unknown. They sort
// before and after every instant that Parse can yield.
const (
	OpenStart int64 = math.MinInt64
	OpenEnd   int64 = math.MaxInt64
)

// Interval is the half-open stretch [Earliest, Latest) in which a date must
// lie, in seconds since 1970-01-01T00:00:00Z. Every interval of a Date holds at
// least one second; one from Between may be empty.
type Interval struct{ Earliest, Latest int64 }

// Overlaps reports whether a date with interval i possibly falls in the range
// (match=possible). An empty range holds nothing.
func (i Interval) Overlaps(within Interval) bool {
	return i.Earliest < within.Latest && within.Earliest < i.Latest &&
		within.Earliest < within.Latest
}

// Within reports whether a date with interval i lies wholly in the range
// (match=within). An open end is certain only in a range open on that side.
func (i Interval) Within(within Interval) bool {
	return within.Earliest <= i.Earliest && i.Latest <= within.Latest
}

// Between returns the inclusive range of two filter bounds: from the earliest
// second of from to the last of to. A zero Date leaves its side open. A range
// whose bounds are the wrong way round is empty and holds nothing.
func Between(from, to Date) Interval {
	return Interval{from.Interval().Earliest, to.Interval().Latest}
}

// Compare orders dates by their earliest second, then by their latest. Zero
// means that both cover the same interval, not that they are Equal.
func Compare(a, b Date) int {
	i, j := a.Interval(), b.Interval()
	if c := cmp.Compare(i.Earliest, j.Earliest); c != 0 {
		return c
	}
	return cmp.Compare(i.Latest, j.Latest)
}
