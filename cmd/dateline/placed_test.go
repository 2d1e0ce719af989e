package main

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// A database that was deleted, moved or replaced under its server takes no write that
// would be gone afterwards: 503, and not ready. Reads go on, and all does when the
// file is back.
func TestDatabaseTakenAway(t *testing.T) {
	for _, tt := range []struct {
		name       string
		take, back func(t *testing.T, db string) error
	}{
		{"moved", func(_ *testing.T, db string) error { return os.Rename(db, db+".away") }, func(_ *testing.T, db string) error { return os.Rename(db+".away", db) }},
		{"replaced", func(t *testing.T, db string) error {
			other := db + ".other"
			newDatabase(t, other)
			if err := os.Link(db, db+".kept"); err != nil {
				return err
			}
			return os.Rename(other, db)
		}, func(_ *testing.T, db string) error { return os.Rename(db+".kept", db) }},
		{"log moved", func(_ *testing.T, db string) error { return os.Rename(db+"-wal", db+".log") }, func(_ *testing.T, db string) error { return os.Rename(db+".log", db+"-wal") }},
		{"deleted", func(_ *testing.T, db string) error { return os.Remove(db) }, nil},
		{"log deleted", func(_ *testing.T, db string) error { return os.Remove(db + "-wal") }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			db := filepath.Join(inFolder(t), "dateline.db")
			d := &desk{secret: newDatabase(t, db)}
			d.process = startServer(t, "--no-sample", "--db", db)
			d.must(t)
			if err := tt.take(t, db); err != nil {
				t.Fatal(err)
			}
			if r := d.make(t, d.next()); !r.is(http.StatusServiceUnavailable, "unavailable", "moved away, deleted or replaced") {
				t.Errorf("a write is answered %s", r)
			}
			if r := d.send(t, http.MethodGet, "/readyz", ""); !r.is(http.StatusServiceUnavailable, "unavailable", "moved away, deleted or replaced") {
				t.Errorf("/readyz answers %s", r)
			}
			// Over a connection that is open; one that would have to be opened is refused.
			if r := d.send(t, http.MethodGet, "/v1/actors/a-1", ""); r.status != http.StatusOK && !r.is(http.StatusServiceUnavailable, "unavailable", "moved away, deleted or replaced") {
				t.Errorf("a read is answered %s", r)
			}
			if tt.back == nil {
				return
			}
			if err := tt.back(t, db); err != nil {
				t.Fatal(err)
			}
			if r := d.send(t, http.MethodGet, "/readyz", ""); r.status != http.StatusOK {
				t.Errorf("when the file is back, /readyz answers %s", r)
			}
			d.must(t)
			d.holds(t, db)
		})
	}
}
