// Package storetest opens stores for tests: real SQLite files, or, when
// DATELINE_TEST_POSTGRES names a server, real PostgreSQL databases.
package storetest

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to create and drop databases

	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
)

// Now is what the clock of a test's store says, unless it is told otherwise.
var Now = time.Date(2025, time.June, 2, 14, 5, 0, 0, time.UTC)

// Open returns an empty store that is closed when the test ends.
func Open(t testing.TB) *store.Store {
	t.Helper()
	return OpenAt(t, DSN(t), func() time.Time { return Now })
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
	st := Open(t)
	doc, err := convert.ReadStory(data.BundledStory)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	return st
}

// DSN names a fresh, empty database of the kind under test.
func DSN(t testing.TB) string {
	t.Helper()
	if server := os.Getenv("DATELINE_TEST_POSTGRES"); server != "" {
		return postgres(t, server)
	}
	return filepath.Join(t.TempDir(), "dateline.db")
}

var databases atomic.Int64

// postgres creates a database on the server and drops it when the test ends.
func postgres(t testing.TB, server string) string {
	t.Helper()
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("dateline_test_%d_%d", os.Getpid(), databases.Add(1))
	if _, err := admin.ExecContext(t.Context(), "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil { //nolint:noctx // the test's context has ended
			t.Errorf("drop %s: %v", name, err)
		}
		if err := admin.Close(); err != nil {
			t.Errorf("close the server: %v", err)
		}
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}
