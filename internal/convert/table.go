package convert

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// dialect is how a text parts its rows into cells.
type dialect struct {
	separator byte
	quotes    bool // a cell may stand in quotes, and hold separators and line breaks then
}

// The dialects that formats fix. Others are found by dialectOf.
var (
	commas    = dialect{separator: ',', quotes: true}
	plainTabs = dialect{separator: '\t'} // a quote is a letter like any other
)

// Bounds of a row, in bytes. What is longer is refused, and the rows behind it are
// read.
const (
	maxCell = 1 << 20
	maxRow  = 10 << 20
)

// tableReader reads rows of cells, in memory bounded by the longest row.
//
// It is not encoding/csv, which reads on to the end of the text where a quote is
// never closed, whatever that takes of memory, and takes all those rows for one; and
// which keeps neither a row's text as it was nor line breaks as they were. For what
// encoding/csv takes without LazyQuotes the cells are the same.
type tableReader struct {
	dialect
	in    io.Reader
	eol   byte   // what ends a line: '\r' alone in texts of old Macs, else '\n'
	buf   []byte // what is read and not yet handed out
	ended bool   // nothing is behind buf
	err   error  // of in, told when buf is used up
	line  int    // on which the rest begins
	found bool   // the head has been looked at

	text   []byte // of the cells, one behind the other
	ends   []int  // of each in it
	begins []int  // of each in the row's raw text
}

// newTable reads rows in a dialect; nil for the one that the text turns out to have.
// A byte order mark is passed over, and so is the line by which a text names its
// separator to Excel (sep=;).
func newTable(text io.Reader, d *dialect) *tableReader {
	t := &tableReader{in: text, line: 1, eol: '\n'}
	if d != nil {
		t.dialect = *d
	}
	return t
}

// tableRow is a row as it stands in the text. What it has of bytes is valid until
// the next one.
type tableRow struct {
	line   int // on which it begins
	raw    []byte
	cells  []string // without quotes; as many as the row has
	begins []int    // of each cell in raw
	eol    byte
}

// next is the next row that is not blank, and io.EOF behind the last. A
// *timeline.Error concerns that row alone, which comes with it. Any other ends the
// reading.
func (t *tableReader) next() (tableRow, error) {
	if !t.found {
		t.begin()
	}
	for {
		row, err := t.row()
		if err != nil || !row.isBlank() {
			return row, err
		}
	}
}

// begin passes over what stands before the rows, and finds the dialect.
func (t *tableReader) begin() {
	t.found = true
	t.fill(headBytes)
	t.drop(len(t.buf)-len(bytes.TrimPrefix(t.buf, []byte("\uFEFF"))), 0)
	if !bytes.Contains(t.buf, []byte("\n")) && bytes.Contains(t.buf, []byte("\r")) {
		t.eol = '\r'
	}
	if separator, size := separatorLine(t.buf); size > 0 {
		t.drop(size, 1)
		if t.dialect == (dialect{}) {
			t.dialect = dialect{separator: separator, quotes: true}
		}
	}
	if t.dialect == (dialect{}) {
		t.dialect = dialectOf(t.buf)
	}
}

// separatorLine reads Excel's first line, which is no row: sep=;
func separatorLine(text []byte) (separator byte, size int) {
	end := bytes.IndexAny(text, "\r\n")
	if end < 0 {
		return 0, 0
	}
	rest, isOne := strings.CutPrefix(strings.ToLower(strings.Trim(string(text[:end]), `"`)), "sep=")
	if !isOne || len(rest) != 1 {
		return 0, 0
	}
	if bytes.HasPrefix(text[end:], []byte("\r\n")) {
		end++
	}
	return rest[0], end + 1
}

// fill reads until so many bytes are there, or all.
func (t *tableReader) fill(want int) {
	for len(t.buf) < want && !t.ended {
		if cap(t.buf) < want {
			t.buf = append(make([]byte, 0, want), t.buf...)
		}
		n, err := t.in.Read(t.buf[len(t.buf):want])
		t.buf = t.buf[:len(t.buf)+n]
		if err != nil {
			t.ended = true
			if !errors.Is(err, io.EOF) {
				t.err = err
			}
		}
	}
}

