package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// desk is a server with the bundled story, and a caller who may write to it.
type desk struct {
	http.Handler
	store *store.Store
	token string
}

func newDesk(t *testing.T) desk {
	t.Helper()
	st := storetest.Bundled(t)
	return desk{api.New(st, api.Config{}), st, tokenFor(t, st, "desk", store.ScopeWrite)}
}

// send sends a request with a body, and holds the answer to the contract.
func (d desk) send(t *testing.T, method, target, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(method, target, strings.NewReader(body))
	req.Header.Set("Authorization", d.token)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	d.ServeHTTP(rec, req)
	validate(t, req, rec)
	return rec
}

// sent is send for what must be answered with a status.
func (d desk) sent(t *testing.T, status int, method, target, body string, header ...string) map[string]any {
	t.Helper()
	rec := d.send(t, method, target, body, header...)
	if rec.Code != status {
		t.Fatalf("%s %s %.200s answers %d, not %d: %.600s", method, target, body, rec.Code, status, rec.Body)
	}
	return parsed[map[string]any](t, rec)
}

// newRecords are a record of each resource that may be written, in an order in
// which each finds what it refers to.
var newRecords = []struct{ path, body, id, patch, field string }{
	{"/v1/stories", `{"id":"second","title":"Second story"}`, "second", `{"title":"Patched"}`, "title"},
	{"/v1/sources", `{"id":"wire","title":"Wire","published":"2025-03-06"}`, "wire", `{"title":"Patched"}`, "title"},
	{"/v1/actors", `{"id":"keith-kellogg","name":"Keith Kellogg","kind":"person","affiliations":["united-states"]}`, "keith-kellogg", `{"name":"Patched"}`, "name"},
	{"/v1/places", `{"id":"jeddah","name":"Jeddah","kind":"city","country":"SA"}`, "jeddah", `{"name":"Patched"}`, "name"},
	{"/v1/events", `{"id":"arrival","story":"second","title":"Arrival","type":"meeting","date":"2025-03~","actors":["keith-kellogg"],"places":[{"id":"jeddah","role":"location"}]}`,
		"arrival", `{"title":"Patched","summary":null}`, "title"},
	{"/v1/quotes", `{"id":"word","event":"arrival","speaker":"keith-kellogg","text":"Well."}`, "word", `{"text":"Patched"}`, "text"},
}

