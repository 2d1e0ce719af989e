package store_test

import (
	"encoding/json"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func (d desk) drafted(story string) *store.Drafted {
	t := d.t
	t.Helper()
	draft, err := d.Draft(t.Context(), story)
	if err != nil {
		t.Fatal(err)
	}
	records, err := d.DraftRecords(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	var drafted *store.Drafted
	err = d.View(t.Context(), store.ViewOptions{Private: true}, func(v *store.View) (err error) {
		drafted, err = v.Drafted(story, records)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return drafted
}

// A story and its draft are one document: what is changed, new and taken out.
func TestADraftIsLaidOverItsStory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	doc := bundled(t)
	imported(t, d.Access, doc)
	story := doc.Story.ID
	d.begin(story)
	edit := func(what string, edits ...store.DraftEdit) {
		t.Helper()
		if _, err := d.EditDraft(t.Context(), story, d.olena, what, edits); err != nil {
			t.Fatal(err)
		}
	}
	of := func(e timeline.Event, base int) store.DraftEdit {
		t.Helper()
		text, err := timeline.Encode(e.Authored())
		if err != nil {
			t.Fatal(err)
		}
		return store.DraftEdit{Entity: "event", ID: e.ID, Base: base, Document: text}
	}
	changed := doc.Events[0]
	changed.Title = "Another title"
	fresh := timeline.Event{ID: "new-abcdefgh", Story: story, Actors: []timeline.Participant{{ID: "new-hgfedcba", Role: "target"}}}
	edit("event.changed", of(changed, 1))
	edit("event.added", of(fresh, 0), store.DraftEdit{Entity: "actor", ID: "new-hgfedcba", Document: json.RawMessage(`{"id":"new-hgfedcba","name":"New"}`)})
	edit("event.removed", store.DraftEdit{Entity: "event", ID: doc.Events[1].ID, Base: 1})
	edit("story.changed", store.DraftEdit{Entity: "story", ID: story, Base: 1, Document: json.RawMessage(`{"title":"Renamed","typed":{"/language":"x"}}`)})

	got := d.drafted(story)
	if n := len(got.Document.Events); n != len(doc.Events) {
		t.Errorf("%d events of %d", n, len(doc.Events))
	}
	if got.Document.Story.Title != "Renamed" || got.Document.Story.ID != story || got.Document.Events[0].Title != "Another title" {
		t.Errorf("%+v, %s", got.Document.Story, got.Document.Events[0].Title)
	}
	if last := got.Document.Events[len(got.Document.Events)-1]; last.ID != fresh.ID || last.Story != story {
		t.Errorf("the last event is %s of %s", last.ID, last.Story)
	}
	if last := got.Document.Actors[len(got.Document.Actors)-1]; last.Name != "New" {
		t.Errorf("the last actor is %+v", last)
	}
	if len(got.Removed) != 1 || got.Removed[0].RecordID() != doc.Events[1].ID {
		t.Errorf("removed are %v", got.Removed)
	}
	if r, found := got.Of("event", changed.ID); !found || r.Base != 1 {
		t.Errorf("%+v", r)
	}
	if _, found := got.Of("event", doc.Events[2].ID); found {
		t.Error("an event that nobody edits is in the draft")
	}
}

// A story that is not there yet is its draft alone, with the published records that
// this refers to and what those refer to.
func TestADraftOfANewStory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	doc := bundled(t)
	imported(t, d.Access, doc)
	d.begin("fresh")
	speaker := doc.Actors[0].ID
	fresh := ofEvent("new-abcdefgh", 0, `{"title":"A","quotes":[{"speaker":"`+speaker+`","text":"Yes"}],"citations":[{"source":"`+doc.Sources[0].ID+`"}]}`)
	if _, err := d.EditDraft(t.Context(), "fresh", d.olena, "event.added", []store.DraftEdit{fresh}); err != nil {
		t.Fatal(err)
	}
	got := d.drafted("fresh").Document
	if got.Story.ID != "fresh" || len(got.Events) != 1 || len(got.Sources) != 1 || len(got.Actors) == 0 || got.Actors[0].ID != speaker {
		t.Errorf("%+v", got)
	}
	err := d.View(t.Context(), store.ViewOptions{Private: true}, func(v *store.View) error {
		_, err := v.Drafted("none", nil)
		return err
	})
	if timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("no story and no draft: %v", err)
	}
}
