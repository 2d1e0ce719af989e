package pages_test

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
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
