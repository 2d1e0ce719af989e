package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// storyFile is a document, as its file is read.
func storyFile(t *testing.T, text string) *timeline.Document {
	t.Helper()
	doc, err := convert.ReadStory([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// storyCopied copies a story.
func storyCopied(t *testing.T, st *storetest.Access, id string, as timeline.Story) (made timeline.Story, report *store.Report, err error) {
	t.Helper()
	report, err = st.Update(t.Context(), store.UpdateOptions{Author: store.Author{Name: "Olena", Reason: "copy of " + id}}, func(tx *store.Tx) error {
		made, err = tx.CopyStory(id, as)
		return err
	})
	return made, report, err
}

// toldBy is what a story and its copy have alike: all but ids and what a copy has not.
func toldBy(doc *timeline.Document) string {
	same := *doc
	same.Story = timeline.Story{ID: "s", Title: "Story", Summary: doc.Story.Summary, Language: doc.Story.Language, Topics: doc.Story.Topics}
	same.Events = slices.Clone(doc.Events)
	for i := range same.Events {
		e := &same.Events[i]
		e.ID, e.Story, e.ExternalIDs = fmt.Sprintf("e%d", i), "s", nil
		e.Quotes, e.Relations = slices.Clone(e.Quotes), slices.Clone(e.Relations)
		for j := range e.Quotes {
			e.Quotes[j].ID, e.Quotes[j].Event = fmt.Sprintf("q%d", j), e.ID
		}
		for j, r := range e.Relations {
			at := slices.IndexFunc(doc.Events, func(o timeline.Event) bool { return o.ID == r.Event })
			e.Relations[j].Event = fmt.Sprintf("e%d", at)
		}
	}
	return spelled(same)
}

func TestACopyTellsTheSame(t *testing.T) {
	t.Parallel()
	for name, doc := range map[string]*timeline.Document{"bundled": bundled(t), "generated": storetest.Generate(47, 60)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			st := storetest.Use(storetest.Open(t)).Private()
			doc.Events = slices.DeleteFunc(doc.Events, func(e timeline.Event) bool { return e.IsRetracted() })
			imported(t, st, copied(doc))
			was, err := st.Document(t.Context(), doc.Story.ID)
			if err != nil {
				t.Fatal(err)
			}
			before := spelled(*was)
			made, report, err := storyCopied(t, st, doc.Story.ID, timeline.Story{Title: "Our copy", Visibility: timeline.Private})
			if err != nil {
				t.Fatal(err)
			}
			if made.ID != "our-copy" || report.Created["event"] != len(doc.Events) || report.Created["source"]+report.Created["actor"]+report.Created["place"] > 0 || len(report.Updated) > 0 {
				t.Errorf("%+v: %+v", made, report)
			}
			now, err := st.Document(t.Context(), made.ID)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := toldBy(now), toldBy(was); got != want {
				t.Errorf("the copy tells\n%s\nnot\n%s", got, want)
			}
			if was, err = st.Document(t.Context(), doc.Story.ID); err != nil || spelled(*was) != before {
				t.Errorf("the story that was copied has changed: %v", err)
			}
			again, _, err := storyCopied(t, st, doc.Story.ID, timeline.Story{Title: "Our copy", Visibility: timeline.Public})
			if err != nil || again.ID != "our-copy-2" {
				t.Errorf("a second copy: %+v, %v", again, err)
			}
			for range 2 {
				if report := imported(t, st, copied(doc)); report.Changed() {
					t.Errorf("importing the story again changes %+v", report)
				}
			}
		})
	}
}

func TestACopyIsPrivateAndHasNoPast(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	imported(t, st, storyFile(t, `dateline: 1
story: {id: s, title: Story}
events:
  - {id: a, title: First, type: x, date: 2025-03-01, external_ids: ["x:1"], relations: [{type: follows, event: b}]}
  - {id: b, title: Second, type: x, date: 2025-03-02, relations: [{type: follows, event: c}]}
  - {id: c, title: Third, type: x, date: 2025-03-02}
`))
	if _, err := st.By(store.Author{Name: "Olena", Reason: "wrong"}).Edit(t.Context(), "event", "b", func(now store.Record) (timeline.Record, error) {
		r, err := timeline.StoredRecord("event", now.JSON)
		if err == nil {
			e := r.(*timeline.Event)
			e.Relations = nil
			e.Title = "Second, mended"
		}
		return r, err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := st.By(store.Author{Name: "Olena", Reason: "wrong"}).Retract(t.Context(), "event", "c", func(store.Record) error { return nil }); err != nil {
		t.Fatal(err)
	}
	made, report, err := storyCopied(t, st, "s", timeline.Story{Title: "Story", Visibility: timeline.Private})
	if err != nil || made.ID != "story" || report.Created["event"] != 2 {
		t.Fatalf("%+v, %+v, %v", made, report, err)
	}
	if _, err := st.Document(t.Context(), "story"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("others see a private copy: %v", err)
	}
	private := st.Private()
	doc, err := private.Document(t.Context(), "story")
	if err != nil {
		t.Fatal(err)
	}
	first, second := doc.Events[0], doc.Events[1]
	if first.ID != "first" || len(first.ExternalIDs) > 0 || len(first.Relations) != 1 || first.Relations[0].Event != second.ID || second.Title != "Second, mended" {
		t.Errorf("%+v", doc.Events)
	}
	rec, err := private.Event(t.Context(), second.ID)
	if err != nil || rec.Revision != 1 {
		t.Errorf("the copy of an event that was mended begins at revision %d: %v", rec.Revision, err)
	}
	changes, err := private.Changes(t.Context(), timeline.ChangeQuery{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	last := string(changes.Entries[len(changes.Entries)-1])
	if !strings.Contains(last, `"reason":"copy of s"`) || !strings.Contains(last, `"by":"Olena"`) {
		t.Errorf("the log says %s", last)
	}
}

func TestWhatIsNotCopied(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	imported(t, st, storyFile(t, "dateline: 1\nstory: {id: s, title: Story}\n"))
	if _, err := st.Retract(t.Context(), "story", "s", func(store.Record) error { return nil }); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]timeline.Code{"none": timeline.NotFound, "s": timeline.Conflict} {
		if _, _, err := storyCopied(t, st, id, timeline.Story{Title: "Copy"}); timeline.CodeOf(err) != want {
			t.Errorf("a copy of %q: %v", id, err)
		}
	}
}
