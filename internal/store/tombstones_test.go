package store_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

const cast = `{"entity":"story","id":"s","title":"S"}
{"entity":"source","id":"wire","title":"Wire"}
{"entity":"actor","id":"ann","name":"Ann","kind":"person"}
{"entity":"actor","id":"ben","name":"Ben","kind":"person"}
{"entity":"place","id":"town","name":"Town","kind":"city"}
{"entity":"event","id":"e","title":"E","type":"call","actors":["ann"],"places":["town"],"quotes":[{"id":"q","speaker":"ann","text":"Well."},{"id":"r","speaker":"ann","text":"No."}]}
`

const taken = `"retracted":{"reason":"It was wrong.","at":"2025-06-01T12:00:00Z","by":"another desk"}`

// A record that is retracted where it comes from is so where it is loaded, for
// the same reason, also one that was never there before.
func TestLoadKeepsRetractions(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	loaded(t, st, cast, store.LoadOptions{})
	const gone = `{"entity":"actor","id":"ann","name":"Ann","kind":"person",` + taken + `}
{"entity":"place","id":"town","name":"Town","kind":"city",` + taken + `}
{"entity":"place","id":"village","name":"Village","kind":"city","parent":"town",` + taken + `}
{"entity":"source","id":"wire","title":"Wire",` + taken + `}
{"entity":"story","id":"s","title":"S",` + taken + `}
{"entity":"quote","id":"q","event":"e","speaker":"ann","text":"Well.",` + taken + `}
{"entity":"quote","id":"new","event":"e","speaker":"ann","text":"Never.",` + taken + `}
{"entity":"event","id":"e","story":"s","title":"E","type":"call","actors":["ann"],"places":["town"],"quotes":[{"id":"r","speaker":"ann","text":"No."}],"verification":"retracted",` + taken + `}
`
	if _, rejects := loaded(t, st, gone, store.LoadOptions{}); len(rejects) > 0 {
		t.Fatal(rejects)
	}
	get := byID(t, st)
	for _, key := range []string{"actor/ann", "place/town", "place/village", "source/wire", "story/s", "quote/q", "quote/new", "event/e"} {
		resource, id, _ := strings.Cut(key, "/")
		doc, err := get[resource](id)
		if err != nil || !strings.Contains(doc, taken) {
			t.Errorf("%s: %v, %s", key, err, doc)
		}
	}
	var e timeline.Event
	doc, _ := get["event"]("e")
	if err := json.Unmarshal([]byte(doc), &e); err != nil || len(e.Quotes) != 1 || e.Quotes[0].ID != "r" {
		t.Errorf("the event has the quotes %+v (%v)", e.Quotes, err)
	}
	before := archive(t, st)
	if report, rejects := loaded(t, st, gone, store.LoadOptions{}); report.Changed() || len(rejects) > 0 {
		t.Errorf("loaded again: %+v, %v", report, rejects)
	}
	to := storetest.Use(storetest.Open(t))
	if _, rejects := loaded(t, to, before, store.LoadOptions{}); len(rejects) > 0 || archive(t, to) != before {
		t.Errorf("the archive is not taken back: %v\n%s\nand was\n%s", rejects, archive(t, to), before)
	}
}

