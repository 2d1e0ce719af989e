package datewords

import (
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
)

// single words a date of kind Single.
func (l *Locale) single(d edtf.Date, f Form) Phrase {
	return l.qualify(d, f, func(f Form) (Phrase, bool) {
		if date, ok := l.named(d, f); ok {
			return date, true
		}
		return l.hull(d, f), false
	})
}

// plain is single without the qualifiers.
func (l *Locale) plain(d edtf.Date, f Form) Phrase {
	if date, ok := l.named(d, f); ok {
		return date
	}
	return l.hull(d, f)
}

// first words the start of a period: of a date that has no name of its own, the
// first day, month or year that it may be.
func (l *Locale) first(d edtf.Date, f Form) Phrase { return l.outermost(d, f, first) }

// last words the end of a period.
func (l *Locale) last(d edtf.Date, f Form) Phrase { return l.outermost(d, f, last) }

func (l *Locale) outermost(d edtf.Date, f Form, of func(edtf.Date) edtf.Parts) Phrase {
	return l.qualify(d, f, func(f Form) (Phrase, bool) {
		if date, ok := l.named(d, f); ok {
			return date, true
		}
		return Phrase{l.piece(of(d), f)}, true
	})
}

// named words a date that has a name, without its qualifiers. It reports false
// for digits that are not stated in another place than the end, as in 2004-X1,
// and for significant digits.
func (l *Locale) named(d edtf.Date, f Form) (Phrase, bool) {
	w := l.words
	p, known := d.Parts()
	if strings.Contains(d.String(), "T") {
		return Phrase{l.clock(p, d.String(), f)}, true
	}
	text := componentsOf(d).text
	if !known {
		return l.unstated(text, f)
	}
	someDay, someMonth := w.SomeDay, w.SomeMonth
	if f.Within {
		someDay, someMonth = w.SomeDayWithin, w.SomeMonthWithin
	}
	switch months := strings.Join(text[1:], "-"); {
	case months == "XX-XX":
		return around(someDay, Phrase{l.year(p.Year, Form{Within: true})}), true
	case months == "XX":
		return around(someMonth, Phrase{l.year(p.Year, Form{Within: true})}), true
	case len(text) == 3 && text[2] == "XX" && p.Precision == edtf.PrecisionMonth:
		return around(someDay, Phrase{l.piece(p, Form{Within: true})}), true
	case strings.Contains(months, "X"):
		return nil, false
	}
	return Phrase{l.piece(p, f)}, true
}

// unstated words a date whose year has digits that are not stated: a decade, a
// century, or any year.
func (l *Locale) unstated(text []string, f Form) (Phrase, bool) {
	w := l.words
	digits, bc := strings.CutPrefix(text[0], "-")
	if len(digits) != 4 {
		return nil, false
	}
	if digits == "XXXX" {
		return l.ofSomeYear(text[1:], bc, f)
	}
	if len(text) > 1 {
		return nil, false
	}
	decade, century := w.Decade, w.Century
	if f.Within {
		decade, century = w.DecadeWithin, w.CenturyWithin
	}
	switch {
	case digits[2:] == "XX" && !strings.Contains(digits[:2], "X"):
		n, _ := strconv.Atoi(digits[:2])
		name := fill(century, "century", l.numeral(n+1))
		if bc {
			name = fill(w.BCE, "year", name)
		}
		return value(name), true
	case digits[3] == 'X' && !strings.Contains(digits[:3], "X") && digits[0] != '0' && !bc:
		return value(fill(decade, "year", digits[:3]+"0")), true
	}
	return nil, false
}

// ofSomeYear words what is known of a date whose year is not.
func (l *Locale) ofSomeYear(months []string, bc bool, f Form) (Phrase, bool) {
	w := l.words
	year, within, someDay, someMonth := w.SomeYear, w.SomeYearWithin, w.SomeDay, w.SomeMonth
	if bc {
		year, within = fill(w.BCE, "year", year), fill(w.BCE, "year", within)
	}
	if f.Within {
		year, someDay, someMonth = within, w.SomeDayWithin, w.SomeMonthWithin
	}
	dated := func(p edtf.Parts, f Form) Phrase {
		f.Yearless = true
		return Fill(w.OfSomeYear, map[string]Phrase{"date": value(l.piece(p, f).Text), "year": words(within)})
	}
	switch strings.Join(months, "-") {
	case "":
		return value(year), true
	case "XX":
		return around(someMonth, value(within)), true
	case "XX-XX":
		return around(someDay, value(within)), true
	}
	p := edtf.Parts{Precision: edtf.PrecisionMonth}
	p.Month, _ = strconv.Atoi(months[0])
	switch {
	case strings.Contains(months[0], "X") || p.Month > 12:
		return nil, false
	case len(months) == 1:
		return dated(p, f), true
	case months[1] == "XX":
		return around(someDay, dated(p, Form{Within: true})), true
	case strings.Contains(months[1], "X"):
		return nil, false
	}
	p.Precision = edtf.PrecisionDay
	p.Day, _ = strconv.Atoi(months[1])
	return dated(p, f), true
}
