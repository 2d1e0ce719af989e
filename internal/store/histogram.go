package store

import (
	"strconv"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Histogram is how events are spread over time.
type Histogram struct {
	Buckets timeline.Buckets // as clocks of Zone read them
	Zone    *timeline.Zone
	Counts  []timeline.Counts
	By      map[string][]timeline.Counts // per value of the query's facet: those in most events
	Undated int                          // events with an open or unknown end, which are in no bucket
	Outside int                          // events with both bounds that are in no bucket
	Ends    edtf.Interval                // from the first to the last of what is in them; empty where nothing is
}

// Histogram counts the events that a query asks for by time. Without a range
// in the query it spans what is bounded of them, or the bulk of that where the
// interval is automatic. Too many buckets are refused with code InvalidParameter.
func (v *View) Histogram(q timeline.HistogramQuery) (Histogram, error) {
	h := Histogram{Zone: q.Period.Zone}
	err := v.aggregate(q.Query, func(c counting) error {
		tally, err := h.tally(c, q)
		if err != nil {
			return err
		}
		h.Counts, h.Undated, h.Outside, h.Ends = tally.Counts(), tally.Undated, tally.Outside, tally.Ends
		if q.By == "" {
			return nil
		}
		return translate(h.part(c, q), "count by "+q.By+" over time")
	})
	if err == nil && h.Counts == nil {
		h.Buckets, err = q.Buckets(nil) // there is nothing to select, and zeros to tell
		tally := timeline.NewTally(h.Buckets)
		h.Counts, h.Ends = tally.Counts(), tally.Ends
	}
	return h, err
}

// tally lays the buckets, and counts into them.
func (h *Histogram) tally(c counting, q timeline.HistogramQuery) (*timeline.Tally, error) {
	var dates []timeline.Dated
	err := c.spans("", nil, fixed(q.Interval), func(date edtf.Bounds, _ string, events int) {
		dates = append(dates, timeline.Dated{Date: date, Events: events})
	})
	if err != nil {
		return nil, translate(err, "count events over time")
	}
	if h.Buckets, err = q.Buckets(dates); err != nil {
		return nil, err
	}
	tally := timeline.NewTally(h.Buckets)
	for _, d := range dates {
		tally.Add(d.Date, d.Events)
	}
	return tally, nil
}

// fixed is an interval, and none where the dates of the events decide about it: then all
// of these have to be told.
func fixed(interval string) string {
	if interval == timeline.AutoInterval {
		return ""
	}
	return interval
}

// part counts the values of a facet apart.
func (h *Histogram) part(c counting, q timeline.HistogramQuery) error {
	values, err := c.facet(q.By, q.Limit)
	if err != nil {
		return err
	}
	tallies := map[string]*timeline.Tally{}
	for _, v := range values {
		if v.Value != "" {
			tallies[v.key] = timeline.NewTally(h.Buckets)
		}
	}
	h.By = map[string][]timeline.Counts{}
	if len(values) == 0 {
		return nil
	}
	err = c.spans(q.By, values, h.Buckets.Interval(), func(date edtf.Bounds, key string, events int) {
		if t := tallies[key]; t != nil {
			t.Add(date, events)
		}
	})
	for _, v := range values {
		if t := tallies[v.key]; t != nil {
			h.By[v.Value] = t.Counts()
		}
	}
	return err
}

// valued keeps of what is held that with some values, which may be numbers.
func (sel *selection) valued(held cond, values []FacetValue, numbered bool) (cond, error) {
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
	return cond{"SELECT " + sel.when("h") + "h.value AS value, h.n AS n FROM (" + held.sql + ") h WHERE " + these.sql, append(held.args, these.args...)}, nil
}
