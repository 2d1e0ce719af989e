package article_test

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/article"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// What is pasted becomes the same text, with the same sentences, here and in a browser
// that keeps it for itself: web/test/device.test.js holds that to the same file.
func TestTextsAreReadAsBrowsersDo(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/texts.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Name, Words string
		Refused     bool
		Text        string // where it is other than the words
		Length      int
		SHA256      string
		Sentences   [][3]int // start, end and line
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			a, err := article.Pasted([]byte(v.Words))
			if (err != nil) != v.Refused {
				t.Fatalf("refused: %v", err)
			}
			if v.Refused {
				return
			}
			if a.Text != cmp.Or(v.Text, v.Words) || utf8.RuneCountInString(a.Text) != v.Length || evidence.Digest(a.Text) != v.SHA256 {
				t.Errorf("%q, %d characters, %s", a.Text, utf8.RuneCountInString(a.Text), evidence.Digest(a.Text))
			}
			var got [][3]int
			for _, m := range evidence.Margins(&timeline.Document{}, "", evidence.NewText(a.Text)) {
				got = append(got, [3]int{m.Start, m.End, m.Line})
			}
			if !slices.Equal(got, v.Sentences) {
				t.Errorf("%v\nwant %v", got, v.Sentences)
			}
		})
	}
}
