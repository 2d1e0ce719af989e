package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
)

// Template is a database that is made once in each run of a package's tests and
// then copied for each of them: a copy takes a fifth of the time of the
// migrations. All copies have the same key for cursors.
type Template struct {
	Name string
	Fill func(ctx context.Context, dsn string) error // makes it where dsn says; nobody has it open afterwards
	made sync.Once
	file []byte // of SQLite
	err  error
}

var (
	empty   = &Template{Name: "empty", Fill: func(ctx context.Context, dsn string) error { return filled(ctx, dsn, nil) }}
	bundled = &Template{Name: "bundled", Fill: func(ctx context.Context, dsn string) error {
		return filled(ctx, dsn, func(st *store.Store) error {
			doc, err := convert.ReadStory(data.BundledStory)
			if err == nil {
				_, err = Use(st).Import(ctx, doc)
			}
			return err
		})
	}}
)

// filled makes a database, and fills it where fill is not nil.
func filled(ctx context.Context, dsn string, fill func(st *store.Store) error) error {
	st, err := store.Open(ctx, dsn, store.Options{Now: clock})
	if err == nil && fill != nil {
		err = fill(st)
	}
	if st != nil {
		err = errors.Join(err, st.Close())
	}
	return err
}

// Open returns a store on a fresh copy of the template, with a clock. It is closed
// when the test ends.
func (tp *Template) Open(t testing.TB, now func() time.Time) *store.Store {
	t.Helper()
	return OpenAt(t, tp.DSN(t), now)
}

// DSN names a fresh copy of the template, of the kind under test, that nobody has open.
func (tp *Template) DSN(t testing.TB) string {
	t.Helper()
	server := os.Getenv("DATELINE_TEST_POSTGRES")
	tp.made.Do(func() { tp.err = tp.make(server) })
	if tp.err != nil {
		t.Fatalf("make the template of %s databases: %v", tp.Name, tp.err)
	}
	if server != "" {
		return postgres(t, server, tp.database())
	}
	path := filepath.Join(t.TempDir(), "dateline.db")
	if err := os.WriteFile(path, tp.file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// database is the template's name on a server of PostgreSQL, which ends when
// the tests do: scripts/with-postgres.
func (tp *Template) database() string { return fmt.Sprintf("dateline_%s_%d", tp.Name, os.Getpid()) }

func (tp *Template) make(server string) error {
	dir, err := os.MkdirTemp("", "dateline-template-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	dsn := filepath.Join(dir, "dateline.db")
	if server != "" {
		if err := create(context.Background(), tp.database(), "template0"); err != nil {
			return err
		}
		if dsn, err = onServer(server, tp.database()); err != nil {
			return err
		}
	}
	if err := tp.Fill(context.Background(), dsn); err != nil || server != "" {
		return err
	}
	tp.file, err = os.ReadFile(dsn)
	return err
}
