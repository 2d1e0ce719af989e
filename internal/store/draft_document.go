package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Drafted is a story as it is to be, with what its draft makes of each record.
type Drafted struct {
	// Document is the story with its draft laid over it: what is new stands behind
	// what is there already, under the ids that the draft gives, and what is taken out
	// or to be retracted is left out. As a draft's, its records may have mistakes.
	Document *timeline.Document
	// Removed are the published records that are to be retracted, as they are.
	Removed []timeline.Record
	// Records are those of the draft.
	Records []DraftRecord
}

// Of is a record of the draft; found is false for one that the draft leaves alone.
func (d *Drafted) Of(entity, id string) (r DraftRecord, found bool) {
	for _, r := range d.Records {
		if r.Entity == entity && r.ID == id {
			return r, true
		}
	}
	return DraftRecord{}, false
}

// Drafted is a story with the records of its draft laid over it, which may be none. A
// story that is not there yet is made of them alone. Code NotFound: there is neither.
func (v *View) Drafted(story string, records []DraftRecord) (*Drafted, error) {
	doc, err := v.Document(story)
	switch {
	case err == nil:
	case timeline.CodeOf(err) == timeline.NotFound && len(records) > 0:
		doc = &timeline.Document{Version: timeline.DocumentVersion, Story: timeline.Story{ID: story}}
	default:
		return nil, err
	}
	d := &Drafted{Document: doc, Records: records}
	for _, r := range records {
		if err := d.lay(r); err != nil {
			return nil, fmt.Errorf("lay %s %s of a draft over what is there: %w", r.Entity, r.ID, err)
		}
	}
	for i := range doc.Events {
		doc.Events[i].Story = story
	}
	return d, v.completeDraft(doc)
}

// lay puts a record of the draft into the document.
func (d *Drafted) lay(r DraftRecord) error {
	doc := d.Document
	switch r.Entity {
	case "story":
		return layStory(d, r)
	case "source":
		return layOne[timeline.Source](d, &doc.Sources, r)
	case "actor":
		return layOne[timeline.Actor](d, &doc.Actors, r)
	case "place":
		return layOne[timeline.Place](d, &doc.Places, r)
	case "event":
		return layOne[timeline.Event](d, &doc.Events, r)
	}
	return fmt.Errorf("a draft has no records of the resource %q", r.Entity)
}

func layStory(d *Drafted, r DraftRecord) error {
	now := d.Document.Story
	if r.Document == nil {
		if r.Base > 0 {
			d.Removed = append(d.Removed, &now)
		}
		return nil
	}
	record, err := timeline.StoredRecord(r.Entity, r.Document)
	if err != nil {
		return err
	}
	d.Document.Story = *record.(*timeline.Story)
	d.Document.Story.ID, d.Document.Story.Stamp = r.ID, now.Stamp
	return nil
}

// layOne puts a record in the place of the one with its id, behind the others where
// there is none, or takes it out.
func layOne[T any, R interface {
	*T
	timeline.Record
}, L ~[]T](d *Drafted, list *L, r DraftRecord) error {
	at := slices.IndexFunc(*list, func(have T) bool { return R(&have).RecordID() == r.ID })
	if r.Document == nil {
		if at < 0 {
			return nil
		}
		if r.Base > 0 {
			gone := (*list)[at]
			d.Removed = append(d.Removed, R(&gone))
		}
		*list = slices.Delete(*list, at, at+1)
		return nil
	}
	record, err := timeline.StoredRecord(r.Entity, r.Document)
	if err != nil {
		return err
	}
	timeline.SetRecordID(record, r.ID)
	laid := *record.(R)
	if at < 0 {
		*list = append(*list, laid)
		return nil
	}
	*R(&laid).ServerStamp() = *R(&(*list)[at]).ServerStamp()
	(*list)[at] = laid
	return nil
}

// completeDraft adds the published records that the draft refers to and the story has
// not held before.
func (v *View) completeDraft(doc *timeline.Document) error {
	var sources, actors, places []string
	cited := func(list []timeline.Citation) {
		for _, ct := range list {
			sources = append(sources, ct.Source)
		}
	}
	for i := range doc.Events {
		e := &doc.Events[i]
		cited(e.Citations)
		for _, a := range e.Actors {
			actors = append(actors, a.ID)
		}
		for _, p := range e.Places {
			places = append(places, p.ID)
		}
		for _, q := range e.Quotes {
			cited(q.Citations)
			actors = append(append(actors, q.Speaker, q.Via, q.Addressee), q.About...)
		}
	}
	var err error
	if doc.Sources, err = withOthers[timeline.Source](v, &sourceSchema, doc.Sources, sources); err != nil {
		return err
	}
	if doc.Actors, err = withOthers[timeline.Actor](v, &actorSchema, doc.Actors, actors); err != nil {
		return err
	}
	if doc.Places, err = withOthers[timeline.Place](v, &placeSchema, doc.Places, places); err != nil {
		return err
	}
	return complete(v, doc)
}

// withOthers adds to a list those of some records that it does not have.
func withOthers[T any, R interface {
	*T
	timeline.Record
}, L ~[]T](v *View, s *schema, list L, ids []string) (L, error) {
	have := map[string]bool{"": true}
	for i := range list {
		have[R(&list[i]).RecordID()] = true
	}
	var missing []string
	for _, id := range ids {
		if !have[id] {
			have[id] = true
			missing = append(missing, id)
		}
	}
	for part := range slices.Chunk(missing, maxValues) {
		c := in("d.id", part, false)
		more, err := decodeAll[T](v.raw("SELECT d.doc FROM "+s.from()+" d WHERE "+c.sql+" AND "+v.public("d").sql+" ORDER BY d.n", c.args...))
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}
