package convert

import (
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
)

// components are the year, month and day of a date as EDTF spells them, digits
// that are not stated being X, and what is doubted of each.
type components struct {
	text      []string
	qualifier [3]byte // 0, '?', '~' or '%'
}

// componentsOf takes apart a canonical single date without a clock time.
func componentsOf(s string) components {
	var c components
	for n := 0; s != "" && n < 3; n++ {
		if strings.IndexByte("?~%", s[0]) >= 0 {
			c.doubt(n, s[0])
			s = s[1:]
		}
		size := len(s)
		for i := 0; i < len(s); i++ {
			sign := n == 0 && s[i] == '-' && (i == 0 || s[i-1] == 'Y')
			if !sign && strings.IndexByte("?~%-", s[i]) >= 0 {
				size = i
				break
			}
		}
		c.text = append(c.text, s[:size])
		s = s[size:]
		if s != "" && s[0] != '-' {
			for i := range n + 1 {
				c.doubt(i, s[0])
			}
			s = s[1:]
		}
		s = strings.TrimPrefix(s, "-")
	}
	return c
}

func (c *components) doubt(n int, q byte) {
	if c.qualifier[n] != 0 && c.qualifier[n] != q {
		q = '%'
	}
	c.qualifier[n] = q
}

// qualifiedAlike reports whether all that is written has the same qualifier.
func (c *components) qualifiedAlike() bool {
	for i := range c.text {
		if c.qualifier[i] != c.qualifier[0] {
			return false
		}
	}
	return true
}

// remark names the parts that are doubted.
func (c *components) remark() string {
	var remarks []string
	for _, q := range []struct {
		sign byte
		word string
	}{{'?', "uncertain"}, {'~', "approximate"}, {'%', "uncertain and approximate"}} {
		var parts []string
		for i := range c.text {
			if c.qualifier[i] == q.sign {
				parts = append(parts, [...]string{"year", "month", "day"}[i])
			}
		}
		if len(parts) > 0 {
			remarks = append(remarks, strings.Join(parts, " and ")+" "+q.word)
		}
	}
	return " (" + strings.Join(remarks, "; ") + ")"
}

// words says the date; stated tells whether its year is known, as parts has it.
func (c *components) words(parts edtf.Parts, stated bool) string {
	var year, joined string
	if stated {
		year, joined = yearWords(parts.Year), " "
	} else {
		year, joined = vagueYear(c.text[0]), " in "
	}
	if len(c.text) == 1 {
		return year
	}
	if n, err := strconv.Atoi(c.text[1]); err == nil && n > 12 {
		return season(n, joined) + year
	}
	months := fitting(c.text[1], 12)
	if len(c.text) == 2 {
		switch {
		case c.text[1] == "XX":
			return "a month in " + year
		case isRun(months):
			return "a month from " + monthName(months[0]) + " to " + monthName(months[len(months)-1]) + joined + year
		}
		return join(months, monthName) + joined + year
	}
	leap := !stated || parts.Year%4 == 0 && (parts.Year%100 != 0 || parts.Year%400 == 0)
	return c.dayIn(months, longest(months, leap), joined, year)
}

// dayIn says the day of a date, whose months may be several.
func (c *components) dayIn(months []int, longest int, joined, year string) string {
	days := fitting(c.text[2], longest)
	in := "a month in " + year
	if c.text[1] != "XX" {
		in = join(months, monthName) + joined + year
	}
	switch {
	case c.text[1] == "XX" && c.text[2] == "XX":
		return "a day in " + year
	case c.text[2] == "XX":
		return "a day in " + in
	case c.text[1] == "XX":
		return "the " + join(days, ordinal) + " of " + in
	case isRun(days):
		return "a day from " + strconv.Itoa(days[0]) + " to " + strconv.Itoa(days[len(days)-1]) + " " + in
	}
	return join(days, strconv.Itoa) + " " + in
}

// vagueYear says a year with unstated digits, or with significant ones.
func vagueYear(text string) string {
	if strings.Contains(text, "S") {
		return significantYear(text)
	}
	digits, bc := strings.CutPrefix(text, "-")
	first := strings.IndexByte(digits, 'X')
	if first < 0 {
		first = len(digits)
	}
	known := digits[:first]
	if strings.Trim(digits[first:], "X") != "" {
		return "a year of the form " + text
	}
	n, _ := strconv.Atoi("0" + known)
	switch {
	case first == 0:
		return "an unstated year"
	case first == 2 && bc:
		return "the " + ordinal(n+1) + " century BC"
	case first == 2:
		return "the " + ordinal(n+1) + " century"
	case first == 3 && !bc && n >= 100:
		return "the " + known + "0s"
	}
	low, _ := strconv.ParseInt(strings.ReplaceAll(digits, "X", "0"), 10, 64)
	high, _ := strconv.ParseInt(strings.ReplaceAll(digits, "X", "9"), 10, 64)
	if bc {
		low, high = -high, -low
	}
	return "a year from " + yearWords(low) + " to " + yearWords(high)
}

// significantYear says an estimate, such as 1950S2, with the years it covers.
func significantYear(text string) string {
	value, _, _ := strings.Cut(strings.TrimPrefix(text, "Y"), "S")
	mantissa, exponent, _ := strings.Cut(value, "E")
	year, _ := strconv.ParseInt(mantissa, 10, 64)
	for e, _ := strconv.Atoi("0" + exponent); e > 0; e-- {
		year *= 10
	}
	span := edtf.MustParse(text).Interval()
	low, high := edtf.CivilFromSeconds(span.Earliest).Year, edtf.CivilFromSeconds(span.Latest-1).Year
	if low == high {
		return yearWords(year)
	}
	return "about " + yearWords(year) + " (" + yearWords(low) + " to " + yearWords(high) + ")"
}

// season says a grouping of months, up to its year.
func season(n int, joined string) string {
	if joined == " " && n >= 33 {
		joined = " of "
	}
	switch {
	case n <= 32:
		hemisphere := [...]string{"", "northern ", "southern "}[(n-21)/4]
		return hemisphere + [...]string{"spring", "summer", "autumn", "winter"}[(n-21)%4] + joined
	case n <= 36:
		return [...]string{"first", "second", "third", "fourth"}[n-33] + " quarter" + joined
	case n <= 39:
		return [...]string{"first", "second", "last"}[n-37] + " third" + joined
	}
	return [...]string{"first", "second"}[n-40] + " half" + joined
}

// fitting lists the numbers from 1 to most that two digits, or X, may stand for.
func fitting(pair string, most int) []int {
	var list []int
	for n := 1; n <= most; n++ {
		if (pair[0] == 'X' || int(pair[0]-'0') == n/10) && (pair[1] == 'X' || int(pair[1]-'0') == n%10) {
			list = append(list, n)
		}
	}
	return list
}

// longest is how many days the longest of some months can have.
func longest(months []int, leap bool) int {
	most := 28
	for _, m := range months {
		switch m {
		case 2:
			if leap {
				most = max(most, 29)
			}
		case 4, 6, 9, 11:
			most = max(most, 30)
		default:
			most = max(most, 31)
		}
	}
	return most
}

// isRun reports whether three or more numbers follow each other.
func isRun(list []int) bool {
	return len(list) > 2 && list[len(list)-1]-list[0] == len(list)-1
}

func join(list []int, word func(int) string) string {
	all := make([]string, len(list))
	for i, n := range list {
		all[i] = word(n)
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}

func monthName(n int) string { return time.Month(n).String() }

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
