package store_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// Every count is held to what a look at each event, one by one, would find.
func TestCountsAreThoseOfTheEvents(t *testing.T) {
	t.Parallel()
	lib := newWorld(t)
	t.Run("facets", lib.checkFacets)
	t.Run("network", lib.checkNetwork)
	t.Run("histogram of a range", lib.checkRanges)
}

func (lib *library) checkFacets(t *testing.T) {
	a := newAsker(t, &lib.model, 6)
	full, rounds := 0, lib.rounds(t, 200)
	for i := range rounds {
		q, question := a.event(t)
		asked := timeline.FacetQuery{Query: q, By: timeline.Facets}
		asked.Limit = []int{1, 3, 50, 1000}[i%4]
		got, err := lib.Facets(t.Context(), asked)
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		kept := lib.kept(q)
		for _, by := range asked.By {
			want := lib.countBy(by, lib.having(q, kept, by))
			want = want[:min(asked.Limit, len(want))]
			if found := plainly(got[by]); fmt.Sprint(found) != fmt.Sprint(plainly(want)) {
				t.Fatalf("by %s of events?%s\ngot  %v\nwant %v", by, question, found, plainly(want))
			}
			full += len(want)
		}
	}
	if full < 15*rounds {
		t.Errorf("only %d values in all", full)
	}
}

// plainly is a facet without what the store keeps to itself.
func plainly(values []store.FacetValue) [][3]any {
	var list [][3]any
	for _, v := range values {
		list = append(list, [3]any{v.Value, v.Label, v.Count})
	}
	return list
}

func (lib *library) checkNetwork(t *testing.T) {
	a := newAsker(t, &lib.model, 7)
	edges, rounds := 0, lib.rounds(t, 200)
	for i := range rounds {
		q, question := a.event(t)
		asked := timeline.NetworkQuery{Query: q}
		asked.Limit = []int{1, 2, 7, 50, 1000}[i%5]
		got, err := lib.Network(t.Context(), asked)
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		if want := lib.networkOf(asked); !reflect.DeepEqual(got, want) {
			t.Fatalf("network?%s by %d\ngot  %v\nwant %v", question, asked.Limit, got, want)
		}
		edges += len(got.Edges)
	}
	if edges < 5*rounds {
		t.Errorf("only %d edges in all", edges)
	}
}

// starts are where ranges of histograms begin: amid most events, and at the
// turns of months, years and eras.
var starts = []string{"2025-03-01", "2025-02-20T03:30:00Z", "2025-03-05T10:30:00Z", "2023-12-31T23:59:59Z", "2024-02-28", "1969-12-29", "1985-04-11",
	"0000", "-0001-12-31", "-0044-03", "-0101", "1066-05", "9990-06-15", "1582-10-04", "2000-01-01", "1899"}

// distant are the years where others begin, as far out as dates go.
var distant = []int64{9999, 10000, 169999900, -13800000100, edtf.MinYear, edtf.MaxYear - 600}

// widths are about those of the intervals, in seconds.
var widths = map[string]int64{"hour": 3600, "day": 86400, "week": 7 * 86400, "month": 30 * 86400, "quarter": 91 * 86400,
	"year": 366 * 86400, "decade": 3652 * 86400, "century": 36524 * 86400, "millennium": 365242 * 86400}

// stretch makes up a range of up to some 150 buckets of a kind.
func (a asker) stretch(kind string) (from, to string) {
	width, n := widths[kind], a.Int64N(150)
	if years := width / widths["year"]; years > 0 && a.IntN(4) == 0 {
		first := distant[a.IntN(len(distant))]
		return yearText(first), yearText(min(first+n*years, edtf.MaxYear))
	}
	from = starts[a.IntN(len(starts))]
	end := calendar(edtf.MustParse(from).Interval().Earliest + n*width + a.Int64N(width))
	switch {
	case end.year > 9999:
		to = yearText(end.year)
	case end.year < 0:
		to = yearText(end.year) + end.like.Format("-01-02")
	default:
		to = yearText(end.year) + end.like.Format("-01-02T15:04:05Z")
	}
	return from, to
}

