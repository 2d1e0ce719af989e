package store_test

import (
	"database/sql"
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// damagedPage writes over the page at which something of a closed file begins.
func damagedPage(t *testing.T, path, name string, damage func(page []byte)) {
	t.Helper()
	var root, size int64
	closed(t, path, func(db *sql.DB) {
		if err := db.QueryRowContext(t.Context(), "SELECT rootpage FROM sqlite_schema WHERE name = '"+name+"'").Scan(&root); err != nil {
			t.Fatal(err)
		}
		if err := db.QueryRowContext(t.Context(), "PRAGMA page_size").Scan(&size); err != nil {
			t.Fatal(err)
		}
	})
	text, err := os.ReadFile(path)
	if err == nil {
		damage(text[(root-1)*size : root*size])
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// An index that does not have what its table has is rebuilt; rows that refer to what is
// not there are told of; and so is a page that is no page.
func TestIntegrityOfTheFile(t *testing.T) {
	t.Parallel()
	has := func(list []store.Finding, words string, repairable, repaired bool) {
		t.Helper()
		if !slices.ContainsFunc(list, func(f store.Finding) bool {
			return strings.Contains(f.String(), words) && f.Repairable == repairable && f.Repaired == repaired
		}) {
			t.Errorf("%q is not in %v", words, list)
		}
	}
	index := sqliteFile(t)
	damagedPage(t, index, "actors_by_name", func(page []byte) {
		binary.BigEndian.PutUint16(page[3:], binary.BigEndian.Uint16(page[3:])-1) // a row less
	})
	st := storetest.Use(storetest.OpenAt(t, index, nil))
	has(findings(t, st, false), "wrong # of entries in index actors_by_name", true, false)
	has(findings(t, st, true), "wrong # of entries in index actors_by_name", true, true)
	isClean(t, st)

	words := sqliteFile(t)
	closed(t, words, func(db *sql.DB) {
		exec(t, db, "UPDATE actors_fts_data SET block = zeroblob(60) WHERE id > 10")
	})
	st = storetest.Use(storetest.OpenAt(t, words, nil))
	has(findings(t, st, false), "actors_fts", true, false)
	has(findings(t, st, true), "actor a: the search index does not have its words", true, true)
	isClean(t, st)

	dangling := sqliteFile(t)
	closed(t, dangling, func(db *sql.DB) {
		exec(t, db, "PRAGMA foreign_keys = 0")
		exec(t, db, "INSERT INTO story_actors (story, actor, position, since) VALUES (1, 77, 9, 1)")
		exec(t, db, "INSERT INTO event_topics (topic, event, earliest, latest, latest_start, earliest_end, state) VALUES (5, 77, 0, 0, 0, 0, 0)")
	})
	st = storetest.Use(storetest.OpenAt(t, dangling, nil))
	has(findings(t, st, false), "event_topics: rows of no record: 1", true, false)
	has(findings(t, st, false), "rows of story_actors refer to what is not there: 1", false, false)
	has(findings(t, st, true), "event_topics: rows of no record: 1", true, true)
	if left := findings(t, st, false); len(left) != 1 {
		t.Errorf("left is %v", left)
	}

	page := sqliteFile(t)
	damagedPage(t, page, "cited_spans", func(page []byte) { clear(page) })
	st = storetest.Use(storetest.OpenAt(t, page, nil))
	for _, repair := range []bool{false, true} {
		has(findings(t, st, repair), "malformed", false, false)
	}
}
