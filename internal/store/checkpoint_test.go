package store_test

import (
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
