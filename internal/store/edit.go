package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"example.org/dateline/internal/timeline"
)

// CreateOptions are what Create may be told beside the record.
type CreateOptions struct {
	Story string // that a source, actor or place is declared by; empty for none
	NoID  bool   // the record came without an id, and one is made
	Once  *Once  // nil where the same request may be made twice
}

// Create writes a record that is new. An id that is taken, also by a retracted
// record, is refused with code Conflict; whatever the record refers to must be
// there, or it is refused with code InvalidRecord and the place of each.
func (tx *Tx) Create(r timeline.Record, opts CreateOptions) (Record, error) {
	if opts.NoID {
		if err := tx.makeID(r); err != nil {
			return Record{}, err
		}
	}
	s, id := schemaOf(r), r.RecordID()
	return tx.edit(s, id, opts.Once, func() error {
		st, err := tx.find(s, id)
		switch {
		case err != nil:
			return err
		case st.found:
			return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The id %q is taken by another %s: choose one, or leave it out and one is made.", id, s.resource)}
		}
		if opts.Story == "" {
			return tx.write(r)
		}
		story, err := tx.openStory("", opts.Story)
		if err != nil {
			return err
		}
		return tx.members.within(&story, func() error { return tx.write(r) })
	})
}

// Edit writes another state of a record. change is told the present one, and
// returns what is to be, with the same id; its error ends the edit. What is
// retracted stays as it is: code Conflict.
func (tx *Tx) Edit(resource, id string, change func(now Record) (timeline.Record, error)) (Record, error) {
	s := resourceNamed(resource).schema()
	return tx.edit(s, id, nil, func() error {
		now, retracted, err := tx.current(s, id)
		if err != nil {
			return err
		}
		if into, err := tx.lead(resource, id); err != nil || into != id {
			return cmp.Or(err, alreadyMerged(resource, id, into))
		}
		if retracted {
			return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The %s %q is retracted, and stays as it is: record what is right under another id.", resource, id)}
		}
		r, err := change(now)
		if err != nil {
			return err
		}
		if e, ok := r.(*timeline.Event); ok && e.IsRetracted() {
			if err := tx.unreferenced(s, id); err != nil {
				return err
			}
		}
		return tx.write(r)
	})
}

// Retract takes a record back, for the reason of the transaction's author. agree
// is told the present state, and may refuse. What other records refer to is not
// retracted: code Conflict, and where. One that is retracted stays as it is.
func (tx *Tx) Retract(resource, id string, agree func(now Record) error) (Record, error) {
	n := resourceNamed(resource)
	return tx.edit(n.schema(), id, nil, func() error {
		now, retracted, err := tx.current(n.schema(), id)
		if err != nil {
			return err
		}
		if err := agree(now); err != nil || retracted {
			return err
		}
		if err := tx.unreferenced(n.schema(), id); err != nil {
			return err
		}
		r, err := timeline.StoredRecord(resource, now.JSON)
		if err != nil {
			return fmt.Errorf("decode %s %s: %w", resource, id, err)
		}
		return n.retract(tx, r)
	})
}

// edit runs fn, does what follows from it, and reads the record that it has
// written.
func (tx *Tx) edit(s *schema, id string, once *Once, fn func() error) (Record, error) {
	var r Record
	if known, err := once.recall(tx, &r); err != nil || known {
		return r, err
	}
	if err := fn(); err != nil {
		return r, err
	}
	if err := tx.reconcile(); err != nil {
		return r, err
	}
	r, err := tx.view().Record(s.resource, id)
	if err != nil {
		return r, err
	}
	r.Warnings = tx.report.Warnings
	return r, once.keep(tx, r)
}

// current is a record as it is, and whether it is retracted.
func (tx *Tx) current(s *schema, id string) (now Record, retracted bool, err error) {
	if now, err = tx.view().Record(s.resource, id); err != nil {
		return now, false, err
	}
	var known struct{ Retracted *timeline.Retraction }
	if err := json.Unmarshal(now.JSON, &known); err != nil {
		return now, false, fmt.Errorf("decode %s %s: %w", s.resource, id, err)
	}
	return now, known.Retracted != nil, nil
}

// write writes a record that stands for itself.
func (tx *Tx) write(r timeline.Record) error {
	if err := tx.checkAlone(r); err != nil {
		return tx.Refused(r, err)
	}
	r, warnings, err := tx.ledAs(r)
	if err != nil {
		return err
	}
	if _, err = resourceNamed(r.Resource()).write(tx, r); err == nil {
		tx.warner.warn(tx.at(""), warnings...)
	}
	return err
}

// checkAlone checks what a record that stands for itself must hold beside what its
// resource checks: an event's story must be open, and the events that it is related
// to and the pictures that it shows must be there.
func (tx *Tx) checkAlone(r timeline.Record) error {
	e, ok := r.(*timeline.Event)
	if !ok {
		return nil
	}
	_, err := tx.openStory("/story", e.Story)
	return timeline.Together(err, tx.checkRelations(e), tx.checkPictures(e))
}

// Refused is why a record is not written, where it has mistakes of its own that are
// known: these, and what it refers to in vain. The record holds what could be read.
func (tx *Tx) Refused(r timeline.Record, why error) error {
	if timeline.CodeOf(why) != timeline.InvalidRecord {
		return why
	}
	r, _, err := tx.ledAs(r)
	if err != nil {
		return err
	}
	_, err = resourceNamed(r.Resource()).check(tx, r)
	return timeline.Together(why, tx.checkAlone(r), err)
}

// Refused is that of a transaction, in the data as a reader sees it: it waits for no
// other write.
func (v *View) Refused(r timeline.Record, why error) error {
	return newTx(v.ctx, v.db, v.dialect, Author{}, 0, time.Time{}).Refused(r, why)
}
