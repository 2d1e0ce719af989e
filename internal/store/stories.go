package store

import (
	"context"
	"encoding/json"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// Stories lists stories by title.
func (s *Store) Stories(ctx context.Context, q timeline.StoryQuery, after *Position) (list List, err error) {
	err = s.look(ctx, q.AsOf, func(v *view) error {
		l := &named{table: "stories", search: q.Search}
		if err := l.linked(v, "topics", q.Topic, existsIn("story_topics", "story"), "x.topic"); err != nil {
			return err
		}
		list, err = v.listNamed(l, q.Page, after)
		return err
	})
	return list, err
}

// Story reads a story by id.
func (s *Store) Story(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "stories", id)
}

// StoryIDs lists every story, private ones too, in the order in which this
// database learned of them.
func (s *Store) StoryIDs(ctx context.Context) ([]string, error) {
	var ids []string
	err := s.read.WithContext(ctx).Raw("SELECT id FROM stories ORDER BY n").Scan(&ids).Error
	return ids, translate(err, "list stories")
}

// Document puts a story together with all that belongs to it.
func (s *Store) Document(ctx context.Context, id string) (*timeline.Document, error) {
	doc := &timeline.Document{Version: timeline.DocumentVersion}
	err := s.look(ctx, nil, func(v *view) error {
		var n int64
		var text []byte
		if err := scanOne(v.raw("SELECT d.n, d.doc FROM stories d WHERE d.id = ? AND "+v.public("d").sql, id), &n, &text); err != nil {
			return translate(err, "read story "+id)
		}
		if err := json.Unmarshal(text, &doc.Story); err != nil {
			return translate(err, "decode story "+id)
		}
		var err error
		if doc.Sources, err = declared[timeline.Source](v, "sources", "story_sources h ON h.source", n); err != nil {
			return err
		}
		if doc.Actors, err = declared[timeline.Actor](v, "actors", "story_actors h ON h.actor", n); err != nil {
			return err
		}
		if doc.Places, err = declared[timeline.Place](v, "places", "story_places h ON h.place", n); err != nil {
			return err
		}
		if err := complete(v, doc); err != nil {
			return err
		}
		doc.Events, err = decodeAll[timeline.Event](v.raw("SELECT doc FROM events WHERE story = ? ORDER BY n", n))
		if err != nil {
			return err
		}
		var related []string
		for i := range doc.Events {
			doc.Events[i] = doc.Events[i].Stripped()
			dropRelations(&doc.Events[i], func(id string) bool { related = append(related, id); return false })
		}
		hidden, err := v.hidden("events", related)
		for i := range doc.Events {
			dropRelations(&doc.Events[i], func(id string) bool { return hidden[id] })
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return doc, nil
}

// declared reads what a story declares of one noun, in the order of its file.
func declared[T any](v *view, table, join string, story int64) ([]T, error) {
	return decodeAll[T](v.raw("SELECT t.doc FROM "+table+" t JOIN "+join+" = t.n WHERE h.story = ? ORDER BY h.position, t.n", story))
}

// decodeAll reads the stored documents that a statement selects.
func decodeAll[T any](q *gorm.DB) ([]T, error) {
	rows, err := q.Rows()
	if err != nil {
		return nil, translate(err, "read records")
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		var text []byte
		var record T
		if err := rows.Scan(&text); err != nil {
			return nil, translate(err, "read a record")
		}
		if err := json.Unmarshal(text, &record); err != nil {
			return nil, translate(err, "decode a record")
		}
		list = append(list, record)
	}
	return list, translate(rows.Err(), "read records")
}
