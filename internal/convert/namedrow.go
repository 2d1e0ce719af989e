package convert

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// dataset is a format of tables whose first row names their columns and whose other
// rows are an event each, as data sets of conflicts are published.
type dataset struct {
	format string   // its name
	what   string   // what a file of it is called, with its article
	needs  []string // the columns by which it is known, as plainName has them
	id     string   // the column with what an event is known by
	tabs   bool     // its files are not quoted: where tabs part cells, a quote is a letter
	dates  []string // the columns with days

	// event makes the event of a row, and says what comes with it.
	event func(in Input, row *namedRow, with *timeline.Row) (*timeline.Event, error)
}

// detect is certain of a first row that has the columns.
func (d *dataset) detect(head []byte) Fit {
	if headHeader(head).has(d.needs...) {
		return Certain
	}
	return Unlike
}

// namedRow is a row of a table whose columns are known by their names.
type namedRow struct {
	tableRow
	header *header
}

// missing are what programs write where there is nothing.
var missing = []string{"", "NA", "NaN", "nan", "NULL"}

// get is what a cell says, without white space around it; empty where it says
// nothing.
func (r *namedRow) get(column string) string {
	text := strings.TrimSpace(r.cell(r.header.index(column)))
	if slices.Contains(missing, text) {
		return ""
	}
	return text
}

// line1 is what a cell says, in one line.
func (r *namedRow) line1(column string) string { return inOneLine(r.get(column)) }

// wrong is the fault of a cell.
func (r *namedRow) wrong(column, format string, args ...any) error {
	return r.fault(r.header.index(column), column+": "+format, args...)
}

// number is a number in a cell; nil where there is none.
func (r *namedRow) number(column string) (*float64, error) {
	text := r.get(column)
	if text == "" {
		return nil, nil //nolint:nilnil // there may be no number
	}
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") && r.header.decimalComma {
		text = strings.Replace(text, ",", ".", 1)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xXpPiIn_") {
		return nil, r.wrong(column, "%q is no number", timeline.Clip(text, 40))
	}
	return &f, nil
}

// read reads rows as events. Rows that cannot be read are told of one by one.
func (d *dataset) read(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		text := bufio.NewReaderSize(in.Text, headBytes)
		head, _ := text.Peek(headBytes) // an error comes again
		table := newTable(text, nil)
		table.begin()
		table.quotes = table.quotes && (!d.tabs || table.separator != '\t')
		first, err := table.next()
		if errors.Is(err, io.EOF) {
			in.note("there is no row in it")
			return
		}
		if err != nil && timeline.CodeOf(err) != timeline.InvalidRecord {
			yield(first.entry(""), err)
			return
		}
		h := headerOf(first)
		if lacking := slices.DeleteFunc(slices.Clone(d.needs), func(name string) bool { return h.has(name) }); len(lacking) > 0 {
			yield(first.entry(""), &timeline.Error{Code: timeline.InvalidParameter, Parameter: "format",
				Message: fmt.Sprintf("This is not %s: its first row has no column %s.", d.what, strings.Join(lacking, ", "))})
			return
		}
		for _, name := range h.twice {
			in.note(fmt.Sprintf("two columns are called %q: the first of them is read", timeline.Clip(name, 60)))
		}
		h.decimalComma = table.separator != ','
		if in.DayOrder == "" {
			in.DayOrder = d.orderIn(head)
		}
		d.readRows(in, table, &h, yield)
	}
}

// orderIn is the order of day and month in a text, as far as a day above 12 in its
// head shows it.
func (d *dataset) orderIn(head []byte) string {
	rows := headRows(head, nil, len(head))
	if len(rows) == 0 {
		return ""
	}
	var cells []string
	h := headerOf(rows[0])
	for _, row := range rows[1:] {
		for _, column := range d.dates {
			cells = append(cells, row.cell(h.index(column)))
		}
	}
	return orderIn(cells)
}

func (d *dataset) readRows(in Input, table *tableReader, h *header, yield func(timeline.Entry, error) bool) {
	var known versions
	defer func() {
		if known.older > 0 {
			in.note(fmt.Sprintf("older versions of events that the file has in newer ones are passed over: %d", known.older))
		}
	}()
	for {
		row, err := table.next()
		if errors.Is(err, io.EOF) {
			return
		}
		entry := row.entry(h.raw)
		if err == nil {
			named := &namedRow{row, h}
			if isTagRow(row) {
				continue
			}
			var passed bool
			if entry.Record, entry.Row, passed, err = d.made(in, named, &known); passed {
				continue
			}
			entry.NoID = entry.Record != nil
		}
		if !yield(entry, err) || err != nil && timeline.CodeOf(err) != timeline.InvalidRecord {
			return
		}
	}
}