// Each resource is recorded, read, changed in part, replaced and taken back.
func TestWritingEachResource(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, n := range newRecords {
		rec := d.send(t, http.MethodPost, n.path+"?reason=as+told", n.body, "Content-Type", "application/json")
		at := n.path + "/" + n.id
		if rec.Code != http.StatusCreated || rec.Header().Get("Location") != at || rec.Header().Get("ETag") != `"1"` {
			t.Fatalf("POST %s answers %d, %v: %s", n.path, rec.Code, rec.Header(), rec.Body)
		}
		if read := get(t, d, at); read.Body.String() != rec.Body.String() {
			t.Errorf("%s reads\n%s, and was answered\n%s", at, read.Body, rec.Body)
		}
		refused(t, d.send(t, http.MethodPost, n.path, n.body), http.StatusConflict, "conflict")
		patched := d.sent(t, http.StatusOK, http.MethodPatch, at, n.patch, "If-Match", `"1-gzip"`, "Content-Type", "application/merge-patch+json")
		if patched[n.field] != "Patched" || patched["revision"] != 2.0 {
			t.Errorf("PATCH %s answers %v", at, patched)
		}
		for _, tag := range []string{`"1"`, `W/"2"`, `"two"`, `""`} {
			refused(t, d.send(t, http.MethodPatch, at, n.patch, "If-Match", tag), http.StatusPreconditionFailed, "precondition-failed")
			refused(t, d.send(t, http.MethodPut, at, n.body, "If-Match", tag), http.StatusPreconditionFailed, "precondition-failed")
			refused(t, d.send(t, http.MethodDelete, at+"?reason=x", "", "If-Match", tag), http.StatusPreconditionFailed, "precondition-failed")
		}
		refused(t, d.send(t, http.MethodPatch, at, n.patch), http.StatusPreconditionRequired, "precondition-required")
		refused(t, d.send(t, http.MethodPut, at, n.body), http.StatusPreconditionRequired, "precondition-required")
		refused(t, d.send(t, http.MethodDelete, at+"?reason=x", ""), http.StatusPreconditionRequired, "precondition-required")
		replaced := d.sent(t, http.StatusOK, http.MethodPut, at, n.body, "If-Match", `"7", "2"`)
		if replaced[n.field] == "Patched" || replaced["revision"] != 3.0 {
			t.Errorf("PUT %s answers %v", at, replaced)
		}
		same := d.sent(t, http.StatusOK, http.MethodPut, at, n.body, "If-Match", "*")
		if same["revision"] != 3.0 {
			t.Errorf("the same again is revision %v", same["revision"])
		}
		refused(t, d.send(t, http.MethodPut, n.path+"/nobody", n.body, "If-Match", "*"), http.StatusUnprocessableEntity, "invalid-record")
		refused(t, d.send(t, http.MethodPatch, n.path+"/nobody", n.patch, "If-Match", "*"), http.StatusNotFound, "not-found")
		refused(t, d.send(t, http.MethodDelete, n.path+"/nobody?reason=x", "", "If-Match", "*"), http.StatusNotFound, "not-found")
	}
	for _, n := range slices.Backward(newRecords) {
		at := n.path + "/" + n.id
		refused(t, d.send(t, http.MethodDelete, at, "", "If-Match", "*"), http.StatusBadRequest, "invalid-parameter")
		d.sent(t, http.StatusOK, http.MethodDelete, at+"?reason=never+was", "", "If-Match", "*")
		tombstone := parsed[struct{ Retracted map[string]string }](t, get(t, d, at)).Retracted
		if tombstone["reason"] != "never was" || tombstone["by"] != "desk" || tombstone["at"] == "" {
			t.Errorf("%s is retracted so: %v", at, tombstone)
		}
		if ids := list(t, d, n.path+"?limit=1000").ids(); slices.Contains(ids, n.id) {
			t.Errorf("%s lists the retracted %s", n.path, n.id)
		}
		refused(t, d.send(t, http.MethodPost, n.path, n.body), http.StatusConflict, "conflict")
		refused(t, d.send(t, http.MethodPatch, at, n.patch, "If-Match", "*"), http.StatusConflict, "conflict")
	}
}

// If-Match is a list of entity tags or *; what is neither is no condition that
// failed, and a weak tag is one that always does.
func TestIfMatch(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const at = "/v1/events/yermak-waltz-call"
	patch := func(tags ...string) *httptest.ResponseRecorder {
		req := httptest.NewRequest(http.MethodPatch, at, strings.NewReader(`{}`)) // which changes nothing
		req.Header.Set("Authorization", d.token)
		req.Header["If-Match"] = tags
		rec := httptest.NewRecorder()
		d.ServeHTTP(rec, req)
		validate(t, req, rec)
		return rec
	}
	for _, tags := range [][]string{
		{`1`}, {`"1"x`}, {`x"1"`}, {`"1`}, {`1"`}, {`"`}, {``}, {` `}, {`,`}, {`"1" "2"`}, {`"1", 2`}, {`"2", "1`}, {`w/"1"`}, {`W/1`}, {`W/ "1"`}, {`W/`},
		{`*, "1"`}, {`"1", *`}, {`**`}, {`"a b"`}, {"\"a\x7f\""}, {`"1"`, `2`}, {`*`, `*`},
	} {
		p := refused(t, patch(tags...), http.StatusBadRequest, "invalid-header")
		expect(t, p.Detail, `If-Match: "1"`, "weak")
	}
	for _, tags := range [][]string{{`W/"1"`}, {`"2", W/"1"`}, {`W/"1"`, `"7"`}} {
		p := refused(t, patch(tags...), http.StatusPreconditionFailed, "precondition-failed")
		expect(t, p.Detail, `W/"1"`, "")
		expect(t, p.Detail, "weak", "")
	}
	for _, tags := range [][]string{{`"2"`}, {`""`}, {`"1,2"`}, {`"2,"`, `",1"`}, {`"é"`}, {`"two"`}} {
		p := refused(t, patch(tags...), http.StatusPreconditionFailed, "precondition-failed")
		expect(t, p.Detail, "revision 1", "weak")
	}
	for _, tags := range [][]string{{`"1"`}, {`*`}, {` * `}, {`"a,b" ,, "1",`}, {"W/\"1\",\t\"1\""}, {`"0"`, `"1-zstd"`}} {
		if rec := patch(tags...); rec.Code != http.StatusOK {
			t.Errorf("%q answers %d: %s", tags, rec.Code, rec.Body)
		}
	}
}

