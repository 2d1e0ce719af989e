package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// counted are what a report counts, in the order in which it tells of them.
var counted = append(slices.Clone(timeline.Resources), timeline.Era, "citation")

// printReport says on one line what became of a file: of one in a foreign format also
// what was left as it was.
func printReport(out io.Writer, what string, r *store.Report, rejected int, dryRun, foreign bool) error {
	would := ""
	if dryRun {
		would = "would be "
	}
	var parts []string
	for _, how := range []struct {
		word   string
		counts map[string]int
	}{{"created", r.Created}, {"updated", r.Updated}, {"retracted", r.Retracted}} {
		for _, resource := range counted {
			if n := how.counts[resource]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %s%s", plural(n, resource), would, how.word))
			}
		}
	}
	if foreign {
		for _, resource := range counted {
			if n := r.Unchanged[resource]; n > 0 {
				parts = append(parts, plural(n, resource)+" unchanged")
			}
		}
	}
	if rejected > 0 {
		parts = append(parts, plural(rejected, "line")+" rejected")
	}
	if len(parts) == 0 {
		parts = []string{"nothing to change"}
	}
	_, err := fmt.Fprintf(out, "%s: %s\n", what, strings.Join(parts, ", "))
	return err
}

// printKept names the events that a story file does not hold any more.
func printKept(out io.Writer, file string, events []string) error {
	if len(events) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(out, "%s: %s not in the file but stay in the database: %s\n", file, plural(len(events), "event"), strings.Join(events, ", "))
	return err
}

// printWarnings tells what is perhaps wrong in a file, with its line where it has
// lines, and how to mend it.
func printWarnings(out io.Writer, file string, r *store.Report) error {
	for _, w := range r.Warnings {
		at := file
		if w.Line > 0 {
			at = fmt.Sprintf("%s:%d", file, w.Line)
		}
		if _, err := fmt.Fprintf(out, "%s: warning: %s: %s; %s\n", at, w.Pointer, w.Message, w.Hint); err != nil {
			return err
		}
	}
	if more := r.Warned - len(r.Warnings); more > 0 {
		_, err := fmt.Fprintf(out, "%s: %s more\n", file, plural(more, "warning"))
		return err
	}
	return nil
}

func plural(n int, resource string) string {
	switch {
	case n == 1:
		return "1 " + resource
	case resource == "story":
		return fmt.Sprintf("%d stories", n)
	}
	return fmt.Sprintf("%d %ss", n, resource)
}
