package page

import (
	"strings"
	"time"
)

// Step words a step of a draft as the store names it: "event.added", perhaps with the
// title of the record behind a space. It is "" for none.
func (l *Language) Step(what string) string {
	if what == "" {
		return ""
	}
	name, title, _ := strings.Cut(what, " ")
	words, known := l.texts["edit.what."+name]
	if !known {
		words = l.text("edit.what.change")
	}
	if title == "" {
		return words
	}
	return l.fill("edit.what_named", "what", words, "title", title)
}

// ClockOf words the time of day of an instant.
func (l *Language) ClockOf(t time.Time) string { return t.UTC().Format("15:04 UTC") }

// Present says who else is at a draft; "" for nobody.
func (l *Language) Present(others []string) string {
	if len(others) == 0 {
		return ""
	}
	return l.count("edit.also_here", len(others), "who", strings.Join(others, l.text("dates.list_separator")))
}
