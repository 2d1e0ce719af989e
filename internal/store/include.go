package store

import (
	"encoding/json"

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
		if err := inc.snippets(v, q.Search, ns, docs); err != nil {
			return nil, err
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
