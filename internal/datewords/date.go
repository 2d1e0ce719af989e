package datewords

import "example.org/dateline/internal/edtf"

// Date words a date as it stands alone. The note is what does not belong to
// the phrase, such as "no end stated", and is mostly empty.
func (l *Locale) Date(d edtf.Date) (date Phrase, note string) { return l.date(d, Form{}) }

// Text is Date as plain text. It is never empty.
func (l *Locale) Text(d edtf.Date) string { return l.WithNote(l.Date(d)) }

func (l *Locale) date(d edtf.Date, f Form) (date Phrase, note string) {
	switch {
	case d.IsZero():
		return words(l.words.Unknown), ""
	case d.Kind() == edtf.Range:
		return l.interval(d, f)
	case d.Kind() == edtf.Single:
		return l.single(d, f), ""
	}
	return l.set(d, f), ""
}

// Event words the date of an event with a status: what had not happened when
// it was told says so, and so does what was called off.
func (l *Locale) Event(d edtf.Date, status string) (date Phrase, note string) {
	dated, undated := l.status(status)
	if d.IsZero() {
		return words(l.words.Unknown), undated
	}
	if dated == "" {
		return l.Date(d)
	}
	if status == "scheduled" && d.Kind() != edtf.Single {
		dated = l.words.ScheduledSpan
	}
	date, note = l.date(d, Form{Within: l.words.StatusForm == "within"})
	return around(dated, date), note
}

// status returns the words of a status around a date and without one.
func (l *Locale) status(status string) (dated, undated string) {
	w := l.words
	switch status {
	case "expected":
		return w.Expected, w.ExpectedUndated
	case "scheduled":
		return w.Scheduled, w.ScheduledUndated
	case "proposed":
		return w.Proposed, w.ProposedUndated
	case "postponed":
		return w.Postponed, ""
	case "cancelled":
		return w.Cancelled, ""
	}
	return "", ""
}

// From words the lower bound of a range, such as a filter's.
func (l *Locale) From(d edtf.Date) string { return l.bound(l.words.From, d) }

// Until words the upper bound of a range.
func (l *Locale) Until(d edtf.Date) string { return l.bound(l.words.Until, d) }

func (l *Locale) bound(pattern string, d edtf.Date) string {
	return fill(pattern, "date", l.Within(d))
}

// Within words a date that stands behind a word such as until.
func (l *Locale) Within(d edtf.Date) string { return l.WithNote(l.date(d, Form{Within: true})) }

// WithNote joins what Date and Event return into plain text.
func (l *Locale) WithNote(date Phrase, note string) string {
	if note != "" {
		return date.String() + l.words.NoteSeparator + note
	}
	return date.String()
}
