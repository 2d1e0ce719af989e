package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

func (d desk) publish(story string, opts store.PublishOptions) *store.Publication {
	d.t.Helper()
	p, err := d.Publish(d.t.Context(), story, opts)
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

// by is somebody's publishing with a reason.
func by(name, reason string) store.PublishOptions {
	return store.PublishOptions{UpdateOptions: store.UpdateOptions{Author: store.Author{Name: name, Reason: reason}}}
}

// drafts edits the draft of a story.
func (d desk) drafts(story string, edits ...store.DraftEdit) {
	d.t.Helper()
	if _, err := d.EditDraft(d.t.Context(), story, d.olena, "event.changed", edits); err != nil {
		d.t.Fatal(err)
	}
}

// exported is a story as its file has it.
func (d desk) exported(story string) string {
	d.t.Helper()
	doc, err := d.Private().Document(d.t.Context(), story)
	if err != nil {
		d.t.Fatal(err)
	}
	var text bytes.Buffer
	if err := convert.WriteStoryYAML(&text, doc); err != nil {
		d.t.Fatal(err)
	}
	return text.String()
}

const report = "The bridge is open. \"We are proud,\" said Ada Byron. It cost 3 million."

// cite is a citation of words of the report, with their source under an id.
func cite(t *testing.T, source, words string) string {
	t.Helper()
	start := strings.Index(report, words)
	if start < 0 {
		t.Fatalf("%q is not in the report", words)
	}
	return fmt.Sprintf(`{"source":%q,"start":%d,"end":%d,"sha256":%q,"exact":%q,"suffix":"."}`, source, start, start+len(words), evidence.Digest(words), words)
}

// firstStory is a draft of a story that is not there yet, as the pages make it.
func (d desk) firstStory() {
	d.t.Helper()
	d.begin("bridge")
	if err := d.PutDraftText(d.t.Context(), "bridge", "new-source22", report); err != nil {
		d.t.Fatal(err)
	}
	edit := func(entity, id, document string) store.DraftEdit {
		return store.DraftEdit{Entity: entity, ID: id, Document: json.RawMessage(document)}
	}
	d.drafts("bridge",
		edit("story", "bridge", `{"id":"bridge","title":"The bridge","language":"en","topics":[]}`),
		edit("source", "new-source22", `{"id":"new-source22","title":"Bridge opens","notes":[{"text":"Short.","citations":[`+cite(d.t, "new-source22", "It cost")+`]}]}`),
		edit("actor", "new-actor222", `{"id":"new-actor222","name":"Ada Byron","kind":"person","affiliations":[{"actor":"new-abodyyyy"}]}`),
		edit("actor", "new-abodyyyy", `{"id":"new-abodyyyy","name":"City Council","kind":"organization"}`),
		edit("place", "new-place222", `{"id":"new-place222","name":"Old Bridge","kind":"bridge","parent":"new-parent22"}`),
		edit("place", "new-parent22", `{"id":"new-parent22","name":"Town","kind":"city"}`),
		edit("event", "new-event222", `{"id":"new-event222","title":"The bridge opens","type":"other","date":{"edtf":"2025-03-05","kind":"moment","basis":"stated"},
			"actors":[{"id":"new-actor222","name":"","kind":"","role":"speaker"}],"places":[{"id":"new-place222","role":"location"}],
			"citations":[`+cite(d.t, "new-source22", "The bridge is open.")+`],
			"quotes":[{"id":"new-quote222","speaker":"new-actor222","text":"We are proud","kind":"direct","about":["new-abodyyyy"],"citations":[`+cite(d.t, "new-source22", "We are proud")+`]}],
			"relations":[{"type":"caused-by","event":"new-event333"}]}`),
		edit("event", "new-event333", `{"id":"new-event333","title":"The bridge is built","type":"other","date":"2024","relations":[{"type":"same-as","event":"new-event222"}]}`))
}

func TestAFirstStoryIsPublished(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.firstStory()
	opts := by("Olena", "")
	opts.DryRun, opts.Visibility = true, timeline.Private
	if p := d.publish("bridge", opts); !p.Ready() || p.Reason || len(p.Changes) != 8 || p.Report.Created["event"] != 2 {
		t.Fatalf("%+v", p)
	}
	if _, err := d.Private().Story(t.Context(), "bridge"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("a dry run publishes: %v", err)
	}
	opts.DryRun = false
	p := d.publish("bridge", opts)
	if !p.Ready() || p.Report.Created["quote"] != 1 || len(p.Report.Updated) != 0 {
		t.Fatalf("%+v %+v", p, p.Report)
	}
	got := d.exported("bridge")
	for _, want := range []string{"visibility: private", "id: bridge-opens", "id: ada-byron", "- city-council", "parent: town", "id: the-bridge-opens", "event: the-bridge-is-built", "event: the-bridge-opens", "id: ada-byron-we-are-proud", "digest: " + evidence.Digest(report)} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(got, "exact:") || strings.Contains(got, "suffix:") {
		t.Errorf("words of the source are reprinted:\n%s", got)
	}
	if strings.Contains(got, "new-") {
		t.Errorf("an id of the draft is published:\n%s", got)
	}
	if e, err := d.Private().Event(t.Context(), "the-bridge-opens"); err != nil || !strings.Contains(string(e.JSON), `"grade":"proved"`) || e.Revision != 1 {
		t.Errorf("%s, %v", e.JSON, err)
	}
	if text, err := d.Private().SourceText(t.Context(), "bridge-opens"); err != nil || text != report {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := d.Draft(t.Context(), "bridge"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("the draft stays: %v", err)
	}
	if _, err := d.Publish(t.Context(), "bridge", opts); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("published twice: %v", err)
	}
}

func TestWhatStandsAgainstPublishing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, entity, id, document, pointer, message string }{
		{"no title", "event", "new-event222", `{"title":"","type":"other","date":"2025"}`, "/title", "required"},
		{"not understood", "event", "new-event222", `{"title":"A","type":"other","typed":{"/date":"5 Marhc"}}`, "/date", `"5 Marhc" is not understood`},
		{"a quote that is not verbatim", "event", "new-event222", `{"title":"A","type":"other","date":"2025","quotes":[{"speaker":"new-actor222","text":"We are sad","kind":"direct","citations":[CITE]}]}`, "/quotes/0/text", ""},
		{"words that are not there", "event", "new-event222", `{"title":"A","type":"other","date":"2025","citations":[{"source":"new-source22","exact":"closed"}]}`, "/citations/0/exact", ""},
		{"an actor that is not there", "event", "new-event222", `{"title":"A","type":"other","date":"2025","actors":[{"id":"nobody"}]}`, "/actors/0/id", "there is no actor"},
		{"an event that is not there", "event", "new-event222", `{"title":"A","type":"other","date":"2025","relations":[{"type":"follows","event":"none"}]}`, "/relations/0/event", "there is no event"},
		{"a field that there is not", "event", "new-event222", `{"title":"A","type":"other","date":"2025","colour":"red"}`, "/colour", "no such field"},
		{"an actor without a kind", "actor", "new-actor222", `{"name":"Ada Byron","kind":""}`, "/kind", ""},
		{"a story without a title", "story", "bridge", `{"title":""}`, "/title", "required"},
		{"no object", "event", "new-event222", `[]`, "", "not a JSON object"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.firstStory()
			draft, err := d.Draft(t.Context(), "bridge")
			if err != nil {
				t.Fatal(err)
			}
			r, _, err := d.DraftRecord(t.Context(), draft, tt.entity, tt.id)
			if err != nil {
				t.Fatal(err)
			}
			document := strings.ReplaceAll(tt.document, "CITE", cite(t, "new-source22", "We are proud"))
			d.drafts("bridge", store.DraftEdit{Entity: tt.entity, ID: tt.id, Since: r.Seq, Document: json.RawMessage(document)})
			p := d.publish("bridge", by("Olena", ""))
			if len(p.Faults) != 1 || p.Faults[0].DraftField != (store.DraftField{Entity: tt.entity, ID: tt.id, Pointer: tt.pointer}) || !strings.Contains(p.Faults[0].Message, tt.message) {
				t.Errorf("the faults are %+v", p.Faults)
			}
			if _, err := d.Private().Story(t.Context(), "bridge"); timeline.CodeOf(err) != timeline.NotFound {
				t.Errorf("a part is published: %v", err)
			}
			if _, err := d.Draft(t.Context(), "bridge"); err != nil {
				t.Errorf("the draft is lost: %v", err)
			}
		})
	}
}

