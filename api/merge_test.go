package api_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
)

// doubled is a desk where an actor, a place and a source are there twice.
func doubled(t *testing.T) desk {
	t.Helper()
	d := newDesk(t)
	for _, r := range []struct{ path, body string }{
		{"/v1/actors", `{"id":"andrii","name":"Andrii Yermak","kind":"person","wikidata":"Q1"}`},
		{"/v1/places", `{"id":"kiev","name":"Kiev","kind":"city"}`},
		{"/v1/places", `{"id":"kyiv-city","name":"Kyiv","kind":"city"}`},
		{"/v1/sources", `{"id":"post","title":"Kyiv Post, again"}`},
		{"/v1/events", `{"id":"met","story":"us-ukraine-peace-talks","title":"Met","type":"meeting","actors":["andrii",{"id":"andriy-yermak"}],"places":["kiev"],"citations":["post"]}`},
	} {
		d.sent(t, http.StatusCreated, http.MethodPost, r.path, r.body)
	}
	return d
}

// Two records become one: the old address leads on, and filters follow.
func TestMerge(t *testing.T) {
	t.Parallel()
	d := doubled(t)
	const at, body = "/v1/actors/andrii/merge", `{"into":"andriy-yermak"}`
	dry := d.send(t, http.MethodPost, at+"?dry_run=true", body, "If-Match", `"1"`)
	if said := dry.Body.String(); dry.Code != http.StatusOK || !strings.Contains(said, `"changed":{"event":1},"aliases":[],"filled":["wikidata"],"dry_run":true,"record":{"id":"andriy-yermak"`) {
		t.Errorf("a dry run answers %d, %s", dry.Code, said)
	}
	if rec := ask(t, d, http.MethodGet, "/v1/actors/andrii"); rec.Code != http.StatusOK {
		t.Fatalf("a dry run has changed something: %d", rec.Code)
	}
	d.sent(t, http.StatusOK, http.MethodPost, at+"?reason=the+same", body, "If-Match", `"1"`)
	d.sent(t, http.StatusOK, http.MethodPost, "/v1/places/kiev/merge", `{"into":"kyiv-city"}`, "If-Match", "*")
	d.sent(t, http.StatusOK, http.MethodPost, "/v1/sources/post/merge", `{"into":"us-ukraine-forge-path"}`, "If-Match", "*")
	for asked, want := range map[string]string{
		"/v1/actors/andrii":                      "/v1/actors/andriy-yermak",
		"/v1/actors/andrii?format=csv&fields=id": "/v1/actors/andriy-yermak?format=csv&fields=id",
		"/v1/actors/andrii/network?limit=2":      "/v1/actors/andriy-yermak/network?limit=2",
		"/v1/places/kiev?format=geojson":         "/v1/places/kyiv-city?format=geojson",
		"/v1/sources/post":                       "/v1/sources/us-ukraine-forge-path",
	} {
		if rec := ask(t, d, http.MethodGet, asked); rec.Code != http.StatusPermanentRedirect || rec.Header().Get("Location") != want {
			t.Errorf("GET %s answers %d, %q, want %s", asked, rec.Code, rec.Header().Get("Location"), want)
		}
	}
	if rec := d.send(t, http.MethodGet, "/v1/actors/andrii", ""); rec.Code != http.StatusPermanentRedirect || !strings.HasPrefix(rec.Header().Get("Cache-Control"), "private") {
		t.Errorf("with a token: %d, %v", rec.Code, rec.Header())
	}
	for _, filter := range []string{"events?actor=", "events?order=recorded&actor=", "events/facets?by=actor&actor=", "events/histogram?actor=", "events/aggregate?group=type&actor=", "events/network?actor=", "actors?id=", "quotes?speaker="} {
		old, is := asked(t, ask(t, d, http.MethodGet, "/v1/"+filter+"andrii")), asked(t, ask(t, d, http.MethodGet, "/v1/"+filter+"andriy-yermak"))
		delete(old, "links")
		delete(is, "links")
		if !reflect.DeepEqual(old, is) {
			t.Errorf("%s keeps %v, and %v", filter, old, is)
		}
	}
	if ids := list(t, d, "/v1/events?actor=andrii&place=kiev&source=post").ids(); len(ids) != 1 || ids[0] != "met" {
		t.Errorf("by all the old ids: %v", ids)
	}
	if rec := ask(t, d, http.MethodGet, "/v1/actors/andrii?as_of=2025-06-02T00:00:00Z"); rec.Code != http.StatusNotFound {
		t.Errorf("before it was there: %d", rec.Code)
	}
	if revisions := ask(t, d, http.MethodGet, "/v1/actors/andrii/revisions").Body.String(); !strings.Contains(revisions, `"the same"`) {
		t.Errorf("its revisions are %s", revisions)
	}
	made := d.send(t, http.MethodPost, "/v1/events", `{"id":"again","story":"us-ukraine-peace-talks","title":"Again","type":"meeting","actors":["andrii"]}`)
	if said := made.Body.String(); !strings.Contains(said, `"actors":[{"id":"andriy-yermak"`) || !strings.Contains(said, `the actor \"andrii\" was merged into \"andriy-yermak\"`) {
		t.Errorf("a new event that names the old id is %s", said)
	}
}

