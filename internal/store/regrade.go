package store

import (
	"bytes"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// A grade is the server's own: where it alone changes, the record says the same. Its
// document is written anew, so that its entity tag is another one, and gets no
// revision.

// regradeEvent grades what an event that is stored cites, and writes those of its
// quotes whose grades have changed.
func (tx *Tx) regradeEvent(e *timeline.Event) error {
	before := e.Quotes
	c := checker{Tx: tx, tombstone: true} // what is stored stays
	if err := c.resolveEvent("", e); err != nil {
		return err
	}
	for i := range e.Quotes {
		if slices.EqualFunc(before[i].Citations, e.Quotes[i].Citations, func(a, b timeline.Citation) bool { return a.Grade == b.Grade }) {
			continue
		}
		q, err := tx.regradeQuote(&e.Quotes[i])
		if err != nil {
			return err
		}
		e.Quotes[i] = *q
	}
	return nil
}

// regradeQuote writes a stored quote with the grades that its citations have now. It
// returns the quote as it is stored then.
func (tx *Tx) regradeQuote(q *timeline.Quote) (*timeline.Quote, error) {
	if len(q.Citations) == 0 {
		return q, nil
	}
	c := checker{Tx: tx, tombstone: true}
	if err := c.resolveQuote("", q); err != nil {
		return nil, err
	}
	st, err := tx.find(&quoteSchema, q.ID)
	if err != nil {
		return nil, err
	}
	q.UpdatedAt = st.stamp.UpdatedAt
	doc, err := timeline.Encode(q)
	if err != nil || bytes.Equal(doc, st.doc) {
		return q, err
	}
	q.UpdatedAt = tx.now
	if doc, err = timeline.Encode(q); err != nil {
		return nil, err
	}
	columns := map[string]any{"doc": string(doc), "evidence": timeline.Evidence(q.Citations), "updated_at": tx.now.UnixMicro(), "touched": tx.seq, "since": tx.seq}
	return q, tx.replace(&quoteSchema, st.n, columns)
}

// regradeSource writes a stored source with the grades that what it cites has now.
// logged tells that the log is to say so: what is cited of the source has changed in
// grade.
func (s *settling) regradeSource(rec *timeline.Source, st stored, logged bool) error {
	tx := s.tx
	before := rec.Stamp
	c := checker{Tx: tx, tombstone: true}
	if err := c.resolveSource("", rec, st.public); err != nil {
		return err
	}
	rec.Stamp = st.stamp
	rec.UpdatedAt = before.UpdatedAt
	doc, err := timeline.Encode(rec)
	if err != nil {
		return err
	}
	if logged {
		tx.log(change{entity: sourceSchema.resource, n: st.n, id: rec.ID, action: timeline.ActionUpdate, revision: st.stamp.Revision, public: st.public, before: st.public && st.since <= tx.began})
	}
	if bytes.Equal(doc, st.doc) {
		if !logged {
			return nil
		}
		return tx.replace(&sourceSchema, st.n, map[string]any{"touched": tx.seq, "since": tx.seq})
	}
	rec.UpdatedAt = tx.now
	if doc, err = timeline.Encode(rec); err != nil {
		return err
	}
	if err := tx.replace(&sourceSchema, st.n, map[string]any{"doc": string(doc), "updated_at": tx.now.UnixMicro(), "touched": tx.seq, "since": tx.seq}); err != nil {
		return fmt.Errorf("grade source %s: %w", rec.ID, err)
	}
	return nil
}

// settlePublished settles what cites sources that others may see now, or fewer: a
// text says nothing to those who may not know of its source.
func (c *cascade) settlePublished() error {
	for len(c.published) > 0 {
		id := c.published[0]
		c.published = c.published[1:]
		source, found, err := c.tx.source(id)
		if err != nil || !found {
			return err
		}
		held, err := c.tx.textOf(source.n)
		if err != nil {
			return err
		}
		if held.text == nil {
			continue
		}
		s := &settling{tx: c.tx, id: id, n: source.n, before: held.text, now: held.text}
		if err := s.run(); err != nil {
			return err
		}
	}
	return nil
}
