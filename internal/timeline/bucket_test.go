package timeline_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func span(t *testing.T, text string) edtf.Interval {
	t.Helper()
	from, to, ok := strings.Cut(text, " ")
	if !ok {
		to = from
	}
	return edtf.Between(edtf.MustParse(from), edtf.MustParse(to))
}

// bounds are the starts of the buckets, and the end of the last.
func bounds(b timeline.Buckets) string {
	var list []string
	for i := range b.Len() {
		list = append(list, edtf.FormatInstant(b.Bounds(i).Earliest))
	}
	if b.Len() > 0 {
		list = append(list, edtf.FormatInstant(b.Bounds(b.Len()-1).Latest))
	}
	return strings.NewReplacer("T00:00:00Z", "", ":00:00Z", "").Replace(strings.Join(list, " "))
}

func TestBuckets(t *testing.T) {
	t.Parallel()
	tests := []struct{ interval, over, want string }{
		{"hour", "2025-03-05T10:30:00Z", "2025-03-05T10 2025-03-05T11"},
		{"hour", "2025-03-05T10:59:59Z 2025-03-05T11:00:00Z", "2025-03-05T10 2025-03-05T11 2025-03-05T12"},
		{"hour", "2024-12-31T23Z", "2024-12-31T23 2025-01-01"},
		{"hour", "1969-12-31T23:59:59Z 1970-01-01T00:00:00Z", "1969-12-31T23 1970-01-01 1970-01-01T01"},
		{"hour", "2025-03-30T01:30:00+01:00", "2025-03-30 2025-03-30T01"}, // no hour is lost to summer time
		{"day", "2024-02-28 2024-03-01", "2024-02-28 2024-02-29 2024-03-01 2024-03-02"},
		{"day", "1900-02-28 1900-03-01", "1900-02-28 1900-03-01 1900-03-02"},
		{"day", "-0004-02-28 -0004-03-01", "-0004-02-28 -0004-02-29 -0004-03-01 -0004-03-02"},
		{"day", "1969-12-31T23:59:59Z", "1969-12-31 1970-01-01"},
		{"week", "2025-03-05", "2025-03-03 2025-03-10"},
		{"week", "2025-03-03 2025-03-10", "2025-03-03 2025-03-10 2025-03-17"},
		{"week", "1970-01-01", "1969-12-29 1970-01-05"},
		{"week", "1969-12-28", "1969-12-22 1969-12-29"},
		{"week", "2024-12-31", "2024-12-30 2025-01-06"}, // week 1 of 2025
		{"month", "2025-03", "2025-03-01 2025-04-01"},
		{"month", "2024-12-31 2025-01-01", "2024-12-01 2025-01-01 2025-02-01"},
		{"month", "-0001-12 0000-01", "-0001-12-01 0000-01-01 0000-02-01"},
		{"quarter", "2025-03-31 2025-04-01", "2025-01-01 2025-04-01 2025-07-01"},
		{"quarter", "2025-12-31", "2025-10-01 2026-01-01"},
		{"quarter", "-0044-08", "-0044-07-01 -0044-10-01"},
		{"year", "2024-06/2025-02", "2024-01-01 2025-01-01 2026-01-01"},
		{"year", "-0001 0000", "-0001 0000-01-01 0001-01-01"},
		{"year", "9999 Y10000", "9999-01-01 Y10000 Y10001"},
		{"year", "Y-292277022656", "Y-292277022656 Y-292277022655"},
		{"year", "Y292277026595", "Y292277026595 Y292277026596"},
		{"decade", "1999-12-31 2000", "1990-01-01 2000-01-01 2010-01-01"},
		{"decade", "-0001", "-0010 0000-01-01"},
		{"decade", "-0010", "-0010 0000-01-01"},
		{"decade", "-0011", "-0020 -0010"},
		{"decade", "Y-292277022656 Y-292277022640", "Y-292277022656 Y-292277022650 Y-292277022640 Y-292277022630"}, // time begins amid a decade
		{"decade", "Y292277026589 Y292277026595", "Y292277026580 Y292277026590 Y292277026596"},                     // and ends amid one
		{"century", "1999 2000", "1900-01-01 2000-01-01 2100-01-01"},
		{"century", "-0001 0001", "-0100 0000-01-01 0100-01-01"},
		{"century", "Y-13800000000", "Y-13800000000 Y-13799999900"},
		{"century", "Y292277026595", "Y292277026500 Y292277026596"},
		{"millennium", "1999 2000", "1000-01-01 2000-01-01 3000-01-01"},
		{"millennium", "-0001 0001", "-1000 0000-01-01 1000-01-01"},
		{"millennium", "Y-13800000000", "Y-13800000000 Y-13799999000"},
		{"millennium", "Y292277026595", "Y292277026000 Y292277026596"},
	}
	for _, tt := range tests {
		b, err := timeline.NewBuckets(tt.interval, span(t, tt.over))
		if got := bounds(b); err != nil || got != tt.want {
			t.Errorf("%s over %s: %s (%v)\nwant %s", tt.interval, tt.over, got, err, tt.want)
		}
	}
	if n := (timeline.Buckets{}).Len(); n != 0 {
		t.Errorf("no buckets are %d", n)
	}
}

