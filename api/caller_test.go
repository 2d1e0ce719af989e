package api_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// tokenFor makes a token, and returns it as the header Authorization has it.
func tokenFor(t *testing.T, st *store.Store, name, scope string) string {
	t.Helper()
	secret, err := st.CreateToken(t.Context(), name, scope, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return "Bearer " + secret
}

// reads are one address of each kind of read.
var reads = []string{
	"/v1/events", "/v1/events?format=csv", "/v1/events?format=ndjson", "/v1/events?format=atom", "/v1/timeline.csv", "/v1/events/yermak-waltz-call",
	"/v1/events/facets?by=type", "/v1/events/aggregate?group=year,type&top=1&other=true", "/v1/events/histogram?interval=year&from=2024&to=2026", "/v1/events/network", "/v1/actors/mike-waltz/network",
	"/v1/actors", "/v1/quotes", "/v1/places", "/v1/sources", "/v1/stories", "/v1/topics", "/v1/topics/peace-talks",
	"/v1/stories/us-ukraine-peace-talks", "/v1/stories/us-ukraine-peace-talks/document",
}

func TestBadCredentials(t *testing.T) {
	t.Parallel()
	const invalid = `Bearer realm="dateline", error="invalid_token", error_description="`
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	good := tokenFor(t, st, "good", store.ScopeAdmin)
	revoked := tokenFor(t, st, "revoked", store.ScopeAdmin)
	if err := st.RevokeToken(t.Context(), "revoked"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		header []string
		status int
		code   string
		want   string
	}{
		{"unknown", []string{"Bearer dl_" + strings.Repeat("A", 43)}, 401, "unauthorized", invalid + `The token is unknown, expired or revoked."`},
		{"of another kind", []string{"Bearer abc.def=="}, 401, "unauthorized", invalid + `The token is unknown`},
		{"revoked", []string{revoked}, 401, "unauthorized", invalid + `The token is unknown`},
		{"no token", []string{"Bearer"}, 401, "unauthorized", invalid},
		{"an empty one", []string{"Bearer "}, 401, "unauthorized", invalid},
		{"two in one", []string{good + " " + good}, 401, "unauthorized", invalid},
		{"joined by a proxy", []string{good + ", " + good}, 401, "unauthorized", invalid},
		{"quoted", []string{`Bearer "` + good[7:] + `"`}, 401, "unauthorized", invalid},
		{"cut off", []string{good[:len(good)-1]}, 401, "unauthorized", invalid},
		{"with parameters", []string{good + ";a=b"}, 401, "unauthorized", invalid},
		{"no scheme", []string{good[7:]}, 401, "unauthorized", `Bearer realm="dateline"`},
		{"another scheme", []string{"Basic dXNlcjpwYXNz"}, 401, "unauthorized", `Bearer realm="dateline"`},
		{"nothing", []string{""}, 401, "unauthorized", `Bearer realm="dateline"`},
		{"hostile", []string{"Bearer \x00\"><script>"}, 401, "unauthorized", invalid},
		{"twice", []string{good, good}, 400, "invalid-authorization", `Bearer realm="dateline", error="invalid_request", error_description="The header Authorization is taken once."`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, target := range append(slices.Clone(reads), "/v1/events?limit=0", "/v1/events/nope") {
				rec := askWith(t, h, target, http.Header{"Authorization": tt.header, "If-None-Match": {"*"}})
				refused(t, rec, tt.status, tt.code)
				got := rec.Header().Get("WWW-Authenticate")
				if !strings.HasPrefix(got, tt.want) || (tt.want == `Bearer realm="dateline"` && got != tt.want) {
					t.Errorf("%s: WWW-Authenticate is %q, want %q", target, got, tt.want)
				}
				if strings.Contains(rec.Body.String(), good[7:]) || strings.Contains(rec.Body.String(), "script") {
					t.Errorf("%s: the answer repeats what was sent: %s", target, rec.Body)
				}
			}
		})
	}
}

// askWith is get with any headers.
func askWith(t *testing.T, h http.Handler, target string, header http.Header) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, target, nil)
	req.Header = header
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	validate(t, req, rec)
	return rec
}

func TestGoodCredentials(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	token := tokenFor(t, st, "reader", store.ScopeRead)
	for _, credentials := range []string{token, strings.Replace(token, "Bearer", "bearer", 1), strings.Replace(token, "Bearer ", "BEARER   ", 1)} {
		if rec := get(t, h, "/v1/events", "Authorization", credentials); rec.Code != http.StatusOK {
			t.Errorf("%.10s… is answered %d", credentials, rec.Code)
		}
	}
	refused(t, get(t, h, "/v1/events?access_token="+token[7:]), http.StatusBadRequest, "unknown-parameter")
	for _, target := range []string{"/", "/healthz", "/readyz", "/openapi.yaml", "/stories/us-ukraine-peace-talks"} {
		rec := get(t, h, target, "Authorization", "Bearer nonsense")
		if rec.Code != http.StatusOK || strings.Contains(rec.Header().Get("Vary"), "Authorization") || strings.Contains(rec.Header().Get("Cache-Control"), "private") {
			t.Errorf("%s, where no token is heard, answers %d, %v", target, rec.Code, rec.Header())
		}
	}
	if rec := raw(h, http.MethodOptions, "/v1/events", "Authorization", "Bearer nonsense"); rec.Code != http.StatusNoContent {
		t.Errorf("OPTIONS answers %d", rec.Code)
	}
}

