package stem_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/stem"
)

// lists reads a file of words, a list a line.
func lists(t *testing.T, file string) [][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(strings.ToLower(line)); len(words) > 0 && words[0] != "#" {
			list = append(list, words)
		}
	}
	return list
}

// The forms of a Ukrainian word have one stem.
func TestUkrainianForms(t *testing.T) {
	t.Parallel()
	all := lists(t, "ukrainian-forms.txt")
	if len(all) < 150 {
		t.Errorf("only %d words", len(all))
	}
	for _, forms := range all {
		for _, form := range forms[1:] {
			if got, want := stem.Stem("uk", form), stem.Stem("uk", forms[0]); got != want {
				t.Errorf("%s is %s, but %s is %s", form, got, forms[0], want)
			}
		}
	}
}

// Ukrainian words that look alike and are others have stems of their own.
func TestUkrainianStemsApart(t *testing.T) {
	t.Parallel()
	pairs := lists(t, "ukrainian-apart.txt")
	if len(pairs) < 60 {
		t.Errorf("only %d pairs", len(pairs))
	}
	for _, pair := range pairs {
		if len(pair) != 2 || stem.Stem("uk", pair[0]) == stem.Stem("uk", pair[1]) {
			t.Errorf("%v are both %s", pair, stem.Stem("uk", pair[0]))
		}
	}
	// No word of one list is found by a word of another.
	met := map[string]string{}
	for _, forms := range lists(t, "ukrainian-forms.txt") {
		s := stem.Stem("uk", forms[0])
		if other, twice := met[s]; twice && !slices.Contains(related, other+" "+forms[0]) {
			t.Errorf("%s and %s are both %s", other, forms[0], s)
		}
		met[s] = forms[0]
	}
}

// related are words of the list that share their root, and so their stem.
var related = []string{"дипломатія дипломат", "військо військовий", "заява заявив", "план планує", "атака атакував"}
