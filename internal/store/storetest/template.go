package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
)

// template is a database that is made once in each run of a package's tests and
// then copied for each of them: a copy takes a fifth of the time of the
// migrations. All copies have the same key for cursors.
type template struct {
	name string
	fill func(ctx context.Context, st *store.Store) error
	made sync.Once
	file []byte // of SQLite
	err  error
}

var (
	empty   = &template{name: "empty", fill: func(context.Context, *store.Store) error { return nil }}
	bundled = &template{name: "bundled", fill: func(ctx context.Context, st *store.Store) error {
		doc, err := convert.ReadStory(data.BundledStory)
		if err == nil {
			_, err = Use(st).Import(ctx, doc)
		}
		return err
	}}
)

// copy names a fresh copy of the template, of the kind under test.
func (tp *template) copy(t testing.TB) string {
	t.Helper()
	server := os.Getenv("DATELINE_TEST_POSTGRES")
	tp.made.Do(func() { tp.err = tp.make(server) })
	if tp.err != nil {
		t.Fatalf("make the template of %s databases: %v", tp.name, tp.err)
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
func (tp *template) database() string { return fmt.Sprintf("dateline_%s_%d", tp.name, os.Getpid()) }

func (tp *template) make(server string) error {
	dir, err := os.MkdirTemp("", "dateline-template-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	dsn := filepath.Join(dir, "dateline.db")
	if server != "" {
		if err := create(context.Background(), server, tp.database(), "template0"); err != nil {
			return err
		}
		if dsn, err = onServer(server, tp.database()); err != nil {
			return err
		}
	}
	st, err := store.Open(context.Background(), dsn, store.Options{Now: clock})
	if err != nil {
		return err
	}
	if err := errors.Join(tp.fill(context.Background(), st), st.Close()); err != nil || server != "" {
		return err
	}
	tp.file, err = os.ReadFile(dsn)
	return err
}
