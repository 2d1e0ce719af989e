package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// two opens one database twice, as two programs would.
func two(t *testing.T) (a, b *storetest.Access) {
	t.Helper()
	dsn := storetest.DSN(t)
	now := func() time.Time { return storetest.Now }
	return storetest.Use(storetest.OpenAt(t, dsn, now)), storetest.Use(storetest.OpenAt(t, dsn, now))
}

func small(id string) *timeline.Document {
	return copied(&timeline.Document{Version: 1, Story: timeline.Story{ID: id, Title: id, Visibility: timeline.Public},
		Actors: timeline.Actors{{ID: "shared", Name: "Shared by all", Kind: "group"}},
		Events: timeline.Events{{ID: id + "-1", Title: id, Type: "call", Actors: []timeline.Participant{{ID: "shared"}}, Date: timeline.Date{Basis: "unknown"}}}})
}

func TestTwoStoresSeeEachOther(t *testing.T) {
	t.Parallel()
	a, b := two(t)
	imported(t, a, small("one"))
	imported(t, b, small("two"))
	if answers(t, a) != answers(t, b) {
		t.Error("the stores tell different things")
	}
	if ids := each(t, a.EachEvent, timeline.NewQuery()); len(ids) != 2 {
		t.Errorf("events: %v", ids)
	}
	renamed := small("two")
	renamed.Actors[0].Name = "Renamed"
	imported(t, b, renamed)
	if r, err := a.Event(t.Context(), "one-1"); err != nil || r.Touched == 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// Imports from two programs at once take turns: each is there as a whole, and
// the version counts them all.
func TestTwoStoresTakeTurns(t *testing.T) {
	t.Parallel()
	a, b := two(t)
	const each = 12
	var wg sync.WaitGroup
	for i, st := range []*storetest.Access{a, b, a} {
		wg.Go(func() {
			for j := range each {
				if _, err := st.Import(t.Context(), small(fmt.Sprintf("story-%d-%d", i, j))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	seen := watch(t, a, &wg)
	v, err := b.Version(t.Context())
	if err != nil || v.Seq < 3*each {
		t.Errorf("version %+v, %v; want at least %d", v, err, 3*each)
	}
	for i := 1; i < len(seen); i++ {
		if seen[i] < seen[i-1] {
			t.Errorf("the version went from %d back to %d", seen[i-1], seen[i])
		}
	}
	ids, err := a.StoryIDs(t.Context())
	if err != nil || len(ids) != 3*each {
		t.Errorf("%d stories, %v", len(ids), err)
	}
	q := timeline.NewQuery()
	q.Limit, q.Actor = timeline.MaxLimit, []timeline.Clause{{Values: []string{"shared"}}}
	if list, err := b.Events(t.Context(), q, nil); err != nil || len(list.Records) != 3*each {
		t.Errorf("%d events, %v", len(list.Records), err)
	}
}

// watch reads the version until the writers are through.
func watch(t *testing.T, st *storetest.Access, writers *sync.WaitGroup) []int64 {
	t.Helper()
	done := make(chan struct{})
	go func() {
		writers.Wait()
		close(done)
	}()
	var seen []int64
	for {
		select {
		case <-done:
			return seen
		default:
			v, err := st.Version(t.Context())
			if err != nil {
				t.Error(err)
				<-done
				return seen
			}
			seen = append(seen, v.Seq)
		}
	}
}

// Nobody waits for a writer to read, and nobody reads what may be taken back.
func TestReadingWhileAnotherWrites(t *testing.T) {
	t.Parallel()
	a, b := two(t)
	imported(t, a, storetest.Generate(81, 30))
	before := answers(t, a)
	var start time.Time
	err := a.Holding(t.Context(), func() error {
		for _, st := range []*storetest.Access{a, b} {
			if answers(t, st) != before {
				return errors.New("an open transaction shows")
			}
		}
		// The other writer waits, and gives up when its caller does.
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		start = time.Now()
		if _, err := b.Import(ctx, small("waiting")); err == nil {
			return errors.New("two write at the same time")
		}
		return nil
	})
	if !store.IsNothing(err) {
		t.Error(err)
	}
	if waited := time.Since(start); waited > 8*time.Second {
		t.Errorf("the other writer waited %v after its deadline", waited)
	}
	if answers(t, b) != before {
		t.Error("what was taken back shows")
	}
	imported(t, b, small("waiting"))
}

// However long another writes, an import waits for its turn.
func TestWaitingForALongWrite(t *testing.T) {
	t.Parallel()
	a, b := two(t)
	done := make(chan error)
	err := a.Holding(t.Context(), func() error {
		go func() {
			_, err := b.Import(context.WithoutCancel(t.Context()), small("waiting"))
			done <- err
		}()
		select {
		case err := <-done:
			return errors.Join(errors.New("it did not wait"), err)
		case <-time.After(1500 * time.Millisecond):
			return nil
		}
	})
	if !store.IsNothing(err) {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Errorf("the import that waited: %v", err)
	}
}

// A query ends when its caller's time is up.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	imported(t, st, small("one"))
	db, err := st.Readers()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	const endless = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2000000000) SELECT count(*) FROM c"
	var n int64
	if err := db.QueryRowContext(ctx, endless).Scan(&n); err == nil || ctx.Err() == nil {
		t.Errorf("%d, %v", n, err)
	}
	q := timeline.NewQuery()
	if _, err := st.Events(ctx, q, nil); !errors.Is(err, context.DeadlineExceeded) || timeline.CodeOf(err) == timeline.NotFound {
		t.Errorf("a list after the deadline: %v", err)
	}
	if _, err := st.Event(ctx, "one-1"); !errors.Is(err, context.DeadlineExceeded) || timeline.CodeOf(err) == timeline.NotFound {
		t.Errorf("a record after the deadline: %v", err)
	}
	if _, err := st.Events(t.Context(), q, nil); err != nil {
		t.Errorf("the connection is of no more use: %v", err)
	}
}

// Servers that start at the same time on an empty database all come up.
func TestOpeningAtOnce(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	var wg sync.WaitGroup
	keys := make([]string, 6)
	for i := range keys {
		wg.Go(func() {
			st, err := store.Open(t.Context(), dsn, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			keys[i] = string(st.CursorKey())
			if err := st.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, key := range keys {
		if key != keys[0] {
			t.Error("the servers have different keys")
		}
	}
}

// A server whose database must be migrated waits for who writes to it, longer than SQLite
// waits.
func TestOpeningWhileAnotherWrites(t *testing.T) {
	t.Parallel()
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		return // a lock of its own is waited for there
	}
	path := storetest.DSN(t)
	unpack(t, path, filepath.Join(releases(t)[0], "sqlite", "dateline.db.gz"))
	other := storetest.OpenTables(t, path) // one connection, as a transaction is its connection's
	other.Alter(t.Context(), "BEGIN IMMEDIATE")
	opened := make(chan error, 1)
	go func() {
		st, err := store.Open(t.Context(), path, store.Options{})
		if err == nil {
			err = st.Close()
		}
		opened <- err
	}()
	select {
	case err := <-opened:
		t.Fatalf("it did not wait: %v", err)
	case <-time.After(4 * time.Second): // SQLite gives up after one
	}
	other.Alter(t.Context(), "ROLLBACK")
	if err := <-opened; err != nil {
		t.Error(err)
	}
}
