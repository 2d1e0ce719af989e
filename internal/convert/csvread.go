package convert

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"

	"example.org/dateline/internal/timeline"
)

// csvReader reads tables of events with any columns, and the one that csvEvents writes.
var csvReader = Reader{
	Name: "csv", Title: "table with a column for each fact (CSV, TSV)",
	MediaTypes: []string{"text/csv", "text/tab-separated-values"}, Extensions: []string{".csv", ".tsv", ".tab"},
	Detect: detectCSV, Foreign: true, Read: readCSV,
}

// detectCSV is certain of the columns that Dateline itself writes alone: others have a
// date and a title, too. What begins with two rows of as many cells may be a table.
func detectCSV(head []byte) Fit {
	rows := headRows(head, nil, 10)
	if len(rows) == 0 || bytes.ContainsAny(bytes.TrimSpace(head)[:1], "{[<") {
		return Unlike
	}
	if isOwnTable(headerOf(rows[0])) {
		return Certain
	}
	for i, row := range rows {
		if len(row.cells) > 1 && (i == 1 && len(row.cells) == len(rows[0].cells) || knownColumns(headerOf(row), nil) > 0) {
			return Possible
		}
	}
	return Unlike
}

// isOwnTable tells whether Dateline has written a table of events.
func isOwnTable(h header) bool {
	return h.has("id", "story", "title", "type", "verification", "date_edtf", "date_basis")
}

// evidenceBytes is how much of a text is looked at before its first row is read: what
// its columns are, in which order its days and months stand. It is kept in memory, as
// texts come by streams that cannot be read twice; a table that tells its order of days
// further below only is one that --day-order is for.
const evidenceBytes = 16 << 20

func readCSV(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) { readTableText("csv", in, yield) }
}

// readTableText reads the rows of a text.
func readTableText(format string, in Input, yield func(timeline.Entry, error) bool) {
	var head bytes.Buffer
	if _, err := io.CopyN(&head, in.Text, evidenceBytes); err != nil && !errors.Is(err, io.EOF) {
		yield(timeline.Entry{}, err)
		return
	}
	looked := head.Bytes()
	if len(looked) == evidenceBytes { // without the row that is cut off
		looked = looked[:bytes.LastIndexAny(looked, "\r\n")+1]
	}
	t := tableOf(func() iter.Seq2[tableRow, error] { return rowsOf(bytes.NewReader(looked)) })
	t.rows = func() iter.Seq2[tableRow, error] { return rowsOf(io.MultiReader(&head, in.Text)) }
	t.comma = newTable(bytes.NewReader(looked), nil).separatorIsNoComma()
	t.read(format, in, yield)
}

// separatorIsNoComma tells whether numbers can have a decimal comma without quotes.
func (t *tableReader) separatorIsNoComma() bool {
	t.begin()
	return t.separator != ','
}

// rowsOf are the rows of a text.
func rowsOf(text io.Reader) iter.Seq2[tableRow, error] {
	return func(yield func(tableRow, error) bool) {
		in := newTable(text, nil)
		for {
			row, err := in.next()
			if errors.Is(err, io.EOF) || !yield(row, err) {
				return
			}
			if err != nil && timeline.CodeOf(err) != timeline.InvalidRecord {
				return
			}
		}
	}
}

// table is a table that can be read twice: to see what it is, and to read it.
type table struct {
	looked, rows func() iter.Seq2[tableRow, error]
	section      func(row *tableRow) string // where a row stands, if its line does not say
	comma        bool
}

func tableOf(looked func() iter.Seq2[tableRow, error]) *table {
	return &table{looked: looked, rows: looked}
}

// layout finds out how the table is read.
func (t *table) layout(format string, in Input) (*layout, error) {
	var first []tableRow
	for row, err := range t.looked() {
		if err != nil {
			if timeline.CodeOf(err) != timeline.InvalidRecord {
				return nil, err
			}
			continue
		}
		row.raw = bytes.Clone(row.raw)
		if first = append(first, row); len(first) > headerRows {
			break
		}
	}
	l, err := layoutOf(format, first, in.Mapping)
	if err != nil {
		return nil, tableError(err)
	}
	l.comma, l.padded = t.comma, t.section != nil
	for row, err := range t.looked() {
		if err == nil && row.line >= l.first {
			l.observe(&row)
		}
	}
	l.conclude(in.DayOrder)
	return l, nil
}

func (t *table) read(format string, in Input, yield func(timeline.Entry, error) bool) {
	if own, isOwn := t.own(); isOwn && in.Mapping == nil {
		own.read(t, in, yield)
		return
	}
	l, err := t.layout(format, in)
	if err != nil {
		yield(timeline.Entry{}, err)
		return
	}
	for _, note := range l.noteOf() {
		in.note(note)
	}
	if in.Mapped != nil {
		in.Mapped(l.toMap())
	}
	var ids identities
	some := false
	for row, err := range t.rows() {
		if row.line < l.first && (err == nil || timeline.CodeOf(err) == timeline.InvalidRecord) {
			continue
		}
		entry := row.entry(l.header.raw)
		if err == nil {
			entry, err = l.read(&row, &ids)
		}
		if t.section != nil && entry.Row != nil {
			entry.Row.From.Section = t.section(&row)
		}
		some = true
		if !yield(entry, err) {
			return
		}
	}
	if !some {
		in.note("there is no row below the names of the columns")
	}
	if l.twoDigit() {
		in.note("years of two digits are read as 1969 to 2068")
	}
}

func (l *layout) twoDigit() bool {
	for _, r := range l.dates {
		if r.twoDigit {
			return true
		}
	}
	return l.words.twoDigit
}

// toMap is the mapping as it is used, with what the rows tell.
func (l *layout) toMap() *Mapping {
	m := l.mapping
	m.Columns = slices.Clone(m.Columns)
	for _, reader := range l.dates {
		if m.DayOrder == "" {
			m.DayOrder = reader.order
		}
	}
	return &m
}
