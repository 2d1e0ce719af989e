package store

import (
	"context"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// Sources lists sources by title.
func (s *Store) Sources(ctx context.Context, q timeline.SourceQuery, after *Position) (list List, err error) {
	err = s.snapshot(ctx, func(db *gorm.DB) error {
		l, err := selectSources(ctx, db, q)
		if err != nil {
			return err
		}
		list, err = s.listNamed(ctx, db, l, q.Page, after)
		return err
	})
	return list, err
}

func selectSources(ctx context.Context, db *gorm.DB, q timeline.SourceQuery) (*named, error) {
	l := &named{table: "sources", search: q.Search}
	if err := l.linked(ctx, db, "stories", q.Story, existsIn("story_sources", "source"), "x.story"); err != nil {
		return nil, err
	}
	return l, nil
}

// Source reads a source by id.
func (s *Store) Source(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "sources", "public = 1", id)
}
