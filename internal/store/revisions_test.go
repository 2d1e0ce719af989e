package store_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// history reads all revisions of a record, in pages, the oldest first.
func history(t *testing.T, st *storetest.Access, resource, id string, limit int) []timeline.Revision {
	t.Helper()
	var list []timeline.Revision
	for after := (*store.Position)(nil); ; {
		page, err := st.Revisions(t.Context(), resource, id, timeline.Paging{Limit: limit}, after)
		if err != nil {
			t.Fatalf("%s %s: %v", resource, id, err)
		}
		for _, doc := range page.Records {
			var r timeline.Revision
			if err := json.Unmarshal(doc, &r); err != nil {
				t.Fatal(err)
			}
			list = append(list, r)
		}
		if after = page.Next; after == nil {
			slices.Reverse(list)
			return list
		}
		if len(page.Records) != limit {
			t.Fatalf("a page of %d has %d revisions, and another follows", limit, len(page.Records))
		}
	}
}

// saidIn is what the fields of a record say, without what the server adds.
func saidIn(t *testing.T, resource string, doc json.RawMessage) map[string]string {
	t.Helper()
	if resource == "event" {
		var e timeline.Event
		if err := json.Unmarshal(doc, &e); err != nil {
			t.Fatal(err)
		}
		e = e.Stripped()
		for i := range e.Quotes {
			e.Quotes[i].Date = nil // it may be that of the event
		}
		doc = json.RawMessage(spelled(e))
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(doc, &fields); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, value := range fields {
		if text := string(value); text != "[]" && text != "null" && !slices.Contains([]string{"revision", "recorded_at", "updated_at"}, name) {
			texts[name] = text
		}
	}
	return texts
}

// apply makes of what a record was what its next revision is. Inside an event
// names may have changed meanwhile.
func apply(t *testing.T, record map[string]json.RawMessage, r timeline.Revision) {
	t.Helper()
	for _, c := range r.Changes {
		before := string(record[c.Field])
		if before == "" {
			before = "null"
		}
		if (string(c.Before) != before && !slices.Contains([]string{"actors", "places", "quotes"}, c.Field)) || string(c.After) == string(c.Before) {
			t.Errorf("revision %d changes %s from %s to %s, which was %s", r.Revision, c.Field, c.Before, c.After, before)
		}
		if record[c.Field] = c.After; string(c.After) == "null" {
			delete(record, c.Field)
		}
	}
}

// The revisions of a record say what was changed: applied in turn they make of
// nothing each of its versions, and there are as many as the log has.
func TestRevisionsMakeTheRecord(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			lib := newLibrary(t)
			for range edits(t, lib, 20+seed, trial.Rounds(t, 20)) {
			}
			st := lib.Private()
			made := map[string][]timeline.Change{}
			for _, c := range newReplica(st).follow(t, timeline.MaxLimit) {
				if key := c.Entity + "/" + c.ID; len(made[key]) < c.Revision {
					made[key] = append(made[key], c)
				}
			}
			edited := 0
			for _, key := range slices.Sorted(maps.Keys(made)) {
				resource, id, _ := strings.Cut(key, "/")
				list, record := history(t, st, resource, id, 3), map[string]json.RawMessage{}
				if len(list) != len(made[key]) {
					t.Fatalf("%s has %d revisions, want %d", key, len(list), len(made[key]))
				}
				edited += len(list) - 1
				for i, c := range made[key] {
					apply(t, record, list[i])
					if got := list[i]; got.Revision != i+1 || got.Seq != c.Seq || !got.At.Equal(c.At) || got.Action != c.Action || got.By != c.By || got.Reason != c.Reason {
						t.Errorf("%s: %+v, and in the log %+v", key, got, c)
					}
					if got, want := saidIn(t, resource, json.RawMessage(spelled(record))), saidIn(t, resource, c.Record); !maps.Equal(got, want) {
						t.Fatalf("%s says after revision %d\n%v, want\n%v", key, i+1, got, want)
					}
				}
			}
			if edited < 20 {
				t.Errorf("only %d edits were looked at", edited)
			}
		})
	}
}

