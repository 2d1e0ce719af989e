package store_test

import (
	"slices"
	"strings"
	"unicode"

	"example.org/dateline/internal/timeline"
)

// searched are the texts that a search looks at, parted into plain words. The
// fields come in the order of their weight.
type searched struct {
	fields [4][][]string // title, names, summary, quotes
}

func (m *model) textsOf(e *event) *searched {
	if e.texts != nil {
		return e.texts
	}
	e.texts = &searched{}
	add := func(field int, text string) {
		e.texts.fields[field] = append(e.texts.fields[field], plainWords(text))
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
		add(3, q.Text)
	}
	return e.texts
}

// meet reports whether every wanted term stands somewhere, and no other one.
func (s *searched) meet(search timeline.Search) bool {
	return s.holds(search, len(s.fields)) && !slices.ContainsFunc(search.Terms, func(t timeline.Term) bool {
		return t.Exclude && s.find(t, len(s.fields))
	})
}

// rank is how many fields it takes to find all wanted terms.
func (s *searched) rank(search timeline.Search) int {
	for n := 1; n <= len(s.fields); n++ {
		if s.holds(search, n) {
			return n
		}
	}
	return len(s.fields) + 1
}

// holds reports whether every wanted term stands in the first n fields.
func (s *searched) holds(search timeline.Search, n int) bool {
	return !slices.ContainsFunc(search.Terms, func(t timeline.Term) bool { return !t.Exclude && !s.find(t, n) })
}

func (s *searched) find(t timeline.Term, n int) bool {
	wanted := plainWords(strings.Join(t.Words, " "))
	for _, field := range s.fields[:n] {
		for _, words := range field {
			for at := range words {
				if standsAt(words[at:], wanted, t.Prefix) {
					return true
				}
			}
		}
	}
	return false
}

func standsAt(words, wanted []string, prefix bool) bool {
	if len(wanted) == 0 || len(words) < len(wanted) {
		return false
	}
	last := len(wanted) - 1
	return slices.Equal(words[:last], wanted[:last]) &&
		(words[last] == wanted[last] || prefix && strings.HasPrefix(words[last], wanted[last]))
}

// plain has the letters of the vocabulary that readers take for another.
var plain = strings.NewReplacer("ü", "u", "ï", "i", "ї", "і", "ά", "α", "ς", "σ", "ß", "ss", "ł", "l", "ó", "o", "ź", "z", "ø", "o",
	"ş", "s", "ğ", "g", "ｆ", "f", "ｕ", "u", "ｌ", "l", "½", " 1 2 ", "ﬁ", "fi", "é", "e", "å", "a", "ö", "o", "ё", "е", "ґ", "г",
	"デ", "テ", "𝔅", "b", "ǆ", "dz", "î", "i")

// plainWords parts a text into lower-case words without accents; each sign of
// a script without spaces is a word.
func plainWords(text string) []string {
	var b strings.Builder
	for _, r := range plain.Replace(strings.ToLower(text)) {
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
