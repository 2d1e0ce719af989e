package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"example.org/dateline/internal/timeline"
)

// Created is what Create may be told beside the record.
type Created struct {
	Story string // that a source, actor or place is declared by; empty for none
	Once  *Once  // nil where the same request may be made twice
}

// Create writes a record that is new. An id that is taken, also by a retracted
// record, is refused with code Conflict; whatever the record refers to must be
// there, or it is refused with code InvalidRecord and the place of each.
func (s *Store) Create(ctx context.Context, e timeline.Entry, opts Created) (Record, error) {
	noun, id, _ := e.Named()
	return s.edit(ctx, noun, id, opts.Once, func(w *writer, k nounTable) error {
		st, err := w.find(k.table, id)
		switch {
		case err != nil:
			return err
		case st.found:
			return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The id %q is taken by another %s: choose one, or leave it out and one is made.", id, noun)}
		}
		if opts.Story != "" {
			story, err := w.openStory("", opts.Story)
			if err != nil {
				return err
			}
			w.holder = &story
		}
		return w.write(e)
	})
}

// Edit writes another state of a record. change is told the present one, and
// returns what is to be, with the same id; its error ends the edit. What is
// retracted stays as it is: code Conflict.
func (s *Store) Edit(ctx context.Context, noun, id string, change func(now Record) (timeline.Entry, error)) (Record, error) {
	return s.edit(ctx, noun, id, nil, func(w *writer, k nounTable) error {
		now, retracted, err := w.editable(k, id)
		if err != nil {
			return err
		}
		if retracted {
			return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The %s %q is retracted, and stays as it is: record what is right under another id.", k.noun, id)}
		}
		e, err := change(now)
		if err != nil {
			return err
		}
		if e.Event != nil && e.Event.IsRetracted() {
			if err := w.unreferenced(k, id); err != nil {
				return err
			}
		}
		return w.write(e)
	})
}

// Retract takes a record back, for the reason of the store's author. agree is
// told the present state, and may refuse. What other records refer to is not
// retracted: code Conflict, and where. One that is retracted stays as it is.
func (s *Store) Retract(ctx context.Context, noun, id string, agree func(now Record) error) (Record, error) {
	return s.edit(ctx, noun, id, nil, func(w *writer, k nounTable) error {
		now, retracted, err := w.editable(k, id)
		if err != nil {
			return err
		}
		if err := agree(now); err != nil || retracted {
			return err
		}
		if err := w.unreferenced(k, id); err != nil {
			return err
		}
		return w.retract(k, now.JSON)
	})
}

// edit runs fn in a write transaction, and reads the record that it has written.
func (s *Store) edit(ctx context.Context, noun, id string, once *Once, fn func(w *writer, k nounTable) error) (Record, error) {
	var r Record
	k := nounTable{noun, nounTables[noun]}
	_, err := s.writing(ctx, false, func(w *writer) error {
		if known, err := once.recall(w, &r); err != nil || known {
			return err
		}
		if err := fn(w, k); err != nil {
			return err
		}
		if err := w.settle(); err != nil {
			return err
		}
		var err error
		if r, err = w.view().record(k.table, id); err != nil {
			return err
		}
		return once.keep(w, r)
	})
	return r, err
}

// view is the data as this write has left it so far, whole.
func (w *writer) view() *view {
	return &view{ctx: w.ctx, db: w.tx, dialect: w.dialect, asOf: present, private: true}
}

// nounTable is a noun and where its records are.
type nounTable struct{ noun, table string }

// editable is a record as it is, and whether it is retracted.
func (w *writer) editable(k nounTable, id string) (now Record, retracted bool, err error) {
	if now, err = w.view().record(k.table, id); err != nil {
		return now, false, err
	}
	var known struct{ Retracted *timeline.Retraction }
	if err := json.Unmarshal(now.JSON, &known); err != nil {
		return now, false, fmt.Errorf("decode %s %s: %w", k.noun, id, err)
	}
	return now, known.Retracted != nil, nil
}

// openStory is a story that records may be written to. pointer is where it is
// named.
func (w *writer) openStory(pointer, id string) (storyRow, error) {
	st, err := w.find("stories", id)
	if err != nil {
		return storyRow{}, err
	}
	if !st.found {
		return storyRow{}, taken(pointer, "there is no story with the id %q", id)
	}
	var rec timeline.Story
	if err := json.Unmarshal(st.doc, &rec); err != nil {
		return storyRow{}, fmt.Errorf("decode story %s: %w", id, err)
	}
	if rec.Retracted != nil {
		return storyRow{}, taken(pointer, "the story %q is retracted", id)
	}
	story, _, err := w.storyOf(id)
	return story, err
}

// write writes a record once all that it refers to is known to be there.
func (w *writer) write(e timeline.Entry) error {
	switch {
	case e.Story != nil:
		_, err := w.putStory(*e.Story)
		return err
	case e.Source != nil:
		if _, err := w.checkSource(e.Source); err != nil {
			return err
		}
		n, err := w.putSource(*e.Source)
		return w.heldHere("sources", n, err)
	case e.Actor != nil:
		if _, err := w.checkActor(e.Actor); err != nil {
			return err
		}
		n, err := w.putActor(*e.Actor)
		return w.heldHere("actors", n, err)
	case e.Place != nil:
		if _, err := w.checkPlace(e.Place); err != nil {
			return err
		}
		n, err := w.putPlace(*e.Place)
		return w.heldHere("places", n, err)
	case e.Quote != nil:
		return w.putQuote(*e.Quote)
	}
	story, err := w.openStory("/story", e.Event.Story)
	if err != nil {
		return err
	}
	if err := w.checkRelations(e.Event); err != nil {
		return err
	}
	return w.checkedEvent(story, *e.Event)
}

// retract writes a record as one that has been taken back.
func (w *writer) retract(k nounTable, doc []byte) error {
	e, err := timeline.StoredEntry(k.noun, doc)
	if err != nil {
		return fmt.Errorf("decode a record of %s: %w", k.table, err)
	}
	*e.Retraction() = w.retraction()
	switch {
	case e.Story != nil:
		_, err = w.putStory(*e.Story)
	case e.Source != nil:
		_, err = w.putSource(*e.Source)
	case e.Actor != nil:
		_, err = w.putActor(*e.Actor)
	case e.Place != nil:
		_, err = w.putPlace(*e.Place)
	case e.Event != nil:
		e.Event.Verification = timeline.Retracted
		var story storyRow
		if story, _, err = w.storyOf(e.Event.Story); err == nil {
			err = w.putEvent(story, *e.Event, "")
		}
	case e.Quote != nil:
		err = w.dropQuote(*e.Quote)
	}
	return err
}

// dropQuote writes a quote's event without it.
func (w *writer) dropQuote(q timeline.Quote) error {
	e, story, err := w.eventOf(q.Event)
	switch {
	case err != nil:
		return err
	case e.IsRetracted():
		return taken("/event", "the event %q is retracted", q.Event)
	}
	kept := make([]timeline.Quote, 0, len(e.Quotes))
	for _, other := range e.Quotes {
		if other.ID != q.ID {
			kept = append(kept, other)
		}
	}
	e.Quotes = kept
	return w.putEvent(story, e, "")
}

// within turns the places of mistakes in a quote, as its event has them, to
// places in the quote itself.
func within(err error, prefix string) error {
	te, ok := err.(*timeline.Error) //nolint:errorlint // our own, fresh and unwrapped
	if !ok {
		return err
	}
	for i := range te.Faults {
		te.Faults[i].Pointer = strings.TrimPrefix(te.Faults[i].Pointer, prefix)
	}
	return te
}
