package store

import (
	"context"

	"example.org/dateline/internal/timeline"
)

// Sources lists sources by title.
func (s *Store) Sources(ctx context.Context, q timeline.SourceQuery, after *Position) (list List, err error) {
	err = s.look(ctx, q.AsOf, func(v *view) error {
		l, err := selectSources(v, q)
		if err != nil {
			return err
		}
		list, err = v.listNamed(l, q.Page, after)
		return err
	})
	return list, err
}

func selectSources(v *view, q timeline.SourceQuery) (*named, error) {
	l := &named{table: "sources", search: q.Search}
	if err := l.linked(v, "stories", q.Story, existsIn("story_sources", "source"), "x.story"); err != nil {
		return nil, err
	}
	return l, nil
}

// Source reads a source by id.
func (s *Store) Source(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "sources", id)
}
