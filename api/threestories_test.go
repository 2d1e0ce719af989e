package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// threeStories are a server's stories that share people, places and sources: of the
// third, which shares none, nothing changes with the others.
func threeStories(t *testing.T, cfg api.Config) desk {
	t.Helper()
	st := storetest.Open(t)
	d := desk{api.New(st, cfg), st, tokenFor(t, st, "desk", store.ScopeAdmin)}
	for _, lines := range []string{`{"entity":"story","id":"one","title":"One","language":"en"}
{"entity":"source","id":"paper","title":"The paper","publisher":"Press","url":"https://press.example/1"}
{"entity":"actor","id":"league","name":"League","kind":"alliance"}
{"entity":"actor","id":"state","name":"State","kind":"country","country":"PL","affiliations":["league"]}
{"entity":"actor","id":"ann","name":"Ann","kind":"person","affiliations":["state"],"offices":[{"title":"Envoy","organization":"state"}]}
{"entity":"actor","id":"anne","name":"Anne","kind":"person"}
{"entity":"place","id":"region","name":"Region","kind":"region","country":"PL"}
{"entity":"place","id":"town","name":"Town","kind":"city","parent":"region","lat":50,"lon":20}
{"entity":"place","id":"burgh","name":"Burgh","kind":"city"}
{"entity":"event","id":"call","title":"A call","type":"call","date":"2025-03-05","actors":["ann"],"places":["town"],"citations":[{"source":"paper","exact":"They called."}],"quotes":[{"id":"said","speaker":"ann","text":"They called.","citations":[{"source":"paper","exact":"They called."}]}]}
`, `{"entity":"story","id":"two","title":"Two","language":"en"}
{"entity":"event","id":"meeting","title":"A meeting","type":"meeting","date":"2025-03-06","actors":["ann"],"places":["town"],"relations":[{"type":"follows","event":"call"}],"citations":["paper"]}
{"entity":"event","id":"dinner","title":"A dinner","type":"meeting","date":"2025-03","actors":["anne"],"places":["burgh"]}
`, `{"entity":"story","id":"three","title":"Three","language":"en"}
{"entity":"source","id":"wire","title":"The wire"}
{"entity":"actor","id":"bob","name":"Bob","kind":"person"}
{"entity":"place","id":"isle","name":"Isle","kind":"island"}
{"entity":"event","id":"storm","title":"A storm","type":"other","date":"2025-04-01","actors":["bob"],"places":["isle"],"citations":["wire"]}
`} {
		d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", lines, "Content-Type", "application/x-ndjson")
	}
	return d
}

// storyWrite is a change of the three stories.
type storyWrite struct{ name, method, target, body, media string }

// storyWrites are of every kind. Each leaves the next one possible.
func storyWrites() []storyWrite {
	const merge, plain, lines = "application/merge-patch+json", "text/plain; charset=utf-8", "application/x-ndjson"
	patch := func(name, at, body string) storyWrite {
		return storyWrite{name, http.MethodPatch, "/v1/" + at, body, merge}
	}
	post := func(name, at, body string) storyWrite {
		return storyWrite{name, http.MethodPost, "/v1/" + at, body, "application/json"}
	}
	return []storyWrite{
		patch("rename an actor", "actors/ann", `{"name":"Ann Other","aliases":["A. O."]}`),
		patch("describe an actor", "actors/ann", `{"description":"An envoy."}`),
		patch("rename what an actor belongs to", "actors/state", `{"name":"The State"}`),
		patch("rename what is above that", "actors/league", `{"name":"The League"}`),
		patch("leave what is above", "actors/state", `{"affiliations":[]}`),
		patch("come back", "actors/state", `{"affiliations":["league"]}`),
		patch("rename a place", "places/town", `{"name":"The Town","lat":51}`),
		patch("rename a region", "places/region", `{"name":"The Region"}`),
		patch("move a place out", "places/town", `{"parent":null,"country":"DE"}`),
		patch("move a place in", "places/town", `{"parent":"region"}`),
		patch("retitle a source", "sources/paper", `{"title":"The newspaper"}`),
		{"keep a text", http.MethodPut, "/v1/sources/paper/text", "It is said. They called. And so on.", plain},
		{"keep another text", http.MethodPut, "/v1/sources/paper/text", "They called, they wrote.", plain},
		{"forget the text", http.MethodDelete, "/v1/sources/paper/text", "", ""},
		patch("retitle an event that others follow", "events/call", `{"title":"The call","date":"2025-03-04"}`),
		patch("change a quote", "quotes/said", `{"kind":"indirect"}`),
		patch("retitle a story", "stories/one", `{"title":"One story","topics":["talks"]}`),
		patch("change a story's language", "stories/two", `{"language":"de"}`),
		post("add an event", "events", `{"id":"letter","story":"two","title":"A letter","type":"other","date":"2025-05","actors":["ann",{"name":"Cem","kind":"person","id":"cem"}]}`),
		post("add an actor of nobody", "actors", `{"id":"loner","name":"Loner","kind":"person"}`),
		{"import what is there with more", http.MethodPost, "/v1/import?story=one", `{"entity":"event","id":"note","title":"A note","type":"other","date":"2025","actors":["cem"],"relations":[{"type":"follows","event":"letter"}]}` + "\n", lines},
		patch("hide a story", "stories/one", `{"visibility":"private"}`),
		patch("write what is hidden", "events/call", `{"title":"A secret call"}`),
		patch("show a story", "stories/one", `{"visibility":"public"}`),
		post("merge an actor", "actors/anne/merge", `{"into":"ann"}`),
		post("merge a place", "places/burgh/merge", `{"into":"town"}`),
		post("merge one that no story has", "actors/loner/merge", `{"into":"ann"}`),
		{"retract a quote", http.MethodDelete, "/v1/quotes/said?reason=wrong", "", ""},
		{"retract an event", http.MethodDelete, "/v1/events/note?reason=wrong", "", ""},
		post("erase an event", "events/call/erase", `{"reason":"law"}`),
		post("erase an actor", "actors/cem/erase", `{"reason":"law"}`),
	}
}

