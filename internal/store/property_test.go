package store_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// Every list is held to what a look at each record, one by one, would keep.
func TestListsAnswerTheirQueries(t *testing.T) {
	t.Parallel()
	lib := newWorld(t)
	t.Run("events", lib.checkEvents)
	t.Run("quotes", lib.checkQuotes)
	t.Run("names", lib.checkNames)
}

func (lib *library) checkEvents(t *testing.T) {
	a := newAsker(t, &lib.model, 3)
	full, rounds := 0, lib.rounds(t, 350)
	for range rounds {
		q, question := a.event(t)
		want := lib.findEvents(q)
		q.Limit, q.Count = a.limit(len(want)), a.IntN(3) > 0
		what := describe("events", question, q.Limit)
		got, total := all(t, q.Limit, func(after *store.Position) (store.List, error) { return lib.Events(t.Context(), q, after) })
		sameIDs(t, what, got, want)
		sameTotal(t, what, q.Paging, total, len(want))
		if a.IntN(4) == 0 {
			sameIDs(t, "every one of "+what, each(t, lib.EachEvent, q), want)
		}
		if len(want) > 0 {
			full++
		}
	}
	if full < rounds*3/7 {
		t.Errorf("only %d of the questions have an answer that is not empty", full)
	}
}

// each walks through a whole answer, whatever the limit of its pages.
func each[Q any](t *testing.T, walk func(ctx context.Context, q Q, fn func(doc json.RawMessage) error) error, q Q) []string {
	t.Helper()
	var docs []json.RawMessage
	if err := walk(t.Context(), q, func(doc json.RawMessage) error { docs = append(docs, doc); return nil }); err != nil {
		t.Fatal(err)
	}
	return idsOf(t, docs)
}

func sameTotal(t *testing.T, what string, p timeline.Paging, total *int, want int) {
	t.Helper()
	if (total != nil) != p.Count || total != nil && *total != want {
		t.Errorf("%s: the total is %s, want %d (asked for: %v)", what, spelled(total), want, p.Count)
	}
}

func (lib *library) checkQuotes(t *testing.T) {
	a := newAsker(t, &lib.model, 4)
	full, rounds := 0, trial.Rounds(t, 300)
	for range rounds {
		q, question := a.quote(t)
		want := lib.findQuotes(q)
		if len(want) > 0 {
			full++
		}
		q.Limit, q.Count = a.limit(len(want)), a.IntN(3) > 0
		what := describe("quotes", question, q.Limit)
		got, total := all(t, q.Limit, func(after *store.Position) (store.List, error) { return lib.Quotes(t.Context(), q, after) })
		sameIDs(t, what, got, want)
		sameIDs(t, "every one of "+what, each(t, lib.EachQuote, q), want)
		sameTotal(t, what, q.Paging, total, len(want))
	}
	if full < rounds/5 {
		t.Errorf("only %d of the questions have an answer that is not empty", full)
	}
}

func (lib *library) checkNames(t *testing.T) {
	a := newAsker(t, &lib.model, 5)
	stories, actors, places, topics := a.clauseOf(a.storyIDs), a.clauseOf(a.actorIDs), a.clauseOf(a.placeIDs), a.clauseOf(a.topicIDs)
	typed := once(func() string { return a.search(a.eventText) })
	for range trial.Rounds(t, 60) {
		actor, question := ask(t, a, map[string]condition{"id": actors, "story": stories, "kind": a.clause(timeline.ActorKinds),
			"country": a.clause([]string{"UA", "US", "ZZ"}), "affiliation": actors, "q": typed}, timeline.ParseActorQuery)
		checkList(t, a, "actors?"+question, &actor.Paging, lib.findActors(actor),
			func(after *store.Position) (store.List, error) { return lib.Actors(t.Context(), actor, after) })
		place, question := ask(t, a, map[string]condition{"id": places, "story": stories, "kind": a.clause([]string{"city", "building", "none"}),
			"country": a.clause([]string{"UA", "FJ", "ZZ"}), "parent": places, "q": typed}, timeline.ParsePlaceQuery)
		checkList(t, a, "places?"+question, &place.Paging, lib.findPlaces(place),
			func(after *store.Position) (store.List, error) { return lib.Places(t.Context(), place, after) })
		source, question := ask(t, a, map[string]condition{"id": a.clauseOf(a.sourceIDs), "story": stories, "q": typed}, timeline.ParseSourceQuery)
		checkList(t, a, "sources?"+question, &source.Paging, lib.findSources(source),
			func(after *store.Position) (store.List, error) { return lib.Sources(t.Context(), source, after) })
		story, question := ask(t, a, map[string]condition{"id": stories, "topic": topics, "q": typed}, timeline.ParseStoryQuery)
		checkList(t, a, "stories?"+question, &story.Paging, lib.findStories(story),
			func(after *store.Position) (store.List, error) { return lib.Stories(t.Context(), story, after) })
		topic, question := ask(t, a, map[string]condition{"id": topics, "story": stories}, timeline.ParseTopicQuery)
		want, _ := lib.findTopics(topic)
		checkList(t, a, "topics?"+question, &topic.Paging, want,
			func(after *store.Position) (store.List, error) { return lib.Topics(t.Context(), topic, after) })
	}
}

// checkList reads a list page by page, and holds it to the ids wanted.
func checkList(t *testing.T, a asker, question string, p *timeline.Paging, want []string, page func(after *store.Position) (store.List, error)) {
	t.Helper()
	p.Limit, p.Count = a.limit(len(want)), a.IntN(2) == 0
	got, total := all(t, p.Limit, page)
	sameIDs(t, question, got, want)
	sameTotal(t, question, *p, total, len(want))
}

// What a list shows of a record is what its own address shows.
func TestListsShowTheRecordsThemselves(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	lib.put(t, storetest.Generate(7, 60))
	q := timeline.NewQuery()
	list, err := lib.Events(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range idsOf(t, list.Records) {
		one, err := lib.Event(t.Context(), id)
		if err != nil || string(one.JSON) != string(list.Records[i]) {
			t.Errorf("%s (%v)\nby itself: %s\nin a list: %s", id, err, one.JSON, list.Records[i])
		}
		e := lib.events.by[id]
		if one.Revision != e.revision || !one.UpdatedAt.Equal(e.updated) || one.UpdatedAt.Location() != time.UTC || one.Touched != 0 {
			t.Errorf("%s: %+v, want revision %d of %v", id, one, e.revision, e.updated)
		}
	}
	if list.Total != nil || list.Included != nil {
		t.Errorf("not asked for: %v, %v", list.Total, list.Included)
	}
}
