package page

import (
	"strings"
	"unicode/utf8"

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
		first, start := e.Date.EDTF.Start()
		last, end := e.Date.EDTF.End()
		if isAhead(e) {
			if end == edtf.Known && !last.IsZero() && (beyond.IsZero() || last.Interval().Latest > beyond.Interval().Latest) {
				beyond = last
			}
			continue
		}
		for _, d := range []struct {
			date edtf.Date
			end  edtf.Endpoint
		}{{first, start}, {last, end}} {
			if d.end != edtf.Known || d.date.IsZero() {
				continue
			}
			if from.IsZero() || d.date.Interval().Earliest < from.Interval().Earliest {
				from = d.date
			}
			if to.IsZero() || d.date.Interval().Latest > to.Interval().Latest {
				to = d.date
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
