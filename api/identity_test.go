package api_test

import (
	"net/http"
	"regexp"
	"slices"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// What calendars and aggregators tell records apart by is never that of another
// server, and is the same by whatever name a server is asked.
func TestNamesOfTwoServers(t *testing.T) {
	t.Parallel()
	server := func() http.Handler {
		st := storetest.OpenAt(t, storetest.DSN(t), func() time.Time { return storetest.Now })
		doc := storetest.NewWorld(1).Story("one", timeline.Public, 1)
		e := &doc.Events[0]
		e.ID, e.Date, e.Relations, e.Quotes = "call", timeline.Date{EDTF: edtf.MustParse("2025-03-05"), Basis: "stated"}, nil, nil
		e.Verification, e.Retracted = "reported", nil
		if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
		return api.New(st, api.Config{})
	}
	one, other := server(), server()
	for format, pattern := range map[string]string{
		"ics": `UID:(event-call@.*)\r`, "atom": `<id>(.*?)</id>`, "jsonfeed": `"id":"(urn:.*?)"`,
	} {
		names := func(h http.Handler, host string) []string {
			return regexp.MustCompile(pattern).FindAllString(ask(t, h, http.MethodGet, host+"/v1/events?type=!unheard-of&format="+format).Body.String(), -1)
		}
		here := names(one, "http://a.example")
		if want := map[string]int{"ics": 1, "atom": 2, "jsonfeed": 2}[format]; len(here) != want {
			t.Errorf("%s: %d names, want %d: %q", format, len(here), want, here)
		}
		if elsewhere := names(one, "https://b.example:8443"); !slices.Equal(elsewhere, here) {
			t.Errorf("%s: asked by another name, %q are %q", format, here, elsewhere)
		}
		for _, name := range names(other, "http://a.example") {
			if slices.Contains(here, name) {
				t.Errorf("%s: two servers have %s", format, name)
			}
		}
	}
}
