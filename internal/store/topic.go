package store

import (
	"encoding/json"
	"slices"

	"example.org/dateline/internal/timeline"
)

// topicSeen is the condition that somebody may know of a topic: a public event
// or story is filed under it.
func (v *View) topicSeen() cond {
	filed, stories := v.states("x", false), v.public("s")
	return cond{"(EXISTS (SELECT 1 FROM {event_topics} x WHERE x.topic = d.n AND " + filed.sql + ")" +
		" OR EXISTS (SELECT 1 FROM {story_topics} x JOIN {stories} s ON s.n = x.story WHERE x.topic = d.n AND s.retracted = 0 AND " + stories.sql + "))", filed.args}
}

// topicColumns are a topic and the number of its events.
func (v *View) topicColumns() cond {
	filed := v.states("x", false)
	return cond{"d.n, d.id, (SELECT count(*) FROM {event_topics} x WHERE x.topic = d.n AND " + filed.sql + ") AS events", filed.args}
}

type topicRow struct {
	N, Events int64
	ID        string
}

func (r topicRow) encode() ([]byte, error) {
	return timeline.Encode(&timeline.Topic{ID: r.ID, Events: int(r.Events)})
}

// Topics lists topics by id.
func (v *View) Topics(q timeline.TopicQuery, after *Position) (List, error) {
	v, err := v.at(q.AsOf)
	if err != nil {
		return List{}, err
	}
	var list List
	if q.Count {
		list.Total = new(int)
	}
	l := &nameList{}
	if err := l.ids(v, q.ID, v.topicNumbers); err != nil {
		return list, err
	}
	filed := v.states("t", false)
	inStory := cond{`EXISTS (SELECT 1 FROM (SELECT topic, story FROM {story_topics} UNION ALL
		SELECT t.topic, e.story FROM {event_topics} t JOIN {events} e ON e.n = t.event WHERE ` + filed.sql + `) x WHERE x.topic = d.n AND `, filed.args}
	if err := l.linked(q.Story, v.numbers(&storySchema), inStory, "x.story"); err != nil || l.never {
		return list, err
	}
	conds := append([]cond{v.topicSeen()}, l.conds...)
	if q.Count {
		c := and(conds)
		if err := scanOne(v.raw("SELECT count(*) FROM topics d WHERE "+c.sql, c.args...), list.Total); err != nil {
			return list, translate(err, "count topics")
		}
	}
	if after != nil {
		conds = append(conds, cond{"d.id > ?", []any{after.Text}})
	}
	c := and(conds)
	var rows []topicRow
	columns := v.topicColumns()
	statement := "SELECT " + columns.sql + " FROM topics d WHERE " + c.sql + " ORDER BY d.id LIMIT ?"
	if err := v.raw(statement, slices.Concat(columns.args, c.args, []any{q.Limit + 1})...).Scan(&rows).Error; err != nil {
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

// EachTopic is EachEvent for topics.
func (v *View) EachTopic(q timeline.TopicQuery, fn func(doc json.RawMessage) error) error {
	q.Paging = timeline.Paging{Limit: batch, AsOf: q.AsOf}
	return walk(func(after *Position) (List, error) { return v.Topics(q, after) }, fn)
}

// Topic reads a topic by id. Its version is that of all data, because its
// count changes with any event.
func (v *View) Topic(id string) (Record, error) {
	version, err := v.Version()
	if err != nil {
		return Record{}, err
	}
	var r topicRow
	columns, seen := v.topicColumns(), v.topicSeen()
	row := v.raw("SELECT "+columns.sql+" FROM topics d WHERE d.id = ? AND "+seen.sql, slices.Concat(columns.args, []any{id}, seen.args)...)
	if err := scanOne(row, &r.N, &r.ID, &r.Events); err != nil {
		return Record{}, translate(err, "read topic "+id)
	}
	doc, err := r.encode()
	return Record{JSON: doc, Revision: int(version.Seq), UpdatedAt: version.At}, err
}

// topicNumbers looks up the keys of topics' ids. Ids that do not exist have none.
func (v *View) topicNumbers(ids []string) ([]int64, error) {
	c := in("d.id", ids, false)
	var ns []int64
	err := v.raw("SELECT d.n FROM topics d WHERE "+c.sql+" ORDER BY d.n", c.args...).Scan(&ns).Error
	return ns, translate(err, "look up topics")
}

// topic is the number of a topic, which is made when first named.
func (tx *Tx) topic(id string) (int64, error) {
	if n, known := tx.known.topics[id]; known {
		return n, nil
	}
	ns, err := tx.ints("read topic "+id, "SELECT n FROM topics WHERE id = ?", id)
	if err != nil {
		return 0, err
	}
	if len(ns) == 0 {
		n, err := tx.numberFor("topics")
		if err != nil {
			return 0, err
		}
		tx.inserts.add("topics", []string{"n", "id"}, nil, []any{n, id})
		ns = []int64{n}
	}
	tx.known.topics[id] = ns[0]
	return ns[0], nil
}
