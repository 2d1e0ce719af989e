package store_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// faultAt is where an error says that a record is wrong, "" without an error.
func faultAt(err error) string {
	var te *timeline.Error
	if !errors.As(err, &te) {
		return ""
	}
	var at []string
	for _, f := range te.Faults {
		at = append(at, f.Pointer)
	}
	return strings.Join(at, " ")
}

// A direct quote that is not what it cites is refused on every way in, and changes
// nothing.
func TestQuotesAreVerbatimOnEveryWayIn(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	said := `"citations":[{"source":"paper","start":10,"end":18,"sha256":"` + fmt.Sprintf("%x", sha256.Sum256([]byte("We stay."))) + `"}]`
	record(t, st, "quote", `{"id":"q2","event":"e1","speaker":"ann","text":"We stay.",`+said+`}`)
	before := asJSON(t, st, "event", "e1")

	quote := func(text string) string {
		return `{"id":"q3","event":"e1","speaker":"ann","text":"` + text + `",` + said + `}`
	}
	_, err := st.Create(t.Context(), entry(t, "quote", quote("We go.")), store.CreateOptions{})
	if at := faultAt(err); at != "/text" {
		t.Errorf("created: %q, %v", at, err)
	}
	_, err = st.Edit(t.Context(), "quote", "q2", change(t, "quote", strings.Replace(quote("We go."), "q3", "q2", 1)))
	if at := faultAt(err); at != "/text" {
		t.Errorf("edited: %q, %v", at, err)
	}
	event := `{"id":"e1","story":"s","title":"First","type":"call","date":"2025-03-05","quotes":[` + strings.Replace(quote("We go."), `"event":"e1",`, "", 1) + `]}`
	_, err = st.Edit(t.Context(), "event", "e1", change(t, "event", event))
	if at := faultAt(err); at != "/quotes/0/text" {
		t.Errorf("edited with its event: %q, %v", at, err)
	}
	doc, err := st.Private().Document(t.Context(), "s")
	if err != nil {
		t.Fatal(err)
	}
	doc.Events[0].Quotes[1].Text = "We go."
	_, err = st.Import(t.Context(), doc)
	if at := faultAt(err); at != "/events/0/quotes/1/text" {
		t.Errorf("imported: %q, %v", at, err)
	}
	if after := asJSON(t, st, "event", "e1"); after != before {
		t.Errorf("what was refused has changed\n%s\nto\n%s", before, after)
	}

	doc.Events[0].Quotes[1].Text = "We stay."
	if _, err := st.Import(t.Context(), doc); err != nil { // and its story holds what it names
		t.Fatal(err)
	}
	report, err := st.Import(t.Context(), doc)
	if err != nil || report.Changed() {
		t.Errorf("importing again: %v, %v", report, err)
	}
	for i, weak := range []string{`"citations":["paper"]`, `"kind":"indirect",` + said, `"citations":[{"source":"paper","exact":"And: We go. So."}]`} {
		record(t, st, "quote", fmt.Sprintf(`{"id":"weak-%d","event":"e1","speaker":"ann","text":"We go.",%s}`, i, weak))
	}
}

func asJSON(t *testing.T, st *storetest.Access, resource, id string) string {
	t.Helper()
	r, err := st.Private().Record(t.Context(), resource, id)
	if err != nil {
		t.Fatal(err)
	}
	return string(r.JSON)
}

// Who reports the words of another is there, is somebody else, and finds them.
func TestQuotesAreReportedViaOthers(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	record(t, st, "quote", `{"id":"heard","event":"e1","speaker":"bob","via":"ann","text":"I doubt it."}`)
	_, err := st.Create(t.Context(), entry(t, "quote", `{"id":"x","event":"e1","speaker":"bob","via":"nobody","text":"No."}`), store.CreateOptions{})
	if at := faultAt(err); at != "/via" {
		t.Errorf("via nobody: %q, %v", at, err)
	}
	if _, err := decoded("quote", `{"id":"x","event":"e1","speaker":"bob","via":"bob","text":"No."}`); faultAt(err) != "/via" {
		t.Errorf("via oneself: %v", err)
	}
	for address, want := range map[string]int{"via=ann": 1, "via=bob": 0, "speaker=bob": 1, "speaker=ann": 1, "via=!ann": 1, "speaker=bob&via=ann": 1} {
		values, err := url.ParseQuery(address)
		if err != nil {
			t.Fatal(err)
		}
		q, err := timeline.ParseQuoteQuery(values)
		if err != nil {
			t.Fatal(err)
		}
		if list, err := st.Quotes(t.Context(), q, nil); err != nil || len(list.Records) != want {
			t.Errorf("%s: %d quotes, %v; want %d", address, len(list.Records), err, want)
		}
	}
}
