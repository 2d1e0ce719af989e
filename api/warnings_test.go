package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// warned are the places of the warnings in an answer, each with something of what
// it says.
func warned(t *testing.T, answer map[string]any) []string {
	t.Helper()
	list, _ := answer["warnings"].([]any)
	places := []string{}
	for _, w := range list {
		one := w.(map[string]any)
		at := one["pointer"].(string)
		if line, ok := one["line"].(float64); ok {
			at = fmt.Sprintf("%v:%s", line, at)
		}
		if one["message"] == "" || one["hint"] == "" {
			t.Errorf("%s is warned of without a word: %v", at, one)
		}
		places = append(places, at)
	}
	return places
}

func isWarned(t *testing.T, what string, answer map[string]any, want ...string) {
	t.Helper()
	if got := warned(t, answer); !slices.Equal(got, append([]string{}, want...)) {
		t.Errorf("%s: warned of %q, not of %q", what, got, want)
	}
}

// What dates contradict for certain is told in the answer to each write, and no
// read shows it.
func TestWarningsOfWrites(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	event := func(rest string) string {
		return `{"story":"us-ukraine-peace-talks","type":"call","title":"T",` + rest + `}`
	}
	post := func(rest string, want ...string) {
		t.Helper()
		isWarned(t, rest, d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", event(rest)), want...)
	}
	post(`"id":"w-first","date":"2025-03-05"`)
	post(`"id":"w-after","date":"2025-03-04","relations":[{"type":"contradicts","event":"w-first"},{"type":"follows","event":"w-first"}]`, "/relations/1/event")
	post(`"id":"w-cause","date":"2025-03-06"`)
	post(`"id":"w-effect","date":"2025-03~","relations":[{"type":"caused-by","event":"w-cause"}]`)
	post(`"id":"w-future","date":"9998"`, "/status")
	post(`"id":"w-late","date":"2025-03-05","actors":["mike-waltz"],"quotes":[{"id":"w-q","speaker":"mike-waltz","text":"Well.","date":"2025-03-07"}]`, "/quotes/0/date")

	post(`"id":"w-figures","date":"2025","figures":[{"name":"hurt","low":5,"high":4},{"name":"fatalities","value":3,"low":0,"high":0},{"name":"aid","value":3,"low":3}]`, "/figures/0/low", "/figures/1/value")
	if f := fmt.Sprint(parsed[map[string]any](t, get(t, d, "/v1/events/w-figures"))["figures"]); f != "[map[high:4 low:5 name:hurt] map[high:0 low:0 name:fatalities value:3] map[low:3 name:aid value:3]]" {
		t.Errorf("figures that contradict themselves are kept as %s", f)
	}

	patch := func(path, body string, want ...string) {
		t.Helper()
		isWarned(t, path+" "+body, d.sent(t, http.StatusOK, http.MethodPatch, path, body, "If-Match", "*"), want...)
	}
	patch("/v1/events/w-effect", `{"date":"2025-02"}`, "/relations/0/event")
	patch("/v1/events/w-effect", `{"date":"2025-02"}`, "/relations/0/event") // said again
	patch("/v1/events/w-effect", `{"date":"2025-04"}`)
	patch("/v1/events/w-cause", `{"date":"2025-05-05"}`, "/date") // the other has the relation
	patch("/v1/quotes/w-q", `{"date":"2025-03-08"}`, "/date")
	patch("/v1/quotes/w-q", `{"date":"2025-03-05"}`)
	patch("/v1/events/w-late", `{"figures":[{"name":"f","value":1,"low":2}],"quotes":[{"id":"w-q","speaker":"mike-waltz","text":"Well."}]}`, "/figures/0/value")
	patch("/v1/quotes/w-q", `{"kind":"indirect"}`) // whose event's figures are not its own
	rec := d.send(t, http.MethodPost, "/v1/quotes", `{"id":"w-q2","event":"w-late","speaker":"mike-waltz","text":"Later.","date":"2025-03-09"}`)
	answer := parsed[map[string]any](t, rec)
	isWarned(t, "a quote", answer, "/date")
	put := d.sent(t, http.StatusOK, http.MethodPut, "/v1/events/w-future", event(`"date":"9999"`), "If-Match", "*")
	isWarned(t, "PUT", put, "/status")
	gone := d.sent(t, http.StatusOK, http.MethodDelete, "/v1/events/w-future?reason=never", "", "If-Match", "*")
	isWarned(t, "DELETE", gone)
	for _, path := range []string{"/v1/events/w-after", "/v1/quotes/w-q2", "/v1/events?format=ndjson", "/v1/stories/us-ukraine-peace-talks/document?format=json"} {
		if body := get(t, d, path).Body.String(); strings.Contains(body, `"warnings"`) {
			t.Errorf("%s shows warnings", path)
		}
	}
}

// A request that is made again under its key is answered as it was.
func TestWarningsAreSaidAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	body := `{"story":"us-ukraine-peace-talks","type":"call","title":"T","date":"9998"}`
	first := d.send(t, http.MethodPost, "/v1/events", body, "Idempotency-Key", "k")
	again := d.send(t, http.MethodPost, "/v1/events", body, "Idempotency-Key", "k")
	isWarned(t, "the first", parsed[map[string]any](t, first), "/status")
	if first.Body.String() != again.Body.String() {
		t.Errorf("%s\nis answered again so:\n%s", first.Body, again.Body)
	}
	lines := `{"id":"n","story":"us-ukraine-peace-talks","type":"call","title":"T","date":"9998"}`
	first = d.send(t, http.MethodPost, "/v1/import?format=ndjson", lines, "Idempotency-Key", "n")
	again = d.send(t, http.MethodPost, "/v1/import?format=ndjson", lines, "Idempotency-Key", "n")
	isWarned(t, "the first import", parsed[map[string]any](t, first), "1:/status")
	if first.Body.String() != again.Body.String() {
		t.Errorf("%s\nis answered again so:\n%s", first.Body, again.Body)
	}
}

