package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/store"
)

func restoreCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make the database out of a backup",
		Long: `Make a SQLite database out of a file that backup made, or any other copy of a
database. It is checked first: the file itself, its log, and a schema that this
program knows. What is wrong leaves everything as it was.

A database that is there is kept, unless --force is given, and as long as a
server has it open. It is replaced in one step. PostgreSQL has pg_restore.`,
		Example: `  dateline restore dateline-2026-01-05.db --db dateline.db --force`,
		Args:    oneFile,
	}
	db := databaseFlag(cmd)
	force := cmd.Flags().Bool("force", false, "replace the database that is there")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		restored, err := store.Restore(cmd.Context(), args[0], *db, *force)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: restored, up to change %d\n", *db, restored.Seq)
		return err
	}
	return cmd
}
