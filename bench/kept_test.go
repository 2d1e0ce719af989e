package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDatabasesAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.db")
	var filled int
	fill := func() (imported, error) {
		filled++
		return imported{Seconds: float64(filled)}, os.WriteFile(path, []byte("rows"), 0o644)
	}
	for _, tt := range []struct {
		name, holds string
		anew        bool
		want        float64 // which filling it is of
	}{
		{"nothing was there", "a", false, 1},
		{"it is there", "a", false, 1},
		{"it is to be made anew", "a", true, 2},
		{"it holds something else", "b", false, 3},
	} {
		s, err := keep(path, tt.holds, "1.0", func(stamp) bool { return tt.anew }, fill)
		if err != nil || s.Import.Seconds != tt.want || s.Holds != tt.holds || s.Version != "1.0" || s.At.IsZero() {
			t.Errorf("%s: %+v, %v; want that of filling %v", tt.name, s, err, tt.want)
		}
	}
	if _, err := keep(path, "c", "1.0", nil, func() (imported, error) { return imported{}, errors.New("no room") }); err == nil {
		t.Error("what could not be filled was kept")
	}
	if s, err := keep(path, "b", "1.0", nil, fill); err != nil || s.Import.Seconds != 4 {
		t.Errorf("after a failure: %+v, %v; want it filled again", s, err)
	}
}

func TestEventsAreMadeUpOnce(t *testing.T) {
	d := newData(options{data: t.TempDir(), seed: 1}, spare+1)
	first, err := d.lines("news", 10)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(first)
	if err != nil || strings.Count(string(before), `{"entity":"event"`) != 10 {
		t.Errorf("%d bytes, %v", len(before), err)
	}
	if err := os.WriteFile(first, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if again, err := d.lines("news", 10); err != nil || again != first {
		t.Errorf("%s, %v; want %s", again, err, first)
	}
	if n, err := bytesOf(first); n != 0 || err != nil {
		t.Errorf("%d bytes, %v: it was made again", n, err)
	}
	for range 2 {
		if err := d.tidy(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := bytesOf(first); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a large file stays: %v", err)
	}
	one, err := d.holds("a")
	if err != nil {
		t.Fatal(err)
	}
	if other, err := d.holds("b"); err != nil || other == one {
		t.Errorf("two words have the digests %s and %s, %v", one, other, err)
	}
}

func TestDatabasesAreCopiedWithTheirLog(t *testing.T) {
	folder := t.TempDir()
	from, to := filepath.Join(folder, "from.db"), filepath.Join(folder, "to.db")
	if err := copyDatabase(from, to); err == nil {
		t.Error("nothing was copied")
	}
	for _, part := range []string{"", "-wal"} {
		if err := os.WriteFile(from+part, []byte("pages"+part), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := copyDatabase(from, to); err != nil {
			t.Fatal(err)
		}
		if text, err := os.ReadFile(to + part); err != nil || string(text) != "pages"+part {
			t.Errorf("%q, %v", text, err)
		}
	}
}

func TestPocketBaseIsAskedTheSame(t *testing.T) {
	got, err := pocketbasePath("/v1/events?actor=person-00012&from=2003&to=2007&limit=50", "document")
	want := "/api/collections/participations/records?expand=document&filter=%28actor%3D%27person-00012%27%26%26latest%3E%272003-01-01T00%3A00%3A00Z%27%26%26earliest%3C%272008%27%29&perPage=50&skipTotal=1&sort=earliest"
	if err != nil || got != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
	if _, err := pocketbasePath("/v1/events?actor=a", "document"); err == nil {
		t.Error("a query without years was understood")
	}
}
