package store_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

var (
	one   = strings.Repeat("1", 64)
	other = strings.Repeat("2", 64)
)

func citingEvent(id, digest string, start int) string {
	return fmt.Sprintf(`{"id":%q,"story":"s","title":"E","type":"call","citations":[{"source":"paper","start":%d,"end":%d,"sha256":%q}]}`, id, start, start+5, digest)
}

// A span is on file with one digest: another is refused, on every way in, and named
// with who has the first. Who is retracted, and another version of the source, do
// not count; a write that corrects both passes.
func TestSpansHaveOneDigest(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	record(t, st, "event", citingEvent("first", one, 10))
	record(t, st, "event", citingEvent("same", one, 10))
	refused := func(what, at string, err error) {
		t.Helper()
		if faultAt(err) != at || !strings.Contains(fmt.Sprint(err), `"first" cites characters 10–15 of the source "paper" with another digest`) {
			t.Errorf("%s: %q, %v", what, faultAt(err), err)
		}
	}
	_, err := st.Create(t.Context(), entry(t, "event", citingEvent("x", other, 10)), store.CreateOptions{})
	refused("an event", "/citations/0/sha256", err)
	_, err = st.Create(t.Context(), entry(t, "quote", `{"id":"x","event":"e1","speaker":"ann","kind":"indirect","text":"T","citations":[{"source":"paper","start":10,"end":15,"sha256":"`+other+`"}]}`), store.CreateOptions{})
	refused("a quote", "/citations/0/sha256", err)
	_, err = st.Create(t.Context(), entry(t, "source", `{"id":"x","title":"X","notes":[{"text":"T","citations":[{"source":"paper","start":10,"end":15,"sha256":"`+other+`"}]}]}`), store.CreateOptions{})
	refused("a remark", "/notes/0/citations/0/sha256", err)
	_, err = st.Edit(t.Context(), "event", "e2", change(t, "event", strings.Replace(citingEvent("e2", other, 10), `"title":"E"`, `"title":"E","quotes":[{"id":"q2","speaker":"ann","text":"T"}]`, 1)))
	refused("an edit", "/citations/0/sha256", err)
	_, err = st.Create(t.Context(), entry(t, "event", strings.Replace(citingEvent("x", one, 10), `"citations":[`, `"citations":[{"source":"paper","start":10,"end":15,"sha256":"`+other+`"},`, 1)), store.CreateOptions{})
	if faultAt(err) != "/citations/1/sha256" {
		t.Errorf("two digests in one record: %v", err)
	}
	doc, err := st.Private().Document(t.Context(), "s")
	if err != nil {
		t.Fatal(err)
	}
	third := doc.Events[len(doc.Events)-1]
	third.ID, third.Citations = "third", []timeline.Citation{{Source: "paper", Start: 10, End: 15, SHA256: other}}
	doc.Events = append(doc.Events, third)
	_, err = st.Import(t.Context(), doc)
	refused("a document", fmt.Sprintf("/events/%d/citations/0/sha256", len(doc.Events)-1), err)

	for i := range doc.Events { // corrected in all
		for j := range doc.Events[i].Citations {
			if doc.Events[i].Citations[j].Start == 10 {
				doc.Events[i].Citations[j].SHA256 = other
			}
		}
	}
	if _, err := st.Import(t.Context(), doc); err != nil {
		t.Fatalf("a write that corrects both: %v", err)
	}
	if r, err := st.Import(t.Context(), doc); err != nil || r.Changed() {
		t.Errorf("again: %+v, %v", r, err)
	}
	for _, id := range []string{"first", "same", "third"} {
		if _, err := st.Retract(t.Context(), "event", id, agreed); err != nil {
			t.Fatal(err)
		}
	}
	record(t, st, "event", citingEvent("fifth", one, 10))
	if _, err := st.Edit(t.Context(), "source", "paper", change(t, "source", `{"id":"paper","title":"Paper","length":100,"digest":"`+digest+`"}`)); err != nil {
		t.Fatal(err)
	}
	record(t, st, "event", citingEvent("sixth", other, 10))
}

