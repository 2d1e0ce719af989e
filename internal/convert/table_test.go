package convert

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// readTable is what a text has of rows: each as its line, its cells in brackets and
// why it is refused.
func readTable(t testing.TB, text io.Reader, d *dialect) (rows []tableRow, faults []string) {
	t.Helper()
	in := newTable(text, d)
	for {
		row, err := in.next()
		if errors.Is(err, io.EOF) {
			return rows, faults
		}
		if err != nil {
			if timeline.CodeOf(err) != timeline.InvalidRecord {
				t.Fatal(err)
			}
			row.cells = nil
			faults = append(faults, err.Error())
		}
		row.raw, row.begins = bytes.Clone(row.raw), slices.Clone(row.begins)
		rows = append(rows, row)
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	type row struct {
		line  int
		cells []string // nil where the row is refused
		raw   string
	}
	for name, tt := range map[string]struct {
		text   string
		d      *dialect
		want   []row
		faults []string
	}{
		"plain":              {"a,b\n1,2\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, []string{"1", "2"}, "1,2"}}, nil},
		"without a line end": {"a,b\n1,", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, []string{"1", ""}, "1,"}}, nil},
		"mark and CR LF":     {"\uFEFFa,b\r\n1,\"2\"\r\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, []string{"1", "2"}, `1,"2"`}}, nil},
		"CR alone":           {"a;b\r1;2\r", nil, []row{{1, []string{"a", "b"}, "a;b"}, {2, []string{"1", "2"}, "1;2"}}, nil},
		"breaks in cells": {"a,b\r\n\"one\r\ntwo\",\"\"\"x\"\"\n\"\r\n3,4", nil, []row{
			{1, []string{"a", "b"}, "a,b"}, {2, []string{"one\r\ntwo", "\"x\"\n"}, "\"one\r\ntwo\",\"\"\"x\"\"\n\""}, {5, []string{"3", "4"}, "3,4"},
		}, nil},
		"blank rows":            {"\n\na,b\n,\n \t\n1,2\n\n", nil, []row{{3, []string{"a", "b"}, "a,b"}, {6, []string{"1", "2"}, "1,2"}}, nil},
		"ragged":                {"a,b\n1\n1,2,3\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, []string{"1"}, "1"}, {3, []string{"1", "2", "3"}, "1,2,3"}}, nil},
		"semicolons":            {"a;b\n\"1,5\";2,5\n", nil, []row{{1, []string{"a", "b"}, "a;b"}, {2, []string{"1,5", "2,5"}, `"1,5";2,5`}}, nil},
		"tabs":                  {"a\tb\n\"1\t1\"\t2\n", nil, []row{{1, []string{"a", "b"}, "a\tb"}, {2, []string{"1\t1", "2"}, "\"1\t1\"\t2"}}, nil},
		"tabs without quotes":   {"a\t\"b\n\"1\" x\t2\n", &plainTabs, []row{{1, []string{"a", `"b`}, "a\t\"b"}, {2, []string{`"1" x`, "2"}, "\"1\" x\t2"}}, nil},
		"bars":                  {"a|b\n1|2\n", nil, []row{{1, []string{"a", "b"}, "a|b"}, {2, []string{"1", "2"}, "1|2"}}, nil},
		"one column":            {"a\n1 2\n", nil, []row{{1, []string{"a"}, "a"}, {2, []string{"1 2"}, "1 2"}}, nil},
		"Excel's separator":     {"sep=;\r\na;b\r\n1,2;3\r\n", nil, []row{{2, []string{"a", "b"}, "a;b"}, {3, []string{"1,2", "3"}, "1,2;3"}}, nil},
		"it in quotes":          {"\"sep=\t\"\na\tb\n", nil, []row{{2, []string{"a", "b"}, "a\tb"}}, nil},
		"commas in texts":       {"a;b;c\nx, y;1,2;3\nx, y;1,2;3\n", nil, []row{{1, []string{"a", "b", "c"}, "a;b;c"}, {2, []string{"x, y", "1,2", "3"}, "x, y;1,2;3"}, {3, []string{"x, y", "1,2", "3"}, "x, y;1,2;3"}}, nil},
		"a quote within":        {"a,b\n5\" gun,x\"\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, []string{`5" gun`, `x"`}, `5" gun,x"`}}, nil},
		"blanks around quotes":  {"a, \"b\" ,c\n", nil, []row{{1, []string{"a", "b", "c"}, `a, "b" ,c`}}, nil},
		"nothing":               {"", nil, nil, nil},
		"a mark alone":          {"\uFEFF", nil, nil, nil},
		"text behind the quote": {"a,b\nä,\"Big\" day\n1,2\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, nil, `ä,"Big" day`}, {3, []string{"1", "2"}, "1,2"}}, []string{"2:9: the document: text stands behind the quote that closes the cell: a quote inside a cell in quotes is written twice"}},
		"a quote left open":     {"a,b\n1,\"2\n3,4\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, nil, `1,"2`}, {3, []string{"3", "4"}, "3,4"}}, []string{"2:3: the document: a quote opens here and is not closed: the cell may end here, or many lines below"}},
		"two left open": {"a,b\n1,\"2\n3,\"4\n5,6\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, nil, `1,"2`}, {3, nil, `3,"4`}, {4, []string{"5", "6"}, "5,6"}}, []string{
			"2:3: the document: a quote opens here, and is closed on a later line with text behind it: a quote inside a cell in quotes is written twice",
			"3:3: the document: a quote opens here and is not closed: the cell may end here, or many lines below",
		}},
		"behind a cell of two lines": {"a,b\n\"1\n2\",\"x\" y\n5,6\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, nil, "\"1\n2\",\"x\" y"}, {4, []string{"5", "6"}, "5,6"}}, []string{"3:8: the document: text stands behind the quote that closes the cell: a quote inside a cell in quotes is written twice"}},
		"NUL":                        {"a,b\n1,\x00\n3,4\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, nil, "1,\x00"}, {3, []string{"3", "4"}, "3,4"}}, []string{"2:3: the document: the row holds a NUL character"}},
		"Latin-1":                    {"a,b\nü,caf\xe9\n3,4\n", nil, []row{{1, []string{"a", "b"}, "a,b"}, {2, nil, "ü,caf\xe9"}, {3, []string{"3", "4"}, "3,4"}}, []string{"2:6: the document: the byte 0xe9 is not UTF-8: save the file as UTF-8, or say what encoding it has (--encoding)"}},
	} {
		for _, in := range []io.Reader{strings.NewReader(tt.text), &onebyte{tt.text}} {
			rows, faults := readTable(t, in, tt.d)
			var got []row
			for _, r := range rows {
				got = append(got, row{r.line, r.cells, string(r.raw)})
			}
			same := slices.EqualFunc(got, tt.want, func(a, b row) bool {
				return a.line == b.line && a.raw == b.raw && (a.cells == nil) == (b.cells == nil) && slices.Equal(a.cells, b.cells)
			})
			if !same || !slices.Equal(faults, tt.faults) {
				t.Errorf("%s:\n%+v\n%q\nwant\n%+v\n%q", name, got, faults, tt.want, tt.faults)
			}
		}
	}
}

// onebyte gives a text byte by byte.
type onebyte struct{ rest string }

func (o *onebyte) Read(p []byte) (int, error) {
	if o.rest == "" {
		return 0, io.EOF
	}
	p[0], o.rest = o.rest[0], o.rest[1:]
	return 1, nil
}

// A cell has the line on which it begins, and its column in characters.
func TestPlacesOfCells(t *testing.T) {
	t.Parallel()
	rows, _ := readTable(t, strings.NewReader("ä,\"b\r\nc\", \"d\",e\r\nx\r\n"), nil)
	for i, want := range [][2]int{{1, 1}, {1, 3}, {2, 5}, {2, 9}, {2, 10}} {
		if line, column := rows[0].place(i); line != want[0] || column != want[1] {
			t.Errorf("cell %d is at %d:%d, want %v", i, line, column, want)
		}
	}
	if rows[1].cell(0) != "x" || rows[1].cell(1) != "" || rows[1].cell(-1) != "" {
		t.Errorf("cells: %q", rows[1].cells)
	}
}

// What is too long is refused, without being kept, and what stands behind it is read.
func TestLongRows(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", maxCell+1)
	lines := strings.Repeat(long[:1000]+"\n", 10<<10)
	for name, tt := range map[string]struct {
		text, fault string
		read        int // how many rows are
	}{
		"a long cell":           {"1," + long + "\n", "2:3: the document: the cell has 1048577 bytes; at most 1048576 are taken", 2},
		"one of ten megabytes":  {"1," + strings.Repeat(long, 11) + "\n", "2:1: the document: the row is longer than 10485760 bytes", 2},
		"one of many lines":     {"1,\"" + lines[:2<<20] + "\"\n", "2:3: the document: the cell has 2097152 bytes; at most 1048576 are taken", 2},
		"an open quote far off": {"1,\"2\n" + strings.Repeat("3,"+long[:9997]+"\n", maxRow/10_000+1), "2:3: the document: a quote opens here and is not closed: the cell may end here, or many lines below", maxRow/10_000 + 3},
	} {
		rows, faults := readTable(t, strings.NewReader("a,b\n"+tt.text+"5,6\n"), nil)
		read := 0
		for _, r := range rows {
			if r.cells != nil {
				read++
			}
		}
		if last := rows[len(rows)-1]; !slices.Equal(faults, []string{tt.fault}) || !slices.Equal(last.cells, []string{"5", "6"}) || read != tt.read {
			t.Errorf("%s: %q, %d rows, the last is %q", name, faults, read, last.cells)
		}
	}
}

// Where encoding/csv reads a text, the cells are the same.
func FuzzTable(f *testing.F) {
	for _, seed := range []string{"a,b\n1,\"2\"\n", "a,\"b\r\nc\"\r\n", "\"\"\"\",x\n", "sep=;\na;b", "\"a", "a\rb", "x,\"y\" z\n", "\uFEFF1,2", "\x00", "a,b\n\n,\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, faults := readTable(t, strings.NewReader(text), &commas)
		for _, r := range rows {
			if r.line < 1 {
				t.Fatalf("line %d of %q", r.line, text)
			}
		}
		again, _ := readTable(t, &onebyte{text}, &commas)
		if !slices.EqualFunc(rows, again, func(a, b tableRow) bool {
			return a.line == b.line && slices.Equal(a.cells, b.cells) && bytes.Equal(a.raw, b.raw)
		}) {
			t.Fatalf("%q: byte by byte %+v, else %+v", text, again, rows)
		}
		if strings.Contains(text, "\r") || strings.HasPrefix(text, "\uFEFF") || strings.HasPrefix(strings.ToLower(strings.Trim(text, `"`)), "sep=") {
			return // which encoding/csv takes otherwise
		}
		in := csv.NewReader(strings.NewReader(text))
		in.FieldsPerRecord = -1
		all, err := in.ReadAll()
		if err != nil || len(faults) > 0 {
			return
		}
		all = slices.DeleteFunc(all, func(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" })
		if !slices.EqualFunc(rows, all, func(r tableRow, cells []string) bool { return slices.Equal(r.cells, cells) }) {
			t.Fatalf("%q: %+v, encoding/csv %q", text, rows, all)
		}
	})
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	h := headHeader([]byte("\uFEFFEnd Year;end-year; Título ;#date+year;;\n"))
	if want := []string{"end_year", "end_year", "título", "date_year", "", ""}; !slices.Equal(h.plain, want) {
		t.Errorf("%q", h.plain)
	}
	if h.index("end_year") != 0 || h.index("year") != -1 || !h.has("título", "end_year") || h.has("end_year", "x") || !slices.Equal(h.twice, []string{"end-year"}) || h.raw != "End Year;end-year; Título ;#date+year;;" {
		t.Errorf("%+v", h)
	}
}
