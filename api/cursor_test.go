package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store/storetest"
)

func TestCursorsAreBoundToTheirQuery(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	const query = "/v1/events?story=us-ukraine-peace-talks&limit=2"
	cursor := *list(t, h, query).Page.Next
	for _, target := range []string{
		query + "&cursor=", "/v1/events?story=us-ukraine-peace-talks&limit=7&cursor=",
		"/v1/events?order=date&story=us-ukraine-peace-talks&count=true&fields=title&include=actors&format=json&cursor=",
	} {
		if got := list(t, h, target+cursor); len(got.Data) == 0 {
			t.Errorf("%s finds nothing", target)
		}
	}
	other := storetest.OpenAt(t, storetest.DSN(t), time.Now) // no copy of another, whose key it would have
	doc, err := convert.ReadStory(data.BundledStory)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Use(other).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	foreign := *list(t, api.New(other, api.Config{}), query).Page.Next
	if foreign == cursor {
		t.Fatal("two databases seal alike")
	}
	tests := []struct{ name, target string }{
		{"of another query", "/v1/events?limit=2&cursor=" + cursor},
		{"in another order", query + "&order=-date&cursor=" + cursor},
		{"of another resource", "/v1/quotes?story=us-ukraine-peace-talks&limit=2&cursor=" + cursor},
		{"of another database", query + "&cursor=" + foreign},
		{"cut short", query + "&cursor=" + cursor[:len(cursor)-1]},
		{"continued", query + "&cursor=" + cursor + "A"},
		{"padded", query + "&cursor=" + cursor + "%3D"},
		{"no base64", query + "&cursor=%25"},
		{"a number", query + "&cursor=50"},
		{"a line break inside", query + "&cursor=" + cursor[:4] + "-" + cursor[4:]},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := refused(t, get(t, h, tt.target), http.StatusBadRequest, "invalid-cursor")
			expect(t, p.Detail, "a cursor works only with the query it came from", "")
			if p.Parameter != "cursor" {
				t.Errorf("the parameter is %q", p.Parameter)
			}
		})
	}
}

// FuzzListQuery sends any query string: the answer is a page or a problem of
// the caller's, and never a failure.
func FuzzListQuery(f *testing.F) {
	h := api.New(storetest.Bundled(f), api.Config{})
	f.Add("actor=a&actor=b,c&type=!call")
	f.Add("q=%22a+b%22+-c+d*&order=relevance&include=snippets")
	f.Add("from=2025-03&to=Y-13800000000&near=46.2,6.1,50")
	f.Add("cursor=AAAA&limit=1&fields=title&format=json;x=%zz&\x00")
	f.Fuzz(func(t *testing.T, query string) {
		u := url.URL{Path: "/v1/events", RawQuery: query}
		if _, err := url.ParseRequestURI(u.String()); err != nil || strings.ContainsAny(query, " \x7f") || strings.ContainsFunc(query, func(r rune) bool { return r < ' ' }) {
			t.Skip("no request has it")
		}
		if rec := raw(h, http.MethodGet, u.String()); rec.Code >= 500 {
			t.Errorf("?%s answers %d: %s", query, rec.Code, rec.Body)
		}
	})
}
