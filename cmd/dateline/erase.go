package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func eraseCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "erase ENTITY ID",
		Short: "Erase the words of a record and of its history, where the law asks for it",
		Long: `Erase the words of a record: story, source, actor, place, event or quote. They
leave the record, each of its revisions, the log, the index, and what other
records show or cite of them. A tombstone stays, with the reason. It cannot be
undone.

With --field, only the words of those fields go: /summary, /title, /name,
/description, /aliases, /text, /citations and others; a wrong one is told with
all that there are. An actor's quotes are records of their own, which
--with-quotes erases, too.

Then the files of the database are written anew, so that nothing is left in what
is free in them; other writes wait that long. Do without by --no-rewrite, and
make up for it by dateline erase --rewrite. Backups, story files and copies
that others keep have what they have: see docs/operations.md.`,
		Example: `  dateline erase actor jane-doe --reason "Art. 17 GDPR, request of 3 June" --with-quotes --dry-run
  dateline erase event visit --field /summary --field /media --reason "court order 12/26"
  dateline erase --rewrite`,
	}
	db := databaseFlag(cmd)
	reason := cmd.Flags().String("reason", "", "why, which readers of the tombstone will see")
	fields := cmd.Flags().StringArray("field", nil, "a field whose words are erased, such as /summary; all of the record without it")
	quotes := cmd.Flags().Bool("with-quotes", false, "with an actor: erase all that it says in quotes, too")
	dryRun := cmd.Flags().Bool("dry-run", false, "only tell what would be erased")
	noRewrite := cmd.Flags().Bool("no-rewrite", false, "do not write the files anew")
	rewrite := cmd.Flags().Bool("rewrite", false, "only write the files anew, and erase nothing more")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		switch {
		case *rewrite && len(args) == 0:
			return nil
		case *rewrite:
			return usage(cmd, "--rewrite erases no record: leave %s out", strings.Join(args, " "))
		case len(args) != 2:
			return usage(cmd, "name what is to be erased, such as dateline erase actor jane-doe")
		case !slices.Contains(timeline.Resources, args[0]):
			return usage(cmd, "there is no entity %q%s", args[0], hint(timeline.Suggest(args[0], timeline.Resources), timeline.Resources))
		case *reason == "":
			return usage(cmd, "say why with --reason")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			if !*rewrite {
				opts := store.UpdateOptions{Author: store.Author{Reason: *reason}, DryRun: *dryRun}
				if err := eraseRecord(cmd, st, opts, args[0], args[1], store.Erasing{Fields: *fields, Quotes: *quotes}); err != nil {
					return err
				}
			}
			if *dryRun || *noRewrite {
				return nil
			}
			if err := st.Rewrite(cmd.Context()); err != nil {
				return fmt.Errorf("no answer has what is erased, but the files may: %w; then dateline erase --rewrite --db %s", err, *db)
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "the files are written anew")
			return err
		})
	}
	return cmd
}

// eraseRecord erases, and says what.
func eraseRecord(cmd *cobra.Command, st *store.Store, opts store.UpdateOptions, resource, id string, what store.Erasing) error {
	var erased *store.Erased
	_, err := st.Update(cmd.Context(), opts, func(tx *store.Tx) (err error) {
		erased, err = tx.Erase(resource, id, what, func(store.Record) error { return nil })
		return err
	})
	switch {
	case timeline.CodeOf(err) == timeline.NotFound:
		return fmt.Errorf("there is no %s %q", resource, id)
	case err != nil:
		return err
	}
	return tellErased(cmd.OutOrStdout(), resource, id, erased, opts.DryRun)
}

// tellErased says what was erased, or would be.
func tellErased(w io.Writer, resource, id string, erased *store.Erased, dryRun bool) error {
	lines := []string{fmt.Sprintf("%s %s: erased %s, and in %s of the past", resource, id, strings.Join(erased.Fields, ", "), plural(erased.Versions, "state"))}
	if erased.Fields[0] == "" {
		lines[0] = fmt.Sprintf("%s %s: erased, and in %s of the past", resource, id, plural(erased.Versions, "state"))
	}
	for _, merged := range erased.Merged {
		lines = append(lines, fmt.Sprintf("%s %s: erased, as it was merged into it", resource, merged))
	}
	for _, quote := range erased.Quotes {
		lines = append(lines, "quote "+quote+": erased")
	}
	for _, cites := range erased.Citing {
		lines = append(lines, cites+": cites the source without its words")
	}
	if erased.Text {
		lines = append(lines, "the text of the source is forgotten")
	}
	for _, warning := range erased.Warnings {
		lines = append(lines, "warning: "+warning.Message+"; "+warning.Hint)
	}
	if dryRun {
		lines = append(lines, "nothing was written")
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}
