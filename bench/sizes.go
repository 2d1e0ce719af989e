package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// printSize prints what was measured on one number of events.
func printSize(out io.Writer, s *size) error {
	for _, t := range s.tables() {
		if _, err := fmt.Fprintln(out); err != nil {
			return err
		}
		if err := t.write(out); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprint(out, "\n", strings.Join(s.facts(), "\n"), "\n"); err != nil {
		return err
	}
	return s.Load.print(out, s.Events)
}

// facts are what is in no table of questions, a line each.
func (s *size) facts() []string {
	facts := []string{
		fmt.Sprintf("import of %s (%s, %s): %.1f s, %.1f s of CPU, %s events/s, peak memory %s, written %s, database %s",
			megabytes(s.Import.FileBytes), s.ImportedBy, s.Imported.Format(time.DateOnly), s.Import.Seconds, s.Import.CPU.Seconds(), figure(s.Import.perSecond(s.Events)),
			megabytes(s.Import.PeakBytes), megabytes(s.Import.WrittenBytes), megabytes(s.Import.DatabaseBytes)),
		fmt.Sprintf("import of %d more: %.1f s, %s events/s, peak memory %s, written %s, database grown by %s",
			s.Added, s.Adding.Seconds, figure(s.Adding.perSecond(s.Added)), megabytes(s.Adding.PeakBytes), megabytes(s.Adding.WrittenBytes), megabytes(s.Adding.DatabaseBytes)),
		fmt.Sprintf("start: %s ms to /readyz, %s ms until it counts in memory, in an index of %s; resident %s after %.0f s of load", figure(s.Start), figure(s.Counts), megabytes(s.Index), megabytes(s.Resident), s.Loaded),
	}
	if s.PostgresImport.Seconds > 0 {
		facts = append(facts, fmt.Sprintf("import into PostgreSQL (%s): %s events/s", s.PostgresBy, figure(s.PostgresImport.perSecond(s.Events))))
	}
	if s.Agreement > 0 {
		facts = append(facts, fmt.Sprintf("PocketBase's answers have %s of the events in Dateline's", percent(s.Agreement, 1)))
	}
	return facts
}

// beside is a table of cells in which servers took turns with a static handler: a line for
// each of them.
func beside(s *size) table {
	t := table{{fmt.Sprintf("%d events", s.Events), "conn", "bytes", "req/s", "of static", "p50 ms", "p99 ms", "CPU ms", "client ms", "failed"}}
	for _, c := range s.Cells {
		static, wide := c.Peers["static"]
		if !wide {
			continue
		}
		line := func(name string, m measure) {
			t.row(name, fmt.Sprint(c.Connections), fmt.Sprint(c.Bytes), figure(m.PerSecond), percent(m.PerSecond, static.PerSecond),
				figure(m.P50), figure(m.P99), figure(m.CPU), figure(m.Client), fmt.Sprint(m.Failed))
		}
		line(c.Name, c.Dateline)
		for _, name := range []string{onPostgres, ways[0].name, ways[1].name, "static"} {
			if m, asked := c.Peers[name]; asked {
				line("  "+name, m)
			}
		}
	}
	return t
}

// questions is a table of the other cells, on both databases.
func questions(s *size) table {
	head := []string{fmt.Sprintf("%d events", s.Events), "conn", "bytes", "p50 ms", "p99 ms", "CPU ms", "failed"}
	if _, asked := s.find(mainQuery, 1).Peers[onPostgres]; asked {
		head = append(head, onPostgres+" p50 ms", "p99 ms", "CPU ms", "failed")
	}
	t := table{head}
	for _, c := range s.Cells {
		if _, wide := c.Peers["static"]; wide {
			continue
		}
		row := []string{c.Name, fmt.Sprint(c.Connections), fmt.Sprint(c.Bytes)}
		postgres, asked := c.Peers[onPostgres]
		for i, m := range []measure{c.Dateline, postgres} {
			if i == 0 || asked {
				row = append(row, figure(m.P50), figure(m.P99), figure(m.CPU), fmt.Sprint(m.Failed))
			}
		}
		t.row(row...)
	}
	return t
}
