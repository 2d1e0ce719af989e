package timeline

import (
	"strings"
	"unicode/utf8"
)

// Snippet is a piece of a record's text in which a search was found.
type Snippet struct {
	Field   string      `json:"field"` // title, actor, place, summary or quote
	Text    string      `json:"text"`  // the piece, with … where it was cut
	Matches []TextRange `json:"matches"`
}

// TextRange is a half-open range of Unicode code points of a text.
type TextRange struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// snippetRunes is about how much of a long text a snippet shows.
const snippetRunes = 200

// Sameness says which words are the same in a search.
type Sameness struct {
	Fold   func(word string) string       // makes words equal that are the same word
	FormOf func(word, wanted string) bool // reports whether they are forms of one word, as written; nil for never
}

// FindSnippet looks for the terms of a search in a text. It reports false when
// none of them stands there.
func FindSnippet(field, text string, s Search, same Sameness) (Snippet, bool) {
	tokens := tokens(text)
	words := make([]spelled, len(tokens))
	for i, t := range tokens {
		w := t.word(text)
		words[i] = spelled{w, same.Fold(w)}
	}
	var found []byteRange
	for i := 0; i < len(tokens); i++ {
		if n := longestMatch(words[i:], s.Terms, same); n > 0 {
			found = append(found, byteRange{tokens[i].start, tokens[i+n-1].end})
			i += n - 1
		}
	}
	if len(found) == 0 {
		return Snippet{}, false
	}
	return cut(field, text, found), true
}

type byteRange struct{ start, end int }

// spelled is a word as written, and folded.
type spelled struct{ written, folded string }

// longestMatch is how many words at the start of words a wanted term covers.
func longestMatch(words []spelled, terms []Term, same Sameness) int {
	longest := 0
	for _, t := range terms {
		if !t.Exclude && len(t.Words) > longest && t.begins(words, same) {
			longest = len(t.Words)
		}
	}
	return longest
}

// begins reports whether the term stands at the start of words.
func (t Term) begins(words []spelled, same Sameness) bool {
	if len(words) < len(t.Words) {
		return false
	}
	if t.Inflects() && same.FormOf != nil && same.FormOf(words[0].written, t.Words[0]) {
		return true
	}
	for i, w := range t.Words {
		w, last, found := same.Fold(w), i == len(t.Words)-1, words[i].folded
		if found != w && (!last || !t.Prefix || !strings.HasPrefix(found, w)) {
			return false
		}
	}
	return true
}

// cut keeps the text around the first match, and the matches that lie in it.
func cut(field, text string, found []byteRange) Snippet {
	from, to := 0, len(text)
	before, after := "", ""
	if utf8.RuneCountInString(text) > snippetRunes {
		from = back(text, found[0].start, snippetRunes/3)
		to = forward(text, from, snippetRunes)
		if to < found[0].end {
			to = found[0].end
		}
		if from > 0 {
			before = "…"
		}
		if to < len(text) {
			after = "…"
		}
	}
	sn := Snippet{Field: field, Text: before + text[from:to] + after, Matches: []TextRange{}}
	for _, f := range found {
		if f.end <= to {
			start := utf8.RuneCountInString(before) + utf8.RuneCountInString(text[from:f.start])
			sn.Matches = append(sn.Matches, TextRange{start, start + utf8.RuneCountInString(text[f.start:f.end])})
		}
	}
	return sn
}

// back is the offset n characters before at, moved to the start of a word.
func back(text string, at, n int) int {
	for n > 0 && at > 0 {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		n--
	}
	for at > 0 && text[at-1] != ' ' {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		if n--; n < -40 {
			break
		}
	}
	return at
}

// forward is the offset n characters after at.
func forward(text string, at, n int) int {
	for n > 0 && at < len(text) {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
		n--
	}
	return at
}
