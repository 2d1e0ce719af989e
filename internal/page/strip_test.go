package page

import (
	"fmt"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func drawnOf(dates ...string) *Strip {
	var events []timeline.Event
	for i, written := range dates {
		events = append(events, timeline.Event{ID: fmt.Sprint("e", i), Title: fmt.Sprint("Event ", i), Type: "call", Status: "occurred",
			Date: timeline.Date{EDTF: edtf.MustParse(written), Basis: "stated"}})
	}
	return newStrip(Languages()[0], events, nil)
}

// Marks that do not touch share a row: many events take no staircase.
func TestStripPacksItsRows(t *testing.T) {
	t.Parallel()
	var days, same []string
	for i := range 80 {
		days = append(days, fmt.Sprintf("20%02d-%02d-05", 10+i/12, 1+i%12))
		same = append(same, "[2025-03-05..]")
	}
	for _, tt := range []struct {
		name  string
		dates []string
		rows  int
		bars  int
	}{
		{"80 days in a row", days, 4, 80},
		{"80 that look the same", append(same[:79:79], "2025-03-04"), 2, 2},
		{"two that overlap", []string{"2025-03-01/2025-03-09", "2025-03-05/2025-03-20"}, 2, 2},
		{"two far apart", []string{"2025-03-01", "2025-03-09"}, 1, 2},
	} {
		lane := drawnOf(tt.dates...).Lanes[0]
		if rows := (lane.Height - laneAbove - 2) / barPitch; rows > tt.rows || len(lane.Bars) != tt.bars {
			t.Errorf("%s: %d marks in %d rows, want %d in %d at most", tt.name, len(lane.Bars), rows, tt.bars, tt.rows)
		}
		for i, a := range lane.Bars {
			for _, b := range lane.Bars[:i] {
				if a.Y == b.Y && a.from < b.to && b.from < a.to {
					t.Errorf("%s: %s and %s stand on each other", tt.name, a.Title, b.Title)
				}
			}
		}
	}
}

// Whatever the span, a mark can be seen, and what is known from one side only
// stands at that side.
func TestStripMarks(t *testing.T) {
	t.Parallel()
	for _, b := range drawnOf("2020-03-01", "2021-06-15", "2023-05-05T10:00:00Z", "2025-03-05").Lanes[0].Bars {
		if b.Pin == "" {
			t.Errorf("%s has no pin at a span of five years", b.Title)
		}
	}
	lane := drawnOf("2025-01-01", "2025-12-31", "[..2025-06-05]", "[2025-06-05..]").Lanes[0]
	for _, b := range lane.Bars {
		open := b.Left != "" || b.Right != ""
		if want := b.Href == "#e-e2" || b.Href == "#e-e3"; open != want || open && (b.from < 35 || b.to > 55) {
			t.Errorf("%s is drawn from %v to %v, open: %v", b.Title, b.from, b.to, open)
		}
	}
}

// What looks the same is one mark, which leads to the first of its events, has their
// number, names the first of them and says what has not happened.
func TestStripWords(t *testing.T) {
	t.Parallel()
	var events []timeline.Event
	for i := range 8 {
		events = append(events, timeline.Event{ID: fmt.Sprint("e", i), Title: fmt.Sprint("Event ", i), Type: "call", Status: "expected",
			Date: timeline.Date{EDTF: edtf.MustParse("2025-03-05"), Basis: "inferred"}})
	}
	events[1].Date.EDTF = edtf.MustParse("2025-03-05~")
	for _, tt := range []struct{ name, count, href, title string }{
		{"one", "", "#e-e0", "5 March 2025\nEvent 0 (expected)"},
		{"two", "2", "#e-e0", "Events (2)\n5 March 2025: Event 0 (expected)\nAbout 5 March 2025: Event 1 (expected)"},
		{"seven", "7", "#e-e0", "5 March 2025 (7)\nEvent 0 (expected)\nEvent 2 (expected)\nEvent 3 (expected)\nEvent 4 (expected)\nEvent 5 (expected)\nEvent 6 (expected)\nand 1 more event"},
	} {
		list := map[string][]timeline.Event{"one": events[:1], "two": events[:2], "seven": append(events[:1:1], events[2:]...)}[tt.name]
		bars := newStrip(Languages()[0], list, nil).Lanes[0].Bars
		if len(bars) != 1 || bars[0].Count != tt.count || bars[0].Href != tt.href || bars[0].Title != tt.title {
			t.Errorf("%s: %+v, want %+v", tt.name, bars, tt)
		}
	}
}

// The key has what is drawn, and nothing else.
func TestStripKey(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		dates []string
		want  string
	}{
		{[]string{"2025-03-05", "2025-03-09"}, "[stated]"},
		{[]string{"2025-03-05", "2025-03~", "[..2025-03-05]", "/.."}, "[stated about open unknown]"},
	} {
		if got := fmt.Sprint(drawnOf(tt.dates...).Key); got != tt.want {
			t.Errorf("%v have the key %s, want %s", tt.dates, got, tt.want)
		}
	}
}

// Key events are named, five at most and never on one another.
func TestStripNames(t *testing.T) {
	t.Parallel()
	var events []timeline.Event
	for i := range 40 {
		events = append(events, timeline.Event{ID: fmt.Sprint("e", i), Title: fmt.Sprintf("Number %d of the events that tell it all", i), Type: "call", Status: "occurred",
			Key: i%4 == 0, Date: timeline.Date{EDTF: edtf.MustParse(fmt.Sprintf("2025-%02d-%02d", 1+i/4, 1+i%4*7)), Basis: "stated"}})
	}
	s := newStrip(Languages()[0], events, nil)
	if len(s.Names) < 3 || len(s.Names) > 5 {
		t.Errorf("%d events have names", len(s.Names))
	}
	for _, n := range s.Names {
		if want := "Number 0 of the events that tell…"; len([]rune(n.Text)) > len([]rune(want))+1 {
			t.Errorf("%q is too long", n.Text)
		}
	}
	if none := drawnOf("2025-03-05"); len(none.Names) != 0 || none.NamesHeight != 0 {
		t.Errorf("no event is key, and %v have names", none.Names)
	}
}