// Without an id one is made; a private story's actor is private at once; what a
// name is changed to shows in the events, under another tag.
func TestWhatWritesDo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	made := d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", `{"story":"us-ukraine-peace-talks","title":"Talks go on","type":"meeting","actors":[{"id":"new-envoy","name":"New Envoy","kind":"person"}]}`)
	id, _ := made["id"].(string)
	if id != "talks-go-on" {
		t.Errorf("the made id is %q", id)
	}
	for _, tt := range []struct{ path, body, want string }{
		{"events", `{"story":"us-ukraine-peace-talks","title":"Talks go on","type":"meeting"}`, "talks-go-on-2"},
		{"events", `{"story":"us-ukraine-peace-talks","title":"Talks go on!","type":"meeting","quotes":[{"id":"go-on","speaker":"mike-waltz","text":"On."}]}`, "talks-go-on-3"},
		{"events", `{"story":"us-ukraine-peace-talks","title":"Stream","type":"meeting"}`, "event-stream"},
		{"events", `{"story":"us-ukraine-peace-talks","title":"谈判","type":"meeting"}`, "event"},
		{"actors", `{"name":"Андрій Єрмак","kind":"person"}`, "andrii-yermak"},
		{"actors", `{"name":"Mike Waltz","kind":"person"}`, "mike-waltz-2"},
		{"places", `{"name":"Kraków","kind":"city"}`, "krakow"},
		{"quotes", `{"event":"talks-go-on-3","speaker":"mike-waltz","text":"Talks, talks."}`, "mike-waltz-talks-talks"},
	} {
		made := d.sent(t, http.StatusCreated, http.MethodPost, "/v1/"+tt.path, tt.body)
		if made["id"] != tt.want {
			t.Errorf("%s is called %v, want %s", tt.body, made["id"], tt.want)
		}
		if quotes, _ := made["quotes"].([]any); len(quotes) > 0 && quotes[0].(map[string]any)["event"] != tt.want {
			t.Errorf("a quote of %s is in %v", tt.want, quotes[0])
		}
	}
	if get(t, d, "/v1/actors/new-envoy").Code != http.StatusOK {
		t.Error("the actor that came along is not there")
	}
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"secret","title":"Secret","visibility":"private"}`)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors?story=secret", `{"id":"informant","name":"Informant","kind":"person"}`)
	refused(t, get(t, d, "/v1/actors/informant"), http.StatusNotFound, "not-found")
	if rec := d.send(t, http.MethodGet, "/v1/actors/informant", ""); rec.Code != http.StatusOK {
		t.Errorf("a holder reads it with %d", rec.Code)
	}
	before := get(t, d, "/v1/events/yermak-waltz-call")
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/actors/mike-waltz", `{"name":"Michael Waltz"}`, "If-Match", `"1"`)
	after := get(t, d, "/v1/events/yermak-waltz-call", "If-None-Match", before.Header().Get("ETag"))
	if after.Code != http.StatusOK || !strings.Contains(after.Body.String(), `"name":"Michael Waltz"`) || !strings.HasPrefix(after.Header().Get("ETag"), `"1-`) {
		t.Errorf("the event with the new name answers %d, %s", after.Code, after.Header().Get("ETag"))
	}
	conflict := refused(t, d.send(t, http.MethodDelete, "/v1/actors/mike-waltz?reason=x", "", "If-Match", "*"), http.StatusConflict, "conflict")
	expect(t, conflict.Detail, `the event "`, "")
}

