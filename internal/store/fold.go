package store

import (
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

// searchable is a text as the full-text index holds it: folded words parted
// by single spaces.
func searchable(texts ...string) string {
	var b strings.Builder
	for _, text := range texts {
		for _, w := range timeline.Words(text) {
			if folded := fold(w); folded != "" {
				if b.Len() > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(folded)
			}
		}
	}
	return b.String()
}

// sortName is a name as lists sort it, bounded so that an index can hold it.
func sortName(name string) string {
	s := searchable(name)
	if len(s) > 500 {
		s = strings.ToValidUTF8(s[:500], "")
	}
	return s
}
