package convert_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"example.org/dateline/internal/convert"
)

var _ = example("xlsx", string(newBook(map[string][][]any{"Sheet1": {{"title", "date"}, {"E", "2025"}}}, nil)))

// newBook is a spreadsheet with some sheets, which may be changed before it is written.
func newBook(sheets map[string][][]any, change func(f *excelize.File)) []byte {
	f := excelize.NewFile()
	for sheet, rows := range sheets {
		if _, err := f.NewSheet(sheet); err != nil {
			panic(err)
		}
		for i, row := range rows {
			at, err := excelize.CoordinatesToCellName(1, i+1)
			if err == nil {
				err = f.SetSheetRow(sheet, at, &row)
			}
			if err != nil {
				panic(err)
			}
		}
	}
	if change != nil {
		change(f)
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// shownAs gives cells a number format.
func shownAs(t *testing.T, f *excelize.File, sheet string, formats map[string]string) {
	t.Helper()
	for cell, format := range formats {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err == nil {
			err = f.SetCellStyle(sheet, cell, cell, style)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestSpreadsheets(t *testing.T) {
	t.Parallel()
	rows := [][]any{
		{"What the desk knows"},
		{},
		{"ID", "When", "Headline", "Place", "Deaths", "Share"},
		{20201231001234, 44256, "A", "Oldtown", 1200, 0.5},
		{"0012", 44256.6, "B", "NA", 0, 1.5},
		{3, 16862, "C", "", "", ""},
		{4, 44256, "D", "", "", ""},
		{5, "13/10/2016", "E", "", "", ""},
		{6, 44256, "F", "", "", ""},
		{7, time.Date(2021, 3, 2, 0, 0, 0, 0, time.UTC), "G", "", "", ""},
	}
	book := newBook(map[string][][]any{"Sheet1": {{"Contents"}, {"see Events"}}, "Events": rows}, func(f *excelize.File) {
		shownAs(t, f, "Events", map[string]string{"B4": "dd/mm/yy", "B5": `[$-409]d" of "mmm yyyy h:mm AM/PM;@`, "B6": "mmm-yy", "B7": "d-mmm", "F4": "0.0%", "A5": "@"})
	})
	const want = `4 {"date":"2021-03-01","external_ids":["table:20201231001234"],"figures":[{"name":"deaths","value":1200}],"origin":{"xlsx":{"Share":"50.0%"}},"places":[{"kind":"place","name":"Oldtown","role":"location"}],"title":"A","type":"other"}
5 {"date":"2021-03-01T14:24","external_ids":["table:0012"],"figures":[{"name":"deaths","value":0}],"origin":{"xlsx":{"Share":"1.5"}},"title":"B","type":"other"}
6 {"date":"1946-03","external_ids":["table:3"],"title":"C","type":"other"}
7 rejected: 7:2: /date: "1-Mar" may be a day or a year of that month: a spreadsheet shortens dates so; write the date in full, as in 2006-10-05
8 {"date":"2016-10-13","external_ids":["table:5"],"title":"E","type":"other"}
9 rejected: 9:2: /date: "44256" is no date: a spreadsheet shows days as such numbers where the column is not formatted as dates
10 {"date":"2021-03-02","external_ids":["table:7"],"title":"G","type":"other"}`
	got, _ := entriesOf(t, "xlsx", bytes.NewReader(book), convert.ReadOptions{})
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("%s\nwant\n%s", text, want)
	}
}

// In a book of the epoch 1904 a day has another number.
func TestEpoch1904(t *testing.T) {
	t.Parallel()
	yes := true
	book := newBook(map[string][][]any{"Sheet1": {{"date", "title"}, {42794, "A"}}}, func(f *excelize.File) {
		shownAs(t, f, "Sheet1", map[string]string{"A2": "yyyy-mm-dd"})
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	})
	if got, _ := entriesOf(t, "xlsx", bytes.NewReader(book), convert.ReadOptions{}); len(got) != 1 || !strings.Contains(got[0], `"date":"2021-03-01"`) {
		t.Errorf("%q", got)
	}
}

func TestSheetsOfSpreadsheets(t *testing.T) {
	t.Parallel()
	table := [][]any{{"title", "date"}, {"A", "2016"}}
	both := newBook(map[string][][]any{"Sheet1": table, "Wider": {{"title", "date", "place"}, {"B", "2017", "X"}}}, nil)
	none := newBook(map[string][][]any{"Sheet1": {{"a"}}, "Two": {{"b"}}}, nil)
	bomb := new(bytes.Buffer)
	w := zip.NewWriter(bomb)
	for _, name := range []string{"[Content_Types].xml", "xl/media/image1.png"} {
		part, err := w.Create(name)
		if err == nil && name != "[Content_Types].xml" {
			_, err = io.CopyN(part, zeros{}, 65<<20)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		text  []byte
		sheet string
		want  string
	}{
		{"the wider sheet", both, "", `"title":"B"`},
		{"the sheet that is asked for", both, "Sheet1", `"title":"A"`},
		{"a sheet that there is not", both, "Three", `ends: there is no sheet "Three"; there are Sheet1, Wider`},
		{"no sheet of events", none, "", "ends: no sheet (Sheet1, Two) has a row that names columns which are known"},
		{"no spreadsheet", []byte("title,date\n"), "", "ends: it is no .xlsx file"},
		{"cut off", both[:len(both)/2], "", "ends: it is no .xlsx file"},
		{"too large", bomb.Bytes(), "", "ends: the spreadsheet is too large once unpacked"},
	} {
		with := convert.ReadOptions{}
		if tt.sheet != "" {
			with.Mapping = mapping(t, "columns: {title: title, date: date}\nsheet: "+tt.sheet+"\n")
		}
		if got, notes := entriesOf(t, "xlsx", bytes.NewReader(tt.text), with); len(got) != 1 || !strings.Contains(got[0], tt.want) {
			t.Errorf("%s: %q %q", tt.name, got, notes)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
