package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store/storetest"
)

func TestRecords(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	tests := []struct{ target, there, absent string }{
		{"/v1/events/yermak-waltz-call", `{"id":"yermak-waltz-call","story":"us-ukraine-peace-talks"`, `"data"`},
		{"/v1/events/yermak-waltz-call?fields=title", `"title":`, `"story"`},
		{"/v1/events/yermak-waltz-call?format=json", `"citations":[{`, `"links"`},
		{"/v1/actors/andriy-yermak", `"name":"Andriy Yermak"`, `"data"`},
		{"/v1/quotes/waltz-good-talks-quote", `"speaker":"mike-waltz"`, `"data"`},
		{"/v1/places/geneva", `"name":"Geneva"`, `"data"`},
		{"/v1/sources/us-ukraine-forge-path", `"digest":"`, `"data"`},
		{"/v1/stories/us-ukraine-peace-talks", `"visibility":"public"`, `"events"`},
		{"/v1/topics/peace-talks", `{"id":"peace-talks","events":`, `"data"`},
	}
	for _, tt := range tests {
		t.Run(tt.target, func(t *testing.T) {
			t.Parallel()
			rec := get(t, h, tt.target)
			if rec.Code != http.StatusOK {
				t.Fatalf("answers %d: %s", rec.Code, rec.Body)
			}
			expect(t, rec.Body.String(), tt.there, tt.absent)
		})
	}
}

// TestMissingRecords answers 404 to every id that nothing has, also to those
// that no database could even be asked for.
func TestMissingRecords(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for resource, one := range map[string]string{
		"events": "event", "actors": "actor", "quotes": "quote", "places": "place",
		"sources": "source", "stories": "story", "topics": "topic",
	} {
		for _, id := range []string{"no-such", "Andriy-Yermak", "%00", "%ff", "a%20b", "%27%3B--", strings.Repeat("a", 129), "..."} {
			p := refused(t, get(t, h, "/v1/"+resource+"/"+id), http.StatusNotFound, "not-found")
			if !strings.HasPrefix(p.Detail, "There is no "+one+" ") {
				t.Errorf("%s/%s: %s", resource, id, p.Detail)
			}
		}
	}
	refused(t, get(t, h, "/v1/stories/no-such/document"), http.StatusNotFound, "not-found")
	refused(t, get(t, h, "/v1/stories/%00/document"), http.StatusNotFound, "not-found")
}

func TestDocument(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	doc, err := storetest.Use(st).Document(t.Context(), "us-ukraine-peace-talks")
	if err != nil {
		t.Fatal(err)
	}
	var asYAML, asJSON bytes.Buffer
	if err := convert.WriteStoryYAML(&asYAML, doc); err != nil {
		t.Fatal(err)
	}
	if err := convert.WriteStoryJSON(&asJSON, doc); err != nil {
		t.Fatal(err)
	}
	const target = "/v1/stories/us-ukraine-peace-talks/document"
	tests := []struct {
		name, target, accept, media, body string
	}{
		{"by default", target, "", "application/json", asJSON.String()},
		{"by format", target + "?format=yaml", "", "application/yaml", asYAML.String()},
		{"by Accept", target, "application/yaml", "application/yaml", asYAML.String()},
		{"format wins", target + "?format=json", "application/yaml", "application/json", asJSON.String()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := get(t, h, tt.target, "Accept", tt.accept)
			if got := rec.Header().Get("Content-Type"); rec.Code != http.StatusOK || got != tt.media {
				t.Fatalf("answers %d, %s", rec.Code, got)
			}
			if rec.Body.String() != tt.body {
				t.Errorf("the answer is not the story file: %.300s", rec.Body)
			}
			if _, err := convert.ReadStory(rec.Body.Bytes()); err != nil {
				t.Errorf("the answer cannot be imported: %v", err)
			}
		})
	}
}
