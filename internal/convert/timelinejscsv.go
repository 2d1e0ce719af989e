package convert

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"example.org/dateline/internal/timeline"
)

// timelineJSCSVEvents is the spreadsheet of TimelineJS, as its template has it
// since December 2024. It says what timelineJSEvents does, but for the EDTF,
// and but for the fraction of a second.
//
// A formula in a text is spelled as a character reference, which the widget
// shows as it was; elsewhere it has an apostrophe before it.
var timelineJSCSVEvents = Format[timeline.Event]{
	Name: "timelinejs-csv", MediaType: "text/csv; charset=utf-8", Extension: "csv", Write: writeTimelineJSCSV,
}

var timelineJSColumns = []string{
	"Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
	"Media", "Media Credit", "Media Caption", "Media Thumbnail", "Alt Text", "Type", "Group", "Background",
}

func writeTimelineJSCSV(w io.Writer, about About, records Records[timeline.Event]) (Loss, error) {
	out := newCSVWriter(w, about)
	row := func(cells []string) {
		for _, c := range cells {
			out.cell(c)
		}
		out.endRow()
	}
	row(timelineJSColumns)
	if title := tlTitleSlide(about); title != nil {
		row(tlRow(*title, "title"))
	}
	c := tlCollector{about: about}
	written := 0
	for slide, err := range c.slides(records) {
		if err != nil {
			return c.loss, err
		}
		for ; written < len(c.eras); written++ {
			row(tlRow(c.eras[written], timeline.Era))
		}
		row(tlRow(*slide, ""))
		if out.err != nil {
			return c.loss, out.err
		}
	}
	for _, era := range c.eras[written:] {
		row(tlRow(era, timeline.Era))
	}
	return c.loss, out.flush()
}

func tlRow(s tlSlide, kind string) []string {
	media := tlMedia{}
	if s.Media != nil {
		media = *s.Media
	}
	row := append(tlDateCells(s.Start), tlDateCells(s.End)...)
	return append(row,
		safeCell(s.DisplayDate), safeHTML(s.Text.Headline), safeHTML(s.Text.Text),
		safeCell(media.URL), safeHTML(media.Credit), safeHTML(media.Caption), safeCell(media.Thumbnail), safeCell(media.Alt), kind, safeCell(s.Group), safeCell(s.Background))
}

// tlDateCells are year, month, day and time.
func tlDateCells(d *tlDate) []string {
	cells := make([]string, 4)
	if d == nil {
		return cells
	}
	cells[0] = strconv.FormatInt(d.Year, 10)
	if d.Month != nil {
		cells[1] = strconv.Itoa(*d.Month)
	}
	if d.Day != nil {
		cells[2] = strconv.Itoa(*d.Day)
	}
	if d.Hour != nil {
		cells[3] = fmt.Sprintf("%02d:00", *d.Hour)
	}
	if d.Minute != nil {
		cells[3] = fmt.Sprintf("%02d:%02d", *d.Hour, *d.Minute)
	}
	if d.Second != nil {
		cells[3] += fmt.Sprintf(":%02d", *d.Second)
	}
	return cells
}

// safeHTML spells what safeCell puts an apostrophe before as a reference to
// the same character. It takes away white space at the start, which HTML does not show.
func safeHTML(s string) string {
	s = strings.TrimLeft(s, " \t\r\n")
	if !strings.ContainsAny(s, "=+-@＝＋－＠") {
		return s
	}
	var b strings.Builder
	begins := true // a cell may begin here
	for _, r := range s {
		if begins && strings.ContainsRune("=+-@＝＋－＠", r) {
			fmt.Fprintf(&b, "&#%d;", r)
			continue // the reference ends in a semicolon
		}
		begins = cellBegins(r, begins)
		b.WriteRune(r)
	}
	return b.String()
}

// isShown reports whether a spreadsheet sees a character before a formula, so that it
// runs none.
func isShown(r rune) bool { return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && r != '\'' }