// What others have published since is kept, and a field that both have changed is for
// the author to decide.
func TestPublishingMeetsWhatOthersHavePublished(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	doc := bundled(t)
	imported(t, d.Access, doc)
	story, e := doc.Story.ID, doc.Events[0]
	d.begin(story)
	draft := func(title, summary string) json.RawMessage {
		mine := e
		mine.Title, mine.Summary = title, summary
		text, err := timeline.Encode(mine.Authored())
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	d.drafts(story, store.DraftEdit{Entity: "event", ID: e.ID, Base: 1, Document: draft("Mine", e.Summary)})
	change := func(title, summary string) {
		t.Helper()
		_, err := d.By(store.Author{Name: "sync"}).Edit(t.Context(), "event", e.ID, func(now store.Record) (timeline.Record, error) {
			return timeline.DecodeRecord("event", parsed(t, draft(title, summary)))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	change(e.Title, "Theirs")
	dry := by("Olena", "")
	dry.DryRun = true
	p := d.publish(story, dry)
	if !p.Ready() || !p.Reason || len(p.Changes) != 1 || !strings.Contains(string(p.Changes[0].After), `"Theirs"`) || !strings.Contains(string(p.Changes[0].After), `"Mine"`) {
		t.Fatalf("%+v", p)
	}
	change("Their title", "Theirs")
	p = d.publish(story, dry)
	if len(p.Conflicts) != 1 || len(p.Conflicts[0].Fields) != 1 || p.Conflicts[0].Fields[0].Pointer != "/title" || string(p.Conflicts[0].Fields[0].Mine) != `"Mine"` {
		t.Fatalf("%+v", p)
	}
	field := store.DraftField{Entity: "event", ID: e.ID, Pointer: "/title"}
	dry.Decided = map[store.DraftField]bool{field: false}
	if p = d.publish(story, dry); !p.Ready() || len(p.Changes) != 0 {
		t.Errorf("theirs is taken: %+v", p)
	}
	opts := by("Olena", "")
	opts.Decided = map[store.DraftField]bool{field: true}
	if _, err := d.Publish(t.Context(), story, opts); timeline.CodeOf(err) != timeline.InvalidParameter {
		t.Errorf("without a reason: %v", err)
	}
	opts.Author.Reason, opts.Seq = "Checked again", 7
	if _, err := d.Publish(t.Context(), story, opts); timeline.CodeOf(err) != timeline.Conflict {
		t.Errorf("of another state of the draft: %v", err)
	}
	opts.Seq = 1
	d.publish(story, opts)
	now, err := d.Event(t.Context(), e.ID)
	if err != nil || now.Revision != 4 || !strings.Contains(string(now.JSON), `"title":"Mine"`) || !strings.Contains(string(now.JSON), `"Theirs"`) {
		t.Errorf("%s, %v", now.JSON, err)
	}
	log, err := d.Changes(t.Context(), timeline.ChangeQuery{Since: 0, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if last := string(log.Entries[len(log.Entries)-1]); !strings.Contains(last, `"by":"Olena"`) || !strings.Contains(last, "Checked again") {
		t.Errorf("the log says %.300s", last)
	}
}

func parsed(t *testing.T, document []byte) *timeline.Node {
	t.Helper()
	node, err := timeline.ParseJSON(document)
	if err != nil {
		t.Fatal(err)
	}
	return node
}

func TestADraftRetracts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.firstStory()
	d.publish("bridge", by("Olena", ""))
	d.begin("bridge")
	gone := func(entity, id string, base int) store.DraftEdit {
		return store.DraftEdit{Entity: entity, ID: id, Base: base}
	}
	d.drafts("bridge", gone("actor", "ada-byron", 1))
	if p := d.publish("bridge", by("Olena", "Wrong")); len(p.Faults) != 1 || !strings.Contains(p.Faults[0].Message, "is named by") {
		t.Errorf("%+v", p)
	}
	d.drafts("bridge", gone("event", "the-bridge-opens", 1), store.DraftEdit{Entity: "event", ID: "the-bridge-is-built", Base: 1, Document: json.RawMessage(`{"title":"The bridge is built","type":"other","date":"2024"}`)})
	p := d.publish("bridge", by("Olena", "Wrong"))
	if !p.Ready() || !p.Reason || len(p.Changes) != 3 {
		t.Errorf("%+v", p)
	}
	for _, r := range []string{"event the-bridge-opens", "actor ada-byron"} {
		resource, id, _ := strings.Cut(r, " ")
		if now, err := d.Record(t.Context(), resource, id); err != nil || !strings.Contains(string(now.JSON), `"reason":"Wrong"`) {
			t.Errorf("%s: %s, %v", r, now.JSON, err)
		}
	}
	d.begin("bridge")
	d.drafts("bridge", gone("event", "the-bridge-opens", 2))
	if p := d.publish("bridge", by("Olena", "Again")); len(p.Faults) != 1 || !strings.Contains(p.Faults[0].Message, "has been retracted") {
		t.Errorf("%+v", p)
	}
}

// A draft that says what is published already ends when it is published, and nothing
// else happens.
func TestADraftWithoutChanges(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	imported(t, d.Access, bundled(t))
	story := bundled(t).Story.ID
	d.begin(story)
	was, err := d.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if p := d.publish(story, by("Olena", "")); !p.Ready() || len(p.Changes) != 0 {
		t.Errorf("%+v", p)
	}
	if now, err := d.Version(t.Context()); err != nil || now.Seq != was.Seq {
		t.Errorf("%d, was %d: %v", now.Seq, was.Seq, err)
	}
	if _, err := d.Draft(t.Context(), story); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("the draft stays: %v", err)
	}
}

// What ends publishing on its way leaves the draft, and nothing else.
func TestPublishingIsAllOrNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.firstStory()
	was, err := d.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for after := 0; ; after++ {
		p, err := d.Publish(&expiring{Context: t.Context(), left: after}, "bridge", by("Olena", ""))
		if err == nil && p.Ready() && after > 5 {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("cut off after %d looks at the clock: %v", after, err)
		}
		now, err := d.Version(t.Context())
		if err != nil || now.Seq != was.Seq {
			t.Errorf("the data are at %d and were at %d: %v", now.Seq, was.Seq, err)
		}
		if _, err := d.Draft(t.Context(), "bridge"); err != nil {
			t.Errorf("the draft is lost: %v", err)
		}
	}
}

// expiring is a context that ends when it has been looked at a number of times.
type expiring struct {
	context.Context
	left int
}

func (c *expiring) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// A draft that makes one story of another leaves what importing that other leaves.
func TestPublishingIsImporting(t *testing.T) {
	t.Parallel()
	for n := range uint64(3) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			seed := trial.Seed(t, n)
			w := storetest.NewWorld(90 + seed)
			ed := editor{rand.New(rand.NewPCG(seed, 5)), w}
			one, two := newDesk(t), newDesk(t)
			doc := w.Story("one", timeline.Public, 12)
			imported(t, one.Access, doc)
			imported(t, two.Access, doc)
			for round := range trial.Rounds(t, 8) {
				before := doc
				var edits []string
				for len(edits) < 1+round%3 {
					next := copied(doc)
					if edit := ed.edit(next); !slices.Contains(otherwise, edit) && !changesRetracted(doc, next) {
						doc, edits = next, append(edits, edit)
					}
				}
				one.begin("one")
				one.draftTo(before, doc)
				p := one.publish("one", by("Olena", "Because"))
				if !p.Ready() {
					t.Fatalf("round %d, %v: %+v", round, edits, p)
				}
				imported(t, two.Access, doc)
				a, b := sorted(one.exported("one")), sorted(two.exported("one"))
				if a != b {
					t.Fatalf("round %d, %v: published\n%s\nimported\n%s", round, edits, a, b)
				}
			}
		})
	}
}

