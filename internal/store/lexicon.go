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
	known map[stem.Language]map[string]*lexeme
	forms map[string]*form
	size  int // of known

	round int64   // one for each column of words
	out   []byte  // the column at hand
	met   []*form // in it, in the order in which they were met
}

// lexeme is a word of texts in a language, as the index has it.
type lexeme struct {
	folded   string // which may be several words, or none
	stem     string // folded; empty where the language has nothing to say about the word
	other    *form  // what it is found by where it is one word: that without the English 's
	stemmed  *form  // and its stem
	familiar bool   // the stem is the folded word itself
}

// form is a word of the index that is none of a text, and the last column that had it.
type form struct {
	text  string
	round int64
}

// maxLexemes bounds what a lexicon remembers from one record to the next.
const maxLexemes = 100_000

func newLexicon() *lexicon {
	return &lexicon{known: map[stem.Language]map[string]*lexeme{}, forms: map[string]*form{}}
}

// lexeme is what the index has of a word in a language.
func (x *lexicon) lexeme(l stem.Language, word string) *lexeme {
	if w := x.known[l][word]; w != nil {
		return w
	}
	if x.known[l] == nil {
		x.known[l] = map[string]*lexeme{}
	}
	word = strings.Clone(word) // its text goes
	folded := foldedWords(word)
	w := &lexeme{folded: strings.Join(folded, " "), stem: stemmed(l, word)}
	if len(folded) == 1 {
		if base := baseOf(folded[0]); base != folded[0] {
			w.other = x.form(baseMark + base)
		}
		if w.stem != "" {
			w.stemmed, w.familiar = x.form(stemMark+string(l)+w.stem), w.stem == folded[0]
		}
	}
	x.known[l][word] = w
	x.size++
	return w
}

func (x *lexicon) form(text string) *form {
	f := x.forms[text]
	if f == nil {
		f = &form{text: text}
		x.forms[text] = f
	}
	return f
}

// stem is the folded stem of a word in a language, empty where the language has
// nothing to say about it: by its script, or because it has no stemmer.
func (x *lexicon) stem(l stem.Language, word string) string { return x.lexeme(l, word).stem }

func stemmed(l stem.Language, word string) string {
	if l == "" {
		return ""
	}
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
	if x.size >= maxLexemes {
		x.size = 0
		clear(x.known)
		clear(x.forms)
	}
	w := words{columns: columns, texts: make([]string, len(columns))}
	for i, list := range texts {
		x.round++
		x.out, x.met = x.out[:0], x.met[:0]
		if i == 0 && l != "" {
			x.meet(x.form(stemMark + string(l)))
		}
		for _, t := range list {
			x.say(l, t)
		}
		gap := textGap
		for _, f := range x.met {
			x.write(gap, f.text)
			gap = " "
		}
		w.texts[i] = string(x.out)
	}
	return w
}

// say adds a text to the column at hand of a record in a language.
func (x *lexicon) say(l stem.Language, t saying) {
	gap := textGap
	for word := range timeline.EachWord(t.text) {
		w := x.lexeme(t.language, word)
		if w.folded == "" {
			continue
		}
		x.write(gap, w.folded)
		gap = " "
		x.meet(w.other)
		if !w.familiar || t.language != l {
			x.meet(w.stemmed)
		}
	}
}

// write adds to the column at hand, after a gap unless it is the first.
func (x *lexicon) write(gap, text string) {
	if len(x.out) > 0 {
		x.out = append(x.out, gap...)
	}
	x.out = append(x.out, text...)
}

// meet notes a form, if any, once for the column at hand.
func (x *lexicon) meet(f *form) {
	if f != nil && f.round != x.round {
		f.round = x.round
		x.met = append(x.met, f)
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