// Mistakes are told with the place of each, and nothing is written.
func TestBadBodies(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	event := `{"story":"us-ukraine-peace-talks","title":"T","type":"call"`
	for _, tt := range []struct{ body, pointers string }{
		{event + `,"date":"2025-13","actors":["nobody"],"status":"happened"}`, "/date /status /actors/0/id"},
		{event + `,"actors":["nobody","mike-waltz"],"places":["nowhere"]}`, "/actors/0/id /places/0/id"},
		{event + `,"titel":"x"}`, "/titel"},
		{`{"story":"none","title":"T","type":"call"}`, "/story"},
		{`{"title":"T","type":"call"}`, "/story"},
		{`[]`, ""}, {`"x"`, ""}, {`{`, ""}, {``, ""}, {`{} {}`, ""}, {"\xff", ""}, {`{"id":"a","id":"b"}`, ""},
	} {
		p := refused(t, d.send(t, http.MethodPost, "/v1/events", tt.body), http.StatusUnprocessableEntity, "invalid-record")
		var got []string
		for _, f := range p.Faults {
			if f.Pointer != "" && f.Pointer != "/id" {
				got = append(got, f.Pointer)
			}
		}
		if strings.Join(got, " ") != tt.pointers {
			t.Errorf("%s: faults at %v, want %s (%s)", tt.body, got, tt.pointers, p.Detail)
		}
	}
	for _, tt := range []struct {
		target, code string
		status       int
		header       []string
	}{
		{"/v1/events", "unsupported-media-type", 415, []string{"Content-Type", "text/plain"}},
		{"/v1/events", "unsupported-media-type", 415, []string{"Content-Type", "application/json; charset=latin1"}},
		{"/v1/events", "unsupported-media-type", 415, []string{"Content-Encoding", "gzip"}},
		{"/v1/events?reson=x", "unknown-parameter", 400, nil},
		{"/v1/events?reason=", "invalid-parameter", 400, nil},
		{"/v1/events?reason=a&reason=b", "invalid-parameter", 400, nil},
		{"/v1/events?story=x", "unknown-parameter", 400, nil},
		{"/v1/actors?story=No%20Slug", "invalid-parameter", 400, nil},
		{"/v1/events", "invalid-header", 400, []string{"Idempotency-Key", "two words"}},
		{"/v1/events", "invalid-header", 400, []string{"Idempotency-Key", strings.Repeat("k", 256)}},
	} {
		refused(t, d.send(t, http.MethodPost, tt.target, event+`}`, tt.header...), tt.status, tt.code)
	}
	// The call is part of the discussions already.
	circle := refused(t, d.send(t, http.MethodPatch, "/v1/events/us-ukraine-discussions", `{"relations":[{"type":"follows","event":"white-house-clash"},{"type":"part-of","event":"yermak-waltz-call"}]}`, "If-Match", "*"), http.StatusUnprocessableEntity, "invalid-record")
	if len(circle.Faults) != 1 || circle.Faults[0].Pointer != "/relations/1/event" {
		t.Errorf("an event that is part of itself: %+v", circle)
	}
	refused(t, d.send(t, http.MethodPatch, "/v1/events/yermak-waltz-call", `{"id":"other"}`, "If-Match", "*"), http.StatusUnprocessableEntity, "invalid-record")
	refused(t, d.send(t, http.MethodPatch, "/v1/events/yermak-waltz-call", `{"title":null}`, "If-Match", "*"), http.StatusUnprocessableEntity, "invalid-record")
	refused(t, d.send(t, http.MethodPatch, "/v1/events/yermak-waltz-call", `[]`, "If-Match", "*"), http.StatusUnprocessableEntity, "invalid-record")
	small := desk{api.New(d.store, api.Config{MaxBody: 100}), d.store, d.token}
	refused(t, small.send(t, http.MethodPost, "/v1/events", event+`,"summary":"`+strings.Repeat("x", 100)+`"}`), http.StatusRequestEntityTooLarge, "body-too-large")
	if total := *list(t, d, "/v1/events?count=true").Page.Total; total != 39 {
		t.Errorf("there are %d events", total)
	}
}

