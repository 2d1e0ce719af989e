package api_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

func TestConditionalRequests(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	const (
		event    = "/v1/events/yermak-waltz-call"
		events   = "/v1/events?limit=2"
		document = "/v1/stories/us-ukraine-peace-talks/document?format=yaml"
		before   = "Mon, 02 Jun 2025 14:04:59 GMT"
		written  = "Mon, 02 Jun 2025 14:05:00 GMT"
	)
	list := get(t, h, events).Header().Get("ETag")
	if !strings.HasPrefix(list, `W/"`) {
		t.Fatalf("a list's ETag is %s", list)
	}
	tests := []struct {
		name, target string
		header       []string
		status       int
		etag         string // "" for any
	}{
		{"plain", event, nil, 200, `"1"`},
		{"current tag", event, []string{"If-None-Match", `"1"`}, 304, `"1"`},
		{"compared weakly", event, []string{"If-None-Match", `W/"1"`}, 304, `"1"`},
		{"one of many", event, []string{"If-None-Match", `"a,b", W/"0" , "1"`}, 304, `"1"`},
		{"none of many", event, []string{"If-None-Match", `"a,b", W/"0"`}, 200, `"1"`},
		{"a copy in gzip", event, []string{"If-None-Match", `"1-gzip"`}, 304, `"1-gzip"`},
		{"a copy in zstd", event, []string{"If-None-Match", `"0", "1-zstd"`}, 304, `"1-zstd"`},
		{"another coding", event, []string{"If-None-Match", `"1-br"`}, 200, `"1"`},
		{"any", event, []string{"If-None-Match", `*`}, 304, `"1"`},
		{"not quoted", event, []string{"If-None-Match", `1`}, 200, `"1"`},
		{"not closed", event, []string{"If-None-Match", `"1`}, 200, `"1"`},
		{"the whole record's tag for a part", event + "?fields=title", []string{"If-None-Match", `"1"`}, 200, ""},
		{"unchanged since", event, []string{"If-Modified-Since", written}, 304, `"1"`},
		{"changed since", event, []string{"If-Modified-Since", before}, 200, `"1"`},
		{"no date", event, []string{"If-Modified-Since", "yesterday"}, 200, `"1"`},
		{"the tag wins: changed", event, []string{"If-None-Match", `"0"`, "If-Modified-Since", written}, 200, `"1"`},
		{"the tag wins: current", event, []string{"If-None-Match", `"1"`, "If-Modified-Since", before}, 304, `"1"`},
		{"a list", events, []string{"If-None-Match", list}, 304, list},
		{"a list, unchanged since", events, []string{"If-Modified-Since", written}, 304, list},
		{"a list, changed since", events, []string{"If-Modified-Since", before}, 200, list},
		{"another list", "/v1/events?limit=3", []string{"If-None-Match", list}, 200, ""},
		{"the same list of another resource", "/v1/quotes?limit=2", []string{"If-None-Match", list}, 200, ""},
		{"the same list in other words", "/v1/events?order=date&limit=2", []string{"If-None-Match", list}, 304, list},
		{"a story file", document, []string{"If-Modified-Since", written}, 304, ""},
		{"no condition helps what is wrong", "/v1/events?limit=0", []string{"If-None-Match", "*"}, 400, ""},
		{"nor what is not there", "/v1/events/nope", []string{"If-None-Match", "*"}, 404, ""},
		{"nor a story file that is not there", "/v1/stories/nope/document", []string{"If-None-Match", "*"}, 404, ""},
		{"nor a made-up cursor", "/v1/events?cursor=AAAA", []string{"If-None-Match", "*"}, 400, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := get(t, h, tt.target, tt.header...)
			if rec.Code != tt.status {
				t.Fatalf("answers %d, want %d", rec.Code, tt.status)
			}
			if got := rec.Header().Get("ETag"); tt.etag != "" && got != tt.etag {
				t.Errorf("ETag is %s, want %s", got, tt.etag)
			}
			if rec.Code == http.StatusNotModified && rec.Body.Len() > 0 {
				t.Error("a 304 has content")
			}
		})
	}
}

// TestVariantsHaveTheirOwnTags: two answers of one resource that differ must
// not share a tag.
func TestVariantsHaveTheirOwnTags(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, group := range [][]string{
		{"/v1/events/yermak-waltz-call", "/v1/events/yermak-waltz-call?fields=title", "/v1/events/yermak-waltz-call?fields=title,date"},
		{"/v1/events", "/v1/events?limit=1", "/v1/events?fields=title", "/v1/events?count=true", "/v1/events?include=actors", "/v1/actors"},
		{"/v1/stories/us-ukraine-peace-talks/document", "/v1/stories/us-ukraine-peace-talks/document?format=yaml"},
	} {
		seen := map[string]string{}
		for _, target := range group {
			tag := get(t, h, target).Header().Get("ETag")
			if other, taken := seen[tag]; taken {
				t.Errorf("%s and %s share the tag %s", target, other, tag)
			}
			seen[tag] = target
		}
	}
	one := get(t, h, "/v1/events/yermak-waltz-call?fields=title,date").Header().Get("ETag")
	if other := get(t, h, "/v1/events/yermak-waltz-call?fields=date,title").Header().Get("ETag"); one != other {
		t.Errorf("the same fields in another order have the tag %s instead of %s", other, one)
	}
}

// TestWritesChangeTags: after any write a list's tag is another, and so is
// that of a program of another version.
func TestWritesChangeTags(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	before := get(t, h, "/v1/events").Header().Get("ETag")
	if newer := get(t, api.New(st, api.Config{Version: "next"}), "/v1/events").Header().Get("ETag"); newer == before {
		t.Error("another version of the program gives the same tag")
	}
	doc, err := convert.ReadStory([]byte(`{"dateline": 1, "story": {"id": "other", "title": "Another story"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	rec := get(t, h, "/v1/events", "If-None-Match", before)
	if after := rec.Header().Get("ETag"); rec.Code != http.StatusOK || after == before {
		t.Errorf("after a write answers %d with the tag %s, before it was %s", rec.Code, after, before)
	}
}

// TestNotModifiedAsksForNothing: what the client has already is not looked up.
func TestNotModifiedAsksForNothing(t *testing.T) {
	t.Parallel()
	asked := 0
	h := api.NewFinding(storetest.Bundled(t), api.Config{}, func(context.Context, timeline.Query, *store.Position) (store.List, error) {
		asked++
		return store.List{}, nil
	})
	tag := raw(h, http.MethodGet, "/v1/events").Header().Get("ETag")
	for _, header := range [][]string{{"If-None-Match", tag}, {"If-None-Match", "*"}, {"If-Modified-Since", storetest.Now.Add(time.Hour).Format(http.TimeFormat)}} {
		if rec := raw(h, http.MethodGet, "/v1/events", header...); rec.Code != http.StatusNotModified {
			t.Errorf("%v is answered %d", header, rec.Code)
		}
	}
	if asked != 1 {
		t.Errorf("the list was looked up %d times, want once", asked)
	}
}
