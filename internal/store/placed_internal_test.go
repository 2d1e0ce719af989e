package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"example.org/dateline/internal/timeline"
)

// TestConnectionsAreToTheFileThatWasOpened: a connection that is opened after another
// file has come in the place of the database is refused, and makes no file where there
// is none.
func TestConnectionsAreToTheFileThatWasOpened(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "one.db")
	for _, path := range []string{db, db + ".other"} {
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(t.Context(), db, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	pool, err := s.read.DB()
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxIdleConns(0) // each read opens a connection
	read := func() error {
		_, err := s.Version(t.Context())
		return err
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ from, to string }{{db, db + ".away"}, {db + ".other", db}} {
		if err := os.Rename(step.from, step.to); err != nil {
			t.Fatal(err)
		}
		if err := read(); timeline.CodeOf(err) != timeline.Unavailable {
			t.Errorf("after %s became %s, a read has the error %v", filepath.Base(step.from), filepath.Base(step.to), err)
		}
		if _, err := os.Stat(db); step.to != db && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("something is at %s again: %v", filepath.Base(db), err)
		}
	}
	if err := os.Rename(db+".away", db); err != nil {
		t.Fatal(err)
	}
	if err := read(); err != nil {
		t.Errorf("when the file is back: %v", err)
	}
}