// TestAnswersToHoldersAreTheirs: no cache gives the answer to a token to
// anybody else, and no tag of the one is taken for the other's.
func TestAnswersToHoldersAreTheirs(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	one, other := tokenFor(t, st, "one", store.ScopeRead), tokenFor(t, st, "other", store.ScopeAdmin)
	for _, target := range reads {
		open, held := get(t, h, target), get(t, h, target, "Authorization", one)
		if open.Code != http.StatusOK || held.Code != http.StatusOK {
			t.Fatalf("%s answers %d and %d", target, open.Code, held.Code)
		}
		for _, rec := range []*httptest.ResponseRecorder{open, held} {
			if got := rec.Header().Get("Vary"); !strings.Contains(got, "Authorization") {
				t.Errorf("%s: Vary is %q", target, got)
			}
		}
		if got := open.Header().Get("Cache-Control"); !strings.HasPrefix(got, "public, ") {
			t.Errorf("%s: Cache-Control for everybody is %q", target, got)
		}
		if got := held.Header().Get("Cache-Control"); got != "private, max-age=0, must-revalidate" {
			t.Errorf("%s: Cache-Control for a holder is %q", target, got)
		}
		mine, theirs := held.Header().Get("ETag"), open.Header().Get("ETag")
		if strings.HasPrefix(mine, "W/") && mine == theirs {
			t.Errorf("%s: everybody and holders share the tag %s", target, mine)
		}
		for _, tt := range []struct {
			who    string
			header []string
			status int
		}{
			{"one with its own tag", []string{"Authorization", one, "If-None-Match", mine}, 304},
			{"another holder with it", []string{"Authorization", other, "If-None-Match", mine}, 304},
			{"everybody with it", []string{"If-None-Match", mine}, 200},
			{"a holder with everybody's", []string{"Authorization", one, "If-None-Match", theirs}, 200},
			{"a holder with a date", []string{"Authorization", one, "If-Modified-Since", held.Header().Get("Last-Modified")}, 200},
		} {
			if !strings.HasPrefix(mine, "W/") && strings.Contains(tt.who, "everybody") {
				continue // a record's tag is its revision, whoever asks for the same text
			}
			rec := get(t, h, target, tt.header...)
			if rec.Code != tt.status {
				t.Errorf("%s: %s is answered %d, want %d", target, tt.who, rec.Code, tt.status)
			}
			if rec.Code == http.StatusNotModified && rec.Header().Get("Cache-Control") != "private, max-age=0, must-revalidate" {
				t.Errorf("%s: a 304 has Cache-Control %s", target, rec.Header().Get("Cache-Control"))
			}
		}
	}
}

func TestTheLogNamesTokens(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{Logger: slog.New(slog.NewJSONHandler(&log, nil))})
	token := tokenFor(t, st, "desk \"1\"", store.ScopeRead)
	for _, tt := range []struct {
		target, authorization string
		want                  any
	}{
		{"/v1/events", token, `desk "1"`}, {"/v1/events/nope", token, `desk "1"`}, {"/v1/events", "", nil}, {"/v1/events", token + "x", nil},
		{"/v1/events?access_token=" + token[7:], "", nil}, {"/v1/" + token[7:], "", nil},
	} {
		log.Reset()
		var header []string
		if tt.authorization != "" {
			header = []string{"Authorization", tt.authorization}
		}
		raw(h, http.MethodGet, tt.target, header...)
		var line map[string]any
		if err := json.Unmarshal(log.Bytes(), &line); err != nil {
			t.Fatalf("%v: %s", err, &log)
		}
		if line["token"] != tt.want {
			t.Errorf("%s: the token is %v, want %v", tt.target, line["token"], tt.want)
		}
		if strings.Contains(log.String(), token[7:]) {
			t.Errorf("%s: the log has the secret: %s", tt.target, &log)
		}
	}
}

// TestWriters holds what write routes begin with: nobody writes without a
// token that allows it.
func TestWriters(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	h := api.NewWriting(st, store.ScopeWrite)
	for _, tt := range []struct {
		name, authorization string
		status              int
		challenge           string
	}{
		{"without a token", "", 401, `Bearer realm="dateline"`},
		{"to read", tokenFor(t, st, "r", store.ScopeRead), 403,
			`Bearer realm="dateline", error="insufficient_scope", error_description="This needs a token of the scope write, and this one has the scope read.", scope="write"`},
		{"to write", tokenFor(t, st, "w", store.ScopeWrite), 200, ""},
		{"for all", tokenFor(t, st, "a", store.ScopeAdmin), 200, ""},
	} {
		var header []string
		if tt.authorization != "" {
			header = []string{"Authorization", tt.authorization}
		}
		rec := raw(h, http.MethodPost, "/v1/write?reason=a+slip", header...)
		if got := rec.Header().Get("WWW-Authenticate"); rec.Code != tt.status || got != tt.challenge {
			t.Errorf("%s: %d, %q; want %d, %q", tt.name, rec.Code, got, tt.status, tt.challenge)
		}
		if tt.status == 403 {
			refused(t, rec, 403, "forbidden")
		}
	}
}

