package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// roomy is more memory than the indexes of tests take.
const roomy = 1 << 30

// index builds an index of a library in memory, or brings it up to date: it answers as
// long as nothing is written.
func (lib *library) index(t *testing.T) {
	t.Helper()
	if err := lib.RefreshIndex(t.Context(), roomy); err != nil {
		t.Fatal(err)
	}
}

// answers is how many questions the index has answered.
func (lib *library) answers(t *testing.T) int64 {
	t.Helper()
	state, held := lib.IndexState()
	if !held {
		t.Fatal("there is no index")
	}
	return state.Answers
}

// TestIndexAnswers: whatever an index in memory answers is held to what a look at each
// event, one by one, would find.
func TestIndexAnswers(t *testing.T) {
	t.Parallel()
	lib := newWorld(t)
	lib.sparing = true // the same are asked of statements
	lib.index(t)
	t.Run("facets", lib.checkFacets)
	t.Run("network", lib.checkNetwork)
	t.Run("histogram of a range", lib.checkRanges)
	t.Run("lists", lib.checkEvents)
	t.Run("cells", lib.checkAllCells)
	if n := lib.answers(t); n < int64(trial.Rounds(t, 60)) {
		t.Errorf("the index has answered %d questions", n)
	}
}

func TestIndexAnswersInZones(t *testing.T) {
	t.Parallel()
	lib := newZoned(t)
	lib.sparing = true
	lib.index(t)
	t.Run("lists and facets", lib.checkZones)
	t.Run("histograms", lib.checkHistogramsInZones)
	t.Run("cells", lib.checkCellsInZones)
	if n := lib.answers(t); n < int64(trial.Rounds(t, 20)) {
		t.Errorf("the index has answered %d questions", n)
	}
}

// told is all that is told of a query's events, for comparing.
func (a asker) told(v *store.View, q timeline.Query, cells timeline.AggregateQuery, histogram timeline.HistogramQuery) string {
	facets, err := v.Facets(timeline.FacetQuery{Query: q, By: timeline.Facets})
	plain := map[string][][3]any{}
	for by, values := range facets {
		plain[by] = plainly(values)
	}
	network, err2 := v.Network(timeline.NetworkQuery{Query: q})
	n, err3 := v.CountEvents(q)
	q.Count = true
	list, err4 := v.Events(q, nil)
	next := ""
	if list.Next != nil {
		next = fmt.Sprint(*list.Next)
		second, err := v.Events(q, list.Next)
		next += fmt.Sprintf("%s %v", second.Records, err)
	}
	found, err5 := v.Cells(cells)
	h, err6 := v.Histogram(histogram)
	spread, err7 := v.Spread(q)
	over := spread.Over(h.Buckets)
	return fmt.Sprintf("facets %v\nnetwork %v\n%d events\nlist %s of %d, then %s\ncells %v %d %d\nhistogram %v\nspread %v\nerrors %v", plain, network, n, list.Records, *list.Total, next,
		cellLines(found), found.Undated, found.Outside, h, over, errors.Join(err, err2, err3, err4, err5, err6, err7))
}

