package timeline_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// TestAutoInterval: what the interval is, what the buckets cover, and how many
// events are outside, of dates given as "so many × this".
func TestAutoInterval(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, query, dates, interval, from, to string }{
		{"nothing", "", "", "day", "", ""},
		{"what no date bounds", "", "3 × 2025-03-05/.. 1 × [..2025]", "day", "", ""},
		{"one day", "", "1 × 2025-03-05", "day", "2025-03-05T00:00:00Z", "2025-03-06T00:00:00Z"},
		{"minutes of a day", "", "1 × 2025-03-05T10:30Z 1 × 2025-03-05T17:59Z", "hour", "2025-03-05T10:00:00Z", "2025-03-05T18:00:00Z"},
		{"days, and no finer than they are known", "", "1 × 2025-03-05 1 × 2025-03-07", "day", "2025-03-05T00:00:00Z", "2025-03-08T00:00:00Z"},
		{"months, and some days", "", "3 × 2025-03 2 × 2025-03-05 1 × 2025-06", "month", "2025-03-01T00:00:00Z", "2025-07-01T00:00:00Z"},
		{"days of a year", "", "9 × 2025-01-01 9 × 2025-12-31", "week", "2024-12-30T00:00:00Z", "2026-01-05T00:00:00Z"},
		{"days of nine years", "", "9 × 2016-01-01 9 × 2024-12-31", "month", "2016-01-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"days of 20 years", "", "9 × 2005-01-01 9 × 2024-12-31", "quarter", "2005-01-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"days of a century", "", "9 × 1925-01-01 9 × 2024-12-31", "year", "1925-01-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"one of 44 BC among days", "", "9 × 2025-03-05 9 × 2025-03-15 1 × -0043-03-15", "day", "2025-03-05T00:00:00Z", "2025-03-16T00:00:00Z"},
		{"the Big Bang among days", "", "1 × 2025-03-05 1 × 2025-03-15 1 × 2025-03-16 1 × Y-13800000000", "day", "2025-03-05T00:00:00Z", "2025-03-17T00:00:00Z"},
		{"both, and the far future", "", "40 × 2025-03-05 40 × 2025-03-15 1 × -0043-03-15 1 × Y-13800000000 1 × 9999", "day", "2025-03-05T00:00:00Z", "2025-03-16T00:00:00Z"},
		{"too many of 44 BC to be left out", "", "9 × 2025-03-05 9 × 2025-03-15 2 × -0043-03-15", "century", "-0100", "2100-01-01T00:00:00Z"},
		{"too few dates to tell which is far", "", "1 × 2025-03-05 1 × 2025-03-15 1 × 1925-03-15", "year", "1925-01-01T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"one not that far", "", "9 × 2025-03-05 9 × 2025-03-15 1 × 2025-02-10", "day", "2025-02-10T00:00:00Z", "2025-03-16T00:00:00Z"},
		{"one near, beside one that is far", "", "20 × 2025-03-05 20 × 2025-03-15 1 × 2025-03-20 1 × 1914", "day", "2025-03-05T00:00:00Z", "2025-03-21T00:00:00Z"},
		{"a war that reaches far back", "", "9 × 2025-03-05 9 × 2025-03-15 1 × 1914/2025-03-10", "day", "2025-03-05T00:00:00Z", "2025-03-16T00:00:00Z"},
		{"the range is whole where it is given", "from=1914&to=2025", "9 × 2025-03-05 9 × 2025-03-15", "year", "1914-01-01T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"a range without an event", "date=2025-03-05", "", "hour", "2025-03-05T00:00:00Z", "2025-03-06T00:00:00Z"},
		{"a range from a day on", "from=2025-02", "9 × 2025-03-05 9 × 2025-03-15 1 × 9999", "day", "2025-02-01T00:00:00Z", "2025-03-16T00:00:00Z"},
		{"a range up to a day", "to=2025-04", "9 × 2025-03-05 9 × 2025-03-15 1 × -0043", "day", "2025-03-05T00:00:00Z", "2025-05-01T00:00:00Z"},
		{"ages of the Earth", "", "1 × Y-4500000 1 × Y-1000000 1 × -2000", "millennium", "Y-4500000", "-1000"},
		{"what not even millennia part", "", "2 × Y-4500000000 2 × Y-1000000 1 × -2000", "millennium", "Y-1000000", "-1000"},
		{"what no buckets part", "", "1 × Y-1E10S1", "day", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q, err := timeline.ParseHistogramQuery(urlValues(t, tt.query))
			if err != nil {
				t.Fatal(err)
			}
			dates := datesOf(t, tt.dates)
			b, err := q.Buckets(dates)
			if err != nil {
				t.Fatal(err)
			}
			from, to := "", ""
			if b.Len() > 0 {
				from, to = edtf.FormatInstant(b.Span().Earliest), edtf.FormatInstant(b.Span().Latest)
			}
			if b.Interval() != tt.interval || from != tt.from || to != tt.to {
				t.Errorf("by %s from %s to %s, want %s from %s to %s", b.Interval(), from, to, tt.interval, tt.from, tt.to)
			}
			for i := range dates { // in any order, and however parted, the same
				j := len(dates) - 1 - i
				dates = append(dates, timeline.Dated{Date: dates[j].Date, Events: 1})
				dates[j].Events--
			}
			if again, err := q.Buckets(dates); err != nil || again.Interval() != b.Interval() || again.Span() != b.Span() {
				t.Errorf("in another order: by %s from %v, %v", again.Interval(), again.Span(), err)
			}
		})
	}
}

// datesOf reads dates given as "2 × 2025 1 × 2024".
func datesOf(t *testing.T, text string) []timeline.Dated {
	t.Helper()
	var dates []timeline.Dated
	words := strings.Fields(text)
	for ; len(words) >= 3; words = words[3:] {
		d := timeline.Dated{Date: edtf.MustParse(words[2]).Bounds()}
		if _, err := fmt.Sscan(words[0], &d.Events); err != nil {
			t.Fatal(err)
		}
		dates = append(dates, d)
	}
	return dates
}

func urlValues(t *testing.T, raw string) url.Values {
	t.Helper()
	values, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	return values
}
