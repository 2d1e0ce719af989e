package datewords

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/edtf"
)

// TypedNear is Typed for a text that may leave out the year, as in "5 March" or
// "between 26 February and 4 March". It takes then the year that brings the date
// nearest to another, such as the day on which an article came out; taken is that
// year, "" where the text says one itself or nothing is known to be near.
func (l *Locale) TypedNear(text string, near edtf.Date) (dates []string, taken string) {
	whole := l.Typed(text)
	text = strings.TrimSpace(text)
	about, known := middle(near)
	if text == "" || len(text) > maxTyped || !known {
		return whole, ""
	}
	words := plainWords(plainDigits(norm.NFKC.String(text)))
	if len(whole) > 0 && saysYear.MatchString(words) {
		return whole, ""
	}
	least := time.Duration(-1)
	for year := about.Year() - 1; year <= about.Year()+1; year++ {
		s := *l.speech()
		s.nearYear = yearOf(year)
		found := s.date(words)
		if len(found) == 0 {
			continue
		}
		date, err := edtf.Parse(found[0])
		if err != nil {
			continue
		}
		at, bounded := middle(date)
		if !bounded {
			continue
		}
		if apart := about.Sub(at).Abs(); least < 0 || apart < least {
			dates, taken, least = found, s.nearYear, apart
		}
	}
	if dates == nil || slices.Equal(dates, whole) {
		return whole, ""
	}
	return dates, taken
}

// saysYear matches a number that is no day: in "March 5" there is none.
var saysYear = regexp.MustCompile(`\d{3}`)

// middle is the middle of the time in which a date lies, or the one end that it has.
// It is not known where that is beyond the years of calendars, or nowhere.
func middle(date edtf.Date) (t time.Time, known bool) {
	if date.IsZero() {
		return t, false
	}
	i := date.Interval()
	at := i.Earliest
	switch {
	case i.Earliest == edtf.OpenStart && i.Latest == edtf.OpenEnd:
		return t, false
	case i.Earliest == edtf.OpenStart:
		at = i.Latest
	case i.Latest != edtf.OpenEnd:
		at = i.Earliest/2 + i.Latest/2
	}
	t = time.Unix(at, 0).UTC()
	return t, t.Year() > 0 && t.Year() < 10_000
}

// TypedWithin finds the date with which a text ends, such as that of "some days after
// 5 March", whatever else the text says of it: "" where there is none.
func (l *Locale) TypedWithin(text string, near edtf.Date) string {
	text = strings.TrimSpace(text)
	if whole, _ := l.TypedNear(text, near); len(text) > maxTyped || len(whole) > 0 {
		return ""
	}
	before := rune(0)
	for i, r := range text {
		if i > 0 && !unicode.IsSpace(r) && (unicode.IsSpace(before) || unicode.Is(unicode.Han, before)) {
			if found, _ := l.TypedNear(text[i:], near); len(found) == 1 && !strings.ContainsAny(found[0], "[/") {
				return found[0]
			}
		}
		before = r
	}
	return ""
}

var isoMonth = regexp.MustCompile(`^(-?\d{4})-(0[1-9]|1[0-2])$`)

// third reads the beginning, the middle or the end of a year, which EDTF numbers, or
// of a month, ten days or what is left of it.
func (s *speech) third(text string) []string {
	for n, list := range s.thirds {
		g, ok := take(list, text)
		if !ok {
			continue
		}
		for _, date := range s.oneDate(g["date"]) {
			if len(date) == len("2025") && !strings.Contains(date, "X") {
				return []string{fmt.Sprintf("%s-%d", date, 37+n)}
			}
			month := isoMonth.FindStringSubmatch(date)
			if month == nil {
				continue
			}
			for last := 31; last > 27; last-- {
				from, to := 10*n+1, 10*n+10
				if n == 2 {
					to = last
				}
				span := fmt.Sprintf("[%s-%02d..%s-%02d]", date, from, date, to)
				if found := known([]string{span}); len(found) > 0 {
					return found
				}
			}
		}
	}
	return nil
}
