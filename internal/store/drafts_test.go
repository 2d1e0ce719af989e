package store_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// desk is a database with two people who edit.
type desk struct {
	*storetest.Access
	t          *testing.T
	olena, ivo int64
}

func newDesk(t *testing.T) desk {
	t.Helper()
	st, _ := doorkeeper(t)
	return deskOf(t, st)
}

// deskOf is a database as two people edit it.
func deskOf(t *testing.T, st *storetest.Access) desk {
	t.Helper()
	person := func(name string) int64 {
		x, err := st.Session(t.Context(), entered(t, st, invited(t, st, name, ""), ""))
		if err != nil {
			t.Fatal(err)
		}
		return x.Person.N
	}
	return desk{st, t, person("Olena"), person("Ivo")}
}

func (d desk) begin(story string) store.Draft {
	d.t.Helper()
	draft, err := d.BeginDraft(d.t.Context(), d.olena, story)
	if err != nil {
		d.t.Fatal(err)
	}
	return draft
}

func (d desk) edit(person int64, edits ...store.DraftEdit) []store.DraftRecord {
	d.t.Helper()
	records, err := d.EditDraft(d.t.Context(), "s", person, "event.changed", edits)
	if err != nil {
		d.t.Fatal(err)
	}
	return records
}

// document is an event of the draft as it is by now; "" where it has none.
func (d desk) document(id string) string {
	d.t.Helper()
	draft, err := d.Draft(d.t.Context(), "s")
	if err != nil {
		d.t.Fatal(err)
	}
	r, _, err := d.DraftRecord(d.t.Context(), draft, "event", id)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(r.Document)
}

func ofEvent(id string, since int64, document string) store.DraftEdit {
	return store.DraftEdit{Entity: "event", ID: id, Since: since, Document: json.RawMessage(document)}
}

func TestADraftIsSharedAndNoChangeOfTheData(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	was, err := d.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Draft(t.Context(), "s"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("a draft that nobody began: %v", err)
	}
	first := d.begin("s")
	again, err := d.BeginDraft(t.Context(), d.ivo, "s")
	if err != nil || again != first || again.By != "Olena" {
		t.Errorf("begun again: %+v, %v; was %+v", again, err, first)
	}
	d.edit(d.ivo, ofEvent("e", 0, `{"title":"A"}`))
	if now, err := d.Version(t.Context()); err != nil || now.Seq != was.Seq {
		t.Errorf("the data are at %d and were at %d: %v", now.Seq, was.Seq, err)
	}
	list, err := d.Drafts(t.Context(), 10)
	if err != nil || len(list) != 1 || list[0].Seq != 1 || list[0].Records != 1 || list[0].Title != "" {
		t.Errorf("%+v, %v", list, err)
	}
	imported(t, d.Access, bundled(t))
	d.begin(bundled(t).Story.ID)
	d.edit(d.ivo, store.DraftEdit{Entity: "story", ID: "s", Document: json.RawMessage(`{"title":"Begun","language":"uk"}`)})
	list, err = d.Drafts(t.Context(), 10)
	if err != nil || len(list) != 2 || list[0].Records+list[1].Records != 2 || list[0].Title != bundled(t).Story.Title && list[1].Title != bundled(t).Story.Title || list[0].Title != "Begun" && list[1].Title != "Begun" {
		t.Errorf("%+v, %v", list, err)
	}
	if err := d.PutDraftText(t.Context(), "s", "report", "It is open."); err != nil {
		t.Fatal(err)
	}
	if text, found, err := d.DraftText(t.Context(), first, "report"); err != nil || !found || text != "It is open." {
		t.Errorf("%q, %v, %v", text, found, err)
	}
	if err := d.DropDraft(t.Context(), "s"); err != nil {
		t.Fatal(err)
	}
	if _, found, err := d.DraftText(t.Context(), first, "report"); err != nil || found {
		t.Errorf("the text stays: %v", err)
	}
	if records, err := d.DraftRecords(t.Context(), first); err != nil || len(records) > 0 {
		t.Errorf("records stay: %v, %v", records, err)
	}
}

// Two people who began with the same state: fields that do not overlap are put
// together, and the same field is a conflict that changes nothing.
func TestEditsOfTwoPeopleAreMerged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.begin("s")
	began := d.edit(d.olena, ofEvent("e", 0, `{"title":"A","summary":"S"}`))[0].Seq
	d.edit(d.olena, ofEvent("e", began, `{"title":"B","summary":"S"}`))
	d.edit(d.ivo, ofEvent("e", began, `{"title":"A","summary":"T"}`))
	if got := d.document("e"); got != `{"summary":"T","title":"B"}` {
		t.Errorf("merged: %s", got)
	}
	_, err := d.EditDraft(t.Context(), "s", d.ivo, "event.changed", []store.DraftEdit{ofEvent("other", 0, `{}`), ofEvent("e", began, `{"title":"C","summary":"S"}`)})
	conflict, known := errors.AsType[*store.DraftConflictError](err)
	if !known || len(conflict.Fields) != 1 || conflict.Fields[0].Pointer != "/title" || string(conflict.Fields[0].Theirs) != `"B"` || conflict.Now.By != "Ivo" {
		t.Fatalf("%+v, %v", conflict, err)
	}
	if got := d.document("e"); got != `{"summary":"T","title":"B"}` || d.document("other") != "" {
		t.Errorf("a conflict has written: %s", got)
	}
	// With what is there by now, mine is taken.
	d.edit(d.ivo, ofEvent("e", conflict.Now.Seq, `{"title":"C","summary":"T"}`))
	if got := d.document("e"); got != `{"title":"C","summary":"T"}` {
		t.Errorf("decided: %s", got)
	}
	_, err = d.EditDraft(t.Context(), "s", d.olena, "event.removed", []store.DraftEdit{{Entity: "event", ID: "e", Since: began}})
	if _, known := errors.AsType[*store.DraftConflictError](err); !known {
		t.Errorf("an event that was changed is removed: %v", err)
	}
}

