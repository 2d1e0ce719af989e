package store_test

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// reader reads a list page by page while others write.
type reader struct {
	name  string
	size  int
	page  func(after *store.Position) (store.List, error)
	start []string // what the list held before the first page was read
	after *store.Position
	seen  []string
	pages int
}

// Whatever is imported between two pages, what was there from the start comes
// exactly once, in its order, and nothing comes twice.
func TestPagesLoseAndRepeatNothing(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(11)
	lib.put(t, w.Story("early", timeline.Public, 70), w.Story("dawn", timeline.Public, 10), w.Story("noon", timeline.Public, 10))
	readers := lib.readers(t)
	for _, r := range readers {
		r.start, _ = all(t, r.size, r.page)
	}
	for round := 0; slices.ContainsFunc(readers, func(r *reader) bool { return r.pages == 0 || r.after != nil }); round++ {
		for _, r := range readers {
			r.read(t)
		}
		lib.put(t, late(w, round))
	}
	for _, r := range readers {
		r.check(t)
	}
}

// readers read every list that has pages, in each of its orders.
func (lib *library) readers(t *testing.T) []*reader {
	var readers []*reader
	add := func(name string, size int, page func(after *store.Position) (store.List, error)) {
		readers = append(readers, &reader{name: name, size: size, page: page})
	}
	for _, filter := range []string{"", "actor=country-0,pact", "actor=pact&affiliated=true", "q=peace", "type=call,meeting,negotiation&q=pe*", "actor=!pact", "story=!late-3"} {
		for _, order := range timeline.Orders {
			values, _ := url.ParseQuery(filter)
			values.Set("order", order)
			values.Set("limit", "5")
			if q, err := timeline.ParseQuery(values); err == nil {
				add("events?"+values.Encode(), 5, func(after *store.Position) (store.List, error) { return lib.Events(t.Context(), q, after) })
			}
		}
	}
	few, one := timeline.Paging{Limit: 3}, timeline.Paging{Limit: 1}
	search, err := timeline.ParseSearch("pe*")
	if err != nil {
		t.Fatal(err)
	}
	for _, order := range timeline.QuoteOrders {
		q := timeline.QuoteQuery{Paging: few, Order: order}
		if order == timeline.OrderRelevance {
			q.Paging, q.Search = one, search
		}
		add("quotes by "+order, q.Limit, func(after *store.Position) (store.List, error) { return lib.Quotes(t.Context(), q, after) })
	}
	add("quotes?speaker=country-0,pact", 1, func(after *store.Position) (store.List, error) {
		speaker := []timeline.Clause{{Values: []string{"country-0", "pact"}}}
		return lib.Quotes(t.Context(), timeline.QuoteQuery{Paging: one, Speaker: speaker}, after)
	})
	add("actors", 3, func(after *store.Position) (store.List, error) {
		return lib.Actors(t.Context(), timeline.ActorQuery{Paging: few}, after)
	})
	add("places", 3, func(after *store.Position) (store.List, error) {
		return lib.Places(t.Context(), timeline.PlaceQuery{Paging: few}, after)
	})
	add("sources", 1, func(after *store.Position) (store.List, error) {
		return lib.Sources(t.Context(), timeline.SourceQuery{Paging: one}, after)
	})
	add("stories", 1, func(after *store.Position) (store.List, error) {
		return lib.Stories(t.Context(), timeline.StoryQuery{Paging: one}, after)
	})
	add("topics", 1, func(after *store.Position) (store.List, error) {
		return lib.Topics(t.Context(), timeline.TopicQuery{Paging: one}, after)
	})
	return readers
}

// late is a small story that comes between two pages: it brings something into
// every list, at places that nobody can foresee.
func late(w *storetest.World, round int) *timeline.Document {
	id := fmt.Sprintf("late-%d", round)
	doc := w.Story(id, timeline.Public, 3)
	kept := func(id string) bool { return id == "country-0" || id == "pact" }
	for i := range doc.Events {
		e := &doc.Events[i]
		e.Actors = []timeline.Participant{{ID: "country-0", Role: "speaker"}, {ID: id + "-witness", Role: "target"}}
		e.Places, e.Citations = nil, nil
		e.Quotes = []timeline.Quote{{ID: e.ID + "-q", Event: e.ID, Speaker: "pact", Text: e.Title, Kind: "direct"}}
	}
	doc.Actors = slices.DeleteFunc(doc.Actors, func(a timeline.Actor) bool { return !kept(a.ID) })
	doc.Actors = append(doc.Actors, timeline.Actor{ID: id + "-witness", Name: doc.Story.Title, Kind: "person", Affiliations: []timeline.Affiliation{{Actor: "pact"}}})
	doc.Places = []timeline.Place{{ID: id + "-hall", Name: doc.Story.Title, Kind: "building"}}
	doc.Sources = []timeline.Source{{ID: id + "-paper", Title: doc.Story.Title}}
	return doc
}

// read reads a reader's next page, unless it is through.
func (r *reader) read(t *testing.T) {
	t.Helper()
	if r.pages > 0 && r.after == nil {
		return
	}
	list, err := r.page(r.after)
	if err != nil {
		t.Fatal(err)
	}
	r.seen = append(r.seen, idsOf(t, list.Records)...)
	r.after, r.pages = list.Next, r.pages+1
	if r.pages > 200 {
		t.Fatalf("%s: no end after %d pages", r.name, r.pages)
	}
}

func (r *reader) check(t *testing.T) {
	t.Helper()
	times := map[string]int{}
	var first []string
	for _, id := range r.seen {
		times[id]++
		if slices.Contains(r.start, id) {
			first = append(first, id)
		}
	}
	for id, n := range times {
		if n > 1 {
			t.Errorf("%s: %s came %d times", r.name, id, n)
		}
	}
	if r.pages < 3 {
		t.Errorf("%s: only %d pages", r.name, r.pages)
	}
	sameIDs(t, r.name, first, r.start)
}

// A position means the same whatever the size of the pages before and after.
func TestPagesOfChangingSize(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	lib.put(t, storetest.Generate(12, 120))
	for _, order := range timeline.Orders[:5] {
		q := timeline.NewQuery()
		q.Order = order
		var seen []string
		var after *store.Position
		for _, size := range []int{1, 7, 2, 40, 1, 1, 100} {
			q.Limit = size
			list, err := lib.Events(t.Context(), q, after)
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, idsOf(t, list.Records)...)
			if after = list.Next; after == nil {
				break
			}
		}
		sameIDs(t, order, seen, lib.findEvents(q))
	}
}

// Nothing that a cursor may say makes a page fail.
func TestPagesAfterAnyPosition(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	lib.put(t, storetest.Generate(13, 30))
	search, err := timeline.ParseSearch("peace")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []store.Position{
		{}, {Tier: 99}, {Tier: -1}, {Key: -1 << 63}, {Key: 1<<63 - 1, N: 1<<63 - 1}, {N: -5}, {Text: "\xff\x00"}, {Text: "zzz", Key: time.Now().Unix()},
	} {
		for _, order := range timeline.Orders {
			q := timeline.NewQuery()
			if q.Order = order; order == timeline.OrderRelevance {
				q.Search = search
			}
			if _, err := lib.Events(t.Context(), q, &p); err != nil {
				t.Errorf("events by %s after %+v: %v", order, p, err)
			}
		}
	}
}
