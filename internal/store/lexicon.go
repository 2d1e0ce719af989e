package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/stem"
	"example.org/dateline/internal/timeline"
)

// Words of the index that are none of a text. Their first sign is no letter, so
// that no word of a text, and no search for one, is ever taken for them.
const (
	stemMark = "§" // and a language: a record in it; and a stem: that of a word in it
	baseMark = "¦" // and a word: one that stands in the record with 's at its end
)

// lexicon knows words: how they are folded, and by what else they are found. It
// remembers them, as texts have the same ones again and again, and is for one
// goroutine.
type lexicon struct {
	stems map[lexeme]string
	spelt map[string]spelling
}

// spelling is how the index has a word: folded, which may be several or none, and
// where it is one, that without the English 's.
type spelling struct {
	folded []string
	base   string
}

type lexeme struct {
	language stem.Language
	word     string
}

// maxLexemes bounds what a lexicon remembers.
const maxLexemes = 100_000

func newLexicon() *lexicon { return &lexicon{map[lexeme]string{}, map[string]spelling{}} }

// spell is the spelling of a word.
func (x *lexicon) spell(word string) spelling {
	s, known := x.spelt[word]
	if known {
		return s
	}
	word = strings.Clone(word) // its text goes
	if s.folded = foldedWords(word); len(s.folded) == 1 {
		s.base = baseOf(s.folded[0])
	}
	if len(x.spelt) >= maxLexemes {
		clear(x.spelt)
	}
	x.spelt[word] = s
	return s
}

// stem is the folded stem of a word in a language, empty where the language has
// nothing to say about it: by its script, or because it has no stemmer.
func (x *lexicon) stem(l stem.Language, word string) string {
	if l == "" {
		return ""
	}
	key := lexeme{l, word}
	s, known := x.stems[key]
	if !known {
		if len(x.stems) >= maxLexemes {
			clear(x.stems)
		}
		key.word = strings.Clone(word)
		s = stemmed(l, key.word)
		x.stems[key] = s
	}
	return s
}

func stemmed(l stem.Language, word string) string {
	plain := word
	if !isPlain(word) {
		// Accents stay, for the stemmer; other marks do not.
		plain = strings.Map(func(r rune) rune {
			switch {
			case r == timeline.Apostrophe:
				return '\''
			case unicode.Is(unicode.Mn, r):
				return -1
			}
			return unicode.ToLower(r)
		}, norm.NFKC.String(word))
	}
	if !stem.Takes(l, plain) {
		return ""
	}
	if folded := foldedWords(stem.Stem(l, plain)); len(folded) == 1 {
		return folded[0]
	}
	return ""
}

// baseOf is a folded Latin word without the English 's, whatever the language of
// the text: names come with it in many.
func baseOf(folded string) string {
	base, cut := strings.CutSuffix(folded, string(timeline.Apostrophe)+"s")
	if cut && isLatin(base) {
		return base
	}
	return folded
}

func isLatin(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool {
		return r != timeline.Apostrophe && !unicode.Is(unicode.Latin, r) && (r < '0' || r > '9')
	})
}

// saying is a text and the language that it is in.
type saying struct {
	language stem.Language
	text     string
}

// said are texts in one language.
func said(l stem.Language, texts ...string) []saying {
	list := make([]saying, len(texts))
	for i, text := range texts {
		list[i] = saying{l, text}
	}
	return list
}

// words are those of a record in a language, of the texts of each column: folded,
// and then, once each, what else they are found by. A stem that is the word
// itself is left out where the word is in the record's own language.
func (x *lexicon) words(l stem.Language, columns []string, texts ...[]saying) words {
	w := words{columns: columns, texts: make([]string, len(columns))}
	for i, list := range texts {
		var parts []string
		forms := formsSet{met: map[string]bool{}}
		if i == 0 && l != "" {
			forms.add(stemMark + string(l))
		}
		for _, t := range list {
			var all []string
			for _, word := range timeline.Words(t.text) {
				spelt := x.spell(word)
				folded := spelt.folded
				all = append(all, folded...)
				if len(folded) != 1 {
					continue
				}
				if spelt.base != folded[0] {
					forms.add(baseMark + spelt.base)
				}
				if s := x.stem(t.language, word); s != "" && (s != folded[0] || t.language != l) {
					forms.add(stemMark + string(t.language) + s)
				}
			}
			if len(all) > 0 {
				parts = append(parts, strings.Join(all, " "))
			}
		}
		if len(forms.list) > 0 {
			parts = append(parts, strings.Join(forms.list, " "))
		}
		w.texts[i] = strings.Join(parts, textGap)
	}
	return w
}

// formsSet are forms in the order in which they were met, once each.
type formsSet struct {
	list []string
	met  map[string]bool
}

func (s *formsSet) add(form string) {
	if !s.met[form] {
		s.met[form] = true
		s.list = append(s.list, form)
	}
}

// languageTag is the language of a record's words, as a BCP 47 tag: its own, or
// else that of what it belongs to.
func languageTag(r timeline.Record, belongsTo string) string {
	own := ""
	switch r := r.(type) {
	case *timeline.Story:
		own = r.Language
	case *timeline.Source:
		own = r.Language
	case *timeline.Event:
		own = r.Language
	case *timeline.Quote:
		own = r.Language
	}
	if own == "" {
		return belongsTo
	}
	return own
}

// languageOf is that language where it has a stemmer, and else none.
func languageOf(r timeline.Record, belongsTo string) stem.Language {
	return stem.Of(languageTag(r, belongsTo))
}

// sameness says which words are the same in a text of a record: what the index
// finds, to be marked in snippets.
func (x *lexicon) sameness(record, text stem.Language) timeline.Sameness {
	return timeline.Sameness{Fold: fold, FormOf: func(word, wanted string) bool {
		found, asked := fold(word), fold(wanted)
		if found == asked || baseOf(found) == baseOf(asked) {
			return true
		}
		if s := x.stem(text, wanted); s != "" && s == x.stem(text, word) {
			return true
		}
		return found == x.stem(record, wanted)
	}}
}
