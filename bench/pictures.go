package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"example.org/dateline/bench/plot"
)

// crowded is the number of connections that the picture of answers a second shows.
const crowded = 16

// plotCommand draws the pictures of docs/performance.md from the results in a folder, and
// writes their figures there.
func plotCommand(shown, docs string) error {
	r, m, err := readShown(shown)
	if err != nil {
		return err
	}
	first, last := &r.Sizes[0], &r.Sizes[len(r.Sizes)-1]
	both := r.onPostgres()
	for _, picture := range []struct {
		name string
		draw func(out io.Writer) error
	}{
		{"speed.svg", func(out io.Writer) error { return drawSpeed(out, last) }},
		{"sizes.svg", func(out io.Writer) error { return drawSizes(out, first, last) }},
		{"databases.svg", func(out io.Writer) error { return drawDatabases(out, both) }},
	} {
		if picture.name == "databases.svg" && both == nil {
			progress("without PostgreSQL: %s stays as it was", picture.name)
			continue
		}
		var drawn bytes.Buffer
		if err := picture.draw(&drawn); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(docs, "images", picture.name), drawn.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return report(r, m, filepath.Join(docs, "performance.md"))
}

// onPostgres is the last size that PostgreSQL was measured on, nil for none.
func (r *results) onPostgres() *size {
	for i := range slices.Backward(r.Sizes) {
		if _, measured := r.Sizes[i].find(mainQuery, crowded).Peers[onPostgres]; measured {
			return &r.Sizes[i]
		}
	}
	return nil
}

// drawSpeed shows the answers a second to the main query, most first as a rule.
func drawSpeed(out io.Writer, s *size) error {
	main, kept, held := s.find(mainQuery, crowded), s.find(mainKept, crowded), s.find(mainHeld, crowded)
	bars := []plot.Bar{
		{Name: "static handler, 304", Value: held.Peers["static"].PerSecond},
		{Name: "Dateline, 304", Value: held.Dateline.PerSecond, Ours: true},
		{Name: "static handler", Value: main.Peers["static"].PerSecond},
		{Name: "Dateline, from kept answers", Value: kept.Dateline.PerSecond, Ours: true},
		{Name: "Dateline", Value: main.Dateline.PerSecond, Ours: true},
		{Name: ways[1].name, Value: main.Peers[ways[1].name].PerSecond},
		{Name: ways[0].name, Value: main.Peers[ways[0].name].PerSecond},
	}
	if p, measured := main.Peers[onPostgres]; measured {
		bars = slices.Insert(bars, 5, plot.Bar{Name: "Dateline on " + onPostgres, Value: p.PerSecond, Ours: true})
	}
	return plot.Bars(out, fmt.Sprintf("The main query on %s events", grouped(s.Events)), fmt.Sprintf("answers a second, %d connections", crowded), bars)
}

// drawSizes shows how long answers take on few events and on many, or on one size alone.
func drawSizes(out io.Writer, first, last *size) error {
	series := [2]string{grouped(first.Events) + " events", grouped(last.Events) + " events"}
	if first == last {
		series[0] = ""
	}
	var rows []plot.Row
	for _, c := range last.Cells {
		if c.Connections != 1 {
			continue
		}
		row := plot.Row{Name: c.Name, Values: [2]float64{0, c.Dateline.P50}, Aim: aims[c.Name]}
		if first != last {
			row.Values[0] = first.find(c.Name, 1).Dateline.P50
		}
		rows = append(rows, row)
	}
	return plot.Dots(out, "How long an answer takes", "ms, p50", series, rows)
}

// drawDatabases shows how long answers take on either database.
func drawDatabases(out io.Writer, s *size) error {
	var rows []plot.Row
	for _, c := range s.Cells {
		if m, asked := c.Peers[onPostgres]; asked && c.Connections == 1 {
			rows = append(rows, plot.Row{Name: c.Name, Values: [2]float64{c.Dateline.P50, m.P50}})
		}
	}
	return plot.Dots(out, fmt.Sprintf("How long an answer takes on %s events", grouped(s.Events)), "ms, p50", [2]string{"SQLite", onPostgres}, rows)
}

// grouped is a number with commas.
func grouped(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return grouped(n/1000) + fmt.Sprintf(",%03d", n%1000)
}