// A report tells of the first hundred warnings with their lines, and how many there
// are. The order of the lines tells nothing, and what is imported again is told again.
func TestWarningsOfImports(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	lines := `{"entity":"story","id":"w","title":"W"}
{"id":"early","type":"call","title":"Early","date":"2025-03-04","relations":[{"type":"follows","event":"late"}]}
{"id":"late","type":"call","title":"Late","date":"2025-03-05","relations":[{"type":"responds-to","event":"latest"}]}
{"id":"latest","type":"call","title":"Latest","date":"2025-03-06"}
`
	for _, query := range []string{"dry_run=true", "atomic=true", "format=ndjson"} {
		report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?"+query, lines, "Content-Type", "application/x-ndjson")
		isWarned(t, query, report, "2:/relations/0/event", "3:/relations/0/event")
		if report["warned"] != 2.0 {
			t.Errorf("%s: %v warnings", query, report["warned"])
		}
	}
	report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", `{"id":"latest","story":"w","type":"call","title":"Latest","date":"2025-03-07"}`, "Content-Type", "application/x-ndjson")
	isWarned(t, "the other alone", report, "1:/date")

	file := d.send(t, http.MethodGet, "/v1/stories/w/document?format=json", "").Body.String()
	for _, query := range []string{"", "?dry_run=true"} {
		isWarned(t, "a story file", d.sent(t, http.StatusOK, http.MethodPost, "/v1/import"+query, file, "Content-Type", "application/json"), "/events/0/relations/0/event", "/events/1/relations/0/event")
	}

	var many strings.Builder
	const over = 2500
	for i := range over {
		fmt.Fprintf(&many, `{"id":"f%d","story":"w","type":"call","title":"F","date":"9998"}`+"\n", i)
	}
	report = d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", many.String(), "Content-Type", "application/x-ndjson")
	if list, _ := json.Marshal(report["warnings"]); report["warned"] != float64(over) || len(warned(t, report)) != 100 {
		t.Errorf("%v warnings, of %d, and these are told: %.300s", report["warned"], over, list)
	}
}

// What others append to an address is no part of what is asked.
func TestKeysAndAppendedParameters(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for i, n := range []struct{ path, body string }{
		{"/v1/actors?reason=r", `{"name":"Key Keeper","kind":"person"}`},
		{"/v1/import?format=ndjson", `{"entity":"actor","id":"k","name":"K","kind":"person"}`},
	} {
		key := fmt.Sprint("key-", i)
		first := d.send(t, http.MethodPost, n.path, n.body, "Idempotency-Key", key)
		for _, more := range []string{"&utm_source=x", "&fbclid=1&_=2", "&utm%5Fmedium=%zz"} {
			again := d.send(t, http.MethodPost, n.path+more, n.body, "Idempotency-Key", key)
			if again.Code != first.Code || again.Body.String() != first.Body.String() {
				t.Errorf("%s%s is answered %d: %s", n.path, more, again.Code, again.Body)
			}
		}
		refused(t, d.send(t, http.MethodPost, strings.Replace(n.path, "?", "?story=us-ukraine-peace-talks&", 1), n.body, "Idempotency-Key", key), http.StatusUnprocessableEntity, "key-reused")
	}
}
