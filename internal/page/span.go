package page

import (
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// span says from when to when the reported events lie, as far as they are
// bounded, and until when the expected ones may go beyond that.
func (l *Language) span(events []timeline.Event) (reported, until string) {
	words := l.dates.Short()
	var from, to, beyond edtf.Date
	for i := range events {
		e := &events[i]
		for _, end := range knownEnds(e.Date.EDTF) {
			switch {
			case isAhead(e):
				if beyond.IsZero() || end.Interval().Latest > beyond.Interval().Latest {
					beyond = end
				}
				continue
			case from.IsZero() || end.Interval().Earliest < from.Interval().Earliest:
				from = end
			}
			if to.IsZero() || end.Interval().Latest > to.Interval().Latest {
				to = end
			}
		}
	}
	if from.IsZero() {
		return "", ""
	}
	if !beyond.IsZero() && beyond.Interval().Latest > to.Interval().Latest {
		until = words.Within(beyond)
	}
	return words.Span(from, to), until
}

// ends are the first and the last date of the events on an axis, each as exact
// as it is known: what the axis itself begins and ends with is nobody's date.
func ends(words *datewords.Locale, events []timeline.Event, a axis) (first, last string) {
	var from, to edtf.Date
	for i := range events {
		if span := events[i].Date.Interval(); span.Latest <= a.from || span.Earliest >= a.to {
			continue
		}
		for _, end := range knownEnds(events[i].Date.EDTF) {
			if from.IsZero() || end.Interval().Earliest < from.Interval().Earliest {
				from = end
			}
			if to.IsZero() || end.Interval().Latest > to.Interval().Latest {
				to = end
			}
		}
	}
	if from.IsZero() {
		return instantDay(words, a.from), instantDay(words, a.to-1)
	}
	return words.Text(from), words.Text(to)
}

// knownEnds are the dates that a date begins and ends with, as far as they are
// known; those of a set are its members'.
func knownEnds(d edtf.Date) []edtf.Date {
	var ends []edtf.Date
	for _, member := range d.Members() {
		ends = append(ends, knownEnds(member)...)
	}
	if from, start := d.Start(); start == edtf.Known {
		ends = append(ends, from)
	}
	if to, end := d.End(); end == edtf.Known {
		ends = append(ends, to)
	}
	return ends
}

// firstSentences cuts a text for a summary of it, at the end of a sentence
// where one comes before the limit, else at a word.
func firstSentences(text string, limit int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	cut := string([]rune(text)[:limit])
	if i := strings.LastIndexAny(cut, ".!?。"); i > limit/3 {
		_, size := utf8.DecodeRuneInString(cut[i:])
		return cut[:i+size]
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}
