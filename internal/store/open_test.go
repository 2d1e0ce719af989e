package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// refused opens what must not be opened. The error says what to do.
func refused(t *testing.T, dsn string, opts store.Options, words ...string) {
	t.Helper()
	st, err := store.Open(t.Context(), dsn, opts)
	if err == nil {
		t.Errorf("%s was opened: %v", dsn, st.Close())
		return
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%s: %q does not say %q", dsn, err, word)
		}
	}
	if strings.ContainsAny(err.Error(), "\n") {
		t.Errorf("%s: the error is more than a line: %q", dsn, err)
	}
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenWhatIsNoDatabase(t *testing.T) {
	t.Parallel()
	var none store.Options
	folder := t.TempDir()
	story := file(t, "story.yaml", "dateline: 1\nstory: {id: a, title: A}\n")
	refused(t, story, none, story, "not a SQLite database", "--db")
	refused(t, file(t, "short", "x"), none, "not a SQLite database")
	refused(t, file(t, "cut", "SQLite format 3"), none, "not a SQLite database")
	refused(t, file(t, "damaged.db", "SQLite format 3\x00"+strings.Repeat("rubbish ", 2000)), none, "damaged.db")
	refused(t, folder, none, folder, "is a folder", "--db")
	refused(t, filepath.Join(folder, "none", "x.db"), none, "does not exist", "create it")
	refused(t, filepath.Join(story, "x.db"), none, story)
	refused(t, "", none, "--db")
	refused(t, ":memory:", none, "--db")
	refused(t, "mysql://root@localhost/x", none, `"mysql"`, "postgres://")
	loop := filepath.Join(folder, "loop")
	if err := os.Symlink(loop, loop); err != nil {
		t.Fatal(err)
	}
	refused(t, loop, none, "loop")
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, pipe, none, pipe, "--db")
	locked := file(t, "locked.db", "SQLite format 3\x00")
	if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	}
	refused(t, locked, none, "locked.db") // to root it is a damaged database
	for _, path := range []string{story, pipe, locked} {
		if left, err := filepath.Glob(path + "-*"); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
	if text, err := os.ReadFile(story); err != nil || !strings.HasPrefix(string(text), "dateline: 1\n") {
		t.Errorf("the file was written to: %q, %v", text, err)
	}
}

func TestOpenPostgreSQLThatIsNotThere(t *testing.T) {
	t.Parallel()
	refused(t, "postgres://me:hunter2@/news?host="+t.TempDir(), store.Options{}, "cannot reach PostgreSQL", "check that it runs", "me:xxxxx@")
	refused(t, "postgres://me:hunter2@/news?host=%zz", store.Options{}, "PostgreSQL")
	st, err := store.Open(t.Context(), "postgres://me:hunter2@/news?host="+t.TempDir(), store.Options{})
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v, %v", st, err)
	}
}

// raw is the database itself, past everything that the store does.
func raw(t *testing.T, st *storetest.Access) *sql.DB {
	t.Helper()
	db, err := st.Writers()
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func exec(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// closed opens a database, runs fn on it, and closes it.
func closed(t *testing.T, dsn string, fn func(db *sql.DB)) {
	t.Helper()
	st, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fn(raw(t, storetest.Use(st)))
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOpenAnotherProgramsDatabase(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	closed(t, dsn, func(db *sql.DB) {
		if strings.HasPrefix(dsn, "postgres") {
			exec(t, db, "DROP SCHEMA public CASCADE")
			exec(t, db, "CREATE SCHEMA public")
		} else {
			exec(t, db, "PRAGMA application_id = 252006673")
		}
		exec(t, db, "CREATE TABLE passwords (word text)")
	})
	refused(t, dsn, store.Options{}, "another program", "--db")
	refused(t, dsn, store.Options{KeepSchema: true}, "another program", "--db")
}

// A database that a newer program has migrated is left alone.
func TestOpenANewerSchema(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	closed(t, dsn, func(db *sql.DB) {
		exec(t, db, "INSERT INTO schema_versions (version_id, is_applied) VALUES (900, "+truth(dsn)+")")
	})
	refused(t, dsn, store.Options{}, "schema 900", "newer dateline", "backup")
	refused(t, dsn, store.Options{KeepSchema: true}, "schema 900", "newer dateline")
}

func truth(dsn string) string {
	if strings.HasPrefix(dsn, "postgres") {
		return "true"
	}
	return "1"
}

// KeepSchema refuses what needs a migration, and does not stand in the way of
// the migration that follows.
func TestOpenAndKeepTheSchema(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	refused(t, dsn, store.Options{KeepSchema: true}, "schema 0", "dateline migrate")
	refused(t, dsn, store.Options{KeepSchema: true}, "schema 0", "dateline migrate")
	st := storetest.Use(storetest.OpenAt(t, dsn, time.Now))
	version, err := st.SchemaVersion(t.Context())
	if err != nil || version < 1 {
		t.Errorf("schema %d, %v", version, err)
	}
	again, err := store.Open(t.Context(), dsn, store.Options{KeepSchema: true})
	if err != nil {
		t.Fatal(err)
	}
	if string(again.CursorKey()) != string(st.CursorKey()) || len(st.CursorKey()) != 32 {
		t.Error("the servers of one database have different keys")
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// An empty file is an empty database, whatever its name.
func TestOpenFilesWithStrangeNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a b?c#d%.db", "%41.db", "x&_query_only=1.db", "ümlaut 北京.db", "file:x.db", "'quote\".db", "back\\slash.db", "-flag", "a//b.db", "./dot.db"} {
		folder := t.TempDir()
		if err := os.Mkdir(filepath.Join(folder, "a"), 0o700); err != nil {
			t.Fatal(err)
		}
		path := folder + "/" + name
		st, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("%s: the file is elsewhere: %v", name, err)
		}
		if err := st.Ready(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := st.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	storetest.Use(storetest.OpenAt(t, file(t, "empty.db", ""), time.Now))
	storetest.Use(storetest.OpenAt(t, "/"+filepath.Join(t.TempDir(), "two slashes.db"), time.Now))
}

func TestOpenBesideTheProgram(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"dateline.db", "./other.db", "file:third.db"} {
		storetest.Use(storetest.OpenAt(t, path, time.Now))
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}
