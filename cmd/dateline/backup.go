package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/store"
)

func backupCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database to a file, while it is served",
		Long: `Copy a SQLite database to a file, as it is at one moment. Servers go on reading
and writing meanwhile. The copy is checked before it gets its name, and what is
printed is the last change that it has. Its owner alone may read it: it holds
private stories and the hashes of tokens.

A file that is there is kept, unless --force is given. PostgreSQL has pg_dump.
Pictures that are in a folder (serve --media-dir) are not in the copy: what is
printed says how many there are, and the folder is to be copied after it.`,
		Example: `  dateline backup dateline-2026-01-05.db --db dateline.db`,
		Args:    oneFile,
	}
	db := databaseFlag(cmd)
	force := cmd.Flags().Bool("force", false, "replace FILE where it is there")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		copied, err := store.Backup(cmd.Context(), *db, args[0], *force)
		if err != nil {
			return err
		}
		if _, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: whole, up to change %d\n", args[0], copied.Seq); err != nil || copied.Elsewhere == 0 {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "not in it, but in the folder of serve --media-dir: %s; copy that folder too\n", plural(copied.Elsewhere, "picture"))
		return err
	}
	return cmd
}

// oneFile is for commands that take the name of one file.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 || args[0] == "" || args[0] == "-" {
		return usage(cmd, "name one file")
	}
	return nil
}
