package convert

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// timelineJSCSVReader reads the spreadsheet of TimelineJS in each of its layouts: that of
// version 3 with or without a column for alternative text, and that of version 1. Columns
// go by their names. A row is the slide that the JSON of the same timeline has.
var timelineJSCSVReader = Reader{
	Name: "timelinejs-csv", Title: "TimelineJS spreadsheet (CSV)", Foreign: true,
	MediaTypes: []string{"text/csv"}, Extensions: []string{".csv", ".tsv"},
	Detect: detectTimelineJSCSV, Read: readTimelineJSCSV,
}

// The columns of the sheet as plainName has them, by what they are to a slide.
var (
	tlSheetDates  = []string{"year", "month", "day", "time", "end_year", "end_month", "end_day", "end_time", "start_date", "end_date"}
	tlSheetText   = map[string]string{"headline": "headline", "text": "text"}
	tlSheetMedia  = map[string]string{"media": "url", "media_credit": "credit", "media_caption": "caption", "media_thumbnail": "thumbnail", "alt_text": "alt", "media_alt_text": "alt"}
	tlSheetOthers = []string{"display_date", "type", "group", "tag", "background"}

	tlSheetTelling = []string{"text", "media", "media_credit", "media_caption", "media_thumbnail", "display_date", "end_year", "end_date", "background", "type"}
)

// isTLSheet reports whether a header has the columns without which there is no slide.
func isTLSheet(h header) bool {
	return h.has("headline") && (h.has("year") || h.has("start_date"))
}

func detectTimelineJSCSV(head []byte) Fit {
	h := headHeader(head)
	telling := 0
	for _, name := range tlSheetTelling {
		if h.has(name) {
			telling++
		}
	}
	if isTLSheet(h) && telling >= 3 {
		return Certain
	}
	return Unlike
}

func readTimelineJSCSV(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		text, err := readAtMost(in.Text, maxTimelineJS)
		if err != nil {
			yield(timeline.Entry{Line: 1}, err)
			return
		}
		r := tlSheet{tlSource: tlSource{in: in}, text: text}
		r.read(yield)
	}
}

// tlSheet reads the rows of a sheet. It goes through them twice: the title may stand
// behind others, and what they say of the order of day and month holds for all.
type tlSheet struct {
	tlSource
	text  []byte
	h     header
	order string // of day and month in dates of version 1
	title int    // the line of the title row; 0 where there is none
}

func (s *tlSheet) rows() *tableReader { return newTable(bytes.NewReader(s.text), nil) }

func (s *tlSheet) read(yield func(timeline.Entry, error) bool) {
	rows := s.rows()
	first, err := rows.next()
	if errors.Is(err, io.EOF) {
		s.in.note("there is no row in it")
		return
	}
	if s.h = headerOf(first); err == nil && !isTLSheet(s.h) {
		err = &timeline.Error{Code: timeline.InvalidParameter, Parameter: "format",
			Message: "This is not the spreadsheet of TimelineJS: its first row has no column Headline beside Year or Start Date."}
	}
	if err != nil {
		yield(first.entry(""), err)
		return
	}
	for _, name := range s.h.twice {
		s.in.note(fmt.Sprintf("two columns are called %q: the first of them is read", timeline.Clip(name, 60)))
	}
	if !s.lookAhead(yield) {
		return
	}
	for {
		row, err := rows.next()
		if errors.Is(err, io.EOF) {
			s.end()
			return
		}
		if row.line == s.title && err == nil {
			continue
		}
		entry := row.entry(s.h.raw)
		if err == nil {
			entry.Record, entry.Row, err = s.record(row)
			entry.NoID = entry.Record != nil
		}
		if !yield(entry, err) || err != nil && timeline.CodeOf(err) != timeline.InvalidRecord {
			return
		}
	}
}

// lookAhead goes through the rows for the title, which it hands out, and for what tells
// the order of day and month.
func (s *tlSheet) lookAhead(yield func(timeline.Entry, error) bool) bool {
	rows := s.rows()
	_, _ = rows.next() // the header
	var title tableRow
	dayFirst, monthFirst, open := false, false, false
	for {
		row, err := rows.next()
		if err != nil && timeline.CodeOf(err) != timeline.InvalidRecord {
			break
		}
		if err != nil {
			continue
		}
		if s.title == 0 && s.kind(row) == "title" {
			s.title, title = row.line, row
			title.raw, title.begins = bytes.Clone(row.raw), slices.Clone(row.begins)
		}
		for _, name := range []string{"start_date", "end_date"} {
			if m := oldSlash.FindStringSubmatch(s.cell(row, name)); m != nil && len(m[1]) < 3 {
				one, _ := strconv.Atoi(m[1])
				two, _ := strconv.Atoi(m[2])
				dayFirst, monthFirst = dayFirst || one > 12 && one < 32, monthFirst || two > 12
				open = open || one != two
			}
		}
	}
	s.order = s.in.DayOrder
	switch {
	case s.order != "":
	case dayFirst && !monthFirst:
		s.order = DayFirst
		s.in.note("dates such as 23/1/2012 show that the day comes first in this file: all are read so")
	case open && !monthFirst:
		s.in.note("dates such as 1/12/2012 are read month first, as TimelineJS does; --day-order dmy reads them day first")
	}
	if s.title == 0 {
		return true
	}
	entry := title.entry(s.h.raw)
	slide, err := s.slide(title)
	if err == nil {
		entry.Record, entry.Row, err = s.story(slide, nil, title.line, "")
		entry.NoID = entry.Record != nil
	}
	return yield(entry, err)
}

func (s *tlSheet) kind(row tableRow) string { return strings.ToLower(s.cell(row, "type")) }

