package convert

import (
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// exactDate returns the fields of a date that is a day or a clock time, wholly
// stated and not in doubt. Formats that know no EDTF take no other for a fact:
// where they have a month or a year, their readers see its first day.
func exactDate(d edtf.Date) (edtf.Parts, bool) {
	p, ok := d.Parts()
	if !ok || d.Approximate() || d.Uncertain() {
		return edtf.Parts{}, false
	}
	switch p.Precision {
	case edtf.PrecisionDay, edtf.PrecisionHour, edtf.PrecisionMinute, edtf.PrecisionSecond:
		return p, true
	}
	return edtf.Parts{}, false
}

// isSpan reports whether an interval says from when to when something lasted.
// One that was inferred says no more than that it lies somewhere in there.
func isSpan(d timeline.Date) bool { return d.EDTF.Kind() == edtf.Range && d.Basis == "stated" }

// isoDate spells an exact date in ISO 8601, to the day where the hour alone is
// known: date types want minutes. It is empty for any other date, and whole
// reports whether it says all that the date does.
func isoDate(d edtf.Date) (text string, whole bool) {
	p, ok := exactDate(d)
	if !ok {
		return "", false
	}
	text = d.String()
	if p.Precision == edtf.PrecisionHour {
		day, _, _ := strings.Cut(text, "T")
		return day, false
	}
	return text, true
}

// isoSpan spells where a date starts and ends in ISO 8601, as far as that is
// known to the day. Whole reports whether nothing is missing then.
func isoSpan(d timeline.Date) (start, end string, whole bool) {
	if !isSpan(d) {
		start, whole = isoDate(d.EDTF)
		return start, "", whole
	}
	from, _ := d.EDTF.Start()
	to, _ := d.EDTF.End()
	start, wholeStart := isoDate(from)
	end, wholeEnd := isoDate(to)
	return start, end, wholeStart && wholeEnd
}