// Of the records of a file, those are rejected that contradict what is on file or
// came before them; those that correct both are taken in whatever order.
func TestLoadRejectsSpansWithAnotherDigest(t *testing.T) {
	t.Parallel()
	for _, dry := range []bool{false, true} {
		st := newsroom(t)
		record(t, st, "event", citingEvent("first", one, 10))
		record(t, st, "event", citingEvent("second", one, 20))
		lines := []string{
			citingEvent("wrong", other, 10),
			citingEvent("second", other, 20), citingEvent("agrees", other, 20),
			citingEvent("new", one, 30), citingEvent("late", other, 30),
		}
		var rejects []string
		opts := store.LoadOptions{Reject: func(e timeline.Entry, why error) error {
			rejects = append(rejects, e.Record.RecordID()+" "+faultAt(why))
			return nil
		}}
		opts.DryRun = dry
		if _, err := st.Load(t.Context(), entriesOf(t, lines), opts); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(rejects, ", "); got != "wrong /citations/0/sha256, late /citations/0/sha256" {
			t.Errorf("dry run %v rejects %s", dry, got)
		}
		if dry {
			continue
		}
		if got := found(t, st, "type=call&fields=id&order=recorded"); got != "e1 e2 first second agrees new" {
			t.Errorf("there are %s", got)
		}
		opts.Atomic = true
		if _, err := st.Load(t.Context(), entriesOf(t, lines), opts); timeline.CodeOf(err) != timeline.InvalidRecord {
			t.Errorf("atomic: %v", err)
		}
	}
}

// entriesOf are lines of NDJSON as they come.
func entriesOf(t *testing.T, lines []string) store.Entries {
	t.Helper()
	return func(yield func(timeline.Entry, error) bool) {
		for i, line := range lines {
			resource := "event"
			if !yield(timeline.Entry{Record: entry(t, resource, line), Line: i + 1, Raw: []byte(line)}, nil) {
				return
			}
		}
	}
}

// Where the text is held, it decides; when it is forgotten, what it proved is on file.
func TestTextDecidesOnDigests(t *testing.T) {
	t.Parallel()
	st := harbourDesk(t)
	record(t, st, "event", `{"id":"wrong","story":"s","title":"W","type":"call","citations":[{"source":"minutes","start":48,"end":61,"sha256":"`+other+`"}]}`)
	putText(t, st, harbour)
	expect(t, st, map[string]string{"quote/stay": "2, proved 48–61", "event/wrong": "1, lost 48–61"})
	if err := st.ForgetText(t.Context(), "minutes"); err != nil {
		t.Fatal(err)
	}
	record(t, st, "event", `{"id":"right","story":"s","title":"R","type":"call","citations":[`+spanOf(harbour, "We stay here,", 0)+`]}`)
	_, err := st.Create(t.Context(), entry(t, "event", `{"id":"x","story":"s","title":"X","type":"call","citations":[{"source":"minutes","start":48,"end":61,"sha256":"`+other+`"}]}`), store.CreateOptions{})
	if faultAt(err) != "/citations/0/sha256" {
		t.Errorf("what a text proved is not on file: %v", err)
	}
}

// A source's remark may cite a source that comes later in the file: what it cites is
// on file all the same, and so is what it cites behind that.
func TestSpansOfALaterSource(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	cites := func(source string) timeline.Citation {
		return timeline.Citation{Source: source, Start: 10, End: 15, SHA256: one}
	}
	doc := &timeline.Document{Version: timeline.DocumentVersion, Story: timeline.Story{ID: "two", Title: "Two"}, Sources: timeline.Sources{
		{ID: "report", Title: "Report", Notes: []timeline.Note{{Text: "They differ.", Citations: []timeline.Citation{cites("reply"), cites("paper")}}}},
		{ID: "reply", Title: "Reply"},
	}}
	if _, err := st.Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	isClean(t, st)
	for _, source := range []string{"paper", "reply"} {
		_, err := st.Create(t.Context(), entry(t, "event", strings.Replace(citingEvent("of-"+source, other, 10), `"paper"`, `"`+source+`"`, 1)), store.CreateOptions{})
		if faultAt(err) != "/citations/0/sha256" || !strings.Contains(fmt.Sprint(err), `the source "report" cites characters 10–15`) {
			t.Errorf("another digest of %s: %v", source, err)
		}
	}
	if r, err := st.Import(t.Context(), doc); err != nil || r.Changed() {
		t.Errorf("again: %+v, %v", r, err)
	}

	doc.Sources[0].Notes[0].Citations[0].SHA256 = other
	doc.Sources[1].NotFactual = []timeline.Citation{cites("reply")}
	doc.Sources[0].ID, doc.Sources[1].ID = "report-2", "reply-2"
	doc.Sources[0].Notes[0].Citations[0].Source, doc.Sources[1].NotFactual[0].Source = "reply-2", "reply-2"
	if _, err := st.Import(t.Context(), doc); faultAt(err) != "/sources/0/notes/0/citations/0/sha256" {
		t.Errorf("two digests in one file: %q, %v", faultAt(err), err)
	}
}
