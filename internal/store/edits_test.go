package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// editor changes story files as people do, a few records at a time.
type editor struct {
	*rand.Rand
	*storetest.World
}

// After any edit of any story, every record and every list is as if the
// database had been made anew.
func TestAnyEditShowsAtOnce(t *testing.T) {
	t.Parallel()
	for n := range uint64(2) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			seed := trial.Seed(t, n)
			w := storetest.NewWorld(30 + seed)
			ed := editor{rand.New(rand.NewPCG(seed, 3)), w}
			lib := newLibrary(t)
			docs := []*timeline.Document{w.Story("one", timeline.Public, 40), w.Story("two", timeline.Public, 25), w.Story("three", timeline.Private, 15)}
			lib.put(t, docs...)
			for round := range trial.Rounds(t, 30) {
				i := ed.IntN(len(docs))
				docs[i] = copied(docs[i])
				var edits []string
				for range 1 + ed.IntN(3) {
					edits = append(edits, ed.edit(docs[i]))
				}
				before := lib.seq(t)
				report := lib.put(t, docs[i])
				if after := lib.seq(t); (after > before) != report.Changed() || after < before {
					t.Errorf("version %d after %d, and %+v", after, before, report)
				}
				lib.checkRecords(t)
				lib.check(t, uint64(round), 5)
				if t.Failed() {
					t.Fatalf("in round %d, after %v in %s", round, edits, docs[i].Story.ID)
				}
			}
		})
	}
}

