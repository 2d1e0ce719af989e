package pages_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// TestCrawlersFindTheirWay reads what programs ask for without being told.
func TestCrawlersFindTheirWay(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	doc, err := convert.ReadStory([]byte("dateline: 1\nstory: {id: hidden, title: Hidden, visibility: private}\nevents: []\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	h := api.New(st, api.Config{PublicURL: "https://news.example"})

	var sitemap struct {
		Locations []string `xml:"url>loc"`
		Modified  []string `xml:"url>lastmod"`
	}
	for _, target := range []string{"/sitemap.xml", "/sitemap.xml?page=1", "/sitemap.xml?utm_source=x"} {
		rec := get(h, target)
		sitemap.Locations, sitemap.Modified = nil, nil
		if err := xml.Unmarshal(rec.Body.Bytes(), &sitemap); err != nil || rec.Code != http.StatusOK {
			t.Fatalf("%s answers %d: %v", target, rec.Code, err)
		}
		if len(sitemap.Locations) != 1 || sitemap.Locations[0] != "https://news.example/stories/"+bundledStory || len(sitemap.Modified) != 1 {
			t.Errorf("%s has %v, %v", target, sitemap.Locations, sitemap.Modified)
		}
		if again := get(h, target, "If-None-Match", rec.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s answers %d to its own tag", target, again.Code)
		}
	}
	for target, want := range map[string]int{"/sitemap.xml?page=2": 404, "/sitemap.xml?page=0": 400, "/sitemap.xml?page=x": 400, "/sitemap.xml?page=1&page=1": 400} {
		if rec := get(h, target); rec.Code != want {
			t.Errorf("%s answers %d, not %d", target, rec.Code, want)
		}
	}
	if body := get(h, "/robots.txt").Body.String(); !strings.Contains(body, "\nSitemap: https://news.example/sitemap.xml\n") || !strings.HasPrefix(body, "User-agent: *\n") {
		t.Errorf("robots.txt is %s", body)
	}
	guide := get(h, "/llms.txt").Body.String()
	for _, link := range []string{"/v1", "/openapi.yaml", "/docs", "/sitemap.xml"} {
		if !strings.Contains(guide, "(https://news.example"+link+")") {
			t.Errorf("llms.txt lacks %s", link)
		}
		if rec := getAs(h, link); rec.Code != http.StatusOK {
			t.Errorf("%s answers %d", link, rec.Code)
		}
	}
}

// TestSitemapSaysWhenAStoryChanged changes an event, and then retracts it.
func TestSitemapSaysWhenAStoryChanged(t *testing.T) {
	t.Parallel()
	var minutes atomic.Int64
	st := storetest.OpenWith(t, func() time.Time { return storetest.Now.Add(time.Duration(minutes.Add(1)) * time.Minute) })
	doc, err := convert.ReadStory([]byte("dateline: 1\nstory: {id: plain, title: Plain}\nevents:\n  - {id: one, title: One, type: other}\n  - {id: two, title: Two, type: other}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	h := api.New(st, api.Config{})
	modified := func() string {
		body := get(h, "/sitemap.xml").Body.String()
		_, after, _ := strings.Cut(body, "<lastmod>")
		at, _, _ := strings.Cut(after, "</lastmod>")
		return at
	}
	updated := func(target string) string {
		var record struct {
			At time.Time `json:"updated_at"`
		}
		if err := json.Unmarshal(getAs(h, target).Body.Bytes(), &record); err != nil {
			t.Fatal(err)
		}
		return record.At.UTC().Format(time.RFC3339)
	}
	secret, err := st.CreateToken(t.Context(), "desk", store.ScopeWrite, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	const event = "/v1/events/one"
	before := modified()
	for _, change := range []struct{ method, query, revision, body string }{
		{http.MethodPatch, "", `"1"`, `{"title":"The first"}`},
		{http.MethodDelete, "?reason=withdrawn", `"2"`, ""},
	} {
		req := httptest.NewRequest(change.method, event+change.query, strings.NewReader(change.body))
		req.Header.Set("Authorization", "Bearer "+secret)
		req.Header.Set("If-Match", change.revision)
		req.Header.Set("Content-Type", "application/merge-patch+json")
		rec := httptest.NewRecorder()
		if h.ServeHTTP(rec, req); rec.Code != http.StatusOK {
			t.Fatalf("%s answers %d: %s", change.method, rec.Code, rec.Body)
		}
		if got, want := modified(), updated(event); got != want || got <= before {
			t.Errorf("after %s the sitemap says %s, and the event %s", change.method, got, want)
		}
	}
}

// TestIconIsOne reads the pictures in the icon.
func TestIconIsOne(t *testing.T) {
	t.Parallel()
	icon := get(api.New(storetest.Bundled(t), api.Config{}), "/favicon.ico").Body.Bytes()
	if len(icon) < 6 || binary.LittleEndian.Uint16(icon[2:]) != 1 {
		t.Fatal("this is no icon")
	}
	for i := range int(binary.LittleEndian.Uint16(icon[4:])) {
		entry := icon[6+16*i:]
		size, at := binary.LittleEndian.Uint32(entry[8:]), binary.LittleEndian.Uint32(entry[12:])
		picture, err := png.Decode(bytes.NewReader(icon[at : at+size]))
		if err != nil || picture.Bounds().Dx() != int(entry[0]) {
			t.Errorf("picture %d: %v", i, err)
		}
	}
}
