package store

import (
	"context"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// Actors lists actors by name.
func (s *Store) Actors(ctx context.Context, q timeline.ActorQuery, after *Position) (list List, err error) {
	err = s.snapshot(ctx, func(db *gorm.DB) error {
		l, err := selectActors(ctx, db, q)
		if err != nil {
			return err
		}
		list, err = s.listNamed(ctx, db, l, q.Page, after)
		return err
	})
	return list, err
}

func selectActors(ctx context.Context, db *gorm.DB, q timeline.ActorQuery) (*named, error) {
	l := &named{table: "actors", search: q.Search}
	l.where("kind", q.Kind)
	l.where("country", q.Country)
	if err := l.linked(ctx, db, "stories", q.Story, existsIn("story_actors", "actor"), "x.story"); err != nil {
		return nil, err
	}
	if err := l.linked(ctx, db, "actors", q.Affiliation, existsIn("actor_affiliations", "actor"), "x.body"); err != nil {
		return nil, err
	}
	return l, nil
}

// Actor reads an actor by id.
func (s *Store) Actor(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "actors", "public = 1", id)
}
