package convert

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"example.org/dateline/internal/timeline"
)

// xlsxReader reads the tables of spreadsheets as csvReader reads those of texts.
var xlsxReader = Reader{
	Name: "xlsx", Title: "spreadsheet with a column for each fact (Excel)",
	MediaTypes: []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}, Extensions: []string{".xlsx", ".xlsm"},
	Detect: detectXLSX, Foreign: true, Read: readXLSX, Alone: func(header, raw string) string { return rowsAsText + header + "\n" + raw + "\n" },
}

// rowsAsText is what a text begins with that has rows of a spreadsheet as CSV, for one
// that is read alone.
const rowsAsText = "sep=,\n"

// detectXLSX is certain of an archive with the parts of a workbook among its first.
func detectXLSX(head []byte) Fit {
	if bytes.HasPrefix(head, zipMagic) && bytes.Contains(head, []byte("[Content_Types].xml")) && bytes.Contains(head, []byte("xl/")) {
		return Certain
	}
	return Unlike
}

// Bounds of a spreadsheet, in bytes. Sheets and texts that take more than a few
// megabytes are read from files; all else (pictures, charts) is in memory.
const (
	maxWorkbook     = 512 << 20 // as it is
	maxUnpacked     = 2 << 30   // of all its parts
	maxUnpackedRest = 64 << 20  // of those that are neither sheets nor their texts
)

func readXLSX(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		text := bufio.NewReader(in.Text)
		if head, _ := text.Peek(len(rowsAsText)); string(head) == rowsAsText {
			in.Text = text
			readTableText("xlsx", in, yield)
			return
		}
		book, err := openWorkbook(text)
		if err != nil {
			yield(timeline.Entry{}, err)
			return
		}
		defer book.close()
		sheet, err := book.choose(in)
		if err != nil {
			yield(timeline.Entry{}, tableError(err))
			return
		}
		t := tableOf(func() iter.Seq2[tableRow, error] { return book.rows(sheet) })
		t.section = func(row *tableRow) string {
			return timeline.Clip(fmt.Sprintf("sheet %s, row %d", inOneLine(sheet), row.line), timeline.MaxTitle)
		}
		t.read("xlsx", in, yield)
	}
}

// workbook is a spreadsheet in a file of its own.
type workbook struct {
	path string
	book *excelize.File
}

