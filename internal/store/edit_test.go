package store_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// entry reads a record as a client writes it.
func entry(t *testing.T, resource, text string) timeline.Record {
	t.Helper()
	e, err := decoded(resource, text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// decoded is entry where a test must not end, as in another goroutine than its
// own.
func decoded(resource, text string) (timeline.Record, error) {
	node, err := timeline.ParseJSON([]byte(text))
	if err != nil {
		return nil, err
	}
	return timeline.DecodeRecord(resource, node)
}

// record writes a new record that must be taken.
func record(t *testing.T, st *storetest.Access, resource, text string) store.Record {
	t.Helper()
	r, err := st.Create(t.Context(), entry(t, resource, text), store.CreateOptions{})
	if err != nil {
		t.Fatalf("%s %s: %v", resource, text, err)
	}
	return r
}

// digest is well formed, which is all that a citation's has to be here.
var digest = strings.Repeat("a", 64)

// newsroom is a store with a story and a few records in it.
func newsroom(t *testing.T) *storetest.Access {
	t.Helper()
	st := storetest.Use(storetest.Open(t)).By(store.Author{Name: "desk", Reason: "as reported"})
	record(t, st, "story", `{"id":"s","title":"Story"}`)
	record(t, st, "source", `{"id":"paper","title":"Paper","length":100}`)
	record(t, st, "actor", `{"id":"union","name":"Union","kind":"alliance"}`)
	record(t, st, "actor", `{"id":"ann","name":"Ann","kind":"person","affiliations":["union"],"offices":[{"title":"Head","organization":"union"}]}`)
	record(t, st, "actor", `{"id":"bob","name":"Bob","kind":"person"}`)
	record(t, st, "place", `{"id":"land","name":"Land","kind":"country"}`)
	record(t, st, "place", `{"id":"town","name":"Town","kind":"city","parent":"land"}`)
	record(t, st, "event", `{"id":"e1","story":"s","title":"First","type":"call","date":"2025-03-05","actors":["ann"],"places":["town"],
		"citations":[{"source":"paper","start":1,"end":5,"sha256":"`+digest+`"}],
		"quotes":[{"id":"q1","speaker":"ann","text":"Yes.","about":["bob"]}]}`)
	record(t, st, "event", `{"id":"e2","story":"s","title":"Second","type":"call","date":"2025-03-06","relations":[{"type":"follows","event":"e1"}]}`)
	return st
}

func change(t *testing.T, resource, text string) func(store.Record) (timeline.Record, error) {
	t.Helper()
	e := entry(t, resource, text)
	return func(store.Record) (timeline.Record, error) { return e, nil }
}

func agreed(store.Record) error { return nil }

// What refers to nothing that is there is refused, with every place of it, and
// nothing is written.
func TestReferencesOfNewRecords(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	before := answers(t, st)
	for _, tt := range []struct{ resource, text, pointers string }{
		{"actor", `{"id":"x","name":"X","kind":"person","affiliations":["no"],"offices":[{"title":"T","organization":"none"}]}`, "/offices/0/organization /affiliations/0/actor"},
		{"place", `{"id":"x","name":"X","kind":"city","parent":"no"}`, "/parent"},
		{"source", `{"id":"x","title":"X","notes":[{"text":"N","citations":[{"source":"no","start":0,"end":1,"sha256":"` + digest + `"}]}]}`, "/notes/0/citations/0/source"},
		{"event", `{"id":"x","story":"no","title":"X","type":"call"}`, "/story"},
		{"event", `{"id":"x","story":"s","title":"X","type":"call","actors":["no","ann"],"places":["none"],"citations":[{"source":"paper","start":90,"end":101,"sha256":"` + digest + `"}]}`, "/actors/0/id /places/0/id /citations/0/end"},
		{"event", `{"id":"x","story":"s","title":"X","type":"call","relations":[{"type":"follows","event":"e1"},{"type":"follows","event":"no"}]}`, "/relations/1/event"},
		{"quote", `{"id":"x","event":"no","speaker":"ann","text":"T"}`, "/event"},
		{"quote", `{"id":"x","event":"e1","speaker":"no","text":"T","about":["ann","none"]}`, "/speaker /about/1"},
	} {
		_, err := st.Create(t.Context(), entry(t, tt.resource, tt.text), store.CreateOptions{})
		var got []string
		if te, ok := errors.AsType[*timeline.Error](err); ok && te.Code == timeline.InvalidRecord {
			for _, f := range te.Faults {
				got = append(got, f.Pointer)
			}
		}
		if strings.Join(got, " ") != tt.pointers {
			t.Errorf("%s %s: %v at %v, want %s", tt.resource, tt.text, err, got, tt.pointers)
		}
	}
	if after := answers(t, st); after != before {
		t.Error("something was written")
	}
}

func TestTakenIDs(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	if _, err := st.By(store.Author{Name: "desk", Reason: "wrong"}).Retract(t.Context(), "event", "e2", agreed); err != nil {
		t.Fatal(err)
	}
	for resource, text := range map[string]string{
		"story": `{"id":"s","title":"X"}`, "source": `{"id":"paper","title":"X"}`, "actor": `{"id":"ann","name":"X","kind":"person"}`, "place": `{"id":"town","name":"X","kind":"city"}`,
		"event": `{"id":"e2","story":"s","title":"X","type":"call"}`, "quote": `{"id":"q1","event":"e1","speaker":"ann","text":"T"}`,
	} {
		if _, err := st.Create(t.Context(), entry(t, resource, text), store.CreateOptions{}); timeline.CodeOf(err) != timeline.Conflict {
			t.Errorf("%s %s: %v", resource, text, err)
		}
	}
}

// An edit shows at once in whatever embeds the record; one that says the same
// is no change.
func TestEdits(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	ctx := t.Context()
	for resource, text := range map[string]string{
		"story": `{"id":"s","title":"New"}`, "source": `{"id":"paper","title":"New","length":100}`, "actor": `{"id":"ann","name":"New","kind":"person"}`,
		"place": `{"id":"town","name":"New","kind":"city"}`, "quote": `{"id":"q1","event":"e1","speaker":"ann","text":"New"}`,
	} {
		e := entry(t, resource, text)
		id := e.RecordID()
		for range 2 {
			r, err := st.Edit(ctx, resource, id, func(now store.Record) (timeline.Record, error) { return e, nil })
			if err != nil || r.Revision != 2 || !strings.Contains(string(r.JSON), `"New"`) {
				t.Errorf("%s: %+v, %v", resource, r, err)
			}
		}
	}
	r, err := st.Event(ctx, "e1")
	if err != nil || strings.Count(string(r.JSON), `"New"`) != 3 {
		t.Errorf("the event shows %s, %v", r.JSON, err)
	}
	refused := errors.New("stale")
	if _, err := st.Edit(ctx, "event", "e1", func(store.Record) (timeline.Record, error) { return nil, refused }); !errors.Is(err, refused) {
		t.Errorf("a change that is refused: %v", err)
	}
	if _, err := st.Edit(ctx, "event", "none", change(t, "event", `{"id":"none","story":"s","title":"X","type":"call"}`)); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("a change of what is not there: %v", err)
	}
}

// What others name is not taken back, and who names it is told. What is taken
// back stays to be read, with the reason, and stays as it is.
func TestRetracting(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	ctx := t.Context()
	for _, tt := range []struct{ resource, id, named string }{
		{"story", "s", `the event "e1", the event "e2"`},
		{"source", "paper", `the event "e1"`},
		{"actor", "ann", `the event "e1", the quote "q1"`},
		{"actor", "bob", `the quote "q1"`},
		{"actor", "union", `the actor "ann"`},
		{"place", "town", `the event "e1"`},
		{"place", "land", `the place "town"`},
		{"event", "e1", `the event "e2"`},
	} {
		_, err := st.Retract(ctx, tt.resource, tt.id, agreed)
		if timeline.CodeOf(err) != timeline.Conflict || !strings.Contains(err.Error(), "named by "+tt.named+":") {
			t.Errorf("%s %s: %v, want it named by %s", tt.resource, tt.id, err, tt.named)
		}
	}
	st = st.By(store.Author{Name: "editor", Reason: "made up"})
	for _, step := range [][2]string{{"quote", "q1"}, {"event", "e2"}, {"event", "e1"}, {"actor", "ann"}, {"actor", "bob"}, {"actor", "union"},
		{"place", "town"}, {"place", "land"}, {"source", "paper"}, {"story", "s"}} {
		resource, id := step[0], step[1]
		r, err := st.Retract(ctx, resource, id, agreed)
		if err != nil {
			t.Fatalf("%s %s: %v", resource, id, err)
		}
		var shown struct {
			Retracted *timeline.Retraction
			Revision  int
		}
		if err := json.Unmarshal(r.JSON, &shown); err != nil || shown.Retracted == nil || shown.Retracted.Reason != "made up" || shown.Retracted.By != "editor" || shown.Revision != r.Revision {
			t.Errorf("%s %s: %s, %v", resource, id, r.JSON, err)
		}
		if again, err := st.Retract(ctx, resource, id, agreed); err != nil || again.Revision != r.Revision {
			t.Errorf("%s %s again: revision %d after %d, %v", resource, id, again.Revision, r.Revision, err)
		}
		same, err := timeline.StoredRecord(resource, r.JSON)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.Edit(ctx, resource, id, func(store.Record) (timeline.Record, error) { return same, nil }); timeline.CodeOf(err) != timeline.Conflict {
			t.Errorf("%s %s was edited: %v", resource, id, err)
		}
	}
	for resource, list := range map[string]func() (store.List, error){
		"events": func() (store.List, error) { return st.Events(ctx, timeline.NewQuery(), nil) },
		"quotes": func() (store.List, error) {
			return st.Quotes(ctx, timeline.QuoteQuery{Paging: timeline.Paging{Limit: 9}}, nil)
		},
		"actors": func() (store.List, error) {
			return st.Actors(ctx, timeline.ActorQuery{Paging: timeline.Paging{Limit: 9}}, nil)
		},
		"places": func() (store.List, error) {
			return st.Places(ctx, timeline.PlaceQuery{Paging: timeline.Paging{Limit: 9}}, nil)
		},
		"sources": func() (store.List, error) {
			return st.Sources(ctx, timeline.SourceQuery{Paging: timeline.Paging{Limit: 9}}, nil)
		},
		"stories": func() (store.List, error) {
			return st.Stories(ctx, timeline.StoryQuery{Paging: timeline.Paging{Limit: 9}}, nil)
		},
	} {
		if l, err := list(); err != nil || len(l.Records) > 0 {
			t.Errorf("%s lists %s, %v", resource, l.Records, err)
		}
	}
	if _, err := st.Create(ctx, entry(t, "event", `{"id":"e3","story":"s","title":"X","type":"call"}`), store.CreateOptions{}); timeline.CodeOf(err) != timeline.InvalidRecord {
		t.Errorf("an event of a retracted story: %v", err)
	}
}

// An actor that a private story declares is private from its first moment.
func TestRecordsOfPrivateStories(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	record(t, st, "story", `{"id":"secret","title":"Secret","visibility":"private"}`)
	if _, err := st.Create(t.Context(), entry(t, "actor", `{"id":"spy","name":"Spy","kind":"person"}`), store.CreateOptions{Story: "secret"}); err != nil {
		t.Fatal(err)
	}
	if r, err := st.Actor(t.Context(), "spy"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("the private actor: %s, %v", r.JSON, err)
	}
	if _, err := st.Private().Actor(t.Context(), "spy"); err != nil {
		t.Error(err)
	}
	if _, err := st.Create(t.Context(), entry(t, "actor", `{"id":"x","name":"X","kind":"person"}`), store.CreateOptions{Story: "none"}); timeline.CodeOf(err) != timeline.InvalidRecord {
		t.Errorf("for a story that is not there: %v", err)
	}
}

// The same request is done once, for a day; another one under its key is not.
func TestOnce(t *testing.T) {
	t.Parallel()
	now := storetest.Now
	st := storetest.Use(storetest.OpenWith(t, func() time.Time { return now }))
	secret, err := st.CreateToken(t.Context(), "desk", store.ScopeWrite, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	token, err := st.Authenticate(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	once := func(digest string) store.CreateOptions {
		return store.CreateOptions{Once: &store.Once{Token: token.N, Key: "k", Digest: []byte(digest)}}
	}
	actor := func(id string) timeline.Record {
		return entry(t, "actor", `{"id":"`+id+`","name":"A","kind":"person"}`)
	}
	first, err := st.Create(t.Context(), actor("a"), once("one"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := st.Create(t.Context(), actor("other-made-up-id"), once("one"))
	if err != nil || string(again.JSON) != string(first.JSON) || again.Revision != first.Revision || !again.UpdatedAt.Equal(first.UpdatedAt) {
		t.Errorf("again: %+v, %v; first %+v", again, err, first)
	}
	if _, err := st.Create(t.Context(), actor("b"), once("two")); timeline.CodeOf(err) != timeline.KeyReused {
		t.Errorf("another request: %v", err)
	}
	now = now.Add(store.KeptFor + time.Minute)
	if _, err := st.Create(t.Context(), actor("b"), once("two")); err != nil {
		t.Errorf("another request a day later: %v", err)
	}
}

// What is done in several transactions is kept for a day as well, and under the
// same key again for another one.
func TestKeptAgain(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	created(t, st, "desk", store.ScopeWrite, time.Time{})
	token := listed(t, st, "desk").N
	keep := func(key, digest, answer string) {
		t.Helper()
		if err := st.Keep(t.Context(), &store.Once{Token: token, Key: key, Digest: []byte(digest)}, answer); err != nil {
			t.Fatal(err)
		}
	}
	recall := func(key, digest string) string {
		t.Helper()
		var answer string
		known, err := st.Recall(t.Context(), &store.Once{Token: token, Key: key, Digest: []byte(digest)}, &answer)
		if err != nil || known != (answer != "") {
			t.Errorf("%s: known is %v, the answer %q: %v", key, known, answer, err)
		}
		return answer
	}
	keep("old", "one", "old")
	clock.pass(time.Hour)
	keep("k", "one", "first")
	keep("k", "one", "second") // of the same request, made twice at the same time
	if got := recall("k", "one"); got != "first" {
		t.Errorf("the answer is %q", got)
	}
	clock.pass(store.KeptFor - time.Minute)
	if got := recall("k", "one"); got != "first" {
		t.Errorf("within a day the answer is %q", got)
	}
	clock.pass(2 * time.Minute)
	if got := recall("k", "two"); got != "" {
		t.Errorf("after a day the answer is %q", got)
	}
	keep("k", "two", "third")
	db, err := st.Readers()
	if err != nil {
		t.Fatal(err)
	}
	var left int
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM idempotency_keys").Scan(&left); err != nil || left != 1 {
		t.Errorf("%d answers are kept: %v", left, err)
	}
	if got := recall("k", "two"); got != "third" {
		t.Errorf("kept again, the answer is %q", got)
	}
}