// Who may not write is told what is missing.
func TestWritesNeedAToken(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	reader := desk{d, d.store, tokenFor(t, d.store, "reader", store.ScopeRead)}
	for _, n := range newRecords {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			at := n.path
			if method != http.MethodPost {
				at += "/" + n.id
			}
			rec := reader.send(t, method, at, n.body)
			refused(t, rec, http.StatusForbidden, "forbidden")
			if got := rec.Header().Get("WWW-Authenticate"); !strings.Contains(got, `error="insufficient_scope"`) || !strings.Contains(got, `scope="write"`) {
				t.Errorf("the challenge is %s", got)
			}
			refused(t, ask(t, d, method, at), http.StatusUnauthorized, "unauthorized")
		}
	}
	refused(t, reader.send(t, http.MethodPost, "/v1/import", "{}"), http.StatusForbidden, "forbidden")
	refused(t, ask(t, d, http.MethodPost, "/v1/import"), http.StatusUnauthorized, "unauthorized")
}

// The same request under the same key is done once.
func TestIdempotencyKeys(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const event = `{"story":"us-ukraine-peace-talks","title":"Once","type":"call"}`
	first := d.send(t, http.MethodPost, "/v1/events", event, "Idempotency-Key", "k1")
	again := d.send(t, http.MethodPost, "/v1/events", event, "Idempotency-Key", "k1")
	if first.Code != http.StatusCreated || again.Code != http.StatusCreated || first.Body.String() != again.Body.String() ||
		first.Header().Get("Location") != again.Header().Get("Location") || first.Header().Get("ETag") != again.Header().Get("ETag") {
		t.Errorf("first %d %s, again %d %s", first.Code, first.Body, again.Code, again.Body)
	}
	refused(t, d.send(t, http.MethodPost, "/v1/events", strings.Replace(event, "Once", "Twice", 1), "Idempotency-Key", "k1"), http.StatusUnprocessableEntity, "key-reused")
	refused(t, d.send(t, http.MethodPost, "/v1/events?reason=x", event, "Idempotency-Key", "k1"), http.StatusUnprocessableEntity, "key-reused")
	other := desk{d, d.store, tokenFor(t, d.store, "other", store.ScopeWrite)}
	if got := other.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", event, "Idempotency-Key", "k1"); strings.Contains(first.Body.String(), got["id"].(string)) {
		t.Error("another token's key is taken for its own")
	}
	const line = `{"entity":"actor","id":"new","name":"New","kind":"person"}`
	for range 2 {
		report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", line, "Idempotency-Key", "k2")
		if created, _ := json.Marshal(report["created"]); string(created) != `{"actor":1}` {
			t.Errorf("the import reports %v", report)
		}
	}
	refused(t, d.send(t, http.MethodPost, "/v1/import", line+"\n"+line, "Idempotency-Key", "k2"), http.StatusUnprocessableEntity, "key-reused")
}

