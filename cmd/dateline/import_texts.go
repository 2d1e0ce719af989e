package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// sourceText is the text of a source that is handed over.
type sourceText struct {
	source string // its id
	text   *evidence.Text
}

// readSourceTexts reads the files of --text ID=FILE, by the ids in their order.
func readSourceTexts(cmd *cobra.Command, pairs []string) ([]sourceText, error) {
	given, err := readTexts(cmd, "text", pairs)
	if err != nil {
		return nil, err
	}
	var list []sourceText
	for _, id := range slices.Sorted(maps.Keys(given)) {
		if !timeline.IsSlug(id) {
			return nil, usage(cmd, "--text takes a source's id and a file, as ID=FILE, and %q is no id", id)
		}
		text, err := evidence.ReadText([]byte(given[id]))
		if err != nil {
			return nil, fmt.Errorf("cannot take the text of %s: %w", id, err)
		}
		list = append(list, sourceText{id, text})
	}
	return list, nil
}

// handOver keeps the text, and says what it did to what is cited of its source.
func (t sourceText) handOver(cmd *cobra.Command, st *store.Store, o importOptions) error {
	var report *store.TextReport
	_, err := st.Update(cmd.Context(), o.writes(), func(tx *store.Tx) (err error) {
		report, err = tx.PutText(t.source, t.text, func(store.Record) error { return nil })
		return err
	})
	switch {
	case timeline.CodeOf(err) == timeline.NotFound && o.dryRun:
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s: its text is readable; what it proves is known when the source is in the database\n", t.source)
		return err
	case timeline.CodeOf(err) == timeline.NotFound:
		return fmt.Errorf("cannot keep the text of %s: there is no source with this id; import it first", t.source)
	case err != nil:
		return fmt.Errorf("cannot keep the text of %s: %w", t.source, err)
	}
	return t.print(cmd, report)
}

// shownLost is how many lost citations are named.
const shownLost = 100

func (t sourceText) print(cmd *cobra.Command, r *store.TextReport) error {
	lines := []string{fmt.Sprintf("%s: a text of %s proves %s, of which %d had no span; %d lost", t.source, plural(r.Length, "character"), plural(r.Proved, "citation"), r.Filled, len(r.Lost))}
	for i, l := range r.Lost {
		if i == shownLost {
			lines = append(lines, fmt.Sprintf("%s: and %d more; evidence=lost finds them", t.source, len(r.Lost)-i))
			break
		}
		lines = append(lines, fmt.Sprintf("%s: lost: %s %s %s: %s", t.source, l.Resource, l.ID, l.Pointer, l.Reason))
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), strings.Join(lines, "\n"))
	return err
}
