package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// doubles are two of each: an actor, a place and a source that somebody wrote twice.
const doubles = `{"entity":"story","id":"s","title":"S"}
{"entity":"source","id":"wire","title":"The Wire","publisher":"Wire"}
{"entity":"source","id":"agency","title":"Wire agency","url":"https://example.org/wire"}
{"entity":"actor","id":"board","name":"Harbour board","kind":"organization"}
{"entity":"actor","id":"ann","name":"Ann Lee","kind":"person","aliases":["A. Lee"],"country":"SG","description":"Chair.","affiliations":["board"]}
{"entity":"actor","id":"anna","name":"Anna Lee","kind":"person","aliases":["Ann L."],"country":"MY"}
{"entity":"actor","id":"ben","name":"Ben","kind":"person","affiliations":["anna","ann"],"offices":[{"title":"Aide","organization":"ann"}]}
{"entity":"place","id":"asia","name":"Asia","kind":"region"}
{"entity":"place","id":"harbor","name":"Harbor","kind":"port","country":"SG","parent":"asia"}
{"entity":"place","id":"harbour","name":"Harbour","kind":"port"}
{"entity":"place","id":"pier","name":"Pier","kind":"building","parent":"harbor"}
{"entity":"event","id":"both","title":"Both","type":"call","actors":[{"id":"anna","role":"speaker"},{"id":"ann","role":"speaker"},{"id":"ben","role":"target"}],"places":["harbor","harbour"],"citations":[{"source":"wire","supports":["/actors/2"]},"agency"]}
{"entity":"event","id":"old","title":"Old","type":"call","date":"2020","actors":["ann"],"places":["pier"],"quotes":[{"id":"q","speaker":"ben","via":"ann","addressee":"ann","about":["ann","anna"],"kind":"indirect","text":"Well.","citations":["wire"]}]}
`

func doubled(t *testing.T) *storetest.Access {
	t.Helper()
	st := storetest.Use(storetest.Open(t)).By(store.Author{Name: "desk", Reason: "the same person"})
	if _, rejects := loaded(t, st, doubles, store.LoadOptions{}); len(rejects) > 0 {
		t.Fatal(rejects)
	}
	return st
}

// readAs reads a record.
func readAs[R timeline.Record](t *testing.T, st *storetest.Access, resource, id string) R {
	t.Helper()
	now, err := st.Record(t.Context(), resource, id)
	must(t, err)
	r, err := timeline.StoredRecord(resource, now.JSON)
	must(t, err)
	return r.(R)
}

