package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

const (
	mostTokens = 4000 // of both texts together; longer ones are not compared word by word
	leastAlike = 4    // one part in so many has to be alike, or the whole text is another one
)

// marked parts two texts where they differ, at words.
func marked(before, after string) (old, now []Piece) {
	var tokens []string
	a, b := tokensOf(before), tokensOf(after)
	if len(a)+len(b) > mostTokens {
		return []Piece{{before, true}}, []Piece{{after, true}}
	}
	known := map[string]rune{}
	letters := func(list []string) []rune {
		runes := make([]rune, len(list))
		for i, token := range list {
			if _, ok := known[token]; !ok {
				known[token] = rune(len(tokens) + 1)
				tokens = append(tokens, token)
			}
			runes[i] = known[token]
		}
		return runes
	}
	first, second := letters(a), letters(b)
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // what it compares is bounded instead, so that the same texts are always marked alike
	alike := 0
	for _, d := range dmp.DiffCleanupSemantic(dmp.DiffMainRunes(first, second, false)) {
		text := tokensAt(tokens, d.Text)
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			old = append(old, Piece{text, true})
		case diffmatchpatch.DiffInsert:
			now = append(now, Piece{text, true})
		default:
			alike += len(text)
			old, now = append(old, Piece{text, false}), append(now, Piece{text, false})
		}
	}
	if alike*leastAlike < max(len(before), len(after)) {
		return []Piece{{before, true}}, []Piece{{after, true}}
	}
	return old, now
}

// tokensAt joins the tokens that letters stand for.
func tokensAt(tokens []string, letters string) string {
	var text strings.Builder
	for _, r := range letters {
		text.WriteString(tokens[r-1])
	}
	return text.String()
}

// tokensOf parts a text into words, and what stands between them sign by sign.
// Scripts that set no spaces between words are parted at each sign.
func tokensOf(text string) []string {
	var list []string
	start := 0
	for i, r := range text {
		if inWord(r) {
			continue
		}
		if start < i {
			list = append(list, text[start:i])
		}
		start = i + utf8.RuneLen(r)
		list = append(list, text[i:start])
	}
	if start < len(text) {
		list = append(list, text[start:])
	}
	return list
}

// inWord tells whether a sign belongs to the word around it.
func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
