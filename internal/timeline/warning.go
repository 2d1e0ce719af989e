package timeline

import (
	"fmt"
	"slices"
	"time"

	"example.org/dateline/internal/edtf"
)

// Warning is what is perhaps wrong in a record that is taken all the same. It is
// told in the answer to the write, and not stored.
type Warning struct {
	Pointer string `json:"pointer"`        // JSON Pointer (RFC 6901) from the root of what was written
	Message string `json:"message"`        // what was found there
	Hint    string `json:"hint"`           // what would be right
	Line    int    `json:"line,omitempty"` // in the file it was read from, from 1; 0 where there is none
}

// MaxWarnings bounds what a report tells one by one.
const MaxWarnings = 100

// Later are the types of relations to an event that is not the later one: who says
// so of an event that began before it contradicts the dates.
var Later = []string{"follows", "caused-by", "responds-to"}

// inWords says of an event that it has a relation to another.
var inWords = map[string]string{"follows": "follows", "caused-by": "is caused by", "responds-to": "responds to"}

// Contradicts tells whether what says that it is later than another began before
// it for certain.
func (d Date) Contradicts(earlier Date) bool {
	start := earlier.Bounds().Earliest
	return start != edtf.OpenStart && d.Bounds().LatestStart <= start
}

// Warnings are what an event says that its own dates contradict, and the figures
// that contradict themselves. now is the time of the server, whose days are those of
// UTC.
func (e *Event) Warnings(now time.Time) []Warning {
	if e.IsRetracted() {
		return nil
	}
	var list []Warning
	today := now.UTC().Truncate(24 * time.Hour)
	if start := e.Date.Bounds().Earliest; e.Status == DefaultStatus && start != edtf.OpenStart && start >= today.AddDate(0, 0, 1).Unix() {
		list = append(list, Warning{Pointer: "/status",
			Message: fmt.Sprintf("the event has occurred, and its date, %s, lies wholly after today, %s", e.Date.EDTF, today.Format(time.DateOnly)),
			Hint:    "scheduled, expected or proposed is the status of what lies ahead; or mend the date"})
	}
	end := e.Date.Bounds().Latest
	for i, q := range e.Quotes {
		if q.Date == nil || end == edtf.OpenEnd || q.Date.Bounds().Earliest < end {
			continue
		}
		list = append(list, Warning{Pointer: fmt.Sprintf("/quotes/%d/date", i),
			Message: fmt.Sprintf("the words were said after their event had ended: %s is after %s", q.Date.EDTF, e.Date.EDTF),
			Hint:    "a quote's date is that of the saying, and it belongs to the event at which it was said; leave it out where that is the event's"})
	}
	for i, f := range e.Figures {
		if at, message := f.contradiction(); message != "" {
			list = append(list, Warning{Pointer: fmt.Sprintf("/figures/%d/%s", i, at), Message: message,
				Hint: "low is the least that the source states, high the most, value what it holds to be right; mend what was mistyped, and leave what the source itself states so"})
		}
	}
	return list
}

// contradiction is what the figure says against itself and in which field, or empty.
func (f Figure) contradiction() (field, message string) {
	switch {
	case f.Low != nil && f.High != nil && *f.Low > *f.High:
		return "low", fmt.Sprintf("%v is greater than high, %v", *f.Low, *f.High)
	case f.Value != nil && f.Low != nil && *f.Value < *f.Low:
		return "value", fmt.Sprintf("%v is less than low, %v", *f.Value, *f.Low)
	case f.Value != nil && f.High != nil && *f.Value > *f.High:
		return "value", fmt.Sprintf("%v is greater than high, %v", *f.Value, *f.High)
	}
	return "", ""
}

// WarnsOf is a warning of each relation of the event that its date and that of the
// other contradict.
func (e *Event) WarnsOf(other *Event) []Warning {
	var list []Warning
	for i, r := range e.contradicting(other) {
		if r != "" {
			list = append(list, Warning{Pointer: fmt.Sprintf("/relations/%d/event", i),
				Message: fmt.Sprintf("the event %s %q, and began before that for certain: its date is %s, the other's %s", inWords[r], other.ID, e.Date.EDTF, other.Date.EDTF),
				Hint:    "mend one of the dates, or leave the relation out; it is the later event that has it"})
		}
	}
	return list
}

// WarnedBy is a warning of the event's own date where a relation of another to it
// contradicts that.
func (e *Event) WarnedBy(other *Event) []Warning {
	var list []Warning
	for _, r := range other.contradicting(e) {
		if r != "" {
			list = append(list, Warning{Pointer: "/date",
				Message: fmt.Sprintf("the event %q %s this one, and began before it for certain: its date is %s, this one's %s", other.ID, inWords[r], other.Date.EDTF, e.Date.EDTF),
				Hint:    "mend one of the dates, or leave the relation of the other out; it is the later event that has it"})
		}
	}
	return list
}

// contradicting are the types of the event's relations in their order, but empty
// where the dates do not contradict one, or it is to none other.
func (e *Event) contradicting(other *Event) []string {
	list := make([]string, len(e.Relations))
	if !e.Date.Contradicts(other.Date) {
		return list
	}
	for i, r := range e.Relations {
		if r.Event == other.ID && slices.Contains(Later, r.Type) {
			list[i] = r.Type
		}
	}
	return list
}
