package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// repeats reports whether a paraphrase says little that the title and summary of
// its event do not say: most of its longer words stand there too, or others that
// begin alike. It folds then, and is still there to be read.
func repeats(q *timeline.Quote, e *timeline.Event) bool {
	if q.Kind == "direct" {
		return false
	}
	told := longWords(e.Title + " " + e.Summary)
	said := longWords(q.Text)
	again := 0
	for _, w := range said {
		if slices.ContainsFunc(told, func(t string) bool { return beginAlike(w, t) }) {
			again++
		}
	}
	return len(said) > 0 && again*2 >= len(said)
}

// longWords are the words of more than three letters, each once.
func longWords(text string) []string {
	var list []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if utf8.RuneCountInString(w) > 3 && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}

// beginAlike reports whether two words begin with the same five letters, or with all
// of the shorter one's: they may well be forms of one.
func beginAlike(a, b string) bool {
	p, q := []rune(a), []rune(b)
	n := min(5, len(p), len(q))
	return string(p[:n]) == string(q[:n])
}
