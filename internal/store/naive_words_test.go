package store_test

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/stem"
	"example.org/dateline/internal/timeline"
)

// searched are the texts that a search looks at, parted into words. The fields
// come in the order of their weight.
type searched struct {
	language stem.Language    // of the record
	fields   [4][][]heardWord // title, names, summary, quotes
}

// heardWord is a word of a text: in plain letters, without 's, and its stem in
// the language of the text, where it has one.
type heardWord struct {
	plain, base, stem string
	language          stem.Language
}

// heard parts a text into words.
func heard(language stem.Language, text string) []heardWord {
	var words []heardWord
	for _, raw := range rawWords(text) {
		plain := plainWords(raw)
		for _, p := range plain {
			w := heardWord{plain: p, base: p, language: language}
			if len(plain) == 1 {
				w.base, w.stem = strings.TrimSuffix(p, "ʼs"), stemOf(language, raw)
			}
			words = append(words, w)
		}
	}
	return words
}

// stemOf is the stem of a word, in plain letters; none where the language is
// that of another script.
func stemOf(language stem.Language, raw string) string {
	w := strings.ReplaceAll(strings.ToLower(norm.NFKC.String(raw)), "ʼ", "'")
	w = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, w)
	if !stem.Takes(language, w) {
		return ""
	}
	return strings.Join(plainWords(stem.Stem(language, w)), " ")
}

func (m *model) textsOf(e *event) *searched {
	if e.texts != nil {
		return e.texts
	}
	l := stem.Of(cmp.Or(e.Language, m.stories.by[e.Story].Language))
	e.texts = &searched{language: l}
	add := func(field int, text string) {
		e.texts.fields[field] = append(e.texts.fields[field], heard(l, text))
	}
	add(0, e.Title)
	for _, p := range e.Actors {
		add(1, m.actors.by[p.ID].Name)
		for _, alias := range m.actors.by[p.ID].Aliases {
			add(1, alias)
		}
	}
	for _, v := range e.Places {
		add(1, m.places.by[v.ID].Name)
	}
	add(2, e.Summary)
	for _, q := range e.Quotes {
		e.texts.fields[3] = append(e.texts.fields[3], heard(languageOfQuote(l, &q), q.Text))
	}
	return e.texts
}

// languageOfQuote is its own, or else that of its event.
func languageOfQuote(event stem.Language, q *timeline.Quote) stem.Language {
	if q.Language != "" {
		return stem.Of(q.Language)
	}
	return event
}

// meet reports whether every wanted term stands somewhere, and no other one.
func (s *searched) meet(search timeline.Search) bool {
	return s.holds(search, len(s.fields), true) && !slices.ContainsFunc(search.Terms, func(t timeline.Term) bool {
		return t.Exclude && s.find(t, len(s.fields), true)
	})
}

// rank is how many fields it takes to find all wanted terms as written, and after
// all of these, how many it takes to find them in any form.
func (s *searched) rank(search timeline.Search) int {
	for i, forms := range []bool{false, true} {
		for n := 1; n <= len(s.fields); n++ {
			if s.holds(search, n, forms) {
				return i*len(s.fields) + n
			}
		}
	}
	return 2*len(s.fields) + 1
}

// holds reports whether every wanted term stands in the first n fields.
func (s *searched) holds(search timeline.Search, n int, forms bool) bool {
	return !slices.ContainsFunc(search.Terms, func(t timeline.Term) bool { return !t.Exclude && !s.find(t, n, forms) })
}

func (s *searched) find(t timeline.Term, n int, forms bool) bool {
	for _, field := range s.fields[:n] {
		for _, words := range field {
			for at := range words {
				if _, found := s.standsAt(words[at:], t, forms); found {
					return true
				}
			}
		}
	}
	return false
}

// standsAt tells whether a term stands at the start of words, and over how many.
func (s *searched) standsAt(words []heardWord, t timeline.Term, forms bool) (length int, found bool) {
	wanted := plainWords(strings.Join(t.Words, " "))
	if len(wanted) == 0 || len(words) < len(wanted) {
		return 0, false
	}
	if forms && t.Inflects() && len(wanted) == 1 && s.isForm(words[0], t.Words[0], wanted[0]) {
		return 1, true
	}
	last := len(wanted) - 1
	for i, w := range wanted {
		if words[i].plain != w && (i != last || !t.Prefix || !strings.HasPrefix(words[i].plain, w)) {
			return 0, false
		}
	}
	return len(wanted), true
}

// isForm tells whether two words are forms of one: with and without 's, of one
// stem in the language of the text, or the stem itself.
func (s *searched) isForm(w heardWord, raw, plain string) bool {
	if w.base == strings.TrimSuffix(plain, "ʼs") || s.language != "" && w.plain == stemOf(s.language, raw) {
		return true
	}
	return w.stem != "" && w.stem == stemOf(w.language, raw)
}

// plain has the letters of the vocabulary that readers take for another.
var plain = strings.NewReplacer("ü", "u", "ï", "i", "ї", "і", "ά", "α", "ς", "σ", "ß", "ss", "ł", "l", "ó", "o", "ź", "z", "ø", "o",
	"ş", "s", "ğ", "g", "ｆ", "f", "ｕ", "u", "ｌ", "l", "½", " 1 2 ", "ﬁ", "fi", "é", "e", "å", "a", "ö", "o", "ё", "е", "ґ", "г",
	"デ", "テ", "𝔅", "b", "ǆ", "dz", "î", "i")

// plainWords parts a text into lower-case words without accents; each sign of
// a script without spaces is a word.
func plainWords(text string) []string {
	var b strings.Builder
	for _, r := range plain.Replace(strings.ToLower(strings.Join(rawWords(text), " "))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.In(r, unicode.Han, unicode.Katakana, unicode.Thai):
			b.WriteString(" " + string(r) + " ")
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// oneApostrophe has the apostrophes of the vocabulary, and the sign in it that is
// not read.
var oneApostrophe = strings.NewReplacer("'", "ʼ", "’", "ʼ", "‘", "ʼ", "`", "ʼ", "\u00ad", "")

// rawWords parts a text into words as they are written, with one kind of
// apostrophe inside them. French articles are words of their own.
func rawWords(text string) []string {
	var words []string
	for _, run := range strings.FieldsFunc(oneApostrophe.Replace(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}) {
		for _, w := range strings.Split(run, "ʼʼ") {
			w = strings.Trim(w, "ʼ")
			if article, rest, cut := strings.Cut(w, "ʼ"); cut && slices.Contains([]string{"l", "d", "s", "t"}, strings.ToLower(article)) {
				words, w = append(words, article), rest
			}
			if w != "" {
				words = append(words, w)
			}
		}
	}
	return words
}
