package convert

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
)

// Dates in the cells of tables. What a cell may mean in two ways is not read.

// cellDate is what a cell says of when something was.
type cellDate struct {
	edtf  string
	words bool // the cell has words for it, and not numbers alone
}

// dateReader reads the dates of a file.
type dateReader struct {
	order    string // of day, month and year in numbers; empty where it is not known
	noTimes  bool   // the clock times beside dates are midnight everywhere, and say nothing
	twoDigit bool   // some year had two digits

	known map[string]readDate // what was read before: dates come again and again
}

type readDate struct {
	date    cellDate
	problem string
}

// maxKnownDates bounds what a reader remembers.
const maxKnownDates = 10_000

// read is the date of a cell that is not blank, or what is wrong with it.
func (r *dateReader) read(text string) (cellDate, string) {
	if known, ok := r.known[text]; ok {
		return known.date, known.problem
	}
	date, problem := r.parse(strings.TrimSpace(text))
	if len(r.known) >= maxKnownDates || r.known == nil {
		r.known = map[string]readDate{}
	}
	r.known[strings.Clone(text)] = readDate{date, problem}
	return date, problem
}

func (r *dateReader) parse(text string) (cellDate, string) {
	if problem := damaged(text); problem != "" {
		return cellDate{}, problem
	}
	if clock := clockOf(text); clock != nil {
		day, problem := r.day(clock.day)
		if problem != "" {
			return cellDate{}, problem
		}
		if r.noTimes && clock.midnight() {
			return day, ""
		}
		if !dayPattern.MatchString(day.edtf) {
			return cellDate{}, fmt.Sprintf("%q has a clock time, and no single day before it", clip(text))
		}
		day.edtf += "T" + clock.text
		if _, err := edtf.Parse(day.edtf); err != nil {
			return cellDate{}, fmt.Sprintf("%q has a clock time that there is not", clip(text))
		}
		return day, ""
	}
	return r.day(text)
}

// clip is a text as messages show it.
func clip(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return text
}

