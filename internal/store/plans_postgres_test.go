package store_test

import (
	"database/sql"
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// A page as of an earlier moment can be read from indexes alone until its documents are
// fetched: in its order, and without a look at a table. PostgreSQL chooses its plans by
// the sizes of tables, which here are small: it is told not to sort, nor to look through any.
func TestPlansOfThePastOnPostgreSQL(t *testing.T) {
	t.Parallel()
	if os.Getenv("DATELINE_TEST_POSTGRES") == "" {
		return // SQLite keeps links by their primary key
	}
	st := storetest.Use(storetest.Open(t))
	if _, err := st.Import(t.Context(), storetest.NewWorld(21).Story("generated", timeline.Public, 120)); err != nil {
		t.Fatal(err)
	}
	pool, err := st.Writers()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pool.ExecContext(t.Context(), "VACUUM (ANALYZE) events, event_actors, event_places, event_topics, event_sources"); err != nil {
		t.Fatal(err)
	}
	for table, of := range map[string]string{"event_actors": "actor", "event_places": "place", "event_topics": "topic", "event_sources": "source"} {
		tx, err := pool.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, off := range []string{"enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_hashjoin", "enable_mergejoin"} {
			if _, err := tx.ExecContext(t.Context(), "SET LOCAL "+off+" = off"); err != nil {
				t.Fatal(err)
			}
		}
		statement := "SELECT x.earliest, x.event, x.latest_start, x.earliest_end FROM " + table + " x JOIN events o ON o.n = x.event WHERE o.linked <= 60 AND x." + of +
			" = 1 AND x.earliest < 1798761600 AND x.latest > 1577836800 AND x.state = 0 ORDER BY x.earliest, x.event LIMIT 51"
		plan := explained(t, tx, statement)
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan, "Index Only Scan using "+table+"_pkey") || !strings.Contains(plan, "Index Only Scan using events_by_linked") {
			t.Errorf("%s\n%s", statement, plan)
		}
	}
}

// explained is the plan of a statement, a line for each of its steps.
func explained(t *testing.T, tx *sql.Tx, statement string) string {
	t.Helper()
	rows, err := tx.QueryContext(t.Context(), "EXPLAIN "+statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var step string
		if err := rows.Scan(&step); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(step + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
