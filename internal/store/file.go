package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// databaseFile is the SQLite file that a store has open, with the log beside it that
// commits go to. Once their names lead to other files, or to none, whatever is
// written is lost with the last connection. Nil is a database without files of ours.
type databaseFile struct {
	parts []filePart
}

// filePart is a file as it was when it was opened.
type filePart struct {
	path string
	was  fs.FileInfo
}

// file looks at the files of an open database. The log is there for as long as
// somebody has the database open.
func (sqliteDialect) file(path string) (*databaseFile, error) {
	f := &databaseFile{}
	for _, name := range []string{path, path + "-wal"} {
		was, err := os.Stat(name)
		if err != nil {
			return nil, fmt.Errorf("cannot see the database's file: %w", err)
		}
		f.parts = append(f.parts, filePart{name, was})
	}
	return f, nil
}

func (postgresDialect) file(string) (*databaseFile, error) { return nil, nil } //nolint:nilnil // it has none

// check refuses, with code Unavailable, when the names of the files lead to others
// than those that are open.
func (f *databaseFile) check() error {
	if f == nil {
		return nil
	}
	for _, part := range f.parts {
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
		path := s.file.parts[0].path
		return fmt.Errorf("the database %s cannot be written (%w): %s", path, err, toOwn(path))
	case s.dialect.failure(err) == readOnly:
		return fmt.Errorf("PostgreSQL takes no writes there (%w): give --db the URL of the primary", err)
	}
	return err
}
