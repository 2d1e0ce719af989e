package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// put writes the record of an entry. Where it refers to what is missing and
// may yet come, waits says so beside the error.
func (l *loader) put(w *writer, e timeline.Entry) (waits bool, err error) {
	w.line = int64(e.Line)
	if *e.Retraction() != nil && e.Event == nil {
		if err := w.named(e, ""); err != nil {
			return timeline.CodeOf(err) == timeline.InvalidRecord, err // what names it may yet be changed
		}
	}
	switch {
	case e.Story != nil:
		_, err := w.putStory(*e.Story)
		return false, err
	case e.Source != nil:
		if waits, err := w.checkSource(e.Source); err != nil {
			return waits, err
		}
		n, err := w.putSource(*e.Source)
		return false, w.heldHere("sources", n, err)
	case e.Actor != nil:
		if waits, err := w.checkActor(e.Actor); err != nil {
			return waits, err
		}
		n, err := w.putActor(*e.Actor)
		return false, w.heldHere("actors", n, err)
	case e.Place != nil:
		if waits, err := w.checkPlace(e.Place); err != nil {
			return waits, err
		}
		n, err := w.putPlace(*e.Place)
		return false, w.heldHere("places", n, err)
	case e.Event != nil:
		return false, l.event(w, *e.Event)
	case e.Quote != nil:
		return false, w.putQuote(*e.Quote)
	}
	return false, nil
}

// heldHere notes that the story at hand holds what was written.
func (w *writer) heldHere(table string, n int64, err error) error {
	if err == nil && w.holder != nil {
		w.hold(table, w.holder.n, n)
		if w.declared[table] == nil {
			w.declared[table] = map[holding]bool{}
		}
		w.declared[table][holding{w.holder.n, n}] = true
	}
	return err
}

func (l *loader) event(w *writer, e timeline.Event) error {
	if e.Story == "" {
		e.Story = l.story
	}
	if e.Story == "" {
		return taken("/story", "the event names no story; add one, or say which with --story")
	}
	story, found, err := w.storyOf(e.Story)
	if err != nil {
		return err
	}
	switch {
	case !found:
		return taken("/story", "there is no story with the id %q", e.Story)
	case story.retracted && !e.IsRetracted():
		return taken("/story", "the story %q is retracted", e.Story)
	}
	return w.checkedEvent(story, e)
}

// checkedEvent writes an event with the actors and places that it brings along,
// once all that it refers to is known to be there.
func (w *writer) checkedEvent(story storyRow, e timeline.Event) error {
	actors, places, err := w.checkEvent(&e)
	if err != nil {
		return err
	}
	before := w.holder
	w.holder = &story
	defer func() { w.holder = before }()
	for _, a := range actors {
		if _, err := w.putActor(a); err != nil {
			return err
		}
	}
	for _, p := range places {
		if _, err := w.putPlace(p); err != nil {
			return err
		}
	}
	if err := w.regroup(); err != nil {
		return err
	}
	if err := w.nest(); err != nil {
		return err
	}
	return w.putEvent(story, e, "")
}

// putQuote writes a quote as its event with that quote in it.
func (w *writer) putQuote(q timeline.Quote) error {
	e, story, err := w.eventOf(q.Event)
	if err != nil {
		return err
	}
	switch {
	case q.Retracted != nil:
		return w.putTombstone(story, e, q)
	case e.IsRetracted():
		return taken("/event", "the event %q is retracted", q.Event)
	}
	at := slices.IndexFunc(e.Quotes, func(other timeline.Quote) bool { return other.ID == q.ID })
	if at < 0 {
		at = len(e.Quotes)
		e.Quotes = append(e.Quotes, q)
	}
	e.Quotes[at] = q
	return within(w.checkedEvent(story, e), fmt.Sprintf("/quotes/%d", at))
}

// eventOf is a stored event that a quote says it belongs to, and its story.
func (w *writer) eventOf(id string) (e timeline.Event, story storyRow, err error) {
	st, err := w.find("events", id)
	if err != nil {
		return e, story, err
	}
	if !st.found {
		return e, story, taken("/event", "there is no event with the id %q", id)
	}
	if err := json.Unmarshal(st.doc, &e); err != nil {
		return e, story, fmt.Errorf("decode event %s: %w", id, err)
	}
	e = e.Stripped()
	story, _, err = w.storyOf(e.Story)
	return e, story, err
}
