package store

import (
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Spread is when events were, by status. It is read once, and makes histograms
// of every interval.
type Spread struct {
	period   timeline.Period
	dates    []timeline.Dated
	statuses []string // of dates

	unit int64         // seconds to whole multiples of which dates are widened; 0 where they are not
	ends edtf.Interval // from the first to the last of them, to the day, where they are
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
	sp.dates, sp.statuses = append(sp.dates, timeline.Dated{Date: date, Events: events}), append(sp.statuses, status)
}

// Count counts the events that keep keeps by their status, and by whether anything is
// known of when they were.
func (sp *Spread) Count(keep func(status string, known bool) bool) int {
	events := 0
	for i, d := range sp.dates {
		if keep(sp.statuses[i], d.Date.Earliest != edtf.OpenStart || d.Date.Latest != edtf.OpenEnd) {
			events += d.Events
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
	all, by := timeline.NewTally(buckets), map[string]*timeline.Tally{}
	for i, d := range sp.dates {
		status := sp.statuses[i]
		if by[status] == nil {
			by[status] = timeline.NewTally(buckets)
		}
		all.Add(d.Date, d.Events)
		by[status].Add(d.Date, d.Events)
	}
	h := Histogram{Buckets: buckets, Zone: sp.period.Zone, Counts: all.Counts(), Undated: all.Undated, Outside: all.Outside, Ends: all.Ends, By: map[string][]timeline.Counts{}}
	h.Ends = sp.narrowed(h.Ends)
	for status, tally := range by {
		h.By[status] = tally.Counts()
	}
	return h
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
