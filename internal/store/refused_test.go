package store_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// What belongs to another story or event is refused by its place in the file,
// and nothing of the file is written.
func TestImportOfWhatOthersOwn(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(51)
	one, two := w.Story("one", timeline.Public, 30), w.Story("two", timeline.Public, 30)
	lib.put(t, one, two)
	saying := func(doc *timeline.Document) *timeline.Event {
		return &doc.Events[slices.IndexFunc(doc.Events, func(e timeline.Event) bool { return len(e.Quotes) > 0 })]
	}
	theirs, mine := saying(one), saying(two)
	quoting := func(d *timeline.Document, q timeline.Quote) {
		last := &d.Events[len(d.Events)-1]
		q.Event = last.ID
		last.Quotes = []timeline.Quote{q}
	}
	for _, tt := range []struct {
		name    string
		change  func(d *timeline.Document)
		pointer string
		words   []string
	}{
		{"another story's event", func(d *timeline.Document) { d.Events[29].ID = one.Events[0].ID }, "/events/29/id", []string{one.Events[0].ID, `"one"`}},
		{"another story's event, word for word", func(d *timeline.Document) {
			d.Events = append(d.Events, one.Events[0])
			d.Events[30].Story, d.Events[30].Relations = "two", nil
		}, "/events/30/id", []string{`"one"`}},
		{"another story's quote", func(d *timeline.Document) { quoting(d, theirs.Quotes[0]) }, "/events/29/quotes/0/id", []string{theirs.Quotes[0].ID, theirs.ID}},
		{"a quote of an event that the file leaves out", func(d *timeline.Document) {
			d.Events = slices.DeleteFunc(d.Events, func(e timeline.Event) bool { return e.ID == mine.ID })
			for i := range d.Events {
				d.Events[i].Relations = nil
			}
			quoting(d, mine.Quotes[0])
		}, "/events/28/quotes/0/id", []string{mine.ID}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := answers(t, lib.Access)
			doc := copied(two)
			doc.Story.Title, doc.Actors[0].Name, doc.Events[0].Title = "Changed", "Changed", "Changed"
			tt.change(doc)
			doc.Actors = slices.Clone(one.Actors) // so that whoever speaks is known
			report, err := lib.Import(t.Context(), union(doc, one, two))
			refused, ok := errors.AsType[*timeline.Error](err)
			if !ok || refused.Code != timeline.InvalidRecord || len(refused.Faults) != 1 || refused.Faults[0].Pointer != tt.pointer || report != nil {
				t.Fatalf("%+v, %v; want one fault at %s", report, err, tt.pointer)
			}
			for _, word := range tt.words {
				if !strings.Contains(refused.Error(), word) {
					t.Errorf("%q does not name %s", refused, word)
				}
			}
			if answers(t, lib.Access) != before {
				t.Error("something was written")
			}
		})
	}
}

// union declares in a document what others declare, so that it may name it.
func union(doc *timeline.Document, others ...*timeline.Document) *timeline.Document {
	for _, o := range others {
		for _, a := range o.Actors {
			if !slices.ContainsFunc(doc.Actors, func(b timeline.Actor) bool { return a.ID == b.ID }) {
				doc.Actors = append(doc.Actors, a)
			}
		}
		for _, p := range o.Places {
			if !slices.ContainsFunc(doc.Places, func(b timeline.Place) bool { return p.ID == b.ID }) {
				doc.Places = append(doc.Places, p)
			}
		}
		for _, s := range o.Sources {
			if !slices.ContainsFunc(doc.Sources, func(b timeline.Source) bool { return s.ID == b.ID }) {
				doc.Sources = append(doc.Sources, s)
			}
		}
	}
	return doc
}

// An import that is cut off leaves nothing, wherever it was.
func TestImportCutOff(t *testing.T) {
	t.Parallel()
	st, w := storetest.Use(storetest.Open(t)), storetest.NewWorld(52)
	first := w.Story("first", timeline.Public, 20)
	imported(t, st, first)
	before := answers(t, st)
	doc := w.Story("second", timeline.Public, 20)
	doc.Actors[0].Name = "Renamed, so that the first story's events change"
	var left atomic.Int64
	var cancel atomic.Pointer[context.CancelFunc]
	err := st.Watch(func(store.Statement) {
		if left.Add(-1) == 0 {
			(*cancel.Load())()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int64{1, 2, 3, 30, 90, 150, 300} {
		ctx, stop := context.WithCancel(t.Context())
		cancel.Store(&stop)
		left.Store(n)
		report, err := st.Import(ctx, doc)
		ran := left.Load() <= 0
		left.Store(0)
		if err == nil || report != nil || !ran {
			t.Errorf("cut off after %d statements: %+v, %v", n, report, err)
		}
		if answers(t, st) != before {
			t.Fatalf("cut off after %d statements, it left something", n)
		}
	}
	imported(t, st, doc) // and the store goes on
}