// somewhen is an instant at any distance from 1970 that a date can have.
func somewhen(r *rand.Rand) int64 {
	first, last := edtf.MustParse("Y-292277022656").Interval().Earliest, edtf.MustParse("Y292277026595").Interval().Latest-1
	return min(last, max(first, int64(r.Uint64())>>r.IntN(60)))
}

// likeTime is an instant in the same place of the 400 years after which the
// calendar repeats.
func likeTime(sec int64) time.Time {
	const era = 146097 * 86400
	return time.Unix(sec%era, 0).UTC()
}

// TestBucketsAreAligned: wherever a bucket lies, it begins where its interval
// does, ends where the next begins, and holds what it was made for.
func TestBucketsAreAligned(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	begins := map[string]func(time.Time) bool{
		"hour":       func(s time.Time) bool { return s.Minute()+s.Second() == 0 },
		"day":        func(s time.Time) bool { return s.Hour()+s.Minute()+s.Second() == 0 },
		"week":       func(s time.Time) bool { return s.Weekday() == time.Monday && s.Hour()+s.Minute()+s.Second() == 0 },
		"month":      func(s time.Time) bool { return s.Day() == 1 },
		"quarter":    func(s time.Time) bool { return s.Day() == 1 && s.Month()%3 == 1 },
		"year":       func(s time.Time) bool { return s.YearDay() == 1 },
		"decade":     func(s time.Time) bool { return s.YearDay() == 1 && s.Year()%10 == 0 },
		"century":    func(s time.Time) bool { return s.YearDay() == 1 && s.Year()%100 == 0 },
		"millennium": func(s time.Time) bool { return s.YearDay() == 1 && s.Year()%100 == 0 }, // eras of 400 years tell no more
	}
	longest := map[string]int64{"hour": 3600, "day": 86400, "week": 7 * 86400, "month": 31 * 86400, "quarter": 92 * 86400, "year": 366 * 86400,
		"decade": 3653 * 86400, "century": 36525 * 86400, "millennium": 365243 * 86400}
	for range 4000 {
		interval := timeline.Intervals[r.IntN(len(timeline.Intervals))]
		over := edtf.Interval{Earliest: somewhen(r)}
		over.Latest = over.Earliest + 1 + r.Int64N(20*longest[interval])
		if end := edtf.MustParse("Y292277026595").Interval().Latest - 20_000*366*86400; over.Latest < over.Earliest || over.Latest > end || over.Earliest < -end {
			continue // TestBuckets goes to the ends of time
		}
		b, err := timeline.NewBuckets(interval, over)
		if err != nil {
			t.Fatal(err)
		}
		if first, last := b.Bounds(0), b.Bounds(b.Len()-1); first.Earliest > over.Earliest || first.Latest <= over.Earliest || last.Earliest >= over.Latest || last.Latest < over.Latest {
			t.Fatalf("%s over %v: %v to %v", interval, over, first, last)
		}
		for i := range b.Len() {
			in := b.Bounds(i)
			if i > 0 && b.Bounds(i-1).Latest != in.Earliest || in.Latest <= in.Earliest || in.Latest-in.Earliest > longest[interval] {
				t.Fatalf("%s over %v: bucket %d is %v", interval, over, i, in)
			}
			if s := likeTime(in.Earliest); !begins[interval](s) || s.Second() != 0 || interval == "millennium" && edtf.CivilFromSeconds(in.Earliest).Year%1000 != 0 {
				t.Fatalf("%s over %v: bucket %d begins at %s", interval, over, i, edtf.FormatInstant(in.Earliest))
			}
		}
	}
}

