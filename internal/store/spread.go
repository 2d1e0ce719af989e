package store

import (
	"context"

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

// spreadGroup are the events of a status that share an interval.
type spreadGroup struct {
	span   edtf.Interval
	status string
	events int
}

// Spread reads when the events that a query asks for were.
func (s *Store) Spread(ctx context.Context, q timeline.Query) (spread Spread, err error) {
	err = s.look(ctx, q.AsOf, func(v *view) error {
		spread, err = v.spread(q)
		return err
	})
	return spread, err
}

func (v *view) spread(q timeline.Query) (Spread, error) {
	spread := Spread{period: q.Period, hull: nothing}
	q.Order = timeline.OrderDate
	sel, err := selectEvents(v, q)
	if err != nil || sel.never {
		return spread, err
	}
	if !q.Search.IsZero() {
		sel.search(v, q.Search)
	}
	sel.spans = true
	err = eachSpan(v, sel.held(q, "status"), spread.add)
	return spread, translate(err, "count events over time")
}

func (sp *Spread) add(span edtf.Interval, status string, events int) {
	sp.groups = append(sp.groups, spreadGroup{span, status, events})
	if span.Earliest != edtf.OpenStart && span.Latest != edtf.OpenEnd {
		sp.hull = edtf.Interval{Earliest: min(sp.hull.Earliest, span.Earliest), Latest: max(sp.hull.Latest, span.Latest)}
	}
}

// Histogram is what Store.Histogram finds at an interval, parted by status.
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
		all.Add(g.span, g.events)
		by[g.status].Add(g.span, g.events)
	}
	h := Histogram{Buckets: buckets, Counts: all.Counts(), Undated: all.Undated, By: map[string][]timeline.Counts{}}
	for status, tally := range by {
		h.By[status] = tally.Counts()
	}
	return h, nil
}
