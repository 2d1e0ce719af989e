package store

import (
	"encoding/json"
	"fmt"

	"example.org/dateline/internal/timeline"
)

// Included is what a list of events brings along, as far as it was asked for.
type Included struct {
	Actors, Places, Sources []json.RawMessage             // full records, by name
	Snippets                map[string][]timeline.Snippet // by event id
}

// include gathers what a query wants to have beside the events ns.
func include(v *View, q timeline.Query, ns []int64, docs []json.RawMessage) (*Included, error) {
	if len(q.Include) == 0 {
		return nil, nil //nolint:nilnil // nothing was asked for
	}
	inc := &Included{}
	for _, resource := range []struct {
		asked  string
		schema *schema
		links  linkTable
		into   *[]json.RawMessage
	}{
		{timeline.IncludeActors, &actorSchema, eventActors, &inc.Actors},
		{timeline.IncludePlaces, &placeSchema, eventPlaces, &inc.Places},
		{timeline.IncludeSources, &sourceSchema, eventSources, &inc.Sources},
	} {
		if !q.Includes(resource.asked) {
			continue
		}
		list, err := linkedRecords(v, resource.schema, resource.links, ns)
		if err != nil {
			return nil, err
		}
		*resource.into = list
	}
	if q.Includes(timeline.IncludeSnippets) {
		aliases, err := aliasesIn(v, ns)
		if err != nil {
			return nil, err
		}
		inc.Snippets = map[string][]timeline.Snippet{}
		for _, doc := range docs {
			if err := inc.addSnippets(q.Search, doc, aliases); err != nil {
				return nil, err
			}
		}
	}
	return inc, nil
}

// linkedRecords are the public records that events name themselves.
func linkedRecords(v *View, s *schema, links linkTable, events []int64) ([]json.RawMessage, error) {
	list := []json.RawMessage{}
	if len(events) == 0 {
		return list, nil
	}
	c := in("x.event", events, false)
	rows, err := v.raw("SELECT d.doc FROM "+s.from()+" d WHERE "+v.public("d").sql+" AND d.n IN (SELECT x."+links.target()+" FROM "+links.from()+" x WHERE "+c.sql+links.own("x")+") ORDER BY d.sort_name, d.n", c.args...).Rows()
	if err != nil {
		return nil, translate(err, "read "+s.table)
	}
	defer rows.Close()
	for rows.Next() {
		var doc []byte
		if err := rows.Scan(&doc); err != nil {
			return nil, translate(err, "read "+s.table)
		}
		list = append(list, doc)
	}
	if err := rows.Err(); err != nil {
		return nil, translate(err, "read "+s.table)
	}
	return list, v.redact(s, pointers(list)...)
}

// snippetFields is the order in which snippets are shown.
var snippetFields = []string{"title", "actor", "place", "summary", "quote"}

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

func (inc *Included) addSnippets(s timeline.Search, doc []byte, aliases map[string][]string) error {
	e, err := decodeEvent(doc)
	if err != nil {
		return err
	}
	texts := eventTexts(&e, aliases)
	list := []timeline.Snippet{}
	for _, f := range snippetFields {
		for _, text := range texts[f] {
			if sn, found := timeline.FindSnippet(f, text, s, fold); found {
				list = append(list, sn)
			}
		}
	}
	inc.Snippets[e.ID] = list
	return nil
}

// eventTexts are the texts of an event that a search looks at, by field.
func eventTexts(e *timeline.Event, aliases map[string][]string) map[string][]string {
	texts := map[string][]string{"title": {e.Title}, "summary": {e.Summary}}
	for _, q := range e.Quotes {
		texts["quote"] = append(texts["quote"], q.Text)
	}
	for _, a := range e.Actors {
		texts["actor"] = append(append(texts["actor"], a.Name), aliases[a.ID]...)
	}
	for _, p := range e.Places {
		texts["place"] = append(texts["place"], p.Name)
	}
	return texts
}
