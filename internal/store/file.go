package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// databaseFile is the SQLite file that a store has open, with the log beside it that
// commits go to. Once their names lead to other files, or to none, whatever is
// written is lost with the last connection. Nil is a database without files of ours.
type databaseFile struct {
	parts atomic.Pointer[[]filePart] // nil until it has been looked at: any will do
}

// filePart is a file as it was when it was opened.
type filePart struct {
	path string
	was  fs.FileInfo
}

func (sqliteDialect) file() *databaseFile   { return &databaseFile{} }
func (postgresDialect) file() *databaseFile { return nil }

// look takes the files of an open database for those that it is to have from now on.
// The log is there for as long as somebody has the database open.
func (f *databaseFile) look(path string) error {
	if f == nil {
		return nil
	}
	var parts []filePart
	for _, name := range []string{path, path + "-wal"} {
		was, err := os.Stat(name)
		if err != nil {
			return fmt.Errorf("cannot see the database's file: %w", err)
		}
		parts = append(parts, filePart{name, was})
	}
	f.parts.Store(&parts)
	return nil
}

// path is where the database is, and log where what is committed goes first.
func (f *databaseFile) path() string { return (*f.parts.Load())[0].path }
func (f *databaseFile) log() string  { return (*f.parts.Load())[1].path }

// check refuses, with code Unavailable, when the names of the files lead to others
// than those that are open.
func (f *databaseFile) check() error {
	if f == nil || f.parts.Load() == nil {
		return nil
	}
	for _, part := range *f.parts.Load() {
		is, err := os.Stat(part.path)
		if err != nil || !os.SameFile(is, part.was) {
			return &timeline.Error{Code: timeline.Unavailable,
				Message: "The database's file was moved away, deleted or replaced while the server ran. Nothing was written; who runs the server has to put it back, or to start the server anew.",
				Err:     errors.Join(err, fmt.Errorf("%s is not the file that was opened", part.path))}
		}
	}
	return nil
}

// writablePatience is how long Writable waits for another writer, which would show
// that there can be one.
const writablePatience = 2 * time.Second

// Writable reports why the database takes no writes, and what to type: it begins
// one, and takes it back.
func (s *Store) Writable(ctx context.Context) error {
	err := s.locked(ctx, writablePatience, false, func(*gorm.DB, int64, time.Time) (written, error) {
		return written{}, errNothingToWrite
	})
	switch {
	case errors.Is(err, errNothingToWrite), errors.Is(err, errLockTimeout):
		return nil
	case s.dialect.failure(err) == readOnly && s.file != nil:
		path := s.file.path()
		return fmt.Errorf("the database %s cannot be written (%w): %s", path, err, toOwn(path))
	case s.dialect.failure(err) == readOnly:
		return fmt.Errorf("PostgreSQL takes no writes there (%w): give --db the URL of the primary", err)
	}
	return err
}
