package edtf_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
)

// The page for readers is held to the code: what its tables show is so.
func TestDocs(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/dates.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	matches := regexp.MustCompile("(?m)^\\| `(.+?)` \\| (.*) \\| (.*) \\| (yes|no) \\| (yes|no) \\| (yes|no) \\|").FindAllStringSubmatch(page, -1)
	if len(matches) < 5 {
		t.Fatalf("found %d rows of the matching table", len(matches))
	}
	for _, m := range matches {
		event := edtf.MustParse(m[1])
		within := edtf.Between(filter(t, strings.Trim(m[2], "` ")), filter(t, strings.Trim(m[3], "` ")))
		if event.Interval().Overlaps(within) != (m[4] == "yes") || event.Bounds().Touches(within) != (m[5] == "yes") || event.Interval().Within(within) != (m[6] == "yes") {
			t.Errorf("the page is wrong in %s", m[0])
		}
	}
	_, written, _ := strings.Cut(page, "## What may be written")
	written, _, _ = strings.Cut(written, "\n\nA date is written")
	for _, row := range regexp.MustCompile("(?m)^\\| (`.*?) \\|").FindAllStringSubmatch(written, -1) {
		for _, m := range regexp.MustCompile("`(.+?)`").FindAllStringSubmatch(row[1], -1) {
			text := strings.Replace(m[1], "…", "2025-03-05", 1)
			if _, err := edtf.Parse(text); err != nil {
				t.Errorf("the page shows what is no date: %v", err)
			}
		}
	}
	for _, m := range regexp.MustCompile("`(\\S+?)` becomes `(\\S+?)`").FindAllStringSubmatch(page, -1) {
		if m[1][0] == '-' || m[1][0] == '+' { // an offset alone
			m[1], m[2] = "2025-03-05T10:00:00"+m[1], "2025-03-05T10:00:00"+m[2]
		}
		if got := edtf.MustParse(m[1]).String(); got != m[2] {
			t.Errorf("%s becomes %s, not %s", m[1], got, m[2])
		}
	}
}