// Revisions that were made in private are no history for those who may not see
// what is private, nor is what they said before it was shown.
func TestPrivateRevisions(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(75)
	doc := copied(w.Story("one", timeline.Public, 5))
	lib.put(t, copied(doc))
	event := func() *timeline.Event { return &doc.Events[0] }
	id := event().ID
	write := func(visibility, title string) {
		doc = copied(doc)
		doc.Story.Visibility, event().Title = visibility, title
		lib.put(t, copied(doc))
	}
	public := func() string {
		var told []string
		for _, r := range history(t, lib.Access, "event", id, 2) {
			title := "-"
			for _, c := range r.Changes {
				if c.Field == "title" {
					title = string(c.Before) + ">" + string(c.After)
				}
			}
			told = append(told, fmt.Sprint(r.Revision, " ", title))
		}
		return strings.Join(told, ", ")
	}
	title := event().Title
	expect := func(want string) {
		t.Helper()
		if got := public(); got != want {
			t.Errorf("anybody is told %s, want %s", got, want)
		}
	}
	quoted := func(s string) string { return strings.TrimSuffix(spelled(struct{ S string }{s})[5:], "}") }
	expect(`1 null>` + quoted(title))
	write(timeline.Public, "open")
	expect(`1 null>` + quoted(title) + `, 2 ` + quoted(title) + `>"open"`)
	write(timeline.Private, "whisper")
	if _, err := lib.Revisions(t.Context(), "event", id, timeline.Paging{Limit: 5}, nil); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("the history of a private event: %v", err)
	}
	if got := len(history(t, lib.Private(), "event", id, 2)); got != 3 {
		t.Errorf("who may see it is told %d revisions", got)
	}
	write(timeline.Public, "told again")
	expect(`4 null>"told again"`)
	write(timeline.Private, "told again")
	write(timeline.Public, "told again")
	expect("")
	write(timeline.Public, "last")
	expect(`5 "told again">"last"`)
	if _, err := lib.Revisions(t.Context(), "event", "nobody-has-this", timeline.Paging{Limit: 5}, nil); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("the history of nothing: %v", err)
	}
}

// A renamed actor is a revision of the actor, and none of events; references to
// what is private are in no revision that anybody may see.
func TestRevisionsOfOthers(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(76)
	doc := copied(w.Story("one", timeline.Public, 30))
	lib.put(t, copied(doc))
	at := slices.IndexFunc(doc.Events, func(e timeline.Event) bool { return len(e.Actors) > 0 })
	someone := slices.IndexFunc(doc.Actors, func(a timeline.Actor) bool { return a.ID == doc.Events[at].Actors[0].ID })
	doc.Actors[someone].Name = "Somebody Else"
	lib.put(t, copied(doc))
	if n := len(history(t, lib.Access, "event", doc.Events[at].ID, 5)); n != 1 {
		t.Errorf("the event has %d revisions", n)
	}
	secret := &timeline.Document{Version: 1, Story: timeline.Story{ID: "secret", Title: "Secret", Visibility: timeline.Private},
		Actors: timeline.Actors{{ID: "whisper-cell", Name: "Cell", Kind: "group"}, doc.Actors[someone]}}
	for _, af := range doc.Actors[someone].Affiliations {
		for _, a := range doc.Actors {
			if a.ID == af.Actor {
				secret.Actors = append(secret.Actors, timeline.Actor{ID: a.ID, Name: a.Name, Kind: a.Kind})
			}
		}
	}
	secret.Actors[1].Affiliations = append(slices.Clone(secret.Actors[1].Affiliations), timeline.Affiliation{Actor: "whisper-cell"})
	if _, err := lib.Import(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	id := doc.Actors[someone].ID
	list := history(t, lib.Access, "actor", id, 5)
	if len(list) != 3 || strings.Contains(spelled(list), "whisper") {
		t.Errorf("anybody is told %s", spelled(list))
	}
	if list := history(t, lib.Private(), "actor", id, 5); !strings.Contains(spelled(list), "whisper") {
		t.Errorf("who may know is told %s", spelled(list))
	}
}
