package datewords

import "example.org/dateline/internal/edtf"

// set words a set by its members.
func (l *Locale) set(d edtf.Date, f Form) Phrase {
	w := l.words
	list := d.Members()
	two, more, last := w.OneOfTwo, w.OneOf, w.Or
	if d.Kind() == edtf.AllOf {
		two, more, last = w.AllOfTwo, w.AllOf, w.And
	}
	switch len(list) {
	case 1:
		return l.member(d.Kind(), list[0], f)
	case 2:
		a, b := l.shared(list[0], list[1])
		return Fill(two, map[string]Phrase{"first": l.member(d.Kind(), list[0], a), "last": l.member(d.Kind(), list[1], b)})
	}
	texts := make([]string, len(list))
	for i, m := range list {
		if from, to, closed := ends(m); closed {
			texts[i] = l.fromTo(w.To, from, to, Form{}).String()
		} else {
			texts[i] = l.member(d.Kind(), m, Form{}).String()
		}
	}
	return Fill(more, map[string]Phrase{"dates": value(l.list(last, texts))})
}

// member words one member of a set: a date, or what was written with two dots.
// Of one-of sets that is a moment within bounds, of all-of sets a period.
func (l *Locale) member(kind edtf.Kind, m edtf.Date, f Form) Phrase {
	w := l.words
	if m.Kind() == edtf.Single {
		return l.single(m, f)
	}
	within := Form{Within: true}
	oneOf := kind == edtf.OneOf
	from, start := m.Start()
	to, end := m.End()
	switch {
	case start != edtf.Known && oneOf && isDay(to):
		return around(w.OnOrBefore, l.last(to, within))
	case start != edtf.Known && oneOf:
		return around(w.InOrBefore, l.last(to, within))
	case start != edtf.Known:
		return around(w.Until, l.last(to, within))
	case end != edtf.Known && oneOf && isDay(from):
		return around(w.OnOrAfter, l.first(from, within))
	case end != edtf.Known && oneOf:
		return around(w.InOrAfter, l.first(from, within))
	case end != edtf.Known:
		return around(w.From, l.first(from, within))
	case oneOf:
		return l.fromTo(w.Between, from, to, f)
	}
	return l.fromTo(w.To, from, to, f)
}

func ends(m edtf.Date) (from, to edtf.Date, closed bool) {
	if m.Kind() != edtf.Range {
		return from, to, false
	}
	from, start := m.Start()
	to, end := m.End()
	return from, to, start == edtf.Known && end == edtf.Known
}

// Or joins words as a sentence does: a, b or c.
func (l *Locale) Or(list []string) string { return l.list(l.words.Or, list) }

func (l *Locale) list(last string, texts []string) string {
	joined := ""
	for i, text := range texts {
		switch {
		case i == 0:
			joined = text
		case i == len(texts)-1:
			joined = fill(last, "first", joined, "last", text)
		default:
			joined += l.words.ListSeparator + text
		}
	}
	return joined
}
