package store

import (
	"strconv"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Histogram is how events are spread over time.
type Histogram struct {
	Buckets timeline.Buckets
	Counts  []timeline.Counts
	By      map[string][]timeline.Counts // per value of the query's facet: those in most events
	Undated int                          // events with an open or unknown end, which are in no bucket
}

// MaxSeries is how many values of a facet a histogram is parted by.
const MaxSeries = 20

// Histogram counts the events that a query asks for by time. Without a range
// in the query it spans what is bounded of them. Too many buckets are refused
// with code InvalidParameter.
func (v *View) Histogram(q timeline.HistogramQuery) (Histogram, error) {
	var h Histogram
	err := v.aggregate(q.Query, func(v *View, sel *selection) error {
		type group struct {
			date   edtf.Bounds
			events int
		}
		sel.spans = true
		var groups []group
		hull := nothing
		err := eachSpan(v, sel.held(q.Query, ""), func(date edtf.Bounds, _ string, events int) {
			groups = append(groups, group{date, events})
			if span := date.Interval(); span.Earliest != edtf.OpenStart && span.Latest != edtf.OpenEnd {
				hull = edtf.Interval{Earliest: min(hull.Earliest, span.Earliest), Latest: max(hull.Latest, span.Latest)}
			}
		})
		if err != nil {
			return translate(err, "count events over time")
		}
		if h.Buckets, err = bucketsOf(q, hull); err != nil {
			return err
		}
		tally := timeline.NewTally(h.Buckets)
		for _, g := range groups {
			tally.Add(g.date, g.events)
		}
		h.Counts, h.Undated = tally.Counts(), tally.Undated
		if q.By == "" {
			return nil
		}
		return translate(h.part(v, sel, q), "count by "+q.By+" over time")
	})
	if err == nil && h.Counts == nil {
		h.Buckets, err = bucketsOf(q, nothing) // there is nothing to select, and zeros to tell
		h.Counts = timeline.NewTally(h.Buckets).Counts()
	}
	return h, err
}

// nothing is the hull of no interval.
var nothing = edtf.Interval{Earliest: edtf.OpenEnd, Latest: edtf.OpenStart}

// bucketsOf spans the range of the query, or what is bounded of the events
// where the query has no bound.
func bucketsOf(q timeline.HistogramQuery, hull edtf.Interval) (timeline.Buckets, error) {
	span := q.Period.Interval()
	if span.Earliest == edtf.OpenStart {
		span.Earliest = hull.Earliest
	}
	if span.Latest == edtf.OpenEnd {
		span.Latest = hull.Latest
	}
	if span.Earliest >= span.Latest {
		return timeline.Buckets{}, nil
	}
	return timeline.NewBuckets(q.Interval, span)
}

// part counts the values of a facet apart.
func (h *Histogram) part(v *View, sel *selection, q timeline.HistogramQuery) error {
	values, err := facet(v, sel, q.Query, q.By, MaxSeries)
	if err != nil {
		return err
	}
	tallies := map[string]*timeline.Tally{}
	for _, v := range values {
		if v.Value != "" {
			tallies[v.key] = timeline.NewTally(h.Buckets)
		}
	}
	held := sel.held(q.Query, q.By)
	if properties[q.By].linked() && len(values) > 0 {
		if held, err = among(held, values, properties[q.By].numbered()); err != nil {
			return err
		}
	}
	err = eachSpan(v, held, func(date edtf.Bounds, value string, events int) {
		for _, v := range valuesOf(q.By, date.Interval(), value) {
			if t := tallies[v]; t != nil {
				t.Add(date, events)
			}
		}
	})
	h.By = map[string][]timeline.Counts{}
	for _, v := range values {
		if t := tallies[v.key]; t != nil {
			h.By[v.Value] = t.Counts()
		}
	}
	return err
}

// among keeps of what is held that with some values, which may be numbers.
func among(held cond, values []FacetValue, numbered bool) (cond, error) {
	keys := make([]any, len(values))
	for i, v := range values {
		keys[i] = v.key
		if !numbered {
			continue
		}
		n, err := strconv.ParseInt(v.key, 10, 64)
		if err != nil {
			return held, err
		}
		keys[i] = n
	}
	these := in("h.value", keys, false)
	return cond{"SELECT h.k AS k, h.latest AS latest, h.latest_start AS latest_start, h.earliest_end AS earliest_end, h.value AS value FROM (" + held.sql + ") h WHERE " + these.sql, append(held.args, these.args...)}, nil
}
