package store

import (
	"fmt"
	"strings"

	"example.org/dateline/internal/timeline"
)

// checker checks, before a record is written, that what it refers to is there,
// so that a record which is refused has changed nothing.
type checker struct {
	*Tx
	tombstone bool // the record is retracted: what it names may be, too
	faults    []timeline.Fault
}

func (c *checker) fault(pointer, format string, args ...any) {
	if len(c.faults) >= timeline.MaxFaults {
		return // enough is told
	}
	c.faults = append(c.faults, timeline.Fault{Pointer: pointer, Message: fmt.Sprintf(format, args...)})
}

// refused is why the record cannot be written; nil where it can.
func (c *checker) refused() error {
	if len(c.faults) == 0 {
		return nil
	}
	message := "The record breaks one rule."
	if n := len(c.faults); n > 1 {
		message = fmt.Sprintf("The record breaks %d rules.", n)
	}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: message, Faults: c.faults}
}

// refuse is the error of one fault of a record.
func refuse(pointer, format string, args ...any) error {
	c := checker{}
	c.fault(pointer, format, args...)
	return c.refused()
}

// missing is the error of a reference to what is not there.
func missing(resource, id string) error {
	return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("There is no %s with the id %q.", resource, id)}
}

// trimPointers turns the places of mistakes in a quote, as its event has them, to
// places in the quote itself.
func trimPointers(err error, prefix string) error {
	te, ok := err.(*timeline.Error) //nolint:errorlint // our own, fresh and unwrapped
	if !ok {
		return err
	}
	for i := range te.Faults {
		te.Faults[i].Pointer = strings.TrimPrefix(te.Faults[i].Pointer, prefix)
	}
	return te
}

// within turns the places of mistakes in a record to places in what holds it, at a
// pointer.
func within(err error, pointer string) error {
	te, ok := err.(*timeline.Error) //nolint:errorlint // our own, fresh and unwrapped
	if !ok {
		return err
	}
	for i := range te.Faults {
		te.Faults[i].Pointer = pointer + te.Faults[i].Pointer
	}
	return te
}

// hasActor checks that an actor is there, or among those that come along.
func (c *checker) hasActor(pointer, id string, brought map[string]bool) error {
	if id == "" || brought[id] {
		return nil
	}
	a, err := c.actorIfAny(id)
	switch {
	case err != nil:
		return err
	case a == nil:
		c.fault(pointer, "there is no actor with the id %q", id)
	case a.retracted && !a.erased && !c.tombstone:
		c.fault(pointer, "the actor %q is retracted", id)
	}
	return nil
}

func (c *checker) hasPlace(pointer, id string) error {
	if id == "" {
		return nil
	}
	p, err := c.placeIfAny(id)
	switch {
	case err != nil:
		return err
	case p == nil:
		c.fault(pointer, "there is no place with the id %q", id)
	case p.place.Retracted != nil && !p.place.Retracted.Erased && !c.tombstone:
		c.fault(pointer, "the place %q is retracted", id)
	}
	return nil
}

// cited checks that citations name sources that are there, and end inside them.
func (c *checker) cited(pointer string, list []timeline.Citation) error {
	for i, ct := range list {
		s, found, err := c.source(ct.Source)
		at := fmt.Sprintf("%s/%d", pointer, i)
		var held heldText
		if err == nil && found && ct.End > s.length {
			held, err = c.textOf(s.n)
		}
		switch {
		case err != nil:
			return err
		case !found:
			c.fault(at+"/source", "there is no source with the id %q", ct.Source)
		case s.retracted && !s.erased && !c.tombstone:
			c.fault(at+"/source", "the source %q is retracted", ct.Source)
		case s.length > 0 && ct.End > s.length && !held.met: // else the text says it
			c.fault(at+"/end", "%d is past the end of the source, which has %d characters", ct.End, s.length)
		}
	}
	return nil
}

// leadsTo tells whether a record of a resource refers to another, directly or
// through others. above are the ids that a stored document refers to.
func (tx *Tx) leadsTo(s *schema, from, to string, above func(doc []byte) ([]string, error)) (bool, error) {
	if self, err := tx.find(s, to); err != nil || !self.found {
		return false, err // nothing refers to what is not there
	}
	met := map[string]bool{}
	for next := []string{from}; len(next) > 0; {
		id := next[0]
		next = next[1:]
		if id == to {
			return true, nil
		}
		if met[id] {
			continue
		}
		met[id] = true
		st, err := tx.find(s, id)
		if err != nil || !st.found {
			return false, err
		}
		ids, err := above(st.doc)
		if err != nil {
			return false, fmt.Errorf("decode a record of %s: %w", s.table, err)
		}
		next = append(next, ids...)
	}
	return false, nil
}
