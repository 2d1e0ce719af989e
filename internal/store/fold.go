package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/timeline"
)

// fold makes words that differ only in accents, case or the form of their
// letters equal: "Zelenskyy" and "ZELENSKYY", "Türkiye" and "turkiye".
func fold(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if plain, ok := undecomposed[r]; ok {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || (c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return true
}

// undecomposed are letters that readers take for a plain one with a mark, but
// that Unicode does not take apart.
var undecomposed = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i",
	'ł': "l", 'ŋ': "n", 'þ': "th", 'ŧ': "t", 'ς': "σ", 'ґ': "г", 'ё': "е",
}

// maxWord is how much of a word is told apart, in bytes. PostgreSQL refuses
// words of more than 2046.
const maxWord = 1000

// foldedWords parts a text into words as the full-text index holds them. A
// letter that folding takes apart may hold no word or several: "½" is 1 and 2.
func foldedWords(text string) []string {
	words := timeline.Words(text)
	for i := 0; i < len(words); i++ {
		if isPlain(words[i]) {
			words[i] = clipWord(words[i])
			continue
		}
		parts := timeline.Words(fold(words[i]))
		for j, part := range parts {
			parts[j] = clipWord(part)
		}
		words = slices.Replace(words, i, i+1, parts...)
		i += len(parts) - 1
	}
	return words
}

func clipWord(w string) string {
	if len(w) <= maxWord {
		return w
	}
	return strings.ToValidUTF8(w[:maxWord], "")
}

// textGap stands between two texts in one column of an index. It is no letter,
// so that no search has it, and no phrase is found across two texts.
const textGap = " ¶ "

// sortName is a name as lists sort it, bounded so that an index can hold it. An
// apostrophe sorts as a space.
func sortName(name string) string {
	s := strings.ReplaceAll(strings.Join(foldedWords(name), " "), string(timeline.Apostrophe), " ")
	if len(s) > 500 {
		s = strings.ToValidUTF8(s[:500], "")
	}
	return s
}
