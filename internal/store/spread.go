package store

import (
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Spread is when events were, by status. It is read once, and makes histograms
// of every interval.
type Spread struct {
	period timeline.Period
	groups []spreadGroup
	hull   edtf.Interval // of what is bounded
}

// spreadGroup are the events of a status that share their bounds.
type spreadGroup struct {
	date   edtf.Bounds
	status string
	events int
}

// Spread reads when the events that a query asks for were.
func (v *View) Spread(q timeline.Query) (Spread, error) {
	spread := Spread{period: q.Period, hull: nothing}
	err := v.aggregate(q, func(v *View, sel *selection) error {
		sel.spans = true
		return translate(eachSpan(v, sel.held(q, "status"), spread.add), "count events over time")
	})
	return spread, err
}

func (sp *Spread) add(date edtf.Bounds, status string, events int) {
	sp.groups = append(sp.groups, spreadGroup{date, status, events})
	if span := date.Interval(); span.Earliest != edtf.OpenStart && span.Latest != edtf.OpenEnd {
		sp.hull = edtf.Interval{Earliest: min(sp.hull.Earliest, span.Earliest), Latest: max(sp.hull.Latest, span.Latest)}
	}
}

// Histogram is what View.Histogram finds at an interval, parted by status.
func (sp *Spread) Histogram(interval string) (Histogram, error) {
	q := timeline.HistogramQuery{Query: timeline.Query{Period: sp.period}, Interval: interval}
	buckets, err := bucketsOf(q, sp.hull)
	if err != nil {
		return Histogram{}, err
	}
	all, by := timeline.NewTally(buckets), map[string]*timeline.Tally{}
	for _, g := range sp.groups {
		if by[g.status] == nil {
			by[g.status] = timeline.NewTally(buckets)
		}
		all.Add(g.date, g.events)
		by[g.status].Add(g.date, g.events)
	}
	h := Histogram{Buckets: buckets, Counts: all.Counts(), Undated: all.Undated, By: map[string][]timeline.Counts{}}
	for status, tally := range by {
		h.By[status] = tally.Counts()
	}
	return h, nil
}
