package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"example.org/dateline/api"
)

// TestStoryVersionsFollowEveryWrite reads, before and after writes of every kind, what is
// asked of one story: whoever is told by a tag that nothing has changed must be told the
// truth, and of a story that shares nothing with the others nothing changes.
func TestStoryVersionsFollowEveryWrite(t *testing.T) {
	t.Parallel()
	d := threeStories(t, api.Config{})
	read := func() map[string]*httptest.ResponseRecorder {
		answers := map[string]*httptest.ResponseRecorder{}
		for _, at := range allStoryReads() {
			answers[at] = raw(d, http.MethodGet, at, "X-Request-Id", "same")
		}
		return answers
	}
	before, stayed := read(), 0
	for at, rec := range before {
		if rec.Code != http.StatusOK {
			t.Errorf("GET %s answers %d: %s", at, rec.Code, rec.Body)
		}
	}
	for _, w := range storyWrites() {
		d.write(t, w)
		after := read()
		for at, now := range after {
			was := before[at]
			if was.Code == now.Code && was.Header().Get("Etag") == now.Header().Get("Etag") && was.Body.String() != now.Body.String() {
				t.Errorf("%s: GET %s has the tag %s as before, and answers\n%s\ninstead of\n%s", w.name, at, now.Header().Get("Etag"), now.Body, was.Body)
			}
		}
		for _, at := range storyReads("three") {
			if was, is := before[at].Header().Get("Etag"), after[at].Header().Get("Etag"); was == is {
				stayed++
			} else if at == "/v1/events?story=three" || at == "/stories/three" {
				t.Errorf("%s: GET %s, which it does not concern, has the tag %s instead of %s", w.name, at, is, was)
			}
		}
		before = after
	}
	if all := len(storyWrites()) * len(storyReads("three")); stayed < all*9/10 {
		t.Errorf("of %d answers about a story that no write concerned, %d had their tag", all, stayed)
	}
}
