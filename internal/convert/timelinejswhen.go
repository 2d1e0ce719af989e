package convert

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// tlYearPattern is a year in digits, as many as can be counted in.
var tlYearPattern = regexp.MustCompile(`^-?[0-9]{1,13}$`)

// tlPlainYear takes away how a spreadsheet shows a whole number: commas between
// thousands, and a fraction of nothing.
func tlPlainYear(text string) string {
	text = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u2212", "-").Replace(text)
	whole, fraction, _ := strings.Cut(text, ".")
	if strings.Trim(fraction, "0") == "" {
		return whole
	}
	return text
}

// tlDateOf reads a date of a slide; nil where there is none. The warnings are of what
// the date says and cannot mean. An error is the fault of one of its members.
func tlDateOf(n *timeline.Node) (*tlDate, []timeline.Warning, error) {
	if n == nil {
		return nil, nil, nil
	}
	if n.Kind != timeline.Object {
		return nil, nil, rowFault(n.Line, n.Column, "%s is no date: expected an object with year, month and day", timeline.Clip(cmp.Or(n.Text, n.Kind.String()), 40))
	}
	year := nodeAt(n, "year")
	if year == nil {
		if len(n.Members) == 0 || nodeAt(n, "month") == nil && nodeAt(n, "day") == nil {
			return nil, nil, nil
		}
		return nil, nil, rowFault(n.Line, n.Column, "the date has no year")
	}
	plain := tlPlainYear(year.Text)
	if !tlYearPattern.MatchString(plain) {
		return nil, nil, rowFault(year.Line, year.Column, "%q is no year: expected a whole number, negative before Christ", timeline.Clip(year.Text, 40))
	}
	d := tlDate{}
	d.Year, _ = strconv.ParseInt(plain, 10, 64)
	if d.Year == 0 {
		return nil, nil, rowFault(year.Line, year.Column, "there is no year 0: the year before 1 is -1")
	}
	return tlFieldsOf(n, d)
}

// tlFieldsOf reads what a date says beyond its year.
func tlFieldsOf(n *timeline.Node, d tlDate) (*tlDate, []timeline.Warning, error) {
	var warnings []timeline.Warning
	coarser := "year"
	for _, f := range []struct {
		name     string
		field    **int
		from, to int
	}{{"month", &d.Month, 1, 12}, {"day", &d.Day, 1, 31}, {"hour", &d.Hour, 0, 23}, {"minute", &d.Minute, 0, 59}, {"second", &d.Second, 0, 59}, {"millisecond", &d.Millisecond, 0, 999}} {
		at := nodeAt(n, f.name)
		if at == nil {
			if coarser != "" {
				coarser = "!" + f.name
			}
			continue
		}
		whole, fraction, _ := strings.Cut(strings.TrimSpace(at.Text), ".")
		value, err := strconv.Atoi(whole)
		if err != nil || strings.Trim(fraction, "0") != "" || value < f.from || value > f.to || at.Kind == timeline.Object || at.Kind == timeline.Array {
			return nil, nil, rowFault(at.Line, at.Column, "%q is no %s: expected a number from %d to %d, or nothing", timeline.Clip(at.Text, 40), f.name, f.from, f.to)
		}
		if lacking, isLacking := strings.CutPrefix(coarser, "!"); isLacking {
			if value != 0 || f.name == "day" {
				warnings = append(warnings, timeline.Warning{Pointer: "/date", Line: at.Line,
					Message: fmt.Sprintf("the date has the %s %d and no %s: it is read without it", f.name, value, lacking), Hint: "give the " + lacking + " too, or leave the " + f.name + " out"})
			}
			continue
		}
		coarser = f.name
		*f.field = &value
	}
	return &d, warnings, nil
}