// histogram makes up a question of a histogram of everything.
func (a asker) histogram(t *testing.T) (timeline.HistogramQuery, string) {
	q, question := a.event(t)
	q.Period = timeline.Period{Match: timeline.MatchPossible}
	asked := timeline.HistogramQuery{Query: q, Interval: timeline.Intervals[a.IntN(len(timeline.Intervals))]}
	if asked.Limit = timeline.DefaultSeries; a.IntN(2) == 0 {
		asked.By = timeline.Facets[a.IntN(len(timeline.Facets))]
		asked.Limit = []int{1, 3, 20, 100}[a.IntN(4)]
	}
	return asked, fmt.Sprintf("%s (but its dates) by %s and %s", question, asked.Interval, asked.By)
}

func (lib *library) checkRanges(t *testing.T) {
	a := newAsker(t, &lib.model, 8)
	certain, rounds := 0, lib.rounds(t, 400)
	for range rounds {
		asked, question := a.histogram(t)
		from, to := a.stretch(asked.Interval)
		asked.Period = timeline.Period{From: edtf.MustParse(from), To: edtf.MustParse(to), Match: timeline.Matches[a.IntN(3)]}
		question += fmt.Sprintf(" from %s to %s, %s", from, to, asked.Period.Match)
		h := lib.checkHistogram(t, asked, question, asked.Period.Interval())
		for _, n := range h.Counts {
			certain += n.Certain
		}
	}
	if certain < 5*rounds {
		t.Errorf("only %d events are certainly in a bucket", certain)
	}
}

// checkHistogram holds a histogram over a span to the naive one.
func (lib *library) checkHistogram(t *testing.T, asked timeline.HistogramQuery, question string, span edtf.Interval) store.Histogram {
	t.Helper()
	h, err := lib.Histogram(t.Context(), asked)
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	interval := asked.Interval
	if interval == timeline.AutoInterval {
		interval = h.Buckets.Interval()
	}
	buckets := bucketsOver(interval, span, timeline.MaxBuckets)
	if h.Buckets.Len() != len(buckets) || len(h.Counts) != len(buckets) {
		t.Fatalf("%s: %d buckets with %d counts, want %d", question, h.Buckets.Len(), len(h.Counts), len(buckets))
	}
	for i, b := range buckets {
		if got := h.Buckets.Bounds(i); got != b {
			t.Fatalf("%s: bucket %d is %s to %s, want %s to %s", question, i, edtf.FormatInstant(got.Earliest), edtf.FormatInstant(got.Latest),
				edtf.FormatInstant(b.Earliest), edtf.FormatInstant(b.Latest))
		}
	}
	kept := lib.kept(asked.Query)
	want, undated := spread(asked.Period.Zone, kept, buckets)
	sameCounts(t, question, h.Counts, want)
	if h.Undated != undated {
		t.Fatalf("%s: %d undated, want %d", question, h.Undated, undated)
	}
	ends := edtf.Interval{Earliest: edtf.OpenEnd, Latest: edtf.OpenStart}
	for _, e := range kept {
		if date := readIn(asked.Period.Zone, e.Date).Interval(); isBounded(e.Date) && slices.ContainsFunc(buckets, date.Overlaps) {
			ends = edtf.Interval{Earliest: min(ends.Earliest, date.Earliest), Latest: max(ends.Latest, date.Latest)}
		}
	}
	if h.Ends != ends {
		t.Fatalf("%s: from %s to %s, want %s to %s", question, edtf.FormatInstant(h.Ends.Earliest), edtf.FormatInstant(h.Ends.Latest),
			edtf.FormatInstant(ends.Earliest), edtf.FormatInstant(ends.Latest))
	}
	lib.checkParts(t, asked, kept, question, h, buckets)
	return h
}

