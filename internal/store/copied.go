package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Copied says what is in a copy of a database.
type Copied struct {
	Seq    int64 // of the last change in its log
	Schema int64 // the version of its schema
	Bytes  int64

	Elsewhere int // pictures that are in a folder, and not in the copy
}

// copyFile copies a SQLite database as it is at one moment, whatever is written to
// it meanwhile, to a new file beside the target, and looks whether the copy is
// whole. Nobody but the owner may read it: it has the hashes of tokens and what is
// private. The caller gives it its name, or removes it.
//
// VACUUM INTO reads within one transaction, and no writer waits for it. The copying
// by pages that SQLite has beside begins again with every write of another program.
func copyFile(ctx context.Context, from, target string, readOnly bool) (path string, c Copied, err error) {
	file, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*")
	if err != nil {
		return "", c, fmt.Errorf("cannot write %s: %w", target, err)
	}
	made := file.Name()
	defer func() {
		if err != nil {
			_ = os.Remove(made)
		}
	}()
	if err := file.Close(); err != nil {
		return "", c, fmt.Errorf("cannot write %s: %w", target, err)
	}
	err = withFile(ctx, from, readOnly, func(db *sql.Conn) error {
		_, err := db.ExecContext(ctx, "VACUUM INTO ?", made)
		return err
	})
	if err != nil {
		return "", c, fmt.Errorf("copy %s: %w", from, err)
	}
	if c, err = inspect(ctx, made); err != nil {
		return "", c, fmt.Errorf("the copy of %s is not kept: %w", from, err)
	}
	return made, c, onDisk(made)
}

// withFile runs fn on a connection to a SQLite file, past all that a store does.
// What nobody else writes to may be opened for reading alone: then nothing is made
// beside it.
func withFile(ctx context.Context, path string, readOnly bool, fn func(db *sql.Conn) error) (err error) {
	mode := "rw"
	if readOnly {
		mode = "ro"
		if wal, err := os.Stat(path + "-wal"); err != nil || wal.Size() == 0 {
			mode += "&immutable=1" // else what stands in its -wal belongs to it
		}
	}
	pool, err := sql.Open(sqliteDriver, "file:"+escapedPath(path)+"?mode="+mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	db, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "PRAGMA busy_timeout = 10000"); err != nil {
		return err
	}
	return fn(db)
}

// inspect looks whether a SQLite file is a whole database of ours: the file itself,
// what rows refer to, and the log, which has neither gap nor double. The schema may
// be older than the program's.
func inspect(ctx context.Context, path string) (c Copied, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return c, err
	}
	c.Bytes = info.Size()
	err = withFile(ctx, path, true, func(db *sql.Conn) error {
		var id, schema sql.NullInt64
		if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
			return err
		}
		if id.Int64 != applicationID {
			return errors.New("it is no database of dateline")
		}
		if err := db.QueryRowContext(ctx, "SELECT max(version_id) FROM schema_versions WHERE is_applied = 1").Scan(&schema); err != nil {
			return err
		}
		c.Schema = schema.Int64
		wrong, err := fileFaults(ctx, db)
		if err == nil && len(wrong) == 0 {
			wrong, err = danglingRows(ctx, db)
		}
		if err != nil {
			return err
		}
		if len(wrong) > 0 {
			return fmt.Errorf("it is damaged: %s", wrong[0])
		}
		if err := inspectLog(ctx, db, &c); err != nil || c.Schema < firstWithMedia {
			return err
		}
		return db.QueryRowContext(ctx, "SELECT count(*) FROM media WHERE in_folder = 1").Scan(&c.Elsewhere)
	})
	return c, err
}

// firstWithMedia is the schema since which there are pictures.
const firstWithMedia = 20

// fileFaults are the faults that SQLite itself finds in a file, the first of them. Some
// pages are so that it gives up: that is a fault, too.
func fileFaults(ctx context.Context, db *sql.Conn) (wrong []string, err error) {
	defer func() {
		if isDamaged(err) {
			wrong, err = append(wrong, err.Error()), nil
		}
	}()
	rows, err := db.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var fault string
		if err := rows.Scan(&fault); err != nil {
			return wrong, err
		}
		for line := range strings.SplitSeq(fault, "\n") {
			if line != "ok" && !strings.HasPrefix(line, "***") {
				wrong = append(wrong, line)
			}
		}
	}
	return wrong, rows.Err()
}

// danglingRows are the tables whose rows refer to some that are not there.
func danglingRows(ctx context.Context, db *sql.Conn) ([]string, error) {
	var wrong []string
	rows, err := db.QueryContext(ctx, `SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY "table" ORDER BY "table"`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		var count int64
		if err := rows.Scan(&table, &count); err != nil {
			return nil, err
		}
		wrong = append(wrong, fmt.Sprintf("rows of %s refer to what is not there: %d", table, count))
	}
	return wrong, rows.Err()
}

func inspectLog(ctx context.Context, db *sql.Conn, c *Copied) error {
	if err := db.QueryRowContext(ctx, "SELECT seq FROM meta").Scan(&c.Seq); err != nil {
		return err
	}
	const historyMigration = 2
	if c.Schema < historyMigration {
		return nil // there was no log yet
	}
	var count, first, last int64
	if err := db.QueryRowContext(ctx, "SELECT count(*), coalesce(min(seq), 1), coalesce(max(seq), 0) FROM changes").Scan(&count, &first, &last); err != nil {
		return err
	}
	if first != 1 || last != c.Seq || count != c.Seq {
		return fmt.Errorf("its log has %d entries, from %d to %d, and its last change is %d", count, first, last, c.Seq)
	}
	return nil
}

// onDisk returns when a file, or folder, is on the disk: VACUUM INTO does not wait.
func onDisk(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// takeName gives a copy its name, in place of what has it.
func takeName(path, target string) error {
	if err := os.Rename(path, target); err != nil {
		return fmt.Errorf("cannot write %s: %w", target, errors.Unwrap(err))
	}
	_ = onDisk(filepath.Dir(target)) // not every system does that of a folder
	return nil
}

// followed is the file that a path leads to by links: beside that are its companions,
// and that is what is replaced.
func followed(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// escapedPath spells a path in a URI of SQLite.
func escapedPath(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute // which never begins with two slashes, as a host would
	}
	// Only what has a meaning in a file: URI is escaped; slashes stay.
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}
