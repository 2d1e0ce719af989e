package convert

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// gdeltReader reads the events of GDELT 2.0 and 1.0, as they are published: tabs,
// no quotes and no header, so that the number of cells tells the version. Tables with
// GDELT's names in a header are read, too, as BigQuery and pandas write them.
var gdeltReader = Reader{
	Name: "gdelt", Title: "GDELT events, 2.0 and 1.0",
	MediaTypes: []string{"text/tab-separated-values", "text/csv"}, Extensions: []string{".csv", ".tsv", ".txt"},
	Detect: gdeltEvents.detect, Read: readGDELT, Foreign: true,
}

func readGDELT(in Input) iter.Seq2[timeline.Entry, error] {
	rows := &dataset{format: "gdelt", what: "a table of GDELT events", needs: gdeltEvents.needs, id: "globaleventid", event: gdeltEvent}
	var known versions
	return gdeltEvents.read(in, func(row *namedRow) (timeline.Record, *timeline.Row, error) {
		record, with, _, err := rows.made(in, row, &known)
		return record, with, err
	})
}

// gdeltTable is a table of GDELT's.
type gdeltTable struct {
	what    string    // what its rows are, for messages
	layouts []*header // without a header, by the number of cells
	needs   []string  // columns that a header has to have
	digits  []int     // how many digits the first cells have; 0 for any number
}

// gdeltLayout is the header that a table would have.
func gdeltLayout(names string) *header {
	h := headerOf(tableRow{cells: strings.Fields(names)})
	return &h
}

// cells is a layout by the number of its cells; nil where there is none.
func (g *gdeltTable) layout(cells int) *header {
	for _, h := range g.layouts {
		if len(h.names) == cells {
			return h
		}
	}
	return nil
}

// fits tells whether a row is one of the table's.
func (g *gdeltTable) fits(row tableRow) bool {
	if g.layout(len(row.cells)) == nil {
		return false
	}
	for i, digits := range g.digits {
		if cell := row.cells[i]; !areDigits(cell) || digits > 0 && len(cell) != digits {
			return false
		}
	}
	return true
}

func areDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// seenRows is how many rows at most show whether a table without a header is one of
// GDELT's: one of them may be damaged.
const seenRows = 20

func (g *gdeltTable) detect(head []byte) Fit {
	if slices.ContainsFunc(headRows(head, &plainTabs, seenRows), g.fits) || headHeader(head).has(g.needs...) {
		return Certain
	}
	return Unlike
}

// read reads rows as entries, each as make makes it. Rows that cannot be read are
// told of one by one.
func (g *gdeltTable) read(in Input, make func(*namedRow) (timeline.Record, *timeline.Row, error)) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		text := bufio.NewReaderSize(in.Text, headBytes)
		head, err := text.Peek(headBytes)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(timeline.Entry{Line: 1}, fmt.Errorf("read line 1: %w", err))
			return
		}
		table, header, err := g.begin(text, bytes.TrimPrefix(head, []byte("\uFEFF")))
		if errors.Is(err, io.EOF) {
			in.note("there is no row in it")
			return
		}
		if err != nil {
			yield(timeline.Entry{Line: 1}, err)
			return
		}
		for {
			row, err := table.next()
			if errors.Is(err, io.EOF) {
				return
			}
			entry := row.entry("")
			if header != nil {
				entry.Header = header.raw
			}
			if err == nil {
				entry.Record, entry.Row, err = g.entry(row, header, make)
				entry.NoID = entry.Record != nil
			}
			if !yield(entry, err) || err != nil && timeline.CodeOf(err) != timeline.InvalidRecord {
				return
			}
		}
	}
}

// begin finds out how a table is written, and reads its header where it has one.
func (g *gdeltTable) begin(text io.Reader, head []byte) (*tableReader, *header, error) {
	rows := headRows(head, &plainTabs, seenRows)
	if len(rows) == 0 {
		return nil, nil, io.EOF
	}
	alone := len(rows) == 1 // a row that was rejected, perhaps, and is read again: what is wrong with it concerns it alone
	if (alone || slices.ContainsFunc(rows, g.fits)) && !headHeader(head).has(g.needs...) {
		return newTable(text, &plainTabs), nil, nil
	}
	table := newTable(text, nil)
	table.begin()
	table.quotes = table.separator != '\t'
	first, err := table.next()
	if err != nil {
		return nil, nil, err
	}
	if h := headerOf(first); h.has(g.needs...) {
		h.decimalComma = table.separator != ','
		return table, &h, nil
	}
	return nil, nil, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "format",
		Message: fmt.Sprintf("This is no table of %s: their rows have %s cells with tabs between them, or a header with the columns %s.",
			g.what, g.counts(), strings.Join(g.needs, ", "))}
}

// counts are how many cells a row may have, in words.
func (g *gdeltTable) counts() string {
	var counts []string
	for _, h := range g.layouts {
		counts = append(counts, strconv.Itoa(len(h.names)))
	}
	return strings.Join(counts, " or ")
}

func (g *gdeltTable) entry(row tableRow, h *header, make func(*namedRow) (timeline.Record, *timeline.Row, error)) (timeline.Record, *timeline.Row, error) {
	if h == nil {
		if h = g.layout(len(row.cells)); h == nil {
			return nil, nil, row.fault(len(row.cells)-1, "the row has %d cells, and those of %s have %s: a tab is missing, or stands in a cell", len(row.cells), g.what, g.counts())
		}
	}
	return make(&namedRow{row, h})
}

// whole is a whole number in a cell as its digits, which pandas may have written with
// a fraction of zero.
func (r *namedRow) whole(column string) string {
	text := strings.TrimSuffix(r.get(column), ".0")
	if !areDigits(text) {
		return ""
	}
	return text
}
