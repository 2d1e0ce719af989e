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
}

// Spread reads when the events that a query asks for were.
func (v *View) Spread(q timeline.Query) (Spread, error) {
	spread := Spread{period: q.Period}
	err := v.aggregate(q, func(c counting) error {
		return translate(c.spans("status", nil, spread.add), "count events over time")
	})
	return spread, err
}

func (sp *Spread) add(date edtf.Bounds, status string, events int) {
	sp.dates, sp.statuses = append(sp.dates, timeline.Dated{Date: date, Events: events}), append(sp.statuses, status)
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
	for status, tally := range by {
		h.By[status] = tally.Counts()
	}
	return h
}