// write makes a change that must be possible.
func (d desk) write(t *testing.T, w storyWrite) {
	t.Helper()
	header := []string{"If-Match", "*"}
	if w.method == http.MethodPost {
		header = nil
		if strings.Contains(w.target, "/merge") || strings.Contains(w.target, "/erase") {
			header = []string{"If-Match", "*"}
		}
	}
	if w.media != "" {
		header = append(header, "Content-Type", w.media)
	}
	if rec := d.send(t, w.method, w.target, w.body, header...); rec.Code >= http.StatusMultipleChoices {
		t.Fatalf("%s: %s %s answers %d: %s", w.name, w.method, w.target, rec.Code, rec.Body)
	}
}

// storyReads are addresses of every kind that are about one story, each under a name
// that is the same for all stories.
func storyReads(story string) []string {
	of := func(list ...string) []string {
		for i, at := range list {
			list[i] = strings.ReplaceAll(at, "STORY", story)
		}
		return list
	}
	reads := of("/stories/STORY", "/embed/STORY", "/stories/STORY?lang=uk&actor=ann", "/oembed?url=/stories/STORY", "/v1/stories/STORY", "/v1/stories/STORY/document",
		"/v1/events?story=STORY&include=actors,places,sources", "/v1/events?story=STORY&order=recorded", "/v1/events?story=STORY&count=true&limit=1", "/v1/timeline.csv?story=STORY&limit=5",
		"/v1/events?story=STORY&verification=retracted",
		"/v1/events/histogram?story=STORY&interval=day&from=2025-03-01&to=2025-04-30", "/v1/events/aggregate?story=STORY&group=year,actor&top=1&other=true", "/v1/events/aggregate?story=STORY&group=place&format=csv",
		"/v1/events/network?story=STORY", "/v1/quotes/facets?story=STORY&by=speaker", "/v1/actors/ann/network?story=STORY", "/v1/events?story=STORY&q=call")
	for _, by := range []string{"actor", "place", "source", "topic", "speaker", "country", "evidence", "story", "type"} {
		reads = append(reads, of("/v1/events/facets?story=STORY&affiliated=true&by="+by)...)
	}
	for _, filter := range []string{"actor=ann", "actor=anne", "actor=loner", "actor=league&affiliated=true", "place=region", "place=burgh", "country=PL", "source=paper", "evidence=proved", "speaker=ann"} {
		reads = append(reads, of("/v1/events?story=STORY&"+filter)...)
	}
	for _, format := range []string{"csv", "atom", "timelinejs"} {
		reads = append(reads, of("/v1/events?story=STORY&limit=9&format="+format)...)
	}
	for _, list := range []string{"actors", "places", "sources", "quotes"} {
		reads = append(reads, of("/v1/"+list+"?story=STORY", "/v1/"+list+"?story=STORY&limit=9&format=csv")...)
	}
	return reads
}

var storyIDs = []string{"one", "two", "three"}

// allStoryReads are those of all stories, and some that are about more.
func allStoryReads() []string {
	reads := []string{"/", "/explore", "/sitemap.xml", "/v1/events", "/v1/events?story=one,two", "/v1/events/call", "/v1/actors/ann", "/v1/actors/league", "/v1/places/town", "/v1/sources/paper",
		"/v1/quotes/said", "/v1/stories", "/v1/topics", "/v1/changes?limit=5", "/v1/events/call/revisions", "/v1/stories/one/revisions", "/v1/events/facets?by=actor", "/v1/events?as_of=3&story=one", "/v1/events?format=ndjson", "/v1/timeline.csv"}
	for _, id := range storyIDs {
		reads = append(reads, storyReads(id)...)
	}
	slices.Sort(reads)
	return slices.Compact(reads)
}
