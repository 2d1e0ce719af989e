package edit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"example.org/dateline/internal/draft"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	// maxLikely bounds how many words of what is suggested are looked up as names.
	maxLikely = 5000
	// maxByAlias bounds how many names that nobody has are looked for among aliases.
	maxByAlias = 50
)

// suggestion is an event that may be made of a passage of a text.
type suggestion struct {
	page.DraftEvent
	passage  timeline.Citation
	who      []string // the names of whom it has, with those that nobody knows
	speakers []string // of its quotes, in their order
}

// suggester finds events in the text of a source, as `dateline draft` does. Nothing of
// what it finds is kept.
type suggester struct {
	*work
	source  *timeline.Source
	text    *evidence.Text
	margins []evidence.Margin
	without map[string]bool              // what was dismissed, by the SHA-256 of its words
	only    func(timeline.Citation) bool // which passages are asked for; nil for all
	actors  []timeline.Actor             // that are known, here and in the story
	places  []timeline.Place
	known   []draft.Known
}

// read reads the text with the names that are known by now, and keeps of the events in
// it those that may be suggested.
func (g *suggester) read() (*draft.Draft, *timeline.Document) {
	found := draft.Read(g.text.String(), readingOptions(g.Document, g.source, g.known))
	doc, _ := found.Document(draft.Setting{Story: g.Document.Story, Source: *g.source, Actors: g.actors, Places: g.places})
	doc.Events = slices.DeleteFunc(doc.Events, func(e timeline.Event) bool { return !g.free(e.Citations[0]) })
	return found, doc
}

// free tells whether a passage may be suggested.
func (g *suggester) free(p timeline.Citation) bool {
	if g.without[p.SHA256] || g.only != nil && !g.only(p) || p.End-p.Start > timeline.MaxText {
		return false
	}
	return !slices.ContainsFunc(g.margins, func(m evidence.Margin) bool {
		return m.Start < p.End && p.Start < m.End && (len(m.Events) > 0 || m.NotFactual)
	})
}

// learn looks in the database for those whom the first suggestions name.
func (g *suggester) learn(v *store.View, names *directory, found *draft.Draft, events []timeline.Event) error {
	events = events[:min(len(events), maxSuggestions)]
	var words strings.Builder
	for i := range events {
		words.WriteString(g.wordsOf(events[i].Citations[0]) + "\n")
	}
	likely := draft.Likely(words.String(), maxLikely)
	byAlias := []string{}
	for _, n := range found.Names {
		stands := slices.ContainsFunc(events, func(e timeline.Event) bool { return e.Citations[0].Start <= n.Start && n.End <= e.Citations[0].End })
		if stands && n.Actor == "" && n.Place == "" && len(n.Among) == 0 {
			byAlias = append(byAlias, n.Exact)
		}
	}
	for _, one := range likely { // NATO, EU
		if len(one) > 1 && !strings.ContainsFunc(one, func(r rune) bool { return !unicode.IsUpper(r) && r != '.' }) {
			byAlias = append(byAlias, one)
		}
	}
	slices.Sort(byAlias)
	byAlias = slices.Compact(byAlias)
	for _, resource := range []string{"actor", "place"} {
		list, err := v.NamedAmong(resource, likely)
		if err != nil {
			return err
		}
		for _, name := range byAlias[:min(len(byAlias), maxByAlias)] {
			more, err := v.Named(resource, name)
			if err != nil {
				return err
			}
			list = append(list, more...)
		}
		for _, one := range slices.Concat(names.drafted[resource], list) {
			if names.stands(resource, one.ID) || slices.ContainsFunc(names.drafted[resource], func(d store.Called) bool { return d.ID == one.ID }) {
				g.know(resource, one, likely)
			}
		}
	}
	return nil
}

// know adds an actor or place to those that are known, also by the words of the text
// that differ from its names in accents and case.
func (g *suggester) know(resource string, one store.Called, likely []string) {
	place := resource == "place"
	if slices.ContainsFunc(g.known, func(k draft.Known) bool { return k.ID == one.ID && k.Place == place }) {
		return
	}
	spelled := slices.Clone(one.Aliases)
	for _, words := range likely {
		if words != one.Name && one.Is(words) && !slices.Contains(spelled, words) {
			spelled = append(spelled, words)
		}
	}
	g.known = append(g.known, draft.Known{ID: one.ID, Name: one.Name, Aliases: spelled, Kind: one.Kind, Place: place})
	if place {
		g.places = append(slices.Clip(g.places), timeline.Place{ID: one.ID, Name: one.Name, Kind: one.Kind})
	} else {
		g.actors = append(slices.Clip(g.actors), timeline.Actor{ID: one.ID, Name: one.Name, Kind: one.Kind})
	}
}

func (g *suggester) wordsOf(ct timeline.Citation) string {
	words, _ := g.text.Words(ct)
	return words
}

// made is a suggestion: the event of a draft as the form of one has it. Whom nobody
// knows it names in words; declared are these, by the ids that the reading has for them.
func (g *suggester) made(e *timeline.Event, declared map[string]string) (suggestion, error) {
	one := suggestion{DraftEvent: page.DraftEvent{Event: *e, Typed: map[string]string{}}}
	one.ID, one.Story = placeholder(), g.story
	for i, p := range one.Actors {
		name := g.called(p.ID, declared)
		if declared[p.ID] != "" {
			one.Actors[i] = timeline.Participant{Name: name, Role: p.Role}
		}
		one.who = append(one.who, name)
	}
	for i := range one.Quotes {
		q := &one.Quotes[i]
		q.ID = placeholder()
		name := g.called(q.Speaker, declared)
		if declared[q.Speaker] != "" {
			one.Typed[fmt.Sprintf("/quotes/%d/speaker", i)] = name
			q.Speaker = ""
		}
		one.speakers = append(one.speakers, name)
		if err := g.cite(q.Citations); err != nil {
			return one, err
		}
	}
	err := g.cite(one.Citations)
	one.passage = one.Citations[0]
	return one, err
}

// called is the name of an actor that a suggestion has.
func (g *suggester) called(id string, declared map[string]string) string {
	for i := range g.actors {
		if g.actors[i].ID == id {
			return g.actors[i].Name
		}
	}
	return declared[id]
}

// cite gives citations every sign by which words are found.
func (g *suggester) cite(list []timeline.Citation) error {
	for i, ct := range list {
		full, err := g.text.Select(g.source.ID, ct.Start, ct.End)
		if err != nil {
			return err
		}
		full.Supports = ct.Supports
		list[i] = full
	}
	return nil
}
