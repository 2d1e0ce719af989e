package timeline_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

func placed(words string) timeline.Citation {
	sum := sha256.Sum256([]byte(words))
	return timeline.Citation{Source: "paper", Start: 10, End: 10 + utf8.RuneCountInString(words), SHA256: hex.EncodeToString(sum[:])}
}

func quotedAs(words string) timeline.Citation {
	return timeline.Citation{Source: "paper", Exact: words}
}

func TestDirectQuotesAreVerbatim(t *testing.T) {
	t.Parallel()
	link := timeline.Citation{Source: "paper", Section: "Lead"}
	for _, c := range []struct {
		text   string
		cited  []timeline.Citation
		faulty string
	}{
		{"We stay.", nil, ""},
		{"We stay.", []timeline.Citation{link}, ""},
		{"We stay.", []timeline.Citation{placed("We stay.")}, ""},
		{"We go.", []timeline.Citation{placed("We stay.")}, "We go."},
		{"We stay", []timeline.Citation{placed("We stay.")}, "We stay"}, // a digest tells nothing of a part
		{"We stay", []timeline.Citation{quotedAs("She said: We stay. And left.")}, ""},
		{"we stay", []timeline.Citation{quotedAs("She said: We stay.")}, "we stay"},
		{"We'll stay", []timeline.Citation{quotedAs("We’ll stay")}, "We'll stay"},
		{"We go.", []timeline.Citation{link, placed("We stay.")}, "We go."},
		{"We stay.", []timeline.Citation{placed("We go."), link, placed("We stay.")}, ""},

		{"We stay… and wait", []timeline.Citation{placed("We stay… and wait")}, ""}, // the source's own
		{"We stay … and wait", []timeline.Citation{placed("We stay"), quotedAs("or go and wait")}, ""},
		{"We stay […] and wait", []timeline.Citation{quotedAs("We stay here"), link, placed("and wait")}, ""},
		{"We stay […] and wait", []timeline.Citation{placed("and wait"), placed("We stay")}, "and wait"},
		{"We stay […] and wait", []timeline.Citation{quotedAs("We stay and wait")}, "and wait"}, // a citation for each
		{"We stay … and go", []timeline.Citation{placed("We stay"), quotedAs("or go and wait")}, "and go"},
		{"… stay …", []timeline.Citation{quotedAs("We stay here")}, "… stay …"},
		{"…", []timeline.Citation{quotedAs("We stay")}, "…"},
	} {
		q := timeline.Quote{Text: c.text, Kind: "direct", Citations: c.cited}
		if got := q.Unproved(nil); got != c.faulty {
			t.Errorf("%q from %v: %q is not borne out, want %q", c.text, c.cited, got, c.faulty)
		}
		q.Kind = "indirect"
		if got := q.Unproved(nil); got != "" {
			t.Errorf("a paraphrase, %q, is not borne out: %q", c.text, got)
		}
	}
	long := timeline.Quote{Text: strings.Repeat("…a", 9000), Kind: "direct", Citations: []timeline.Citation{quotedAs("b")}}
	if long.Unproved(nil) == "" {
		t.Error("nine thousand pieces of nothing are borne out")
	}
}
