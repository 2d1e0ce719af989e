package store

import (
	"context"

	"example.org/dateline/internal/timeline"
)

// Actors lists actors by name.
func (s *Store) Actors(ctx context.Context, q timeline.ActorQuery, after *Position) (list List, err error) {
	err = s.look(ctx, q.AsOf, func(v *view) error {
		l, err := selectActors(v, q)
		if err != nil {
			return err
		}
		list, err = v.listNamed(l, q.Page, after)
		return err
	})
	return list, err
}

func selectActors(v *view, q timeline.ActorQuery) (*named, error) {
	l := &named{table: "actors", search: q.Search}
	l.where("kind", q.Kind)
	l.where("country", q.Country)
	if err := l.linked(v, "stories", q.Story, existsIn("story_actors", "actor"), "x.story"); err != nil {
		return nil, err
	}
	if err := l.linked(v, "actors", q.Affiliation, existsIn("actor_affiliations", "actor"), "x.body"); err != nil {
		return nil, err
	}
	return l, nil
}

// Actor reads an actor by id.
func (s *Store) Actor(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "actors", id)
}