// isTagRow reports whether a row is the second header that humanitarian data has:
// hashtags of the Humanitarian Exchange Language.
func isTagRow(row tableRow) bool {
	tags := 0
	for _, c := range row.cells {
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		if !strings.HasPrefix(c, "#") {
			return false
		}
		tags++
	}
	return tags > 0
}

// made is the event of a row with what comes with it, complete and by the rules; or
// the row is passed over, as the file has had a newer version of it.
func (d *dataset) made(in Input, row *namedRow, known *versions) (r timeline.Record, with *timeline.Row, passed bool, err error) {
	if n := len(row.header.names); len(row.cells) != n && !blank(row.cells[min(n, len(row.cells)):]) || len(row.cells) < n {
		return nil, nil, false, row.fault(min(n, len(row.cells)-1), "the row has %d cells and the header %d: a separator is missing or stands in a cell without quotes", len(row.cells), n)
	}
	with = &timeline.Row{}
	e, err := d.event(in, row, with)
	if err != nil {
		return nil, nil, false, err
	}
	e.ID = timeline.IDToBeMade
	if err := timeline.Complete(e); err != nil {
		return nil, nil, false, row.faultsOf(err)
	}
	first, how := known.add(e.ExternalIDs[0], row, with.Version)
	switch how {
	case older:
		return nil, nil, true, nil
	case other:
		return nil, nil, false, row.wrong(d.id, "the event %s is in the file already, at line %d, and says something else there: leave one of them out", timeline.Clip(row.get(d.id), 60), first)
	}
	return e, with, false, nil
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// faultsOf are the faults of a record, at the row that it was made of.
func (r *namedRow) faultsOf(err error) error {
	if te, ok := errors.AsType[*timeline.Error](err); ok {
		for i := range te.Faults {
			te.Faults[i].Line, te.Faults[i].Column = r.line, 1
		}
	}
	return err
}

// warn tells what a row contradicts itself in.
func (r *namedRow) warn(with *timeline.Row, pointer, hint, format string, args ...any) {
	with.Warnings = append(with.Warnings, timeline.Warning{Pointer: pointer, Message: fmt.Sprintf(format, args...), Hint: hint, Line: r.line})
}

// rest is what columns say that have no other home in an event, under the name of
// the format: known columns in an order of their own, so that the order of a file
// makes no difference, and others behind them by name.
func (r *namedRow) rest(format string, order, homed []string) (timeline.Origin, error) {
	passed := make(map[string]bool, len(order)+len(homed)) // looked up for each of many columns
	for _, c := range slices.Concat(order, homed) {
		passed[c] = true
	}
	columns := filteredColumns(r.header.plain, passed)
	for _, c := range order {
		passed[c] = false
	}
	for _, c := range homed {
		passed[c] = true
	}
	said := &timeline.Node{Kind: timeline.Object}
	for _, c := range slices.Concat(order, columns) {
		if !passed[c] && r.get(c) != "" {
			said.Members = append(said.Members, timeline.Member{Name: c, Value: &timeline.Node{Kind: timeline.String, Text: r.cell(r.header.index(c))}})
		}
	}
	if len(said.Members) == 0 {
		return nil, nil
	}
	o, err := timeline.OriginOf(&timeline.Node{Kind: timeline.Object, Members: []timeline.Member{{Name: format, Value: said}}})
	return o, r.faultsOf(err)
}

// filteredColumns are the columns that are not passed over, by name, each once.
func filteredColumns(all []string, passed map[string]bool) []string {
	var columns []string
	for _, c := range all {
		if c != "" && !passed[c] {
			columns = append(columns, c)
		}
	}
	slices.Sort(columns)
	return slices.Compact(columns)
}

// spot is where columns say that a row lies; nil where they do not, or say 0, 0, as
// programs write where nothing is known.
func (r *namedRow) spot(with *timeline.Row) (lat, lon *float64, err error) {
	lat, err = r.number("latitude")
	if err == nil {
		lon, err = r.number("longitude")
	}
	switch {
	case err != nil:
		return nil, nil, err
	case (lat == nil) != (lon == nil):
		r.warn(with, "/places", "state latitude and longitude, or neither", "one of latitude and longitude is missing: the place has neither")
		return nil, nil, nil
	case lat != nil && *lat == 0 && *lon == 0:
		return nil, nil, nil
	}
	return lat, lon, nil
}
