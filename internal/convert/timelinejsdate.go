package convert

import (
	"strconv"
	"strings"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// tlDate is a date of TimelineJS, with as many fields as are known. Months and
// days count from 1, and a year of -44 is 44 BC. Clock times are in UTC: the
// widget knows no zones.
type tlDate struct {
	Year        int64 `json:"year"`
	Month       *int  `json:"month,omitempty"`
	Day         *int  `json:"day,omitempty"`
	Hour        *int  `json:"hour,omitempty"`
	Minute      *int  `json:"minute,omitempty"`
	Second      *int  `json:"second,omitempty"`
	Millisecond *int  `json:"millisecond,omitempty"`
}

// tlWhen is where a slide stands.
type tlWhen struct {
	start tlDate
	end   *tlDate
	exact bool // the fields say all that the date does
}

// tlWhenOf reports false where the date has no known beginning.
func tlWhenOf(d timeline.Date) (tlWhen, bool) {
	span := d.Interval()
	if span.Earliest == edtf.OpenStart {
		return tlWhen{}, false
	}
	from, to := d.EDTF, d.EDTF
	if d.EDTF.IsPeriod() {
		from, _ = d.EDTF.Start()
		to, _ = d.EDTF.End()
	}
	when := tlWhen{exact: isTold(from) && isTold(to)}
	unit := tlUnit(from)
	when.start = tlDateAt(span.Earliest, unit)
	when.start.Millisecond = milliseconds(from)
	if span.Latest == edtf.OpenEnd || !d.EDTF.IsPeriod() || isTold(from) && from == to {
		return when, true // the end of a moment's bounds would read as duration
	}
	// An end said more vaguely than the beginning, as in 2004-06-11/2004-06,
	// must not come to stand before it.
	end := tlDateAt(span.Latest-1, tlUnit(to))
	if to.Interval().Earliest < span.Earliest {
		end = tlDateAt(span.Latest-1, max(unit, tlUnit(to)))
	}
	end.Millisecond = milliseconds(to)
	if !when.start.equal(end) {
		when.end = &end
	}
	return when, true
}

// isTold reports whether the fields of TimelineJS say all of a single date.
func isTold(d edtf.Date) bool {
	if d.Approximate() || d.Uncertain() {
		return false
	}
	p, ok := d.Parts()
	if !ok {
		return false
	}
	switch p.Precision {
	case edtf.PrecisionSeason:
		return false
	case edtf.PrecisionSecond:
		return len(p.Fraction) <= 3
	}
	return !strings.Contains(d.String(), "X") // 2025-XX says more than 2025
}

// The fields of a tlDate, from coarse to fine.
const (
	tlYear = iota
	tlMonth
	tlDay
	tlHour
	tlMinute
	tlSecond
)

// tlUnit is the finest field that a date needs: that of its precision, or for
// what has none here, such as a season, the one that its bounds fall on.
func tlUnit(d edtf.Date) int {
	if p, ok := d.Parts(); ok {
		switch p.Precision {
		case edtf.PrecisionYear:
			return tlYear
		case edtf.PrecisionMonth:
			return tlMonth
		case edtf.PrecisionDay:
			return tlDay
		case edtf.PrecisionHour:
			if d.Interval().Earliest%3600 != 0 { // an offset of half an hour
				return tlMinute
			}
			return tlHour
		case edtf.PrecisionMinute:
			return tlMinute
		case edtf.PrecisionSecond:
			return tlSecond
		}
	}
	unit := tlYear
	span := d.Interval()
	for _, sec := range []int64{span.Earliest, span.Latest} {
		if sec == edtf.OpenStart || sec == edtf.OpenEnd {
			continue
		}
		c := edtf.CivilFromSeconds(sec)
		switch {
		case c.Hour != 0 || c.Minute != 0 || c.Second != 0:
			unit = max(unit, tlSecond)
		case c.Day != 1:
			unit = max(unit, tlDay)
		case c.Month != 1:
			unit = max(unit, tlMonth)
		}
	}
	return unit
}

// tlDateAt is an instant, cut off behind a unit.
func tlDateAt(sec int64, unit int) tlDate {
	c := edtf.CivilFromSeconds(sec)
	d := tlDate{Year: c.Year}
	if c.Year <= 0 {
		d.Year = -datewords.YearsBC(c.Year)
	}
	for _, f := range []struct {
		field **int
		unit  int
		value int
	}{{&d.Month, tlMonth, c.Month}, {&d.Day, tlDay, c.Day}, {&d.Hour, tlHour, c.Hour}, {&d.Minute, tlMinute, c.Minute}, {&d.Second, tlSecond, c.Second}} {
		if f.unit <= unit {
			*f.field = &f.value
		}
	}
	return d
}

// milliseconds are those of a clock time with a fraction, else nil.
func milliseconds(d edtf.Date) *int {
	p, ok := d.Parts()
	if !ok || p.Fraction == "" {
		return nil
	}
	n, err := strconv.Atoi((p.Fraction + "00")[:3])
	if err != nil {
		return nil
	}
	return &n
}

func (d tlDate) fields() [7]int64 {
	fields := [7]int64{d.Year, -1, -1, -1, -1, -1, -1}
	for i, f := range []*int{d.Month, d.Day, d.Hour, d.Minute, d.Second, d.Millisecond} {
		if f != nil {
			fields[i+1] = int64(*f)
		}
	}
	return fields
}

func (d tlDate) equal(e tlDate) bool { return d.fields() == e.fields() }

// covers reports whether the widget takes d and e, an end, for the same date:
// whether all that d says, e says too.
func (d tlDate) covers(e tlDate) bool {
	theirs := e.fields()
	for i, f := range d.fields() {
		if f >= 0 && f != theirs[i] || i == 0 && f != theirs[i] {
			return false
		}
	}
	return true
}

// cosmological reports whether the date is beyond what JavaScript's dates
// hold, so that the widget must count in years alone.
func (w tlWhen) cosmological() bool {
	beyond := func(d tlDate) bool { return d.Year < -271_820 || d.Year > 275_759 }
	return beyond(w.start) || w.end != nil && beyond(*w.end)
}
