package store

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// idFor is the id of a record that is loaded without one, so that loading it again
// changes nothing: an event with an external id is the one of its story that has
// it, and else a record is the one that says all the same. Where there is none, an id
// is made. Two records that differ are never taken for one.
func (tx *Tx) idFor(r timeline.Record) (string, error) {
	base := readableID(schemaOf(r), r)
	switch r := r.(type) {
	case *timeline.Event:
		story, found, err := tx.story(r.Story)
		if err != nil || !found {
			return base, err // that there is no such story is told later
		}
		if len(r.ExternalIDs) > 0 {
			return tx.idOfExternal(r)
		}
		if id, err := tx.sameEvent(story, r, base); id != "" || err != nil {
			return id, err
		}
	case *timeline.Quote:
		if id, err := tx.sameQuote(r); id != "" || err != nil {
			return id, err
		}
	default:
		if id, err := tx.sameNamed(r); id != "" || err != nil {
			return id, err
		}
	}
	return tx.freeID(schemaOf(r), base, nil)
}

// idOfExternal is the id of an event that has external ids: made of the first, so that
// it is found again without a search.
func (tx *Tx) idOfExternal(e *timeline.Event) (string, error) {
	base := latin(strings.ReplaceAll(e.ExternalIDs[0], ":", " "))
	if base == "" || slices.Contains(timeline.ReservedIDs, base) {
		base = strings.Trim(eventSchema.resource+"-"+base, "-")
	}
	for id, n := base, 2; ; n++ {
		st, err := tx.find(&eventSchema, id)
		if err != nil || !st.found {
			return id, err
		}
		old, err := decodeEvent(st.doc)
		if err != nil {
			return "", fmt.Errorf("decode event %s: %w", id, err)
		}
		if old.Story == e.Story && slices.Contains(old.ExternalIDs, e.ExternalIDs[0]) {
			return id, nil
		}
		id = fmt.Sprintf("%s-%d", base, n)
	}
}

// sameEvent is the id of the event of a story that says all the same, and has an id
// made of the same title; empty where there is none.
func (tx *Tx) sameEvent(story storyRow, e *timeline.Event, base string) (string, error) {
	b := storedBounds(e.Date)
	docs, err := tx.docs(&eventSchema, "story = ? AND earliest = ? AND latest = ? AND (id = ? OR id LIKE ?)", story.n, b.Earliest, b.Latest, base, base+"-%")
	if err != nil {
		return "", err
	}
	for _, doc := range docs {
		old, err := decodeEvent(doc)
		if err != nil {
			return "", fmt.Errorf("decode an event: %w", err)
		}
		same := *e
		same.Quotes = slices.Clone(e.Quotes)
		timeline.SetRecordID(&same, old.ID)
		c := &checker{Tx: tx}
		if _, err := c.identify(story, &same); err != nil {
			return "", err
		}
		if len(c.faults) == 0 && saysAs(&same, &old) {
			return old.ID, nil
		}
	}
	return "", nil
}

// sameQuote is the id of the quote of an event that says all the same.
func (tx *Tx) sameQuote(q *timeline.Quote) (string, error) {
	st, err := tx.find(&eventSchema, q.Event)
	if err != nil || !st.found {
		return "", err
	}
	e, err := decodeEvent(st.doc)
	if err != nil {
		return "", fmt.Errorf("decode event %s: %w", q.Event, err)
	}
	e = e.Stripped() // quotes without what they have of their event
	for i := range e.Quotes {
		same := *q
		same.ID = e.Quotes[i].ID
		if saysAs(&same, &e.Quotes[i]) {
			return same.ID, nil
		}
	}
	return "", nil
}

// sameNamed is the id of the record kept by name that says all the same, among those
// that readers of the story at hand may see.
func (tx *Tx) sameNamed(r timeline.Record) (string, error) {
	s := schemaOf(r)
	which := "sort_name = ?"
	if tx.members.owner == nil || !tx.members.owner.private {
		which += " AND public = 1"
	}
	docs, err := tx.docs(s, which, sortName(calledBy(r)))
	if err != nil {
		return "", err
	}
	given, err := timeline.Encode(r)
	if err != nil {
		return "", err
	}
	for _, doc := range docs {
		old, err := timeline.StoredRecord(s.resource, doc)
		if err != nil {
			return "", fmt.Errorf("decode a record of %s: %w", s.table, err)
		}
		same, err := timeline.StoredRecord(s.resource, given)
		if err != nil {
			return "", err
		}
		timeline.SetRecordID(same, old.RecordID())
		if story, ok := same.(*timeline.Story); ok && story.Visibility == "" {
			story.Visibility = old.(*timeline.Story).Visibility
		}
		if saysAs(same, old) {
			return old.RecordID(), nil
		}
	}
	return "", nil
}

// docs are documents of a resource as this transaction has left them.
func (tx *Tx) docs(s *schema, which string, args ...any) ([][]byte, error) {
	if err := tx.flushTable(s.table); err != nil {
		return nil, err
	}
	var list []string
	if err := tx.db.Raw("SELECT doc FROM "+s.table+" WHERE "+which+" ORDER BY n", args...).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read %s: %w", s.table, err)
	}
	docs := make([][]byte, len(list))
	for i := range list {
		docs[i] = []byte(list[i])
	}
	return docs, nil
}

// saysAs tells whether a record says what a stored one does, wherever the server found
// the words that it cites.
func saysAs(given, stored timeline.Record) bool {
	g, s := given.Authored(), stored.Authored()
	switch g := g.(type) {
	case *timeline.Event:
		s := s.(*timeline.Event)
		found(g.Citations, &s.Citations)
		if len(g.Quotes) == len(s.Quotes) {
			for i := range g.Quotes {
				found(g.Quotes[i].Citations, &s.Quotes[i].Citations)
			}
		}
	case *timeline.Quote:
		found(g.Citations, &s.(*timeline.Quote).Citations)
	}
	a, err := timeline.Encode(g)
	if err != nil {
		return false
	}
	b, err := timeline.Encode(s)
	return err == nil && bytes.Equal(a, b)
}

// found takes from stored citations the spans that those given do not have.
func found(given []timeline.Citation, stored *[]timeline.Citation) {
	if len(given) != len(*stored) {
		return
	}
	*stored = slices.Clone(*stored)
	for i := range given {
		if !given[i].Placed() {
			ct := &(*stored)[i]
			ct.Start, ct.End, ct.SHA256 = 0, 0, ""
		}
	}
}
