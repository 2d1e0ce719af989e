package store

import (
	"encoding/json"
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// RelatedEvent is what is told of an event beside another that is related to it.
type RelatedEvent struct{ ID, Story, Title string }

// RelatedEvents are those of some ids by id, also when they are retracted. What
// the reader may not see is left out.
func (v *View) RelatedEvents(ids []string) (map[string]RelatedEvent, error) {
	docs, err := v.documents(&eventSchema, ids)
	if err != nil {
		return nil, err
	}
	return decodedByID[RelatedEvent](docs) // without its own relations there is nothing to redact
}

// PlacesByID are the places of some ids by id. What the reader may not see is
// left out.
func (v *View) PlacesByID(ids []string) (map[string]timeline.Place, error) {
	return byID[timeline.Place](v, &placeSchema, ids)
}

// ActorsByID are the actors of some ids by id. What the reader may not see is left out.
func (v *View) ActorsByID(ids []string) (map[string]timeline.Actor, error) {
	return byID[timeline.Actor](v, &actorSchema, ids)
}

// SourcesByID are the sources of some ids by id. What the reader may not see is left out.
func (v *View) SourcesByID(ids []string) (map[string]timeline.Source, error) {
	return byID[timeline.Source](v, &sourceSchema, ids)
}

// StoriesByID are the stories of some ids by id. What the reader may not see is
// left out.
func (v *View) StoriesByID(ids []string) (map[string]timeline.Story, error) {
	docs, err := v.documents(&storySchema, ids)
	if err != nil {
		return nil, err
	}
	return decodedByID[timeline.Story](docs)
}

// documents reads the documents of a resource that have some ids and that the
// reader may see, as they are stored: with references to what he may not see.
func (v *View) documents(s *schema, ids []string) (map[string]*[]byte, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	docs := make(map[string]*[]byte, len(ids))
	for part := range slices.Chunk(ids, maxValues) {
		c := and([]cond{in("d.id", part, false), v.visible(s, "d")})
		err := eachRow(v.raw("SELECT d.id, d.doc FROM "+s.from()+" d WHERE "+c.sql, c.args...), func(scan func(...any) error) error {
			var id string
			var doc []byte
			err := scan(&id, &doc)
			docs[id] = &doc
			return err
		})
		if err != nil {
			return nil, translate(err, "read "+s.table)
		}
	}
	return docs, nil
}

func byID[T any](v *View, s *schema, ids []string) (map[string]T, error) {
	docs, err := v.documents(s, ids)
	if err != nil {
		return nil, err
	}
	if err := v.redact(s, slices.Collect(maps.Values(docs))...); err != nil {
		return nil, err
	}
	return decodedByID[T](docs)
}

func decodedByID[T any](docs map[string]*[]byte) (map[string]T, error) {
	found := make(map[string]T, len(docs))
	for id, doc := range docs {
		var record T
		if err := json.Unmarshal(*doc, &record); err != nil {
			return nil, translate(err, "decode "+id)
		}
		found[id] = record
	}
	return found, nil
}
