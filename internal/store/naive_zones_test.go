package store_test

import (
	"sync"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// clocks looks at what clocks of a zone show at each second in turn. Only dates
// within four digits of a year have a zone.
type clocks struct {
	loc   *time.Location
	known sync.Map // readings by instants, and instants by readings
}

var clocksOf sync.Map

func clocksIn(z *timeline.Zone) *clocks {
	if c, ok := clocksOf.Load(z.String()); ok {
		return c.(*clocks)
	}
	loc, err := time.LoadLocation(z.String())
	if err != nil {
		panic(err)
	}
	c, _ := clocksOf.LoadOrStore(z.String(), &clocks{loc: loc})
	return c.(*clocks)
}

// longestSetBack is more than clocks were ever set back, in seconds.
const longestSetBack = 26 * 3600

func (c *clocks) shows(sec int64) int64 {
	_, off := time.Unix(sec, 0).In(c.loc).Zone()
	return sec + int64(off)
}

// reading is the latest that clocks showed up to an instant.
func (c *clocks) reading(sec int64) int64 {
	key := [2]int64{0, sec}
	if r, ok := c.known.Load(key); ok {
		return r.(int64)
	}
	latest := c.shows(sec)
	for at := sec - longestSetBack; at < sec; at++ {
		latest = max(latest, c.shows(at))
	}
	c.known.Store(key, latest)
	return latest
}

// first is the first instant at which clocks showed a reading or a later one.
func (c *clocks) first(reading int64) int64 {
	if reading < -12000*366*86400 || reading > 12000*366*86400 {
		return reading // farther off than any date with a zone
	}
	key := [2]int64{1, reading}
	if r, ok := c.known.Load(key); ok {
		return r.(int64)
	}
	at := reading - longestSetBack
	for c.shows(at) < reading {
		at++
	}
	c.known.Store(key, at)
	return at
}

// readIn are a date's bounds as clocks of a zone read them.
func readIn(z *timeline.Zone, d timeline.Date) edtf.Bounds {
	b := d.Bounds()
	if z == nil || d.EDTF.Zoned() == 0 {
		return b
	}
	c, zoned := clocksIn(z), d.EDTF.Zoned()
	for bit, at := range map[edtf.Zoned]*int64{edtf.ZonedEarliest: &b.Earliest, edtf.ZonedEarliestEnd: &b.EarliestEnd} {
		if zoned&bit != 0 {
			*at = c.reading(*at)
		}
	}
	for bit, at := range map[edtf.Zoned]*int64{edtf.ZonedLatest: &b.Latest, edtf.ZonedLatestStart: &b.LatestStart} {
		if zoned&bit != 0 {
			*at = c.reading(*at-1) + 1
		}
	}
	return b
}

// inZone compares each bound of a date with a range by itself: instants with
// instants, and readings with readings.
func inZone(p timeline.Period, d timeline.Date) bool {
	c, b, zoned := clocksIn(p.Zone), d.Bounds(), d.EDTF.Zoned()
	after := func(bound edtf.Zoned, at int64) bool { // no sooner than the range begins
		from := p.From.Interval().Earliest
		switch is := p.From.Zoned()&edtf.ZonedEarliest != 0; {
		case p.From.IsZero() || from == edtf.OpenStart:
			return true
		case zoned&bound != 0 && !is:
			return at >= c.first(from)
		case zoned&bound == 0 && is:
			return at >= c.reading(from)
		}
		return at >= from
	}
	before := func(bound edtf.Zoned, at int64) bool { // no later than the range ends
		to := p.To.Interval().Latest
		switch is := p.To.Zoned()&edtf.ZonedLatest != 0; {
		case p.To.IsZero() || to == edtf.OpenEnd:
			return true
		case zoned&bound != 0 && !is:
			return at <= c.first(to)
		case zoned&bound == 0 && is:
			return at <= c.reading(to-1)+1
		}
		return at <= to
	}
	switch p.Match {
	case timeline.MatchCertain:
		return before(edtf.ZonedLatestStart, b.LatestStart) && after(edtf.ZonedEarliestEnd, b.EarliestEnd)
	case timeline.MatchWithin:
		return after(edtf.ZonedEarliest, b.Earliest) && before(edtf.ZonedLatest, b.Latest)
	}
	return (b.Earliest == edtf.OpenStart || before(edtf.ZonedEarliest, b.Earliest+1)) && (b.Latest == edtf.OpenEnd || after(edtf.ZonedLatest, b.Latest-1))
}