// Whatever named the merged record names the other, which gains names and what it
// lacks, and loses nothing.
func TestMerge(t *testing.T) {
	t.Parallel()
	st := doubled(t)
	before := versionNow(t, st)
	done, err := st.Merge(t.Context(), "actor", "ann", "anna")
	must(t, err)
	if got, want := fmt.Sprint(done.Changed, done.Aliases, done.Filled), "map[actor:1 event:2 quote:1] [Ann Lee A. Lee] [description affiliations]"; got != want {
		t.Errorf("the merge did %s, want %s", got, want)
	}
	anna := readAs[*timeline.Actor](t, st, "actor", "anna")
	if got := fmt.Sprint(anna.Name, anna.Aliases, anna.Country, anna.Description, anna.Affiliations); got != "Anna Lee[Ann L. Ann Lee A. Lee]MYChair.[{board  }]" {
		t.Errorf("the other is %s", got)
	}
	ann := readAs[*timeline.Actor](t, st, "actor", "ann")
	if r := ann.Retracted; r == nil || r.Into != "anna" || r.Reason != "the same person" || r.By != "desk" || ann.Name != "Ann Lee" {
		t.Errorf("the tombstone is %+v", ann)
	}
	if ben := readAs[*timeline.Actor](t, st, "actor", "ben"); len(ben.Affiliations) != 1 || ben.Offices[0].Organization != "anna" || ben.Revision != 2 {
		t.Errorf("who belongs to them is %+v", ben)
	}
	both := readAs[*timeline.Event](t, st, "event", "both")
	if len(both.Actors) != 2 || both.Actors[0].ID != "anna" || both.Citations[0].Supports[0] != "/actors/1" {
		t.Errorf("who was there twice is %+v, %+v", both.Actors, both.Citations)
	}
	q := readAs[*timeline.Quote](t, st, "quote", "q")
	if q.Via != "anna" || q.Addressee != "anna" || !slices.Equal(q.About, []string{"anna"}) {
		t.Errorf("the quote names %+v", q)
	}
	var log []string
	must(t, st.EachChange(t.Context(), timeline.ChangeQuery{Since: before.Seq}, func(doc json.RawMessage) error {
		var c timeline.Change
		err := json.Unmarshal(doc, &c)
		log = append(log, c.Entity+" "+c.ID+" "+c.Action)
		return err
	}))
	if got, want := strings.Join(log, ", "), "actor anna update, actor ben update, event both update, event old update, quote q update, actor ann retract"; got != want {
		t.Errorf("the log tells of %s, want %s", got, want)
	}
	then := st.AsOf(timeline.Moment{Seq: before.Seq})
	if ann := readAs[*timeline.Actor](t, then, "actor", "ann"); ann.Retracted != nil {
		t.Errorf("before the merge it was %+v", ann)
	}
	must(t, onlyNew(st.Merge(t.Context(), "place", "harbor", "harbour")))
	if pier, harbour := readAs[*timeline.Place](t, st, "place", "pier"), readAs[*timeline.Place](t, st, "place", "harbour"); pier.Parent != "harbour" || harbour.Parent != "asia" || harbour.Country != "SG" {
		t.Errorf("the places are %+v, %+v", pier, harbour)
	}
	must(t, onlyNew(st.Merge(t.Context(), "source", "wire", "agency")))
	both = readAs[*timeline.Event](t, st, "event", "both")
	if len(both.Places) != 1 || len(both.Citations) != 2 || both.Citations[0].Source != "agency" {
		t.Errorf("the event has %+v, %+v", both.Places, both.Citations)
	}
	sound(t, st)
	to := storetest.Use(storetest.Open(t))
	text := archive(t, st)
	if _, rejects := loaded(t, to, text, store.LoadOptions{}); len(rejects) > 0 || archive(t, to) != text {
		t.Errorf("the archive is not taken back: %v\n%s\nand was\n%s", rejects, archive(t, to), text)
	}
	if into, err := func() (into string, err error) {
		err = to.View(t.Context(), store.ViewOptions{}, func(v *store.View) error {
			into, err = v.MergedInto("actor", "ann")
			return err
		})
		return into, err
	}(); err != nil || into != "anna" {
		t.Errorf("in another database it leads to %q (%v)", into, err)
	}
}

func onlyNew(_ *store.Merge, err error) error { return err }