// An import takes what the command takes.
func TestImportRoute(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	lines := `{"entity":"story","id":"imported","title":"Imported"}` + "\n" + `{"entity":"actor","id":"a","name":"A","kind":"person"}` + "\n" +
		`{"id":"e1","title":"One","type":"call","actors":["a"]}` + "\n" + `{"id":"e2","title":"Two","type":"call","actors":["nobody"]}` + "\n" + `no json` + "\n"
	refused(t, d.send(t, http.MethodPost, "/v1/import?atomic=true", lines), http.StatusUnprocessableEntity, "invalid-record")
	refused(t, get(t, d, "/v1/stories/imported"), http.StatusNotFound, "not-found")
	dry := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?dry_run=true", lines)
	if dry["rejected"] != 2.0 || dry["dry_run"] != true {
		t.Errorf("the dry run reports %v", dry)
	}
	refused(t, get(t, d, "/v1/stories/imported"), http.StatusNotFound, "not-found")
	report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?reason=archive", lines, "Content-Type", "application/x-ndjson")
	rejects, _ := report["rejects"].([]any)
	if report["rejected"] != 2.0 || len(rejects) != 2 || rejects[0].(map[string]any)["line"] != 4.0 && rejects[1].(map[string]any)["line"] != 4.0 {
		t.Errorf("the import reports %v", report)
	}
	if got := list(t, d, "/v1/events?story=imported").ids(); len(got) != 1 || got[0] != "e1" {
		t.Errorf("the story has %v", got)
	}
	d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?story=other", `{"id":"e3","title":"Three","type":"call"}`)
	file := get(t, d, "/v1/stories/imported/document?format=yaml").Body.String()
	same := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", file, "Content-Type", "application/yaml")
	if created, _ := json.Marshal([]any{same["created"], same["updated"]}); string(created) != `[{},{}]` {
		t.Errorf("the story's own file changes %v", same)
	}
	p := refused(t, d.send(t, http.MethodPost, "/v1/import?format=story", "dateline: 1\nstory: {id: x}\n"), http.StatusUnprocessableEntity, "invalid-record")
	if len(p.Faults) == 0 || p.Faults[0].Pointer != "/story/title" {
		t.Errorf("the faults are %v", p.Faults)
	}
	for _, query := range []string{"format=xml", "dry_run=yes", "atomic=1", "story=No", "limit=1"} {
		if rec := d.send(t, http.MethodPost, "/v1/import?"+query, lines); rec.Code != http.StatusBadRequest {
			t.Errorf("%s answers %d", query, rec.Code)
		}
	}
	refused(t, d.send(t, http.MethodPost, "/v1/import?story=x", file, "Content-Type", "application/yaml"), http.StatusBadRequest, "invalid-parameter")
	small := desk{api.New(d.store, api.Config{MaxImport: 50}), d.store, d.token}
	refused(t, small.send(t, http.MethodPost, "/v1/import", lines), http.StatusRequestEntityTooLarge, "body-too-large")
}

// Nothing that is left out makes a private story public; only saying so does.
func TestVisibilityLeftOut(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"draft","title":"Draft","visibility":"private"}`)
	merge := []string{"If-Match", "*", "Content-Type", "application/merge-patch+json"}
	for _, write := range []func(){
		func() {
			d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", `{"entity":"story","id":"draft","title":"By a line"}`+"\n", "Content-Type", "application/x-ndjson")
		},
		func() {
			d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", "dateline: 1\nstory: {id: draft, title: By a file}\n", "Content-Type", "application/yaml")
		},
		func() {
			d.sent(t, http.StatusOK, http.MethodPut, "/v1/stories/draft", `{"id":"draft","title":"Anew"}`, "If-Match", "*", "Content-Type", "application/json")
		},
		func() {
			d.sent(t, http.StatusOK, http.MethodPatch, "/v1/stories/draft", `{"title":"Patched","visibility":null}`, merge...)
		},
	} {
		write()
		if rec := raw(d, http.MethodGet, "/v1/stories/draft"); rec.Code != http.StatusNotFound {
			t.Errorf("without a token: %d %s", rec.Code, rec.Body)
		}
	}
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/stories/draft", `{"visibility":"public"}`, merge...)
	d.sent(t, http.StatusOK, http.MethodPut, "/v1/stories/draft", `{"id":"draft","title":"Anew"}`, "If-Match", "*", "Content-Type", "application/json")
	if rec := raw(d, http.MethodGet, "/v1/stories/draft"); rec.Code != http.StatusOK {
		t.Errorf("a public story that is written anew is answered %d", rec.Code)
	}
	if got := d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"open","title":"Open"}`); got["visibility"] != "public" {
		t.Errorf("a new story is %v", got["visibility"])
	}
}