// TestIndexFollowsWrites: while several write, whatever the index answers is what
// statements answer about the same state.
func TestIndexFollowsWrites(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(trial.Seed(t, 91))
	ws := &writers{lib: newLibrary(t), made: map[string]timeline.Record{}}
	lib := ws.lib
	lib.put(t, w.Story("one", timeline.Public, 60), w.Story("two", timeline.Public, 40), w.Story("three", timeline.Private, 12))
	var writing sync.WaitGroup
	for i := range 3 {
		p := &pen{rand.New(rand.NewPCG(trial.Seed(t, uint64(i)), 17)), storetest.NewWorld(trial.Seed(t, 91)), ws, fmt.Sprintf("w%d", i), 0, nil}
		writing.Go(func() {
			for range trial.Rounds(t, 60) {
				if err := p.write(t); err != nil {
					t.Errorf("%s-%d: %v", p.name, p.count, err)
					return
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { writing.Wait(); close(done) }()
	a := newAsker(t, &lib.model, 92)
	before, compared := int64(0), 0
	compare := func() {
		lib.index(t)
		q, question := a.event(t)
		q.Order = []string{timeline.OrderDate, timeline.OrderDateDesc}[a.IntN(2)]
		cells := a.aggregate(q)
		histogram := timeline.HistogramQuery{Query: q, Interval: "year", By: timeline.Facets[a.IntN(len(timeline.Facets))]}
		err := lib.View(t.Context(), store.ViewOptions{}, func(v *store.View) error {
			got := a.told(v, q, cells, histogram)
			if now := lib.answers(t); now > before {
				before, compared = now, compared+1
			}
			if want := a.told(v.ByStatements(), q, cells, histogram); !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %v\nthe index\n%s\nstatements\n%s", question, cells.Group, got, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	for running := true; running && !t.Failed(); {
		select {
		case <-done:
			running = false
		default:
			compare()
		}
	}
	<-done
	// However many questions were asked beside the writers: a busy machine is given the
	// time for few, and not all questions are the index's.
	for round := 0; !t.Failed() && (round < trial.Rounds(t, 40) || compared < trial.Rounds(t, 20) && round < 1000); round++ {
		compare()
	}
	if compared < trial.Rounds(t, 20) {
		t.Errorf("the index has answered %d times", compared)
	}
}

// TestIndexLeavesTheRest: of what it does not hold, and to whom it is not to answer, it
// says nothing; and nothing of a state that it has not come to yet.
func TestIndexLeavesTheRest(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	lib.put(t, storetest.NewWorld(trial.Seed(t, 95)).Story("first", timeline.Public, 20))
	count := func(st *storetest.Access, question string) {
		t.Helper()
		values, err := url.ParseQuery(question)
		if err != nil {
			t.Fatal(err)
		}
		q := timeline.FacetQuery{By: []string{"type"}}
		if q.Query, err = timeline.ParseQuery(values); err != nil {
			t.Fatal(err)
		}
		if _, err := st.Facets(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	count(lib.Access, "")
	if _, held := lib.IndexState(); held {
		t.Fatal("there is an index before it is built")
	}
	lib.index(t)
	count(lib.Access, "actor="+lib.actors.list[0].ID)
	if n := lib.answers(t); n != 1 {
		t.Fatalf("%d answers, want one", n)
	}
	count(lib.Private(), "")
	for _, question := range []string{"q=talks", "as_of=1", "id=" + lib.events.list[0].ID, "updated_since=2020", "verification=retracted", "bbox=0,0,1,1"} {
		count(lib.Access, question)
	}
	lib.put(t, storetest.NewWorld(trial.Seed(t, 93)).Story("fresh", timeline.Public, 3))
	count(lib.Access, "")
	if n := lib.answers(t); n != 1 {
		t.Errorf("%d answers, want none but the first", n)
	}
	lib.index(t)
	count(lib.Access, "")
	if n := lib.answers(t); n != 2 {
		t.Errorf("%d answers, want a second after it has caught up", n)
	}
}

// TestIndexTooLarge: an index that would take more memory than it may is not kept.
func TestIndexTooLarge(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	w := storetest.NewWorld(trial.Seed(t, 94))
	for i := range 2 {
		lib.put(t, w.Story(fmt.Sprint("story", i), timeline.Public, 20))
		if err := lib.RefreshIndex(t.Context(), 1000); !errors.Is(err, store.ErrIndexTooLarge) {
			t.Errorf("%v, want that it is too large", err)
		}
		if _, held := lib.IndexState(); held {
			t.Error("it is there")
		}
		lib.index(t)
	}
}

// TestIndexWaitsForLoads: while a load has taken the database's indexes away, none is
// built in memory.
func TestIndexWaitsForLoads(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	if err := lib.DeferIndexes(t.Context()); err != nil {
		t.Fatal(err)
	}
	lib.index(t)
	if _, held := lib.IndexState(); held {
		t.Error("it is built from a database without indexes")
	}
}

// TestKeepIndex: whoever asks after a write is soon answered by the index again, until it
// is kept no more.
func TestKeepIndex(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	w := storetest.NewWorld(trial.Seed(t, 96))
	lib.put(t, w.Story("first", timeline.Public, 5))
	ctx, cancel := context.WithCancel(t.Context())
	ready := make(chan store.IndexState, 1)
	var keeping sync.WaitGroup
	keeping.Go(func() {
		lib.KeepIndex(ctx, roomy, func(state store.IndexState) { ready <- state }, func(err error) { t.Error(err) })
	})
	if state := <-ready; state.Events == 0 || state.Bytes == 0 {
		t.Errorf("it begins with %+v", state)
	}
	for i := range 3 {
		lib.put(t, w.Story(fmt.Sprint("more", i), timeline.Public, 5))
		for before := lib.answers(t); lib.answers(t) == before; {
			err := lib.View(t.Context(), store.ViewOptions{}, func(v *store.View) error {
				n, err := v.CountEvents(timeline.NewQuery())
				want, err2 := v.ByStatements().CountEvents(timeline.NewQuery())
				if n != want {
					t.Errorf("%d events, want %d", n, want)
				}
				return errors.Join(err, err2)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	cancel()
	keeping.Wait()
}

// TestKeepIndexUnasked: the index follows the writes of its server, and those of others,
// although nobody asks anything.
func TestKeepIndexUnasked(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	now := func() time.Time { return storetest.Now }
	own, other := storetest.OpenAt(t, dsn, now), storetest.OpenAt(t, dsn, now)
	ctx, cancel := context.WithCancel(t.Context())
	ready := make(chan store.IndexState, 1)
	var keeping sync.WaitGroup
	keeping.Go(func() {
		own.KeepIndex(ctx, roomy, func(state store.IndexState) { ready <- state }, func(err error) { t.Error(err) })
	})
	<-ready
	for i, st := range []*store.Store{own, other, own} {
		actor := &timeline.Actor{ID: fmt.Sprint("actor", i), Name: "Somebody", Kind: "person"}
		report, err := st.Update(t.Context(), store.UpdateOptions{}, func(tx *store.Tx) error {
			_, err := tx.Create(actor, store.CreateOptions{})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for state, _ := own.IndexState(); state.Seq < report.Seq; state, _ = own.IndexState() {
			time.Sleep(5 * time.Millisecond)
		}
	}
	cancel()
	keeping.Wait()
}
