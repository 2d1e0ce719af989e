package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

// TestNegotiation serves events in formats that it need not have yet, json the
// first of them.
func TestNegotiation(t *testing.T) {
	t.Parallel()
	h := api.NewServing(storetest.Open(t), []string{"json", "csv", "ics", "jsonld"},
		[]string{"application/json", "text/csv", "text/calendar", "application/ld+json"})
	tests := []struct {
		name, query string
		accept      []string
		want        string // a media type, or "" for 406
	}{
		{"no header", "", nil, "application/json"},
		{"empty", "", []string{""}, "application/json"},
		{"anything", "", []string{"*/*"}, "application/json"},
		{"by name", "", []string{"text/csv"}, "text/csv"},
		{"capitals", "", []string{"Text/CSV"}, "text/csv"},
		{"a kind", "", []string{"text/*"}, "text/csv"},
		{"a kind whose first is excluded", "", []string{"text/*, text/csv;q=0"}, "text/calendar"},
		{"the best weight", "", []string{"application/json;q=0.5, text/csv;q=0.9"}, "text/csv"},
		{"three digits", "", []string{"application/json;q=0.899, text/csv;q=0.900"}, "text/csv"},
		{"a name before a wildcard", "", []string{"text/csv, */*"}, "text/csv"},
		{"a wildcard that weighs more", "", []string{"text/csv;q=0.1, */*"}, "application/json"},
		{"the server's order between equals", "", []string{"text/calendar, text/csv"}, "text/csv"},
		{"the specific range counts, not the best", "", []string{"*/*, application/json;q=0.1, text/*;q=0.2"}, "application/ld+json"},
		{"all but one", "", []string{"*/*, application/json;q=0"}, "text/csv"},
		{"a browser", "", []string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, "application/json"},
		{"a parameter is no hindrance", "", []string{"application/json; charset=utf-8"}, "application/json"},
		{"nor one before the weight", "", []string{"text/csv;header=present;q=0.4, application/json;Q=0.3"}, "text/csv"},
		{"two headers", "", []string{"application/json;q=0.1", "text/csv"}, "text/csv"},
		{"blanks and empty elements", "", []string{" , text/csv ; q=1 ,, "}, "text/csv"},
		{"what is no range is skipped", "", []string{"csv, */csv, text/calendar"}, "text/calendar"},
		{"nothing but what is no range", "", []string{"csv"}, "application/json"},
		{"a weight that is none", "", []string{"text/csv;q=much, application/json;q=0.1"}, "application/json"},
		{"a weight out of range", "", []string{"text/csv;q=2, application/json;q=0.1"}, "application/json"},
		{"problems are beside the point", "", []string{"application/problem+json, application/json;q=0.1"}, "application/json"},
		{"format wins", "?format=csv", []string{"application/json"}, "text/csv"},
		{"format wins over nothing", "?format=json", []string{"image/png"}, "application/json"},

		{"nothing fits", "", []string{"image/png"}, ""},
		{"nothing fits, weighted", "", []string{"image/*;q=0.5, text/html"}, ""},
		{"all excluded", "", []string{"*/*;q=0"}, ""},
		{"all named ones excluded", "", []string{"application/*;q=0, text/*;q=0.0"}, ""},
		{"no such format", "?format=xml", nil, ""},
		{"a media type is no format", "?format=text/csv", []string{"text/csv"}, ""},
		{"capitals in format", "?format=JSON", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var header []string
			if tt.accept != nil {
				header = []string{"Accept", tt.accept[0]}
			}
			h := h
			if len(tt.accept) > 1 {
				h = adding("Accept", tt.accept[1], h)
			}
			rec := raw(h, http.MethodGet, "/v1/events"+tt.query, header...)
			if tt.want == "" {
				p := refused(t, rec, http.StatusNotAcceptable, "not-acceptable")
				expect(t, p.Detail, "json (application/json), csv (text/csv), ics (text/calendar), jsonld (application/ld+json)", "")
				return
			}
			if got := rec.Header().Get("Content-Type"); rec.Code != http.StatusOK || got != tt.want {
				t.Errorf("answers %d, %s, want %s", rec.Code, got, tt.want)
			}
			if got := rec.Header().Get("Vary"); got != "Accept, Accept-Encoding, Authorization" {
				t.Errorf("Vary is %q", got)
			}
		})
	}
}

// adding is h with one more line of a header.
func adding(name, value string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Add(name, value)
		h.ServeHTTP(w, r)
	})
}

// TestFormatIsKeptInLinks: the next page comes in the format that was named.
func TestFormatIsKeptInLinks(t *testing.T) {
	t.Parallel()
	h := api.NewServing(storetest.Bundled(t), []string{"json", "csv"}, []string{"application/json", "text/csv"})
	named := parsed[listed](t, raw(h, http.MethodGet, "/v1/events?limit=1&format=csv"))
	if named.Links.Next == nil || !strings.Contains(*named.Links.Next, "format=csv") || !strings.Contains(*named.Links.Self, "format=csv") {
		t.Errorf("links are %+v", named.Links)
	}
	if rec := raw(h, http.MethodGet, *named.Links.Next); rec.Header().Get("Content-Type") != "text/csv" {
		t.Errorf("the next page answers %d, %s", rec.Code, rec.Header().Get("Content-Type"))
	}
	accepted := parsed[listed](t, raw(h, http.MethodGet, "/v1/events?limit=1", "Accept", "text/csv"))
	if rec := raw(h, http.MethodGet, *accepted.Links.Next, "Accept", "text/csv"); rec.Header().Get("Content-Type") != "text/csv" {
		t.Errorf("the page after one that Accept chose answers %d, %s", rec.Code, rec.Header().Get("Content-Type"))
	}
}

func TestFormatIsTakenOnce(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, target := range []string{"/v1/events", "/v1/events/yermak-waltz-call", "/v1/stories/us-ukraine-peace-talks/document"} {
		for _, query := range []string{"?format=json&format=json", "?format="} {
			if p := refused(t, get(t, h, target+query), http.StatusBadRequest, "invalid-parameter"); p.Parameter != "format" {
				t.Errorf("%s%s: the parameter is %q", target, query, p.Parameter)
			}
		}
	}
	p := refused(t, get(t, h, "/v1/stories/us-ukraine-peace-talks/document?format=yml"), http.StatusNotAcceptable, "not-acceptable")
	if !slices.Equal(p.Suggestions, []string{"yaml"}) {
		t.Errorf("suggestions are %v", p.Suggestions)
	}
}
