package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// largeActor is an actor that takes some pages.
func largeActor(id string) *timeline.Actor {
	return &timeline.Actor{ID: id, Name: "A", Kind: "person", Description: strings.Repeat("said ", 2000)}
}

// refusedWith looks whether writes fail as they should while a connection is told so,
// and neither reads nor later writes do.
func refusedWith(t *testing.T, st *storetest.Access, db *sql.DB, code timeline.Code, begin, end string) {
	t.Helper()
	ctx := t.Context()
	if _, err := st.Create(ctx, largeActor("before"), store.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	exec(t, db, begin)
	var err error
	for n := 0; err == nil && n < 50; n++ { // there may be some room left
		_, err = st.Create(ctx, largeActor(fmt.Sprintf("a-%d", n)), store.CreateOptions{})
	}
	failure := st.Failure(err)
	if failure == nil || failure.Code != code {
		t.Errorf("%s: a write fails with %v, which is %v", begin, err, failure)
	}
	if _, err := st.Actor(ctx, "before"); err != nil {
		t.Errorf("%s: a read fails: %v", begin, err)
	}
	exec(t, db, end)
	if _, err := st.Create(ctx, largeActor("after"), store.CreateOptions{}); err != nil {
		t.Errorf("%s: a write fails: %v", end, err)
	}
}

func TestWritesThatTheDatabaseRefuses(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	db := raw(t, st)
	db.SetMaxOpenConns(1) // so that it is the one that writes
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		refusedWith(t, st, db, timeline.Unavailable, "SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
		return
	}
	refusedWith(t, st, db, timeline.StorageFull, "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000") // as many as there are already
	other := storetest.Use(storetest.Open(t))
	refusedWith(t, other, raw(t, other), timeline.Unavailable, "PRAGMA query_only = 1", "PRAGMA query_only = 0")
}

// stateError is an error of PostgreSQL, by its code.
type stateError string

func (s stateError) Error() string    { return "SQLSTATE " + string(s) }
func (s stateError) SQLState() string { return string(s) }

// Failures that no test can make happen are told by their codes.
func TestFailuresByCode(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	type failure struct {
		err  error
		code timeline.Code
	}
	list := []failure{
		{syscall.ENOSPC, timeline.StorageFull}, {syscall.EDQUOT, timeline.StorageFull}, {syscall.EFBIG, timeline.StorageFull},
		{syscall.EROFS, timeline.Unavailable}, {syscall.EMFILE, timeline.Unavailable}, {syscall.EIO, timeline.StorageFailed},
		{errors.New("anything"), ""}, {nil, ""}, {context.Canceled, ""}, {syscall.ECONNRESET, ""},
	}
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		list = append(list, failure{stateError("53100"), timeline.StorageFull}, failure{stateError("53300"), timeline.Unavailable}, failure{stateError("57P01"), timeline.Unavailable},
			failure{stateError("25006"), timeline.Unavailable}, failure{stateError("58030"), timeline.StorageFailed}, failure{stateError("XX001"), timeline.StorageFailed}, failure{stateError("42601"), ""}, failure{io.ErrUnexpectedEOF, timeline.Unavailable})
	}
	for _, tt := range list {
		var err error
		if tt.err != nil {
			err = fmt.Errorf("write: %w", tt.err)
		}
		got := st.Failure(err)
		if tt.code == "" && got != nil || tt.code != "" && (got == nil || got.Code != tt.code) {
			t.Errorf("%v is %v", tt.err, got)
		}
	}
}

// The clock goes back by an hour, forward by ten years and back again: the times of
// the log never do, and neither does the data version.
func TestClockGoesAstray(t *testing.T) {
	t.Parallel()
	now := storetest.Now
	st := storetest.Use(storetest.OpenWith(t, func() time.Time { return now }))
	var last store.Version
	for n, move := range []time.Duration{0, -time.Hour, time.Second, 10 * 365 * 24 * time.Hour, -10 * 365 * 24 * time.Hour, time.Minute} {
		now = now.Add(move)
		if _, err := st.Create(t.Context(), largeActor(fmt.Sprintf("a-%d", n)), store.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		v, err := st.Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if v.Seq != last.Seq+1 || v.At.Before(last.At) || v.At.Before(now.Truncate(time.Microsecond)) {
			t.Errorf("after a move by %s the version is %v, and was %v", move, v, last)
		}
		last = v
	}
	log, err := st.Changes(t.Context(), timeline.ChangeQuery{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	before := ""
	for _, entry := range log.Entries {
		var e struct{ At string }
		if err := json.Unmarshal(entry, &e); err != nil {
			t.Fatal(err)
		}
		if e.At < before {
			t.Errorf("in the log, %s comes after %s", e.At, before)
		}
		before = e.At
	}
}
