package convert

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// What version 1 of TimelineJS has otherwise: names of members and columns, and dates in
// one string. All of it is read as a slide of version 3.

// oldMembers are where version 3 has what version 1 has.
var oldMembers = map[string]string{"startDate": "start_date", "endDate": "end_date", "asset": "media", "tag": "group", "headline": "", "text": ""}

// slideOfOld is a slide of version 1 as one of version 3.
func slideOfOld(n *timeline.Node, order string) (*timeline.Node, error) {
	slide := &timeline.Node{Kind: timeline.Object, Line: n.Line, Column: n.Column}
	text := &timeline.Node{Kind: timeline.Object, Line: n.Line, Column: n.Column}
	for _, m := range n.Members {
		name, known := oldMembers[m.Name]
		switch {
		case name == "" && known:
			put(text, m.Name, m.Value)
		case name == "start_date", name == "end_date":
			date, err := oldDateNode(m.Value, order)
			if err != nil {
				return nil, err
			}
			put(slide, name, date)
		case name == "media" && m.Value.Kind == timeline.Object:
			media := *m.Value
			media.Members = nil
			for _, of := range m.Value.Members {
				put(&media, map[bool]string{true: "url", false: of.Name}[of.Name == "media"], of.Value)
			}
			put(slide, "media", &media)
		default:
			put(slide, cmp.Or(name, m.Name), m.Value)
		}
	}
	put(slide, "text", text)
	return slide, nil
}

// oldTitle hands out what version 1 says of the whole timeline as its title slide.
func (r *tlReader) oldTitle(whole tlSpan, members []tlSpan) {
	n := &timeline.Node{Kind: timeline.Object, Line: r.lineOf(whole.from), Column: 1}
	for _, m := range members {
		switch m.name {
		case "date", "era", "type", "chart":
			continue
		}
		if value, err := r.parsed(m); err == nil {
			n.Members = append(n.Members, timeline.Member{Name: m.name, Value: value, Line: value.Line, Column: value.Column})
		}
	}
	slide, err := slideOfOld(n, r.in.DayOrder)
	if err == nil && tlTidied(slide, "") == nil {
		return
	}
	r.giveStory(whole, slide, nil, err)
}

var (
	oldFields = regexp.MustCompile(`^-?\d{1,13}(\s*,\s*\d{1,4}){0,6}$`)
	oldSlash  = regexp.MustCompile(`^(\d{1,4})[/-](\d{1,2})[/-](-?\d{1,6})(?:\s+(.*))?$`)
	oldMonth  = regexp.MustCompile(`^(\d{1,2})/(\d{4})$`)
	oldISO    = regexp.MustCompile(`^(-?\d{4})-(\d{2})(?:-(\d{2})(?:[T\s]+(.*?)Z?)?)?$`)
	oldYear   = regexp.MustCompile(`^-?(\d+|\d{1,3}(,\d{3})+)$`)
)

// oldDateNode is a date of version 1 in its own words ("1968,12,9") as an object.
func oldDateNode(n *timeline.Node, order string) (*timeline.Node, error) {
	text := strings.TrimSpace(n.Text)
	if n.Kind == timeline.Object || n.Kind == timeline.Null || text == "" {
		return n, nil
	}
	if !oldFields.MatchString(text) || n.Kind == timeline.Array {
		return oldDateText(n, order)
	}
	var fields []string
	for f := range strings.SplitSeq(text, ",") {
		fields = append(fields, strings.TrimSpace(f))
	}
	return dateNode(n, fields...), nil
}

// oldDateText is a date as a sheet of version 1 has it in a cell: month first, as the
// widget reads it, or in the order asked for.
func oldDateText(n *timeline.Node, order string) (*timeline.Node, error) {
	text := inOneLine(n.Text)
	if oldYear.MatchString(text) {
		return dateNode(n, strings.ReplaceAll(text, ",", "")), nil
	}
	if m := oldMonth.FindStringSubmatch(text); m != nil {
		return dateNode(n, m[2], m[1]), nil
	}
	var year, month, day, clock string
	if m := oldISO.FindStringSubmatch(text); m != nil {
		year, month, day, clock = m[1], m[2], m[3], m[4]
	} else if m := oldSlash.FindStringSubmatch(text); m != nil {
		clock = m[4]
		switch {
		case order == YearFirst, len(m[1]) > 2: // such a number is no month and no day
			year, month, day = m[1], m[2], m[3]
		case order == DayFirst:
			day, month, year = m[1], m[2], m[3]
		default:
			month, day, year = m[1], m[2], m[3]
		}
		if number, _ := strconv.Atoi(month); number > 12 {
			return nil, rowFault(n.Line, n.Column, "%q has no month %s where the month comes first, as in TimelineJS: --day-order says otherwise (dmy, ymd)", timeline.Clip(text, 40), month)
		}
		if len(strings.TrimPrefix(year, "-")) < 3 {
			return nil, rowFault(n.Line, n.Column, "%q does not tell the century: write the year in full", timeline.Clip(text, 40))
		}
	} else {
		return nil, rowFault(n.Line, n.Column, "%q is no date that TimelineJS has: expected a year, or month/day/year", timeline.Clip(text, 40))
	}
	date := dateNode(n, year, month, day)
	return date, putTime(date, textNode(clock, n.Line, n.Column))
}

// dateNode is a date as an object, at the place where its text stands.
func dateNode(at *timeline.Node, fields ...string) *timeline.Node {
	date := &timeline.Node{Kind: timeline.Object, Line: at.Line, Column: at.Column}
	for i, f := range fields {
		if f != "" {
			put(date, tlDateOrder[i], textNode(f, at.Line, at.Column))
		}
	}
	return date
}

// clockPattern is a time of day as spreadsheets spell it, such as 14:30, 2:30:00 PM or
// 14:30:15.500. A colon or the half of the day shows that it is one.
var clockPattern = regexp.MustCompile(`(?i)^(\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:\.(\d{1,3})\d*)?)?\s*(?:([ap])\.?\s?m\.?)?$`)

// putTime adds a time of day to a date.
func putTime(date, clock *timeline.Node) error {
	text := inOneLine(clock.Text)
	if text == "" {
		return nil
	}
	m := clockPattern.FindStringSubmatch(text)
	wrong := rowFault(clock.Line, clock.Column, "%q is no time of day: expected one such as 14:30 or 2:30 PM", timeline.Clip(text, 40))
	if m == nil || m[2] == "" && m[5] == "" {
		return wrong
	}
	if m[5] != "" {
		hour, _ := strconv.Atoi(m[1])
		if hour < 1 || hour > 12 {
			return wrong
		}
		hour %= 12
		if strings.EqualFold(m[5], "p") {
			hour += 12
		}
		m[1] = strconv.Itoa(hour)
	}
	if m[4] != "" {
		m[4] = (m[4] + "00")[:3]
	}
	for i, name := range []string{"hour", "minute", "second", "millisecond"} {
		if m[i+1] != "" {
			put(date, name, textNode(m[i+1], clock.Line, clock.Column))
		}
	}
	return nil
}