// cell is what a cell says, as our own export spelled it so that no spreadsheet runs it.
func (s *tlSheet) cell(row tableRow, name string) string {
	return strings.TrimSpace(row.cell(s.h.index(name)))
}

// record is a row as an event: an era, a slide, or a title beside the first.
func (s *tlSheet) record(row tableRow) (timeline.Record, *timeline.Row, error) {
	era := s.kind(row) == "era"
	if era {
		s.eras++
	} else {
		s.slides++
	}
	if n := len(s.h.names); len(row.cells) > n && !isBlankFrom(row.cells[n:]) {
		return nil, nil, row.fault(n, "the row has %d cells and the header %d: a separator stands in a cell without quotes, or a column has no name", len(row.cells), n)
	}
	slide, err := s.slide(row)
	if err != nil {
		return nil, nil, err
	}
	return s.event(slide, nil, era, row.line, "")
}

func isBlankFrom(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// slide is a row as the JSON of the timeline would have it.
func (s *tlSheet) slide(row tableRow) (*timeline.Node, error) {
	object := func() *timeline.Node { return &timeline.Node{Kind: timeline.Object, Line: row.line, Column: 1} }
	slide, text, media := object(), object(), object()
	start, err := s.date(row, "")
	if err != nil {
		return nil, err
	}
	end, err := s.date(row, "end_")
	if err != nil {
		return nil, err
	}
	put(slide, "start_date", start)
	put(slide, "end_date", end)
	for i, name := range s.h.plain {
		if s.h.index(name) != i {
			continue
		}
		n := textNode(row.cell(i), row.line, 1)
		n.Line, n.Column = row.place(i)
		switch {
		case tlSheetText[name] != "":
			n.Text = plainHTMLCell(n.Text)
			put(text, tlSheetText[name], n)
		case tlSheetMedia[name] != "":
			if n.Text = PlainCell(n.Text); name == "media_credit" || name == "media_caption" {
				n.Text = plainHTMLCell(row.cell(i))
			}
			put(media, tlSheetMedia[name], n)
		case name == "display_date":
			n.Text = PlainCell(n.Text)
			put(slide, name, n)
		case name == "group" || name == "tag" && !s.h.has("group"):
			n.Text = PlainCell(n.Text)
			put(slide, "group", n)
		case name == "background":
			put(slide, name, backgroundNode(n))
		case slices.Contains(tlSheetDates, name), slices.Contains(tlSheetOthers, name), name == "":
		default:
			if known := s.h.names[i]; known == "unique_id" || !slices.Contains(tlOrder[""], known) && known != tlOurMember {
				put(slide, known, n)
			}
		}
	}
	put(slide, "text", text)
	put(slide, "media", media)
	return tlTidied(slide, ""), nil
}

// backgroundPattern is what the widget takes for an address.
var backgroundPattern = regexp.MustCompile(`(?i)^(https?:)?//?`)

// backgroundNode is the background of a slide: an address or else a colour.
func backgroundNode(n *timeline.Node) *timeline.Node {
	n.Text = strings.TrimSpace(PlainCell(n.Text))
	background := &timeline.Node{Kind: timeline.Object, Line: n.Line, Column: n.Column}
	name := "color"
	if backgroundPattern.MatchString(n.Text) {
		name = "url"
	}
	put(background, name, n)
	return background
}

// date is the start or the end of a row; nil where it has none.
func (s *tlSheet) date(row tableRow, prefix string) (*timeline.Node, error) {
	at := func(name string) *timeline.Node {
		n := textNode(s.cell(row, name), row.line, 1)
		n.Line, n.Column = row.place(s.h.index(name))
		return n
	}
	old := at(map[bool]string{true: "start_date", false: "end_date"}[prefix == ""])
	if year := at(prefix + "year"); year.Text == "" && old.Text != "" {
		return oldDateText(old, s.order)
	}
	date := dateNode(at(prefix + "year"))
	for _, name := range []string{"year", "month", "day"} {
		n := at(prefix + name)
		if n.Text == "" {
			continue
		}
		if plain := tlPlainYear(n.Text); tlYearPattern.MatchString(plain) {
			n.Text = plain
		}
		put(date, name, n)
	}
	if err := putTime(date, at(prefix+"time")); err != nil {
		return nil, err
	}
	if len(date.Members) == 0 {
		return nil, nil //nolint:nilnil // there may be no date
	}
	return date, nil
}

// htmlCellPattern is how safeHTML spells what a spreadsheet would run.
var htmlCellPattern = regexp.MustCompile(`&#(61|43|45|64|65309|65291|65293|65312);`)

// plainHTMLCell undoes safeHTML: where a cell may begin, such a reference is the
// character itself.
func plainHTMLCell(s string) string {
	if !strings.Contains(s, "&#") {
		return s
	}
	var b strings.Builder
	begins, from := true, 0
	for _, at := range htmlCellPattern.FindAllStringSubmatchIndex(s, -1) {
		for _, r := range s[from:at[0]] {
			begins = cellBegins(r, begins)
		}
		b.WriteString(s[from:at[0]])
		if from = at[1]; begins {
			code, _ := strconv.Atoi(s[at[2]:at[3]])
			b.WriteRune(rune(code))
			begins = true // as behind the reference, which ends in a semicolon
		} else {
			b.WriteString(s[at[0]:at[1]])
			begins = true
		}
	}
	b.WriteString(s[from:])
	return b.String()
}

// cellBegins reports whether a cell may begin behind a character, for a spreadsheet that
// takes other separators than the comma.
func cellBegins(r rune, begins bool) bool {
	switch {
	case strings.ContainsRune(";\t\r\n", r):
		return true
	case isShown(r):
		return false
	}
	return begins
}
