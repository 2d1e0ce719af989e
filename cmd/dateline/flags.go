package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"example.org/dateline/internal/store"
)

// defaultDatabase is where a command looks when --db says nothing.
const defaultDatabase = "dateline.db"

// fromEnvironment sets the flags that the command line left alone from their
// DATELINE_* variables.
func fromEnvironment(cmd *cobra.Command) error {
	var err error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		value, set := os.LookupEnv(variable(f.Name))
		if err != nil || f.Changed || !set || f.Name == "help" || f.Name == "version" {
			return
		}
		if setErr := cmd.Flags().Set(f.Name, value); setErr != nil {
			err = usage(cmd, "%s=%s: %s", variable(f.Name), value, setErr)
		}
	})
	return err
}

// variable is the environment's name of a flag.
func variable(flag string) string {
	return "DATELINE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// databaseFlag adds --db.
func databaseFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("db", defaultDatabase, "the database: a SQLite file, or a postgres:// URL")
}

// withStore runs fn on an open database, and closes it.
func withStore(ctx context.Context, dsn string, opts store.Options, fn func(st *store.Store) error) (err error) {
	st, err := store.Open(ctx, dsn, opts)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := st.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("close the database: %w", closeErr)
		}
	}()
	return fn(st)
}

// isNewFile reports whether a DSN names a SQLite file that is not there yet,
// so that commands that only read do not make one.
func isNewFile(dsn string) bool {
	if strings.Contains(dsn, "://") {
		return false
	}
	_, err := os.Stat(dsn)
	return os.IsNotExist(err)
}

// noDatabase is the error of a command that only reads, without a database.
func noDatabase(dsn string) error {
	return fmt.Errorf("there is no database %s: name one with --db, or make it with `dateline serve` or `dateline import FILE`", dsn)
}
