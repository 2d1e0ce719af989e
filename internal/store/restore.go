package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"time"
)

// Restore makes a SQLite database out of a backup, or any copy of one, after it has
// looked whether that is whole: the file itself, its log, and a schema that this
// program knows. An older schema stays as it is until the database is opened.
//
// A database that is there is replaced when told so, in one step, and only while no
// other program has it open. PostgreSQL has programs of its own for that.
func Restore(ctx context.Context, from, dsn string, replace bool) (Copied, error) {
	d, err := dialectOf(dsn)
	if err != nil {
		return Copied{}, err
	}
	if d.name() != (sqliteDialect{}).name() {
		return Copied{}, fmt.Errorf("PostgreSQL reads its own backups: pg_restore --clean --if-exists --no-owner --dbname=URL %s, with the same URL as --db", from)
	}
	info, err := os.Stat(from)
	if err != nil {
		return Copied{}, fmt.Errorf("cannot read %s: %w", from, errors.Unwrap(err))
	}
	if err := checkFile(from); err != nil {
		return Copied{}, err
	}
	if info.Size() == 0 {
		return Copied{}, fmt.Errorf("%s is empty: name a file that `dateline backup` made", from)
	}
	if err := mayWrite(dsn, replace, info); err != nil {
		return Copied{}, err
	}
	from, dsn = followed(from), followed(dsn)
	path, copied, err := copyFile(ctx, from, dsn, true)
	if err != nil {
		return Copied{}, fmt.Errorf("%w: nothing was changed; name another backup", err)
	}
	if err = knowsSchema(copied.Schema); err == nil {
		err = replaceDatabase(ctx, path, dsn)
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return copied, err
}

// knowsSchema refuses a schema that a newer program has made.
func knowsSchema(version int64) error {
	known, err := newestSchema(sqliteDialect{})
	if err == nil && version > known {
		err = fmt.Errorf("the backup has schema %d and this program knows %d: restore it with a newer dateline", version, known)
	}
	return err
}

// closedWait is how long a restore waits for another program to let go of the file.
const closedWait = 2 * time.Second

// replaceDatabase gives a copy the name of a database. Who has that open keeps it
// from being replaced, and who wants to open it meanwhile is kept out: it is taken
// out of the WAL, which no other connection allows, and stays locked until the new
// one has its name. So nothing is left of it that belongs to the new one by name.
func replaceDatabase(ctx context.Context, path, target string) error {
	old, err := os.Stat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.Join(forgetCompanions(target), takeName(path, target))
	}
	if err != nil {
		return err
	}
	if err := os.Chmod(path, old.Mode().Perm()); err != nil {
		return err
	}
	if old.Size() == 0 {
		return errors.Join(forgetCompanions(target), takeName(path, target))
	}
	take := func() error { return errors.Join(forgetCompanions(target), takeName(path, target)) }
	err = withFile(ctx, target, false, func(db *sql.Conn) error {
		if err := onlyUser(ctx, db); err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
		if keepsOpenFiles {
			return nil
		}
		return take()
	})
	if err == nil && keepsOpenFiles {
		err = take()
	}
	return err
}

// keepsOpenFiles is that no file can be replaced that any program has open: then nobody
// need be kept out, and this program's own connection must be closed first.
const keepsOpenFiles = runtime.GOOS == "windows"

// onlyUser takes a database for this connection alone, as long as that is open. Of a
// damaged one nobody can take hold: it has no user that could go on.
func onlyUser(ctx context.Context, db *sql.Conn) error {
	var id int64
	for _, statement := range []string{
		fmt.Sprintf("PRAGMA busy_timeout = %d", closedWait/time.Millisecond), "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE",
	} {
		_, err := db.ExecContext(ctx, statement)
		switch {
		case isBusy(err):
			return errors.New("a server or another command has it open: stop that first")
		case isDamaged(err):
			return nil
		case err != nil:
			return err
		}
	}
	err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id)
	if err == nil && id != applicationID {
		return errors.New("it belongs to another program, and is not replaced: give --db another path")
	}
	return err
}

// forgetCompanions removes what stands beside a database that nobody has open.
func forgetCompanions(target string) error {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if err := os.Remove(target + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