// openWorkbook keeps a spreadsheet in a file, as its parts are not in the order in
// which they are needed.
func openWorkbook(text io.Reader) (*workbook, error) {
	file, err := os.CreateTemp("", "dateline-*.xlsx")
	if err != nil {
		return nil, fmt.Errorf("keep the spreadsheet: %w", err)
	}
	w := &workbook{path: file.Name()}
	size, err := io.Copy(file, io.LimitReader(text, maxWorkbook+1))
	if err == nil && size > maxWorkbook {
		err = tableError(fmt.Errorf("the spreadsheet has more than %d bytes: save its sheet as CSV", maxWorkbook))
	}
	if err == nil {
		err = checkParts(file, size)
	}
	if err = errors.Join(err, file.Close()); err == nil {
		w.book, err = excelize.OpenFile(w.path, excelize.Options{UnzipSizeLimit: maxUnpacked})
		if err != nil {
			err = tableError(fmt.Errorf("the spreadsheet cannot be read: %w", err))
		}
	}
	if err == nil {
		err = w.spellDates()
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (w *workbook) close() {
	if w.book != nil {
		_ = w.book.Close() // and its own files
	}
	_ = os.Remove(w.path)
}

// checkParts refuses an archive that would take more memory or room than there is.
func checkParts(file io.ReaderAt, size int64) error {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return tableError(errors.New("it is no .xlsx file: one of an older Excel (.xls), or with a password, is to be saved anew as .xlsx without one"))
	}
	var all, rest uint64
	for _, part := range archive.File {
		all += part.UncompressedSize64
		name := strings.ToLower(part.Name)
		if !strings.HasPrefix(name, "xl/worksheets/") && name != "xl/sharedstrings.xml" {
			rest += part.UncompressedSize64
		}
		if all > maxUnpacked || part.UncompressedSize64 > maxUnpacked || rest > maxUnpackedRest {
			return tableError(errors.New("the spreadsheet is too large once unpacked: save its sheet as CSV"))
		}
	}
	return nil
}

// choose finds the sheet that tells of events, or the one that a mapping names.
func (w *workbook) choose(in Input) (string, error) {
	sheets := w.book.GetSheetList()
	if in.Mapping != nil && in.Mapping.Sheet != "" {
		if !slices.Contains(sheets, in.Mapping.Sheet) {
			return "", fmt.Errorf("there is no sheet %q; there are %s", in.Mapping.Sheet, strings.Join(sheets, ", "))
		}
		return in.Mapping.Sheet, nil
	}
	best, most, fitting := "", 0, []string(nil)
	for _, sheet := range sheets {
		known, err := w.knownIn(sheet, in.Mapping)
		if err != nil {
			return "", err
		}
		if known > 0 {
			fitting = append(fitting, sheet)
		}
		if known > most {
			best, most = sheet, known
		}
	}
	switch {
	case best == "" && len(sheets) == 1:
		return sheets[0], nil // whose layout says what is needed
	case best == "":
		return "", fmt.Errorf("no sheet (%s) has a row that names columns which are known, such as date, title, summary, place, source: write such names above the rows, or say with a mapping (--map) which column is what", strings.Join(sheets, ", "))
	case len(fitting) > 1:
		in.note(fmt.Sprintf("the sheet %s is read; %s may tell of events, too: a mapping (--map) names the sheet", best, strings.Join(slices.DeleteFunc(fitting, func(s string) bool { return s == best }), ", ")))
	}
	return best, nil
}

// knownIn is how many columns of a sheet are known.
func (w *workbook) knownIn(sheet string, by *Mapping) (int, error) {
	var first []tableRow
	for row, err := range w.rows(sheet) {
		if err != nil {
			return 0, err
		}
		if first = append(first, row); len(first) == headerRows {
			break
		}
	}
	l := layout{guessed: by == nil}
	if by != nil {
		l.mapping = *by
	}
	i := l.headerAt(first)
	if i < 0 {
		return 0, nil
	}
	var tags []string
	if i+1 < len(first) {
		tags = tagsOf(first[i+1])
	}
	return max(knownColumns(headerOf(first[i]), tags), 1), nil
}

// rows are those of a sheet that are not blank. Their raw text is that of a row of CSV.
func (w *workbook) rows(sheet string) iter.Seq2[tableRow, error] {
	return func(yield func(tableRow, error) bool) {
		rows, err := w.book.Rows(sheet)
		if err != nil {
			yield(tableRow{}, tableError(fmt.Errorf("the sheet %s cannot be read: %w", sheet, err)))
			return
		}
		defer rows.Close()
		for number := 1; rows.Next(); number++ {
			cells, err := rows.Columns()
			if err != nil {
				yield(tableRow{line: number}, tableError(fmt.Errorf("the sheet %s cannot be read from row %d on: %w", sheet, number, err)))
				return
			}
			row := tableRow{line: number, cells: cells, eol: '\n'}
			if row.isBlank() {
				continue
			}
			row.raw = csvLine(cells)
			if !yield(row, row.check()) {
				return
			}
		}
		if err := rows.Error(); err != nil {
			yield(tableRow{}, tableError(fmt.Errorf("the sheet %s cannot be read: %w", sheet, err)))
		}
	}
}

// csvLine is a row as CSV has it.
func csvLine(cells []string) []byte {
	var line bytes.Buffer
	out := newCSVWriter(&line, About{})
	for _, cell := range cells {
		out.cell(cell)
	}
	_ = out.flush() // to memory
	return line.Bytes()
}
