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

// innerBounds are before when a period began and from when on it may have ended;
// for a moment, open ones.
func innerBounds(d timeline.Date) (latestStart, earliestEnd int64) {
	if !d.EDTF.IsPeriod() {
		return edtf.OpenStart, edtf.OpenEnd
	}
	b := d.Bounds()
	return b.LatestStart, b.EarliestEnd
}

// isSet reports whether d is one of several dates, or all of them.
func isSet(d edtf.Date) bool { return d.Kind() == edtf.OneOf || d.Kind() == edtf.AllOf }

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

// isoSpan spells where a period starts and ends in ISO 8601, as far as that is
// known to the day, and where a moment is. One that lies between bounds has the
// first of them as its start and no end, which would read as duration. Whole
// reports whether nothing is missing then.
func isoSpan(d timeline.Date) (start, end string, whole bool) {
	if !d.EDTF.IsPeriod() {
		start, whole = isoDate(d.EDTF)
		if earliest := d.Interval().Earliest; start == "" && isSet(d.EDTF) && earliest >= icsFirst && earliest <= icsLast {
			start, _, _ = strings.Cut(edtf.FormatInstant(earliest), "T")
		}
		return start, "", whole
	}
	from, _ := d.EDTF.Start()
	to, _ := d.EDTF.End()
	start, wholeStart := isoDate(from)
	end, wholeEnd := isoDate(to)
	return start, end, wholeStart && wholeEnd
}
