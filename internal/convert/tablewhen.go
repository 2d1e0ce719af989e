package convert

import (
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// date fills in when it was.
func (r *rowReader) date() {
	start, words := r.point("date", "year", "month", "day", "time")
	end, endWords := r.point("end", "end_year", "end_month", "end_day", "")
	if clock, column := r.look("end_time"); clock != "" {
		day := end
		if day == "" {
			day, _, _ = strings.Cut(start, "T")
		}
		end = r.withTime(day, clock, column)
	}
	d := &r.event.Date
	switch {
	case start == "" && end == "":
	case end == "" || end == start:
		d.EDTF = r.parsed(start)
	default:
		d.EDTF = r.period(start, end)
	}
	if d.EDTF.IsZero() {
		d.Basis = "unknown"
	} else {
		d.Basis = "stated"
	}
	if d.Text = words; words != "" && endWords != "" && endWords != words {
		d.Text += " – " + endWords
	}
	r.dateText()
}

// period is from start to end. Where the end is before the start, the start alone is
// taken, and the end kept in origin.
func (r *rowReader) period(start, end string) edtf.Date {
	text := start + "/" + end
	if d, err := edtf.Parse(text); err == nil {
		return d
	}
	for _, field := range []string{"end", "end_year", "end_month", "end_day", "end_time"} {
		for _, c := range r.at[field] {
			r.used[c] = false
		}
	}
	r.warn("/date", "mend the one of the two that is wrong", "it is said to end on %s, and to begin on %s: the end is kept in origin", end, start)
	return r.parsed(start)
}

func (r *rowReader) parsed(text string) edtf.Date {
	d, err := edtf.Parse(text)
	if err != nil {
		return edtf.Date{}
	}
	return d
}

// point is the date of a column, or of those for its parts, and its words where it has
// some.
func (r *rowReader) point(whole, year, month, day, clock string) (date, words string) {
	text, column := r.take(whole)
	switch {
	case text != "":
		reader := &r.words
		if column >= 0 {
			reader = r.dates[column]
		}
		d, problem := reader.read(text)
		if problem != "" {
			r.fault(max(column, 0), "/date", "%s", problem)
			return "", ""
		}
		if date = d.edtf; d.words {
			words = inOneLine(text)
		}
	default:
		y, yearColumn := r.take(year)
		m, _ := r.take(month)
		d, _ := r.take(day)
		if y == "" && m == "" && d == "" {
			break
		}
		if y == "" {
			r.fault(max(yearColumn, 0), "/date", "the row has a month or a day, and no year")
			return "", ""
		}
		at, problem := r.words.dateOfParts(y, m, d)
		if problem != "" {
			r.fault(max(yearColumn, 0), "/date", "%s", problem)
			return "", ""
		}
		date = at.edtf
	}
	if time, column := r.look(clock); time != "" {
		date = r.withTime(date, time, column)
	}
	return date, words
}

// withTime is a day with its clock time, which is kept in origin where either is none.
func (r *rowReader) withTime(day, text string, column int) string {
	clock, ok := clockTime(text)
	if !ok || !dayPattern.MatchString(day) {
		r.warn("/date", "as in 14:30, beside a day", "%q is no clock time of a day: it is kept in origin", clip(text))
		return day
	}
	if _, err := edtf.Parse(day + "T" + clock); err != nil {
		r.warn("/date", "as in 14:30", "%q is no clock time: it is kept in origin", clip(text))
		return day
	}
	r.used[column] = true
	return day + "T" + clock
}

// maxDateText is how long the words for a date may be, in characters.
const maxDateText = 500

// dateText takes the words that the row has for its date. They tell the date where
// nothing else does.
func (r *rowReader) dateText() {
	text, column := r.look("date_text")
	if text = inOneLine(text); text == "" {
		return
	}
	if problem := damaged(text); problem != "" {
		r.warn("/date/text", "write in full what is to be shown", "%s: it is kept in origin", problem)
		return
	}
	if len([]rune(text)) > maxDateText {
		return
	}
	d := &r.event.Date
	d.Text, r.used[column] = text, true
	if !d.EDTF.IsZero() {
		return
	}
	if read, problem := r.words.read(text); problem == "" {
		*d = timeline.Date{EDTF: r.parsed(read.edtf), Basis: "stated", Text: text}
	}
}
