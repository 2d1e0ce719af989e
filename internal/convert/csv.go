package convert

import (
	"bufio"
	"io"
	"strings"
	"time"

	"example.org/dateline/internal/timeline"
)

// column is one column of a CSV file.
type column[T any] struct {
	name  string
	value func(*T) string
	plain bool // the value is a number, a slug or the like, which no spreadsheet runs
}

// csvFormat is CSV as RFC 4180 has it: a header, a row a record, lines that
// end in CR LF, cells in quotes where they need them. The text is UTF-8, after
// a byte order mark where About asks for one.
//
// A cell that a spreadsheet would run as a formula has an apostrophe before
// it; PlainCell takes it away. A cell with several items is one of JoinList.
func csvFormat[T any](columns []column[T]) Format[T] {
	return Format[T]{Name: "csv", MediaType: "text/csv; charset=utf-8", Extension: "csv", Whole: true, Fields: true,
		Write: func(w io.Writer, about About, records Records[T]) (Loss, error) {
			some := chosen[T](columns, func(c column[T]) string { return c.name }, about.Options.Fields)
			return Loss{}, writeCSV(w, about, some, records)
		}}
}

func writeCSV[T any](w io.Writer, about About, columns []column[T], records Records[T]) error {
	out := newCSVWriter(w, about)
	for _, c := range columns {
		out.cell(c.name)
	}
	out.endRow()
	for r, err := range records {
		if err != nil {
			return err
		}
		for _, c := range columns {
			if c.plain {
				out.cell(c.value(r))
			} else {
				out.cell(safeCell(c.value(r)))
			}
		}
		out.endRow()
		if out.err != nil {
			return out.err
		}
	}
	return out.flush()
}

// csvWriter writes cells and rows, and keeps its first error. Unlike
// encoding/csv it leaves line breaks inside cells as they are.
type csvWriter struct {
	out   *bufio.Writer
	begun bool // the row has a cell
	err   error
}

func newCSVWriter(w io.Writer, about About) *csvWriter {
	out := &csvWriter{out: bufio.NewWriterSize(w, 32<<10)}
	if about.Options.BOM {
		out.string("\uFEFF")
	}
	return out
}

func (w *csvWriter) string(s string) {
	if w.err == nil {
		_, w.err = w.out.WriteString(s)
	}
}

func (w *csvWriter) cell(s string) {
	if w.begun {
		w.string(",")
	}
	w.begun = true
	if !needsQuotes(s) {
		w.string(s)
		return
	}
	w.string(`"`)
	w.string(strings.ReplaceAll(s, `"`, `""`))
	w.string(`"`)
}

// needsQuotes is generous: readers differ in what they trim and what they take
// for a separator or a comment.
func needsQuotes(s string) bool {
	return s != "" && (strings.ContainsAny(s, ",;\t\r\n\"\u2028\u2029\v\f") || strings.TrimSpace(s) != s || s[0] == '#')
}

func (w *csvWriter) endRow() {
	w.string("\r\n")
	w.begun = false
}

func (w *csvWriter) flush() error {
	if w.err != nil {
		return w.err
	}
	return w.out.Flush()
}

// stampColumns are what the server itself says of a record.
func stampColumns[T any](of func(*T) timeline.Stamp) []column[T] {
	return []column[T]{
		{"revision", func(r *T) string { return countCell(of(r).Revision) }, true},
		{"recorded_at", func(r *T) string { return timeCell(of(r).RecordedAt) }, true},
		{"updated_at", func(r *T) string { return timeCell(of(r).UpdatedAt) }, true},
	}
}

func timeCell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// dateColumns are a date in the forms that people filter and read by, each
// name beginning with prefix. of returns nil where a record has no such date.
func dateColumns[T any](prefix string, of func(*T) *timeline.Date) []column[T] {
	cell := func(value func(timeline.Date) string) func(*T) string {
		return func(r *T) string {
			if d := of(r); d != nil {
				return value(*d)
			}
			return ""
		}
	}
	return []column[T]{
		// EDTF and instants are spelled by us: a minus before a year is no formula.
		{prefix + "edtf", cell(func(d timeline.Date) string { return d.EDTF.String() }), true},
		{prefix + "kind", cell(timeline.Date.Kind), true},
		{prefix + "earliest", cell(func(d timeline.Date) string { return boundCell(d.Interval().Earliest) }), true},
		{prefix + "latest", cell(func(d timeline.Date) string { return boundCell(d.Interval().Latest) }), true},
		{prefix + "latest_start", cell(func(d timeline.Date) string { start, _ := innerBounds(d); return boundCell(start) }), true},
		{prefix + "earliest_end", cell(func(d timeline.Date) string { _, end := innerBounds(d); return boundCell(end) }), true},
		{prefix + "precision", cell(func(d timeline.Date) string { return string(d.EDTF.Precision()) }), true},
		{prefix + "basis", cell(func(d timeline.Date) string { return d.Basis }), false},
		{prefix + "text", cell(func(d timeline.Date) string { return d.Text }), false},
		{prefix + "words", cell(DateWords), false},
	}
}
