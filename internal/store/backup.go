package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup copies a SQLite database to a file, while servers read and write it, and
// looks whether the copy is whole: what Backup made, Restore takes. The schema stays
// as it is. A file that is there is replaced when told so, and then in one step.
//
// PostgreSQL has programs of its own for that: its URL is refused with what to type.
func Backup(ctx context.Context, dsn, target string, replace bool) (Copied, error) {
	d, err := dialectOf(dsn)
	if err != nil {
		return Copied{}, err
	}
	if d.name() != (sqliteDialect{}).name() {
		return Copied{}, fmt.Errorf("PostgreSQL makes its own backups: pg_dump --format=custom --file=%s URL, with the same URL as --db", target)
	}
	info, err := os.Stat(dsn)
	if err != nil || info.Size() == 0 {
		return Copied{}, fmt.Errorf("there is no database %s: name one with --db", dsn)
	}
	if err := mayWrite(target, replace, info); err != nil {
		return Copied{}, err
	}
	target = followed(target)
	path, copied, err := copyFile(ctx, dsn, target, false)
	if err != nil {
		return Copied{}, fmt.Errorf("%w; `dateline check` says more", err)
	}
	if err := takeName(path, target); err != nil {
		return Copied{}, errors.Join(err, os.Remove(path))
	}
	return copied, nil
}

// mayWrite refuses a target that is there, unless it is to be replaced, and one that
// is the original.
func mayWrite(target string, replace bool, original fs.FileInfo) error {
	info, err := os.Stat(target)
	switch {
	case err == nil && os.SameFile(info, original):
		return fmt.Errorf("%s is the database itself: name another file", target)
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("%s is not an ordinary file: name another one", target)
	case err == nil && !replace:
		return fmt.Errorf("%s is there already: name another file, or replace it with --force", target)
	case err == nil || errors.Is(err, fs.ErrNotExist):
		if dir, err := os.Stat(filepath.Dir(target)); err != nil || !dir.IsDir() {
			return fmt.Errorf("the folder of %s does not exist: create it, or name another file", target)
		}
		return nil
	}
	return fmt.Errorf("cannot write %s: %w", target, err)
}
