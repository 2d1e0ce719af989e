package timeline_test

import (
	"slices"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func dated(t *testing.T, text string) timeline.Date {
	t.Helper()
	if text == "" {
		return timeline.Date{Basis: "unknown"}
	}
	d, err := edtf.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return timeline.Date{EDTF: d, Basis: "stated"}
}

// What is later began before the other for certain, or nobody knows.
func TestContradictingDates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		later, earlier string
		contradicts    bool
	}{
		{"2025-03-04", "2025-03-05", true},
		{"2025-03-05", "2025-03-05", false},
		{"2025-03", "2025-03-05", false},
		{"2025-02", "2025-03-05", true},
		{"2022/2025", "2023", true},        // it went on, but began before
		{"2022/2025", "2022-06-01", false}, // it may have begun later in that year
		{"2025-03-04", "2025-03-05/..", true},
		{"../2020", "2010", true}, // it always was
		{"2025-03-04", "../2026", false},
		{"2025-03-04", "[..2026]", false},
		{"[..2024]", "2025", true},
		{"[2024..]", "2025", false},
		{"", "2025", false},
		{"2025", "", false},
		{"2025-03-05T10:00:00Z", "2025-03-05T10:00:01Z", true},
		{"2025-03-05T10:00:00Z", "2025-03-05", false},
		{"-0044", "-0043-03-15", true},
	} {
		if got := dated(t, tt.later).Contradicts(dated(t, tt.earlier)); got != tt.contradicts {
			t.Errorf("%q later than %q contradicts: %v", tt.later, tt.earlier, got)
		}
	}
}

func TestWarningsOfAnEvent(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 5, 23, 30, 0, 0, time.UTC)
	quoted := func(date string) timeline.Quote {
		d := dated(t, date)
		return timeline.Quote{Date: &d}
	}
	number := func(n float64) *float64 { return &n }
	counted := func(low, value, high *float64) timeline.Event {
		return timeline.Event{Figures: []timeline.Figure{{Name: "hurt", Value: number(3)}, {Name: "fatalities", Low: low, Value: value, High: high}}}
	}
	for _, tt := range []struct {
		name     string
		event    timeline.Event
		pointers []string
	}{
		{"a figure within its range", counted(number(1), number(2), number(3)), nil},
		{"a figure at its ends", counted(number(2), number(2), number(2)), nil},
		{"a range alone", counted(number(1), nil, number(3)), nil},
		{"a range upside down", counted(number(3), number(2), number(1)), []string{"/figures/1/low"}},
		{"a figure below low", counted(number(1), number(0), nil), []string{"/figures/1/value"}},
		{"a figure above high", counted(number(0), number(3), number(0)), []string{"/figures/1/value"}},
		{"today", timeline.Event{Status: "occurred", Date: dated(t, "2026-03-05")}, nil},
		{"tomorrow", timeline.Event{Status: "occurred", Date: dated(t, "2026-03-06")}, []string{"/status"}},
		{"perhaps today", timeline.Event{Status: "occurred", Date: dated(t, "2026-03")}, nil},
		{"since a day that is to come", timeline.Event{Status: "occurred", Date: dated(t, "2026-04/..")}, []string{"/status"}},
		{"expected", timeline.Event{Status: "expected", Date: dated(t, "2026-04")}, nil},
		{"undated", timeline.Event{Status: "occurred", Date: dated(t, "")}, nil},
		{"retracted", timeline.Event{Status: "occurred", Verification: "retracted", Date: dated(t, "2027")}, nil},
		{"words of the day", timeline.Event{Date: dated(t, "2025-03-05"), Quotes: []timeline.Quote{{}, quoted("2025-03-05"), quoted("2025-03"), quoted("")}}, nil},
		{"words of the day after", timeline.Event{Date: dated(t, "2025-03-05"), Quotes: []timeline.Quote{quoted("2025-03-05"), quoted("2025-03-06")}}, []string{"/quotes/1/date"}},
		{"words about what goes on", timeline.Event{Date: dated(t, "2025-03-05/.."), Quotes: []timeline.Quote{quoted("2026")}}, nil},
		{"words before the event", timeline.Event{Date: dated(t, "2025-03-05"), Quotes: []timeline.Quote{quoted("2025-03-04")}}, nil},
	} {
		var got []string
		for _, w := range tt.event.Warnings(now) {
			got = append(got, w.Pointer)
			if w.Message == "" || w.Hint == "" {
				t.Errorf("%s: %+v", tt.name, w)
			}
		}
		if !slices.Equal(got, tt.pointers) {
			t.Errorf("%s: warned of %q, not of %q", tt.name, got, tt.pointers)
		}
	}
}

func TestWarningsOfRelations(t *testing.T) {
	t.Parallel()
	before, after := timeline.Event{ID: "before", Date: dated(t, "2024")}, timeline.Event{ID: "after", Date: dated(t, "2025")}
	for _, r := range timeline.RelationTypes {
		before.Relations = []timeline.Relation{{Type: r, Event: "other"}, {Type: r, Event: "after"}}
		after.Relations = []timeline.Relation{{Type: r, Event: "before"}}
		told := slices.Contains(timeline.Later, r)
		own, others := before.WarnsOf(&after), after.WarnedBy(&before)
		if (len(own) == 1 && own[0].Pointer == "/relations/1/event") != told || (len(others) == 1 && others[0].Pointer == "/date") != told {
			t.Errorf("%s: %+v and %+v", r, own, others)
		}
		if len(after.WarnsOf(&before))+len(before.WarnedBy(&after)) > 0 {
			t.Errorf("%s the right way round is warned of", r)
		}
	}
}
