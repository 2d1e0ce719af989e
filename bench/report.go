package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Parts of docs/performance.md are written from results, each between two such lines.
const (
	partBegin = "<!-- `make bench-plot` writes what follows: %s. -->\n"
	partEnd   = "<!-- Until here. -->\n"
)

// parts are what is written, by name: the figures and the layers of a run, and the rows of
// what was measured on memory.
func parts(r *results, m *memoryResults) map[string]func(b *bytes.Buffer) error {
	last := &r.Sizes[len(r.Sizes)-1]
	tables := func(list ...table) func(b *bytes.Buffer) error {
		list = slices.DeleteFunc(list, func(t table) bool { return len(t) < 2 })
		return func(b *bytes.Buffer) error {
			if len(list) == 0 {
				b.WriteString("Not measured in this run.\n")
			}
			for i, t := range list {
				if i > 0 {
					b.WriteString("\n")
				}
				if err := t.markdown(b); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return map[string]func(b *bytes.Buffer) error{
		"targets": func(b *bytes.Buffer) error {
			fmt.Fprintf(b, "Seen on %s: %s.\n\n", r.At.Format("2 January 2006"), strings.ReplaceAll(r.Machine.String(), "\n", ". "))
			return targetsOf(r).markdown(b)
		},
		"figures": func(b *bytes.Buffer) error {
			err := tables(beside(last), questions(last))(b)
			b.WriteString("\n")
			for _, fact := range last.facts() {
				fmt.Fprintf(b, "- %s\n", fact)
			}
			return err
		},
		"answers": tables(answerLayers(last), leastOfAnswers(last)),
		"imports": tables(eventLayers(last), leastOfImports(last)),
		"memory": func(b *bytes.Buffer) error {
			fmt.Fprintf(b, "Seen on %s: %s.\n\n", m.At.Format("2 January 2006"), strings.ReplaceAll(m.Machine.String(), "\n", ". "))
			return m.table().markdown(b)
		},
	}
}

// report writes results into a page, in the place of what stands there.
func report(r *results, m *memoryResults, page string) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	for name, write := range parts(r, m) {
		begin := fmt.Sprintf(partBegin, name)
		before, rest, begins := bytes.Cut(text, []byte(begin))
		_, after, ends := bytes.Cut(rest, []byte(partEnd))
		if !begins || !ends {
			return fmt.Errorf("%s has no place for %s, between %q and %q", page, name, begin, partEnd)
		}
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return err
		}
		text = bytes.Join([][]byte{before, []byte(begin + "\n"), b.Bytes(), []byte("\n" + partEnd), after}, nil)
	}
	return os.WriteFile(page, text, 0o644)
}

// Names of the files that docs/performance.md is written from, in a folder that is kept
// with the program.
const (
	shownRun    = "run.json"
	shownMemory = "memory.json"
)

// readShown reads both.
func readShown(folder string) (*results, *memoryResults, error) {
	r, err := readResults(filepath.Join(folder, shownRun))
	if err != nil {
		return nil, nil, err
	}
	m, err := readMemory(filepath.Join(folder, shownMemory))
	return r, m, err
}
