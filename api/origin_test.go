package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// What a foreign format says of an event is kept to the letter, and shown in the
// event and in forms that are read back alone.
func TestOrigin(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const origin = `{"z":1.50,"a":[true,null,{"1e5":1.0e+05,"no":"no","x: #y":"<b>&"}],"big":123456789012345678,"neg":-0,"exp":-1.25e-40,"empty":{},"none":[],"":"` + "`|\u00a0" + `","text":"two\nlines","t":"2025-03-05","zanzibaresque":"zanzibaresque"}`
	event := `{"id":"kept","story":"us-ukraine-peace-talks","title":"T","type":"call","date":"2025","origin":` + origin + `}`
	made := d.send(t, http.MethodPost, "/v1/events", event)
	if made.Code != http.StatusCreated || !strings.Contains(made.Body.String(), `"origin":`+origin) {
		t.Fatalf("%d: %s", made.Code, made.Body)
	}
	same := d.sent(t, http.StatusOK, http.MethodPut, "/v1/events/kept", event, "If-Match", "*")
	titled := d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/kept", `{"title":"U"}`, "If-Match", "*")
	if same["revision"] != 1.0 || titled["revision"] != 2.0 {
		t.Errorf("the same is revision %v, another title %v", same["revision"], titled["revision"])
	}
	if body := get(t, d, "/v1/events/kept?fields=origin").Body.String(); body != `{"id":"kept","origin":`+origin+`}` {
		t.Errorf("that field alone: %s", body)
	}
	for _, path := range []string{"/v1/events?format=ndjson", "/v1/events?format=csv", "/v1/events/kept", "/v1/stories/us-ukraine-peace-talks/document?format=json"} {
		if body := get(t, d, path).Body.String(); !strings.Contains(body, "zanzibaresque") {
			t.Errorf("%s does not show it", path)
		}
	}
	for _, format := range []string{"jsonld", "geojson", "ics", "atom", "jsonfeed", "timelinejs", "timelinejs-csv", "parquet"} {
		if body := get(t, d, "/v1/events?format="+format).Body.String(); strings.Contains(body, "zanzibaresque") {
			t.Errorf("%s shows it", format)
		}
	}
	if found := list(t, d, "/v1/events?q=zanzibaresque").ids(); len(found) > 0 {
		t.Errorf("q finds it: %q", found)
	}
	for _, file := range []string{"yaml", "json"} {
		text := d.send(t, http.MethodGet, "/v1/stories/us-ukraine-peace-talks/document?format="+file, "").Body.String()
		report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?format=story", text)
		if len(report["updated"].(map[string]any)) > 0 {
			t.Errorf("a story file in %s changes %v: %s", file, report["updated"], get(t, d, "/v1/events/kept?fields=origin").Body)
		}
	}
	merged := d.send(t, http.MethodPatch, "/v1/events/kept", `{"origin":{"a":null,"z":2}}`, "If-Match", "*").Body.String()
	if !strings.Contains(merged, `"z":2`) || strings.Contains(merged, `"a":[`) || !strings.Contains(merged, `"t":"2025-03-05"`) {
		t.Errorf("merged: %s", merged)
	}
	if gone := d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/kept", `{"origin":null}`, "If-Match", "*"); gone["origin"] != nil {
		t.Errorf("taken away: %v", gone["origin"])
	}
	if empty := d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/kept", `{"origin":{}}`, "If-Match", "*"); empty["origin"] != nil {
		t.Errorf("an empty one: %v", empty["origin"])
	}
	if spelled := d.send(t, http.MethodPatch, "/v1/events/kept", `{"origin":{"a":[1e5,2.50E-3]}}`, "If-Match", "*").Body.String(); !strings.Contains(spelled, `{"a":[1.0e+05,2.5e-03]}`) {
		t.Errorf("exponents: %s", spelled)
	}
	deep := func(levels int) string {
		return strings.Repeat(`{"a":`, levels) + "1" + strings.Repeat("}", levels)
	}
	long := func(size int) string { return `{"a":"` + strings.Repeat("x", size-len(`{"a":""}`)) + `"}` }
	for _, tt := range []struct {
		origin, fault string
	}{
		{deep(8), ""}, {deep(9), "/origin" + strings.Repeat("/a", 8)}, {long(16 << 10), ""}, {long(16<<10 + 1), "/origin"},
		{`[]`, "/origin"}, {`"text"`, "/origin"}, {`1`, "/origin"}, {`{"a":[1e400]}`, "/origin/a/0"}, {`{"a":1234567890123456789}`, "/origin/a"}, {`{"a":"\u0000"}`, "/origin/a"}, {`{"\u0000":1}`, "/origin/\u0000"},
	} {
		rec := d.send(t, http.MethodPatch, "/v1/events/kept", fmt.Sprintf(`{"origin":%s}`, tt.origin), "If-Match", "*")
		if tt.fault == "" {
			if rec.Code != http.StatusOK {
				t.Errorf("%.40s: %d: %.300s", tt.origin, rec.Code, rec.Body)
			}
			continue
		}
		if got := faultsOf(t, parsed[map[string]any](t, rec)); len(got) != 1 || got[0] != tt.fault {
			t.Errorf("%.40s: %d, %q, not %s", tt.origin, rec.Code, got, tt.fault)
		}
	}
}

// A story has one as its events do.
func TestOriginOfStory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const at, origin = "/v1/stories/us-ukraine-peace-talks", `{"timelinejs":{"title":{"background":{"color":"#zanzibaresque"}}}}`
	if body := d.send(t, http.MethodPatch, at, `{"origin":`+origin+`}`, "If-Match", "*").Body.String(); !strings.Contains(body, `"origin":`+origin) {
		t.Fatalf("patched: %s", body)
	}
	if body := get(t, d, at+"?fields=origin").Body.String(); body != `{"id":"us-ukraine-peace-talks","origin":`+origin+`}` {
		t.Errorf("that field alone: %s", body)
	}
	for _, path := range []string{"/v1/stories?format=ndjson", at + "/document?format=json"} {
		if body := get(t, d, path).Body.String(); !strings.Contains(body, "zanzibaresque") {
			t.Errorf("%s does not show it", path)
		}
	}
	for _, format := range []string{"csv", "jsonld", "parquet"} {
		if body := get(t, d, "/v1/stories?format="+format).Body.String(); strings.Contains(body, "zanzibaresque") {
			t.Errorf("%s shows it", format)
		}
	}
	for query, shows := range map[string]bool{"format=timelinejs": true, "format=timelinejs-csv": true, "format=timelinejs&type=call": false, "format=jsonld": false} {
		if body := get(t, d, "/v1/events?story=us-ukraine-peace-talks&"+query).Body.String(); strings.Contains(body, "#zanzibaresque") != shows {
			t.Errorf("%s: the title slide's own background is there: %v", query, !shows)
		}
	}
	for _, file := range []string{"yaml", "json"} {
		text := d.send(t, http.MethodGet, at+"/document?format="+file, "").Body.String()
		if report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?format=story", text); len(report["updated"].(map[string]any)) > 0 {
			t.Errorf("a story file in %s changes %v", file, report["updated"])
		}
	}
	if gone := d.sent(t, http.StatusOK, http.MethodPatch, at, `{"origin":null}`, "If-Match", "*"); gone["origin"] != nil {
		t.Errorf("taken away: %v", gone["origin"])
	}
	if got := faultsOf(t, d.sent(t, http.StatusUnprocessableEntity, http.MethodPatch, at, `{"origin":[]}`, "If-Match", "*")); len(got) != 1 || got[0] != "/origin" {
		t.Errorf("a list: %q", got)
	}
}
