package client_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/client"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// desk is where several stories are edited, in all the ways there are.
type desk struct {
	*rand.Rand
	*client.Client
	world *storetest.World
	files map[string][]byte // stories as they were first imported, by id
	made  int               // records with ids of their own
}

var stories = []string{"one", "two", "secret"}

func newDesk(t *testing.T, s server, seed uint64) *desk {
	t.Helper()
	d := &desk{Rand: rand.New(rand.NewPCG(seed, 9)), Client: s.editor(), world: storetest.NewWorld(90 + seed), files: map[string][]byte{}}
	for _, id := range stories {
		visibility := timeline.Public
		if id == "secret" {
			visibility = timeline.Private
		}
		doc := d.world.Story(id, visibility, 15)
		if id == "secret" {
			doc.Events[0].Title = "A whisper"
			doc.Events[0].Actors = []timeline.Participant{{ID: "secret-witness", Role: "speaker"}}
			if !slices.ContainsFunc(doc.Actors, func(a timeline.Actor) bool { return a.ID == "secret-witness" }) {
				doc.Actors = append(doc.Actors, timeline.Actor{ID: "secret-witness", Name: "Secret Witness", Kind: "person"})
			}
		}
		d.files[id] = d.file(t, doc)
		d.send(t, d.files[id])
	}
	return d
}

