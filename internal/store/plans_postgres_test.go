package store_test

import (
	"database/sql"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// A page as of an earlier moment is read from indexes alone until its documents are
// fetched. PostgreSQL chooses its plans by the sizes of tables, which here are small:
// it is told not to look through any.
func TestPlansOfThePastOnPostgreSQL(t *testing.T) {
	t.Parallel()
	if os.Getenv("DATELINE_TEST_POSTGRES") == "" {
		return // SQLite keeps links by their primary key
	}
	st := storetest.Use(storetest.Open(t))
	if _, err := st.Load(t.Context(), lines(many(50)), store.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	w := storetest.NewWorld(21)
	if _, err := st.Import(t.Context(), w.Story("generated", timeline.Public, 120)); err != nil {
		t.Fatal(err)
	}
	var asked []store.Statement
	if err := st.Watch(func(s store.Statement) { asked = append(asked, s) }); err != nil {
		t.Fatal(err)
	}
	pool, err := st.Readers()
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, filter := range []string{"actor=country-0", "place=inland", "topic=talks", "source=paper-0"} {
		values, err := url.ParseQuery(filter + "&from=2020&to=2026&as_of=60")
		if err != nil {
			t.Fatal(err)
		}
		q, err := timeline.ParseQuery(values)
		if err != nil {
			t.Fatal(err)
		}
		asked = nil
		if _, err := st.Events(t.Context(), q, nil); err != nil {
			t.Fatal(err)
		}
		for _, s := range asked {
			if !strings.Contains(s.SQL, "ORDER BY k, n LIMIT") {
				continue
			}
			looked++
			tx, err := pool.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, off := range []string{"enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin"} {
				if _, err := tx.ExecContext(t.Context(), "SET LOCAL "+off+" = off"); err != nil {
					t.Fatal(err)
				}
			}
			plan := strings.Join(planOf(t, tx, s), "\n")
			if err := tx.Rollback(); err != nil {
				t.Fatal(err)
			}
			if !regexp.MustCompile(`Index Only Scan using event_\w+_pkey`).MatchString(plan) || !strings.Contains(plan, "Index Only Scan using events_by_linked") {
				t.Errorf("%s: %s\n%s", filter, s.SQL, plan)
			}
		}
	}
	if looked < 4 {
		t.Errorf("only %d pages were looked at", looked)
	}
}

// planOf is the plan of a statement in a transaction.
func planOf(t *testing.T, tx *sql.Tx, s store.Statement) []string {
	t.Helper()
	rows, err := tx.QueryContext(t.Context(), "EXPLAIN "+s.SQL, s.Args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, s.SQL)
	}
	defer rows.Close()
	var plan []string
	for rows.Next() {
		var step string
		if err := rows.Scan(&step); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}
