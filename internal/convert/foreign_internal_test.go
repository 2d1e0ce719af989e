package convert

import (
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

func TestExternalIDs(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{"UKR1": "acled:UKR1", "a b%": "acled:a%20b%25", "é": "acled:é", "\u200b": "acled:%E2%80%8B", "a\nb": "acled:a%0Ab"} {
		if got := externalID("acled", id); got != want {
			t.Errorf("%q: %s, want %s", id, got, want)
		}
	}
	long := strings.Repeat("x", 256)
	if got := externalID("acled", long); len(got) != len("acled:sha256-")+64 || got == externalID("acled", long+"y") {
		t.Errorf("a long one: %s", got)
	}
	if externalID("acled", "a b") == externalID("acled", "a%20b") {
		t.Error("two ids become one")
	}
}

// What says the same has the same id in every file, and no two records of a file have
// one.
func TestIdentities(t *testing.T) {
	t.Parallel()
	var one, other identities
	a, b, c := one.of("x", "", "same"), one.of("x", " ", "same"), one.of("x", "", "another")
	if a == b || a == c || b != a+"-2" || !strings.HasPrefix(a, "x:"+timeline.ContentID) {
		t.Errorf("%s, %s, %s", a, b, c)
	}
	if d := other.of("x", "", "same"); d != a {
		t.Errorf("in another file it is %s, and was %s", d, a)
	}
	if d, e := one.of("x", "7", "seven"), one.of("x", "7", "another seven"); d != "x:7" || !strings.HasPrefix(e, "x:"+timeline.ContentID) {
		t.Errorf("an id that comes twice: %s, %s", d, e)
	}
}

func TestLinkedSources(t *testing.T) {
	t.Parallel()
	s := linkedSource(" https://www.example.org/2025/a-story?x=1 ", "")
	if s == nil || s.Title != "example.org/2025/a-story" || s.URL != "https://www.example.org/2025/a-story?x=1" || !timeline.IsSlug(s.ID) || !strings.HasPrefix(s.ID, "example-org-2025-a-story-") {
		t.Errorf("%+v", s)
	}
	if other := linkedSource("https://www.example.org/2025/a-story?x=2", "A\n title"); other == nil || other.ID == s.ID || other.Title != "A title" {
		t.Errorf("%+v", other)
	}
	for _, address := range []string{"", "a.pdf", "javascript:alert(1)", "https://", "https://a/" + strings.Repeat("x", 2000)} {
		if s := linkedSource(address, "T"); s != nil {
			t.Errorf("%q is no address of the web: %+v", address, s)
		}
	}
}