func (d *desk) file(t *testing.T, doc *timeline.Document) []byte {
	t.Helper()
	text, err := timeline.Encode(doc)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// send imports a file, none of which may be rejected.
func (d *desk) send(t *testing.T, file []byte) {
	t.Helper()
	report, err := d.Import(t.Context(), bytes.NewReader(file), client.ImportOptions{Write: client.Write{Reason: "a file"}})
	if err != nil && !is(err, client.ErrInvalid) || report.Rejected > 0 {
		t.Fatalf("%v %+v\n%.3000s", err, report.Rejects, file)
	}
}

// document is the file of a story as it is now.
func (d *desk) document(t *testing.T, id string) *timeline.Document {
	t.Helper()
	body, err := d.Open(t.Context(), "/v1/stories/"+id+"/document", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	root, err := timeline.ParseJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := timeline.ReadDocument(root)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return doc
}

// edit changes something.
func (d *desk) edit(t *testing.T) {
	t.Helper()
	story := stories[d.IntN(len(stories))]
	edits := []func(*testing.T, string){d.patch, d.patch, d.retract, d.retract, d.create, d.quote, d.declare, d.refile, d.refile, d.restore, d.lines, d.abandon}
	edits[d.IntN(len(edits))](t, story)
}

// did fails the test unless an edit was made, or refused for what stands
// against it.
func did(t *testing.T, err error) {
	t.Helper()
	if err != nil && !is(err, client.ErrConflict) && !is(err, client.ErrInvalid) {
		t.Fatal(err)
	}
}

func (d *desk) id(resource string) string {
	d.made++
	return fmt.Sprintf("%s-made-%d", resource, d.made)
}

// patch gives a record of any resource another name, date or place.
func (d *desk) patch(t *testing.T, story string) {
	doc := d.document(t, story)
	changes := func(m map[string]any) map[string]any { return m }
	words := d.world.Words(1, 4)
	switch d.IntN(6) {
	case 0:
		patched(t, d.Actors, doc.Actors[d.IntN(len(doc.Actors))].ID, changes(map[string]any{"name": words, "aliases": []string{words}}))
	case 1:
		patched(t, d.Places, doc.Places[d.IntN(len(doc.Places))].ID, changes(map[string]any{"name": words, "lat": 1, "lon": d.IntN(100)}))
	case 2:
		patched(t, d.Sources, doc.Sources[d.IntN(len(doc.Sources))].ID, changes(map[string]any{"title": words}))
	case 3:
		patched(t, d.Stories, story, changes(map[string]any{"title": words, "topics": []string{"talks", story + "-only"}}))
	default:
		patched(t, d.Events, doc.Events[d.IntN(len(doc.Events))].ID, changes(map[string]any{"title": words, "date": fmt.Sprintf("2025-%02d", 1+d.IntN(12)), "actors": nil}))
	}
}

func patched[T any](t *testing.T, records client.Records[T], id string, changes map[string]any) {
	t.Helper()
	now, err := records.Get(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = records.Patch(t.Context(), id, now.ETag, changes, client.Write{Reason: "better known"})
	did(t, err)
}

// retract takes back an event, or what perhaps nothing names, or makes one record out
// of two.
func (d *desk) retract(t *testing.T, story string) {
	doc := d.document(t, story)
	switch d.IntN(8) {
	case 3:
		merged(t, d.Actors, doc.Actors[d.IntN(len(doc.Actors))].ID, doc.Actors[d.IntN(len(doc.Actors))].ID)
	case 4:
		merged(t, d.Places, doc.Places[d.IntN(len(doc.Places))].ID, doc.Places[d.IntN(len(doc.Places))].ID)
	case 5:
		merged(t, d.Sources, doc.Sources[d.IntN(len(doc.Sources))].ID, doc.Sources[d.IntN(len(doc.Sources))].ID)
	case 0:
		retracted(t, d.Actors, doc.Actors[d.IntN(len(doc.Actors))].ID)
	case 1:
		retracted(t, d.Places, doc.Places[d.IntN(len(doc.Places))].ID)
	case 2:
		retracted(t, d.Sources, doc.Sources[d.IntN(len(doc.Sources))].ID)
	default:
		retracted(t, d.Events, doc.Events[d.IntN(len(doc.Events))].ID)
	}
}

func merged[T any](t *testing.T, records client.Records[T], id, into string) {
	t.Helper()
	_, err := records.Merge(t.Context(), id, client.AnyETag, into, client.Write{})
	did(t, err)
}

func retracted[T any](t *testing.T, records client.Records[T], id string) {
	t.Helper()
	_, err := records.Retract(t.Context(), id, client.AnyETag, "It was wrong.")
	did(t, err)
}

// create records an event, with somebody who is new.
func (d *desk) create(t *testing.T, story string) {
	e := client.Event{ID: d.id(story), Story: story, Title: d.world.Words(1, 4), Type: "call", Date: d.world.Date(),
		Actors: []client.Participant{{ID: d.id(story + "-person"), Name: "New Person", Kind: "person"}}}
	_, err := d.Events.Create(t.Context(), e, client.Write{})
	did(t, err)
}

// quote records, changes or takes back a quote.
func (d *desk) quote(t *testing.T, story string) {
	doc := d.document(t, story)
	e := doc.Events[d.IntN(len(doc.Events))]
	if len(e.Quotes) == 0 {
		_, err := d.Quotes.Create(t.Context(), client.Quote{ID: d.id(story + "-quote"), Event: e.ID, Speaker: doc.Actors[d.IntN(len(doc.Actors))].ID, Text: d.world.Words(2, 6)}, client.Write{})
		did(t, err)
		return
	}
	if id := e.Quotes[0].ID; d.IntN(3) == 0 {
		patched(t, d.Quotes, id, map[string]any{"text": d.world.Words(2, 6)})
	} else {
		retracted(t, d.Quotes, id)
	}
}

// declare records what no event names, for a story or for none, and perhaps
// takes it back at once.
func (d *desk) declare(t *testing.T, story string) {
	w := client.Write{Story: story}
	if d.IntN(3) == 0 && story != "secret" {
		w.Story = ""
	}
	actor := client.Actor{ID: d.id(story + "-actor"), Name: d.world.Words(1, 2), Kind: "person", Affiliations: []client.Affiliation{{Actor: "pact"}}}
	_, err := d.Actors.Create(t.Context(), actor, w)
	did(t, err)
	place := client.Place{ID: d.id(story + "-place"), Name: d.world.Words(1, 2), Kind: "city"}
	_, err = d.Places.Create(t.Context(), place, w)
	did(t, err)
	_, err = d.Sources.Create(t.Context(), client.Source{ID: d.id(story + "-source"), Title: d.world.Words(1, 2)}, w)
	did(t, err)
	if d.IntN(2) == 0 {
		retracted(t, d.Actors, actor.ID)
		retracted(t, d.Places, place.ID)
	}
}

// refile edits a story's file, and imports it again.
func (d *desk) refile(t *testing.T, story string) {
	doc := d.document(t, story)
	switch d.IntN(6) {
	case 0:
		d.Shuffle(len(doc.Actors), func(i, j int) { doc.Actors[i], doc.Actors[j] = doc.Actors[j], doc.Actors[i] })
	case 1:
		d.Shuffle(len(doc.Places), func(i, j int) { doc.Places[i], doc.Places[j] = doc.Places[j], doc.Places[i] })
	case 2: // quotes go over to another event
		from, to := &doc.Events[d.IntN(len(doc.Events))], &doc.Events[d.IntN(len(doc.Events))]
		if from != to {
			for _, q := range from.Quotes {
				q.Event = to.ID
				to.Quotes = append(to.Quotes, q)
			}
			from.Quotes = nil
		}
	case 3:
		e := &doc.Events[d.IntN(len(doc.Events))]
		e.Verification, e.Retracted = timeline.Retracted, storetest.Retraction("The file says so.")
	case 4:
		e := &doc.Events[d.IntN(len(doc.Events))]
		e.Verification, e.Retracted, e.Quotes = "confirmed", nil, nil
	default:
		doc.Actors[d.IntN(len(doc.Actors))].Description = d.world.Words(1, 9)
		doc.Events[d.IntN(len(doc.Events))].Summary = d.world.Words(1, 9)
	}
	d.send(t, d.file(t, doc))
}

// restore imports a story as it was at first. What was taken back since is
// there again.
func (d *desk) restore(t *testing.T, story string) { d.send(t, d.files[story]) }

// lines imports records of a story without the rest of it.
func (d *desk) lines(t *testing.T, story string) {
	one, two, event := d.id(story+"-line"), d.id(story+"-line"), d.id(story)
	visibility := timeline.Public
	if story == "secret" {
		visibility = timeline.Private
	}
	d.send(t, []byte(strings.Join([]string{
		fmt.Sprintf(`{"entity":"story","id":%q,"title":"Imported","visibility":%q}`, story, visibility),
		fmt.Sprintf(`{"entity":"actor","id":%q,"name":"One","kind":"person","affiliations":[%q]}`, one, two),
		fmt.Sprintf(`{"entity":"actor","id":%q,"name":"Two","kind":"group"}`, two),
		fmt.Sprintf(`{"entity":"event","id":%q,"title":"Lines","type":"call","date":"2025-03","actors":[%q]}`, event, one),
		fmt.Sprintf(`{"entity":"quote","id":"%s-q","event":%q,"speaker":%q,"text":"Well."}`, event, event, two),
	}, "\n")))
}

// abandon begins a story and takes it back.
func (d *desk) abandon(t *testing.T, _ string) {
	id := d.id("story")
	_, err := d.Stories.Create(t.Context(), client.Story{ID: id, Title: d.world.Words(1, 4)}, client.Write{})
	did(t, err)
	_, err = d.Events.Create(t.Context(), client.Event{ID: id + "-event", Story: id, Title: "Soon", Type: "call", Actors: []client.Participant{{ID: "press"}}}, client.Write{})
	did(t, err)
	if d.IntN(3) > 0 {
		retracted(t, d.Events, id+"-event")
		retracted(t, d.Stories, id)
	}
}
