package store

import (
	"strings"

	"example.org/dateline/internal/timeline"
)

// match is a search as a full-text index takes it. Words reach the index only
// as quoted strings, so that nothing in them can be an operator.
type match struct {
	terms  []timeline.Term
	within []string // columns that every wanted term must stand in; nil for any
	beyond []string // columns that must not hold them all: those a better rank has shown
}

// fts5 spells the match in SQLite's syntax.
func (m match) fts5() string {
	wanted, excluded := m.spell(fts5Term, " AND ", "")
	if wanted == "" {
		return `""` // finds nothing
	}
	var b strings.Builder
	if m.within != nil {
		b.WriteString("{" + strings.Join(m.within, " ") + "} : ")
	}
	b.WriteString("(" + wanted + ")")
	if m.beyond != nil {
		b.WriteString(" NOT ({" + strings.Join(m.beyond, " ") + "} : (" + wanted + "))")
	}
	for _, e := range excluded {
		b.WriteString(" NOT " + e)
	}
	return b.String()
}

func fts5Term(t timeline.Term, _ string) string {
	s := `"` + strings.Join(wordsOf(t), " ") + `"`
	if t.Prefix {
		s += " *"
	}
	return s
}

// tsquery spells the match in PostgreSQL's syntax.
func (m match) tsquery() string {
	wanted, excluded := m.spell(tsqueryTerm, " & ", labels(m.within))
	if wanted == "" {
		return "" // finds nothing
	}
	s := "(" + wanted + ")"
	if m.beyond != nil {
		shown, _ := m.spell(tsqueryTerm, " & ", labels(m.beyond))
		s += " & !(" + shown + ")"
	}
	for _, e := range excluded {
		s += " & !" + e
	}
	return s
}

func tsqueryTerm(t timeline.Term, labels string) string {
	words := wordsOf(t)
	for i, w := range words {
		suffix := labels
		if t.Prefix && i == len(words)-1 {
			suffix = "*" + suffix
		}
		words[i] = quoteLexeme(w)
		if suffix != "" {
			words[i] += ":" + suffix
		}
	}
	return "(" + strings.Join(words, " <-> ") + ")"
}

func labels(columns []string) string {
	var s string
	for _, c := range columns {
		s += weights[c]
	}
	return s
}

// spell writes the wanted terms joined, and each excluded one by itself. Terms
// of which folding leaves no word are left out.
func (m match) spell(term func(timeline.Term, string) string, and, labels string) (wanted string, excluded []string) {
	var list []string
	for _, t := range m.terms {
		if len(wordsOf(t)) == 0 {
			continue
		}
		if t.Exclude {
			excluded = append(excluded, term(t, ""))
		} else {
			list = append(list, term(t, labels))
		}
	}
	return strings.Join(list, and), excluded
}

func wordsOf(t timeline.Term) []string {
	var words []string
	for _, w := range t.Words {
		words = append(words, foldedWords(w)...)
	}
	return words
}

// asTyped takes the last wanted word as the beginning of one, as fits a
// search that runs while a person types.
func asTyped(s timeline.Search) timeline.Search {
	terms := append([]timeline.Term(nil), s.Terms...)
	for i := len(terms) - 1; i >= 0; i-- {
		if !terms[i].Exclude {
			terms[i].Prefix = true
			break
		}
	}
	s.Terms = terms
	return s
}
