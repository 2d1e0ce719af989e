package datewords

import (
	"fmt"
	"strconv"
	"strings"
)

// year words a year on its own: in how many millions of years ago it was where
// it is a round number of them.
func (l *Locale) year(year int64, f Form) Piece {
	if isAge(year) {
		return Piece{Text: l.age(-year, "{number}"), Value: true}
	}
	w := l.words
	date := Piece{Value: true, Text: l.era(year, fill(pick([2]string{w.Year, w.YearWithin}, f), "year", l.yearNumber(year)))}
	if inHTML(year) {
		date.Machine = fmt.Sprintf("%04d", year)
	}
	return date
}

// YearLabel is a year as a label has it: the number and the era.
func (l *Locale) YearLabel(year int64) string { return l.era(year, l.yearNumber(year)) }

// yearOfDate words the year behind a day or month.
func (l *Locale) yearOfDate(year int64) string {
	return l.era(year, fill(l.words.YearOfDate, "year", l.yearNumber(year)))
}

// isAge reports whether a year is worded as so many years ago.
func isAge(year int64) bool { return year <= -1_000_000 && year%1000 == 0 }

// age words a number of years ago; about is what stands around the number.
func (l *Locale) age(years int64, about string) string {
	w := l.words
	for _, scale := range [][2]string{{w.GreatAgeUnit, w.GreatAge}, {w.LargeAgeUnit, w.LargeAge}} {
		unit, _ := strconv.ParseInt(scale[0], 10, 64)
		if years < unit {
			continue
		}
		whole, part, _ := strings.Cut(strconv.FormatFloat(float64(years)/float64(unit), 'f', -1, 64), ".")
		n, _ := strconv.ParseInt(whole, 10, 64)
		number := l.Number(n)
		if part != "" {
			number += w.DecimalSeparator + part
		}
		return fill(scale[1], "number", fill(about, "number", number))
	}
	return l.Number(years)
}

// YearsBC counts an astronomical year, 0 or less, as historians do, who have no
// year 0. Round years of six digits or more stay round, although strictly EDTF's
// Y-13800000000 is 13,800,000,001 BC.
func YearsBC(year int64) int64 {
	if year <= -100_000 && year%1000 == 0 {
		return -year
	}
	return 1 - year
}

// yearNumber is the number of a year in its era.
func (l *Locale) yearNumber(year int64) string {
	if year <= 0 {
		year = YearsBC(year)
	}
	if year < 10_000 {
		return strconv.FormatInt(year, 10)
	}
	return l.Number(year)
}

// era adds the era to a year in words: before the year 1, and where the number
// alone would not look like a year.
func (l *Locale) era(year int64, date string) string {
	switch {
	case year <= 0:
		return fill(l.words.BCE, "year", date)
	case year < 1000 || year > 9999:
		return fill(l.words.CE, "year", date)
	}
	return date
}

// Number writes a whole number with its thousands set apart.
func (l *Locale) Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	digits := strings.TrimPrefix(s, "-")
	sign, groups := s[:len(s)-len(digits)], ""
	for len(digits) > 3 {
		groups = l.words.GroupSeparator + digits[len(digits)-3:] + groups
		digits = digits[:len(digits)-3]
	}
	return sign + digits + groups
}

// numeral is the number of a century as the language writes it.
func (l *Locale) numeral(n int) string {
	switch l.words.CenturyNumerals {
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
