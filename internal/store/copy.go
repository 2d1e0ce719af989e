package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// CopyMost is how many events a story may have to be copied, since a copy is one
// transaction.
const CopyMost = 10_000

// CopyStory makes a story of what another one tells, and returns it: with copies of
// its events and their quotes under ids of their own, which relate to each other as
// those do, and with the same sources, actors and places. What is retracted is left
// out, and so are external ids: what is imported again is an event of the first story.
// The copy has the title and visibility of as, and everything else of that story.
//
// A title that no story can have is refused with code InvalidRecord. A story that is not there is refused with code NotFound, and one that is retracted or
// has more than CopyMost events with code Conflict.
func (tx *Tx) CopyStory(id string, as timeline.Story) (timeline.Story, error) {
	from, err := tx.copiable(id)
	if err != nil {
		return as, err
	}
	doc, err := tx.view().Document(id)
	if err != nil {
		return as, err
	}
	doc.Story.Title, doc.Story.Visibility, doc.Story.Stamp = as.Title, as.Visibility, timeline.Stamp{}
	if doc.Story.ID, err = tx.NewStoryID(as.Title); err != nil {
		return as, err
	}
	if err := tx.renewEvents(doc); err != nil {
		return as, err
	}
	story, err := tx.putStory(doc.Story)
	if err != nil {
		return as, err
	}
	err = tx.members.within(&story, func() error {
		if err := tx.holdAsWell(story, from); err != nil {
			return err
		}
		return tx.putEvents(story, doc)
	})
	return doc.Story, err
}

// NewStoryID is the id that a new story of a title would have now. A title that no
// story can have is refused with code InvalidRecord.
func (tx *Tx) NewStoryID(title string) (string, error) {
	s := timeline.Story{ID: timeline.IDToBeMade, Title: title}
	if err := timeline.Complete(&s); err != nil {
		return "", err
	}
	return tx.freeID(&storySchema, readableID(&storySchema, &s), nil)
}

// copiable is a story that may be copied.
func (tx *Tx) copiable(id string) (storyRow, error) {
	from, found, err := tx.story(id)
	switch {
	case err != nil:
		return from, err
	case !found:
		return from, &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no story with the id %q.", timeline.Clip(id, 80))}
	case from.retracted:
		return from, &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The story %q is retracted, and what is retracted is not copied.", id)}
	}
	var events int64
	if err := scanOne(tx.db.Raw("SELECT count(*) FROM events WHERE story = ?", from.n), &events); err != nil {
		return from, fmt.Errorf("count the events of a story: %w", err)
	}
	if events > CopyMost {
		return from, &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The story %q has %d events, and at most %d are copied at once: export what is to be copied and import it.", id, events, CopyMost)}
	}
	return from, nil
}

// renewEvents gives the events of a document and their quotes ids that nothing has, and
// leaves out what a copy has not.
func (tx *Tx) renewEvents(doc *timeline.Document) error {
	ids, events, quotes := map[string]string{}, map[string]bool{}, map[string]bool{}
	doc.Events = slices.DeleteFunc(doc.Events, func(e timeline.Event) bool {
		ids[e.ID] = "" // as long as it has no copy
		return e.IsRetracted()
	})
	for i := range doc.Events {
		e := &doc.Events[i]
		id, err := tx.freeID(&eventSchema, readableID(&eventSchema, e), events)
		if err != nil {
			return err
		}
		events[id], ids[e.ID] = true, id
		e.ID, e.Story, e.ExternalIDs = id, doc.Story.ID, nil
		for j := range e.Quotes {
			q := &e.Quotes[j]
			if q.ID, err = tx.freeID(&quoteSchema, readableID(&quoteSchema, q), quotes); err != nil {
				return err
			}
			quotes[q.ID], q.Event = true, id
		}
	}
	for i := range doc.Events {
		e := &doc.Events[i]
		var relations []timeline.Relation
		for _, r := range e.Relations {
			if id, ours := ids[r.Event]; ours {
				r.Event = id
			}
			if r.Event != "" {
				relations = append(relations, r)
			}
		}
		e.Relations = relations
	}
	return nil
}

// holdAsWell has a story hold the sources, actors and places that another one holds, in
// its order.
func (tx *Tx) holdAsWell(story, from storyRow) error {
	for _, s := range members() {
		m := s.membership
		ns, err := tx.ints("read what a story holds", "SELECT "+m.column+" FROM "+m.table+" WHERE story = ? ORDER BY position, "+m.column, from.n)
		if err != nil {
			return err
		}
		if err := tx.members.declareAll(s, story, ns); err != nil {
			return err
		}
	}
	return nil
}
