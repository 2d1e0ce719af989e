package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// idsOf are the ids in a list of a record.
func idsOf(t *testing.T, record map[string]any, field string) []string {
	t.Helper()
	ids := []string{}
	for _, one := range record[field].([]any) {
		ids = append(ids, one.(map[string]any)["id"].(string))
	}
	return ids
}

// An actor or place without an id is the one of that name or alias and kind, or one
// that is made; a quote without one is made too.
func TestRecordsByName(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post := func(path, body string) { d.sent(t, http.StatusCreated, http.MethodPost, path, body) }
	post("/v1/actors", `{"id":"cm","name":"Carlos Muñoz","kind":"person","aliases":["Don Carlos","\"El Rey\""]}`)
	post("/v1/actors", `{"id":"cm-band","name":"Carlos Muñoz","kind":"group"}`)
	post("/v1/places", `{"id":"gva","name":"Genève","kind":"city"}`)
	event := func(id, actors, places, quotes string) string {
		return fmt.Sprintf(`{"id":%q,"story":"us-ukraine-peace-talks","title":"T","type":"call","date":"2025","actors":[%s],"places":[%s],"quotes":[%s]}`, id, actors, places, quotes)
	}
	actor := func(name, kind string) string { return fmt.Sprintf(`{"name":%q,"kind":%q}`, name, kind) }
	for _, tt := range []struct {
		name, actors, places string
		ids, placeIDs        []string
		warned               []string
	}{
		{"by name", actor("  Carlos Mun\u0303oz ", "person"), "", []string{"cm"}, nil, []string{"/actors/0"}},
		{"by kind", actor("Carlos Muñoz", "group"), "", []string{"cm-band"}, nil, []string{"/actors/0"}},
		{"by alias", actor("Don Carlos", "person") + "," + actor(`"El Rey"`, "person"), "", []string{"cm", "cm"}, nil, nil},
		{"by another form", actor("don carlos", "person"), "", []string{"don-carlos"}, nil, []string{}},
		{"of another kind", actor("Carlos Muñoz", "organization"), "", []string{"carlos-munoz"}, nil, []string{}},
		{"made and numbered", actor("CARLOS MUÑOZ", "person"), "", []string{"carlos-munoz-2"}, nil, []string{}},
		{"transliterated", actor("Андрій Сидоренко", "person"), "", []string{"andrii-sidorenko"}, nil, []string{}},
		{"two that are one", `{"name":"Zoe Zed","kind":"person","role":"speaker"},{"name":"Zoe Zed","kind":"person","role":"target"}`, "", []string{"zoe-zed", "zoe-zed"}, nil, []string{}},
		{"two of other kinds", actor("Yan Yu", "person") + "," + actor("Yan Yu", "group"), "", []string{"yan-yu", "yan-yu-2"}, nil, []string{}},
		{"beside one with an id", `{"id":"xx","name":"Xi Xi","kind":"person"},{"name":"Xi Xi","kind":"person","role":"target"}`, "", []string{"xx", "xx"}, nil, []string{}},
		{"places", "", `{"name":"Genève","kind":"city"},{"name":"Bern","kind":"city","lat":46.9,"lon":7.4,"country":"CH"}`, nil, []string{"gva", "bern"}, []string{"/places/0"}},
	} {
		answer := d.send(t, http.MethodPost, "/v1/events", event("by-"+strings.ReplaceAll(tt.name, " ", "-"), tt.actors, tt.places, ""))
		if tt.name == "by alias" { // one actor twice in a role
			refused(t, answer, http.StatusUnprocessableEntity, "invalid-record")
			continue
		}
		record := parsed[map[string]any](t, answer)
		if answer.Code != http.StatusCreated || !slices.Equal(idsOf(t, record, "actors"), tt.ids) || !slices.Equal(idsOf(t, record, "places"), tt.placeIDs) {
			t.Errorf("%s: %d: %v", tt.name, answer.Code, record)
			continue
		}
		isWarned(t, tt.name, record, tt.warned...)
	}
	bern := d.sent(t, http.StatusOK, http.MethodGet, "/v1/places/bern", "")
	if bern["country"] != "CH" || bern["lat"] != 46.9 {
		t.Errorf("a place is made without what it brings: %v", bern)
	}
	for _, tt := range []struct{ name, actors, places, fault string }{
		{"without a kind", `{"name":"Nobody"}`, "", "/actors/0/kind"},
		{"without a kind", "", `{"name":"Nowhere"}`, "/places/0/kind"},
		{"with nothing", `{"role":"speaker"}`, "", "/actors/0/id"},
		{"twice", actor("Wu Wu", "person") + "," + actor("Wu Wu", "person"), "", "/actors/1"},
		{"twice, with its id", `"cm",` + actor("Carlos Muñoz", "person"), "", "/actors/1"},
	} {
		answer := d.sent(t, http.StatusUnprocessableEntity, http.MethodPost, "/v1/events", event("refused", tt.actors, tt.places, ""))
		if got := faultsOf(t, answer); !slices.Equal(got, []string{tt.fault}) {
			t.Errorf("%s: %q, not %s", tt.name, got, tt.fault)
		}
	}

	quotes := `{"speaker":"cm","text":"Well, well."},{"speaker":"cm","text":"Well, well.","kind":"indirect"},{"id":"own","speaker":"cm","text":"No."}`
	first := d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", event("said", `"cm"`, "", quotes))
	want := []string{"cm-well-well", "cm-well-well-2", "own"}
	if got := idsOf(t, first, "quotes"); !slices.Equal(got, want) {
		t.Errorf("quotes get the ids %q", got)
	}
	again := d.sent(t, http.StatusOK, http.MethodPut, "/v1/events/said", event("said", `"cm"`, "", quotes), "If-Match", "*")
	if got := idsOf(t, again, "quotes"); !slices.Equal(got, want) || again["revision"] != 1.0 {
		t.Errorf("the same again has the quotes %q, revision %v", got, again["revision"])
	}
	patched := d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/said", `{"actors":[{"name":"Don Carlos","kind":"person","role":"speaker"}]}`, "If-Match", "*")
	if got := idsOf(t, patched, "actors"); !slices.Equal(got, []string{"cm"}) {
		t.Errorf("patched: %q", got)
	}
	isWarned(t, "a patch", patched, "/actors/0")
}

