package store

import (
	"encoding/json"
	"fmt"

	"example.org/dateline/internal/stem"
	"example.org/dateline/internal/timeline"
)

// snippetFields is the order in which snippets are shown.
var snippetFields = []string{"title", "actor", "place", "summary", "quote"}

// snippets adds where a search finds its words in events.
func (inc *Included) snippets(v *View, s timeline.Search, ns []int64, docs []json.RawMessage) error {
	aliases, err := aliasesIn(v, ns)
	if err != nil {
		return err
	}
	languages, err := languagesOf(v, ns)
	if err != nil {
		return err
	}
	lexicon := newLexicon()
	inc.Snippets = map[string][]timeline.Snippet{}
	for _, doc := range docs {
		e, err := decodeEvent(doc)
		if err != nil {
			return err
		}
		inc.Snippets[e.ID] = snippetsOf(&e, s, lexicon, languageTag(&e, languages[e.Story]), aliases)
	}
	return nil
}

func snippetsOf(e *timeline.Event, s timeline.Search, lexicon *lexicon, language string, aliases map[string][]string) []timeline.Snippet {
	texts, l := eventTexts(e, language, aliases), stem.Of(language)
	list := []timeline.Snippet{}
	for _, f := range snippetFields {
		for _, t := range texts[f] {
			if sn, found := timeline.FindSnippet(f, t.text, s, lexicon.sameness(l, t.language)); found {
				list = append(list, sn)
			}
		}
	}
	return list
}

// languagesOf are the languages of the stories of some events, by the story's id.
func languagesOf(v *View, events []int64) (map[string]string, error) {
	languages := map[string]string{}
	if len(events) == 0 {
		return languages, nil
	}
	c := in("e.n", events, false)
	rows, err := v.raw("SELECT d.doc FROM {stories} d WHERE d.n IN (SELECT e.story FROM {events} e WHERE "+c.sql+")", c.args...).Rows()
	if err != nil {
		return nil, translate(err, "read stories")
	}
	defer rows.Close()
	for rows.Next() {
		var doc []byte
		if err := rows.Scan(&doc); err != nil {
			return nil, translate(err, "read stories")
		}
		var s struct{ ID, Language string }
		if err := json.Unmarshal(doc, &s); err != nil {
			return nil, fmt.Errorf("decode a story: %w", err)
		}
		languages[s.ID] = s.Language
	}
	return languages, translate(rows.Err(), "read stories")
}

// aliasesIn are the other names of the actors of some events, by the actor's id:
// searches find events by them, too.
func aliasesIn(v *View, events []int64) (map[string][]string, error) {
	docs, err := linkedRecords(v, &actorSchema, eventActors, events)
	if err != nil {
		return nil, err
	}
	aliases := map[string][]string{}
	for _, doc := range docs {
		var a struct {
			ID      string
			Aliases []string
		}
		if err := json.Unmarshal(doc, &a); err != nil {
			return nil, fmt.Errorf("decode an actor: %w", err)
		}
		aliases[a.ID] = a.Aliases
	}
	return aliases, nil
}

// eventTexts are the texts of an event that a search looks at, by field.
func eventTexts(e *timeline.Event, language string, aliases map[string][]string) map[string][]saying {
	l := stem.Of(language)
	texts := map[string][]saying{"title": said(l, e.Title), "summary": said(l, e.Summary)}
	for i := range e.Quotes {
		texts["quote"] = append(texts["quote"], saying{languageOf(&e.Quotes[i], language), e.Quotes[i].Text})
	}
	for _, a := range e.Actors {
		texts["actor"] = append(append(texts["actor"], said(l, a.Name)...), said(l, aliases[a.ID]...)...)
	}
	for _, p := range e.Places {
		texts["place"] = append(texts["place"], said(l, p.Name)...)
	}
	return texts
}
