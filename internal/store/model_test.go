package store_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// model is what a database must hold after some imports: plain lists in the
// order of recording, kept by the rules of the contract and nothing else.
type model struct {
	stories table[timeline.Story]
	sources table[timeline.Source]
	actors  table[timeline.Actor]
	places  table[timeline.Place]
	events  table[event]
	quotes  table[said]
	holds   map[string][]string // a story's "resource/id"s
	loose   map[string]bool     // those that none held when they were first held: anybody saw them, and does

	all   bool   // private stories are read, too
	later *model // what there is now, where this is the past
}

// event is an event as its file has it, with what a server must know of it.
type event struct {
	timeline.Event
	revision          int
	recorded, updated time.Time
	people            map[bool]map[string]affiliated // by model.all; filled when first asked for
	texts             *searched                      // filled when first asked for
}

// said is a quote in the event that it belongs to.
type said struct {
	timeline.Quote
	in      *event
	updated time.Time
}

// table is a list of records, in the order in which each was first recorded,
// that can also be found by id.
type table[T any] struct {
	list  []*T
	ids   []string // of the list
	by    map[string]*T
	first map[string]int // that order, also of what was dropped
}

func (t *table[T]) put(id string, record T) {
	if old := t.by[id]; old != nil {
		*old = record
		return
	}
	if t.by == nil {
		t.by, t.first = map[string]*T{}, map[string]int{}
	}
	if _, again := t.first[id]; !again {
		t.first[id] = len(t.first)
	}
	t.by[id] = &record
	at := len(t.ids)
	for at > 0 && t.first[t.ids[at-1]] > t.first[id] {
		at--
	}
	t.list, t.ids = slices.Insert(t.list, at, &record), slices.Insert(t.ids, at, id)
}

func (t *table[T]) drop(id string) {
	at := slices.Index(t.ids, id)
	delete(t.by, id)
	t.list, t.ids = slices.Delete(t.list, at, at+1), slices.Delete(t.ids, at, at+1)
}

// put does what an import of the document at an instant does.
func (m *model) put(doc *timeline.Document, now time.Time) {
	if m.holds == nil {
		m.holds = map[string][]string{}
	}
	m.putStory(doc.Story)
	there := map[string]bool{}
	for _, list := range []struct {
		resource string
		ids      []string
	}{{"source", m.sources.ids}, {"actor", m.actors.ids}, {"place", m.places.ids}} {
		for _, id := range list.ids {
			there[list.resource+"/"+id] = true
		}
	}
	hold := func(resource, id string) { m.hold(doc.Story.ID, resource, id, !there[resource+"/"+id]) }
	shown := map[string]bool{} // records whose part in events shows differently
	for _, s := range doc.Sources {
		m.sources.put(s.ID, s)
		hold("source", s.ID)
	}
	for _, a := range doc.Actors {
		m.putActor(a, shown)
		hold("actor", a.ID)
	}
	for _, p := range doc.Places {
		m.putPlace(p, shown)
		hold("place", p.ID)
	}
	for _, e := range doc.Events {
		m.putEvent(e, now)
	}
	m.settle(shown, now)
}

// settle forgets quotes that their event has no more, and what events show of
// others. shown are the records whose part in events shows differently.
func (m *model) settle(shown map[string]bool, now time.Time) {
	for _, q := range slices.Clone(m.quotes.list) { // what has moved stays
		if !slices.ContainsFunc(q.in.Quotes, func(kept timeline.Quote) bool { return kept.ID == q.ID }) {
			m.quotes.drop(q.ID)
		}
	}
	for _, e := range m.events.list {
		e.people, e.texts = nil, nil
		if slices.ContainsFunc(e.Actors, func(p timeline.Participant) bool { return shown["actor/"+p.ID] }) ||
			slices.ContainsFunc(e.Places, func(v timeline.Venue) bool { return shown["place/"+v.ID] }) {
			e.updated = now
		}
	}
}

// putStory withdraws what a story holds when it becomes private.
func (m *model) putStory(s timeline.Story) {
	if old := m.stories.by[s.ID]; old != nil && old.Visibility == timeline.Public && s.Visibility == timeline.Private {
		for _, key := range m.holds[s.ID] {
			delete(m.loose, key)
		}
	}
	m.stories.put(s.ID, s)
}

func (m *model) hold(story, resource, id string, isNew bool) {
	if !isNew && !m.isHeld(resource, id) {
		if m.loose == nil {
			m.loose = map[string]bool{}
		}
		m.loose[resource+"/"+id] = true
	}
	if held := m.holds[story]; !slices.Contains(held, resource+"/"+id) {
		m.holds[story] = append(held, resource+"/"+id)
	}
}