// spelled is the date as EDTF. A year of five digits or more stands alone: EDTF knows
// no months in it.
func (d tlDate) spelled() (text string, cut bool) {
	year := d.Year
	if year < 0 && (year > -100_000 || year%1000 != 0) { // a round number of long ago is no count
		year++
	}
	if year > 9999 || year < -9999 {
		return fmt.Sprintf("Y%d", year), d.Month != nil
	}
	text = fmt.Sprintf("%04d", year)
	if year < 0 {
		text = fmt.Sprintf("-%04d", -year)
	}
	for _, f := range []struct {
		format string
		value  *int
	}{{"-%02d", d.Month}, {"-%02d", d.Day}, {"T%02d", d.Hour}, {":%02d", d.Minute}, {":%02d", d.Second}, {".%03d", d.Millisecond}} {
		if f.value == nil {
			break
		}
		text += fmt.Sprintf(f.format, *f.value)
	}
	return text, false
}

// tlTimeOf is when a slide was. An era goes on from its start to its end, and so does
// a slide whose end is another date than its start.
func tlTimeOf(slide *timeline.Node, era bool) (timeline.Date, []timeline.Warning, error) {
	date := timeline.Date{Text: tlDisplayed(slide)}
	startAt, endAt := nodeAt(slide, "start_date"), nodeAt(slide, "end_date")
	start, warnings, err := tlDateOf(startAt)
	if err != nil {
		return date, nil, err
	}
	end, more, err := tlDateOf(endAt)
	if err != nil {
		return date, nil, err
	}
	warnings = append(warnings, more...)
	warn := func(at *timeline.Node, message, hint string) {
		warnings = append(warnings, timeline.Warning{Pointer: "/date", Line: at.Line, Message: message, Hint: hint})
	}
	spell := func(d *tlDate, at *timeline.Node) (edtf.Date, error) {
		text, cut := d.spelled()
		if cut {
			warn(at, "the date has a month in a year of five digits or more: it is read as the year alone", "leave the month out")
		}
		parsed, err := edtf.Parse(text)
		if syntax, ok := errors.AsType[*edtf.SyntaxError](err); ok {
			return parsed, rowFault(at.Line, at.Column, "%s is no date: %s", text, syntax.Message)
		}
		return parsed, err
	}
	date.Basis = "stated"
	switch {
	case start == nil && end == nil:
		date.Basis = "unknown"
		warn(slide, "the slide has no date: TimelineJS would not show it", "give it a start_date")
		return date, warnings, nil
	case start == nil:
		warn(slide, "the slide has an end and no start: TimelineJS would not show it", "give it a start_date")
		to, err := spell(end, endAt)
		if err == nil {
			date.EDTF, err = edtf.Parse("/" + to.String())
		}
		return date, warnings, err
	}
	if date.EDTF, err = spell(start, startAt); err != nil || end == nil || !era && start.equal(*end) {
		if era && err == nil {
			warn(slide, "the era has no end: TimelineJS would show nothing but an error", "give it an end_date")
		}
		return date, warnings, err
	}
	to, err := spell(end, endAt)
	if err != nil {
		return date, warnings, err
	}
	period, err := edtf.Parse(date.EDTF.String() + "/" + to.String())
	if err != nil {
		warn(endAt, fmt.Sprintf("the end, %s, is before the start, %s: the event has its start alone", to, date.EDTF), "exchange them, or mend one; both are kept as they were, for exports to TimelineJS")
		return date, warnings, nil
	}
	date.EDTF = period
	return date, warnings, nil
}

// maxDateWords is the longest excerpt a date may rest on, in characters.
const maxDateWords = 500

// tlDisplayed are the words that a slide shows in place of its date.
func tlDisplayed(slide *timeline.Node) string {
	words := wordsAt(slide, "display_date")
	if words == "" {
		words = wordsAt(slide, "start_date", "display_date")
		if end := wordsAt(slide, "end_date", "display_date"); words != "" && end != "" {
			words += " – " + end
		}
	}
	return timeline.Clip(inOneLine(textOfHTML(words).text), maxDateWords)
}
