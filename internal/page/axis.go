package page

import (
	"fmt"
	"math"
	"strconv"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
)

// axis is a stretch of time and where its instants lie on it.
type axis struct{ from, to int64 }

// at is where an instant lies, in hundredths of the width. Instants beyond are
// at the ends.
func (a axis) at(sec int64) float64 {
	span := float64(a.to) - float64(a.from)
	if span <= 0 {
		return 0
	}
	return 100 * min(1, max(0, (float64(sec)-float64(a.from))/span))
}

// pct is a share of the width as SVG has it.
func pct(share float64) string {
	return strconv.FormatFloat(math.Round(share*1000)/1000, 'f', -1, 64) + "%"
}

// Tick is a mark on the axis.
type Tick struct {
	X    string
	Text string
	Wide bool // shown where there is room
	End  bool // so far right that its text stands before it
}

// scale is a unit of the calendar that ticks may stand at.
type scale struct {
	days  int64 // 0 for months and longer
	month int64 // months, 0 for days
	near  int64 // seconds, roughly
}

var scales = func() []scale {
	var list []scale
	for _, days := range []int64{1, 2, 7, 14} {
		list = append(list, scale{days: days, near: days * secondsPerDay})
	}
	for _, months := range []int64{1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000} {
		list = append(list, scale{month: months, near: months * 2629746})
	}
	return list
}()

// ticks marks an axis at no more than most whole units of the calendar, each
// said as short as the unit allows.
func (l *Language) ticks(a axis, most int64) []Tick {
	length := a.to - a.from
	if length < 0 { // it does not fit 64 bits
		length = math.MaxInt64
	}
	for _, unit := range scales {
		if length/unit.near <= most {
			return l.calendarTicks(a, unit)
		}
	}
	return l.ageTicks(a)
}

func (l *Language) calendarTicks(a axis, unit scale) []Tick {
	words := l.dates.Short()
	var ticks []Tick
	year := int64(math.MinInt64)
	for at := firstTick(a.from, unit); at < a.to; at = nextTick(at, unit) {
		c := edtf.CivilFromSeconds(at)
		p := edtf.Parts{Precision: edtf.PrecisionDay, Year: c.Year, Month: c.Month, Day: c.Day}
		var text string
		switch {
		case unit.days > 0:
			text = words.Parts(p, datewords.Form{Yearless: true})
		case unit.month < 12:
			p.Precision = edtf.PrecisionMonth
			text = words.Parts(p, datewords.Form{Yearless: c.Year == year})
		default:
			text = words.YearLabel(c.Year)
		}
		year = c.Year
		x := a.at(at)
		ticks = append(ticks, Tick{X: pct(x), Text: text, Wide: len(ticks)%2 == 1, End: x > 93})
		if len(ticks) > 40 {
			break
		}
	}
	return ticks
}

// firstTick is the first whole unit from an instant on.
func firstTick(from int64, unit scale) int64 {
	if unit.days > 0 {
		const monday = 4 * secondsPerDay // in the first week of 1970
		step := unit.days * secondsPerDay
		return monday + edtf.FloorDiv(from-monday+step-1, step)*step
	}
	c := edtf.CivilFromSeconds(from - 1)
	months := edtf.FloorDiv(c.Year*12+int64(c.Month-1), unit.month)*unit.month + unit.month
	return monthAt(months)
}

func nextTick(at int64, unit scale) int64 {
	if unit.days > 0 {
		return at + unit.days*secondsPerDay
	}
	c := edtf.CivilFromSeconds(at)
	return monthAt(c.Year*12 + int64(c.Month-1) + unit.month)
}

// monthAt is the first second of a month, counted from January of year 0.
func monthAt(months int64) int64 {
	year := edtf.FloorDiv(months, 12)
	sec, ok := edtf.SecondsFromCivil(edtf.Civil{Year: year, Month: int(months-year*12) + 1, Day: 1})
	if !ok {
		return math.MaxInt64
	}
	return sec
}

// ageTicks marks an axis that is longer than history, at both ends.
func (l *Language) ageTicks(a axis) []Tick {
	first, last := edtf.CivilFromSeconds(a.from).Year, edtf.CivilFromSeconds(a.to-1).Year
	rounded := func(year int64) int64 {
		if year > -1_000_000 {
			return year
		}
		scale := int64(math.Pow10(max(3, len(fmt.Sprint(-year))-3)))
		return -((-year + scale/2) / scale * scale)
	}
	return []Tick{
		{X: "0%", Text: l.year(rounded(first))},
		{X: "100%", Text: l.year(rounded(last)), End: true},
	}
}

// year puts a year into words.
func (l *Language) year(year int64) string {
	return l.dates.Parts(edtf.Parts{Precision: edtf.PrecisionYear, Year: year}, datewords.Form{})
}

// num is a length as SVG has it.
func num(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
