package convert

import "io"

// WriteTable writes rows of cells, the header first, in the CSV that records
// come in: no spreadsheet runs a cell as a formula, and PlainCell undoes what
// keeps it from that.
func WriteTable(w io.Writer, rows [][]string) error {
	out := newCSVWriter(w, About{})
	for _, row := range rows {
		for _, cell := range row {
			out.cell(safeCell(cell))
		}
		out.endRow()
	}
	return out.flush()
}