// What others name is retracted when they name it no more, and not before.
func TestLoadRetractsWhatNobodyNames(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	loaded(t, st, cast, store.LoadOptions{})
	const ann = `{"entity":"actor","id":"ann","name":"Ann","kind":"person",` + taken + "}\n"
	_, rejects := loaded(t, st, ann+`{"entity":"story","id":"s","title":"S",`+taken+`}`, store.LoadOptions{})
	if len(rejects) != 2 || !strings.Contains(rejects[0], `1: /retracted: The actor "ann" is named by the event "e"`) || !strings.Contains(rejects[1], `2: /retracted: The story "s" is named`) {
		t.Errorf("%q", rejects)
	}
	// It waits, and belongs to the story that it came with, not to the next.
	const later = `{"entity":"story","id":"other","title":"Other"}
{"entity":"event","id":"e","story":"s","title":"E","type":"call"}
`
	if _, rejects := loaded(t, st, `{"entity":"story","id":"s","title":"S"}`+"\n"+ann+later, store.LoadOptions{}); len(rejects) > 0 {
		t.Fatal(rejects)
	}
	doc, err := st.Document(t.Context(), "other")
	if err != nil || len(doc.Actors) != 0 {
		t.Errorf("another story declares %+v (%v)", doc.Actors, err)
	}
	if doc, err = st.Document(t.Context(), "s"); err != nil || doc.Actors[0].Retracted == nil {
		t.Errorf("the story has %+v (%v)", doc.Actors, err)
	}
	doc.Actors[1].Retracted = doc.Actors[0].Retracted
	loaded(t, st, `{"entity":"event","id":"f","story":"other","title":"F","type":"call","actors":["ben"]}`, store.LoadOptions{})
	if _, err := st.Import(t.Context(), doc); timeline.CodeOf(err) != timeline.InvalidRecord || !strings.Contains(err.Error(), `/actors/1/retracted: The actor "ben" is named by the event "f"`) {
		t.Errorf("a file that retracts what another story names: %v", err)
	}
}

// A story declares records in the order of the lines that come last.
func TestLoadOrdersWhatStoriesDeclare(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	const story = `{"entity":"story","id":"s","title":"S"}` + "\n"
	line := func(id string) string {
		return `{"entity":"actor","id":"` + id + `","name":"N","kind":"person"}` + "\n"
	}
	for _, step := range []struct{ lines, want string }{
		{"a b c d", "a b c d"}, {"a b c d", "a b c d"}, {"b d", "a b c d"}, {"c a", "b c d a"}, {"a b c d", "a b c d"}, {"d new a", "b c d new a"},
	} {
		text := story
		for id := range strings.FieldsSeq(step.lines) {
			text += line(id)
		}
		loaded(t, st, text, store.LoadOptions{})
		after, _ := st.Version(t.Context())
		doc, err := st.Document(t.Context(), "s")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range doc.Actors {
			got = append(got, a.ID)
		}
		if strings.Join(got, " ") != step.want {
			t.Errorf("after %s: %v, want %s", step.lines, got, step.want)
		}
		loaded(t, st, text, store.LoadOptions{})
		if again, _ := st.Version(t.Context()); again.Seq != after.Seq {
			t.Errorf("%s, loaded again, makes change %d after %d", step.lines, again.Seq, after.Seq)
		}
	}
}

// Where quotes go over to another event of a file, the log tells first of the
// event that gives them up, so that none is ever in two.
func TestTheLogTellsWhoGivesUpAQuote(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(77)
	doc := w.Story("one", timeline.Public, 40)
	lib.put(t, doc)
	quoting := slices.IndexFunc(doc.Events, func(e timeline.Event) bool { return len(e.Quotes) > 0 })
	follower := newReplica(lib.Access)
	follower.follow(t, 100)
	doc = copied(doc)
	ed := editor{nil, w}
	ed.moveQuotes(&doc.Events[quoting], &doc.Events[0])
	lib.put(t, doc)
	at := map[string]string{}
	for _, id := range follower.order {
		if resource, event, _ := strings.Cut(id, "/"); resource == "event" {
			for _, q := range held[timeline.Event](t, follower, id).Quotes {
				at[q.ID] = event
			}
		}
	}
	for _, c := range follower.follow(t, 100) {
		if c.Entity != "event" {
			continue
		}
		var e timeline.Event
		if err := json.Unmarshal(c.Record, &e); err != nil {
			t.Fatal(err)
		}
		for id, event := range at {
			if event == e.ID {
				delete(at, id)
			}
		}
		for _, q := range e.Quotes {
			if at[q.ID] != "" {
				t.Errorf("the quote %s is in %s and %s", q.ID, at[q.ID], e.ID)
			}
			at[q.ID] = e.ID
		}
	}
}
