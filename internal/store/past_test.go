package store_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// snapshot is what a library held at a moment.
type snapshot struct {
	model
	seq int64
	at  time.Time
}

// clone is a model that stays as it is.
func (m *model) clone() model {
	c := model{stories: m.stories.clone(), sources: m.sources.clone(), actors: m.actors.clone(), places: m.places.clone(), events: m.events.clone(),
		quotes: m.quotes.clone(), holds: map[string][]string{}, loose: maps.Clone(m.loose)}
	for _, e := range c.events.list {
		e.people, e.texts = nil, nil
	}
	for _, q := range c.quotes.list {
		q.in = c.events.by[q.in.ID]
	}
	for story, held := range m.holds {
		c.holds[story] = slices.Clone(held)
	}
	return c
}

func (t *table[T]) clone() table[T] {
	c := table[T]{ids: slices.Clone(t.ids), by: map[string]*T{}, first: maps.Clone(t.first)}
	for i, record := range t.list {
		same := *record
		c.list, c.by[t.ids[i]] = append(c.list, &same), &same
	}
	return c
}

// At every earlier moment, by its instant or by its change, every list under
// every filter, every count and every record is as it was then. What has become
// private since is left out for those who may not see it now.
func TestThePastAnswersAsItDid(t *testing.T) {
	t.Parallel()
	for n := range uint64(2) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			seed := trial.Seed(t, n)
			w := storetest.NewWorld(70 + seed)
			ed := editor{rand.New(rand.NewPCG(seed, 5)), w}
			lib := newLibrary(t)
			docs := []*timeline.Document{w.Story("one", timeline.Public, 40), w.Story("two", timeline.Public, 25), w.Story("three", timeline.Private, 15)}
			var history []snapshot
			keep := func() { history = append(history, snapshot{lib.clone(), lib.seq(t), lib.now}) }
			keep()
			lib.put(t, docs...)
			keep()
			for range trial.Rounds(t, 14) {
				i := ed.IntN(len(docs))
				docs[i] = copied(docs[i])
				for range 1 + ed.IntN(4) {
					ed.edit(docs[i])
				}
				lib.put(t, docs[i])
				keep()
			}
			for i, then := range history {
				moment := timeline.Moment{Seq: then.seq}
				if i%2 == 1 {
					moment = timeline.Moment{At: then.at.Add(time.Duration(ed.IntN(59)) * time.Second)}
				}
				then.checkAs(t, lib, moment, (i/2)%2 == 0, uint64(i))
				if t.Failed() {
					t.Fatalf("at moment %d of %d, %s", i, len(history), moment)
				}
			}
		})
	}
}

// checkAs asks a library of a moment, as anybody or as one who may know all.
func (then *snapshot) checkAs(t *testing.T, lib *library, moment timeline.Moment, private bool, seed uint64) {
	t.Helper()
	then.later, then.all = &lib.model, private
	past := &library{Access: lib.AsOf(moment), model: then.model, now: then.at}
	if private {
		past.Access = past.Private()
	}
	past.checkPast(t, seed)
}

// checkPast asks of a moment what checkers ask of the present.
func (lib *library) checkPast(t *testing.T, seed uint64) {
	t.Helper()
	if len(lib.events.list) == 0 {
		sameIDs(t, "events", each(t, lib.EachEvent, timeline.NewQuery()), nil)
		return
	}
	lib.checkRecords(t)
	lib.check(t, seed, 8)
	a := newAsker(t, &lib.model, seed)
	for range 5 {
		q, question := a.event(t)
		counted := timeline.FacetQuery{Query: q, By: timeline.Facets}
		counted.Limit = 1000
		got, err := lib.Facets(t.Context(), counted)
		if err != nil {
			t.Fatal(err)
		}
		kept := lib.kept(q)
		for _, by := range timeline.Facets {
			if found, want := plainly(got[by]), plainly(lib.countBy(by, lib.having(q, kept, by))); fmt.Sprint(found) != fmt.Sprint(want) {
				t.Fatalf("by %s of events?%s\ngot  %v\nwant %v", by, question, found, want)
			}
		}
		asked, question := a.histogram(t)
		from, to := a.stretch(asked.Interval)
		asked.Period = timeline.Period{From: edtf.MustParse(from), To: edtf.MustParse(to), Match: timeline.MatchPossible}
		lib.checkHistogram(t, asked, question, asked.Period.Interval())
		lib.checkCells(t, a.aggregate(q), question)
	}
	if len(lib.quotes.list) > 0 {
		lib.checkQuoteFacets(t, a, 5)
	}
}

// A change that has yet to be made has no answer.
func TestTheFutureIsRefused(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	lib.put(t, storetest.Generate(5, 10))
	last := lib.seq(t)
	if _, err := lib.AsOf(timeline.Moment{Seq: last}).Events(t.Context(), timeline.NewQuery(), nil); err != nil {
		t.Error(err)
	}
	q := timeline.NewQuery()
	q.AsOf = &timeline.Moment{Seq: last + 1}
	if _, err := lib.Events(t.Context(), q, nil); timeline.CodeOf(err) != timeline.InvalidParameter {
		t.Errorf("after the next change: %v", err)
	}
}
