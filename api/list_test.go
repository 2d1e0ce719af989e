package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

func TestLists(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	tests := []struct {
		name, target, there, absent string
	}{
		{"an actor's events", "/v1/events?actor=andriy-yermak", `"id":"yermak-waltz-call"`, `"included"`},
		{"the same, by two actors", "/v1/events?actor=andriy-yermak&actor=mike-waltz", `"id":"yermak-waltz-call"`, `"id":"clash`},
		{"without a type", "/v1/events?type=!call", `"data":[{`, `"type":"call"`},
		{"in a range", "/v1/events?from=2025-03-05&to=2025-03-05&match=certain", `"id":"yermak-waltz-call"`, `"edtf":null`},
		{"nothing found", "/v1/events?actor=nobody", `"data":[],"page":{"limit":50,"next":null},"links":{"self":"/v1/events?actor=nobody","next":null}}`, `"total"`},
		{"counted", "/v1/events?actor=nobody&count=true", `"page":{"limit":50,"next":null,"total":0}`, "included"},
		{"some fields", "/v1/events?fields=title,date&limit=1", `"title":`, `"actors"`},
		{"lists given again", "/v1/events?fields=title&fields=date&include=places&include=actors&limit=1", `"self":"/v1/events?fields=title%2Cdate&include=actors%2Cplaces&limit=1"`, `"quotes"`},
		{"nothing is escaped for HTML", "/v1/events?q=call&fields=title", `"self":"/v1/events?fields=title&q=call"`, `\u0026`},
		{"with actors", "/v1/events?actor=andriy-yermak&include=actors", `"included":{"actors":[{"id":"andriy-yermak"`, `"places":[{"id":"kyiv","name":"Kyiv","kind":"city","lat"`},
		{"with all that there is", "/v1/events?q=call&include=snippets,sources,places,actors", `"included":{"snippets":{"`, "null}}}"},
		{"with extras of nothing", "/v1/events?actor=nobody&include=actors,places,sources", `"included":{"actors":[],"places":[],"sources":[]}`, "snippets"},
		{"with snippets of nothing", "/v1/events?q=zzzzzz&include=snippets", `"included":{"snippets":{}}`, "actors"},
		{"actors", "/v1/actors?kind=person", `"id":"andriy-yermak"`, `"kind":"country"`},
		{"actors as one types", "/v1/actors?q=yerm&fields=name", `"id":"andriy-yermak"`, `"id":"mike-waltz"`},
		{"quotes", "/v1/quotes?speaker=mike-waltz", `"speaker":"mike-waltz"`, `"speaker":"john-ratcliffe"`},
		{"places", "/v1/places", `"id":"geneva"`, `"id":"andriy-yermak"`},
		{"sources", "/v1/sources", `"id":"us-ukraine-forge-path"`, `"id":"geneva"`},
		{"stories", "/v1/stories", `"id":"us-ukraine-peace-talks"`, `"id":"geneva"`},
		{"topics", "/v1/topics?limit=1", `"limit":1`, `"next":null}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := get(t, h, tt.target)
			if rec.Code != http.StatusOK {
				t.Fatalf("answers %d: %s", rec.Code, rec.Body)
			}
			expect(t, rec.Body.String(), tt.there, tt.absent)
			if got := rec.Header().Get("Content-Type"); got != "application/json" {
				t.Errorf("Content-Type is %q", got)
			}
		})
	}
}

func TestListsOfAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Open(t), api.Config{})
	for resource := range timeline.ListParameters() {
		if got := list(t, h, "/v1/"+resource+"?count=true"); len(got.Data) != 0 || *got.Page.Total != 0 {
			t.Errorf("%s: %+v", resource, got)
		}
	}
}

// TestLinksAreCanonical holds queries that mean the same to the same address.
func TestLinksAreCanonical(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	tests := []struct{ target, self string }{
		{"/v1/events", "/v1/events"},
		{"/v1/events?limit=50&order=date&match=possible&count=false", "/v1/events"},
		{"/v1/events?type=meeting,call&actor=b&actor=a", "/v1/events?actor=a&actor=b&type=call%2Cmeeting"},
		{"/v1/events?date=2025-03", "/v1/events?from=2025-03&to=2025-03"},
		{"/v1/events?q=%3Cb%3E%22a%20b%22&format=json", "/v1/events?format=json&q=%3Cb%3E%22a+b%22"},
	}
	for _, tt := range tests {
		rec := get(t, h, tt.target)
		if got := parsed[listed](t, rec); got.Links.Self == nil || *got.Links.Self != tt.self {
			t.Errorf("%s: self is %v, want %s", tt.target, *got.Links.Self, tt.self)
		}
		if got, want := rec.Header().Get("Link"), "<"+tt.self+`>; rel="self"`; !strings.HasPrefix(got, want) {
			t.Errorf("%s: Link is %s, want %s", tt.target, got, want)
		}
	}
}

// TestPagesOfManyOrders walks every order in small pages whose size changes on
// the way, and finds what one big page holds.
func TestPagesOfManyOrders(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, query := range []string{
		"/v1/events?order=date", "/v1/events?order=-date", "/v1/events?order=story", "/v1/events?order=recorded", "/v1/events?order=-recorded",
		"/v1/events?q=ukraine&order=relevance", "/v1/events?type=!call&verification=!disputed",
		"/v1/quotes?match=possible", "/v1/actors?kind=person,country", "/v1/places?country=UA", "/v1/topics?story=us-ukraine-peace-talks",
	} {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			whole := list(t, h, query+"&limit=1000").ids()
			if len(whole) < 3 {
				t.Fatalf("only %d records: the walk shows nothing", len(whole))
			}
			var walked []string
			next := query + "&limit=2"
			for size := 1; next != ""; size = size%3 + 1 {
				page := list(t, h, next)
				walked = append(walked, page.ids()...)
				if next = ""; page.Page.Next != nil {
					next = query + "&limit=" + string(rune('0'+size)) + "&cursor=" + *page.Page.Next
				}
				if len(walked) > len(whole) {
					break
				}
			}
			if !slices.Equal(walked, whole) {
				t.Errorf("page by page: %v\nin one page: %v", walked, whole)
			}
		})
	}
}

// TestFieldsKeepTheirOrder answers in the record's own order, whatever the
// query's, with id first and nothing twice.
func TestFieldsKeepTheirOrder(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, target := range []string{
		"/v1/events/yermak-waltz-call?fields=revision,type,title",
		"/v1/events/yermak-waltz-call?fields=title,id,revision,title,type",
	} {
		const want = `{"id":"yermak-waltz-call","title":"Yermak and Waltz speak by phone about negotiating with Russia","type":"call","revision":1}`
		if got := get(t, h, target).Body.String(); got != want {
			t.Errorf("%s answers %s, want %s", target, got, want)
		}
	}
}
