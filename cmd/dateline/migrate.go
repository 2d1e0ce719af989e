package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/store"
)

func migrateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring a database's schema up to date",
		Long: `Bring a database's schema up to date. A missing database is made, empty.

The other commands do this by themselves. With --check nothing is changed: the
exit code is 1 when the schema is not the one that this program needs.`,
		Args: noArguments,
	}
	db := databaseFlag(cmd)
	check := cmd.Flags().Bool("check", false, "only say whether the schema is up to date")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *check && isNewFile(*db) {
			return noDatabase(*db)
		}
		return withStore(cmd.Context(), *db, store.Options{KeepSchema: *check}, func(st *store.Store) error {
			v, err := st.SchemaVersion(cmd.Context())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "schema %d, up to date\n", v)
			return err
		})
	}
	return cmd
}
