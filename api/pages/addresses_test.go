package pages_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

const (
	bundledStory = "us-ukraine-peace-talks"
	bundledEvent = "yermak-waltz-call"
)

// get asks for an address as a browser does, with more headers given as names
// and values in turn.
func get(h http.Handler, target string, header ...string) *httptest.ResponseRecorder {
	return getAs(h, target, append([]string{"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "X-Request-Id", "same"}, header...)...)
}

func getAs(h http.Handler, target string, header ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}

// TestAddressesOutliveBeingShared asks for pages and files under addresses that
// others have lengthened.
func TestAddressesOutliveBeingShared(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Bundled(t), api.Config{})
	const story = "/stories/" + bundledStory
	tests := []struct{ shared, plain, canonical string }{
		{story + "?fbclid=IwAR0x", story, story},
		{story + "?utm_campaign=50%off&x=%zz", story, story},
		{story + "?event=" + bundledEvent + "&utm_source=newsletter", story + "?event=" + bundledEvent, story + "?event=" + bundledEvent},
		{story + "?actor=mike-waltz&gclid=1&lang=es", story + "?actor=mike-waltz&lang=es", story + "?actor=mike-waltz&amp;lang=es"},
		{"/?utm_source=newsletter", "/", "/"},
		{"/explore?gclid=1", "/explore", "/explore"},
		{"/docs?ref=home", "/docs", "/docs"},
		{"/embed/" + bundledStory + "?utm_source=newsletter", "/embed/" + bundledStory, ""},
		{"/dateline-timeline.js?ver=6.5.2", "/dateline-timeline.js", ""},
		{"/dateline-timeline.js?t0abcd", "/dateline-timeline.js", ""},
		{"/openapi.yaml?v=2", "/openapi.yaml", ""},
		{"/assets/dateline.css?v=%zz", "/assets/dateline.css", ""},
		{"/healthz?probe=1", "/healthz", ""},
	}
	for _, tt := range tests {
		shared, plain := get(h, tt.shared), get(h, tt.plain)
		if plain.Code != http.StatusOK || shared.Code != http.StatusOK {
			t.Errorf("%s answers %d, and %s %d", tt.shared, shared.Code, tt.plain, plain.Code)
			continue
		}
		link := `<link rel="canonical" href="http://example.com` + tt.canonical + `">`
		body := shared.Body.String()
		if tt.canonical != "" && !strings.Contains(body, link) {
			t.Errorf("%s lacks %s", tt.shared, link)
		}
		if body != plain.Body.String() {
			t.Errorf("%s is another page than %s", tt.shared, tt.plain)
		}
		if tag := shared.Header().Get("ETag"); tag != plain.Header().Get("ETag") {
			t.Errorf("%s has the tag %s, and %s %s", tt.shared, tag, tt.plain, plain.Header().Get("ETag"))
		} else if tag != "" && get(h, tt.shared, "If-None-Match", tag).Code != http.StatusNotModified {
			t.Errorf("%s knows its own tag no more", tt.shared)
		}
	}
	if rec := get(h, story+"?fbclid=1&lang=nowhere"); rec.Code != http.StatusBadRequest {
		t.Errorf("a value that cannot be right answers %d", rec.Code)
	}
}

// TestExploreSaysWhatItIgnored reads what stands beside the form.
func TestExploreSaysWhatItIgnored(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Bundled(t), api.Config{})
	for lang, want := range map[string]string{
		"en": `Parameters of the address that are not known here, and ignored: <code dir="ltr">&lt;b&gt;</code>, <code dir="ltr">actr</code> (Did you mean <code dir="ltr">actor</code>?)</p>`,
		"es": `<code dir="ltr">actr</code> (¿Quiso decir <code dir="ltr">actor</code>?)</p>`,
		"uk": `<code dir="ltr">actr</code> (Може, ви мали на увазі <code dir="ltr">actor</code>?)</p>`,
		"ar": `<code dir="ltr">actr</code> (هل تقصد <code dir="ltr">actor</code>؟)</p>`,
		"zh": `<code dir="ltr">actr</code> (您是不是要找 <code dir="ltr">actor</code>？)</p>`,
	} {
		body := get(h, "/explore?actr=mike-waltz&%3Cb%3E=1&fbclid=1&type=call&lang="+lang).Body.String()
		if !strings.Contains(body, want) {
			t.Errorf("in %s, the page lacks %s", lang, want)
		}
		if strings.Contains(body, "fbclid") || strings.Contains(body, "<b>=") {
			t.Errorf("in %s, the page has what others appended", lang)
		}
	}
	many := url.Values{}
	for _, c := range "abcdefghijklmnopqrstuvwxyz" {
		many.Set(strings.Repeat(string(c), 300), "1")
	}
	body := get(h, "/explore?"+many.Encode()).Body.String()
	if strings.Contains(body, strings.Repeat("a", 65)) || strings.Contains(body, "kkkkk") || !strings.Contains(body, "jjjjj") {
		t.Error("the page names more than ten parameters, or long ones in full")
	}
	if strings.Contains(get(h, "/explore?type=call").Body.String(), "hint ignored") {
		t.Error("the page names ignored parameters where there are none")
	}
}
