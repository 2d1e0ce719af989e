package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func verifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify STORY --source ID=FILE…",
		Short: "Check a story's citations against the texts of its sources",
		Long: `Check every citation of a story against copies of its sources: that the words
cited stand where the citation says, with its digest, and that a direct quote
is verbatim. Sentences that no record cites are listed. The exit code is 1
when anything is wrong or left out.

STORY is a story file, or the id of a story in the database; the bundled story
needs no database.`,
		Example: `  dateline verify us-ukraine-peace-talks --source us-ukraine-forge-path=article.txt`,
	}
	db := databaseFlag(cmd)
	texts := cmd.Flags().StringArray("source", nil, "a source's id and the file with its text, as ID=FILE; may be repeated")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(cmd, "name one story, by its id or file")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		doc, err := openStory(cmd.Context(), *db, args[0])
		if err != nil {
			return err
		}
		if len(*texts) == 0 {
			return usage(cmd, "give the text of a source: --source %s=FILE", firstSource(doc))
		}
		given, err := readTexts(cmd, "source", *texts)
		if err != nil {
			return err
		}
		report := evidence.Verify(doc, given)
		return printVerification(cmd, doc, &report)
	}
	return cmd
}

// openStory finds a story in a file, the database or the program itself.
func openStory(ctx context.Context, db, name string) (*timeline.Document, error) {
	if _, err := os.Stat(name); err == nil && !timeline.IsSlug(name) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".json") {
		text, err := readFile(nil, name)
		if err != nil {
			return nil, err
		}
		doc, err := convert.ReadStory(text)
		if err != nil {
			return nil, inFile(name, err)
		}
		return doc, nil
	}
	if isNewFile(db) {
		if name != data.BundledStoryID {
			return nil, fmt.Errorf("%w; without one there is only the bundled story, %s", noDatabase(db), data.BundledStoryID)
		}
		return convert.ReadStory(data.BundledStory)
	}
	var doc *timeline.Document
	err := withStore(ctx, db, store.Options{}, func(st *store.Store) error {
		id, err := chooseStory(ctx, st, name)
		if err != nil {
			return err
		}
		return st.View(ctx, store.ViewOptions{Private: true}, func(v *store.View) (err error) {
			doc, err = v.Document(id)
			return err
		})
	})
	return doc, err
}

func firstSource(doc *timeline.Document) string {
	if len(doc.Sources) == 0 {
		return "ID"
	}
	return doc.Sources[0].ID
}

// readTexts reads the files of a flag that takes ID=FILE, by id.
func readTexts(cmd *cobra.Command, flag string, pairs []string) (map[string]string, error) {
	texts := map[string]string{}
	for _, pair := range pairs {
		id, file, ok := strings.Cut(pair, "=")
		if !ok || id == "" || file == "" {
			return nil, usage(cmd, "--%s takes ID=FILE, not %q", flag, pair)
		}
		if _, twice := texts[id]; twice {
			return nil, usage(cmd, "--%s %s is given twice", flag, id)
		}
		text, err := readFile(cmd.InOrStdin(), file)
		if err != nil {
			return nil, err
		}
		texts[id] = string(text)
	}
	return texts, nil
}

func printVerification(cmd *cobra.Command, doc *timeline.Document, r *evidence.Report) error {
	var lines []string
	for _, f := range r.Failures {
		lines = append(lines, "FAILED "+f.String())
	}
	for _, u := range r.Uncovered {
		lines = append(lines, "UNCOVERED "+u.String())
	}
	lines = append(lines, fmt.Sprintf("%s: %d of %d citations proved, %d of %d sentences covered", doc.Story.ID, r.Proved, r.Citations, r.Covered, r.Sentences))
	if r.Unchecked > 0 {
		lines = append(lines, fmt.Sprintf("%d citations not checked: their sources' texts were not given or could not be read", r.Unchecked))
	}
	if _, err := fmt.Fprintln(cmd.OutOrStdout(), strings.Join(lines, "\n")); err != nil {
		return err
	}
	if r.OK() {
		return nil
	}
	return errors.New(summary(r))
}

// summary names the records that failed, each once.
func summary(r *evidence.Report) string {
	var records []string
	for _, f := range r.Failures {
		if !slices.Contains(records, f.Record) {
			records = append(records, f.Record)
		}
	}
	s := fmt.Sprintf("not proved: %s, %s without a record", plural(len(r.Failures), "failure"), plural(len(r.Uncovered), "sentence"))
	if len(records) > 0 {
		s += "; look at " + strings.Join(records, ", ")
	}
	return s
}