// Who leaves a field as it was has done nothing that could be taken back.
func TestAnEditThatChangesNothingIsNoStep(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	imported(t, d.Access, bundled(t))
	d.begin("s")
	first := d.edit(d.olena, ofEvent("e", 0, `{"title":"A"}`))[0]
	again := d.edit(d.olena, ofEvent("e", first.Seq, `{"title":"A"}`))[0]
	id := bundled(t).Events[0].ID
	seen, revision, err := authoredNow(t, d.Access, id)
	if err != nil {
		t.Fatal(err)
	}
	published := d.edit(d.olena, store.DraftEdit{Entity: "event", ID: id, Base: revision, Document: seen})[0]
	draft, err := d.Draft(t.Context(), "s")
	if err != nil || draft.Seq != 1 || again.Seq != first.Seq || published.Seq != 0 || d.document(id) != "" {
		t.Errorf("%v: the draft is at %d, the event at %d and %d, and of what is published it has %q", err, draft.Seq, again.Seq, published.Seq, d.document(id))
	}
}

// Each person undoes their own steps, across records, and can make them again until
// they edit anew.
func TestUndoAndRedo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.begin("s")
	undone := func(person int64, want string) {
		t.Helper()
		step, _, err := d.UndoDraft(t.Context(), "s", person)
		if err != nil || step.What != want {
			t.Fatalf("undone is %+v, %v; want %s", step, err, want)
		}
	}
	d.edit(d.olena, ofEvent("a", 0, `{"title":"A"}`))
	d.edit(d.ivo, ofEvent("b", 0, `{"title":"B"}`))
	if _, err := d.EditDraft(t.Context(), "s", d.olena, "event.merged", []store.DraftEdit{{Entity: "event", ID: "a", Since: 1}, ofEvent("c", 0, `{"title":"C"}`)}); err != nil {
		t.Fatal(err)
	}
	draft, err := d.Draft(t.Context(), "s")
	if err != nil {
		t.Fatal(err)
	}
	if undo, redo, err := d.DraftSteps(t.Context(), draft, d.olena); err != nil || redo != nil || undo == nil || undo.What != "event.merged" || undo.By != "Olena" {
		t.Errorf("%+v, %+v, %v", undo, redo, err)
	}
	undone(d.olena, "event.merged")
	if d.document("a") != `{"title":"A"}` || d.document("b") != `{"title":"B"}` || d.document("c") != "" {
		t.Errorf("undone: %s %s %s", d.document("a"), d.document("b"), d.document("c"))
	}
	undone(d.olena, "event.changed")
	if d.document("a") != "" {
		t.Errorf("undone twice: %s", d.document("a"))
	}
	if _, _, err := d.UndoDraft(t.Context(), "s", d.olena); timeline.CodeOf(err) != timeline.Conflict {
		t.Errorf("nothing is left, and %v", err)
	}
	for _, want := range []string{"event.changed", "event.merged"} {
		if step, _, err := d.RedoDraft(t.Context(), "s", d.olena); err != nil || step.What != want {
			t.Fatalf("redone is %+v, %v; want %s", step, err, want)
		}
	}
	if d.document("a") != "" || d.document("c") != `{"title":"C"}` {
		t.Errorf("redone: %s %s", d.document("a"), d.document("c"))
	}
	undone(d.olena, "event.merged")
	d.edit(d.olena, ofEvent("z", 0, `{"title":"Z"}`))
	if _, _, err := d.RedoDraft(t.Context(), "s", d.olena); timeline.CodeOf(err) != timeline.Conflict {
		t.Errorf("redone after another edit: %v", err)
	}
}

// What somebody else has changed since is not undone with it.
func TestUndoKeepsWhatOthersDid(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.begin("s")
	first := d.edit(d.olena, ofEvent("e", 0, `{"title":"A","summary":"S"}`))[0]
	second := d.edit(d.olena, ofEvent("e", first.Seq, `{"title":"B","summary":"S"}`))[0]
	third := d.edit(d.ivo, ofEvent("e", second.Seq, `{"title":"B","summary":"T"}`))[0]
	if _, _, err := d.UndoDraft(t.Context(), "s", d.olena); err != nil {
		t.Fatal(err)
	}
	if got := d.document("e"); got != `{"summary":"T","title":"A"}` {
		t.Errorf("undone: %s", got)
	}
	if _, _, err := d.RedoDraft(t.Context(), "s", d.olena); err != nil {
		t.Fatal(err)
	}
	d.edit(d.ivo, ofEvent("e", third.Seq+2, `{"title":"C","summary":"T"}`))
	_, _, err := d.UndoDraft(t.Context(), "s", d.olena)
	if _, known := errors.AsType[*store.DraftConflictError](err); !known || d.document("e") != `{"title":"C","summary":"T"}` {
		t.Errorf("%v, and the event is %s", err, d.document("e"))
	}
}