// What was merged does not come back: not by an import, and not by a name.
func TestMergedStaysSo(t *testing.T) {
	t.Parallel()
	st := doubled(t)
	must(t, onlyNew(st.Merge(t.Context(), "actor", "ann", "anna")))
	must(t, onlyNew(st.Merge(t.Context(), "actor", "anna", "board")))
	must(t, onlyNew(st.Merge(t.Context(), "place", "harbor", "harbour")))
	must(t, onlyNew(st.Merge(t.Context(), "source", "wire", "agency")))
	if ann := readAs[*timeline.Actor](t, st, "actor", "ann"); ann.Retracted.Into != "board" {
		t.Errorf("what was merged twice leads to %q", ann.Retracted.Into)
	}
	report, rejects := loaded(t, st, doubles, store.LoadOptions{})
	if len(rejects) > 0 || report.Updated["actor"] > 1 || report.Created["actor"] > 0 {
		t.Errorf("the old file: %+v, %v", report, rejects)
	}
	if !slices.ContainsFunc(report.Warnings, func(w timeline.Warning) bool {
		return w.Line == 5 && strings.Contains(w.Message, `the actor "ann" was merged into "board"`)
	}) {
		t.Errorf("it warns of %+v", report.Warnings)
	}
	for resource, id := range map[string]string{"actor": "ann", "place": "harbor", "source": "wire"} {
		if !strings.Contains(asJSON(t, st, resource, id), `"merged_into"`) {
			t.Errorf("the %s %s has come back", resource, id)
		}
	}
	_, rejects = loaded(t, st, `{"entity":"event","id":"new","story":"s","title":"New","type":"call","actors":["ann",{"name":"Ann Lee","kind":"person","role":"target"}],"places":[{"name":"Harbor","kind":"port"}],"citations":["wire"]}`, store.LoadOptions{})
	e := readAs[*timeline.Event](t, st, "event", "new")
	if len(rejects) > 0 || len(e.Actors) != 2 || e.Actors[0].ID != "board" || e.Actors[1].ID != "board" || e.Places[0].ID != "harbour" || e.Citations[0].Source != "agency" {
		t.Errorf("what is named anew is %+v, %+v, %+v (%v)", e.Actors, e.Places, e.Citations, rejects)
	}
	_, err := st.Edit(t.Context(), "actor", "ann", func(now store.Record) (timeline.Record, error) { return timeline.StoredRecord("actor", now.JSON) })
	if timeline.CodeOf(err) != timeline.Conflict || !strings.Contains(err.Error(), `was merged into "board"`) {
		t.Errorf("an edit of what was merged: %v", err)
	}
	doc, err := st.Document(t.Context(), "s")
	must(t, err)
	if report, err := st.Import(t.Context(), doc); err != nil || report.Changed() {
		t.Errorf("the story's own file: %+v, %v", report, err)
	}
	doc.Actors[slices.IndexFunc(doc.Actors, func(a timeline.Actor) bool { return a.ID == "ann" })].Retracted = nil
	doc.Events[0].Actors[0].ID = "ann"
	if report, err := st.Import(t.Context(), doc); err != nil || report.Warned != 1 || report.Changed() {
		t.Errorf("an older file of the story: %+v, %v", report, err)
	}
	sound(t, st)
}

// A merge that would make no sense is refused, and changes nothing.
func TestMergeRefused(t *testing.T) {
	t.Parallel()
	st := doubled(t)
	loaded(t, st, `{"entity":"actor","id":"carl","name":"Carl","kind":"person","affiliations":["ben"]}
{"entity":"actor","id":"gone","name":"Gone","kind":"person",`+taken+`}
{"entity":"story","id":"secret","title":"Secret","visibility":"private"}
{"entity":"actor","id":"spy","name":"Ann the spy","kind":"person"}
{"entity":"source","id":"v1","title":"V1","digest":"`+strings.Repeat("1", 64)+`"}
{"entity":"source","id":"v2","title":"V2","digest":"`+strings.Repeat("2", 64)+`"}
`, store.LoadOptions{})
	before := versionNow(t, st)
	for _, c := range []struct {
		resource, id, into, says string
		code                     timeline.Code
	}{
		{"actor", "ann", "ann", "cannot be merged into itself", timeline.InvalidRecord},
		{"actor", "ann", "nobody", "no actor with the id", timeline.InvalidRecord},
		{"actor", "ann", "gone", "is retracted", timeline.InvalidRecord},
		{"actor", "gone", "ann", "is retracted", timeline.Conflict},
		{"actor", "nobody", "ann", "no such record", timeline.NotFound},
		{"actor", "ann", "carl", `"ann" by way of "ben"`, timeline.Conflict},
		{"place", "asia", "pier", `"asia" by way of "harbor"`, timeline.Conflict},
		{"actor", "ann", "spy", "only private stories hold", timeline.Conflict},
		{"source", "v1", "v2", "different texts", timeline.InvalidRecord},
	} {
		_, err := st.Merge(t.Context(), c.resource, c.id, c.into)
		if timeline.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s into %s: %v (%s), want %s with %q", c.id, c.into, err, timeline.CodeOf(err), c.code, c.says)
		}
	}
	if after := versionNow(t, st); after != before {
		t.Errorf("the log has gone from %d to %d", before.Seq, after.Seq)
	}
	// What only private stories hold may become what anybody reads, and tells it nothing.
	must(t, onlyNew(st.Merge(t.Context(), "actor", "spy", "ann")))
	if ann := readAs[*timeline.Actor](t, st, "actor", "ann"); strings.Contains(fmt.Sprint(ann.Aliases), "spy") || ann.Revision != 1 {
		t.Errorf("a private record has told %+v", ann)
	}
	if _, err := st.Actor(t.Context(), "spy"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("who may not know of it finds %v", err)
	}
	if _, err := st.Merge(t.Context(), "actor", "spy", "anna"); !strings.Contains(fmt.Sprint(err), `was merged into "ann"`) {
		t.Errorf("merged again: %v", err)
	}
	if _, err := st.Merge(t.Context(), "actor", "anna", "spy"); !strings.Contains(fmt.Sprint(err), `was merged into "ann": merge into that`) {
		t.Errorf("merged into what was merged: %v", err)
	}
}

