package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// importFormats are what import reads.
var importFormats = []string{"auto", "story"}

func importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read story files into a database",
		Long: `Read story files (YAML or JSON) into a database, which is made when it is
missing. - is standard input.

Each file is imported whole or not at all; a mistake is named by file, line and
column. Importing a file again changes nothing; an edited one gives the edited
records their next revision. Events of the story that the file no longer holds
stay, and are named.`,
	}
	db := databaseFlag(cmd)
	format := cmd.Flags().String("format", "auto", "the format of the files: "+strings.Join(importFormats, ", "))
	dryRun := cmd.Flags().Bool("dry-run", false, "check the files and say what would change, without writing")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(cmd, "no file named; - is standard input")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !slices.Contains(importFormats, *format) {
			return usage(cmd, "--format is one of %s, not %q", strings.Join(importFormats, ", "), *format)
		}
		docs, err := readStories(cmd.InOrStdin(), args)
		if err != nil {
			return err
		}
		if *dryRun && isNewFile(*db) {
			for i, doc := range docs {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s: %s: valid, %d events; the database %s would be made\n", args[i], doc.Story.ID, len(doc.Events), *db); err != nil {
					return err
				}
			}
			return nil
		}
		return withStore(cmd.Context(), *db, store.Options{KeepSchema: *dryRun}, func(st *store.Store) error {
			for i, doc := range docs {
				write := st.Import
				if *dryRun {
					write = st.Preview
				}
				report, err := write(cmd.Context(), doc)
				if err != nil {
					return inFile(args[i], err)
				}
				if err := printReport(cmd.OutOrStdout(), args[i], doc, report, *dryRun); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return cmd
}

// readStories reads and validates all files before anything is written.
func readStories(stdin io.Reader, files []string) ([]*timeline.Document, error) {
	var docs []*timeline.Document
	var errs []error
	for _, file := range files {
		text, err := readFile(stdin, file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		doc, err := convert.ReadStory(text)
		if err != nil {
			errs = append(errs, inFile(file, err))
			continue
		}
		docs = append(docs, doc)
	}
	return docs, errors.Join(errs...)
}

// readFile reads a file, or standard input for "-".
func readFile(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", name, errors.Unwrap(err))
	}
	return text, nil
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

// printReport says on one line what became of a file.
func printReport(out io.Writer, file string, doc *timeline.Document, r *store.Report, dryRun bool) error {
	would := ""
	if dryRun {
		would = "would be "
	}
	var parts []string
	for _, how := range []struct {
		word   string
		counts map[string]int
	}{{"created", r.Created}, {"updated", r.Updated}} {
		for _, noun := range []string{"story", "source", "actor", "place", "event", "quote"} {
			if n := how.counts[noun]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %s%s", plural(n, noun), would, how.word))
			}
		}
	}
	if len(parts) == 0 {
		parts = []string{"nothing to change"}
	}
	if _, err := fmt.Fprintf(out, "%s: %s: %s\n", file, doc.Story.ID, strings.Join(parts, ", ")); err != nil {
		return err
	}
	if len(r.Kept) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(out, "%s: %s not in the file but stay in the database: %s\n", file, plural(len(r.Kept), "event"), strings.Join(r.Kept, ", "))
	return err
}

func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "story":
		return fmt.Sprintf("%d stories", n)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
