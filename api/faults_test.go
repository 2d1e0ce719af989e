package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// faultsOf are the places of all mistakes that an answer names.
func faultsOf(t *testing.T, answer map[string]any) []string {
	t.Helper()
	list, _ := answer["faults"].([]any)
	places := []string{}
	for _, f := range list {
		places = append(places, f.(map[string]any)["pointer"].(string))
	}
	slices.Sort(places)
	return places
}

// What is wrong with a body is told all at once: its own mistakes, and what it refers
// to in vain.
func TestAllFaultsOfABody(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	story := "us-ukraine-peace-talks"
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"other-story","title":"Other"}`)
	for _, id := range []string{"whole", "part"} {
		d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", fmt.Sprintf(`{"id":%q,"story":%q,"title":"E","type":"call","date":"2025"}`, id, story))
	}
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/part", `{"relations":[{"type":"part-of","event":"whole"}]}`, "If-Match", "*")
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors", `{"id":"inner","name":"Inner","kind":"group"}`)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors", `{"id":"outer","name":"Outer","kind":"group","affiliations":["inner"]}`)
	for _, tt := range []struct {
		name, method, path, body string
		faults                   []string
	}{
		{"of its own and of others", http.MethodPost, "/v1/events",
			`{"story":"no-story","type":"call","date":"yesterday","titel":"T","actors":["nobody",{"id":"mike-waltz","role":"hero"}],"places":["nowhere"],"relations":[{"type":"follows","event":"nothing"},{"type":"before","event":"whole"}]}`,
			[]string{"/actors/0/id", "/actors/1/role", "/date", "/places/0/id", "/relations/0/event", "/relations/1/type", "/story", "/titel", "/title"}},
		{"one event with many quotes", http.MethodPost, "/v1/events",
			`{"story":"` + story + `","title":"T","type":"call","quotes":[{"id":"Q","speaker":"mike-waltz","text":"a"},{"id":"q1","speaker":"nobody","text":""},{"id":"q2","speaker":"mike-waltz","text":"a","about":["someone"],"date":"x","citations":["no-source"]},{"id":"q2","speaker":"mike-waltz","text":"b"}]}`,
			[]string{"/quotes/0/id", "/quotes/1/speaker", "/quotes/1/text", "/quotes/2/about/0", "/quotes/2/citations/0/source", "/quotes/2/date", "/quotes/3/id"}},
		{"a circle beside a blank title", http.MethodPut, "/v1/events/whole",
			`{"story":"` + story + `","title":" ","type":"call","relations":[{"type":"part-of","event":"part"}]}`, []string{"/relations/0/event", "/title"}},
		{"another id and another story", http.MethodPut, "/v1/events/whole",
			`{"id":"hole","story":"other-story","title":"T","type":"call","actors":["nobody"]}`, []string{"/actors/0/id", "/id"}},
		{"in a patch", http.MethodPatch, "/v1/events/whole",
			`{"story":"other-story","title":null,"type":"A call","actors":["nobody"],"relations":[{"type":"part-of","event":"part"}]}`, []string{"/actors/0/id", "/relations/0/event", "/story", "/title", "/type"}},
		{"an actor", http.MethodPut, "/v1/actors/inner",
			`{"name":"","kind":"robot","affiliations":["outer","nobody"],"offices":[{"title":"T","organization":"none"}]}`,
			[]string{"/affiliations/0/actor", "/affiliations/1/actor", "/kind", "/name", "/offices/0/organization"}},
		{"a place", http.MethodPost, "/v1/places", `{"name":"P","kind":"city","lat":91,"parent":"nowhere"}`, []string{"", "/lat", "/parent"}},
		{"a source", http.MethodPost, "/v1/sources", `{"id":"S","title":"S","notes":[{"text":"","citations":["no-source"]}]}`, []string{"/id", "/notes/0/citations/0/source", "/notes/0/text"}},
		{"a quote", http.MethodPost, "/v1/quotes", `{"event":"no-event","speaker":"nobody","text":" ","kind":"loud"}`, []string{"/event", "/kind", "/speaker", "/text"}},
		{"an id that no database takes", http.MethodPost, "/v1/events", `{"story":"` + story + `","title":"T","type":"call","actors":["a\u0000b"],"relations":[{"type":"follows","event":"a\u0000b"}]}`, []string{"/actors/0/id", "/relations/0/event"}},
		{"no object", http.MethodPost, "/v1/events", `["T"]`, []string{}},
	} {
		answer := d.sent(t, http.StatusUnprocessableEntity, tt.method, tt.path, tt.body, "If-Match", "*")
		if got := faultsOf(t, answer); !slices.Equal(got, tt.faults) {
			t.Errorf("%s: the faults are %q, not %q: %v", tt.name, got, tt.faults, answer["faults"])
		}
	}
	var many []string
	for range 300 {
		many = append(many, `{"speaker":"nobody","text":"t","id":"`+strings.Repeat("q", len(many)%100+1)+`"}`)
	}
	answer := d.sent(t, http.StatusUnprocessableEntity, http.MethodPost, "/v1/events", `{"story":"none","title":"T","type":"call","quotes":[`+strings.Join(many, ",")+`]}`)
	if n := len(faultsOf(t, answer)); n != 100 {
		t.Errorf("%d faults are told of many", n)
	}
}

// A line of NDJSON that is rejected says all that is wrong with it.
func TestAllFaultsOfALine(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	lines := `{"id":"one","type":"call","date":"yesterday","actors":["nobody"],"relations":[{"type":"follows","event":"two"}]}
{"entity":"quote","id":"q","event":"none","speaker":"nobody","text":""}
{"entity":"actor","id":"a","name":"","kind":"person","affiliations":["later"]}
`
	for _, query := range []string{"format=ndjson", "dry_run=true", "story=us-ukraine-peace-talks"} {
		report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?"+query, lines, "Content-Type", "application/x-ndjson")
		rejects, _ := report["rejects"].([]any)
		reasons := map[float64]string{}
		for _, r := range rejects {
			one := r.(map[string]any)
			reasons[one["line"].(float64)] = one["reason"].(string)
		}
		for line, pointers := range map[float64][]string{1: {"/date: ", "/title: ", "/actors/0/id: "}, 2: {"/text: ", "/event: ", "/speaker: "}, 3: {"/name: "}} {
			for _, p := range pointers {
				if !strings.Contains(reasons[line], p) {
					t.Errorf("%s: line %v is rejected without %s: %s", query, line, p, reasons[line])
				}
			}
		}
		if told := strings.Contains(reasons[1], "/story: "); told == (query[:5] == "story") {
			t.Errorf("%s: %s", query, reasons[1])
		}
		if strings.Contains(reasons[1], "/relations") || strings.Contains(reasons[3], "later") {
			t.Errorf("what may come later is missed: %v", reasons)
		}
	}
	answer := d.sent(t, http.StatusUnprocessableEntity, http.MethodPost, "/v1/import?atomic=true&format=ndjson", lines)
	if got := faultsOf(t, answer); !slices.Equal(got, []string{"/actors/0/id", "/date", "/story", "/title"}) {
		t.Errorf("atomic: %q", got)
	}
}