// What is not to be merged is refused, and the problem says what would be right.
func TestMergeRefusals(t *testing.T) {
	t.Parallel()
	d := doubled(t)
	for _, c := range []struct {
		name, target, body, match string
		status                    int
		says                      string
	}{
		{"without a condition", "actors/andrii", `{"into":"andriy-yermak"}`, "", http.StatusPreconditionRequired, "If-Match"},
		{"stale", "actors/andrii", `{"into":"andriy-yermak"}`, `"7"`, http.StatusPreconditionFailed, "revision 1"},
		{"nobody", "actors/nobody", `{"into":"andriy-yermak"}`, "*", http.StatusNotFound, "nobody"},
		{"into itself", "actors/andrii", `{"into":"andrii"}`, "*", http.StatusUnprocessableEntity, "into itself"},
		{"into nobody", "actors/andrii", `{"into":"nobody"}`, "*", http.StatusUnprocessableEntity, "/into"},
		{"no id", "places/kiev", `{"into":7}`, "*", http.StatusUnprocessableEntity, "expected the id of the place"},
		{"nothing", "sources/post", `{}`, "*", http.StatusUnprocessableEntity, "required"},
		{"too much", "sources/post", `{"into":"us-ukraine-forge-path","all":true}`, "*", http.StatusUnprocessableEntity, "/all"},
		{"no object", "sources/post", `[]`, "*", http.StatusUnprocessableEntity, "object"},
	} {
		var header []string
		if c.match != "" {
			header = []string{"If-Match", c.match}
		}
		if rec := d.send(t, http.MethodPost, "/v1/"+c.target+"/merge", c.body, header...); rec.Code != c.status || !strings.Contains(rec.Body.String(), c.says) {
			t.Errorf("%s answers %d, %s; want %d with %q", c.name, rec.Code, rec.Body, c.status, c.says)
		}
	}
	reader := d.by(t, "reader", store.ScopeRead)
	if rec := reader.send(t, http.MethodPost, "/v1/actors/andrii/merge", `{"into":"andriy-yermak"}`, "If-Match", "*"); rec.Code != http.StatusForbidden {
		t.Errorf("with the scope read: %d", rec.Code)
	}
}

// What only a private story holds is merged without telling anybody.
func TestMergeTellsNothingPrivate(t *testing.T) {
	t.Parallel()
	d := doubled(t)
	d.Handler = api.New(d.store, api.Config{})
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"hidden","title":"Hidden","visibility":"private"}`)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors?story=hidden", `{"id":"zz-agent","name":"ZZ Agent","kind":"person","aliases":["ZZ"],"description":"ZZ told us."}`)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", `{"id":"zz-met","story":"hidden","title":"ZZ met","type":"meeting","actors":["zz-agent"]}`)
	if rec := d.send(t, http.MethodPost, "/v1/actors/andriy-yermak/merge", `{"into":"zz-agent"}`, "If-Match", "*"); rec.Code != http.StatusConflict {
		t.Errorf("what anybody reads goes into what is private: %d, %s", rec.Code, rec.Body)
	}
	asks := []string{"/v1/actors/zz-agent", "/v1/actors/zz-agent/network", "/v1/actors/zz-agent/revisions", "/v1/actors/andriy-yermak", "/v1/actors/andriy-yermak/revisions", "/v1/events?actor=zz-agent",
		"/v1/events?actor=andriy-yermak", "/v1/events/facets?by=actor", "/v1/actors?q=zz", "/v1/changes", "/v1/events?q=zz", "/v1/stories/us-ukraine-peace-talks/document"}
	told := map[string]string{}
	for _, target := range asks {
		rec := ask(t, d, http.MethodGet, target, "X-Request-Id", "same")
		told[target] = rec.Body.String() + rec.Header().Get("Location") + rec.Header().Get("Etag")
	}
	d.sent(t, http.StatusOK, http.MethodPost, "/v1/actors/zz-agent/merge", `{"into":"andriy-yermak"}`, "If-Match", "*")
	for _, target := range asks {
		rec := ask(t, d, http.MethodGet, target, "X-Request-Id", "same")
		if now := rec.Body.String() + rec.Header().Get("Location") + rec.Header().Get("Etag"); now != told[target] {
			t.Errorf("%s has become %s\nand was %s", target, now, told[target])
		}
	}
	if found := d.send(t, http.MethodGet, "/v1/events?actor=zz-agent&story=hidden", "").Body.String(); !strings.Contains(found, `"zz-met"`) {
		t.Errorf("whoever has a token finds %s", found)
	}
}
