package page

import (
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Reading is how the words of a date are understood.
type Reading struct {
	EDTF    string   // "" where they are not, or in more ways than one
	Year    string   // that was taken from what is near, "" where the words say one themselves
	Choices []string // what they may mean, as EDTF, where nothing is sure
	Several bool     // each of the choices is what the words say; else they say more than that
}

// ReadEventDate reads a date of an event as people type it: in the language of what they
// work at, and where that says nothing, in the page's and in English. A year that they
// leave out is the one nearest to a date, which may be none.
func (l *Language) ReadEventDate(text, tongue string, near edtf.Date) Reading {
	readers := []*Language{l, Languages()[0]}
	if of, known := LanguageOf(tongue); known {
		readers = slices.Insert(readers, 0, of)
	}
	for _, reader := range readers {
		switch dates, year := reader.dates.TypedNear(text, near); len(dates) {
		case 0:
		case 1:
			return Reading{EDTF: dates[0], Year: year}
		default:
			return Reading{Choices: dates, Several: true}
		}
	}
	for _, reader := range readers {
		if part := reader.dates.TypedWithin(text, near); part != "" {
			return Reading{Choices: []string{"[" + part + "..]", "[.." + part + "]", part + "~"}}
		}
	}
	return Reading{}
}

// AsKind is a date as a moment or as a period. What has two ends keeps them; of
// another date, all that it covers is the period.
func AsKind(d edtf.Date, kind string) edtf.Date {
	text := d.String()
	switch {
	case d.IsZero() || d.IsPeriod() == (kind == timeline.KindPeriod):
		return d
	case kind == timeline.KindMoment:
		text = "[" + strings.Replace(text, "/", "..", 1) + "]"
		text = strings.NewReplacer("[....", "[..", "....]", "..]").Replace(text)
	case strings.HasPrefix(text, "[") && strings.Contains(text, "..") && !strings.Contains(text, ","):
		from, to, _ := strings.Cut(strings.Trim(text, "[]"), "..")
		text = openEnd(from) + "/" + openEnd(to)
	default:
		text += "/" + text
	}
	if other, err := edtf.Parse(text); err == nil {
		return other
	}
	return d
}

func openEnd(text string) string {
	if text == "" {
		return ".."
	}
	return text
}

// datePhrase says how a date is understood: its words, its EDTF and what it means.
func (l *Language) datePhrase(d edtf.Date) string {
	if d.IsZero() {
		return ""
	}
	kind := timeline.KindMoment
	if d.IsPeriod() {
		kind = timeline.KindPeriod
	}
	return l.fill("edit.event.date_shown", "words", l.dates.Text(d), "edtf", d.String(), "kind", l.text("edit.event.date_means_"+kind))
}

// EventDate is the date of an event as its form shows it to be edited.
func (l *Language) EventDate(d edtf.Date, tongue string) string {
	if of, known := LanguageOf(tongue); known {
		l = of
	}
	return l.dateField(d.String())
}