// publicSeq is the last change that anybody may know of.
func (lib *library) publicSeq(t *testing.T) int64 {
	t.Helper()
	v, err := lib.VersionFor(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return v.Seq
}

func (lib *library) seq(t *testing.T) int64 {
	t.Helper()
	v, err := lib.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v.Seq
}

// edit changes something in a document, and says what.
func (ed editor) edit(doc *timeline.Document) string {
	e := &doc.Events[ed.IntN(len(doc.Events))]
	a := &doc.Actors[ed.IntN(len(doc.Actors))]
	p := &doc.Places[ed.IntN(len(doc.Places))]
	other := &doc.Events[ed.IntN(len(doc.Events))]
	edits := map[string]func(){
		"rename an actor":     func() { a.Name = ed.Words(1, 3) },
		"give an alias":       func() { a.Aliases = append(a.Aliases, ed.Words(1, 2)) },
		"another kind":        func() { a.Kind = []string{"group", a.Kind}[ed.IntN(2)] },
		"describe an actor":   func() { a.Description = ed.Words(3, 5) },
		"regroup people":      func() { ed.regroup(doc) },
		"rename a place":      func() { p.Name = ed.Words(1, 2) },
		"move a place":        func() { lat, lon := float64(ed.IntN(90)), float64(ed.IntN(180)); p.Lat, p.Lon = &lat, &lon },
		"unplace a place":     func() { p.Lat, p.Lon = nil, nil },
		"nest places":         func() { ed.nest(doc) },
		"move a border":       func() { p.Country = []string{"UA", "FJ", "", "AQ"}[ed.IntN(4)] },
		"classify an event":   func() { e.Codes, e.ExternalIDs = []string{"plover:CONSULT", "acled:Battles,Armed"}[ed.IntN(2):], nil },
		"retitle an event":    func() { e.Title = ed.Words(1, 4) },
		"date an event":       func() { e.Date = ed.Date() },
		"retract an event":    func() { e.Verification, e.Retracted = timeline.Retracted, storetest.Retraction("wrong") },
		"confirm an event":    func() { e.Verification, e.Retracted = "confirmed", nil },
		"drop the quotes":     func() { e.Quotes = nil },
		"requote":             func() { ed.requote(e) },
		"move the quotes":     func() { ed.moveQuotes(e, other) },
		"drop the people":     func() { e.Actors = nil },
		"file under a topic":  func() { e.Topics = []string{ed.Topics[ed.IntN(len(ed.Topics))]} },
		"hide the story":      func() { doc.Story.Visibility = timeline.Private },
		"show the story":      func() { doc.Story.Visibility = timeline.Public },
		"retitle the story":   func() { doc.Story.Title = ed.Words(1, 4) },
		"file the story":      func() { doc.Story.Topics = []string{ed.Topics[ed.IntN(len(ed.Topics))]} },
		"translate the story": func() { doc.Story.Language = storetest.Languages[ed.IntN(len(storetest.Languages))] },
		"rename a source":     func() { doc.Sources[ed.IntN(len(doc.Sources))].Title = ed.Words(1, 4) },
		"add an event":        func() { ed.add(doc) },
		"drop an event":       func() { ed.drop(doc) },
		"shuffle the actors": func() {
			ed.Shuffle(len(doc.Actors), func(i, j int) { doc.Actors[i], doc.Actors[j] = doc.Actors[j], doc.Actors[i] })
		},
		"nothing": func() {},
	}
	names := make([]string, 0, len(edits))
	for name := range edits {
		names = append(names, name)
	}
	slices.Sort(names)
	name := names[ed.IntN(len(names))]
	edits[name]()
	return name
}

// regroup gives somebody, or a ministry, other affiliations; never in a circle.
func (ed editor) regroup(doc *timeline.Document) {
	var bodies []string
	for _, a := range doc.Actors {
		if a.Kind == "government" || a.Kind == "country" || a.Kind == "alliance" {
			bodies = append(bodies, a.ID)
		}
	}
	for i := range doc.Actors {
		if a := &doc.Actors[i]; (a.Kind == "person" || a.Kind == "organization") && ed.IntN(5) == 0 {
			a.Affiliations = nil
			for _, j := range ed.Perm(len(bodies))[:min(len(bodies), ed.IntN(3))] {
				af := timeline.Affiliation{Actor: bodies[j]}
				if ed.IntN(2) == 0 {
					af.From = []string{"2025-03-05", "2024", "-0100"}[ed.IntN(3)]
				}
				a.Affiliations = append(a.Affiliations, af)
			}
		}
	}
}

// nest puts a place into another one that stands before it in the world.
func (ed editor) nest(doc *timeline.Document) {
	i := 1 + ed.IntN(len(ed.Places)-1)
	inside, around := ed.Places[i].ID, ed.Places[ed.IntN(i)].ID
	for i := range doc.Places {
		if p := &doc.Places[i]; p.ID == inside {
			if p.Parent = ""; ed.IntN(4) > 0 {
				p.Parent = around
			}
		}
	}
}

func (ed editor) requote(e *timeline.Event) {
	for i := range e.Quotes {
		q := &e.Quotes[i]
		q.Text, q.About, q.Addressee = ed.Words(2, 8), []string{q.Speaker}, ""
		q.Citations = storetest.Verbatim(q)
	}
}

// moveQuotes gives an event the quotes of another.
func (ed editor) moveQuotes(from, to *timeline.Event) {
	if from == to {
		return
	}
	for _, q := range from.Quotes {
		q.Event = to.ID
		to.Quotes = append(to.Quotes, q)
	}
	from.Quotes = nil
}

func (ed editor) add(doc *timeline.Document) {
	e := doc.Events[ed.IntN(len(doc.Events))]
	e.ID = fmt.Sprintf("%s-new-%d", doc.Story.ID, ed.Uint32())
	e.Quotes, e.Relations, e.ExternalIDs = nil, nil, nil
	e.Title = ed.Words(1, 4)
	doc.Events = append(doc.Events, e)
}

// drop leaves an event out of the file. It stays in the database.
func (ed editor) drop(doc *timeline.Document) {
	i := ed.IntN(len(doc.Events))
	id := doc.Events[i].ID
	doc.Events = slices.Delete(doc.Events, i, i+1)
	for i := range doc.Events {
		e := &doc.Events[i]
		e.Relations = slices.DeleteFunc(e.Relations, func(r timeline.Relation) bool { return r.Event == id })
	}
}
