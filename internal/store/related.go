package store

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// RelatedEvent is what is told of an event beside another that is related to it.
type RelatedEvent struct{ ID, Story, Title string }

// RelatedEvents are those of some ids by id, also when they are retracted. What
// the reader may not see is left out.
func (s *Store) RelatedEvents(ctx context.Context, ids []string) (found map[string]RelatedEvent, err error) {
	err = s.look(ctx, nil, func(v *view) error {
		found, err = v.relatedEvents(ids)
		return err
	})
	return found, err
}

func (v *view) relatedEvents(ids []string) (map[string]RelatedEvent, error) {
	docs, err := v.documents("events", ids)
	if err != nil {
		return nil, err
	}
	return decodedByID[RelatedEvent](docs) // without its own relations there is nothing to redact
}

// PlacesByID are the places of some ids by id. What the reader may not see is
// left out.
func (s *Store) PlacesByID(ctx context.Context, ids []string) (found map[string]timeline.Place, err error) {
	err = s.look(ctx, nil, func(v *view) error {
		found, err = v.placesByID(ids)
		return err
	})
	return found, err
}

func (v *view) placesByID(ids []string) (map[string]timeline.Place, error) {
	docs, err := v.documents("places", ids)
	if err != nil {
		return nil, err
	}
	if _, err := v.redact("places", slices.Collect(maps.Values(docs))...); err != nil {
		return nil, err
	}
	return decodedByID[timeline.Place](docs)
}

// StoriesByID are the stories of some ids by id. What the reader may not see is
// left out.
func (s *Store) StoriesByID(ctx context.Context, ids []string) (found map[string]timeline.Story, err error) {
	err = s.look(ctx, nil, func(v *view) error {
		found, err = v.storiesByID(ids)
		return err
	})
	return found, err
}

func (v *view) storiesByID(ids []string) (map[string]timeline.Story, error) {
	docs, err := v.documents("stories", ids)
	if err != nil {
		return nil, err
	}
	return decodedByID[timeline.Story](docs)
}

// documents reads the documents of a table that have some ids and that the
// reader may see, as they are stored: with references to what he may not see.
func (v *view) documents(table string, ids []string) (map[string]*[]byte, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	docs := make(map[string]*[]byte, len(ids))
	for part := range slices.Chunk(ids, maxValues) {
		c := and([]cond{in("d.id", part, false), v.seen(table, "d")})
		err := eachRow(v.raw("SELECT d.id, d.doc FROM "+table+" d WHERE "+c.sql, c.args...), func(scan func(...any) error) error {
			var id string
			var doc []byte
			err := scan(&id, &doc)
			docs[id] = &doc
			return err
		})
		if err != nil {
			return nil, translate(err, "read "+table)
		}
	}
	return docs, nil
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
