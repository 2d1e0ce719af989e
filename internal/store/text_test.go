package store_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// harbour is the text of the source "minutes".
const harbour = "Minutes of the board\nThe chair opened at nine. “We stay here,” said Ann. The tariff rises in May.\nThe chair closed at noon.\n"

// spanOf is a citation, as JSON, of words by their n-th place in a text.
func spanOf(text, words string, n int) string {
	at := 0
	for range n {
		at += strings.Index(text[at:], words) + 1
	}
	at += strings.Index(text[at:], words)
	start := utf8.RuneCountInString(text[:at])
	return fmt.Sprintf(`{"source":"minutes","start":%d,"end":%d,"sha256":"%x"}`, start, start+utf8.RuneCountInString(words), sha256.Sum256([]byte(words)))
}

// harbourDesk is a store with a source whose text is not held yet, and what cites it.
func harbourDesk(t *testing.T) *storetest.Access {
	t.Helper()
	st := storetest.Use(storetest.Open(t)).By(store.Author{Name: "desk", Reason: "as reported"}).Private()
	record(t, st, "story", `{"id":"s","title":"Story"}`)
	record(t, st, "source", `{"id":"minutes","title":"Minutes","language":"en","not_factual":[`+spanOf(harbour, "Minutes of the board", 0)+`]}`)
	record(t, st, "source", `{"id":"comment","title":"Comment","notes":[{"text":"It differs.","citations":[`+spanOf(harbour, "closed at noon", 0)+`]}]}`)
	record(t, st, "actor", `{"id":"ann","name":"Ann","kind":"person"}`)
	record(t, st, "event", `{"id":"opens","story":"s","title":"Opening","type":"meeting","citations":[`+spanOf(harbour, "The chair", 0)+`],
		"quotes":[{"id":"stay","speaker":"ann","text":"We stay here,","citations":[{"source":"minutes","exact":"We stay here,"}]}]}`)
	record(t, st, "event", `{"id":"rises","story":"s","title":"Tariff","type":"other","citations":[{"source":"minutes","exact":"The tariff rises in May."},"minutes"]}`)
	record(t, st, "event", `{"id":"closes","story":"s","title":"Closing","type":"meeting","citations":[`+spanOf(harbour, "The chair", 1)+`]}`)
	return st
}

// graded are the grades and spans of a record's own citations.
func graded(t *testing.T, st *storetest.Access, resource, id string) string {
	t.Helper()
	var r struct {
		Revision  int
		Citations []timeline.Citation
		Notes     []timeline.Note
		Declared  []timeline.Citation `json:"not_factual"`
	}
	if err := json.Unmarshal([]byte(asJSON(t, st, resource, id)), &r); err != nil {
		t.Fatal(err)
	}
	list := slices.Concat(r.Citations, r.Declared)
	for _, n := range r.Notes {
		list = append(list, n.Citations...)
	}
	said := []string{fmt.Sprint(r.Revision)}
	for _, ct := range list {
		said = append(said, fmt.Sprintf("%s %d–%d", ct.Grade, ct.Start, ct.End))
	}
	return strings.Join(said, ", ")
}

