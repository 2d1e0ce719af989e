package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
)

// readStory reads and validates a story file.
func (in *input) readStory() error {
	text, err := io.ReadAll(in.text)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", in.name, err)
	}
	if in.doc, err = convert.ReadStory(text); err != nil {
		return inFile(in.name, err)
	}
	return nil
}

func (in *input) importStory(cmd *cobra.Command, st *store.Store, o importOptions, _ *rejects) error {
	report, err := st.Update(cmd.Context(), o.writes(), func(tx *store.Tx) error { return tx.Import(in.doc) })
	if err != nil {
		return inFile(in.name, err)
	}
	what := in.name + ": " + in.doc.Story.ID
	if err := printReport(cmd.OutOrStdout(), what, report, 0, o.dryRun); err != nil || len(report.Kept) == 0 {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s not in the file but stay in the database: %s\n", in.name, plural(len(report.Kept), "event"), strings.Join(report.Kept, ", "))
	return err
}

// inFile puts a file's name before each mistake in it.
func inFile(name string, err error) error {
	if name == "-" {
		name = "standard input"
	}
	lines := strings.Split(err.Error(), "\n")
	for i, line := range lines {
		sep := ": "
		if line != "" && line[0] >= '0' && line[0] <= '9' {
			sep = ":" // a line number follows: file:line:column
		}
		lines[i] = name + sep + line
	}
	return errors.New(strings.Join(lines, "\n"))
}
