package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/dateline/bench/world"
)

// stamp says what a database in the folder of data holds. It lies beside it, so that the
// next run takes the database as it is.
type stamp struct {
	Holds   string    `json:"holds"`   // a digest of the events and of who keeps them how
	Version string    `json:"version"` // of the Dateline that imported
	At      time.Time `json:"at"`
	Import  imported  `json:"import"`
}

// keep returns the stamp of what is at a path. Where that is missing, holds something
// else or is not to be kept, which nil never says, it is made anew.
func keep(path, holds, version string, anew func(stamp) bool, fill func() (imported, error)) (stamp, error) {
	var s stamp
	file := path + ".json"
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err == nil && s.Holds == holds && (anew == nil || !anew(s)) {
		return s, nil
	}
	for _, old := range []string{file, path, path + "-wal", path + "-shm"} {
		if err := os.RemoveAll(old); err != nil {
			return s, err
		}
	}
	s = stamp{Holds: holds, Version: version, At: time.Now()}
	if s.Import, err = fill(); err != nil {
		return s, err
	}
	if text, err = json.MarshalIndent(s, "", "  "); err != nil {
		return s, err
	}
	return s, os.WriteFile(file, append(text, '\n'), 0o644)
}

// data are the events of one size, and where servers keep them.
type data struct {
	o      options
	events int
	world  *world.World

	filling time.Duration // how long it took to make what is kept
}

func newData(o options, events int) *data {
	return &data{o: o, events: events, world: world.New(o.seed, events)}
}

// keep is keep, which is not a part of what is measured.
func (d *data) keep(path, holds, version string, anew func(stamp) bool, fill func() (imported, error)) (stamp, error) {
	return keep(path, holds, version, anew, func() (imported, error) {
		began := time.Now()
		defer func() { d.filling += time.Since(began) }()
		return fill()
	})
}

// path is a place in the folder of data.
func (d *data) path(name, ending string) string {
	return filepath.Join(d.o.data, fmt.Sprintf("%s-%d-%d%s", name, d.o.seed, d.events, ending))
}

// holds is a digest of how these events look, and of a word.
func (d *data) holds(word string) (string, error) {
	hash := sha256.New()
	_, _ = io.WriteString(hash, word) // a hash takes everything
	if err := d.world.Write(hash, "digest", 100); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", hash.Sum(nil)[:16]), nil
}

// lines is a file of events, whose ids begin with a name, that import reads. It is made
// when it is missing.
func (d *data) lines(name string, events int) (file string, err error) {
	file = d.path(name, ".ndjson")
	if _, err := os.Stat(file); err == nil {
		return file, nil
	}
	progress("%d events: making %d up", d.events, events)
	if err := writeEvents(d.world, file+".part", name, events); err != nil {
		return "", err
	}
	return file, os.Rename(file+".part", file)
}

// spare is up to how many events the file of them stays for the next run.
const spare = 100_000

// tidy removes the file of the events where it is large: it is needed where something
// has to be loaded, and that was done.
func (d *data) tidy() error {
	if d.events <= spare {
		return nil
	}
	if err := os.Remove(d.path("news", ".ndjson")); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// soon is an import that may as well be done again, so that it is this binary's.
const soon = 10 // seconds

// dateline returns a SQLite database of the events, and how they were imported. A kept one
// is made anew when its schema is not the binary's, and when that does not take long.
func (d *data) dateline(ctx context.Context, version string) (db string, s stamp, err error) {
	db = d.path("dateline", ".db")
	holds, err := d.holds("dateline")
	if err != nil {
		return "", s, err
	}
	_, schemaErr := d.schema(ctx, db)
	anew := func(s stamp) bool { return d.o.fresh || schemaErr != nil || s.Import.Seconds < soon }
	s, err = d.keep(db, holds, version, anew, func() (imported, error) {
		file, err := d.lines("news", d.events)
		if err != nil {
			return imported{}, err
		}
		return measureImport(ctx, d.o, file, db)
	})
	return db, s, err
}

// schema is what the binary says of the schema of a database, and an error when it is not
// the one that the binary needs.
func (d *data) schema(ctx context.Context, db string) (string, error) {
	log := filepath.Join(d.o.scratch, "schema.log")
	p, err := spawn(log, d.o.dateline, "migrate", "--check", "--db", db)
	if err != nil {
		return "", err
	}
	if err := p.wait(ctx); err != nil {
		return "", err
	}
	text, err := os.ReadFile(log)
	return strings.TrimSpace(string(text)), err
}
