package store

import (
	"slices"
	"strings"

	"example.org/dateline/internal/stem"
	"example.org/dateline/internal/timeline"
)

// match is a search as a full-text index takes it. Words reach the index only
// as quoted strings, so that nothing in them can be an operator.
type match struct {
	terms  []timeline.Term
	typed  bool   // the last wanted word may be the beginning of one
	found  rank   // how the wanted terms must stand in a record
	beyond []rank // how they must not all stand: what better ranks have shown
}

// rank is how all wanted terms stand in a record.
type rank struct {
	exact  bool     // as written, not in another form
	within []string // the columns that they stand in; nil for any
}

// option is one of the ways in which the index may hold a term.
type option struct {
	words     []string        // next to each other, in this order
	prefix    bool            // the last one is only the beginning
	languages []stem.Language // of the record, where not in any
}

// wanted are the terms to be found and those to be excluded, each by the ways in
// which the index may hold it. Terms of which folding leaves no word are left
// out. An excluded word is excluded in all its forms.
func (m match) wanted(exact bool) (wanted, excluded [][]option) {
	last := -1
	if m.typed {
		last = lastWanted(m.terms)
	}
	for i, t := range m.terms {
		words := wordsOf(t)
		if len(words) == 0 {
			continue
		}
		options := []option{{words: words, prefix: t.Prefix || i == last}}
		if t.Inflects() && len(words) == 1 && (!exact || t.Exclude) {
			options = append(options, formsOf(t.Words[0], words[0])...)
		}
		if t.Exclude {
			excluded = append(excluded, options)
		} else {
			wanted = append(wanted, options)
		}
	}
	return wanted, excluded
}

// formsOf are the ways in which the index holds other forms of a word: by their
// stem; or, where it was left out because a word is its own stem, as that word
// in a record of the language.
func formsOf(word, folded string) []option {
	var options []option
	base := baseOf(folded)
	if isLatin(base) {
		options = append(options, option{words: []string{baseMark + base}})
	}
	if base != folded {
		options = append(options, option{words: []string{base}})
	}
	for _, l := range stem.Languages {
		s := stemmed(l, word)
		if s == "" {
			continue
		}
		options = append(options, option{words: []string{stemMark + string(l) + s}})
		if s == folded || s == base {
			continue
		}
		at := slices.IndexFunc(options, func(o option) bool { return o.languages != nil && o.words[0] == s })
		if at < 0 {
			at = len(options)
			options = append(options, option{words: []string{s}})
		}
		options[at].languages = append(options[at].languages, l)
	}
	return options
}

// inflects reports whether other forms of some wanted word may be found.
func inflects(terms []timeline.Term) bool {
	return slices.ContainsFunc(terms, func(t timeline.Term) bool { return !t.Exclude && t.Inflects() })
}

// lastWanted is the last term that is not excluded; -1 where there is none.
func lastWanted(terms []timeline.Term) int {
	for i, t := range slices.Backward(terms) {
		if !t.Exclude {
			return i
		}
	}
	return -1
}

// fts5 spells the match in SQLite's syntax.
func (m match) fts5() string {
	wanted, excluded := m.wanted(m.found.exact)
	if len(wanted) == 0 {
		return `""` // finds nothing
	}
	s := fts5Columns(m.found.within) + "(" + fts5All(wanted) + ")"
	for _, r := range m.beyond {
		shown, _ := m.wanted(r.exact)
		s += " NOT (" + fts5Columns(r.within) + "(" + fts5All(shown) + "))"
	}
	for _, e := range excluded {
		s += " NOT " + fts5Any(e)
	}
	return s
}

func fts5Columns(within []string) string {
	if within == nil {
		return ""
	}
	return "{" + strings.Join(within, " ") + "} : "
}

func fts5All(terms [][]option) string {
	list := make([]string, len(terms))
	for i, t := range terms {
		list[i] = fts5Any(t)
	}
	return strings.Join(list, " AND ")
}

func fts5Any(options []option) string {
	list := make([]string, len(options))
	for i, o := range options {
		list[i] = `"` + strings.Join(o.words, " ") + `"`
		if o.prefix {
			list[i] += " *"
		}
		if o.languages != nil {
			tokens := make([]string, len(o.languages))
			for j, l := range o.languages {
				tokens[j] = `"` + stemMark + string(l) + `"`
			}
			list[i] = "(" + list[i] + " AND (" + strings.Join(tokens, " OR ") + "))"
		}
	}
	return "(" + strings.Join(list, " OR ") + ")"
}

// tsquery spells the match in PostgreSQL's syntax.
func (m match) tsquery() string {
	wanted, excluded := m.wanted(m.found.exact)
	if len(wanted) == 0 {
		return "" // finds nothing
	}
	s := "(" + tsqueryAll(wanted, labels(m.found.within)) + ")"
	for _, r := range m.beyond {
		shown, _ := m.wanted(r.exact)
		s += " & !(" + tsqueryAll(shown, labels(r.within)) + ")"
	}
	for _, e := range excluded {
		s += " & !" + tsqueryAny(e, "")
	}
	return s
}

func tsqueryAll(terms [][]option, labels string) string {
	list := make([]string, len(terms))
	for i, t := range terms {
		list[i] = tsqueryAny(t, labels)
	}
	return strings.Join(list, " & ")
}

func tsqueryAny(options []option, labels string) string {
	list := make([]string, len(options))
	for i, o := range options {
		words := make([]string, len(o.words))
		for j, w := range o.words {
			words[j] = tsqueryWord(w, labels, o.prefix && j == len(o.words)-1)
		}
		list[i] = strings.Join(words, " <-> ")
		if o.languages != nil {
			tokens := make([]string, len(o.languages))
			for j, l := range o.languages {
				tokens[j] = tsqueryWord(stemMark+string(l), labels, false)
			}
			list[i] += " & (" + strings.Join(tokens, " | ") + ")"
		}
		list[i] = "(" + list[i] + ")"
	}
	return "(" + strings.Join(list, " | ") + ")"
}

func tsqueryWord(w, labels string, prefix bool) string {
	if prefix {
		labels = "*" + labels
	}
	if labels == "" {
		return quoteLexeme(w)
	}
	return quoteLexeme(w) + ":" + labels
}

func labels(columns []string) string {
	var s string
	for _, c := range columns {
		s += weights[c]
	}
	return s
}

func wordsOf(t timeline.Term) []string {
	var words []string
	for _, w := range t.Words {
		words = append(words, foldedWords(w)...)
	}
	return words
}
