package store

import (
	"bytes"
	"fmt"

	"example.org/dateline/internal/timeline"
)

// renderedAtOnce is how many events are rendered anew by one round of statements.
func renderedAtOnce() int { return min(500, maxValues-1) }

// storedEvent is an event as the database has it, and its story.
type storedEvent struct {
	n     int64
	doc   []byte
	state int
	story storyRow
}

func (tx *Tx) storedEvents(ns []int64) ([]storedEvent, error) {
	c := in("e.n", ns, false)
	rows, err := tx.db.Raw("SELECT e.n, e.doc, e.state, s.n, s.id, s.public FROM events e JOIN stories s ON s.n = e.story WHERE "+c.sql+" ORDER BY e.n", c.args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	defer rows.Close()
	var list []storedEvent
	for rows.Next() {
		var e storedEvent
		var public int
		if err := rows.Scan(&e.n, &e.doc, &e.state, &e.story.n, &e.story.id, &public); err != nil {
			return nil, fmt.Errorf("read an event: %w", err)
		}
		e.story.private = public == 0
		list = append(list, e)
	}
	return list, rows.Err()
}

// render writes events anew as all else is now, as of the last change: their
// documents and words, and with links the rows by which queries find them. shows
// tells that anybody may see what differs, where he may see the event.
func (tx *Tx) render(ns []int64, links, shows bool) error {
	list, err := tx.storedEvents(ns)
	if err != nil {
		return err
	}
	tx.decoded = make(map[int64]*timeline.Event, len(list))
	defer func() { tx.decoded = nil }()
	for _, stored := range list {
		e, err := decodeEvent(stored.doc)
		if err != nil {
			return fmt.Errorf("decode an event: %w", err)
		}
		tx.decoded[stored.n] = &e
	}
	if err := tx.supersede(&eventSchema, ns, tx.seq, links); err != nil {
		return err
	}
	if links {
		if err := tx.unlinkEvents(ns); err != nil {
			return err
		}
	}
	if err := tx.flush(); err != nil {
		return err
	}
	c := in("rowid", ns, false)
	if err := tx.exec("index events", "DELETE FROM events_fts WHERE "+c.sql, c.args...); err != nil {
		return err
	}
	for _, stored := range list {
		if err := tx.renderOne(stored, tx.decoded[stored.n], links, shows); err != nil {
			return err
		}
		tx.cascade.rendered[stored.n] = true
	}
	return tx.flush()
}

func (tx *Tx) renderOne(stored storedEvent, e *timeline.Event, links, shows bool) error {
	if err := tx.denormalize(e); err != nil {
		return err
	}
	if err := tx.regradeEvent(e); err != nil {
		return err
	}
	doc, err := timeline.Encode(e)
	if err != nil {
		return err
	}
	state := stateOf(stored.story, e)
	columns := map[string]any{"since": tx.seq, "state": state, "evidence": timeline.Evidence(e.Citations)}
	was, is := stored.state < statePrivate, state < statePrivate
	differs := was != is || is && shows
	tx.touched.story(stored.story.n, differs)
	if differs {
		columns["public_since"] = tx.seq
	}
	if !bytes.Equal(doc, stored.doc) {
		e.UpdatedAt = tx.now
		if doc, err = timeline.Encode(e); err != nil {
			return err
		}
		columns["doc"], columns["updated_at"], columns["touched"] = string(doc), tx.now.UnixMicro(), tx.seq
	}
	if links {
		columns["linked"] = tx.seq
	}
	if err := tx.update(&eventSchema, stored.n, columns); err != nil {
		return err
	}
	if links {
		if err := tx.linkEvent(stored.story, stored.n, e); err != nil {
			return err
		}
	}
	about, err := tx.settingNow(stored.story.n)
	if err != nil {
		return err
	}
	said, err := eventResource{}.words(e, about)
	if err != nil {
		return err
	}
	return tx.index(eventSchema.fts(), stored.n, true, said)
}