// drop passes over what has been used.
func (t *tableReader) drop(size, lines int) {
	t.buf = t.buf[size:]
	t.line += lines
}

// How the looking for a row's end came out.
type outcome int

const (
	whole   outcome = iota
	more            // it goes on behind the text
	unended         // a quote is not closed
	stray           // something stands behind a quote that closes a cell
)

func (t *tableReader) row() (tableRow, error) {
	for {
		if len(t.buf) == 0 {
			if t.fill(headBytes); len(t.buf) == 0 {
				if t.err != nil {
					return tableRow{line: t.line}, fmt.Errorf("read line %d: %w", t.line, t.err)
				}
				return tableRow{line: t.line}, io.EOF
			}
		}
		size, at, how := t.scan(t.buf)
		if how == more && len(t.buf) < maxRow {
			t.fill(min(max(2*len(t.buf), headBytes), maxRow))
			continue
		}
		return t.take(size, at, how)
	}
}

// take hands out the row that was found, or what is none: up to the end of the line
// on which its last cell begins. The lines behind that are read as rows of their own.
func (t *tableReader) take(size, at int, how outcome) (tableRow, error) {
	row := tableRow{line: t.line, eol: t.eol}
	opens := t.begins[len(t.begins)-1]
	if how != whole {
		n := bytes.IndexByte(t.buf[opens:], t.eol)
		switch {
		case n >= 0:
			size = opens + n + 1
		case t.ended:
			size = len(t.buf)
		default:
			row.raw = bytes.Clone(t.buf)
			t.passLine()
			return row, rowFault(row.line, 1, "the row is longer than %d bytes", maxRow)
		}
	}
	row.raw = bytes.TrimSuffix(t.buf[:size], []byte{t.eol})
	if t.eol == '\n' {
		row.raw = bytes.TrimSuffix(row.raw, []byte("\r"))
	}
	t.drop(size, max(1, bytes.Count(t.buf[:size], []byte{t.eol})))
	const twice = "a quote inside a cell in quotes is written twice"
	switch {
	case how == more || how == unended:
		return row, row.faultAt(opens, "a quote opens here and is not closed: the cell may end here, or many lines below")
	case how == stray && at > len(row.raw):
		return row, row.faultAt(opens, "a quote opens here, and is closed on a later line with text behind it: %s", twice)
	case how == stray:
		return row, row.faultAt(at, "text stands behind the quote that closes the cell: %s", twice)
	}
	row.cells, row.begins = t.cells(), t.begins
	return row, row.check()
}

// passLine drops the rest of a line that is too long to be kept.
func (t *tableReader) passLine() {
	for {
		t.buf = nil
		if t.fill(headBytes); len(t.buf) == 0 {
			return
		}
		if i := bytes.IndexByte(t.buf, t.eol); i >= 0 {
			t.drop(i+1, 1)
			return
		}
	}
}

// cells are the texts that scan has found, in one piece of memory.
func (t *tableReader) cells() []string {
	text, from := string(t.text), 0
	cells := make([]string, len(t.ends))
	for i, end := range t.ends {
		cells[i], from = text[from:end], end
	}
	return cells
}

// scan finds the row that a text begins with: its size with its line end, and where
// in it something is wrong.
func (t *tableReader) scan(text []byte) (size, at int, how outcome) {
	t.text, t.ends, t.begins = t.text[:0], t.ends[:0], t.begins[:0]
	for i := 0; ; {
		begin := i
		if i = t.quoteAt(text, begin); i < 0 {
			i = begin + t.plainCell(text[begin:])
			t.begins = append(t.begins, begin)
		} else {
			begin = i
			t.begins = append(t.begins, begin)
			if i, how = t.quotedCell(text, i+1); how != whole {
				return 0, begin, how
			}
		}
		t.ends = append(t.ends, len(t.text))
		switch {
		case i == len(text) && !t.ended:
			return 0, begin, more
		case i == len(text):
			return i, 0, whole
		case text[i] == t.separator:
			i++
		case text[i] == t.eol:
			return i + 1, 0, whole
		case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return i + 2, 0, whole
		case text[i] == '\r' && i+1 == len(text):
			if !t.ended {
				return 0, begin, more
			}
			return i + 1, 0, whole
		default:
			return 0, i, stray
		}
	}
}

