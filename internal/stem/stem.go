// Package stem reduces words to what their inflected forms have in common, so
// that a search for one form finds the others.
package stem

import (
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

// Language is a language that has a stemmer, as its ISO 639-1 code. The empty
// Language is any other.
type Language string

// Languages are those that have a stemmer. Their codes have two letters each.
var Languages = []Language{"ar", "de", "en", "es", "fr", "ru", "uk"}

// stemmers are what each language has: the script of the words that it takes,
// and the algorithm.
var stemmers = map[Language]struct {
	script *unicode.RangeTable
	stem   func(string) string
}{
	"ar": {unicode.Arabic, snowball(arabic.Stem)},
	"de": {unicode.Latin, snowball(german.Stem)},
	"en": {unicode.Latin, snowball(english.Stem)},
	"es": {unicode.Latin, func(w string) string { return snowball(spanish.Stem)(accented(w)) }},
	"fr": {unicode.Latin, snowball(french.Stem)},
	"ru": {unicode.Cyrillic, func(w string) string { return snowball(russian.Stem)(strings.ReplaceAll(w, "ё", "е")) }},
	"uk": {unicode.Cyrillic, ukrainian},
}

// Of is the language of a BCP 47 tag: "en" of "en-GB". It is empty where the
// language has no stemmer.
func Of(tag string) Language {
	primary, _, _ := strings.Cut(tag, "-")
	l := Language(strings.ToLower(primary))
	if _, has := stemmers[l]; !has {
		return ""
	}
	return l
}

// maxWord is the length, in bytes, past which a word is no word of a language,
// and is left as it is.
const maxWord = 100

// Takes reports whether a word may have a stem in a language: it is in the
// language's script, and of a length that words have.
func Takes(l Language, word string) bool {
	s, has := stemmers[l]
	return has && word != "" && len(word) <= maxWord && written(word, s.script)
}

// Stem is what the forms of a word have in common, in a language. The word is in
// lower case and composed (NFC), with its accents, without other marks, and with
// U+0027 as its only apostrophe. A word that the language does not take is its
// own stem.
func Stem(l Language, word string) string {
	if !Takes(l, word) {
		return word
	}
	if stem := stemmers[l].stem(word); stem != "" {
		return stem
	}
	return word
}

// written reports whether a word is in a script: letters, and the apostrophes
// among them. What has digits in it is a number or a name, and has no endings.
func written(word string, script *unicode.RangeTable) bool {
	for _, r := range word {
		if r != '\'' && !unicode.Is(script, r) {
			return false
		}
	}
	return true
}

// snowball runs an algorithm that Snowball generated.
func snowball(algorithm func(*snowballstem.Env) bool) func(string) string {
	return func(word string) string {
		env := snowballstem.NewEnv(word)
		algorithm(env)
		return env.Current()
	}
}

// accented gives the commonest Spanish endings the accent that people leave out
// when they search, and on which the algorithm depends.
func accented(word string) string {
	for _, ending := range []string{"cion", "sion"} {
		if stem, cut := strings.CutSuffix(word, ending); cut {
			return stem + ending[:2] + "ón"
		}
	}
	return word
}
