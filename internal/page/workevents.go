package page

import (
	"cmp"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// sheetMost is how many events one page of the list has.
const sheetMost = 100

// EventList is the events of a story as they are to be, in the order of their dates.
type EventList struct {
	Rows             []EventRow
	All              int // that the search has found
	First            int // number of the first row, from 1 on; 0 for none
	Previous, Behind string
}

// EventRow is an event in the list.
type EventRow struct {
	ID, Title string
	Tongue    Tongue
	Date      string // "" for an event without one
	Href      string
	Mark      string // new, changed, removed, or "" for one that the draft leaves alone
}

// events lists the events of the story that have the words that are searched for.
func (p *Work) events() EventList {
	type found struct {
		event *timeline.Event
		mark  string
	}
	var list []found
	words := strings.Fields(strings.ToLower(p.Search))
	take := func(e *timeline.Event, mark string) {
		text := strings.ToLower(e.Title + "\n" + e.Summary)
		if !e.IsRetracted() && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			list = append(list, found{e, mark})
		}
	}
	for i := range p.Document.Events {
		e := &p.Document.Events[i]
		take(e, p.Marks[e.ID])
	}
	for _, r := range p.Removed {
		if e, is := r.(*timeline.Event); is {
			take(e, "removed")
		}
	}
	slices.SortStableFunc(list, func(a, b found) int {
		x, y := a.event.Date.Interval(), b.event.Date.Interval()
		return cmp.Or(boolCompare(a.event.Date.EDTF.IsZero(), b.event.Date.EDTF.IsZero()), cmp.Compare(x.Earliest, y.Earliest), cmp.Compare(x.Latest, y.Latest))
	})
	out := EventList{All: len(list)}
	sheet := min(max(p.Sheet, 1), max(1, (len(list)+sheetMost-1)/sheetMost))
	from := (sheet - 1) * sheetMost
	for _, f := range list[from:min(len(list), from+sheetMost)] {
		row := EventRow{ID: f.event.ID, Title: p.titleOf(f.event), Tongue: TongueOf(cmp.Or(f.event.Language, p.Document.Story.Language)), Mark: f.mark}
		if !f.event.Date.EDTF.IsZero() {
			row.Date = p.Language.date(p.Language.dates.Short(), f.event).Span
		}
		if f.mark != "removed" {
			row.Href = p.address(f.event.ID, PaneRecord) + "#record"
		}
		out.Rows = append(out.Rows, row)
	}
	if len(out.Rows) > 0 {
		out.First = from + 1
	}
	if sheet > 1 {
		out.Previous = p.sheet(sheet - 1)
	}
	if from+sheetMost < len(list) {
		out.Behind = p.sheet(sheet + 1)
	}
	return out
}

// boolCompare puts false before true.
func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