// A record that is published is drafted from the revision that its editor saw.
func TestADraftOfAPublishedRecord(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	doc := bundled(t)
	imported(t, d.Access, doc)
	id := doc.Events[0].ID
	seen, revision, err := authoredNow(t, d.Access, id)
	if err != nil {
		t.Fatal(err)
	}
	changed := copied(doc)
	changed.Events[0].Summary = "Changed meanwhile."
	imported(t, d.Access, changed)
	d.begin("s")
	var mine timeline.Event
	if err := json.Unmarshal(seen, &mine); err != nil {
		t.Fatal(err)
	}
	mine.Title = "As I want it"
	text, err := timeline.Encode(&mine)
	if err != nil {
		t.Fatal(err)
	}
	r := d.edit(d.olena, store.DraftEdit{Entity: "event", ID: id, Base: revision, Document: text})[0]
	var got timeline.Event
	if err := json.Unmarshal(r.Document, &got); err != nil || got.Title != "As I want it" || got.Summary != "Changed meanwhile." || r.Base != revision+1 {
		t.Errorf("%v: %q, %q, from revision %d", err, got.Title, got.Summary, r.Base)
	}
	if _, _, err := d.UndoDraft(t.Context(), "s", d.olena); err != nil {
		t.Fatal(err)
	}
	now, _, err := authoredNow(t, d.Access, id)
	if back := d.document(id); err != nil || back != string(now) {
		t.Errorf("%v: undone is\n%s\nand published is\n%s", err, back, now)
	}
	_, err = d.EditDraft(t.Context(), "s", d.olena, "event.changed", []store.DraftEdit{{Entity: "event", ID: "none", Base: 1, Document: text}})
	if timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("an edit of what is not there: %v", err)
	}
}

// A draft that would begin with an edit that is refused does not begin.
func TestFirstEdit(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	unknown := store.DraftEdit{Entity: "event", ID: "none", Base: 1, Document: json.RawMessage(`{"title":"A"}`)}
	_, err := d.FirstEdit(t.Context(), "s", d.olena, "event.changed", []store.DraftEdit{unknown})
	if _, none := d.Draft(t.Context(), "s"); timeline.CodeOf(err) != timeline.NotFound || timeline.CodeOf(none) != timeline.NotFound {
		t.Errorf("%v, and the draft: %v", err, none)
	}
	for _, title := range []string{"A", "B"} {
		edit := ofEvent(title, 0, `{"title":"`+title+`"}`)
		if written, err := d.FirstEdit(t.Context(), "s", d.olena, "event.added", []store.DraftEdit{edit}); err != nil || len(written) != 1 {
			t.Fatalf("%+v, %v", written, err)
		}
	}
	if draft, err := d.Draft(t.Context(), "s"); err != nil || draft.Seq != 2 {
		t.Errorf("%+v, %v", draft, err)
	}
}

func authoredNow(t *testing.T, st *storetest.Access, id string) (document json.RawMessage, revision int, err error) {
	t.Helper()
	err = st.View(t.Context(), store.ViewOptions{Private: true}, func(v *store.View) error {
		document, revision, err = v.Authored("event", id)
		return err
	})
	return document, revision, err
}

func TestOthersAtADraft(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	draft := d.begin("s")
	for _, tt := range []struct {
		person int64
		others []string
	}{{d.olena, nil}, {d.ivo, []string{"Olena"}}, {d.olena, []string{"Ivo"}}} {
		if others, err := d.VisitDraft(t.Context(), draft, tt.person); err != nil || !slices.Equal(others, tt.others) {
			t.Errorf("%v, %v; want %v", others, err, tt.others)
		}
	}
}

// A new story gets its address at once, which no other story or draft has.
func TestAStoryBegins(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	doc := bundled(t)
	imported(t, d.Access, doc)
	for _, tt := range []struct{ title, want string }{
		{"Harbour opens: a chronicle", "harbour-opens-a-chronicle"}, {"Harbour opens, a chronicle", "harbour-opens-a-chronicle-2"}, {"Harbour opens a chronicle!", "harbour-opens-a-chronicle-3"},
		{strings.ReplaceAll(doc.Story.ID, "-", " "), doc.Story.ID + "-2"}, {"!", "story"},
	} {
		draft, err := d.BeginStory(t.Context(), d.ivo, tt.title)
		if err != nil || draft.Story != tt.want || draft.By != "Ivo" || draft.Seq != 0 {
			t.Errorf("%q begins %+v, %v", tt.title, draft, err)
		}
	}
}
