package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Import writes a story with all that belongs to it. Importing the same
// document again changes nothing; a changed one gives the changed records their
// next revision. Events of the story that the document does not hold stay, and
// are reported.
//
// The document must be valid, as timeline.ReadDocument makes sure. An event or
// quote whose id belongs to another story or event is refused with code
// InvalidRecord.
func (tx *Tx) Import(doc *timeline.Document) error {
	story, err := tx.putStory(doc.Story)
	if err != nil {
		return err
	}
	return tx.members.within(&story, func() error {
		if err := tx.putDeclarations(story, doc); err != nil {
			return err
		}
		if err := timeline.Together(tx.putEvents(story, doc), tx.checkRetractions(doc)); err != nil {
			return err
		}
		return tx.reportKept(story)
	})
}

// putEvents writes the events of a document with their quotes.
func (tx *Tx) putEvents(story storyRow, doc *timeline.Document) error {
	tx.inDocument = map[string]bool{}
	var events, quotes []string
	at := map[string]string{}
	for i := range doc.Events {
		tx.inDocument[doc.Events[i].ID] = true
		events = append(events, doc.Events[i].ID)
		for j := range doc.Events[i].Quotes {
			quotes = append(quotes, doc.Events[i].Quotes[j].ID)
			at[doc.Events[i].Quotes[j].ID] = doc.Events[i].ID
		}
	}
	if err := tx.lookUp(&eventSchema, events); err != nil {
		return err
	}
	if err := tx.lookUp(&quoteSchema, quotes); err != nil {
		return err
	}
	if err := tx.handOver(story, doc, quotes, at); err != nil {
		return err
	}
	var refused []error // nothing stays of what was written beside it
	for i := range doc.Events {
		pointer := fmt.Sprintf("/events/%d", i)
		if err := tx.putDocumentEvent(story, &doc.Events[i], pointer); err != nil {
			if refused = append(refused, err); timeline.CodeOf(err) != timeline.InvalidRecord || len(refused) == timeline.MaxFaults {
				break
			}
			continue
		}
		tx.warner.event(tx.at(pointer), &doc.Events[i])
	}
	return timeline.Together(refused...)
}

// putDocumentEvent writes an event of a document. Of what it names that was merged, the
// declarations have been told.
func (tx *Tx) putDocumentEvent(story storyRow, e *timeline.Event, pointer string) error {
	if tx.leading {
		var err error
		if e, _, err = tx.ledEvent(e); err != nil {
			return err
		}
	}
	return tx.putEvent(story, *e, pointer)
}

// putDeclarations writes the sources, actors and places of a document, and then
// that its story holds them: in the log once for all.
func (tx *Tx) putDeclarations(story storyRow, doc *timeline.Document) error {
	ns, ids := map[*schema][]int64{}, map[*schema][]string{}
	for _, r := range doc.Declared() {
		ids[schemaOf(r)] = append(ids[schemaOf(r)], r.RecordID())
	}
	for _, s := range members() {
		if err := tx.lookUp(s, ids[s]); err != nil {
			return err
		}
	}
	tx.leading = slices.ContainsFunc(members(), func(s *schema) bool { return len(tx.unmerged[s.table]) < len(ids[s]) })
	for pointer, r := range doc.Declared() {
		s := schemaOf(r)
		merged, err := tx.superseded(r, tx.at(pointer))
		if err != nil {
			return err
		}
		if merged.found {
			ns[s] = append(ns[s], merged.n)
			continue
		}
		if tx.leading {
			if r, _, err = tx.ledAs(r); err != nil {
				return err
			}
		}
		if s == &sourceSchema {
			tx.stand[recordKey{s.resource, r.RecordID()}] = pointer
		}
		n, err := resourceNamed(s.resource).(declarable).put(tx, r)
		if err != nil {
			return within(err, pointer)
		}
		ns[s] = append(ns[s], n)
	}
	for _, s := range members() {
		if err := tx.members.declareAll(s, story, ns[s]); err != nil {
			return err
		}
	}
	return tx.cascade.closures()
}

// checkRetractions refuses a document that retracts what other stories name, or
// what events name that the document does not hold.
func (tx *Tx) checkRetractions(doc *timeline.Document) error {
	refused := []error{tx.importable(&doc.Story, "/story")}
	for pointer, r := range doc.Declared() {
		refused = append(refused, tx.importable(r, pointer))
	}
	return timeline.Together(refused...)
}

// reportKept names the events that the database has and the document has not.
func (tx *Tx) reportKept(story storyRow) error {
	if err := tx.flush(); err != nil {
		return err
	}
	var ids []string
	if err := tx.db.Raw("SELECT id FROM events WHERE story = ? ORDER BY n", story.n).Scan(&ids).Error; err != nil {
		return fmt.Errorf("list the story's events: %w", err)
	}
	for _, id := range ids {
		if !tx.inDocument[id] {
			tx.report.Kept = append(tx.report.Kept, id)
		}
	}
	return nil
}
