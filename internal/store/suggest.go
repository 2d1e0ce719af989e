package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// Called is an actor or place by what it is called.
type Called struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Aliases []string `json:"aliases"` // empty for a place
}

// maxCalled bounds how many records of one name are looked through.
const maxCalled = 200

// Suggest lists at most some actors or places that a text may be the beginning of, as
// somebody types it: first those whose names begin so, then those of whose name or
// aliases each word of the text begins one. Accents and case are folded.
func (v *View) Suggest(resource, typed string, limit int) ([]Called, error) {
	s := schemaNamed(resource)
	prefix := sortName(typed)
	if prefix == "" {
		return nil, nil
	}
	list, err := v.called(&nameList{schema: s, conds: []cond{{"d.sort_name >= ? AND d.sort_name < ?", []any{prefix, prefix + string(utf8.MaxRune)}}}}, limit)
	if err != nil || len(list) >= limit {
		return list, err
	}
	search, ok := beginnings(typed)
	if !ok {
		return list, nil
	}
	more, err := v.called(&nameList{schema: s, search: search}, limit+len(list))
	for _, c := range more {
		known := slices.ContainsFunc(list, func(k Called) bool { return k.ID == c.ID })
		if !known && len(list) < limit && c.Begins(typed) {
			list = append(list, c)
		}
	}
	return list, err
}

// Named lists the actors or places that have a name, perhaps as an alias, accents and
// case aside. Several may have it.
func (v *View) Named(resource, name string) ([]Called, error) {
	s := schemaNamed(resource)
	folded := sortName(name)
	if folded == "" {
		return nil, nil
	}
	list, err := v.called(&nameList{schema: s, conds: []cond{{"d.sort_name = ?", []any{folded}}}}, maxCalled)
	if err != nil {
		return nil, err
	}
	search, err := timeline.ParseSearch(`"` + strings.ReplaceAll(name, `"`, " ") + `"`)
	if err != nil {
		return list, nil //nolint:nilerr // there is no word in it by which an alias could be found
	}
	others, err := v.called(&nameList{schema: s, search: search}, maxCalled)
	for _, c := range others {
		if c.Is(name) && !slices.ContainsFunc(list, func(k Called) bool { return k.ID == c.ID }) {
			list = append(list, c)
		}
	}
	return list, err
}

// NamedAmong lists the actors or places whose own names are among some, accents and
// case aside. Aliases are not looked through: Named does that, for one name.
func (v *View) NamedAmong(resource string, names []string) ([]Called, error) {
	var folded []string
	for _, name := range names {
		if one := sortName(name); one != "" {
			folded = append(folded, one)
		}
	}
	slices.Sort(folded)
	s := schemaNamed(resource)
	var list []Called
	for part := range slices.Chunk(slices.Compact(folded), maxValues) {
		found, err := v.called(&nameList{schema: s, conds: []cond{in("d.sort_name", part, false)}}, maxValues)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

// CalledByID are actors or places by their ids; those that are not there are left out.
func (v *View) CalledByID(resource string, ids []string) ([]Called, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	l := &nameList{schema: schemaNamed(resource)}
	if err := l.ids(v, []timeline.Clause{{Values: ids}}, nil); err != nil {
		return nil, err
	}
	return v.called(l, len(ids))
}

func schemaNamed(resource string) *schema { return resourceNamed(resource).schema() }

// called runs a list of names.
func (v *View) called(l *nameList, limit int) ([]Called, error) {
	found, err := v.listByName(l, timeline.Paging{Limit: limit}, nil)
	if err != nil {
		return nil, err
	}
	list := make([]Called, len(found.Records))
	for i, doc := range found.Records {
		if list[i], err = CalledIn(doc); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// CalledIn reads what an actor or place is called from its document.
func CalledIn(doc json.RawMessage) (Called, error) {
	var c Called
	if err := json.Unmarshal(doc, &c); err != nil {
		return c, fmt.Errorf("decode a name: %w", err)
	}
	if c.Aliases == nil {
		c.Aliases = []string{}
	}
	return c, nil
}

// Is tells whether a name is that of the record, or one of its aliases, accents and
// case aside.
func (c Called) Is(name string) bool {
	folded := sortName(name)
	return folded != "" && (sortName(c.Name) == folded || slices.ContainsFunc(c.Aliases, func(alias string) bool { return sortName(alias) == folded }))
}

// Begins tells whether each word of a text begins a word of the record's name, or of
// one of its aliases.
func (c Called) Begins(typed string) bool {
	words := strings.Fields(sortName(typed))
	return len(words) > 0 && slices.ContainsFunc(append([]string{c.Name}, c.Aliases...), func(name string) bool {
		folded := sortName(name)
		parts := strings.Fields(folded)
		return strings.HasPrefix(folded, strings.Join(words, " ")) || !slices.ContainsFunc(words, func(word string) bool {
			return !slices.ContainsFunc(parts, func(part string) bool { return strings.HasPrefix(part, word) })
		})
	})
}

// beginnings is a search for words that begin as those of a text do. One letter begins
// too many of them: ok is false where there is no longer beginning.
func beginnings(typed string) (search timeline.Search, ok bool) {
	for _, word := range timeline.Words(typed) {
		if first, _ := utf8.DecodeRuneInString(word); utf8.RuneCountInString(word) > 1 || timeline.Unspaced(first) {
			search.Terms = append(search.Terms, timeline.Term{Words: []string{word}, Prefix: true, Exact: true})
		}
	}
	search.Text = typed
	return search, len(search.Terms) > 0 && len(search.Terms) <= 20
}
