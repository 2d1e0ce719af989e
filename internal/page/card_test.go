package page

import (
	"fmt"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// A card draws what looks the same once, brings out the event that it is about,
// and has what is known from one side only at that side.
func TestCardMarks(t *testing.T) {
	t.Parallel()
	var events []timeline.Event
	for i, written := range []string{"2025-03-05", "2025-03-05", "2025-03-05", "2025-03-20", "2025-03-12/.."} {
		events = append(events, timeline.Event{ID: fmt.Sprint("e", i), Title: fmt.Sprint("Event ", i), Type: "call", Status: "occurred",
			Date: timeline.Date{EDTF: edtf.MustParse(written), Basis: "stated"}})
	}
	whole := NewCard(CardInput{Whole: events})
	if len(whole.Marks) != 3 {
		t.Errorf("five events, of which three look the same, have %d marks", len(whole.Marks))
	}
	if open := whole.Marks[2]; !open.Right || open.To-open.From > .051 {
		t.Errorf("what has no known end is drawn as %+v", open)
	}
	one := NewCard(CardInput{Whole: events, Event: &events[1]})
	if len(one.Marks) != 3 || one.Marks[0].Faint || !one.Marks[1].Faint {
		t.Errorf("the card of one of them has the marks %+v", one.Marks)
	}
}