// A quote stands in its event once, and a line with one twice spoils no other.
func TestQuoteTwiceInAnEvent(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const twice = `{"id":"twice","story":"us-ukraine-peace-talks","title":"T","type":"other","quotes":[{"id":"q","speaker":"mike-waltz","text":"a"},{"id":"q","speaker":"mike-waltz","text":"b"}]}`
	rec := d.send(t, http.MethodPost, "/v1/events", twice, "Content-Type", "application/json")
	if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `"/quotes/1/id"`) {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	got := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", strings.Join([]string{
		`{"id":"before","story":"us-ukraine-peace-talks","title":"T","type":"other"}`, twice, `{"id":"behind","story":"us-ukraine-peace-talks","title":"T","type":"other"}`, ""}, "\n"), "Content-Type", "application/x-ndjson")
	if got["rejected"] != 1.0 || got["created"].(map[string]any)["event"] != 2.0 {
		t.Errorf("%v", got)
	}
}

// What one write may not do is told with its place and reason.
func TestWritesThatMayNotBe(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	merge := []string{"If-Match", "*", "Content-Type", "application/merge-patch+json"}
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"other","title":"Other"}`)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", `{"id":"aside","story":"other","title":"Aside","type":"call"}`)
	for _, tt := range []struct{ method, path, body, says string }{
		{http.MethodPatch, "/v1/events/aside", `{"story":"us-ukraine-peace-talks"}`, `"pointer":"/story"`},
		{http.MethodPatch, "/v1/quotes/waltz-good-talks-quote", `{"event":"aside"}`, `"pointer":"/event"`},
		{http.MethodPatch, "/v1/actors/mike-waltz", `{"affiliations":[{"actor":"united-states","from":"2025","to":"2020"}]}`, `"pointer":"/affiliations/0/to"`},
		{http.MethodPatch, "/v1/actors/mike-waltz", `{"offices":[{"title":"T","from":"2025-03","to":"2025-02"}]}`, `"pointer":"/offices/0/to"`},
		{http.MethodPatch, "/v1/sources/us-ukraine-forge-path", `{"length":3000}`, `"pointer":"/length"`},
		{http.MethodPatch, "/v1/events/aside", `{"figures":[{"name":"f","value":9007199254740993}]}`, "9007199254740993 has more digits than can be kept; 9007199254740992 would be"},
		{http.MethodPatch, "/v1/events/aside", `{"figures":[{"name":"f","value":1e400}]}`, "1e400 is too large a number"},
	} {
		if rec := d.send(t, tt.method, tt.path, tt.body, merge...); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), tt.says) {
			t.Errorf("%s %s: %d %s", tt.path, tt.body, rec.Code, rec.Body)
		}
	}
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/aside", `{"figures":[{"name":"f","value":9007199254740992},{"name":"g","value":1e22}]}`, merge...)

	const forged = `{"id":"forged","story":"other","title":"T","type":"call","verification":"retracted","retracted":{"reason":"x","at":"1990-01-01T00:00:00Z","by":"somebody"}}`
	refused(t, d.send(t, http.MethodPost, "/v1/events", forged, "Content-Type", "application/json"), http.StatusBadRequest, "invalid-parameter")
	refused(t, d.send(t, http.MethodPatch, "/v1/events/aside", `{"verification":"retracted"}`, merge...), http.StatusBadRequest, "invalid-parameter")
	got := d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events?reason=never+was", forged, "Content-Type", "application/json")
	if r := got["retracted"].(map[string]any); r["reason"] != "never was" || r["by"] != "desk" || strings.HasPrefix(r["at"].(string), "1990") {
		t.Errorf("recorded as retracted: %v", r)
	}
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/aside?reason=wrong", `{"verification":"retracted"}`, merge...)
	refused(t, d.send(t, http.MethodPatch, "/v1/events/aside", `{"verification":"reported"}`, merge...), http.StatusConflict, "conflict")

	d.sent(t, http.StatusOK, http.MethodDelete, "/v1/stories/other?reason=wrong", "", "If-Match", "*")
	got = d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", `{"id":"late","story":"other","title":"T","type":"call"}`+"\n", "Content-Type", "application/x-ndjson")
	if got["rejected"] != 1.0 {
		t.Errorf("an event for a retracted story: %v", got)
	}
}