func putText(t *testing.T, st *storetest.Access, text string) *store.TextReport {
	t.Helper()
	r, err := st.PutText(t.Context(), "minutes", text, false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func expect(t *testing.T, st *storetest.Access, want map[string]string) {
	t.Helper()
	for at, grades := range want {
		resource, id, _ := strings.Cut(at, "/")
		if got := graded(t, st, resource, id); got != grades {
			t.Errorf("%s has %s, not %s", at, got, grades)
		}
	}
}

// A text proves what is cited of its source, and gives quoted words their span. A
// span is a revision, a grade is none, and both have another entity tag.
func TestTextProvesCitations(t *testing.T) {
	t.Parallel()
	st := harbourDesk(t)
	before, err := st.Record(t.Context(), "event", "closes")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, st, map[string]string{"event/opens": "1, placed 21–30", "event/rises": "1, quoted 0–0, linked 0–0", "quote/stay": "1, quoted 0–0", "source/minutes": "1, placed 0–20"})
	r, err := st.PutText(t.Context(), "minutes", "\uFEFF"+strings.ReplaceAll(harbour, "\n", "\r\n"), true)
	if err != nil || r.Proved != 6 || r.Filled != 2 || len(r.Lost) != 0 || r.Length != utf8.RuneCountInString(harbour) {
		t.Fatalf("a dry run reports %+v, %v", r, err)
	}
	expect(t, st, map[string]string{"event/opens": "1, placed 21–30", "source/minutes": "1, placed 0–20"})
	if _, err := st.SourceText(t.Context(), "minutes"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("after a dry run: %v", err)
	}
	if again := putText(t, st, harbour); fmt.Sprint(again) != fmt.Sprint(r) {
		t.Errorf("%+v, and the dry run %+v", again, r)
	}
	settled := map[string]string{"event/opens": "2, proved 21–30", "quote/stay": "2, proved 48–61", "event/rises": "2, proved 73–97, linked 0–0", "event/closes": "1, proved 98–107",
		"source/minutes": "2, proved 0–20", "source/comment": "1, proved 108–122"}
	expect(t, st, settled)
	after, err := st.Record(t.Context(), "event", "closes")
	if err != nil || after.Touched == before.Touched {
		t.Errorf("a grade has the entity tag of none: %d, %v", after.Touched, err)
	}
	if text, err := st.SourceText(t.Context(), "minutes"); err != nil || text != harbour {
		t.Errorf("the text is %q, %v", text, err)
	}
	version, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if again := putText(t, st, harbour); again.Proved != 6 || again.Filled != 0 {
		t.Errorf("handed over again: %+v", again)
	}
	if v, err := st.Version(t.Context()); err != nil || v != version {
		t.Errorf("the same text again is a change: %v, %v", v, err)
	}
	for evidence, want := range map[string]string{"proved": "opens rises closes", "placed": "", "quoted": ""} {
		if got := found(t, st, "evidence="+evidence); got != want {
			t.Errorf("evidence=%s finds %q", evidence, got)
		}
	}
}

// A story file with quoted words is the same after their text was handed over: it
// changes nothing.
func TestImportingAfterTextChangesNothing(t *testing.T) {
	t.Parallel()
	st := harbourDesk(t)
	doc, err := st.Document(t.Context(), "s")
	if err != nil {
		t.Fatal(err)
	}
	putText(t, st, harbour)
	for range 2 {
		if r, err := st.Import(t.Context(), doc); err != nil || len(r.Updated) > 0 {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	exported, err := st.Document(t.Context(), "s")
	if err != nil || exported.Events[1].Citations[0].Start != 73 || exported.Events[1].Citations[0].Grade != "" {
		t.Errorf("exported: %+v, %v", exported.Events[1].Citations, err)
	}
	if err := st.ForgetText(t.Context(), "minutes"); err != nil {
		t.Fatal(err)
	}
	expect(t, st, map[string]string{"event/opens": "2, placed 21–30", "quote/stay": "2, placed 48–61", "event/rises": "2, placed 73–97, linked 0–0", "source/comment": "1, placed 108–122"})
	if r, err := st.Import(t.Context(), doc); err != nil || len(r.Updated) > 0 {
		t.Errorf("when it is forgotten: %+v, %v", r, err)
	}
	if err := st.ForgetText(t.Context(), "minutes"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("forgotten twice: %v", err)
	}
}

// With a text, a new citation needs only words, and none may contradict it.
func TestTextIsHeldAgainstWrites(t *testing.T) {
	t.Parallel()
	st := harbourDesk(t)
	putText(t, st, harbour)
	for _, tt := range []struct{ name, resource, text, at string }{
		{"words that stand twice", "event", `{"id":"x","story":"s","title":"X","type":"call","citations":["minutes",{"source":"minutes","exact":"The chair"}]}`, "/citations/1/exact"},
		{"words that stand nowhere", "event", `{"id":"x","story":"s","title":"X","type":"call","citations":[{"source":"minutes","exact":"The board"}]}`, "/citations/0/exact"},
		{"another digest", "event", `{"id":"x","story":"s","title":"X","type":"call","citations":[{"source":"minutes","start":21,"end":30,"sha256":"` + digest + `"}]}`, "/citations/0/sha256"},
		{"past the end", "event", `{"id":"x","story":"s","title":"X","type":"call","citations":[{"source":"minutes","start":21,"end":3000,"sha256":"` + digest + `"}]}`, "/citations/0/end"},
		{"in a quote", "quote", `{"id":"x","event":"opens","speaker":"ann","text":"Yes","citations":[{"source":"minutes","exact":"The board"}]}`, "/citations/0/exact /text"},
		{"in a remark", "source", `{"id":"x","title":"X","notes":[{"text":"N","citations":[{"source":"minutes","exact":"The board"}]}]}`, "/notes/0/citations/0/exact"},
	} {
		_, err := st.Create(t.Context(), entry(t, tt.resource, tt.text), store.CreateOptions{})
		if at := faultAt(err); at != tt.at {
			t.Errorf("%s: %q, %v", tt.name, at, err)
		}
	}
	record(t, st, "event", `{"id":"new","story":"s","title":"New","type":"call","citations":[{"source":"minutes","exact":"The chair","suffix":" closed"}],
		"quotes":[{"id":"part","speaker":"ann","text":"We stay","citations":[`+spanOf(harbour, "“We stay here,” said Ann.", 0)+`]}]}`)
	expect(t, st, map[string]string{"event/new": "1, proved 98–107", "quote/part": "1, proved 47–72"})
	_, err := st.Create(t.Context(), entry(t, "quote", `{"id":"x","event":"opens","speaker":"ann","text":"We go","citations":[`+spanOf(harbour, "“We stay here,” said Ann.", 0)+`]}`), store.CreateOptions{})
	if at := faultAt(err); at != "/text" {
		t.Errorf("other words than the text has: %q, %v", at, err)
	}
	for field, value := range map[string]string{"digest": `"` + digest + `"`, "length": "7"} {
		_, err := st.Edit(t.Context(), "source", "minutes", change(t, "source", `{"id":"minutes","title":"Minutes","language":"en","`+field+`":`+value+`}`))
		if at := faultAt(err); at != "/"+field {
			t.Errorf("the source with another %s: %q, %v", field, at, err)
		}
	}
	doc, err := st.Document(t.Context(), "s")
	if err != nil {
		t.Fatal(err)
	}
	doc.Sources[0].Length = 7
	if _, err := st.Import(t.Context(), doc); !strings.HasSuffix(faultAt(err), "/length") || !strings.HasPrefix(faultAt(err), "/sources/") {
		t.Errorf("imported: %q, %v", faultAt(err), err)
	}
}

// Another version of a text has citations at other places, or has lost them.
func TestTextInAnotherVersion(t *testing.T) {
	t.Parallel()
	st := harbourDesk(t)
	putText(t, st, harbour)
	edited := strings.NewReplacer("opened at", "opened, at last, at", "closed at noon", "closed").Replace(harbour)
	r := putText(t, st, edited)
	if r.Proved != 5 || r.Filled != 0 || len(r.Lost) != 1 || r.Lost[0].Resource != "source" || r.Lost[0].ID != "comment" || r.Lost[0].Pointer != "/notes/0/citations/0" {
		t.Errorf("%+v", r)
	}
	expect(t, st, map[string]string{"event/opens": "3, proved 21–30", "quote/stay": "3, proved 58–71", "event/rises": "3, proved 83–107, linked 0–0", "event/closes": "2, proved 108–117", "source/comment": "1, lost 108–122"})

	putText(t, st, strings.Replace(harbour, "The tariff rises in May.", "", 1))
	expect(t, st, map[string]string{"event/rises": "3, lost 83–107, linked 0–0", "source/comment": "2, proved 84–98"})
	if got := found(t, st, "evidence=lost"); got != "rises" {
		t.Errorf("evidence=lost finds %q", got)
	}
	// What is lost is kept through other changes, and does not come in anew.
	kept := strings.Replace(asJSON(t, st, "event", "rises"), `"title":"Tariff"`, `"title":"Tariffs"`, 1)
	if _, err := st.Edit(t.Context(), "event", "rises", change(t, "event", kept)); err != nil {
		t.Fatal(err)
	}
	expect(t, st, map[string]string{"event/rises": "4, lost 83–107, linked 0–0"})
	if err := st.ForgetText(t.Context(), "minutes"); err != nil {
		t.Fatal(err)
	}
	expect(t, st, map[string]string{"event/rises": "4, lost 83–107, linked 0–0", "source/comment": "2, placed 84–98"})
	putText(t, st, harbour)
	expect(t, st, map[string]string{"event/rises": "5, proved 73–97, linked 0–0"})
}

// found are the ids of the events that a query finds.
func found(t *testing.T, st *storetest.Access, query string) string {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	q, err := timeline.ParseQuery(values)
	if err != nil {
		t.Fatal(err)
	}
	list, err := st.Events(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, doc := range list.Records {
		var e struct{ ID string }
		if err := json.Unmarshal(doc, &e); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, e.ID)
	}
	return strings.Join(ids, " ")
}

// Events are found by the words of the spans that they cite while the text is held,
// then as now; nothing shows them, and words that nobody cites find nothing.
func TestCitedWordsAreFound(t *testing.T) {
	t.Parallel()
	st := harbourDesk(t)
	search := func(q string) string { return found(t, st, "q="+url.QueryEscape(q)) }
	if got := search("tariffs rise"); got != "" {
		t.Errorf("without a text: %q", got)
	}
	putText(t, st, harbour)
	version, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	held := timeline.Moment{Seq: version.Seq}
	for q, want := range map[string]string{
		"rises": "rises", "tariffs rise": "rises", `"rises in may"`: "rises", `"may the chair"`: "", "rises -may": "", "chair": "opens closes", `"the chair" stay`: "opens",
		"board": "", "noon": "", "nine": "", "said": "", "tarif*": "rises", "chair -closing": "opens",
	} {
		if got := search(q); got != want {
			t.Errorf("%s finds %q, not %q", q, got, want)
		}
	}
	if got := found(t, st.AsOf(timeline.Moment{Seq: 1}), "q=rises"); got != "" {
		t.Errorf("before there was a text: %q", got)
	}
	putText(t, st, strings.Replace(harbour, "The tariff rises in May.", "The levy falls.", 1))
	record(t, st, "event", `{"id":"falls","story":"s","title":"Levy","type":"other","citations":[{"source":"minutes","exact":"levy falls"}]}`)
	for q, want := range map[string]string{"rises": "", "falls": "falls", "chair": "opens closes"} {
		if got := search(q); got != want {
			t.Errorf("with another text %s finds %q, not %q", q, got, want)
		}
	}
	then := st.AsOf(held)
	if got := found(t, then, "q=rises+-falls"); got != "rises" {
		t.Errorf("as of the first text: %q", got)
	}
	_, err = st.Edit(t.Context(), "event", "falls", change(t, "event", `{"id":"falls","story":"s","title":"Levies","type":"other","citations":["minutes"]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := search("falls"); got != "" {
		t.Errorf("cited no more, it is found: %q", got)
	}
	if err := st.ForgetText(t.Context(), "minutes"); err != nil {
		t.Fatal(err)
	}
	for q, want := range map[string]string{"chair": "", "rises": "", "Tariff": "rises", "opening": "opens"} {
		if got := search(q); got != want {
			t.Errorf("when it is forgotten, %s finds %q, not %q", q, got, want)
		}
		if want != "" {
			continue
		}
		if got := found(t, then, "q="+q); got != "" {
			t.Errorf("when it is forgotten, %s finds %q of before", q, got)
		}
	}
	if got := found(t, then, "q=tariff"); got != "rises" {
		t.Errorf("as of before, the other words are gone: %q", got)
	}
}