// What is private is not found for a public story, and of several the one is meant
// that the event has, or that its story holds.
func TestRecordsByNameOfPrivateStories(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	line := func(story, id string) string {
		return fmt.Sprintf(`{"id":%q,"story":%q,"title":"T","type":"call","date":"2025","actors":[{"name":"Jo Doe","kind":"person"}]}`, id, story)
	}
	for _, s := range []string{`{"id":"hidden","title":"Hidden","visibility":"private"}`, `{"id":"open","title":"Open"}`, `{"id":"third","title":"Third","visibility":"private"}`} {
		d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", s)
	}
	is := func(what string, got map[string]any, id string) {
		t.Helper()
		if ids := idsOf(t, got, "actors"); !slices.Equal(ids, []string{id}) {
			t.Errorf("%s: %q, not %s", what, ids, id)
		}
	}
	is("private", d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", line("hidden", "h1")), "jo-doe")
	open := d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", line("open", "o1"))
	is("public", open, "jo-doe-2")
	isWarned(t, "public", open)
	if body := get(t, d, "/v1/actors/jo-doe-2").Body.String(); strings.Contains(body, `jo-doe"`) {
		t.Errorf("the public one tells of the private one: %s", body)
	}
	if rec := get(t, d, "/v1/actors/jo-doe"); rec.Code != http.StatusNotFound {
		t.Errorf("the private one is answered %d", rec.Code)
	}
	is("public again", d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", line("open", "o2")), "jo-doe-2")
	is("private again, which its story holds", d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", line("hidden", "h2")), "jo-doe")
	answer := d.sent(t, http.StatusUnprocessableEntity, http.MethodPost, "/v1/events", line("third", "t1"))
	if text, _ := json.Marshal(answer["faults"]); !slices.Equal(faultsOf(t, answer), []string{"/actors/0"}) || !strings.Contains(string(text), "jo-doe-2") {
		t.Errorf("several: %s", text)
	}

	lines := line("open", "n1") + "\n" + line("hidden", "n2") + "\n" + strings.ReplaceAll(line("open", "n3"), "Jo Doe", "New Name") + "\n" + strings.ReplaceAll(line("open", "n4"), "Jo Doe", "New Name") + "\n"
	report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?format=ndjson", lines)
	isWarned(t, "lines", report, "1:/actors/0", "2:/actors/0", "4:/actors/0")
	if text, _ := json.Marshal(report["created"]); string(text) != `{"actor":1,"event":4}` {
		t.Errorf("created: %s", text)
	}
	report = d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?format=ndjson", lines)
	if text, _ := json.Marshal(report["unchanged"]); string(text) != `{"event":4}` || len(report["created"].(map[string]any)) > 0 {
		t.Errorf("again: %v", report)
	}
}

// In one file an external id tells one event without an id.
func TestExternalIDsOfLines(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	lines := `{"story":"us-ukraine-peace-talks","title":"A","type":"call","external_ids":["gdelt:1","gdelt:2"]}
{"story":"us-ukraine-peace-talks","title":"B","type":"call","external_ids":["gdelt:2"]}
{"story":"us-ukraine-peace-talks","title":"A","type":"call","external_ids":["gdelt:1","gdelt:2"]}
{"id":"own","story":"us-ukraine-peace-talks","title":"C","type":"call","external_ids":["gdelt:2"]}
`
	report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?format=ndjson", lines)
	rejects, _ := json.Marshal(report["rejects"])
	if created, _ := json.Marshal(report["created"]); string(created) != `{"event":2}` || report["rejected"] != 1.0 || !strings.Contains(string(rejects), "line 1") {
		t.Errorf("created %s; rejected %s", created, rejects)
	}
	if event := d.sent(t, http.StatusOK, http.MethodGet, "/v1/events/gdelt-1", ""); event["title"] != "A" {
		t.Errorf("it is %v", event)
	}
}
