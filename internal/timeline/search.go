package timeline

import (
	"strings"
)

// Search is a full-text query: every term must be found, and none of the
// excluded ones. The zero Search searches for nothing.
type Search struct {
	Text  string // as given, with white space folded: the canonical form
	Terms []Term
}

// Term is a word or phrase of a Search. Its words are as Words parts them; what
// is the same word under accents and case, or a form of it, is for the index to
// say.
type Term struct {
	Words   []string // more than one must stand next to each other, in this order
	Prefix  bool     // the last word is only the beginning of one
	Exact   bool     // it was quoted: other forms of its words are not meant
	Exclude bool     // the record must not hold the term
}

// Inflects reports whether other forms of the term's word are meant as well.
func (t Term) Inflects() bool { return len(t.Words) == 1 && !t.Exact && !t.Prefix }

// IsZero reports whether there is nothing to search for.
func (s Search) IsZero() bool { return len(s.Terms) == 0 }

// Bounds on a search.
const (
	maxTerms       = 20
	minPrefixRunes = 2
)

const searchRule = `takes words, "phrases", -excluded words and prefixes*`

// ParseSearch reads the syntax of q: words, "phrases", -not and prefix*.
// Nothing in it is an operator of the index: every other sign parts words.
func ParseSearch(text string) (Search, error) {
	s := Search{Text: strings.Join(strings.Fields(text), " ")}
	rest, positive := s.Text, false
	for rest != "" {
		term, after, err := nextTerm(rest)
		if err != nil {
			return Search{}, err
		}
		rest = strings.TrimLeft(after, " ")
		if len(term.Words) == 0 {
			continue
		}
		positive = positive || !term.Exclude
		if s.Terms = append(s.Terms, term); len(s.Terms) > maxTerms {
			return Search{}, invalid("", nil, "has more than %d terms", maxTerms)
		}
	}
	if !positive {
		return Search{}, invalid("", nil, "%s; %q has no word to look for", searchRule, Clip(s.Text, 60))
	}
	return s, nil
}

// nextTerm reads the term at the start of s, which is not blank.
func nextTerm(s string) (t Term, rest string, err error) {
	if after, minus := strings.CutPrefix(s, "-"); minus && after != "" && after[0] != ' ' {
		t.Exclude, s = true, after
	}
	var body string
	if quoted, opened := strings.CutPrefix(s, `"`); opened {
		var closed bool
		t.Exact = true
		if body, rest, closed = strings.Cut(quoted, `"`); !closed {
			return t, "", invalid("", nil, "%s; a phrase is not closed: %q", searchRule, Clip(s, 60))
		}
	} else {
		end := strings.IndexAny(s, ` "`)
		if end < 0 {
			end = len(s)
		}
		body, rest = s[:end], s[end:]
	}
	t.Words = Words(body)
	if after, star := strings.CutPrefix(rest, "*"); star {
		body, rest = body+"*", after
	}
	if strings.HasSuffix(body, "*") && len(t.Words) > 0 {
		t.Prefix = true
		if last := []rune(t.Words[len(t.Words)-1]); len(last) < minPrefixRunes && !Unspaced(last[0]) {
			return t, "", invalid("", nil, "has the prefix %q; a prefix has at least %d letters", string(last)+"*", minPrefixRunes)
		}
	}
	return t, rest, nil
}

func searchParameter[Q any](at func(q *Q) *Search) parameter[Q] {
	return one("q", func(q *Q, v string) (err error) { *at(q), err = ParseSearch(v); return },
		func(q *Q) string { return at(q).Text })
}