func (m *model) putActor(a timeline.Actor, shown map[string]bool) {
	old := m.actors.by[a.ID]
	shown["actor/"+a.ID] = old != nil && (old.Name != a.Name || old.Kind != a.Kind)
	m.actors.put(a.ID, a)
}

func (m *model) putPlace(p timeline.Place, shown map[string]bool) {
	if old := m.places.by[p.ID]; old != nil {
		before, after := *old, p
		before.Parent, after.Parent = "", ""
		shown["place/"+p.ID] = spelled(before) != spelled(after)
	}
	m.places.put(p.ID, p)
}

func (m *model) putEvent(e timeline.Event, now time.Time) {
	written := event{Event: e.Stripped(), revision: 1, recorded: now, updated: now}
	if old := m.events.by[e.ID]; old != nil {
		if spelled(old.Event) == spelled(written.Event) {
			return
		}
		written.revision, written.recorded = old.revision+1, old.recorded
	}
	before := map[string]string{} // with the date of the event as it was, where they have none
	for _, q := range written.Quotes {
		if old := m.quotes.by[q.ID]; old != nil {
			before[q.ID] = old.dated()
		}
	}
	m.events.put(e.ID, written)
	for _, q := range written.Quotes {
		s := said{q, m.events.by[e.ID], now}
		if old := m.quotes.by[q.ID]; old != nil && before[q.ID] == s.dated() {
			s.updated = old.updated
		}
		m.quotes.put(q.ID, s)
	}
}

// spelled is a record as JSON, to compare it by.
func spelled[T any](record T) string {
	text, err := timeline.Encode(&record)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// isPublic reports whether a story is for this reader to see: for all, now and
// then.
func (m *model) isPublic(story string) bool {
	s := m.stories.by[story]
	return s != nil && (m.all || s.Visibility == timeline.Public && (m.later == nil || m.later.isPublic(story)))
}

// isHeld reports whether any story holds a record; what none holds is for all.
func (m *model) isHeld(resource, id string) bool {
	for _, held := range m.holds {
		if slices.Contains(held, resource+"/"+id) {
			return true
		}
	}
	return false
}

// holders are the public stories that declare a record.
func (m *model) holders(resource, id string) []string {
	var stories []string
	for story, held := range m.holds {
		if m.isPublic(story) && slices.Contains(held, resource+"/"+id) {
			stories = append(stories, story)
		}
	}
	return stories
}

// library is a store and the model that it is held to.
type library struct {
	*storetest.Access
	model
	now     time.Time // what the store's clock says
	sparing bool      // its tests ask an eighth of their questions
}

// rounds is how many rounds a test makes that usually makes n.
func (lib *library) rounds(t *testing.T, n int) int {
	t.Helper()
	if lib.sparing {
		n = max(1, n/8)
	}
	return trial.Rounds(t, n)
}

func newLibrary(t *testing.T) *library {
	t.Helper()
	lib := &library{now: storetest.Now}
	lib.Access = storetest.Use(storetest.OpenWith(t, func() time.Time { return lib.now }))
	return lib
}

// put imports documents, each a minute after the one before.
func (lib *library) put(t *testing.T, docs ...*timeline.Document) *store.Report {
	t.Helper()
	var report *store.Report
	for _, doc := range docs {
		lib.now = lib.now.Add(time.Minute)
		var err error
		if report, err = lib.Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
		lib.model.put(doc, lib.now)
	}
	return report
}

// all reads every page of a list. It checks what holds for pages of any list.
func all(t *testing.T, limit int, page func(after *store.Position) (store.List, error)) (ids []string, total *int) {
	t.Helper()
	var after *store.Position
	for {
		list, err := page(after)
		if err != nil {
			t.Fatal(err)
		}
		found := idsOf(t, list.Records)
		if ids = append(ids, found...); list.Total != nil {
			total = list.Total
		}
		switch {
		case len(found) > limit:
			t.Fatalf("a page of %d has %d records", limit, len(found))
		case list.Next == nil:
			return ids, total
		case len(found) < limit:
			t.Fatalf("a page of %d has %d records, and another follows", limit, len(found))
		}
		after = list.Next
	}
}

func idsOf(t *testing.T, records []json.RawMessage) []string {
	t.Helper()
	ids := make([]string, len(records))
	for i, r := range records {
		rest, first := strings.CutPrefix(string(r), `{"id":"`)
		id, _, closed := strings.Cut(rest, `"`)
		if !first || !closed {
			t.Fatalf("a record that does not begin with its id: %s", r)
		}
		ids[i] = id
	}
	return ids
}

// sameIDs ends the test at the first difference between two lists of ids.
func sameIDs(t *testing.T, what string, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	t.Fatalf("%s: %d ids, want %d; at %d: got %s, want %s", what, len(got), len(want), at, some(got, at), some(want, at))
}

func some(ids []string, at int) string {
	return strings.Join(ids[at:min(at+6, len(ids))], " ")
}
