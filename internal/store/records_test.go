package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// checkRecords holds each event, and what it shows of others, to the model.
func (lib *library) checkRecords(t *testing.T) {
	t.Helper()
	for _, e := range lib.events.list {
		got, err := lib.Event(t.Context(), e.ID)
		if !lib.isPublic(e.Story) {
			if timeline.CodeOf(err) != timeline.NotFound {
				t.Errorf("the private event %s: %v, %s", e.ID, err, got.JSON)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		var shown timeline.Event
		if err := json.Unmarshal(got.JSON, &shown); err != nil {
			t.Fatal(err)
		}
		if shown.Revision != e.revision || got.Revision != e.revision || !shown.RecordedAt.Equal(e.recorded) ||
			!shown.UpdatedAt.Equal(e.updated) || !got.UpdatedAt.Equal(e.updated) {
			t.Errorf("%s: revision %d, recorded %v, updated %v; want %d, %v, %v", e.ID, shown.Revision, shown.RecordedAt, shown.UpdatedAt, e.revision, e.recorded, e.updated)
		}
		want := e.Event
		want.Relations = slices.DeleteFunc(slices.Clone(want.Relations), func(r timeline.Relation) bool { return lib.isHidden(r.Event) })
		if s := spelled(shown.Stripped()); s != spelled(want) {
			t.Errorf("%s shows\n%s, want\n%s", e.ID, s, spelled(want))
		}
		lib.checkNamesIn(t, shown)
	}
}

// isHidden reports whether an event is private by now.
func (m *model) isHidden(event string) bool {
	now := m
	if m.later != nil {
		now = m.later
	}
	e := now.events.by[event]
	return !m.all && e != nil && !now.isPublic(e.Story)
}

func (lib *library) checkNamesIn(t *testing.T, e timeline.Event) {
	t.Helper()
	for _, p := range e.Actors {
		if a := lib.actors.by[p.ID]; p.Name != a.Name || p.Kind != a.Kind {
			t.Errorf("%s shows the actor %+v, who is %s, a %s", e.ID, p, a.Name, a.Kind)
		}
	}
	for _, v := range e.Places {
		p := lib.places.by[v.ID]
		if want := (timeline.Venue{ID: p.ID, Name: p.Name, Kind: p.Kind, Role: v.Role, Lat: p.Lat, Lon: p.Lon, Country: p.Country}); spelled(want) != spelled(v) {
			t.Errorf("%s shows the place %s, which is %s", e.ID, spelled(v), spelled(want))
		}
	}
	for _, q := range e.Quotes {
		if q.Date == nil || q.Event != e.ID {
			t.Errorf("%s shows a quote without a date, or of another event: %+v", e.ID, q)
		}
	}
}

// check asks some questions of every list.
func (lib *library) check(t *testing.T, seed uint64, questions int) {
	t.Helper()
	a := newAsker(t, &lib.model, seed)
	for range questions {
		q, question := a.event(t)
		q.Limit = timeline.MaxLimit
		got, _ := all(t, q.Limit, func(after *store.Position) (store.List, error) { return lib.Events(t.Context(), q, after) })
		sameIDs(t, "events?"+question, got, lib.findEvents(q))
		said, question := a.quote(t)
		sameIDs(t, "quotes?"+question, each(t, lib.EachQuote, said), lib.findQuotes(said))
	}
	everyone := timeline.Paging{Limit: timeline.MaxLimit}
	sameIDs(t, "actors", each(t, lib.EachActor, timeline.ActorQuery{Paging: everyone}), lib.findActors(timeline.ActorQuery{}))
	sameIDs(t, "places", each(t, lib.EachPlace, timeline.PlaceQuery{Paging: everyone}), lib.findPlaces(timeline.PlaceQuery{}))
	sameIDs(t, "sources", each(t, lib.EachSource, timeline.SourceQuery{Paging: everyone}), lib.findSources(timeline.SourceQuery{}))
	for _, body := range []string{"pact", "country-0", "ministry-country-1"} {
		q := timeline.ActorQuery{Paging: everyone, Affiliation: []timeline.Clause{{Values: []string{body}}}}
		sameIDs(t, "actors?affiliation="+body, each(t, lib.EachActor, q), lib.findActors(q))
	}
	lib.checkTopics(t)
}

func (lib *library) checkTopics(t *testing.T) {
	t.Helper()
	list, err := lib.Topics(t.Context(), timeline.TopicQuery{Paging: timeline.Paging{Limit: timeline.MaxLimit}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ids, events := lib.findTopics(timeline.TopicQuery{})
	sameIDs(t, "topics", idsOf(t, list.Records), ids)
	for i, id := range ids {
		if want := spelled(timeline.Topic{ID: id, Events: events[id]}); string(list.Records[i]) != want {
			t.Errorf("the topic %s, want %s", list.Records[i], want)
		}
	}
}

// answers is all that a store tells, to compare it as a whole: every list,
// every story's document, and the version.
func answers(t *testing.T, st *storetest.Access) string {
	t.Helper()
	var b strings.Builder
	ctx, page := t.Context(), timeline.Paging{Limit: timeline.MaxLimit, Count: true}
	tell := func(list store.List, err error) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, *list.Total, list.Next != nil)
		for _, r := range list.Records {
			b.Write(append(r, '\n'))
		}
	}
	q := timeline.NewQuery()
	q.Paging, q.Verification = page, []timeline.Clause{{Values: timeline.Verifications}}
	tell(st.Events(ctx, q, nil))
	q.Search, _ = timeline.ParseSearch("peace")
	q.Order = timeline.OrderRelevance
	tell(st.Events(ctx, q, nil))
	tell(st.Quotes(ctx, timeline.QuoteQuery{Paging: page}, nil))
	tell(st.Actors(ctx, timeline.ActorQuery{Paging: page}, nil))
	tell(st.Places(ctx, timeline.PlaceQuery{Paging: page}, nil))
	tell(st.Sources(ctx, timeline.SourceQuery{Paging: page}, nil))
	tell(st.Stories(ctx, timeline.StoryQuery{Paging: page}, nil))
	tell(st.Topics(ctx, timeline.TopicQuery{Paging: page}, nil))
	ids, err := st.StoryIDs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		fmt.Fprintln(&b, export(t, st, id))
	}
	v, err := st.Version(context.WithoutCancel(ctx))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&b, v)
	return b.String()
}

// export is a story's document as JSON, without what the server adds.
func export(t *testing.T, st *storetest.Access, id string) string {
	t.Helper()
	doc, err := st.Private().Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return authored(*doc)
}

func authored(doc timeline.Document) string {
	doc.Story.Stamp = timeline.Stamp{}
	doc.Sources, doc.Actors, doc.Places = slices.Clone(doc.Sources), slices.Clone(doc.Actors), slices.Clone(doc.Places)
	for i := range doc.Sources {
		doc.Sources[i].Stamp = timeline.Stamp{}
	}
	for i := range doc.Actors {
		doc.Actors[i].Stamp = timeline.Stamp{}
	}
	for i := range doc.Places {
		doc.Places[i].Stamp = timeline.Stamp{}
	}
	doc.Events = slices.Clone(doc.Events)
	for i := range doc.Events {
		doc.Events[i] = doc.Events[i].Stripped()
	}
	return spelled(copied(&doc))
}

// copied is another document that says the same, read and validated anew.
func copied(doc *timeline.Document) *timeline.Document {
	root, err := timeline.ParseJSON([]byte(spelled(*doc)))
	if err != nil {
		panic(err)
	}
	read, err := timeline.ReadDocument(root)
	if err != nil {
		panic(err)
	}
	return read
}