// TestTooManyBuckets: the interval that is named instead fits, and no finer
// one does.
func TestTooManyBuckets(t *testing.T) {
	t.Parallel()
	fits := func(interval string, over edtf.Interval) bool {
		b, err := timeline.NewBuckets(interval, over)
		if err == nil && (b.Len() == 0 || b.Len() > timeline.MaxBuckets) {
			t.Errorf("%s over %v makes %d buckets", interval, over, b.Len())
		}
		return err == nil
	}
	exactly := span(t, "2025-01-01")
	for n, want := range map[int64]bool{timeline.MaxBuckets: true, timeline.MaxBuckets + 1: false} {
		if got := fits("hour", edtf.Interval{Earliest: exactly.Earliest, Latest: exactly.Earliest + n*3600}); got != want {
			t.Errorf("%d buckets fit: %v", n, got)
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	named := map[string]int{}
	for range 2000 {
		a, b := somewhen(r), somewhen(r)
		over := edtf.Interval{Earliest: min(a, b), Latest: max(a, b) + 1}
		i := r.IntN(len(timeline.Intervals))
		_, err := timeline.NewBuckets(timeline.Intervals[i], over)
		if err == nil {
			continue
		}
		e, ok := errors.AsType[*timeline.Error](err)
		if !ok || e.Code != timeline.InvalidParameter || e.Parameter != "interval" || !strings.Contains(e.Message, "more than 5000 buckets") || !strings.HasSuffix(e.Message, ".") {
			t.Fatalf("%v over %v: %v", timeline.Intervals[i], over, err)
		}
		finest := len(timeline.Intervals)
		if len(e.Suggestions) == 1 {
			finest = slices.Index(timeline.Intervals, e.Suggestions[0])
			if !fits(timeline.Intervals[finest], over) || !strings.HasSuffix(e.Message, "The finest that fits is "+e.Suggestions[0]+".") {
				t.Fatalf("over %v %s is suggested: %s", over, e.Suggestions[0], e.Message)
			}
			named[e.Suggestions[0]]++
		} else {
			named["none"]++
		}
		for _, finer := range timeline.Intervals[i:finest] {
			if fits(finer, over) {
				t.Fatalf("over %v %s fits, and %v is suggested for %s", over, finer, e.Suggestions, timeline.Intervals[i])
			}
		}
	}
	if len(named) < 6 {
		t.Errorf("only these were named: %v", named)
	}
}

// TestTally compares counts with those of a look at each event in each bucket.
func TestTally(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		interval := timeline.Intervals[r.IntN(len(timeline.Intervals))]
		start := somewhen(r) / 2
		b, err := timeline.NewBuckets(interval, edtf.Interval{Earliest: start, Latest: start + 1 + r.Int64N(30*86400*int64(1+r.IntN(3000)))})
		if err != nil {
			continue
		}
		tally, want := timeline.NewTally(b), make([]timeline.Counts, b.Len())
		first, last := b.Bounds(0).Earliest, b.Bounds(b.Len()-1).Latest
		undated, within, outside := 0, 0, 0
		ends := edtf.Interval{Earliest: edtf.OpenEnd, Latest: edtf.OpenStart}
		for range 40 {
			i := b.Bounds(r.IntN(b.Len()))
			date := edtf.Interval{Earliest: i.Earliest + r.Int64N(i.Latest-i.Earliest), Latest: i.Latest + r.Int64N(2*(last-first))}
			switch r.IntN(8) {
			case 0:
				date.Latest = date.Earliest + 1
			case 1:
				date = i
			case 2:
				date.Earliest = first - 1 - r.Int64N(last-first)
			case 3:
				date = edtf.Interval{Earliest: first / 2, Latest: math.MaxInt64 / 2}
				date.Earliest = min(date.Earliest, math.MinInt64/2)
			case 4:
				date.Earliest = edtf.OpenStart
			case 5:
				date.Latest = edtf.OpenEnd
			}
			events := 1 + r.IntN(4)
			bounds := edtf.Moment(date)
			if r.IntN(2) == 0 { // a period, whose start and end are somewhere in it
				around := b.Bounds(r.IntN(b.Len()))
				inner := []int64{date.Earliest, date.Latest, around.Earliest, around.Latest, around.Latest - 1, edtf.OpenStart, edtf.OpenEnd}
				bounds.LatestStart = min(max(inner[r.IntN(len(inner))], date.Earliest+1), date.Latest)
				bounds.EarliestEnd = min(max(inner[r.IntN(len(inner))], date.Earliest), date.Latest-1)
			}
			tally.Add(bounds, events)
			if date.Earliest == edtf.OpenStart || date.Latest == edtf.OpenEnd {
				undated += events
				continue
			}
			if date.Earliest >= first && date.Latest <= last {
				within += events
			}
			if date.Latest <= first || date.Earliest >= last {
				outside += events
			} else {
				ends = edtf.Interval{Earliest: min(ends.Earliest, date.Earliest), Latest: max(ends.Latest, date.Latest)}
			}
			length := float64(date.Latest)/1e6 - float64(date.Earliest)/1e6 // in megaseconds, within int64 or not
			if date.Latest-date.Earliest > 0 {
				length = float64(date.Latest-date.Earliest) / 1e6
			}
			for at := range want {
				in := b.Bounds(at)
				if bounds.Touches(in) {
					want[at].Certain += events
				}
				if date.Overlaps(in) {
					want[at].Possible += events
					want[at].Estimate += float64(events) * (float64(min(date.Latest, in.Latest)-max(date.Earliest, in.Earliest)) / 1e6) / length
				}
			}
		}
		if tally.Undated != undated || tally.Outside != outside {
			t.Fatalf("%d undated and %d outside, want %d and %d", tally.Undated, tally.Outside, undated, outside)
		}
		if tally.Ends != ends {
			t.Fatalf("what is counted lies in %v, want %v", tally.Ends, ends)
		}
		sum := 0.0
		for at, got := range tally.Counts() {
			sum += got.Estimate
			if got.Certain != want[at].Certain || got.Possible != want[at].Possible || math.Abs(got.Estimate-want[at].Estimate) > 1e-9 {
				t.Fatalf("%s bucket %d of %d: %+v, want %+v", interval, at, b.Len(), got, want[at])
			}
		}
		if sum < float64(within)-1e-9 {
			t.Fatalf("%d events lie in the buckets, and only %v are estimated there", within, sum)
		}
	}
}

// TestTallyOfNothing: without buckets all is undated or outside.
func TestTallyOfNothing(t *testing.T) {
	t.Parallel()
	tally := timeline.NewTally(timeline.Buckets{})
	tally.Add(edtf.Moment(edtf.Interval{Earliest: 0, Latest: 1}), 3)
	tally.Add(edtf.Moment(edtf.Interval{Earliest: edtf.OpenStart, Latest: edtf.OpenEnd}), 2)
	if counts := tally.Counts(); len(counts) != 0 || tally.Undated != 2 || tally.Outside != 3 || tally.Ends.Earliest < tally.Ends.Latest {
		t.Errorf("%v, %d undated, %d outside", counts, tally.Undated, tally.Outside)
	}
}
