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

// printSize prints what was measured on one number of events.
func printSize(out io.Writer, s *size) error {
	head := []string{fmt.Sprintf("%d events", s.Events), "conn", "bytes", "req/s", "p50 ms", "p99 ms", "CPU ms", "failed"}
	for _, p := range peers {
		head = append(head, p.name+" req/s", "share", "p50", "CPU", "client ms")
	}
	t := table{head}
	for _, c := range s.Cells {
		d := c.Dateline
		row := []string{c.Name, fmt.Sprint(c.Connections), fmt.Sprint(c.Bytes), figure(d.PerSecond), figure(d.P50), figure(d.P99), figure(d.CPU), fmt.Sprint(d.Failed)}
		for _, p := range peers {
			m := c.Peers[p.name]
			row = append(row, figure(m.PerSecond), percent(d.PerSecond, m.PerSecond), times(d.P50, m.P50), times(d.CPU, m.CPU), figure(m.Client))
		}
		t.row(row...)
	}
	if _, err := fmt.Fprintln(out); err != nil {
		return err
	}
	if err := t.write(out); err != nil {
		return err
	}
	i := s.Import
	_, err := fmt.Fprintf(out, "\nimport: %s in %.1f s, %s events/s, peak memory %s, written %s, database %s; start %s ms; resident %s after %.0f s of load\n",
		megabytes(i.FileBytes), i.Seconds, figure(i.perSecond(s.Events)), megabytes(i.PeakBytes), megabytes(i.WrittenBytes), megabytes(i.DatabaseBytes), figure(s.Start), megabytes(s.Resident), s.Loaded)
	return err
}
