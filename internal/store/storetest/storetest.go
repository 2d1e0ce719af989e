// Package storetest opens stores for tests: real SQLite files, or, when
// DATELINE_TEST_POSTGRES names a server, real PostgreSQL databases.
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to create and drop databases

	"example.org/dateline/internal/store"
)

// Now is what the clock of a test's store says, unless it is told otherwise.
var Now = time.Date(2025, time.June, 2, 14, 5, 0, 0, time.UTC)

func clock() time.Time { return Now }

// Open returns an empty store that is closed when the test ends.
func Open(t testing.TB) *store.Store {
	t.Helper()
	return OpenWith(t, clock)
}

// OpenWith is Open with a clock.
func OpenWith(t testing.TB, now func() time.Time) *store.Store {
	t.Helper()
	return empty.Open(t, now)
}

// OpenAt opens the database that a DSN names, with a clock.
func OpenAt(t testing.TB, dsn string, now func() time.Time) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), dsn, store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return st
}

// Bundled returns a store that holds the bundled story.
func Bundled(t testing.TB) *store.Store {
	t.Helper()
	return bundled.Open(t, clock)
}

// DSN names a fresh, empty database of the kind under test, without a schema.
func DSN(t testing.TB) string {
	t.Helper()
	if server := os.Getenv("DATELINE_TEST_POSTGRES"); server != "" {
		return postgres(t, server, "template0")
	}
	return filepath.Join(t.TempDir(), "dateline.db")
}

var databases atomic.Int64

// postgres creates a database on the server, as a copy of another, and drops it
// when the test ends.
func postgres(t testing.TB, server, template string) string {
	t.Helper()
	name := fmt.Sprintf("dateline_test_%d_%d", os.Getpid(), databases.Add(1))
	if err := create(t.Context(), name, template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := tell(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop %s: %v", name, err)
		}
	})
	dsn, err := onServer(server, name)
	if err != nil {
		t.Fatal(err)
	}
	return dsn
}

func create(ctx context.Context, name, template string) error {
	return tell(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY file_copy") // half of the time that the log would take
}

// admin is where databases are made and dropped. It stays open for all tests of a process, as
// a connection of PostgreSQL's is a process of its own.
var admin = sync.OnceValues(func() (*sql.DB, error) {
	return sql.Open("pgx", os.Getenv("DATELINE_TEST_POSTGRES"))
})

// tell has the server carry out a statement.
func tell(ctx context.Context, statement string) error {
	server, err := admin()
	if err != nil {
		return err
	}
	_, err = server.ExecContext(ctx, statement) //nolint:gosec // it is put together of names that are made here
	return err
}

// onServer is the address of a database of the server.
func onServer(server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}
