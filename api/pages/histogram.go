package pages

import (
	"errors"
	"slices"

	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// pageBuckets is how many bars a page's histogram has at most.
const pageBuckets = 400

// histogramOf draws how events are spread over time, at an interval, or at the
// finest at which the bars can be told apart. It is nil where none of them is
// bounded.
func histogramOf(l *page.Language, spread *store.Spread, interval string, total int) (*page.Histogram, error) {
	counted := page.Counted{All: total}
	var chosen *store.Histogram
	for _, name := range timeline.Intervals[1:] { // an hour is too fine for a page
		h, err := spread.Histogram(name)
		if e, ok := errors.AsType[*timeline.Error](err); ok && e.Code == timeline.InvalidParameter && e.Parameter == "interval" {
			continue // more bars than anybody counts
		}
		if err != nil {
			return nil, err
		}
		if h.Buckets.Len() > pageBuckets {
			continue
		}
		fits := h.Buckets.Len() <= 120 && chosen == nil
		if name == interval || (interval == "" && fits) {
			chosen, counted.Interval = &h, name
		}
		counted.Intervals = append(counted.Intervals, name)
		if h.Buckets.Len() <= 2 {
			break // coarser ones would be one bar
		}
	}
	if chosen == nil {
		return nil, nil //nolint:nilnil // there is nothing to draw, and that is no failure
	}
	counted.Undrawn = chosen.Undated
	ahead := make([]float64, chosen.Buckets.Len())
	aheadKnown := make([]float64, chosen.Buckets.Len())
	for status, counts := range chosen.By {
		if !slices.Contains(page.Ahead(), status) {
			continue
		}
		for i, n := range counts {
			ahead[i] += n.Estimate
			aheadKnown[i] += float64(n.Certain)
		}
	}
	for i, n := range chosen.Counts {
		// A period is certainly in each bucket that it fills, and with a part of itself.
		known := float64(n.Certain) - aheadKnown[i]
		if part := n.Estimate - ahead[i]; known > part+1e-6 {
			known = max(0, part)
		}
		counted.Buckets = append(counted.Buckets, page.Bucket{
			Span: chosen.Buckets.Bounds(i), Known: known, Spread: max(0, n.Estimate-known-ahead[i]), Ahead: ahead[i],
		})
	}
	return page.NewHistogram(l, counted), nil
}
