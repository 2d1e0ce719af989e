package store

import (
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Spread is when events were, by status. It is read once, and makes histograms
// of every interval.
type Spread struct {
	period   timeline.Period
	dates    []timeline.Dated
	statuses []string // that there are
	of       []uint8  // the status of each of dates
	counts   [][2]int // events of each status: of whose date something is known, and of whose nothing is

	unit     int64         // seconds to whole multiples of which dates are widened; 0 where they are not
	interval string        // dates that lie in one of these need not be their own; "" where all are
	ends     edtf.Interval // from the first to the last of them, to the day, where they are either

	exact func(within edtf.Interval) edtf.Interval // from the first to the last of what is in a range, where interval is given
}

// Spread reads when the events that a query asks for were.
func (v *View) Spread(q timeline.Query) (Spread, error) {
	spread := Spread{period: q.Period}
	err := v.aggregate(q, func(c counting) error {
		return translate(c.spans("status", nil, "", spread.add), "count events over time")
	})
	return spread, err
}

func (sp *Spread) add(date edtf.Bounds, status string, events int) {
	at := slices.Index(sp.statuses, status)
	if at < 0 {
		at = len(sp.statuses)
		sp.statuses, sp.counts = append(sp.statuses, status), append(sp.counts, [2]int{})
	}
	sp.dates, sp.of = append(sp.dates, timeline.Dated{Date: date, Events: events}), append(sp.of, uint8(at))
	unknown := 0
	if date.Earliest == edtf.OpenStart && date.Latest == edtf.OpenEnd {
		unknown = 1
	}
	sp.counts[at][unknown] += events
}

// Count counts the events that keep keeps by their status, and by whether anything is
// known of when they were.
func (sp *Spread) Count(keep func(status string, known bool) bool) int {
	events := 0
	for i, status := range sp.statuses {
		for unknown, n := range sp.counts[i] {
			if keep(status, unknown == 0) {
				events += n
			}
		}
	}
	return events
}

// Histogram is what View.Histogram finds at an interval, parted by status.
func (sp *Spread) Histogram(interval string) (Histogram, error) {
	q := timeline.HistogramQuery{Query: timeline.Query{Period: sp.period}, Interval: interval}
	buckets, err := q.Buckets(sp.dates)
	if err != nil {
		return Histogram{}, err
	}
	return sp.Over(buckets), nil
}

// Over counts into buckets.
func (sp *Spread) Over(buckets timeline.Buckets) Histogram {
	all, by := timeline.NewTally(buckets), make([]*timeline.Tally, len(sp.statuses))
	for i := range by {
		by[i] = timeline.NewTally(buckets)
	}
	for i, d := range sp.dates {
		by[sp.of[i]].Add(d.Date, d.Events)
	}
	for _, tally := range by {
		all.Join(tally)
	}
	h := Histogram{Buckets: buckets, Zone: sp.period.Zone, Counts: all.Counts(), Undated: all.Undated, Outside: all.Outside, Ends: all.Ends, By: map[string][]timeline.Counts{}}
	if h.Ends = sp.narrowed(h.Ends); sp.interval != "" && h.Ends.Earliest < h.Ends.Latest {
		h.Ends = sp.endsIn(buckets.Span())
	}
	for i, tally := range by {
		h.By[sp.statuses[i]] = tally.Counts()
	}
	return h
}

// Bars is the histogram of an automatic interval, or of the finest wider one that makes
// no more than so many buckets.
func (sp *Spread) Bars(most int) (Histogram, error) {
	h, err := sp.Histogram(timeline.AutoInterval)
	if err != nil || h.Buckets.Len() == 0 {
		return h, err
	}
	at := max(slices.Index(timeline.Intervals, h.Buckets.Interval()), slices.Index(timeline.Intervals, sp.interval))
	for _, interval := range timeline.Intervals[at:] {
		b, err := timeline.NewBuckets(interval, h.Buckets.Span())
		if err == nil && b.Len() <= most {
			return sp.Over(b), nil
		}
	}
	return h, nil
}

// endsIn are the ends of what is in a range: all, mostly, of which they are known.
func (sp *Spread) endsIn(within edtf.Interval) edtf.Interval {
	if sp.ends.Within(within) {
		return sp.ends
	}
	return sp.exact(within)
}

// narrowed are the ends of what was counted, to the day where they are those of all.
func (sp *Spread) narrowed(ends edtf.Interval) edtf.Interval {
	if sp.unit == 0 {
		return ends
	}
	if first := sp.ends.Earliest; first >= ends.Earliest && first-ends.Earliest < sp.unit {
		ends.Earliest = first
	}
	if last := sp.ends.Latest; last <= ends.Latest && ends.Latest-last < sp.unit {
		ends.Latest = last
	}
	return ends
}
