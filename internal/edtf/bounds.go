package edtf

// Bounds says between which times something began, and between which it ended
// (CIDOC CRM P82 and P81), in seconds as an Interval. It began at Earliest or
// later and before LatestStart; it ended at EarliestEnd or later and before
// Latest. What goes on has an EarliestEnd of OpenEnd, and what always was a
// LatestStart of OpenStart.
type Bounds struct{ Earliest, LatestStart, EarliestEnd, Latest int64 }

// inner are the two bounds of a period that its interval does not tell.
type inner struct{ latestStart, earliestEnd int64 }

// Zoned says which bounds of a date are instants: those that a clock time with a
// zone states. All others are the reading of a calendar and clock, in whatever
// zone, and count as UTC where no other is asked for.
type Zoned uint8

// The bounds, as bits of Zoned.
const (
	ZonedEarliest Zoned = 1 << iota
	ZonedLatestStart
	ZonedEarliestEnd
	ZonedLatest

	zonedWholly = ZonedEarliest | ZonedLatestStart | ZonedEarliestEnd | ZonedLatest
)

// Zoned returns which bounds of d are instants.
func (d Date) Zoned() Zoned { return d.zoned }

// Moment returns the bounds of what happened once, some time in an interval.
func Moment(i Interval) Bounds { return Bounds{i.Earliest, i.Latest, i.Earliest, i.Latest} }

// Interval returns the hull of the bounds.
func (b Bounds) Interval() Interval { return Interval{b.Earliest, b.Latest} }

// Touches reports whether something with these bounds certainly falls in the
// range, if not with all of it (match=certain): it had begun before the range is
// over, and had not ended before the range begins. Of a moment that is the same
// as lying wholly inside. An empty range holds nothing.
func (b Bounds) Touches(within Interval) bool {
	return b.LatestStart <= within.Latest && b.EarliestEnd >= within.Earliest &&
		within.Earliest < within.Latest
}
