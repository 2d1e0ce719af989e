package draft

import (
	"slices"
	"strings"
	"testing"
)

func TestLikely(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"On Monday, Mike Waltz's office said so.": {"Mike Waltz", "Mike", "Waltz"},
		"the White House in the U.S. spoke":       {"White House", "U.S"},
		"قال محمد بن سلمان، في جدة":               {"محمد بن سلمان", "جدة"},
		"王毅在北京说。":                                 {"王毅", "北京"},
	} {
		got := Likely(text, 100)
		for _, name := range want {
			if !slices.Contains(got, name) {
				t.Errorf("%q: %q is not among %q", text, name, got)
			}
		}
	}
	for _, no := range Likely("the office said so, mike", 100) {
		t.Errorf("%q begins with no capital", no)
	}
	if got := Likely(strings.Repeat("Ann Bob Cid Dan ", 5), 3); len(got) != 3 {
		t.Errorf("%d, and no more than 3 were asked for", len(got))
	}
}