// checkParts holds what a histogram says of each value of a facet to the events
// that have it.
func (lib *library) checkParts(t *testing.T, asked timeline.HistogramQuery, kept []*event, question string, h store.Histogram, buckets []edtf.Interval) {
	t.Helper()
	var want []store.FacetValue
	having := map[string][]*event{}
	if asked.By != "" {
		having = lib.having(asked.Query, kept, asked.By)
		want = lib.countBy(asked.By, having)
		want = want[:min(len(want), asked.Limit)]
		want = slices.DeleteFunc(want, func(v store.FacetValue) bool { return v.Value == "" })
	}
	if len(h.By) != len(want) {
		t.Fatalf("%s: %d parts, want %d", question, len(h.By), len(want))
	}
	for _, v := range want {
		counts, _ := spread(asked.Period.Zone, having[v.Value], buckets)
		sameCounts(t, question+"="+v.Value, h.By[v.Value], counts)
	}
}

func sameCounts(t *testing.T, question string, got, want []timeline.Counts) {
	t.Helper()
	for i := range want {
		if got[i].Certain != want[i].Certain || got[i].Possible != want[i].Possible || math.Abs(got[i].Estimate-want[i].Estimate) > 1e-6 || got[i].Estimate < 0 {
			t.Fatalf("%s: bucket %d has %+v, want %+v", question, i, got[i], want[i])
		}
	}
}

// newTamed is a library whose events lie between 1900 and 2050, or are without
// a bound.
func newTamed(t *testing.T) *library {
	lib, w := newLibrary(t), storetest.NewWorld(9)
	for _, id := range []string{"one", "hidden", "two"} {
		doc := w.Story(id, map[bool]string{true: timeline.Private, false: timeline.Public}[id == "hidden"], 600)
		for i := range doc.Events {
			for e := &doc.Events[i]; farOff(e.Date); {
				e.Date, e.Quotes = w.Date(), nil
			}
		}
		lib.put(t, doc)
	}
	return lib
}

func farOff(d timeline.Date) bool {
	return isBounded(d) && !d.EDTF.Interval().Within(edtf.MustParse("1900/2050").Interval())
}

// Where a range is open a histogram spans what is bounded, and without a range
// its sums are those of the events.
func TestHistogramsAddUp(t *testing.T) {
	t.Parallel()
	lib := newTamed(t)
	a := newAsker(t, &lib.model, 10)
	told, rounds := map[string]int{}, trial.Rounds(t, 400)
	for i := range rounds {
		asked, question := a.histogram(t)
		switch i % 3 {
		case 1:
			asked.Period.From = edtf.MustParse([]string{"1969-12-31", "2025-03-05", "2024-02-29T10Z", "2025-03/.."}[a.IntN(4)])
		case 2:
			asked.Period.To = edtf.MustParse([]string{"2000", "2025-03-05", "2024-02-29T10Z", "../2025-03"}[a.IntN(4)])
		}
		question += fmt.Sprintf(" from %q to %q", asked.Period.From, asked.Period.To)
		kept := lib.kept(asked.Query)
		span, bounded := hullOf(asked.Period.Zone, kept)
		if in := asked.Period.Interval(); in.Earliest != edtf.OpenStart {
			span.Earliest = in.Earliest
		} else if in.Latest != edtf.OpenEnd {
			span.Latest = in.Latest
		}
		if span.Earliest < span.Latest && bucketsOver(asked.Interval, span, timeline.MaxBuckets) == nil {
			if _, err := lib.Histogram(t.Context(), asked); timeline.CodeOf(err) != timeline.InvalidParameter {
				t.Fatalf("%s: %v, want a refusal of so many buckets", question, err)
			}
			told["refused"]++
			continue
		}
		h := lib.checkHistogram(t, asked, question, span)
		told[asked.Interval]++
		if h.Outside != 0 {
			t.Fatalf("%s: %d outside of what is whole", question, h.Outside)
		}
		estimate := 0.0
		for _, n := range h.Counts {
			if n.Certain > n.Possible {
				t.Fatalf("%s: %d certain of %d possible", question, n.Certain, n.Possible)
			}
			estimate += n.Estimate
		}
		if estimate > float64(bounded)+1e-6 || h.Undated+bounded != len(kept) || asked.Period.IsZero() && estimate < float64(bounded)-1e-6 {
			t.Fatalf("%s: %v estimated and %d undated of %d bounded and %d in all", question, estimate, h.Undated, bounded, len(kept))
		}
		asked.Limit, asked.Count = 1, true
		list, err := lib.Events(t.Context(), asked.Query, nil)
		if err != nil || *list.Total != len(kept) {
			t.Fatalf("%s: the list counts %s (%v), want %d", question, spelled(list.Total), err, len(kept))
		}
	}
	if told["refused"] < rounds*15/400 || told["day"] < rounds*10/400 || told["month"] < rounds*20/400 || told["century"] < rounds*20/400 {
		t.Errorf("too few of each kind: %v", told)
	}
}

