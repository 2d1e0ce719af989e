// Command measure prints how much of what a person has marked in texts a draft
// finds, and how much of what it finds is right. Beside each text lies a file of
// the same name in JSON with the marks; see internal/draft/testdata/marked.
//
//	go run ./internal/draft/measure internal/draft/testdata/marked/*.txt
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"example.org/dateline/internal/draft"
)

func main() {
	missed := flag.Bool("missed", false, "list what is missed and what is wrong, too")
	flag.Parse()
	if err := run(os.Stdout, flag.Args(), *missed); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, files []string, missed bool) error {
	var dates, quotations, speakers draft.Tally
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		marks, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".json")
		if err != nil {
			return err
		}
		m, err := draft.ReadMarks(marks, string(text))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		d := draft.Read(string(text), draft.Options{Published: m.Published, Language: m.Language})
		t := m.ScoreDates(d)
		q, s := m.ScoreQuotations(d)
		printTallies(out, filepath.Base(file), &t, &q, &s, missed)
		dates.Add(t)
		quotations.Add(q)
		speakers.Add(s)
	}
	if len(files) > 1 {
		printTallies(out, "all", &dates, &quotations, &speakers, false)
	}
	return nil
}

func printTallies(out io.Writer, name string, dates, quotations, speakers *draft.Tally, missed bool) {
	for _, row := range []struct {
		what string
		t    *draft.Tally
	}{{"dates", dates}, {"quotations", quotations}, {"speakers", speakers}} {
		fmt.Fprintf(out, "%-16s %-10s %3d marked, %3.0f %% found; %3d found, %3.0f %% right\n", name, row.what, row.t.Marked, 100*row.t.Recall(), row.t.Found, 100*row.t.Precision())
		if !missed {
			continue
		}
		for _, line := range row.t.Missed {
			fmt.Fprintln(out, "  missed", line)
		}
		for _, line := range row.t.Wrong {
			fmt.Fprintln(out, "  wrong ", line)
		}
	}
}
