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
// one that fits the bulk of them best. It is nil where a range is too long for any.
func histogramOf(l *page.Language, spread *store.Spread, interval string, total int) (*page.Histogram, error) {
	counted := page.Counted{All: total}
	chosen, err := spread.Histogram(timeline.AutoInterval)
	if noInterval(err) {
		return nil, nil //nolint:nilnil // see there
	}
	if err != nil {
		return nil, err
	}
	fitting := chosen.Buckets.Interval()
	for _, name := range timeline.Intervals {
		if chosen.Buckets.Len() == 0 {
			break
		}
		b, err := timeline.NewBuckets(name, chosen.Buckets.Span())
		if name != fitting && (err != nil || b.Len() > pageBuckets) {
			continue // more bars than anybody counts
		}
		counted.Intervals = append(counted.Intervals, name)
		if name == interval && name != fitting {
			chosen = spread.Over(b)
		}
		if b.Len() <= 2 {
			break // coarser ones would be one bar
		}
	}
	counted.Interval, counted.Undrawn, counted.Outside, counted.Ends = chosen.Buckets.Interval(), chosen.Undated, chosen.Outside, chosen.Ends
	counted.Buckets = bucketsOf(&chosen)
	return page.NewHistogram(l, counted), nil
}

// bucketsOf are the buckets of a histogram that is parted by status.
func bucketsOf(h *store.Histogram) []page.Bucket {
	ahead := make([]float64, h.Buckets.Len())
	aheadKnown := make([]float64, h.Buckets.Len())
	for status, counts := range h.By {
		if !slices.Contains(page.Ahead(), status) {
			continue
		}
		for i, n := range counts {
			ahead[i] += n.Estimate
			aheadKnown[i] += float64(n.Certain)
		}
	}
	buckets := make([]page.Bucket, len(h.Counts))
	for i, n := range h.Counts {
		// A period is certainly in each bucket that it fills, and with a part of itself.
		known := float64(n.Certain) - aheadKnown[i]
		if part := n.Estimate - ahead[i]; known > part+1e-6 {
			known = max(0, part)
		}
		buckets[i] = page.Bucket{Span: h.Buckets.Bounds(i), Known: known, Spread: max(0, n.Estimate-known-ahead[i]), Ahead: ahead[i]}
	}
	return buckets
}

// noInterval tells that a range is too long for any interval: there is nothing to draw,
// and that is no failure.
func noInterval(err error) bool {
	e, ok := errors.AsType[*timeline.Error](err)
	return ok && e.Code == timeline.InvalidParameter && e.Parameter == "interval"
}
