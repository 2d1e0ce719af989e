package convert

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// midnight is the time that programs write behind a day.
var midnight = regexp.MustCompile(`[ T]0{1,2}:00(:00(\.0+)?)?Z?$`)

// dayLayouts are how data sets write a day whose month has a name, or year is first.
var dayLayouts = []string{"2006-1-2", "2 January 2006", "2-January-2006", "2 Jan 2006", "2-Jan-2006", "January 2, 2006", "Jan 2, 2006", "2006/1/2"}

// shortYears are the same with two digits of the year.
var shortYears = []string{"2 January 06", "2-January-06", "2 Jan 06", "2-Jan-06"}

var numericDay = regexp.MustCompile(`^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$`)

// dayIn is the day that a cell names. year is what another cell says of its year, and
// order how numbers alone are to be read, where that is told.
func dayIn(text, year, order string) (time.Time, error) {
	text = midnight.ReplaceAllString(inOneLine(text), "")
	for _, layout := range dayLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	for _, layout := range shortYears {
		if t, err := time.Parse(layout, text); err == nil {
			return inYear(t, text, year)
		}
	}
	m := numericDay.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, fmt.Errorf("%q names no day: expected one such as 2024-03-01 or 01 March 2024", timeline.Clip(text, 40))
	}
	return numberedDay(text, m[1:], year, order)
}

// numberedDay is a day in numbers, such as 11/10/2016.
func numberedDay(text string, part []string, year, order string) (time.Time, error) {
	var n [3]int
	for i, p := range part {
		n[i], _ = strconv.Atoi(p)
	}
	y, m, d := 2, 1, 0
	switch {
	case order == YearFirst || len(part[0]) == 4:
		y, m, d = 0, 1, 2
	case order == DayFirst || order == "" && n[0] > 12 && n[1] <= 12:
	case order == MonthFirst || order == "" && n[1] > 12 && n[0] <= 12 || n[0] == n[1]:
		m, d = 0, 1
	default:
		return time.Time{}, fmt.Errorf("%q may be two days: say whether day or month comes first, with --day-order dmy or mdy", timeline.Clip(text, 40))
	}
	t := time.Date(n[y], time.Month(n[m]), n[d], 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != n[m] || t.Day() != n[d] {
		return time.Time{}, fmt.Errorf("%q names no day in the order %s", timeline.Clip(text, 40), orderOf(y, m))
	}
	if len(part[y]) <= 2 {
		return inYear(t, text, year)
	}
	return t, nil
}

func orderOf(y, m int) string {
	switch {
	case y == 0:
		return YearFirst
	case m == 0:
		return MonthFirst
	}
	return DayFirst
}

// orderIn is the order that cells show by a day above 12; empty where none does, or
// they show several.
func orderIn(cells []string) string {
	shown := ""
	for _, text := range cells {
		m := numericDay.FindStringSubmatch(midnight.ReplaceAllString(inOneLine(text), ""))
		if m == nil || len(m[1]) > 2 {
			continue
		}
		order := ""
		if first, _ := strconv.Atoi(m[1]); first > 12 {
			order = DayFirst
		}
		if second, _ := strconv.Atoi(m[2]); second > 12 {
			order = MonthFirst
		}
		if order != "" && shown != "" && order != shown {
			return ""
		}
		shown = cmp.Or(shown, order)
	}
	return shown
}

// inYear is a day with two digits of its year in the year that another cell says.
func inYear(t time.Time, text, year string) (time.Time, error) {
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 || y%100 != t.Year()%100 {
		return time.Time{}, fmt.Errorf("%q has two digits of its year, and no other column says which it is", timeline.Clip(text, 40))
	}
	return time.Parse(time.DateOnly, fmt.Sprintf("%s-%02d-%02d", year, t.Month(), t.Day()))
}

// within is a moment on one of the days from one to another: the day, month or year
// where they span just that, and else the set of them.
func within(first, last time.Time) (edtf.Date, error) {
	next := last.AddDate(0, 0, 1)
	from, to := first.Format(time.DateOnly), last.Format(time.DateOnly)
	switch {
	case first.Equal(last):
		return edtf.Parse(from)
	case first.Day() == 1 && next.Equal(first.AddDate(0, 1, 0)):
		return edtf.Parse(first.Format("2006-01"))
	case first.YearDay() == 1 && next.Equal(first.AddDate(1, 0, 0)):
		return edtf.Parse(first.Format("2006"))
	}
	return edtf.Parse("[" + from + ".." + to + "]")
}
