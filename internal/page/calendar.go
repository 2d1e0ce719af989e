package page

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
)

// moment says a date with a clock time.
func (s speaker) moment(p edtf.Parts, text string, within, bare bool) phrase {
	clock := fmt.Sprintf("%02d:%02d", p.Hour, p.Minute)
	if p.Precision == edtf.PrecisionSecond {
		clock += fmt.Sprintf(":%02d", p.Second)
		if p.Fraction != "" {
			clock += "." + p.Fraction
		}
	}
	if p.Zoned {
		clock += " UTC"
		if o := p.Offset; o < 0 {
			clock += fmt.Sprintf("−%02d:%02d", -o/60, -o%60)
		} else if o > 0 {
			clock += fmt.Sprintf("+%02d:%02d", o/60, o%60)
		}
	}
	key := "dates.time"
	if p.Precision == edtf.PrecisionHour {
		key = "dates.hour"
	}
	day := p
	day.Precision = edtf.PrecisionDay
	date := s.calendar(day, within, bare)
	said := Piece{Text: s.fill(key, "date", date.Text, "time", clock), Value: true}
	if date.Machine != "" && p.Precision != edtf.PrecisionHour && p.Fraction == "" && !strings.Contains(text, "T24") {
		said.Machine = text
	}
	return phrase{said}
}

// calendar says a day or a month.
func (s speaker) calendar(p edtf.Parts, within, bare bool) Piece {
	months := "dates.months."
	if p.Precision == edtf.PrecisionMonth && !within {
		months = "dates.months_alone."
	}
	if s.short {
		months = "dates.months_short."
	}
	month := s.text(months + strconv.Itoa(p.Month-1))
	said := Piece{Value: true}
	if 1 <= p.Year && p.Year <= 9999 {
		said.Machine = fmt.Sprintf("%04d-%02d", p.Year, p.Month)
		if p.Precision == edtf.PrecisionDay {
			said.Machine += fmt.Sprintf("-%02d", p.Day)
		}
	}
	form := ""
	if within {
		form = "_within"
	}
	year := s.eraYear(p.Year, s.fill("dates.year_of_date", "year", s.yearNumber(p.Year)))
	switch {
	case p.Precision == edtf.PrecisionMonth && bare:
		said.Text = month
	case p.Precision == edtf.PrecisionMonth:
		said.Text = s.fill("dates.month"+form, "month", month, "year", year)
	case bare:
		said.Text = s.fill("dates.day_of_month"+form, "day", strconv.Itoa(p.Day), "month", month)
	default:
		said.Text = s.fill("dates.day"+form, "day", strconv.Itoa(p.Day), "month", month, "year", year)
	}
	return said
}

// season says a grouping of months, as EDTF numbers them.
func (s speaker) season(p edtf.Parts) Piece {
	year := s.eraYear(p.Year, s.fill("dates.year_within", "year", s.yearNumber(p.Year)))
	n := p.Season
	said := func(key string, i int) string { return s.fill("dates."+key+"."+strconv.Itoa(i), "year", year) }
	var text string
	switch {
	case n <= 24:
		text = said("seasons", n-21)
	case n <= 28:
		text = s.fill("dates.northern", "date", said("seasons", n-25))
	case n <= 32:
		text = s.fill("dates.southern", "date", said("seasons", n-29))
	case n <= 36:
		text = said("quarters", n-33)
	case n <= 39:
		text = said("thirds", n-37)
	default:
		text = said("halves", n-40)
	}
	return Piece{Text: text, Value: true}
}

// yearPiece says a year on its own: in how many millions of years ago it was
// where it is a round number of them.
func (s speaker) yearPiece(year int64, within bool) Piece {
	if year <= -1_000_000 && year%1000 == 0 {
		return Piece{Text: s.age(-year), Value: true}
	}
	key := "dates.year"
	if within {
		key = "dates.year_within"
	}
	said := Piece{Value: true, Text: s.eraYear(year, s.fill(key, "year", s.yearNumber(year)))}
	if 1 <= year && year <= 9999 {
		said.Machine = fmt.Sprintf("%04d", year)
	}
	return said
}

func (s speaker) age(years int64) string {
	for _, scale := range []string{"great", "large"} {
		unit, _ := strconv.ParseInt(s.text("dates."+scale+"_age_unit"), 10, 64)
		if years < unit {
			continue
		}
		whole, part, _ := strings.Cut(strconv.FormatFloat(float64(years)/float64(unit), 'f', -1, 64), ".")
		n, _ := strconv.ParseInt(whole, 10, 64)
		number := s.number(n)
		if part != "" {
			number += s.text("dates.decimal_separator") + part
		}
		return s.fill("dates."+scale+"_age", "number", number)
	}
	return s.number(years)
}

// yearNumber is the number of a year in its era: historians have no year 0.
// Round years of six digits or more stay round.
func (s speaker) yearNumber(year int64) string {
	switch {
	case year <= -100_000 && year%1000 == 0:
		year = -year
	case year <= 0:
		year = 1 - year
	}
	if year < 10_000 {
		return strconv.FormatInt(year, 10)
	}
	return s.number(year)
}

// eraYear adds the era to a year that is said: before the year 1, and where the
// number alone would not look like a year.
func (s speaker) eraYear(year int64, said string) string {
	switch {
	case year <= 0:
		return s.fill("dates.bce", "year", said)
	case year < 1000 || year > 9999:
		return s.fill("dates.ce", "year", said)
	}
	return said
}

// century is the number of a century as the language writes it.
func (s speaker) century(n int) string {
	switch s.text("dates.century_numerals") {
	case "roman":
		return roman(n)
	case "ordinal":
		return ordinal(n)
	}
	return strconv.Itoa(n)
}

func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}

func ordinal(n int) string {
	ending := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}
