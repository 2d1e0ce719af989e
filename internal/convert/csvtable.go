package convert

import "io"

// WriteTable writes rows of cells, the header first, in the CSV that records
// come in: no spreadsheet runs a cell as a formula, and PlainCell undoes what
// keeps it from that. Cells of which isOurs says so, where it is given, hold
// dates and numbers that we wrote ourselves: they are kept as they are.
func WriteTable(w io.Writer, rows [][]string, isOurs func(row []string, column int) bool) error {
	out := newCSVWriter(w, About{})
	for _, row := range rows {
		for i, cell := range row {
			if isOurs == nil || !isOurs(row, i) {
				cell = safeCell(cell)
			}
			out.cell(cell)
		}
		out.endRow()
	}
	return out.flush()
}
