package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/store"
)

func checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check the integrity of the database, and repair what can be",
		Long: `Check the integrity of a database: a SQLite file itself, the log of changes and
the records that it tells of, the columns, links and words by which records are
found, what stories hold, the texts of sources, and pictures. Each finding is a line, with
what to do about it; the exit code is 1 where there is one. Pictures in a folder
are looked at where --media-dir names it.

--repair writes anew what follows from the records' documents, and checks once
more. No record says anything else then. What follows from nothing is in a backup.`,
		Example: `  dateline check --db dateline.db
  dateline check --db dateline.db --repair`,
		Args: noArguments,
	}
	db := databaseFlag(cmd)
	repair := cmd.Flags().Bool("repair", false, "write anew what follows from the records' documents")
	media := cmd.Flags().String("media-dir", "", "the folder of pictures that serve was given")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		return withStore(cmd.Context(), *db, store.Options{KeepSchema: true, MediaDir: *media}, func(st *store.Store) error {
			if *repair {
				if err := repairDatabase(cmd, st); err != nil {
					return err
				}
			}
			return checkDatabase(cmd, st, *db)
		})
	}
	return cmd
}

// repairDatabase repairs what can be, and says what that was.
func repairDatabase(cmd *cobra.Command, st *store.Store) error {
	repaired := 0
	err := st.CheckIntegrity(cmd.Context(), true, func(f store.Finding) error {
		if !f.Repaired {
			return nil // the check that follows tells of it
		}
		repaired++
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "repaired %s\n", f)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s repaired\n", plural(repaired, "finding"))
	return err
}

// checkDatabase says what is wrong, and what to type next.
func checkDatabase(cmd *cobra.Command, st *store.Store, db string) error {
	repairable, lost := 0, 0
	err := st.CheckIntegrity(cmd.Context(), false, func(f store.Finding) error {
		next := "in a backup: dateline restore FILE --db " + db + " --force"
		if lost++; f.Repairable {
			next = "dateline check --repair --db " + db
			repairable, lost = repairable+1, lost-1
		}
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s (%s)\n", f, next)
		return err
	})
	if err != nil {
		return err
	}
	switch {
	case lost > 0:
		return fmt.Errorf("%s, of which --repair can mend %d: restore a backup, or start anew with what `dateline export --format archive` gives", plural(lost+repairable, "finding"), repairable)
	case repairable > 0:
		return errors.New(plural(repairable, "finding") + ": dateline check --repair mends all of it")
	}
	v, err := st.Version(cmd.Context())
	if err == nil {
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "nothing is wrong, up to change %d\n", v.Seq)
	}
	return err
}