const hidden = `dateline: 1
story: {id: hidden-story, title: A hidden story, visibility: private, topics: [hidden-topic]}
sources: [{id: hidden-source, title: A hidden source}]
actors: [{id: hidden-actor, name: Hidden Actor, kind: person}, {id: mike-waltz, name: Mike Waltz, kind: person}]
places: [{id: hidden-place, name: Hidden Place, kind: city, lat: 1, lon: 2}]
events:
  - id: hidden-event
    title: A hidden event
    type: call
    date: 2025-03-07
    actors: [hidden-actor, mike-waltz]
    places: [hidden-place]
    topics: [hidden-topic]
    quotes: [{id: hidden-quote, speaker: hidden-actor, text: Hidden words, language: en}]
`

// TestHoldersReadPrivateStories: everywhere, and nobody else anywhere.
func TestHoldersReadPrivateStories(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	doc, err := convert.ReadStory([]byte(hidden))
	if err != nil {
		t.Fatal(err)
	}
	doc.Actors[1] = bundledActor(t, st, doc.Actors[1].ID)
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	h := api.New(st, api.Config{})
	token := tokenFor(t, st, "reader", store.ScopeRead)
	for _, target := range []string{
		"/v1/events", "/v1/events?format=csv", "/v1/events?format=ndjson", "/v1/events?format=jsonld", "/v1/events?format=geojson", "/v1/events?format=ics", "/v1/events?format=atom",
		"/v1/events?format=jsonfeed", "/v1/events?format=timelinejs", "/v1/events?q=hidden", "/v1/events?actor=hidden-actor", "/v1/events?limit=1&order=-recorded", "/v1/timeline.csv",
		"/v1/events?story=hidden-story&format=atom", "/v1/events?include=actors,places",
		"/v1/events/facets?by=story,actor", "/v1/events/aggregate?group=story,actor&top=1000&other=true", "/v1/events/network", "/v1/actors/mike-waltz/network", "/v1/actors", "/v1/quotes", "/v1/quotes?format=csv", "/v1/places", "/v1/sources", "/v1/stories", "/v1/topics",
	} {
		for _, header := range [][]string{nil, {"Authorization", token}} {
			rec := get(t, h, target, header...)
			body := strings.ReplaceAll(strings.ToLower(rec.Body.String()), "q=hidden", "")
			for _, own := range []string{"actor=hidden-actor", "story=hidden-story", "actor%3dhidden-actor", "story%3dhidden-story"} {
				body = strings.ReplaceAll(body, own, "") // what was asked for is repeated
			}
			if got := strings.Contains(body, "hidden"); rec.Code != http.StatusOK || got != (header != nil) {
				t.Errorf("%s, with a token: %t: %d, says what is private: %t: %.300s", target, header != nil, rec.Code, got, rec.Body)
			}
		}
	}
	for _, target := range []string{
		"/v1/events/hidden-event", "/v1/actors/hidden-actor", "/v1/actors/hidden-actor/network", "/v1/quotes/hidden-quote", "/v1/places/hidden-place", "/v1/sources/hidden-source",
		"/v1/stories/hidden-story", "/v1/stories/hidden-story/document", "/v1/topics/hidden-topic",
	} {
		held := get(t, h, target, "Authorization", token)
		if held.Code != http.StatusOK {
			t.Errorf("%s answers a holder %d: %s", target, held.Code, held.Body)
		}
		for _, tag := range []string{"", held.Header().Get("ETag"), "*"} {
			refused(t, get(t, h, target, "If-None-Match", tag), http.StatusNotFound, "not-found")
		}
	}
	for _, target := range []string{"/", "/explore", "/stories/hidden-story"} {
		if rec := get(t, h, target, "Authorization", token, "Accept", "text/html"); strings.Contains(strings.ToLower(rec.Body.String()), "hidden event") || strings.Contains(rec.Body.String(), "A hidden story") {
			t.Errorf("the page %s shows what is private", target)
		}
	}
	whole := func(header ...string) string {
		return get(t, h, "/v1/events/histogram?interval=year&from=2025&to=2025", header...).Body.String()
	}
	if whole() == whole("Authorization", token) {
		t.Error("the histogram counts the same for everybody and for holders")
	}
}

// bundledActor is an actor as the bundled story has it, so that an import of
// another story does not change it.
func bundledActor(t *testing.T, st *store.Store, id string) timeline.Actor {
	t.Helper()
	record, err := storetest.Use(st).Actor(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var a timeline.Actor
	if err := json.Unmarshal(record.JSON, &a); err != nil {
		t.Fatal(err)
	}
	return a
}
