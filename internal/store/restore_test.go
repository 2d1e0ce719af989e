package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// sqliteFile is a template of SQLite, on whatever database the tests run.
func sqliteFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dateline.db")
	closed(t, path, func(*sql.DB) {})
	st, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = storetest.Use(st).Import(t.Context(), &timeline.Document{Story: timeline.Story{ID: "s", Title: "S"},
		Actors: []timeline.Actor{{ID: "a", Name: "A", Kind: "person"}, {ID: "b", Name: "B", Kind: "person"}}})
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// logOf is the log of a database, with the records.
func logOf(t *testing.T, path string) string {
	t.Helper()
	st, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	err = storetest.Use(st).Private().EachChange(t.Context(), timeline.ChangeQuery{}, func(doc json.RawMessage) error {
		all.Write(doc)
		return nil
	})
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestRestoreTakesWholeDatabasesOnly(t *testing.T) {
	t.Parallel()
	mine := sqliteFile(t)
	dir := filepath.Dir(mine)
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"copy.db", "newer.db", "gap.db", "foreign.db", "dangling.db"} {
		if c, err := store.Backup(t.Context(), mine, in(name), false); err != nil || c.Seq != 4 || c.Bytes < 10_000 {
			t.Fatalf("%+v, %v", c, err)
		}
	}
	closed(t, in("newer.db"), func(db *sql.DB) {
		exec(t, db, "INSERT INTO schema_versions (version_id, is_applied) VALUES (900, 1)")
	})
	closed(t, in("gap.db"), func(db *sql.DB) { exec(t, db, "DELETE FROM changes WHERE seq = 2") })
	closed(t, in("foreign.db"), func(db *sql.DB) { exec(t, db, "PRAGMA application_id = 77") })
	closed(t, in("dangling.db"), func(db *sql.DB) {
		exec(t, db, "PRAGMA foreign_keys = 0")
		exec(t, db, "INSERT INTO event_topics VALUES (5, 0, 77, 0, 0, 0, 0)")
	})
	whole, err := os.ReadFile(in("copy.db"))
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(whole)
	for i := 20_480; i < 32_768; i++ {
		damaged[i] ^= 0xa5
	}
	for name, text := range map[string][]byte{"text.txt": []byte("no database at all, but long enough"), "empty.db": nil, "cut.db": whole[:len(whole)/2], "pages.db": damaged} {
		if err := os.WriteFile(in(name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := logOf(t, mine)
	refuses := func(words, from, to string) {
		t.Helper()
		if _, err := store.Restore(t.Context(), in(from), in(to), true); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s to %s: %v; it does not say %q", from, to, err, words)
		}
	}
	for _, tt := range []struct{ file, words string }{
		{"gone.db", "no such file"},
		{"text.txt", "text.txt is not a SQLite database"},
		{"empty.db", "empty.db is empty"},
		{"cut.db", "nothing was changed"},
		{"pages.db", "nothing was changed"},
		{"foreign.db", "it is no database of dateline"},
		{"gap.db", "its log has 3 entries, from 1 to 4, and its last change is 4"},
		{"dangling.db", "rows of event_topics refer to what is not there: 2"},
		{"newer.db", "the backup has schema 900 and this program knows"},
	} {
		refuses(tt.words, tt.file, "dateline.db")
		refuses(tt.words, tt.file, "none.db")
	}
	if after := logOf(t, mine); after != before {
		t.Error("the database was changed")
	}
	if _, err := os.Stat(in("none.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a database was made: %v", err)
	}
	// A damaged database is what a backup is for; another program's is left alone.
	if err := os.Rename(in("pages.db"), mine); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(t.Context(), in("copy.db"), mine, true); err != nil {
		t.Fatal(err)
	}
	if after := logOf(t, mine); after != before || len(before) < 300 {
		t.Errorf("restored is %s\nand was %s", after, before)
	}
	refuses("it belongs to another program", "copy.db", "foreign.db")
	refuses("text.txt is not a SQLite database", "copy.db", "text.txt")
	if left, err := filepath.Glob(in(".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A backup of a database with a gap in its log would not be taken back, and is not
// kept. One that is broken off leaves nothing.
func TestBackupKeepsWholeCopiesOnly(t *testing.T) {
	t.Parallel()
	mine := sqliteFile(t)
	copied := filepath.Join(filepath.Dir(mine), "copy.db")
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Backup(over, mine, copied, false); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	closed(t, mine, func(db *sql.DB) { exec(t, db, "DELETE FROM changes WHERE seq = 3") })
	if _, err := store.Backup(t.Context(), mine, copied, false); err == nil || !strings.Contains(err.Error(), "is not kept: its log has 3 entries") || !strings.Contains(err.Error(), "dateline check") {
		t.Errorf("%v", err)
	}
	if files, err := filepath.Glob(filepath.Join(filepath.Dir(mine), "*")); err != nil || len(files) != 1 {
		t.Errorf("%v, %v", files, err)
	}
}

// A raw copy of a database that was killed holds what stands in its WAL.
func TestRestoreOfACopyWithItsWAL(t *testing.T) {
	t.Parallel()
	mine := sqliteFile(t)
	dir := t.TempDir()
	st := storetest.Use(storetest.OpenAt(t, mine, nil))
	if _, err := st.Import(t.Context(), &timeline.Document{Story: timeline.Story{ID: "late", Title: "Late"}}); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal"} {
		text, err := os.ReadFile(mine + suffix)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "raw.db"+suffix), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	back := filepath.Join(dir, "back.db")
	if c, err := store.Restore(t.Context(), filepath.Join(dir, "raw.db"), back, false); err != nil || c.Seq != 5 {
		t.Fatalf("%+v, %v", c, err)
	}
	if log := logOf(t, back); !strings.Contains(log, `"id":"late"`) {
		t.Errorf("the last write is not in %s", log)
	}
}

// A link to a database stays one: what it leads to is replaced.
func TestRestoreThroughALink(t *testing.T) {
	t.Parallel()
	mine := sqliteFile(t)
	dir := t.TempDir()
	link, copied := filepath.Join(dir, "link.db"), filepath.Join(dir, "copy.db")
	if err := os.Symlink(mine, link); err != nil {
		t.Fatal(err)
	}
	before := logOf(t, mine)
	if _, err := store.Backup(t.Context(), link, copied, false); err != nil {
		t.Fatal(err)
	}
	closed(t, mine, func(db *sql.DB) { exec(t, db, "UPDATE changes SET reason = 'none'") })
	if _, err := store.Restore(t.Context(), copied, link, true); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(link); err != nil || to != mine || logOf(t, mine) != before {
		t.Errorf("the link leads to %s, %v", to, err)
	}
}

// A backup before an upgrade has the schema of before: the program that made it reads
// it, and a newer one migrates what is restored.
func TestBackupKeepsTheSchema(t *testing.T) {
	t.Parallel()
	for _, folder := range releases(t) {
		dir := t.TempDir()
		old, copied, back := filepath.Join(dir, "old.db"), filepath.Join(dir, "copy.db"), filepath.Join(dir, "back.db")
		unpack(t, old, filepath.Join(folder, "sqlite", "dateline.db.gz"))
		made, err := store.Backup(t.Context(), old, copied, false)
		if err != nil {
			t.Fatal(err)
		}
		restored, err := store.Restore(t.Context(), copied, back, false)
		if err != nil || restored.Schema != made.Schema || restored.Seq != made.Seq || made.Seq == 0 {
			t.Errorf("%s: %+v became %+v, %v", folder, made, restored, err)
		}
		refused(t, back, store.Options{KeepSchema: true}, "dateline migrate")
		if st := storetest.Use(storetest.OpenAt(t, back, nil)); logOf(t, old) != logOf(t, back) {
			t.Errorf("%s: another log", folder)
		} else {
			isClean(t, st)
		}
	}
}
