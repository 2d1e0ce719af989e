package convert

import (
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// DateWords says a date in English, with all its vagueness and no more than is
// known: a month stays a month, and an end that nobody stated is not made up.
// It is never empty and has no line breaks.
//
//	2025-03~               about March 2025
//	1984?                  perhaps 1984
//	1984%                  about 1984, perhaps
//	2004-06~-11            11 June 2004 (year and month approximate)
//	1985-04-XX             a day in April 1985
//	201X, 19XX             the 2010s, the 20th century (in the everyday sense: 1900 to 1999)
//	2001-21, 2001-34       spring 2001, second quarter of 2001
//	2025-02-26/2025-03-04  between 26 February 2025 and 4 March 2025
//	2025-03-05/..          since 5 March 2025
//	2025-03-05/            from 5 March 2025, end not known
//	../1985, /1985         until 1985; until 1985, start not known
//	-0043-03-15            15 March 44 BC
//	[1667,1670..1672]      one of 1667 or 1670 to 1672
//	2025-03-05T10:30Z      5 March 2025, 10:30 UTC
//
// Years before 1000 and beyond 9999 have AD before them. A year BC of six
// digits or more that is a whole number of thousands stays one, although
// strictly EDTF's Y-13800000000 is 13,800,000,001 BC.
func DateWords(d timeline.Date) string { return edtfWords(d.EDTF) }

func edtfWords(d edtf.Date) string {
	switch {
	case d.IsZero():
		return "date unknown"
	case d.Kind() == edtf.Range:
		return rangeWords(d)
	case d.Kind() == edtf.Single:
		w := wordsOf(d)
		if w.qualified == "perhaps about " {
			return "about " + w.text + ", perhaps"
		}
		return w.String()
	}
	return setWords(d)
}

func rangeWords(d edtf.Date) string {
	from, start := d.Start()
	to, end := d.End()
	switch {
	case start == edtf.Known && from == to:
		return "within " + wordsOf(from).String()
	case start == edtf.Known && end == edtf.Known:
		return "between " + wordsOf(from).String() + " and " + wordsOf(to).String()
	case start == edtf.Known && end == edtf.Open:
		return "since " + wordsOf(from).String()
	case start == edtf.Known:
		return "from " + wordsOf(from).String() + ", end not known"
	case end == edtf.Known && start == edtf.Open:
		return "until " + wordsOf(to).String()
	case end == edtf.Known:
		return "until " + wordsOf(to).String() + ", start not known"
	case start == edtf.Unknown:
		return "since an unknown date"
	case end == edtf.Unknown:
		return "until an unknown date"
	}
	return "at all times"
}

// setWords lists the members of a set.
func setWords(d edtf.Date) string {
	what, or := "one of ", " or "
	if d.Kind() == edtf.AllOf {
		what, or = "all of ", " and "
	}
	members := d.Members()
	if len(members) == 1 {
		return loneMember(members[0], what, or)
	}
	var b strings.Builder
	b.WriteString(what)
	for i, m := range members {
		switch {
		case i == len(members)-1:
			b.WriteString(or)
		case i > 0:
			b.WriteString(", ")
		}
		from, start := m.Start()
		to, end := m.End()
		switch {
		case m.Kind() == edtf.Single:
			b.WriteString(wordsOf(m).String())
		case start != edtf.Known:
			b.WriteString("up to " + wordsOf(to).String())
		case end != edtf.Known:
			b.WriteString("from " + wordsOf(from).String() + " on")
		default:
			b.WriteString(wordsOf(from).String() + " to " + wordsOf(to).String())
		}
	}
	return b.String()
}

func loneMember(m edtf.Date, what, or string) string {
	from, start := m.Start()
	to, end := m.End()
	switch {
	case m.Kind() == edtf.Single:
		return edtfWords(m)
	case start != edtf.Known:
		return wordsOf(to).String() + or + "earlier"
	case end != edtf.Known:
		return wordsOf(from).String() + or + "later"
	}
	return what + wordsOf(from).String() + " to " + wordsOf(to).String()
}

// words are a single date in English and, where one qualifier concerns the
// whole date, what that is called in front of it.
type words struct {
	qualified string // "", "about ", "perhaps " or "perhaps about "
	text      string
}

func (w words) String() string { return w.qualified + w.text }

// wordsOf says a date of kind Single.
func wordsOf(d edtf.Date) words {
	parts, stated := d.Parts()
	if strings.Contains(d.String(), "T") {
		return words{text: dayWords(parts) + ", " + clockWords(parts)}
	}
	c := componentsOf(d.String())
	w := words{text: c.words(parts, stated)}
	if !d.Approximate() && !d.Uncertain() {
		return w
	}
	if c.qualifiedAlike() {
		w.qualified = map[byte]string{'~': "about ", '?': "perhaps ", '%': "perhaps about "}[c.qualifier[0]]
	} else {
		w.text += c.remark()
	}
	return w
}

func dayWords(p edtf.Parts) string {
	return strconv.Itoa(p.Day) + " " + time.Month(p.Month).String() + " " + yearWords(p.Year)
}

func clockWords(p edtf.Parts) string {
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	s := two(p.Hour) + ":" + two(p.Minute)
	switch p.Precision {
	case edtf.PrecisionHour:
		s = "the hour from " + s
	case edtf.PrecisionSecond:
		s += ":" + two(p.Second)
		if p.Fraction != "" {
			s += "." + p.Fraction
		}
	}
	if p.Zoned {
		s += " UTC"
		if o := p.Offset; o < 0 {
			s += "-" + two(-o/60) + ":" + two(-o%60)
		} else if o > 0 {
			s += "+" + two(o/60) + ":" + two(o%60)
		}
	}
	return s
}

// yearWords says an astronomical year.
func yearWords(year int64) string {
	switch {
	case 1000 <= year && year <= 9999:
		return strconv.FormatInt(year, 10)
	case year > 0:
		return "AD " + thousands(year)
	}
	return thousands(yearsBC(year)) + " BC"
}

// yearsBC counts an astronomical year, 0 or less, as historians do, who have
// no year 0. Round years of six digits or more stay round.
func yearsBC(year int64) int64 {
	if year <= -100_000 && year%1000 == 0 {
		return -year
	}
	return 1 - year
}

// thousands writes a number of five or more digits with commas.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	if len(s) < 5 {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
