package draft

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Known is an actor or place that the database knows.
type Known struct {
	ID      string
	Name    string
	Aliases []string
	Kind    string
	Place   bool
}

// Name is a name in the text.
type Name struct {
	Span
	Actor string   `json:"actor,omitempty"` // the id of the one actor of that name
	Place string   `json:"place,omitempty"` // the id of the one place of that name
	Among []string `json:"among,omitempty"` // the ids, where several actors or several places have it
	kind  string
}

// isPerson tells whether the name may be a person's.
func (n Name) isPerson() bool { return n.kind == "person" || n.kind == "" && n.Place == "" }

// term is a name to look for.
type term struct {
	words  string
	actors []string
	places []string
	kind   string
}

// names are the known names that a text has, to the letter and as whole words, and
// the runs of capitalised words that look like names.
func names(t *text, known []Known) []Name {
	index := indexOf(known)
	var list []Name
	previous := ' '
	for at := 0; at < len(t.words); {
		r, size := utf8.DecodeRuneInString(t.words[at:])
		if !isWord(r) || isWord(previous) && !unicode.Is(unicode.Han, r) {
			previous = r
			at += size
			continue
		}
		if found := longest(index, t.words[at:]); found != nil {
			list = append(list, found.name(t, at))
			at += len(found.words)
			previous, _ = utf8.DecodeLastRuneInString(t.words[:at])
			continue
		}
		previous = r
		at += size
	}
	return unnamed(t, list)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// firstWord is what terms are indexed by; of scripts without spaces, one sign.
func firstWord(words string) string {
	for i, r := range words {
		if unicode.Is(unicode.Han, r) {
			return words[:i+utf8.RuneLen(r)]
		}
		if !isWord(r) {
			return words[:i]
		}
	}
	return words
}

func indexOf(known []Known) map[string][]*term {
	byWords := map[string]*term{}
	var order []string
	for _, k := range known {
		for _, words := range append([]string{k.Name}, k.Aliases...) {
			words = strings.TrimSpace(words)
			if firstWord(words) == "" {
				continue
			}
			t := byWords[words]
			if t == nil {
				t = &term{words: words}
				byWords[words] = t
				order = append(order, words)
			}
			if k.Place && !slices.Contains(t.places, k.ID) {
				t.places = append(t.places, k.ID)
			} else if !k.Place && !slices.Contains(t.actors, k.ID) {
				t.actors = append(t.actors, k.ID)
				t.kind = k.Kind
			}
		}
	}
	index := map[string][]*term{}
	for _, words := range order {
		key := firstWord(words)
		index[key] = append(index[key], byWords[words])
	}
	for _, list := range index {
		slices.SortStableFunc(list, func(a, b *term) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	return index
}

// longest is the longest term that a text begins with, as whole words.
func longest(index map[string][]*term, rest string) *term {
	for _, t := range index[firstWord(rest)] {
		if !strings.HasPrefix(rest, t.words) {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(t.words)
		after, _ := utf8.DecodeRuneInString(rest[len(t.words):])
		if !joins(last, after) {
			return t
		}
	}
	return nil
}

func (found *term) name(t *text, at int) Name {
	n := Name{Span: t.span(at, at+len(found.words)), kind: found.kind}
	if len(found.actors) == 1 {
		n.Actor = found.actors[0]
	}
	if len(found.places) == 1 {
		n.Place = found.places[0]
		if n.Actor == "" {
			n.kind = "place"
		}
	}
	for _, ids := range [][]string{found.actors, found.places} {
		if len(ids) > 1 {
			n.Among = append(n.Among, slices.Sorted(slices.Values(ids))...)
		}
	}
	return n
}

// actorIn is the one known actor that is named in a span.
func actorIn(names []Name, s Span) string {
	actor := ""
	from, _ := slices.BinarySearchFunc(names, s.Start, func(n Name, at int) int { return cmp.Compare(n.Start, at) })
	for _, n := range names[from:] {
		if n.Start >= s.End {
			break
		}
		if n.Actor == "" || n.End > s.End {
			continue
		}
		if actor != "" && actor != n.Actor {
			return lastActor(names, s)
		}
		actor = n.Actor
	}
	return actor
}

// lastActor is who ends a span that names several: "CIA Director John Ratcliffe".
func lastActor(names []Name, s Span) string {
	for i := len(names) - 1; i >= 0; i-- {
		if names[i].End == s.End && names[i].Start >= s.Start {
			return names[i].Actor
		}
	}
	return ""
}
