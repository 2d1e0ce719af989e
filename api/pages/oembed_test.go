package pages_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/api/pages"
	"example.org/dateline/internal/store/storetest"
)

// asks are what content management systems send to /oembed for an address, from
// their public sources: WordPress 6 (WP_oEmbed::fetch, _fetch_with_format), Ghost 5
// (the address of the discovery link as it stands) and Drupal 10
// (UrlResolver::getResourceUrl, ResourceFetcher).
var asks = []struct {
	system, agent, accept string
	query                 func(address string) string
}{
	{"WordPress", "WordPress/6.5.2; https://news.example", "", func(a string) string {
		return "format=json&url=" + url.QueryEscape(a) + "&maxwidth=645&maxheight=967&dnt=1"
	}},
	{"WordPress's proxy", "WordPress/6.5.2; https://news.example", "", func(a string) string {
		return "maxwidth=600&maxheight=900&url=" + url.QueryEscape(a) + "&dnt=1&format=json"
	}},
	{"Ghost", "Ghost/5.82 (+https://github.com/TryGhost/Ghost)", "application/json", func(a string) string {
		return "format=json&url=" + url.QueryEscape(a)
	}},
	{"Drupal", "Drupal/10.2.5 (+https://www.drupal.org/) GuzzleHttp/7", "", func(a string) string {
		return "url=" + url.QueryEscape(a) + "&maxwidth=0&maxheight=0"
	}},
}

// TestSystemsCanEmbed sends what each system asks, for addresses as editors copy
// them, and checks what each needs of the answer.
func TestSystemsCanEmbed(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Bundled(t), api.Config{})
	const plain = "http://example.com/stories/" + bundledStory
	for _, ask := range asks {
		for _, address := range []string{plain, plain + "/", plain + "?fbclid=IwAR0x&utm_source=x", plain + "/?utm_source=x#timeline", "http://example.com/embed/" + bundledStory + "/"} {
			header := []string{"User-Agent", ask.agent}
			if ask.accept != "" {
				header = append(header, "Accept", ask.accept)
			}
			query := ask.query(address)
			if ask.system == "Drupal" {
				query = strings.ReplaceAll(query, "=0", "=480") // it leaves bounds of 0 out
			}
			rec := getAs(h, "/oembed?"+query, header...)
			var got pages.OEmbed
			if err := json.Unmarshal(rec.Body.Bytes(), &got); rec.Code != http.StatusOK || err != nil {
				t.Errorf("%s for %s gets %d, %v: %s", ask.system, address, rec.Code, err, rec.Body)
				continue
			}
			if kind := rec.Header().Get("Content-Type"); kind != "application/json" {
				t.Errorf("%s gets %s", ask.system, kind)
			}
			if got.Version != "1.0" || got.Type != "rich" || got.Width < 1 || got.Height < 1 || got.Title == "" {
				t.Errorf("%s gets %+v", ask.system, got)
			}
			// WordPress keeps one iframe of an answer and nothing else.
			frame := regexp.MustCompile(`^<iframe src="([^"]*)"[^<>]*></iframe>$`).FindStringSubmatch(got.HTML)
			if frame == nil || frame[1] != "http://example.com/embed/"+bundledStory {
				t.Errorf("%s for %s gets %s", ask.system, address, got.HTML)
			}
		}
	}
}

// TestSystemsDiscoverEmbedding goes from a shared address by its discovery link,
// to which WordPress adds its own parameters.
func TestSystemsDiscoverEmbedding(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Bundled(t), api.Config{})
	body := get(h, "/stories/"+bundledStory+"?fbclid=IwAR0x").Body.String()
	link := regexp.MustCompile(`<link rel="alternate" type="application/json\+oembed" href="([^"]+)"`).FindStringSubmatch(body)
	if link == nil {
		t.Fatal("there is no discovery link")
	}
	address := strings.ReplaceAll(link[1], "&amp;", "&")
	if strings.Contains(address, "fbclid") {
		t.Errorf("the discovery link has what others appended: %s", address)
	}
	target := strings.TrimPrefix(address, "http://example.com")
	for _, more := range []string{"", "&maxwidth=645&maxheight=967&dnt=1"} {
		if rec := getAs(h, target+more); rec.Code != http.StatusOK {
			t.Errorf("%s answers %d: %s", target+more, rec.Code, rec.Body)
		}
	}
}
