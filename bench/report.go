package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// Lines of docs/performance.md between which its figures stand.
const (
	figuresBegin = "<!-- What follows is written by `make bench-plot`. -->\n"
	figuresEnd   = "<!-- Until here. -->\n"
)

// report writes the figures of a run into a page, in the place of those that stand there.
func report(r *results, page string) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, begins := strings.Cut(string(text), figuresBegin)
	_, after, ends := strings.Cut(rest, figuresEnd)
	if !begins || !ends {
		return fmt.Errorf("%s has no place for figures, between %q and %q", page, figuresBegin, figuresEnd)
	}
	var b bytes.Buffer
	b.WriteString(before + figuresBegin)
	fmt.Fprintf(&b, "\nSeen on %s: %s.\n\n", r.At.Format("2 January 2006"), strings.ReplaceAll(r.Machine.String(), "\n", ". "))
	if err := targetsOf(r).markdown(&b); err != nil {
		return err
	}
	last := &r.Sizes[len(r.Sizes)-1]
	for _, t := range []table{beside(last), questions(last)} {
		b.WriteString("\n")
		if err := t.markdown(&b); err != nil {
			return err
		}
	}
	b.WriteString("\n")
	for _, fact := range last.facts() {
		fmt.Fprintf(&b, "- %s\n", fact)
	}
	b.WriteString("\n" + figuresEnd + after)
	return os.WriteFile(page, b.Bytes(), 0o644)
}
