package datewords

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
)

// Form is how a date is worded where it is a part of something longer.
type Form struct {
	Within    bool // behind a word such as about, between or until
	Yearless  bool // the year is known from elsewhere
	Monthless bool // so are month and year

	dayless  bool // the clock time alone
	zoneless bool // the clock time without its zone
}

// Parts words calendar fields: a year, season, month, day, or the hour or minute
// of a day.
func (l *Locale) Parts(p edtf.Parts, f Form) string { return l.piece(p, f).Text }

// Day words a day.
func (l *Locale) Day(c edtf.Civil, f Form) string {
	return l.Parts(edtf.Parts{Precision: edtf.PrecisionDay, Year: c.Year, Month: c.Month, Day: c.Day}, f)
}

func (l *Locale) piece(p edtf.Parts, f Form) Piece {
	switch p.Precision {
	case edtf.PrecisionYear:
		return l.year(p.Year, f)
	case edtf.PrecisionSeason:
		return l.season(p, f)
	case edtf.PrecisionMonth:
		return l.month(p, f)
	case edtf.PrecisionDay:
		return l.day(p, f)
	}
	return l.clock(p, "", f)
}

func (l *Locale) day(p edtf.Parts, f Form) Piece {
	w := l.words
	pattern := [2]string{w.Day, w.DayWithin}
	switch {
	case f.Monthless:
		pattern = [2]string{w.DayNumber, w.DayNumberWithin}
	case f.Yearless:
		pattern = [2]string{w.DayOfMonth, w.DayOfMonthWithin}
	}
	date := Piece{Value: true, Text: fill(pick(pattern, f), "day", strconv.Itoa(p.Day), "month", w.Months[p.Month-1], "year", l.yearOfDate(p.Year))}
	if inHTML(p.Year) {
		date.Machine = fmt.Sprintf("%04d-%02d-%02d", p.Year, p.Month, p.Day)
	}
	return date
}

func (l *Locale) month(p edtf.Parts, f Form) Piece {
	w := l.words
	months := w.MonthsAlone
	if f.Within {
		months = w.Months
	}
	date := Piece{Value: true, Text: months[p.Month-1]}
	if !f.Yearless {
		date.Text = fill(pick([2]string{w.Month, w.MonthWithin}, f), "month", date.Text, "year", l.yearOfDate(p.Year))
	}
	if inHTML(p.Year) {
		date.Machine = fmt.Sprintf("%04d-%02d", p.Year, p.Month)
	}
	return date
}

// inHTML reports whether HTML's <time> has a year.
func inHTML(year int64) bool { return 1 <= year && year <= 9999 }

func pick(pattern [2]string, f Form) string {
	if f.Within {
		return pattern[1]
	}
	return pattern[0]
}

// season words a grouping of months, as EDTF numbers them.
func (l *Locale) season(p edtf.Parts, f Form) Piece {
	w := l.words
	seasons, quarters, thirds, halves := w.Seasons, w.Quarters, w.Thirds, w.Halves
	if f.Within {
		seasons, quarters, thirds, halves = w.SeasonsWithin, w.QuartersWithin, w.ThirdsWithin, w.HalvesWithin
	}
	year := l.year(p.Year, Form{Within: true}).Text
	n := p.Season
	var text string
	switch {
	case n <= 24:
		text = fill(seasons[n-21], "year", year)
	case n <= 28:
		text = fill(w.Northern, "date", fill(seasons[n-25], "year", year))
	case n <= 32:
		text = fill(w.Southern, "date", fill(seasons[n-29], "year", year))
	case n <= 36:
		text = fill(quarters[n-33], "year", year)
	case n <= 39:
		text = fill(thirds[n-37], "year", year)
	default:
		text = fill(halves[n-40], "year", year)
	}
	return Piece{Text: text, Value: true}
}

// clock words a day with a clock time; spelling is the EDTF of it, if any.
func (l *Locale) clock(p edtf.Parts, spelling string, f Form) Piece {
	w := l.words
	clock := fmt.Sprintf("%02d:%02d", p.Hour, p.Minute)
	if p.Precision == edtf.PrecisionSecond {
		clock += fmt.Sprintf(":%02d", p.Second)
		if p.Fraction != "" {
			clock += "." + p.Fraction
		}
	}
	if p.Zoned && !f.zoneless {
		clock += " UTC"
		if o := p.Offset; o < 0 {
			clock += fmt.Sprintf("−%02d:%02d", -o/60, -o%60)
		} else if o > 0 {
			clock += fmt.Sprintf("+%02d:%02d", o/60, o%60)
		}
	}
	date := l.day(p, f)
	pattern := w.Time
	if p.Precision == edtf.PrecisionHour {
		pattern = w.Hour
	}
	if date.Text = fill(pattern, "date", date.Text, "time", clock); f.dayless {
		date.Text = clock
	}
	if date.Machine == "" || p.Precision == edtf.PrecisionHour || p.Fraction != "" || strings.Contains(spelling, "T24") {
		spelling = ""
	}
	date.Machine = spelling
	return date
}
