package store

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Document puts a story together with all that belongs to it. One that the
// reader may not see does not exist: code NotFound.
func (v *View) Document(id string) (*timeline.Document, error) {
	file, err := v.StoryFile(id)
	if err != nil {
		return nil, err
	}
	doc := file.Head
	for e, err := range file.Events() {
		if err != nil {
			return nil, err
		}
		doc.Events = append(doc.Events, *e)
	}
	return &doc, nil
}

// StoryFile is what Document puts together, but for the events, which are read as
// they are asked for: there may be more of them than fit into memory.
type StoryFile struct {
	Head timeline.Document // without events

	view  *View
	story int64
}

// StoryFile reads a story with all that belongs to it, and none of its events yet.
// One that the reader may not see does not exist: code NotFound.
func (v *View) StoryFile(id string) (*StoryFile, error) {
	file := &StoryFile{Head: timeline.Document{Version: timeline.DocumentVersion}, view: v}
	doc := &file.Head
	var text []byte
	if err := scanOne(v.raw("SELECT d.n, d.doc FROM {stories} d WHERE d.id = ? AND "+v.public("d").sql, id), &file.story, &text); err != nil {
		return nil, translate(err, "read story "+id)
	}
	if err := json.Unmarshal(text, &doc.Story); err != nil {
		return nil, translate(err, "decode story "+id)
	}
	var err error
	if doc.Sources, err = memberRecords[timeline.Source](v, &sourceSchema, file.story); err != nil {
		return nil, err
	}
	if doc.Actors, err = memberRecords[timeline.Actor](v, &actorSchema, file.story); err != nil {
		return nil, err
	}
	if doc.Places, err = memberRecords[timeline.Place](v, &placeSchema, file.story); err != nil {
		return nil, err
	}
	if err := complete(v, doc); err != nil {
		return nil, err
	}
	for i := range doc.Sources {
		stamp := doc.Sources[i].Stamp
		doc.Sources[i] = *doc.Sources[i].Authored().(*timeline.Source) // grades are not exported
		doc.Sources[i].Stamp = stamp
	}
	return file, nil
}

// Events are those of the story in the order of its file, of which no more than a
// batch is held at a time. What fails ends them.
func (f *StoryFile) Events() iter.Seq2[*timeline.Event, error] {
	return func(yield func(*timeline.Event, error) bool) {
		for after := int64(0); ; {
			events, last, err := f.view.storyEvents(f.story, after)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range events {
				if !yield(&events[i], nil) {
					return
				}
			}
			if len(events) < batch {
				return
			}
			after = last
		}
	}
}

// storyEvents are up to batch events of a story after one, as a story file has
// them, and the number of the last.
func (v *View) storyEvents(story, after int64) (events []timeline.Event, last int64, err error) {
	var related []string
	err = eachRow(v.raw("SELECT n, doc FROM {events} WHERE story = ? AND n > ? ORDER BY n LIMIT ?", story, after, batch), func(scan func(...any) error) error {
		var text []byte
		if err := scan(&last, &text); err != nil {
			return err
		}
		e, err := decodeEvent(text)
		if err != nil {
			return fmt.Errorf("decode an event: %w", err)
		}
		e = e.Stripped()
		e.Told(v.origin)
		dropRelations(&e, func(id string) bool { related = append(related, id); return false })
		events = append(events, e)
		return nil
	})
	if err != nil {
		return nil, 0, translate(err, "read the events of a story")
	}
	hidden, err := v.hidden(&eventSchema, related)
	for i := range events {
		dropRelations(&events[i], func(id string) bool { return hidden[id] })
	}
	return events, last, err
}

// memberRecords reads what a story holds of one resource, in the order of its file.
func memberRecords[T any](v *View, s *schema, story int64) ([]T, error) {
	m := s.membership
	return decodeAll[T](v.raw("SELECT t.doc FROM "+s.from()+" t JOIN {"+m.table+"} h ON h."+m.column+" = t.n WHERE h.story = ? ORDER BY h.position, t.n", story))
}

// complete makes a document hold whatever its records refer to. Another story
// that declares the same actor may have written that it belongs to a body
// which this one's file never named. References to what must not be seen are
// left out.
func complete(v *View, doc *timeline.Document) error {
	var err error
	actor := func(a *timeline.Actor) string { return a.ID }
	if doc.Actors, err = closed(v, &actorSchema, doc.Actors, actor, dropGroups); err != nil {
		return err
	}
	place := func(p *timeline.Place) string { return p.ID }
	if doc.Places, err = closed(v, &placeSchema, doc.Places, place, dropParent); err != nil {
		return err
	}
	source := func(s *timeline.Source) string { return s.ID }
	doc.Sources, err = closed(v, &sourceSchema, doc.Sources, source, dropCited)
	return err
}

// closed adds to a list of records those that they refer to, and so on. drop
// takes a record's references away for which gone is true.
func closed[T any](v *View, s *schema, list []T, id func(*T) string, drop func(r *T, gone func(id string) bool)) ([]T, error) {
	known := map[string]bool{} // whether it is in the list
	for i := range list {
		known[id(&list[i])] = true
	}
	for at := 0; at < len(list); {
		var missing []string
		for ; at < len(list); at++ {
			drop(&list[at], func(id string) bool {
				if _, met := known[id]; !met {
					known[id] = false
					missing = append(missing, id)
				}
				return false
			})
		}
		for part := range slices.Chunk(missing, maxValues) {
			c := in("d.id", part, false)
			more, err := decodeAll[T](v.raw("SELECT d.doc FROM "+s.from()+" d WHERE "+c.sql+" AND "+v.public("d").sql+" ORDER BY d.n", c.args...))
			if err != nil {
				return nil, err
			}
			for i := range more {
				known[id(&more[i])] = true
			}
			list = append(list, more...)
		}
	}
	for i := range list {
		drop(&list[i], func(id string) bool { return !known[id] })
	}
	return list, nil
}
