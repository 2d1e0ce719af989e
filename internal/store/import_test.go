package store_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// bundled is the story that comes with the program.
func bundled(t *testing.T) *timeline.Document {
	t.Helper()
	doc, err := convert.ReadStory(data.BundledStory)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func imported(t *testing.T, st *storetest.Access, doc *timeline.Document) *store.Report {
	t.Helper()
	report, err := st.Import(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// Importing what is there already changes nothing, and what is exported is
// what was imported.
func TestImportTwice(t *testing.T) {
	t.Parallel()
	for name, doc := range map[string]*timeline.Document{"bundled": bundled(t), "generated": storetest.Generate(41, 80)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			st, file := storetest.Use(storetest.Open(t)), authored(*doc)
			first := imported(t, st, doc)
			quotes := 0
			for _, e := range doc.Events {
				quotes += len(e.Quotes)
			}
			want := map[string]int{"story": 1, "source": len(doc.Sources), "actor": len(doc.Actors), "place": len(doc.Places), "event": len(doc.Events), "quote": quotes}
			if !reflect.DeepEqual(first.Created, want) || len(first.Updated)+len(first.Unchanged)+len(first.Kept) > 0 {
				t.Errorf("the first import: %+v, want %v", first, want)
			}
			before := answers(t, st)
			second := imported(t, st, copied(doc))
			if second.Changed() || !reflect.DeepEqual(second.Unchanged, want) || len(second.Kept) > 0 {
				t.Errorf("the second import: %+v, want %v", second, want)
			}
			if after := answers(t, st); after != before {
				t.Error("the second import changed what the store tells")
			}
			if authored(*doc) != file {
				t.Error("the import changed the document that it was given")
			}
			exported := export(t, st, doc.Story.ID)
			if exported != file {
				t.Errorf("exported\n%s\nwant\n%s", exported, file)
			}
			again, public := storetest.Use(storetest.Open(t)), publicDocument(t, st, doc.Story.ID)
			imported(t, again, public)
			if export(t, again, doc.Story.ID) != file || written(t, publicDocument(t, again, doc.Story.ID)) != written(t, public) {
				t.Error("exported, imported and exported again, it is another document")
			}
		})
	}
}

func publicDocument(t *testing.T, st *storetest.Access, id string) *timeline.Document {
	t.Helper()
	doc, err := st.Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// written is a document as its file.
func written(t *testing.T, doc *timeline.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := convert.WriteStoryYAML(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// revisions are those of every record that a document names, by resource and id.
func revisions(t *testing.T, st *storetest.Access, doc *timeline.Document) map[string]store.Record {
	t.Helper()
	found := map[string]store.Record{}
	keep := func(resource, id string, r store.Record, err error) {
		if err != nil {
			t.Fatalf("%s %s: %v", resource, id, err)
		}
		var shown timeline.Stamp
		if err := json.Unmarshal(r.JSON, &shown); err != nil || shown.Revision != r.Revision || !shown.UpdatedAt.Equal(r.UpdatedAt) {
			t.Errorf("%s %s shows %+v (%v), and is %+v", resource, id, shown, err, r)
		}
		if !shown.RecordedAt.Equal(storetest.Now) {
			t.Errorf("%s %s was recorded at %v", resource, id, shown.RecordedAt)
		}
		found[resource+" "+id] = r
	}
	ctx := t.Context()
	story, err := st.Story(ctx, doc.Story.ID)
	keep("story", doc.Story.ID, story, err)
	for _, s := range doc.Sources {
		r, err := st.Source(ctx, s.ID)
		keep("source", s.ID, r, err)
	}
	for _, a := range doc.Actors {
		r, err := st.Actor(ctx, a.ID)
		keep("actor", a.ID, r, err)
	}
	for _, p := range doc.Places {
		r, err := st.Place(ctx, p.ID)
		keep("place", p.ID, r, err)
	}
	for _, e := range doc.Events {
		r, err := st.Event(ctx, e.ID)
		keep("event", e.ID, r, err)
		for _, q := range e.Quotes {
			r, err := st.Quote(ctx, q.ID)
			keep("quote", q.ID, r, err)
		}
	}
	return found
}

// A change gives the changed records their next revision, and no other; what
// shows a changed name is touched, not revised.
func TestImportChanges(t *testing.T) {
	t.Parallel()
	doc := bundled(t)
	at := slices.IndexFunc(doc.Events, func(e timeline.Event) bool { return len(e.Quotes) > 0 })
	said := &doc.Events[at]
	for _, tt := range []struct {
		name             string
		change           func(doc *timeline.Document)
		revised, touched []string
	}{
		{"the story's summary", func(d *timeline.Document) { d.Story.Summary = "Other words." }, []string{"story " + doc.Story.ID}, nil},
		{"a source's publisher", func(d *timeline.Document) { d.Sources[0].Publisher = "The Press" }, []string{"source " + doc.Sources[0].ID}, nil},
		{"an actor's description", func(d *timeline.Document) { d.Actors[0].Description = "Somebody." }, []string{"actor " + doc.Actors[0].ID}, nil},
		{"an actor's alias", func(d *timeline.Document) { d.Actors[0].Aliases = []string{"Nobody"} }, []string{"actor " + doc.Actors[0].ID}, nil},
		{"an actor's name", func(d *timeline.Document) { d.Actors[0].Name = "Somebody Else" }, []string{"actor " + doc.Actors[0].ID}, with(doc, doc.Actors[0].ID)},
		{"a place's kind", func(d *timeline.Document) { d.Places[0].Kind = "somewhere" }, []string{"place " + doc.Places[0].ID}, with(doc, doc.Places[0].ID)},
		{"an event's title", func(d *timeline.Document) { d.Events[0].Title = "Other words" }, []string{"event " + doc.Events[0].ID}, nil},
		{"an event's citation", func(d *timeline.Document) { d.Events[at].Citations = nil }, []string{"event " + said.ID}, nil},
		{"a quote's text", func(d *timeline.Document) {
			d.Events[at].Quotes[0].Text, d.Events[at].Quotes[0].Kind = "Other words.", "indirect"
		}, []string{"event " + said.ID, "quote " + said.Quotes[0].ID}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			now := storetest.Now
			st := storetest.Use(storetest.OpenWith(t, func() time.Time { return now }))
			imported(t, st, doc)
			before := revisions(t, st, doc)
			was, err := st.Version(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			changed := copied(doc)
			tt.change(changed)
			now = now.Add(time.Hour)
			report := imported(t, st, changed)
			n := 0
			for _, count := range report.Updated {
				n += count
			}
			if n != len(tt.revised) || len(report.Created) > 0 {
				t.Errorf("the report: %+v, want %v updated", report, tt.revised)
			}
			version, err := st.Version(t.Context())
			if err != nil || version.Seq != was.Seq+int64(len(tt.revised)) || !version.At.Equal(now) {
				t.Errorf("the version: %+v, %v", version, err)
			}
			for name, r := range revisions(t, st, doc) {
				want := before[name]
				switch {
				case slices.Contains(tt.revised, name):
					want.Revision, want.UpdatedAt = 2, now
				case slices.Contains(tt.touched, name):
					want.Touched, want.UpdatedAt = version.Seq, now
				default:
					want.UpdatedAt = storetest.Now
				}
				if r.Revision != want.Revision || r.Touched != want.Touched || !r.UpdatedAt.Equal(want.UpdatedAt) {
					t.Errorf("%s: revision %d, touched %d, updated %v; want %d, %d, %v", name, r.Revision, r.Touched, r.UpdatedAt, want.Revision, want.Touched, want.UpdatedAt)
				}
				if want.UpdatedAt.Equal(storetest.Now) != bytes.Equal(r.JSON, before[name].JSON) {
					t.Errorf("%s shows\n%s, before\n%s", name, r.JSON, before[name].JSON)
				}
			}
		})
	}
}

// with are the events in which an actor or a place is shown.
func with(doc *timeline.Document, id string) []string {
	var names []string
	for _, e := range doc.Events {
		if slices.ContainsFunc(e.Actors, func(p timeline.Participant) bool { return p.ID == id }) ||
			slices.ContainsFunc(e.Places, func(v timeline.Venue) bool { return v.ID == id }) {
			names = append(names, "event "+e.ID)
		}
	}
	return names
}

// What a file no longer holds stays in the database, and is reported; quotes
// are part of their event, and go.
func TestImportOfLess(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	full := storetest.Generate(42, 40)
	lib.put(t, full)
	less := copied(full)
	for i := range less.Events {
		less.Events[i].Relations = nil
	}
	dropped := less.Events[3:6]
	var kept []string
	for _, e := range dropped {
		kept = append(kept, e.ID)
	}
	less.Events = slices.Delete(slices.Clone(less.Events), 3, 6)
	at := slices.IndexFunc(less.Events, func(e timeline.Event) bool { return len(e.Quotes) > 0 })
	gone := less.Events[at].Quotes[0].ID
	less.Events[at].Quotes = less.Events[at].Quotes[1:]
	report := lib.put(t, less)
	if !slices.Equal(report.Kept, kept) {
		t.Errorf("kept %v, want %v", report.Kept, kept)
	}
	var q timeline.Quote
	if r, err := lib.Quote(t.Context(), gone); err != nil || json.Unmarshal(r.JSON, &q) != nil || q.Retracted == nil || q.Revision != 2 {
		t.Errorf("the dropped quote: %+v, %v", q, err)
	}
	if report.Retracted["quote"] != 1 {
		t.Errorf("the report: %+v", report)
	}
	lib.checkRecords(t)
	lib.check(t, 1, 30)
	if doc := publicDocument(t, lib.Access, full.Story.ID); len(doc.Events) != 40 || spelled(doc.Events[3]) != spelled(full.Events[3]) && len(full.Events[3].Relations) == 0 {
		t.Errorf("the document has %d events", len(doc.Events))
	}
}

// A story can come to hold what another one has brought, and nothing else may
// have changed.
func TestImportOfSharedRecords(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(43)
	lib.put(t, w.Story("one", timeline.Private, 20), w.Story("two", timeline.Public, 5))
	two := copied(w.Story("two-b", timeline.Public, 0))
	two.Story.ID = "two"
	lib.put(t, two)
	two = copied(two)
	two.Actors = append(two.Actors, w.Actors[len(w.Actors)-1])
	if report := lib.put(t, two); !report.Changed() {
		t.Errorf("a story that holds another actor is reported as unchanged: %+v", report)
	}
	lib.check(t, 1, 10)
	two = copied(two)
	slices.Reverse(two.Actors)
	lib.put(t, two)
	if got := publicDocument(t, lib.Access, "two"); got.Actors[0].ID != two.Actors[0].ID || got.Actors[5].ID != two.Actors[5].ID {
		t.Errorf("the order of the file is lost: %s comes first, want %s", got.Actors[0].ID, two.Actors[0].ID)
	}
}
