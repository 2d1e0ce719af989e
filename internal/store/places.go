package store

import (
	"context"

	"example.org/dateline/internal/timeline"
)

// Places lists places by name.
func (s *Store) Places(ctx context.Context, q timeline.PlaceQuery, after *Position) (list List, err error) {
	err = s.look(ctx, q.AsOf, func(v *view) error {
		l, err := selectPlaces(v, q)
		if err != nil {
			return err
		}
		list, err = v.listNamed(l, q.Page, after)
		return err
	})
	return list, err
}

func selectPlaces(v *view, q timeline.PlaceQuery) (*named, error) {
	l := &named{table: "places", search: q.Search}
	l.where("kind", q.Kind)
	l.where("country", q.Country)
	if err := l.linked(v, "stories", q.Story, existsIn("story_places", "place"), "x.story"); err != nil {
		return nil, err
	}
	if err := l.linked(v, "places", q.Parent, existsIn("place_ancestors", "place"), "x.ancestor"); err != nil {
		return nil, err
	}
	return l, nil
}

// Place reads a place by id.
func (s *Store) Place(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "places", id)
}
