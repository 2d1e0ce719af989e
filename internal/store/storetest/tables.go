package storetest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"testing"
)

// Tables is a database as nobody but the program should see it.
type Tables struct {
	t    testing.TB
	db   *sql.DB
	last string // how far its writes were when they were looked at
}

// OpenTables opens a database once more, beside its store, until the test ends. SQLite
// tells a connection what others wrote, so that there is one alone.
func OpenTables(t testing.TB, dsn string) *Tables {
	t.Helper()
	driver := "pgx"
	if os.Getenv("DATELINE_TEST_POSTGRES") == "" {
		for _, name := range []string{"sqlite3", "sqlite"} {
			if slices.Contains(sql.Drivers(), name) {
				driver = name
			}
		}
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return &Tables{t: t, db: db}
}

// Written reports whether anything was written since it was asked before: it may
// say so of what others wrote on the same server, never the other way round.
func (tb *Tables) Written() bool {
	question := "PRAGMA data_version"
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		question = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
	}
	before := tb.last
	tb.last = tb.texts(question)[0]
	return tb.last != before
}

// Alter runs a statement past the store, and forgets how far writes were.
func (tb *Tables) Alter(ctx context.Context, statement string) {
	tb.t.Helper()
	if _, err := tb.db.ExecContext(ctx, statement); err != nil {
		tb.t.Fatal(err)
	}
	tb.last = ""
}

// lastUse is the column that tells when a token or session was last used: who is
// refused has used one.
const lastUse = "last_used_at"

// Digest is one of every table, by name: of its rows, in whatever order they stand.
func (tb *Tables) Digest() map[string]string {
	list := "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		list = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1"
	}
	all := map[string]string{}
	for _, name := range tb.texts(list) {
		all[name] = fmt.Sprintf("%x", tb.sum(name))
	}
	return all
}

// ChangedTables are those whose digests differ, sorted.
func ChangedTables(before, after map[string]string) []string {
	var list []string
	for name, sum := range after {
		if before[name] != sum {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// sum adds the digests of a table's rows.
func (tb *Tables) sum(table string) []byte {
	rows, err := tb.db.QueryContext(tb.t.Context(), fmt.Sprintf("SELECT * FROM %q", table))
	if err != nil {
		tb.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		tb.t.Fatal(err)
	}
	sum, cells, row := make([]byte, sha256.Size), make([]any, len(columns)), sha256.New()
	for i := range cells {
		cells[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(cells...); err != nil {
			tb.t.Fatal(err)
		}
		row.Reset()
		for i, cell := range cells {
			if columns[i] != lastUse {
				fmt.Fprintf(row, "%v\x00", *cell.(*any))
			}
		}
		for i, b := range row.Sum(nil) {
			sum[i] += b
		}
	}
	if err := rows.Err(); err != nil {
		tb.t.Fatal(err)
	}
	return sum
}

// texts are the values of the one column that a question has.
func (tb *Tables) texts(question string) []string {
	rows, err := tb.db.QueryContext(tb.t.Context(), question)
	if err != nil {
		tb.t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			tb.t.Fatal(err)
		}
		list = append(list, text)
	}
	if err := rows.Err(); err != nil || len(list) == 0 {
		tb.t.Fatalf("%s: %v, %q", question, err, list)
	}
	return list
}
