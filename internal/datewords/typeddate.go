package datewords

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
)

// date reads a whole text: bounds, a qualifier, or one date.
func (s *speech) date(text string) []string {
	for _, read := range []func(string) []string{s.single, s.numeric, s.third, s.qualified, s.bounds} {
		if found := known(read(text)); len(found) > 0 {
			return found
		}
	}
	return nil
}

// known keeps what is a date: there is no 31 June.
func known(list []string) []string {
	return slices.DeleteFunc(list, func(text string) bool {
		_, err := edtf.Parse(text)
		return err != nil
	})
}

// single reads one day, month, season, year, decade or century.
func (s *speech) single(text string) []string {
	if date := s.named(text, s.nearYear); s.nearYear != "" && date != "" {
		return []string{date}
	}
	if g, ok := take(s.days, text); ok {
		return []string{dayOf(s.year(g["year"]), s.months[g["month"]], g["day"])}
	}
	if g, ok := take(s.monthsOnly, text); ok {
		return []string{yearOf(s.year(g["year"])) + fmt.Sprintf("-%02d", s.months[g["month"]])}
	}
	if g, ok := take(s.years, text); ok {
		if year := s.year(g["year"]); year != 0 || s.bce.MatchString(text) {
			return []string{yearOf(year)}
		}
	}
	for n, list := range s.seasons {
		if g, ok := take(list, text); ok {
			return []string{yearOf(s.year(g["year"])) + fmt.Sprintf("-%d", n)}
		}
	}
	if g, ok := take(s.decades, text); ok && len(g["year"]) == 4 && strings.HasSuffix(g["year"], "0") && !s.bce.MatchString(text) {
		return []string{g["year"][:3] + "X"}
	}
	if g, ok := take(s.centuries, text); ok {
		n := arabic(g["century"])
		if s.bce.MatchString(text) {
			return []string{fmt.Sprintf("-%02dXX", n-1)}
		}
		return []string{fmt.Sprintf("%02dXX", n-1)}
	}
	return nil
}

var (
	yearFirst = regexp.MustCompile(`^(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?$`)
	yearLast  = regexp.MustCompile(`^(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4})$`)
)

// numeric reads a date of numbers alone. With the year first its order is that
// of ISO 8601; with the year last it is the language's, and where that has two,
// only the numbers can tell. Dots part day and month in that order everywhere.
func (s *speech) numeric(text string) []string {
	if g := yearFirst.FindStringSubmatch(text); g != nil {
		year, _ := strconv.Atoi(g[1])
		month, _ := strconv.Atoi(g[2])
		if g[3] == "" {
			return []string{yearOf(year) + fmt.Sprintf("-%02d", month)}
		}
		return []string{dayOf(year, month, g[3])}
	}
	g := yearLast.FindStringSubmatch(text)
	if g == nil {
		return nil
	}
	year, _ := strconv.Atoi(g[3])
	second, _ := strconv.Atoi(g[2])
	if g[1] == "" {
		return []string{yearOf(year) + fmt.Sprintf("-%02d", second)}
	}
	first, _ := strconv.Atoi(g[1])
	readings := []string{dayOf(year, second, g[1])}
	if s.order != "dmy" && !strings.Contains(text, ".") && first != second {
		readings = append(readings, dayOf(year, first, g[2]))
	}
	return readings
}

// qualified reads "about" and "perhaps" before one date.
func (s *speech) qualified(text string) []string {
	for _, q := range []struct {
		list []*regexp.Regexp
		sign string
	}{{s.both, "%"}, {s.about, "~"}, {s.perhaps, "?"}} {
		if g, ok := take(q.list, text); ok {
			return each(s.oneDate(g["date"]), func(date string) string { return date + q.sign })
		}
	}
	return nil
}

// bounds reads two dates that bound a period or a moment, or one that does.
func (s *speech) bounds(text string) []string {
	for _, b := range []struct {
		list []*regexp.Regexp
		form string
	}{{s.betweens, "[%s..%s]"}, {s.spans, "%s/%s"}} {
		for _, re := range b.list {
			g, ok := take([]*regexp.Regexp{re}, text)
			if !ok {
				continue
			}
			if from, to, ok := s.pair(g["from"], g["to"]); ok {
				return []string{fmt.Sprintf(b.form, from, to)}
			}
		}
	}
	for _, b := range []struct {
		list []*regexp.Regexp
		form string
	}{{s.befores, "[..%s]"}, {s.afters, "[%s..]"}, {s.froms, "%s/.."}, {s.untils, "../%s"}} {
		if g, ok := take(b.list, text); ok {
			if found := each(s.oneDate(g["date"]), func(date string) string { return fmt.Sprintf(b.form, date) }); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// oneDate reads a date that stands within something longer.
func (s *speech) oneDate(text string) []string {
	if found := known(s.single(text)); len(found) > 0 {
		return found
	}
	return known(s.numeric(text))
}

// pair reads two dates of which one may leave out the year, or the month too,
// that the other says.
func (s *speech) pair(from, to string) (a, b string, ok bool) {
	one := func(text string) string {
		if found := s.oneDate(text); len(found) == 1 {
			return found[0]
		}
		return ""
	}
	a, b = one(from), one(to)
	if a == "" && b != "" {
		a = s.completed(from, b)
	}
	// A lone number is a year, unless the other's month makes it a day.
	if day := s.completed(from, b); len(a) < len(b) && day != "" && len(from) <= 2 {
		a = day
	}
	if a != "" && (b == "" || len(to) <= 3 && len(b) < len(a)) {
		b = s.completed(to, a)
	}
	return a, b, a != "" && b != ""
}

var isoDay = regexp.MustCompile(`^(-?\d{4})-(\d\d)(?:-(\d\d))?$`)

// completed reads a day or month with what it leaves out from another date.
func (s *speech) completed(text, other string) string {
	of := isoDay.FindStringSubmatch(other)
	if of == nil {
		return ""
	}
	date := s.named(text, of[1])
	if g, ok := take(s.dayNumbers, text); date == "" && ok && of[3] != "" {
		date = of[1] + "-" + of[2] + fmt.Sprintf("-%02s", g["day"])
	}
	if found := known([]string{date}); len(found) == 0 {
		return ""
	}
	return date
}

// named reads the day of a month, or a month, in a year; "" where it is neither.
func (s *speech) named(text, year string) string {
	if g, ok := take(s.daysOfMonth, text); ok {
		return year + fmt.Sprintf("-%02d-%02s", s.months[g["month"]], g["day"])
	}
	if n := s.months[text]; n > 0 {
		return year + fmt.Sprintf("-%02d", n)
	}
	return ""
}

func each(list []string, change func(string) string) []string {
	var changed []string
	for _, text := range list {
		changed = append(changed, change(text))
	}
	return changed
}

// yearOf spells an astronomical year as EDTF does.
func yearOf(year int) string {
	if year < 0 {
		return fmt.Sprintf("-%04d", -year)
	}
	return fmt.Sprintf("%04d", year)
}

func dayOf(year, month int, day string) string {
	n, _ := strconv.Atoi(day)
	return yearOf(year) + fmt.Sprintf("-%02d-%02d", month, n)
}

// arabic is the number of a century in either kind of numerals.
func arabic(text string) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	for n := 1; n <= 30; n++ {
		if strings.EqualFold(roman(n), text) {
			return n
		}
	}
	return 0
}
