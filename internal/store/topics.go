package store

import (
	"context"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// topicSeen is the condition that somebody may know of a topic: a public event
// or story is filed under it.
const topicSeen = `(EXISTS (SELECT 1 FROM event_topics x WHERE x.topic = d.n AND x.state = 0)
	OR EXISTS (SELECT 1 FROM story_topics x JOIN stories s ON s.n = x.story WHERE x.topic = d.n AND s.public = 1))`

// topicColumns are a topic and the number of its events.
const topicColumns = `d.n, d.id, (SELECT count(*) FROM event_topics x WHERE x.topic = d.n AND x.state = 0) AS events`

type topicRow struct {
	N, Events int64
	ID        string
}

func (r topicRow) encode() ([]byte, error) {
	return timeline.Encode(&timeline.Topic{ID: r.ID, Events: int(r.Events)})
}

// Topics lists topics by id.
func (s *Store) Topics(ctx context.Context, q timeline.TopicQuery, after *Position) (list List, err error) {
	err = s.snapshot(ctx, func(db *gorm.DB) error {
		list, err = s.topics(ctx, db, q, after)
		return err
	})
	return list, err
}

func (s *Store) topics(ctx context.Context, db *gorm.DB, q timeline.TopicQuery, after *Position) (List, error) {
	var list List
	if q.Count {
		list.Total = new(int)
	}
	l := &named{table: "topics"}
	const inStory = `EXISTS (SELECT 1 FROM (SELECT topic, story FROM story_topics UNION ALL
		SELECT t.topic, e.story FROM event_topics t JOIN events e ON e.n = t.event WHERE t.state = 0) x WHERE x.topic = d.n AND `
	if err := l.linked(ctx, db, "stories", q.Story, inStory, "x.story"); err != nil || l.never {
		return list, err
	}
	conds := append([]cond{{sql: topicSeen}}, l.conds...)
	if q.Count {
		c := and(conds)
		if err := scanOne(db.WithContext(ctx).Raw("SELECT count(*) FROM topics d WHERE "+c.sql, c.args...), list.Total); err != nil {
			return list, translate(err, "count topics")
		}
	}
	if after != nil {
		conds = append(conds, cond{"d.id > ?", []any{after.Text}})
	}
	c := and(conds)
	var rows []topicRow
	statement := "SELECT " + topicColumns + " FROM topics d WHERE " + c.sql + " ORDER BY d.id LIMIT ?"
	if err := db.WithContext(ctx).Raw(statement, append(c.args, q.Limit+1)...).Scan(&rows).Error; err != nil {
		return list, translate(err, "list topics")
	}
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		list.Next = &Position{Text: rows[len(rows)-1].ID}
	}
	for _, r := range rows {
		doc, err := r.encode()
		if err != nil {
			return list, err
		}
		list.Records = append(list.Records, doc)
	}
	return list, nil
}

// Topic reads a topic by id. Its version is that of all data, because its
// count changes with any event.
func (s *Store) Topic(ctx context.Context, id string) (Record, error) {
	v, err := s.Version(ctx)
	if err != nil {
		return Record{}, err
	}
	var r topicRow
	row := s.read.WithContext(ctx).Raw("SELECT "+topicColumns+" FROM topics d WHERE d.id = ? AND "+topicSeen, id)
	if err := scanOne(row, &r.N, &r.ID, &r.Events); err != nil {
		return Record{}, translate(err, "read topic "+id)
	}
	doc, err := r.encode()
	return Record{JSON: doc, Revision: int(v.Seq), UpdatedAt: v.At}, err
}
