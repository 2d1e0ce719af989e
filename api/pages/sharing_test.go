package pages_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var metaTag = regexp.MustCompile(`<meta (?:property|name)="((?:og|twitter):[a-z:]+)" content="([^"]*)">`)

// TestSharing reads what a page tells those who show a link to it.
func TestSharing(t *testing.T) {
	t.Parallel()
	h := serving(t, told("other", "Other", "en", "public", 1))
	const story = "http://example.com/stories/us-ukraine-peace-talks"
	const storyTitle, eventTitle = "US–Ukraine peace talks after the White House clash", "Yermak and Waltz speak by phone about negotiating with Russia"
	for _, tt := range []struct {
		target, title, address, image, alt string
	}{
		{"/stories/us-ukraine-peace-talks?lang=en", storyTitle, story, story + "/card.png", storyTitle},
		{"/stories/us-ukraine-peace-talks?lang=en&event=yermak-waltz-call", eventTitle, story + "?event=yermak-waltz-call&amp;lang=en",
			story + "/events/yermak-waltz-call/card.png", eventTitle + ", 5 March 2025"},
		{"/stories/us-ukraine-peace-talks?lang=en&event=other-0", storyTitle, story, story + "/card.png", storyTitle},
		{"/stories/us-ukraine-peace-talks?lang=en&type=call", storyTitle, story + "?type=call&amp;lang=en", story + "/card.png", storyTitle},
		{"/stories/us-ukraine-peace-talks?lang=en&as_of=9999-01-01T00:00:00Z", "", "", "", ""},
		{"/embed/us-ukraine-peace-talks?lang=en", "", "", "", ""},
	} {
		tags := map[string]string{}
		for _, m := range metaTag.FindAllStringSubmatch(asking(h, http.MethodGet, tt.target).Body.String(), -1) {
			if tags[m[1]] != "" {
				t.Errorf("%s: %s stands twice", tt.target, m[1])
			}
			tags[m[1]] = m[2]
		}
		if tags["og:title"] != tt.title || tags["og:url"] != tt.address || tags["og:image"] != tt.image || !strings.HasPrefix(tags["og:image:alt"], tt.alt) {
			t.Errorf("%s: %v", tt.target, tags)
		}
		if tt.image == "" {
			if len(tags) > 0 {
				t.Errorf("%s stands for a record: %v", tt.target, tags)
			}
			continue
		}
		if tags["twitter:card"] != "summary_large_image" || tags["og:image:width"] != "1200" || tags["og:image:height"] != "630" || tags["og:image:type"] != "image/png" {
			t.Errorf("%s: %v", tt.target, tags)
		}
		cardOf(t, h, strings.TrimPrefix(tags["og:image"], "http://example.com"))
	}
	if home := asking(h, http.MethodGet, "/").Body.String(); !strings.Contains(home, `<meta name="twitter:card" content="summary">`) || strings.Contains(home, "og:image") {
		t.Error("the front page stands for a story")
	}
}

// TestOEmbedThumbnail follows the picture that oEmbed names.
func TestOEmbedThumbnail(t *testing.T) {
	t.Parallel()
	h := serving(t, told("secret", "Private", "en", "private", 1))
	const story = "http://example.com/stories/us-ukraine-peace-talks"
	for _, tt := range []struct{ address, more, want string }{
		{story, "", story + "/card.png"},
		{story + "?event=yermak-waltz-call", "", story + "/events/yermak-waltz-call/card.png"},
		{story + "#e-yermak-waltz-call", "", story + "/events/yermak-waltz-call/card.png"},
		{"http://example.com/embed/us-ukraine-peace-talks?event=nope", "", story + "/card.png"},
		{story + "?event=secret-0", "", story + "/card.png"},
		{story, "&maxwidth=1200&maxheight=630", story + "/card.png"},
		{story, "&maxwidth=1199", ""},
		{story, "&maxheight=629", ""},
	} {
		var answer struct {
			URL           string `json:"thumbnail_url"`
			Width, Height int
		}
		rec := asking(h, http.MethodGet, "/oembed?url="+url.QueryEscape(tt.address)+tt.more)
		if err := json.Unmarshal(rec.Body.Bytes(), &answer); err != nil || answer.URL != tt.want {
			t.Errorf("%s%s: %v %q, want %q", tt.address, tt.more, err, answer.URL, tt.want)
		}
		if answer.URL != "" {
			cardOf(t, h, strings.TrimPrefix(answer.URL, "http://example.com"))
		}
	}
}
