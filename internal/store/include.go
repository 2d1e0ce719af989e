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
func include(v *view, q timeline.Query, ns []int64, docs []json.RawMessage) (*Included, error) {
	if len(q.Include) == 0 {
		return nil, nil //nolint:nilnil // nothing was asked for
	}
	inc := &Included{}
	for _, noun := range []struct {
		asked, table, links, column string
		into                        *[]json.RawMessage
	}{
		{timeline.IncludeActors, "actors", "event_actors", "actor", &inc.Actors},
		{timeline.IncludePlaces, "places", "event_places", "place", &inc.Places},
		{timeline.IncludeSources, "sources", "event_sources", "source", &inc.Sources},
	} {
		if !q.Includes(noun.asked) {
			continue
		}
		list, err := linkedRecords(v, noun.table, noun.links, noun.column, ns)
		if err != nil {
			return nil, err
		}
		*noun.into = list
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
func linkedRecords(v *view, table, links, column string, events []int64) ([]json.RawMessage, error) {
	list := []json.RawMessage{}
	if len(events) == 0 {
		return list, nil
	}
	direct := ""
	if links != "event_sources" {
		direct = " AND x.roles <> 0"
	}
	c := in("x.event", events, false)
	rows, err := v.raw("SELECT d.doc FROM "+table+" d WHERE "+v.public("d").sql+" AND d.n IN (SELECT x."+column+" FROM "+links+" x WHERE "+c.sql+direct+") ORDER BY d.sort_name, d.n", c.args...).Rows()
	if err != nil {
		return nil, translate(err, "read "+table)
	}
	defer rows.Close()
	for rows.Next() {
		var doc []byte
		if err := rows.Scan(&doc); err != nil {
			return nil, translate(err, "read "+table)
		}
		list = append(list, doc)
	}
	if err := rows.Err(); err != nil {
		return nil, translate(err, "read "+table)
	}
	_, err = v.redact(table, pointers(list)...)
	return list, err
}

// snippetFields is the order in which snippets are shown.
var snippetFields = []string{"title", "actor", "place", "summary", "quote"}

// aliasesIn are the other names of the actors of some events, by the actor's id:
// searches find events by them, too.
func aliasesIn(v *view, events []int64) (map[string][]string, error) {
	docs, err := linkedRecords(v, "actors", "event_actors", "actor", events)
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
