package pages_test

import (
	"net/http"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

// TestMissingPageHelps reads what readers find at addresses with nothing there.
func TestMissingPageHelps(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Bundled(t), api.Config{})
	link := `<li><a href="/stories/` + bundledStory
	for _, tt := range []struct {
		target, language, said string
		near                   bool
	}{
		{"/stories/us-ukraine-peace-talk", "en", "There is nothing at this address.", true},
		{"/stories/us-ukraine", "uk", "За цією адресою нічого немає.", true},
		{"/embed/US-Ukraine-Peace-Talks", "es", "No hay nada en esta dirección.", true},
		{"/stories/something-else", "zh", "此地址没有内容。", false},
		{"/wp-login.php?lang=ar", "en", "لا يوجد شيء في هذا العنوان.", false},
	} {
		rec := get(h, tt.target, "Accept-Language", tt.language)
		body := rec.Body.String()
		if rec.Code != http.StatusNotFound || !strings.Contains(body, tt.said) || !strings.Contains(body, `action="/explore"`) {
			t.Errorf("%s answers %d, without %q or a search", tt.target, rec.Code, tt.said)
		}
		want := 1
		if tt.near {
			want = 2
		}
		if got := strings.Count(body, link); got != want {
			t.Errorf("%s offers the story %d times, not %d", tt.target, got, want)
		}
	}
	if rec := getAs(h, "/stories/nothing", "Accept", "application/json"); rec.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("a program gets %s", rec.Header().Get("Content-Type"))
	}
}