var (
	dayPattern     = regexp.MustCompile(`^-?\d{4}-\d\d-\d\d$`)
	exponent       = regexp.MustCompile(`^[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d+$`)
	monthAndNumber = regexp.MustCompile(`^(?:\pL{3,4}\.?-\d{2}|\d{1,2}-\pL{3,4}\.?)$`)
	compactDay     = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`)
	wholeYear      = regexp.MustCompile(`^(-?\d{4})\.0$`)
	numbersOnly    = regexp.MustCompile(`^[\d.,]+$`)
	dayWithMonth   = regexp.MustCompile(`^(\d{1,2})[-/. ]+(\pL+)\.?[-/., ]+(\d{2}|\d{4})$`)
	weekdayBefore  = regexp.MustCompile(`(?i)^(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+`)
	someLetter     = regexp.MustCompile(`\pL`)
)

// damaged tells what spreadsheets make of dates and numbers, out of which nobody can
// make again what it was.
func damaged(text string) string {
	switch {
	case exponent.MatchString(text):
		return fmt.Sprintf("%q is what a spreadsheet shows of a long number, whose last digits are lost", clip(text))
	case monthAndNumber.MatchString(text):
		return fmt.Sprintf("%q may be a day or a year of that month: a spreadsheet shortens dates so; write the date in full, as in 2006-10-05", clip(text))
	case strings.HasPrefix(text, "###"):
		return "a spreadsheet shows ### where a column is too narrow for what stands there"
	}
	return ""
}

// day reads a date without a clock time.
func (r *dateReader) day(text string) (cellDate, string) {
	if m := wholeYear.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	if d, err := edtf.Parse(text); err == nil && len(text) >= 4 {
		return cellDate{edtf: d.String()}, ""
	}
	if m := compactDay.FindStringSubmatch(text); m != nil {
		if d, err := edtf.Parse(m[1] + "-" + m[2] + "-" + m[3]); err == nil && m[1] >= "1000" {
			return cellDate{edtf: d.String()}, ""
		}
	}
	if readings := readingsOf(text); readings != nil {
		return r.numeric(text, readings)
	}
	if numbersOnly.MatchString(text) {
		return cellDate{}, fmt.Sprintf("%q is no date: a spreadsheet shows days as such numbers where the column is not formatted as dates", clip(text))
	}
	if m := dayWithMonth.FindStringSubmatch(text); m != nil {
		text = m[1] + " " + m[2] + " " + r.year(m[3])
	}
	weekday := weekdayBefore.FindStringSubmatch(text)
	if weekday != nil {
		text = text[len(weekday[0]):]
	}
	found := typedDates(text)
	switch len(found) {
	case 0:
		return cellDate{}, fmt.Sprintf("%q is no date that is understood: write it as in 2003-02-18, or as EDTF", clip(text))
	case 1:
		if weekday != nil && !isWeekday(found[0], weekday[1]) {
			return cellDate{}, fmt.Sprintf("%s is no %s", found[0], weekday[0])
		}
		return cellDate{found[0], someLetter.MatchString(text)}, ""
	}
	return cellDate{}, fmt.Sprintf("%q may be %s", clip(text), strings.Join(found, " or "))
}

// typedDates are the dates that a text in words may mean, in any language that is
// known.
func typedDates(text string) []string {
	var found []string
	for _, tag := range []string{"en", "es", "uk", "ar", "zh"} {
		l, ok := datewords.For(tag)
		if !ok {
			continue
		}
		for _, date := range l.Typed(text) {
			if !slices.Contains(found, date) {
				found = append(found, date)
			}
		}
	}
	return found
}

func isWeekday(date, name string) bool {
	day, err := time.Parse(time.DateOnly, date)
	return err == nil && strings.EqualFold(day.Weekday().String()[:3], name[:3])
}

// reading is a date in numbers in one order of day, month and year.
type reading struct{ order, date string }

var numericDate = regexp.MustCompile(`^(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?([-/.])\s?(\d{1,4})\.?$`)

// readingsOf are what three numbers may mean as a date: nil where a text is no such,
// and none where there is no such day. A year of four digits says where it stands;
// between dots the day comes before the month.
func readingsOf(text string) []reading {
	m := numericDate.FindStringSubmatch(text)
	if m == nil || m[2] != m[4] {
		return nil
	}
	a, b, c := m[1], m[3], m[5]
	list := []reading{}
	add := func(order, year, month, day string) {
		date := fmt.Sprintf("%s-%02s-%02s", fullYear(year), month, day)
		if _, err := edtf.Parse(date); err == nil {
			list = append(list, reading{order, date})
		}
	}
	if len(a) <= 2 && (len(c) == 4 || len(c) == 2) {
		add(DayFirst, c, b, a)
		if m[2] != "." {
			add(MonthFirst, c, a, b)
		}
	}
	if (len(a) == 4 || len(a) == 2 && m[2] != ".") && len(c) <= 2 {
		add(YearFirst, a, b, c)
	}
	return list
}

// fullYear is a year of two digits as one between 1969 and 2068, as POSIX and most
// programs read it.
func fullYear(year string) string {
	if len(year) != 2 {
		return year
	}
	if year >= "69" {
		return "19" + year
	}
	return "20" + year
}

func (r *dateReader) year(year string) string {
	r.twoDigit = r.twoDigit || len(year) == 2
	return fullYear(year)
}

// numeric chooses among the readings of a date in numbers.
func (r *dateReader) numeric(text string, readings []reading) (cellDate, string) {
	if len(readings) == 0 {
		return cellDate{}, fmt.Sprintf("%q is no day that there is", clip(text))
	}
	m := numericDate.FindStringSubmatch(text)
	r.twoDigit = r.twoDigit || len(m[1]) < 4 && len(m[5]) < 4
	if date, settled := settledBy(readings, r.order); settled {
		return cellDate{edtf: date}, ""
	}
	dates := make([]string, len(readings))
	for i, one := range readings {
		dates[i] = one.date
	}
	return cellDate{}, fmt.Sprintf("%q may be %s: say in which order day, month and year stand (--day-order %s)", clip(text), strings.Join(dates, " or "), readings[0].order)
}

// settledBy is the one date that readings leave in an order; where that is not known,
// or none of them is in it, the one that all of them say.
func settledBy(readings []reading, order string) (string, bool) {
	for _, one := range readings {
		if one.order == order {
			return one.date, true
		}
	}
	for _, one := range readings {
		if one.date != readings[0].date {
			return "", false
		}
	}
	return readings[0].date, len(readings) > 0
}

// clock is a text that ends in a clock time.
type clock struct {
	day  string // what stands before it
	text string // as EDTF has it
}

var clockEnd = regexp.MustCompile(`(?i)^(.*?\S)(?:T|,?\s+(?:at\s+)?)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[-+]\d\d:?\d\d)?$`)

// clockOf finds the clock time at the end of a text; nil where there is none.
func clockOf(text string) *clock {
	m := clockEnd.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	time, ok := clockText(m[2], m[3], m[4], m[5], m[6], m[7])
	if !ok {
		return nil
	}
	return &clock{day: m[1], text: time}
}

func (c *clock) midnight() bool {
	return c.text == "00:00" || c.text == "00:00:00"
}

var clockAlone = regexp.MustCompile(`(?i)^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[-+]\d\d:?\d\d)?$`)

// clockTime is a clock time that stands in a cell alone, as EDTF has it.
func clockTime(text string) (string, bool) {
	m := clockAlone.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", false
	}
	return clockText(m[1], m[2], m[3], m[4], m[5], m[6])
}

// clockText spells a clock time. A fraction of a second is kept where it is one.
func clockText(hour, minute, second, fraction, half, zone string) (string, bool) {
	h, _ := strconv.Atoi(hour)
	if half != "" {
		if h < 1 || h > 12 {
			return "", false
		}
		h %= 12
		if strings.EqualFold(half[:1], "p") {
			h += 12
		}
	}
	if h > 23 {
		return "", false
	}
	text := fmt.Sprintf("%02d:%s", h, minute)
	if second != "" {
		text += ":" + second
		if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
			text += "." + fraction
		}
	}
	switch zone = strings.ToUpper(zone); {
	case zone == "UTC" || zone == "GMT":
		zone = "Z"
	case len(zone) == 5:
		zone = zone[:3] + ":" + zone[3:]
	}
	return text + zone, true
}

// dateOfParts is the date of a year and, where they are stated, its month and day.
func (r *dateReader) dateOfParts(year, month, day string) (cellDate, string) {
	trimmed := func(text string) string { return strings.TrimSuffix(strings.TrimSpace(text), ".0") }
	year, month, day = trimmed(year), trimmed(month), trimmed(day)
	if month == "0" || month == "00" {
		month = ""
	}
	if day == "0" || day == "00" {
		day = ""
	}
	y, err := strconv.Atoi(strings.ReplaceAll(year, ",", ""))
	if err != nil {
		if month == "" && day == "" {
			return r.read(year) // the 1990s
		}
		return cellDate{}, fmt.Sprintf("%q is no year", clip(year))
	}
	if len(strings.TrimLeft(year, "-")) < 3 && y != 0 {
		return cellDate{}, fmt.Sprintf("the year %q has less than three digits: write all of it, as 0044 for the year 44", clip(year))
	}
	text := fmt.Sprintf("%04d", y)
	if y < 0 {
		text = fmt.Sprintf("-%04d", -y)
	}
	if month == "" && day != "" {
		return cellDate{}, "there is a day, and no month"
	}
	if month != "" {
		n, ok := monthNumber(month)
		if !ok {
			return cellDate{}, fmt.Sprintf("%q is no month", clip(month))
		}
		text += fmt.Sprintf("-%02d", n)
	}
	if day != "" {
		text += fmt.Sprintf("-%02s", day)
	}
	d, err := edtf.Parse(text)
	if err != nil {
		return cellDate{}, fmt.Sprintf("%q is no day that there is", clip(text))
	}
	return cellDate{edtf: d.String()}, ""
}

// monthNumber is the number of a month that is stated by number or name.
func monthNumber(text string) (int, bool) {
	if n, err := strconv.Atoi(text); err == nil {
		return n, n >= 1 && n <= 12
	}
	found := typedDates(text + " 2000")
	if len(found) != 1 || len(found[0]) != len("2000-01") {
		return 0, false
	}
	n, err := strconv.Atoi(found[0][len("2000-"):])
	return n, err == nil && n >= 1 && n <= 12
}
