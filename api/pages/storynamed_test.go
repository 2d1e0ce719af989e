package pages_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestPagesOfLargeStoriesNameWhatIsOnThem: a story may have more actors and sources than
// a list holds, and each page has the names of those that are on it all the same.
func TestPagesOfLargeStoriesNameWhatIsOnThem(t *testing.T) {
	t.Parallel()
	file := story("large", 1010)
	for _, e := range file["events"].([]object) {
		of := strings.TrimPrefix(e["id"].(string), "event-")
		e["citations"] = []object{{"source": "source-" + of, "section": "Part " + of}}
	}
	a := over(t, 0, file)
	for _, target := range []string{"/stories/large?event=event-large-999", "/embed/large?event=event-large-999", "/stories/large?source=source-large-999"} {
		rec := get(a, target)
		if rec.Code != http.StatusOK {
			t.Fatalf("%s answers %d", target, rec.Code)
		}
		body := rec.Body.String()
		// The names of both are the last of all.
		for _, part := range []string{">Source large-999<", "Part large-999", "<bdi>Actor large-999</bdi>"} {
			if !strings.Contains(body, part) {
				t.Errorf("%s lacks %q", target, part)
			}
		}
		for _, part := range []string{"Source large-5<", "Actor large-5<"} {
			if strings.Contains(body, part) {
				t.Errorf("%s has %q, which is on another page", target, part)
			}
		}
		if !strings.HasPrefix(target, "/embed") && !strings.Contains(body, "1,010 ") {
			t.Errorf("%s does not say how many sources there are", target)
		}
	}
}
