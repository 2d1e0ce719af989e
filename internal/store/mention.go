package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// A mention says only that a source reports an event that is there: its citations are
// added to that event, in one revision for all of a batch.

// citationResource is what reports count citations as that mentions add.
const citationResource = "citation"

// maxMentioned is how many citations an event may have for more to be added.
const maxMentioned = 1000

// mention notes the citations that an entry adds to an event, which is that of the
// story with its external id.
func (l *loader) mention(tx *Tx, story string, e timeline.Entry) error {
	record := e.Record.(*timeline.Event)
	key := rowKey{story, record.ExternalIDs[0]}
	of := tx.rows[key]
	switch {
	case of == nil:
		return refuse("/external_ids/0", "there is no event known as %s in the story %q: import the events first", key.externalID, story)
	case of.retracted:
		return refuse("/external_ids/0", "the event known as %s, %q, is retracted", key.externalID, of.id)
	}
	if l.mentions[key] == nil {
		l.mentioned = append(l.mentioned, key)
	}
	l.mentions[key] = append(l.mentions[key], e)
	return nil
}

// addMentions writes what the mentions of a batch add.
func (l *loader) addMentions(tx *Tx) error {
	keys, mentions := l.mentioned, l.mentions
	l.mentioned, l.mentions = nil, map[rowKey][]timeline.Entry{}
	for _, key := range keys {
		if err := l.addTo(tx, key, mentions[key]); err != nil {
			return err
		}
	}
	return nil
}

// addTo adds the citations of some mentions to an event.
func (l *loader) addTo(tx *Tx, key rowKey, entries []timeline.Entry) error {
	of := tx.rows[key]
	st, err := tx.find(&eventSchema, of.id)
	if err != nil {
		return err
	}
	event, err := decodeEvent(st.doc)
	if err != nil {
		return fmt.Errorf("decode event %s: %w", of.id, err)
	}
	event = event.Stripped()
	event.Citations = slices.Clone(event.Citations)
	story, _, err := tx.story(key.story)
	if err != nil {
		return err
	}
	all := timeline.Row{}
	for _, e := range entries {
		tx.members.line = int64(e.Line)
		for _, ct := range e.Record.(*timeline.Event).Citations {
			if ct.Source, err = tx.lead(sourceSchema.resource, ct.Source); err != nil {
				return err
			}
			switch {
			case slices.ContainsFunc(event.Citations, ct.SameAs):
				tx.report.Unchanged[citationResource]++
			case len(event.Citations) >= maxMentioned:
				if err := l.reject(e, refuse("", "the event %q has %d citations already, and no more are added", of.id, len(event.Citations))); err != nil {
					return err
				}
			default:
				event.Citations = append(event.Citations, ct)
				all.Parts = append(all.Parts, e.Row.Parts...)
				tx.report.Created[citationResource]++
			}
		}
	}
	if len(all.Parts) == 0 {
		return nil
	}
	made := of.made == of.revision
	if err := tx.withParts(story, &all, func() error { return tx.writeEvent(story, &event) }); err != nil {
		return err
	}
	if of.revision = tx.wrote.revision; !made {
		return nil
	}
	of.made = of.revision // an event that only has more citations is as its row made it
	return tx.keepRow(of)
}
