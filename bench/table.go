package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// table is rows of cells, the first of which is its head.
type table [][]string

func (t *table) row(cells ...string) { *t = append(*t, cells) }

// write aligns the columns: the first to the left, the others to the right.
func (t table) write(out io.Writer) error {
	var widths []int
	for _, row := range t {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range t {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i > 0 {
				line.WriteString("  ")
			}
			if i == 0 {
				line.WriteString(cell + pad)
			} else {
				line.WriteString(pad + cell)
			}
		}
		if _, err := fmt.Fprintln(out, strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// markdown writes it as a table of a Markdown file, the first column to the left and the
// others to the right.
func (t table) markdown(out io.Writer) error {
	for i, row := range t {
		if _, err := fmt.Fprintf(out, "| %s |\n", strings.Join(row, " | ")); err != nil {
			return err
		}
		if i == 0 {
			if _, err := fmt.Fprintf(out, "|---|%s\n", strings.Repeat("---:|", len(row)-1)); err != nil {
				return err
			}
		}
	}
	return nil
}

// figure is a number with about three digits that mean something.
func figure(f float64) string {
	switch {
	case f == 0:
		return "0"
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	case f >= 1:
		return fmt.Sprintf("%.2f", f)
	}
	return fmt.Sprintf("%.3f", f)
}

// percent is a share, and "–" of nothing.
func percent(part, whole float64) string {
	if whole == 0 {
		return "–"
	}
	return figure(100*part/whole) + " %"
}

// times is a ratio, and "–" to nothing.
func times(f, of float64) string {
	if of == 0 {
		return "–"
	}
	return figure(f/of) + " x"
}

func megabytes(bytes int64) string { return figure(float64(bytes)/1e6) + " MB" }