// otherwise are edits that a draft makes in another way than a file, or not at all: it
// has no order of its own, says that a record is to be retracted by leaving it out, and
// lets what is retracted be.
var otherwise = []string{"shuffle the actors", "drop an event", "retract an event", "confirm an event", "move the quotes"}

// sorted are the lines of a text in an order that does not tell where they stood.
func sorted(text string) string {
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// draftTo edits the draft so that it makes one document of another.
func (d desk) draftTo(before, after *timeline.Document) {
	d.t.Helper()
	was := map[string]string{}
	eachRecord(before, func(r timeline.Record) { was[r.Resource()+r.RecordID()] = encodedRecord(d.t, r) })
	var edits []store.DraftEdit
	eachRecord(after, func(r timeline.Record) {
		if text := encodedRecord(d.t, r); was[r.Resource()+r.RecordID()] != text {
			edit := store.DraftEdit{Entity: r.Resource(), ID: r.RecordID(), Document: json.RawMessage(text)}
			now, err := d.Private().Record(d.t.Context(), r.Resource(), r.RecordID())
			if err == nil {
				edit.Base = now.Revision
			}
			edits = append(edits, edit)
		}
	})
	d.drafts("one", edits...)
}

func eachRecord(doc *timeline.Document, fn func(timeline.Record)) {
	fn(&doc.Story)
	for _, r := range doc.Declared() {
		fn(r)
	}
	for i := range doc.Events {
		fn(&doc.Events[i])
	}
}

func encodedRecord(t *testing.T, r timeline.Record) string {
	t.Helper()
	text, err := timeline.Encode(r.Authored())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// changesRetracted tells whether an edit changes an event that is retracted, which a
// draft is refused.
func changesRetracted(doc, next *timeline.Document) bool {
	for i := range doc.Events {
		e := &doc.Events[i]
		at := slices.IndexFunc(next.Events, func(n timeline.Event) bool { return n.ID == e.ID })
		if e.IsRetracted() && (at < 0 || spelled(*e) != spelled(next.Events[at])) {
			return true
		}
	}
	return false
}
