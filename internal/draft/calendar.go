package draft

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
)

// unit is how finely a date is known.
type unit int

const (
	unitDay unit = iota + 1
	unitWeekend
	unitWeek
	unitMonth
	unitSeason // every part of a year that EDTF numbers from 21 on
	unitYear
	unitDecade
	unitCentury
	unitClock // a time of a day that stands elsewhere
)

// when is a date as a text has it, before what it leaves out is filled in.
type when struct {
	unit     unit
	year     int // astronomical
	month    int
	day      int
	season   int
	yearless bool
	thisYear bool   // the year of publication, in words
	weekday  int    // 1 is Monday; 0 where none is named
	clock    string // "T16:17-04:00"
	approx   bool
	relation relation
	shift    int   // how many units from what it is relative to
	to       *when // where two days share a month: "2–13 September"
	oneOf    []string
}

// relation says what a date that does not stand by itself is relative to.
type relation int

const (
	absolute      relation = iota
	ofWeekday              // "on Wednesday"
	lastWeekday            // "last Wednesday"
	nextWeekday            // "next Wednesday"
	fromPublished          // "yesterday", "last month", "two years ago"
	fromContext            // "the next day", "a week later"
)

// spelled is the date as EDTF. It is complete by now.
func (w when) spelled() string {
	year := fmt.Sprintf("%04d", w.year)
	if w.year < 0 {
		year = fmt.Sprintf("-%04d", -w.year)
	}
	if w.yearless {
		year = "XXXX"
	}
	text := year
	switch w.unit {
	case unitDay:
		text = fmt.Sprintf("%s-%02d-%02d%s", year, w.month, w.day, w.clock)
	case unitMonth:
		text = fmt.Sprintf("%s-%02d", year, w.month)
	case unitSeason:
		text = fmt.Sprintf("%s-%02d", year, w.season)
	case unitDecade:
		text = year[:len(year)-1] + "X"
	case unitCentury:
		text = year[:len(year)-2] + "XX"
	}
	if w.approx {
		text += "~"
	}
	return text
}

// moment is the date as EDTF says it of something that happened once: of a week
// it is one of its days.
func (w when) moment() string {
	if len(w.oneOf) > 0 {
		return "[" + strings.Join(w.oneOf, ",") + "]"
	}
	switch w.unit {
	case unitWeek:
		return fmt.Sprintf("[%s..%s]", w.spelledDay(0), w.spelledDay(6))
	case unitWeekend:
		return fmt.Sprintf("[%s..%s]", w.spelledDay(0), w.spelledDay(1))
	}
	return w.spelled()
}

// first and last are the ends of what lasted as long as the date says.
func (w when) first() string {
	if w.unit == unitWeek || w.unit == unitWeekend {
		return w.spelledDay(0)
	}
	return w.spelled()
}

func (w when) last() string {
	switch w.unit {
	case unitWeek:
		return w.spelledDay(6)
	case unitWeekend:
		return w.spelledDay(1)
	}
	return w.spelled()
}

func (w when) spelledDay(after int) string { return dayOf(w.time().AddDate(0, 0, after)).spelled() }

func (w when) time() time.Time {
	return time.Date(w.year, time.Month(max(w.month, 1)), max(w.day, 1), 0, 0, 0, 0, time.UTC)
}

func dayOf(t time.Time) when {
	return when{unit: unitDay, year: t.Year(), month: int(t.Month()), day: t.Day()}
}

// moved is the date so many of its units later.
func (w when) moved(n int) when {
	t := w.time()
	switch w.unit {
	case unitDay:
		w.clock = ""
		t = t.AddDate(0, 0, n)
	case unitWeek, unitWeekend:
		t = t.AddDate(0, 0, 7*n)
	case unitMonth:
		t = t.AddDate(0, n, 0)
	case unitYear, unitSeason:
		w.year += n
		return w
	case unitDecade:
		w.year += 10 * n
		return w
	case unitCentury:
		w.year += 100 * n
		return w
	}
	w.year, w.month, w.day = t.Year(), int(t.Month()), t.Day()
	return w
}

// at is the unit that a day lies in: its month, its week.
func at(day time.Time, u unit) when {
	w := dayOf(day)
	w.unit = u
	switch u {
	case unitWeek:
		monday := dayOf(day.AddDate(0, 0, 1-weekdayOf(day)))
		w.year, w.month, w.day = monday.year, monday.month, monday.day
	case unitWeekend:
		saturday := dayOf(day.AddDate(0, 0, 6-weekdayOf(day)))
		w.year, w.month, w.day = saturday.year, saturday.month, saturday.day
	case unitMonth:
		w.day = 0
	case unitDecade:
		w.year = edtfFloor(w.year, 10)
	case unitCentury:
		w.year = edtfFloor(w.year, 100)
	}
	return w
}

func edtfFloor(year, by int) int { return int(edtf.FloorDiv(int64(year), int64(by))) * by }

// weekdayOf is 1 on a Monday and 7 on a Sunday.
func weekdayOf(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// valid tells whether EDTF knows such a date: there is no 31 June.
func valid(text string) bool {
	_, err := edtf.Parse(text)
	return err == nil
}

var plainDate = regexp.MustCompile(`^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?$`)

// whenOf reads a day, month or year in EDTF.
func whenOf(text string) (when, bool) {
	m := plainDate.FindStringSubmatch(text)
	if m == nil {
		return when{}, false
	}
	w := when{unit: unitYear}
	w.year, _ = strconv.Atoi(m[1])
	if m[2] != "" {
		w.unit = unitMonth
		w.month, _ = strconv.Atoi(m[2])
	}
	if m[3] != "" {
		w.unit = unitDay
		w.day, _ = strconv.Atoi(m[3])
	}
	return w, w.unit != unitMonth || w.month <= 12
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func twoDigits(n int) string { return fmt.Sprintf("%02d", n) }