// The text of a source goes with it, and what it proved stays proved.
func TestMergeMovesText(t *testing.T) {
	t.Parallel()
	st := harbourDesk(t)
	record(t, st, "source", `{"id":"protocol","title":"Protocol"}`)
	_, err := st.PutText(t.Context(), "minutes", harbour, false)
	must(t, err)
	grades := map[string]string{}
	for _, id := range []string{"opens", "rises", "closes"} {
		grades[id] = graded(t, st, "event", id)
	}
	must(t, onlyNew(st.Merge(t.Context(), "source", "minutes", "protocol")))
	for _, id := range []string{"opens", "rises", "closes"} {
		_, was, _ := strings.Cut(grades[id], " ")
		if _, is, _ := strings.Cut(graded(t, st, "event", id), " "); is != was {
			t.Errorf("%s cites %s, and did %s", id, is, was)
		}
	}
	if text, err := st.SourceText(t.Context(), "protocol"); err != nil || text != harbour {
		t.Errorf("the text is %q (%v)", text, err)
	}
	if got := readAs[*timeline.Source](t, st, "source", "comment").Notes[0].Citations[0]; got.Source != "protocol" || got.Grade != timeline.GradeProved {
		t.Errorf("a note cites %+v", got)
	}
	if _, err := st.SourceText(t.Context(), "minutes"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("the merged source has its text still: %v", err)
	}
	sound(t, st)
}

// Doubles are found among what the reader may see, and not among what was merged.
func TestDoubles(t *testing.T) {
	t.Parallel()
	st := doubled(t)
	loaded(t, st, `{"entity":"story","id":"secret","title":"Secret","visibility":"private"}
{"entity":"actor","id":"spy","name":"Ann Lee","kind":"person"}`, store.LoadOptions{})
	pairs := func(st *storetest.Access, resource string) (list []string) {
		must(t, st.View(t.Context(), st.Reads, func(v *store.View) error {
			found, err := v.Doubles(resource, 10)
			for _, d := range found {
				list = append(list, d.A.ID+"="+d.B.ID)
			}
			return err
		}))
		return list
	}
	if got := fmt.Sprint(pairs(st, "actor"), pairs(st, "place"), pairs(st, "source")); got != "[] [harbor=harbour] []" {
		t.Errorf("anybody is told %s", got)
	}
	if got := fmt.Sprint(pairs(st.Private(), "actor")); got != "[ann=spy anna=spy]" {
		t.Errorf("whoever may see everything is told %s", got)
	}
	must(t, onlyNew(st.Merge(t.Context(), "place", "harbor", "harbour")))
	if got := pairs(st, "place"); len(got) > 0 {
		t.Errorf("after the merge: %v", got)
	}
}
