package datewords

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// speech is what a locale's words for dates look like from the other side: the
// same patterns as expressions.
type speech struct {
	months             map[string]int
	days, monthsOnly   []*regexp.Regexp // groups day, month, year
	daysOfMonth        []*regexp.Regexp // without a year
	dayNumbers         []*regexp.Regexp // without a month
	years              []*regexp.Regexp
	bce                *regexp.Regexp
	decades, centuries []*regexp.Regexp
	seasons            map[int][]*regexp.Regexp // by EDTF's number
	about, perhaps     []*regexp.Regexp         // group date
	both               []*regexp.Regexp
	spans, betweens    []*regexp.Regexp // groups from, to
	afters, befores    []*regexp.Regexp
	froms, untils      []*regexp.Regexp
	thirds             [3][]*regexp.Regexp // group date
	order              string
	nearYear           string // of days and months that leave theirs out; "" where they may not
}

var speeches sync.Map // of *vocabulary to *speech

func (l *Locale) speech() *speech {
	if s, ok := speeches.Load(l.words); ok {
		return s.(*speech)
	}
	s, _ := speeches.LoadOrStore(l.words, newSpeech(l.words))
	return s.(*speech)
}

// These stand for the placeholders of a pattern.
const (
	dayGroup  = `(?P<day>\d{1,2})(?:st|nd|rd|th|º|ª|-?[еій]|-го)?`
	dateGroup = `(?P<date>.+)`
	fromGroup = `(?P<from>.+?)`
	toGroup   = `(?P<to>.+)`
)

func newSpeech(w *vocabulary) *speech {
	s := &speech{months: map[string]int{}, seasons: map[int][]*regexp.Regexp{}, order: w.DayOrder}
	for _, names := range [][]string{w.Months, w.MonthsAlone, w.MonthsShort} {
		for i, name := range names {
			s.months[plainWords(name)] = i + 1
		}
	}
	names := make([]string, 0, len(s.months))
	for name := range s.months {
		names = append(names, regexp.QuoteMeta(name))
	}
	// The longest first: "sept" is the beginning of "septiembre", and 1月 the end of 11月.
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	groups := map[string]string{
		"day": dayGroup, "month": `(?P<month>` + strings.Join(names, "|") + `)`, "date": dateGroup, "from": fromGroup, "to": toGroup,
		"century": `(?P<century>\d{1,2}|[ivxlc]+)(?:st|nd|rd|th)?`,
	}
	var eras []string
	for _, year := range []string{"{year}", w.Year, w.YearWithin, w.YearOfDate} {
		for _, era := range []string{w.BCE, w.CE, "{year}"} {
			eras = append(eras, expression(fill(era, "year", year), map[string]string{"year": `\d{1,4}`}))
		}
	}
	slices.SortFunc(eras, func(a, b string) int { return len(b) - len(a) })
	groups["year"] = `(?P<year>` + strings.Join(slices.Compact(eras), "|") + `)`
	s.bce = regexp.MustCompile(expression(w.BCE, map[string]string{"year": `.+`}))
	all := func(patterns ...string) []*regexp.Regexp {
		var list []*regexp.Regexp
		for _, p := range patterns {
			list = append(list, regexp.MustCompile(`^(?:`+expression(p, groups)+`)$`))
		}
		return list
	}
	typed := strings.Split(w.TypedDays, " | ")
	s.days = all(append([]string{w.Day, w.DayWithin}, typed...)...)
	s.monthsOnly = all(append([]string{w.Month, w.MonthWithin}, strings.Split(w.TypedMonths, " | ")...)...)
	s.daysOfMonth = all(append([]string{w.DayOfMonth, w.DayOfMonthWithin}, withoutYear(typed)...)...)
	s.dayNumbers = all(w.DayNumber, w.DayNumberWithin)
	s.years = all("{year}")
	s.centuries = all(eachEra(w, w.Century, w.CenturyWithin)...)
	groups["year"] = `(?P<year>\d{1,4})`
	s.decades = all(eachEra(w, w.Decade, w.DecadeWithin)...)
	groups["year"] = `(?P<year>` + strings.Join(slices.Compact(eras), "|") + `)`
	for n := range 4 {
		s.seasons[21+n] = all(w.Seasons[n], w.SeasonsWithin[n])
		s.seasons[33+n] = all(w.Quarters[n], w.QuartersWithin[n], fmt.Sprintf("q%d {year}", n+1), fmt.Sprintf("{year} q%d", n+1))
	}
	for n := range 3 {
		s.seasons[37+n] = all(w.Thirds[n], w.ThirdsWithin[n])
	}
	for n := range 2 {
		s.seasons[40+n] = all(w.Halves[n], w.HalvesWithin[n])
	}
	for n := range s.thirds {
		s.thirds[n] = all(strings.Split(w.TypedThirds[n], " | ")...)
	}
	s.both = all(w.PerhapsAbout, w.PerhapsAboutWithin)
	s.about, s.perhaps = all(w.About, w.AboutWithin), all(w.Perhaps, w.PerhapsWithin)
	s.spans, s.betweens = all(w.To, w.Span, w.SpanDays), all(w.Between)
	s.afters, s.befores = all(w.OnOrAfter, w.InOrAfter), all(w.OnOrBefore, w.InOrBefore)
	s.froms, s.untils = all(w.From), all(w.Until)
	return s
}

// eachEra are patterns of years as they stand, and before the year 1.
func eachEra(w *vocabulary, patterns ...string) []string {
	var list []string
	for _, p := range patterns {
		list = append(list, p, fill(w.BCE, "year", p))
	}
	return list
}

// withoutYear are the patterns that say a year only behind what they share with
// one that does not.
func withoutYear(patterns []string) []string {
	var list []string
	for _, p := range patterns {
		if rest, found := strings.CutSuffix(p, " {year}"); found {
			list = append(list, rest)
		}
	}
	return list
}

var dashes = regexp.MustCompile(` ?- ?`)

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// expression is a pattern as an expression, with groups for its placeholders.
func expression(pattern string, groups map[string]string) string {
	var b strings.Builder
	at := 0
	literal := func(text string, first, last bool) {
		plain := plainWords(text)
		if parted := strings.TrimLeft(text, " ,،、.") != text; parted && !first && !last || parted && !first && plain != "" {
			plain = " " + plain
		}
		if strings.TrimRight(text, " ,،、.") != text && !last && strings.TrimSpace(plain) != "" {
			plain += " "
		}
		b.WriteString(dashes.ReplaceAllString(regexp.QuoteMeta(plain), " ?- ?"))
	}
	for _, found := range placeholder.FindAllStringIndex(pattern, -1) {
		literal(pattern[at:found[0]], at == 0, false)
		b.WriteString(groups[pattern[found[0]+1:found[1]-1]])
		at = found[1]
	}
	literal(pattern[at:], at == 0, true)
	return b.String()
}

// take returns the groups of the first of the expressions that a text is.
func take(list []*regexp.Regexp, text string) (map[string]string, bool) {
	for _, re := range list {
		if found := re.FindStringSubmatch(text); found != nil {
			groups := map[string]string{}
			for i, name := range re.SubexpNames() {
				if name != "" {
					groups[name] = found[i]
				}
			}
			return groups, true
		}
	}
	return nil, false
}

var digits = regexp.MustCompile(`\d+`)

// year is the astronomical number of a year in words.
func (s *speech) year(text string) int {
	n, _ := strconv.Atoi(digits.FindString(text))
	if s.bce.MatchString(text) {
		return 1 - n
	}
	return n
}
