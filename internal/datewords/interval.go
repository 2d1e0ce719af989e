package datewords

import "example.org/dateline/internal/edtf"

// interval words a period. An open end goes on; one that is not known is there,
// but nobody says when.
func (l *Locale) interval(d edtf.Date, f Form) (date Phrase, note string) {
	w := l.words
	from, start := d.Start()
	to, end := d.End()
	switch {
	case start == edtf.Known && end == edtf.Known:
		return l.fromTo(w.To, from, to, f), ""
	case start == edtf.Known && end == edtf.Open:
		return around(w.From, l.first(from, Form{Within: true})), w.NoEndStated
	case start == edtf.Known:
		return around(w.From, l.first(from, Form{Within: true})), w.EndNotKnown
	case end == edtf.Known && start == edtf.Open:
		return around(w.Until, l.last(to, Form{Within: true})), w.NoStart
	case end == edtf.Known:
		return around(w.Until, l.last(to, Form{Within: true})), w.StartNotStated
	case start == edtf.Open && end == edtf.Open:
		return words(w.Always), ""
	case start == edtf.Open:
		return words(w.NoStart), w.EndNotKnown
	}
	return words(w.StartNotStated), w.NoEndStated
}

// fromTo words two dates in a pattern of two, and what they share once. Two
// dates that are the same are just the one, in the form of the whole.
func (l *Locale) fromTo(pattern string, from, to edtf.Date, whole Form) Phrase {
	if from == to {
		return l.single(from, whole)
	}
	a, b := l.shared(from, to)
	a.Within, b.Within = true, true
	return Fill(pattern, map[string]Phrase{"from": l.first(from, a), "to": l.last(to, b)})
}

// shared returns forms that leave out of one date what the other says too: the
// year, the month, or the day of two clock times.
func (l *Locale) shared(from, to edtf.Date) (a, b Form) {
	p, known := from.Parts()
	q, too := to.Parts()
	if !known || !too || partly(from) || partly(to) || hasUnstated(from) || hasUnstated(to) {
		return Form{}, Form{}
	}
	return l.sharedParts(p, q, qualified(from))
}

// sharedParts is shared for calendar fields. A qualifier before a day without
// its month would seem to be the other day's too.
func (l *Locale) sharedParts(p, q edtf.Parts, qualified bool) (a, b Form) {
	var f Form
	switch {
	case p.Year != q.Year:
		return a, b
	case toTheMinute(p) && toTheMinute(q):
		if p.Month != q.Month || p.Day != q.Day || p.Zoned != q.Zoned || p.Offset != q.Offset {
			return a, b
		}
		return Form{zoneless: true}, Form{dayless: true}
	case p.Precision != q.Precision || !monthOrDay(p):
		return a, b
	case p.Precision == edtf.PrecisionDay && p.Month == q.Month && !qualified:
		f.Monthless = true
	default:
		f.Yearless = true
	}
	if l.words.Elide == "from" {
		return f, b
	}
	return a, f
}

func monthOrDay(p edtf.Parts) bool {
	return p.Precision == edtf.PrecisionDay || p.Precision == edtf.PrecisionMonth
}

func toTheMinute(p edtf.Parts) bool {
	return p.Precision == edtf.PrecisionMinute || p.Precision == edtf.PrecisionSecond
}

// Span words a stretch as a label has it, without qualifiers: 26 February – 4 March 2025.
func (l *Locale) Span(from, to edtf.Date) string {
	if from == to {
		return l.plain(from, Form{}).String()
	}
	a, b := l.shared(from, to)
	return l.span(a, b, l.plain(from, a).String(), l.plain(to, b).String())
}

// PartsSpan is Span for calendar fields.
func (l *Locale) PartsSpan(from, to edtf.Parts) string {
	a, b := l.sharedParts(from, to, false)
	return l.span(a, b, l.Parts(from, a), l.Parts(to, b))
}

// span joins the days of one month more closely than dates that have spaces.
func (l *Locale) span(a, b Form, from, to string) string {
	if a.Monthless || b.Monthless {
		return fill(l.words.SpanDays, "from", from, "to", to)
	}
	return l.FromTo(from, to)
}

// FromTo is Span for texts.
func (l *Locale) FromTo(from, to string) string { return fill(l.words.Span, "from", from, "to", to) }
