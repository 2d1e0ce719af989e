package datewords

import (
	"strings"

	"example.org/dateline/internal/edtf"
)

// hull words the first and the last day, month or year that a date without a
// name may be, by the finest of them that it speaks of.
func (l *Locale) hull(d edtf.Date, f Form) Phrase {
	from, to := first(d), last(d)
	if from == to {
		return Phrase{l.piece(from, f)}
	}
	a, b := l.sharedParts(from, to, false)
	a.Within, b.Within = true, true
	return Fill(l.words.Between, map[string]Phrase{"from": {l.piece(from, a)}, "to": {l.piece(to, b)}})
}

func first(d edtf.Date) edtf.Parts { return partsAt(d, d.Interval().Earliest) }

func last(d edtf.Date) edtf.Parts { return partsAt(d, d.Interval().Latest-1) }

// partsAt is an instant to the unit that a date speaks of.
func partsAt(d edtf.Date, sec int64) edtf.Parts {
	c := edtf.CivilFromSeconds(sec)
	switch len(componentsOf(d).text) {
	case 1:
		return edtf.Parts{Precision: edtf.PrecisionYear, Year: c.Year}
	case 2:
		return edtf.Parts{Precision: edtf.PrecisionMonth, Year: c.Year, Month: c.Month}
	}
	return edtf.Parts{Precision: edtf.PrecisionDay, Year: c.Year, Month: c.Month, Day: c.Day}
}

// isDay reports whether a date names a day, known or not, or a time in one.
func isDay(d edtf.Date) bool {
	return strings.Contains(d.String(), "T") || len(componentsOf(d).text) == 3
}
