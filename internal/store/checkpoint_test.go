package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// A log that has grown large is begun anew, whatever SQLite does by itself.
func TestLargeLogIsShortened(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		return // PostgreSQL sees to its own
	}
	st := storetest.Use(storetest.OpenAt(t, dsn, func() time.Time { return storetest.Now }))
	exec(t, raw(t, st), "PRAGMA wal_autocheckpoint = 0")
	size := func() int64 {
		t.Helper()
		info, err := os.Stat(dsn + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	most := size()
	for n := range 40 {
		if _, err := st.Create(t.Context(), largeActor(fmt.Sprintf("a-%d", n)), store.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		st.AwaitUses()
		now := size()
		if now < most {
			return
		}
		most = now
	}
	t.Errorf("the log has grown to %d bytes, and was never begun anew", most)
}

// A reader that never goes, as a replicator's, keeps the log from being begun anew: that is
// tried, and less often after each time.
func TestLargeLogThatIsHeld(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		return // PostgreSQL sees to its own
	}
	st := storetest.Use(storetest.OpenAt(t, dsn, func() time.Time { return storetest.Now }))
	readers, err := st.Readers()
	if err != nil {
		t.Fatal(err)
	}
	reader, err := readers.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Rollback()
	var n int
	if err := reader.QueryRowContext(t.Context(), "SELECT count(*) FROM actors").Scan(&n); err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		if _, err := st.Create(t.Context(), largeActor(fmt.Sprintf("a-%d", n)), store.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		st.AwaitUses()
	}
	if st.Unshortened() == 0 {
		t.Error("a log that somebody reads was begun anew, or nobody tried")
	}
	for failed, want := range map[int64]time.Duration{0: 10 * time.Second, 1: 20 * time.Second, 3: 80 * time.Second, 100: 640 * time.Second} {
		if got := store.ShortenPause(failed); got != want {
			t.Errorf("after %d failures it is tried again in %v, want %v", failed, got, want)
		}
	}
}
