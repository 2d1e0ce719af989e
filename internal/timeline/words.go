package timeline

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words parts a text into the words that the index knows: runs of letters,
// digits and the marks on them, with the apostrophes among these. Scripts that
// are written without spaces between words are parted into single characters, so
// that a search for some of them finds any run that holds them.
//
// An apostrophe of any kind is Apostrophe in a word, and none stands at its
// edges. Soft hyphens and whatever else Unicode calls ignorable are left out.
func Words(text string) []string {
	return slices.Collect(EachWord(text))
}

// EachWord is Words, one after the other: for who passes over many texts.
func EachWord(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for t := range eachToken(text) {
			if !yield(t.word(text)) {
				return
			}
		}
	}
}

// Apostrophe is the one that stands for all of them in words: the letter, which
// parts no word anywhere.
const Apostrophe = '\u02bc'

// apostrophes are the signs that people write for one, and those that fonts and
// keyboards put in its place.
const apostrophes = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u07f4\u07f5\u2018\u2019\u201b\u2032\u2035\ua78b\ua78c\uff07"

func isApostrophe(r rune) bool {
	return r == '\'' || r == '`' || r > 0x80 && strings.ContainsRune(apostrophes, r)
}

// isIgnorable reports whether a character is one that Unicode calls ignorable by
// default (DerivedCoreProperties): it shapes or parts a line, and is not read.
func isIgnorable(r rune) bool {
	switch {
	case r < 0xAD, r >= 0xFFF9 && r <= 0xFFFB, r >= 0x13430 && r <= 0x1345F, unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// word is what stands in a range of a text, as Words has it.
func (b byteRange) word(text string) string {
	w := text[b.start:b.end]
	if isASCII(w) && strings.IndexByte(w, '\'') < 0 && strings.IndexByte(w, '`') < 0 {
		return w
	}
	if !strings.ContainsFunc(w, func(r rune) bool { return isApostrophe(r) || isIgnorable(r) }) {
		return w
	}
	return strings.Map(func(r rune) rune {
		switch {
		case isIgnorable(r):
			return -1
		case isApostrophe(r):
			return Apostrophe
		}
		return r
	}, w)
}

// tokens is where the words of a text stand, in bytes.
func tokens(text string) []byteRange { return slices.Collect(eachToken(text)) }

// eachToken yields where the words of a text stand, in bytes.
func eachToken(text string) iter.Seq[byteRange] {
	return func(yield func(byteRange) bool) {
		start, end := -1, 0
		joined := false // an apostrophe has come, which belongs to the word if a letter follows
		flush := func() bool {
			from := start
			start, joined = -1, false
			return from < 0 || yield(byteRange{from, end})
		}
		for i, r := range text {
			more := true
			switch {
			case isIgnorable(r):
			case isApostrophe(r):
				if joined {
					more = flush()
				}
				joined = start >= 0
			case Unspaced(r):
				more = flush() && yield(byteRange{i, i + utf8.RuneLen(r)})
			case unicode.IsLetter(r) || unicode.IsNumber(r):
				if joined && elides(text[start:end]) && unicode.Is(unicode.Latin, r) {
					more = flush()
				}
				if start < 0 {
					start = i
				}
				end, joined = i+utf8.RuneLen(r), false
			case unicode.IsMark(r) && start >= 0:
				if !joined {
					end = i + utf8.RuneLen(r)
				}
			default:
				more = flush()
			}
			if !more {
				return
			}
		}
		flush()
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// elided are the French and Italian words that lose their vowel before another
// one: after them an apostrophe parts two words, as in l'accord.
var elided = []string{
	"c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t",
	"all", "coll", "dall", "dell", "nell", "quell", "sull", "un",
}

func elides(word string) bool {
	return len(word) <= 6 && slices.Contains(elided, strings.ToLower(word))
}

// Unspaced reports whether a letter is of a script that is written without
// spaces between words.
func Unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
