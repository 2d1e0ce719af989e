package page

import (
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func TestSpan(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name            string
		reported, ahead []string // dates
		want, until     string
	}{
		{"none", nil, nil, "", ""},
		{"no bound", []string{"/.."}, []string{"2025"}, "", ""},
		{"one day", []string{"2025-03-05"}, nil, "5 Mar 2025", ""},
		{"the ends of periods", []string{"2025-03-05/..", "2025-02-26~/2025-03-04"}, nil, "26 Feb – 5 Mar 2025", ""},
		{"the members of sets", []string{"2025-03-05", "[2025-02-26..2025-03-04]", "{2025-03-01,2025-03-07}"}, nil, "26 Feb – 7 Mar 2025", ""},
		{"one month", []string{"2025-03-05", "2025-03-07"}, nil, "5–7 Mar 2025", ""},
		{"what lies ahead", []string{"2025-03-05"}, []string{"2025-03-04", "[2025-03-06..2025-04-16~]"}, "5 Mar 2025", "about 16 Apr 2025"},
	} {
		var events []timeline.Event
		for _, written := range tt.reported {
			events = append(events, timeline.Event{Status: "occurred", Date: timeline.Date{EDTF: edtf.MustParse(written)}})
		}
		for _, written := range tt.ahead {
			events = append(events, timeline.Event{Status: "expected", Date: timeline.Date{EDTF: edtf.MustParse(written)}})
		}
		if got, until := Languages()[0].span(events); got != tt.want || until != tt.until {
			t.Errorf("%s: %q, %q, want %q, %q", tt.name, got, until, tt.want, tt.until)
		}
	}
}