// With an automatic interval a histogram spans the bulk of the events, and tells
// how many are outside.
func TestHistogramsOfTheBulk(t *testing.T) {
	t.Parallel()
	lib := newWorld(t)
	a := newAsker(t, &lib.model, 12)
	told, outside, rounds := map[string]int{}, 0, trial.Rounds(t, 300)
	for i := range rounds {
		asked, question := a.histogram(t)
		asked.Interval = timeline.AutoInterval
		switch i % 4 {
		case 1:
			asked.Period.From = edtf.MustParse([]string{"1969-12-31", "2025-03-05", "2024-02-29T10Z", "-0044"}[a.IntN(4)])
		case 2:
			asked.Period.To = edtf.MustParse([]string{"2000", "2025-03-05", "0000", "9999"}[a.IntN(4)])
		case 3:
			from, to := a.stretch(timeline.Intervals[a.IntN(len(timeline.Intervals))])
			asked.Period.From, asked.Period.To = edtf.MustParse(from), edtf.MustParse(to)
		}
		question += fmt.Sprintf(" from %q to %q", asked.Period.From, asked.Period.To)
		kept := lib.kept(asked.Query)
		interval, span := bulkOf(asked.Period.Zone, kept, asked.Period.Interval())
		if span.Earliest < span.Latest && bucketsOver(interval, span, timeline.MaxBuckets) == nil {
			if _, err := lib.Histogram(t.Context(), asked); timeline.CodeOf(err) != timeline.InvalidParameter {
				t.Fatalf("%s: %v, want a refusal of so many buckets", question, err)
			}
			continue
		}
		h := lib.checkHistogram(t, asked, question, span)
		if h.Buckets.Interval() != interval {
			t.Fatalf("%s: by %s, want by %s", question, h.Buckets.Interval(), interval)
		}
		want, counted := 0, bucketsOver(interval, span, timeline.MaxBuckets)
		for _, e := range kept {
			if isBounded(e.Date) && !slices.ContainsFunc(counted, readIn(asked.Period.Zone, e.Date).Interval().Overlaps) {
				want++
			}
		}
		if h.Outside != want {
			t.Fatalf("%s: %d outside, want %d", question, h.Outside, want)
		}
		told[interval]++
		outside += min(want, 1)
	}
	if len(told) < 4 || outside < rounds/10 {
		t.Errorf("too few of each kind: %v, and %d with some outside", told, outside)
	}
}

// hullOf is what the bounded events span, and how many there are.
func hullOf(z *timeline.Zone, events []*event) (hull edtf.Interval, bounded int) {
	hull = edtf.Interval{Earliest: edtf.OpenEnd, Latest: edtf.OpenStart}
	for _, e := range events {
		if isBounded(e.Date) {
			i := readIn(z, e.Date).Interval()
			hull, bounded = edtf.Interval{Earliest: min(hull.Earliest, i.Earliest), Latest: max(hull.Latest, i.Latest)}, bounded+1
		}
	}
	return hull, bounded
}
