package main

import (
	"fmt"
	"io"
	"strings"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// printReport says on one line what became of a file.
func printReport(out io.Writer, what string, r *store.Report, rejected int, dryRun bool) error {
	would := ""
	if dryRun {
		would = "would be "
	}
	var parts []string
	for _, how := range []struct {
		word   string
		counts map[string]int
	}{{"created", r.Created}, {"updated", r.Updated}, {"retracted", r.Retracted}} {
		for _, resource := range timeline.Resources {
			if n := how.counts[resource]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %s%s", plural(n, resource), would, how.word))
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

func plural(n int, resource string) string {
	switch {
	case n == 1:
		return "1 " + resource
	case resource == "story":
		return fmt.Sprintf("%d stories", n)
	}
	return fmt.Sprintf("%d %ss", n, resource)
}