// quoteAt is where the quote stands that opens a cell, or -1. Blanks may stand before
// it.
func (t *tableReader) quoteAt(text []byte, i int) int {
	if !t.quotes {
		return -1
	}
	i += t.blanks(text[i:])
	if i == len(text) || text[i] != '"' {
		return -1
	}
	return i
}

func (t *tableReader) blanks(text []byte) int {
	n := 0
	for n < len(text) && (text[n] == ' ' || text[n] == '\t') && text[n] != t.separator {
		n++
	}
	return n
}

// plainCell is how long the cell is that a text begins with.
func (t *tableReader) plainCell(text []byte) int {
	n := 0
	for n < len(text) && text[n] != t.separator && text[n] != t.eol {
		n++
	}
	cell := text[:n]
	if t.eol == '\n' && (n == len(text) && t.ended || n < len(text) && text[n] == '\n') {
		cell = bytes.TrimSuffix(cell, []byte("\r"))
	}
	t.text = append(t.text, cell...)
	return n
}

// quotedCell reads a cell from behind its quote on, and returns what stands behind
// it.
func (t *tableReader) quotedCell(text []byte, i int) (int, outcome) {
	for {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 && t.ended {
			return -1, unended
		}
		if n < 0 {
			return -1, more
		}
		t.text = append(t.text, text[i:i+n]...)
		i += n + 1
		if i == len(text) || text[i] != '"' {
			return i + t.blanks(text[i:]), whole
		}
		t.text = append(t.text, '"')
		i++
	}
}

// check refuses what no record can hold.
func (r *tableRow) check() error {
	for i, cell := range r.cells {
		if len(cell) > maxCell {
			return r.fault(i, "the cell has %d bytes; at most %d are taken", len(cell), maxCell)
		}
	}
	if i := bytes.IndexByte(r.raw, 0); i >= 0 {
		return r.faultAt(i, "the row holds a NUL character")
	}
	if i := invalidUTF8(r.raw); i >= 0 {
		return r.faultAt(i, "the byte %#02x is not UTF-8: save the file as UTF-8, or say what encoding it has (--encoding)", r.raw[i])
	}
	return nil
}

func invalidUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; ; {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n < 2 {
			return i
		}
		i += n
	}
}

// isBlank reports whether nothing stands in any cell.
func (r *tableRow) isBlank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// cell is a cell by its number, from 0; blank where the row ends before it.
func (r *tableRow) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// place is the line on which a cell begins and its column there, in characters; of a row
// that is no text, the number of the cell.
func (r *tableRow) place(i int) (line, column int) {
	if r.begins == nil {
		return r.line, i + 1
	}
	at := len(r.raw)
	if i >= 0 && i < len(r.begins) {
		at = r.begins[i]
	}
	return r.placeAt(at)
}

func (r *tableRow) placeAt(at int) (line, column int) {
	before := r.raw[:at]
	lines := bytes.Count(before, []byte{r.eol})
	return r.line + lines, utf8.RuneCount(before[bytes.LastIndexByte(before, r.eol)+1:]) + 1
}

// fault is that of a cell.
func (r *tableRow) fault(cell int, format string, args ...any) error {
	line, column := r.place(cell)
	return rowFault(line, column, format, args...)
}

func (r *tableRow) faultAt(at int, format string, args ...any) error {
	line, column := r.placeAt(at)
	return rowFault(line, column, format, args...)
}

// entry is the row as an entry without a record.
func (r *tableRow) entry(header string) timeline.Entry {
	return timeline.Entry{Line: r.line, Raw: r.raw, Header: header}
}
