package api_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

// appendedParameters are those of the contract's introduction, each with a value.
var appendedParameters = []string{
	"utm_source=newsletter", "utm_campaign=50%25&utm_medium=", "fbclid=IwAR0x", "gclid=1", "dclid=1", "msclkid=1", "yclid=1",
	"igshid=1", "mc_cid=1", "mc_eid=1", "_ga=2.1", "_gl=1*a", "ref=home", "_=1700000000", "ver=6.5.2", "cb=1", "nocache=1",
	"fbclid=1&fbclid=2", "utm_term=a;b", "utm_campaign=50%off",
}

// TestAppendedParametersChangeNothing compares each answer with that to the same
// request without what others append: tags, links and cursors too.
func TestAppendedParametersChangeNothing(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, target := range []string{
		"/v1/events?story=us-ukraine-peace-talks&limit=2", "/v1/events/yermak-waltz-call", "/v1/events/yermak-waltz-call/revisions",
		"/v1/events?format=ics&story=us-ukraine-peace-talks", "/v1/events?format=atom", "/v1/events/facets?by=type", "/v1/events/histogram?from=2025&to=2025",
		"/v1/actors/mike-waltz/network", "/v1/stories/us-ukraine-peace-talks/document", "/v1/changes?limit=1", "/v1/timeline.csv",
	} {
		plain := get(t, h, target, "X-Request-Id", "same")
		if plain.Code != http.StatusOK {
			t.Fatalf("%s answers %d", target, plain.Code)
		}
		sign := "?"
		if strings.Contains(target, "?") {
			sign = "&"
		}
		for _, appended := range appendedParameters {
			rec := get(t, h, target+sign+appended, "X-Request-Id", "same")
			if rec.Code != http.StatusOK || rec.Body.String() != plain.Body.String() {
				t.Errorf("%s with %s answers %d: %.200s", target, appended, rec.Code, rec.Body)
			}
			for _, name := range []string{"ETag", "Link", "Cache-Control", "Content-Type"} {
				if rec.Header().Get(name) != plain.Header().Get(name) {
					t.Errorf("%s with %s has %s %s, not %s", target, appended, name, rec.Header().Get(name), plain.Header().Get(name))
				}
			}
		}
	}
	for _, name := range []string{"utm", "fbclidx", "References", "version", "__", "_gaz"} {
		refused(t, get(t, h, "/v1/events?"+name+"=1"), http.StatusBadRequest, "unknown-parameter")
	}
	refused(t, get(t, h, "/v1/events?fbclid=1&acto=a"), http.StatusBadRequest, "unknown-parameter")
	refused(t, get(t, h, "/v1/events?utm_source=%zz&actor=%zz"), http.StatusBadRequest, "invalid-parameter")
}

// TestAppendedParametersAreDescribed holds the test's list to what users read.
func TestAppendedParametersAreDescribed(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"../openapi.yaml", "../docs/api.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, appended := range appendedParameters {
			name, _, _ := strings.Cut(appended, "=")
			if strings.HasPrefix(name, "utm_") {
				name = "utm_*"
			}
			if !strings.Contains(string(text), "`"+name+"`") {
				t.Errorf("%s does not name %s", file, name)
			}
		}
	}
}

func TestFinalSlashLeadsOn(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, path := range []string{
		"/v1/events", "/v1/events/yermak-waltz-call", "/v1/events/facets", "/v1/stories/us-ukraine-peace-talks/document",
		"/stories/us-ukraine-peace-talks", "/embed/us-ukraine-peace-talks", "/explore", "/docs", "/oembed", "/openapi.yaml", "/dateline-timeline.js", "/healthz",
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
			for _, end := range []string{"/", "//", "/?actor=a%20b&utm_source=x"} {
				rec := raw(h, method, path+end)
				_, query, _ := strings.Cut(end, "?")
				want := path
				if query != "" {
					want += "?" + query
				}
				if got := rec.Header().Get("Location"); rec.Code != http.StatusPermanentRedirect || got != want {
					t.Errorf("%s %s answers %d and leads to %q", method, path+end, rec.Code, got)
				}
			}
		}
	}
	for _, path := range []string{"//", "//evil.example/", "//evil.example/stories/", "/v1/events/a%2Fb/", "/%2Fevil.example/", "/stories/", "/stories/a%0D%0Ab/", "/v1/evnets/"} {
		if rec := raw(h, http.MethodGet, path); rec.Code != http.StatusNotFound || rec.Header().Get("Location") != "" {
			t.Errorf("%s answers %d and leads to %q", path, rec.Code, rec.Header().Get("Location"))
		}
	}
}
