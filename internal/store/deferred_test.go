package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// indexes are the indexes and tables that a database has, and the names of what is deferred.
func indexes(t *testing.T, st *store.Store) (there, deferred []string) {
	t.Helper()
	pool, err := st.Writers()
	if err != nil {
		t.Fatal(err)
	}
	list := "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE type IN ('index', 'table') ORDER BY name"
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		list = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname"
	}
	for statement, into := range map[string]*[]string{list: &there, "SELECT name FROM deferred ORDER BY name": &deferred} {
		*into = column(t, pool, statement)
	}
	return there, deferred
}

// column is the one column that a statement selects.
func column(t *testing.T, pool *sql.DB, statement string) []string {
	t.Helper()
	rows, err := pool.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		list = append(list, one)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// many is a story and more events than a batch holds.
func many(events int) string {
	var b strings.Builder
	b.WriteString(`{"entity":"story","id":"wire","title":"Wire"}` + "\n" + `{"entity":"actor","id":"mayor","name":"Mayor","kind":"person"}` + "\n")
	for i := range events {
		fmt.Fprintf(&b, `{"entity":"event","id":"e%d","title":"Event %d","type":"other","date":{"edtf":"20%02d-01-01"},"topics":["news"],"actors":[{"id":"mayor","role":"participant"}]}`+"\n", i, i, i%90+10)
	}
	return b.String()
}

// A load of several batches into an empty database makes indexes at its end.
func TestLoadMakesIndexesAtItsEnd(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	before, _ := indexes(t, st.Store)
	looked := false
	entries := func(yield func(timeline.Entry, error) bool) {
		for e, err := range lines(many(3_900)) {
			if e.Line == 3_850 { // the first batch is written, though others are taken ahead
				looked = true
				now, deferred := indexes(t, st.Store)
				if len(deferred) == 0 || len(now) >= len(before) {
					t.Errorf("%d indexes of %d are there, and %d deferred, while a load runs", len(now), len(before), len(deferred))
				}
				if n := countBy(t, st, "actor", "mayor"); n < 990 {
					t.Errorf("while a load runs, %d events of an actor are found of at least 990", n)
				}
			}
			if !yield(e, err) {
				return
			}
		}
	}
	if _, err := st.Load(t.Context(), entries, store.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	after, deferred := indexes(t, st.Store)
	if !looked || !slices.Equal(before, after) || len(deferred) > 0 {
		t.Errorf("after the load there are %d indexes of %d, and %d deferred", len(after), len(before), len(deferred))
	}
	q, err := timeline.ParseQuery(url.Values{"q": {"3899"}, "type": {"other"}})
	if err != nil {
		t.Fatal(err)
	}
	if list, err := st.Events(t.Context(), q, nil); err != nil || len(list.Records) != 1 {
		t.Errorf("the last event is found %d times: %v", len(list.Records), err)
	}
	isClean(t, st) // with the words and references of rows that were worked out and inserted in bulk
}

// countBy is how many events a question finds.
func countBy(t *testing.T, st *storetest.Access, parameter, value string) int {
	t.Helper()
	q, err := timeline.ParseQuery(url.Values{parameter: {value}, "count": {"true"}, "limit": {"1"}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := st.Events(t.Context(), q, nil)
	if err != nil || list.Total == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	return *list.Total
}

// A name that changes while links lie as they came is found in all events that show it.
func TestLoadChangesANameAmidHeaps(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	before, _ := indexes(t, st.Store)
	entries := func(yield func(timeline.Entry, error) bool) {
		for _, text := range []string{many(2_100), `{"entity":"actor","id":"mayor","name":"Governor","kind":"person"}` + "\n" +
			`{"entity":"event","id":"last","story":"wire","title":"Last","type":"other","date":{"edtf":"2020"},"topics":["news"],"actors":[{"id":"mayor","role":"target"}]}` + "\n"} {
			for e, err := range lines(text) {
				if !yield(e, err) {
					return
				}
			}
		}
	}
	if _, err := st.Load(t.Context(), entries, store.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	if after, deferred := indexes(t, st.Store); !slices.Equal(before, after) || len(deferred) > 0 {
		t.Errorf("after the load there are %d indexes of %d, and %d deferred", len(after), len(before), len(deferred))
	}
	if n := countBy(t, st, "q", "governor"); n != 2_101 {
		t.Errorf("%d events show the new name", n)
	}
	if n := countBy(t, st, "topic", "news"); n != 2_101 {
		t.Errorf("%d events of the topic are found", n)
	}
	isClean(t, st)
}

// What a load that was cut off has left is made by whoever opens the database, and by
// who changes an event before that.
func TestDeferredIndexesHeal(t *testing.T) {
	t.Parallel()
	for name, heal := range map[string]func(t *testing.T, ctx context.Context, st *storetest.Access, dsn string){
		"opening": func(t *testing.T, _ context.Context, _ *storetest.Access, dsn string) {
			t.Helper()
			storetest.OpenAt(t, dsn, nil) //nolint:contextcheck // it opens within the test, not within what is cut off
		},
		"migrating": func(t *testing.T, _ context.Context, _ *storetest.Access, dsn string) {
			t.Helper()
			storetest.OpenAt(t, dsn, nil) //nolint:contextcheck // it opens within the test, not within what is cut off
		},
		"an edit": func(t *testing.T, ctx context.Context, st *storetest.Access, _ string) {
			t.Helper()
			if _, err := st.Load(ctx, lines(`{"entity":"event","id":"e1","story":"wire","title":"Mended","type":"other","date":{"edtf":"2020"}}`), store.LoadOptions{}); err != nil {
				t.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dsn := storetest.DSN(t)
			st := storetest.Use(storetest.OpenAt(t, dsn, nil))
			before, _ := indexes(t, st.Store)
			if name == "migrating" { // by a program that is as old as the table of what is deferred
				if err := st.MigrateDown(t.Context(), 26); err != nil {
					t.Fatal(err)
				}
			}
			had, _ := indexes(t, st.Store)
			if err := st.DeferIndexes(t.Context()); err != nil {
				t.Fatal(err)
			}
			if now, deferred := indexes(t, st.Store); len(deferred) == 0 || len(now) >= len(had) {
				t.Fatalf("%d indexes of %d are there, and %d deferred", len(now), len(had), len(deferred))
			}
			if _, err := st.Load(t.Context(), lines(many(5)), store.LoadOptions{}); err != nil {
				t.Fatal(err)
			}
			heal(t, t.Context(), st, dsn)
			after, deferred := indexes(t, st.Store)
			if !slices.Equal(before, after) || len(deferred) > 0 {
				t.Errorf("%d indexes of %d are there, and %d deferred", len(after), len(before), len(deferred))
			}
			if n := countBy(t, st, "topic", "news"); n < 4 {
				t.Errorf("%d events of a topic are found", n)
			}
			isClean(t, st)
		})
	}
}

// A load whose spans have no index yet refuses those that contradict an earlier batch.
func TestLoadRefusesSpansThatAreFiled(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	before, _ := indexes(t, st.Store)
	var b strings.Builder
	b.WriteString(`{"entity":"story","id":"wire","title":"Wire"}` + "\n" + `{"entity":"source","id":"paper","title":"Paper","length":100000}` + "\n")
	for i := range 3_300 {
		at, digest := i, i
		switch i {
		case 2_500:
			at = 7 // the same as the seventh event
		case 2_600, 2_700:
			at = 8 // not what the eighth says
		case 3_200:
			at, digest = 8, 8
		}
		if i == 2_500 {
			digest = 7
		}
		fmt.Fprintf(&b, `{"entity":"event","id":"e%d","title":"Event %d","type":"other","date":{"edtf":"2020"},"citations":[{"source":"paper","start":%d,"end":%d,"sha256":"%064x"}]}`+"\n", i, i, 10*at, 10*at+5, digest)
	}
	var rejected []string
	opts := store.LoadOptions{Reject: func(e timeline.Entry, why error) error {
		if !strings.Contains(why.Error(), `"e8" cites characters 80–85 of the source "paper" with another digest`) {
			t.Errorf("%s is rejected: %v", e.Record.RecordID(), why)
		}
		rejected = append(rejected, e.Record.RecordID())
		return nil
	}}
	report, err := st.Load(t.Context(), lines(b.String()), opts)
	if err != nil || report.Created["event"] != 3_298 || !slices.Equal(rejected, []string{"e2600", "e2700"}) {
		t.Errorf("%+v, %v, and %q are rejected", report, err, rejected)
	}
	if after, deferred := indexes(t, st.Store); !slices.Equal(before, after) || len(deferred) > 0 {
		t.Errorf("after the load there are %d indexes of %d, and %d deferred", len(after), len(before), len(deferred))
	}
	isClean(t, st)
}
