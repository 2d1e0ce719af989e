package store

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// write writes what is to be there: the story, what it declares with the texts of its
// sources, and the events.
func (p *publishing) write() error {
	defer func() { p.tx.members.line, p.tx.members.owner = 0, nil }()
	for _, entity := range timeline.Resources {
		if entity == sourceSchema.resource {
			if err := p.replaceTexts(); err != nil {
				return err
			}
		}
		var waiting []int
		for i, r := range p.pending {
			if r.Entity == entity && r.record != nil {
				waiting = append(waiting, i)
			}
		}
		if err := p.writeAll(waiting); err != nil {
			return err
		}
		if entity == sourceSchema.resource {
			if err := p.putTexts(); err != nil {
				return err
			}
		}
		if entity == storySchema.resource {
			if err := p.enter(); err != nil {
				return err
			}
		}
	}
	return nil
}

// enter makes the story hold what is written from now on.
func (p *publishing) enter() error {
	story, found, err := p.tx.story(p.out.Draft.Story)
	if err == nil && found {
		p.tx.members.owner = &story
	}
	return err
}

// writeAll writes records of one resource, those that name later ones after these.
func (p *publishing) writeAll(waiting []int) error {
	for progress := true; len(waiting) > 0; {
		var still []int
		for _, i := range waiting {
			again, err := p.writeOne(i, progress)
			if err != nil {
				return err
			}
			if again {
				still = append(still, i)
			}
		}
		progress = len(still) < len(waiting)
		waiting = still
	}
	return nil
}

// writeOne writes a record. again tells that it names what may yet come, which it is
// given time for while patient.
func (p *publishing) writeOne(i int, patient bool) (again bool, err error) {
	r := p.pending[i]
	if r.failed || p.namesFailed(r) {
		return false, nil // what is wrong is known, and more may follow from it
	}
	p.tx.members.line = int64(i + 1)
	if e, ok := r.record.(*timeline.Event); ok {
		if err := p.relations(e); err != nil {
			return false, p.fault(r, timeline.Together(err, p.tx.Refused(r.record, err)))
		}
	}
	if into, err := p.tx.lead(r.Entity, r.record.RecordID()); err != nil || into != r.record.RecordID() {
		return false, p.fault(r, cmp.Or(err, refuse("", "the %s %q was merged into %q since: write that one", r.Entity, r.record.RecordID(), into)))
	}
	led, _, err := p.tx.ledAs(r.record)
	if err != nil {
		return false, err
	}
	awaited, err := resourceNamed(r.Entity).write(p.tx, led)
	if err != nil && awaited && patient {
		return true, nil
	}
	if err != nil {
		return false, p.fault(r, err)
	}
	return false, nil
}

// namesFailed tells whether a record names one of the draft that cannot be written, or
// belongs to a story that cannot.
func (p *publishing) namesFailed(r *pendingRecord) bool {
	story := p.out.Draft.Story
	if p.failed[story] && r.Entity == eventSchema.resource {
		return true
	}
	for id := range p.failed {
		if id != story && id != r.record.RecordID() && bytes.Contains(r.Document, fmt.Appendf(nil, "%q", id)) {
			return true
		}
	}
	return false
}

// relations checks that the events are there that an event is related to, or come
// with the draft.
func (p *publishing) relations(e *timeline.Event) error {
	c := checker{Tx: p.tx}
	for i, rel := range e.Relations {
		if slices.ContainsFunc(p.pending, func(r *pendingRecord) bool {
			return r.Entity == eventSchema.resource && r.Document != nil && r.as == rel.Event
		}) {
			continue
		}
		st, err := p.tx.find(&eventSchema, rel.Event)
		if err != nil {
			return err
		}
		if !st.found {
			c.fault(fmt.Sprintf("/relations/%d/event", i), "there is no event with the id %q", rel.Event)
		}
	}
	return c.refused()
}

// draftTexts are the texts of a draft, by their sources.
func draftTexts(db *gorm.DB, d Draft) (map[string]string, error) {
	texts := map[string]string{}
	err := eachRow(db.Raw("SELECT source, body FROM draft_texts WHERE draft = ?", d.n), func(scan func(into ...any) error) error {
		var source, body string
		err := scan(&source, &body)
		texts[source] = body
		return err
	})
	return texts, err
}

// replaceTexts replaces the texts of sources that are there already, before these are
// written and held to them.
func (p *publishing) replaceTexts() error {
	for _, source := range slices.Sorted(maps.Keys(p.texts)) {
		st, err := p.tx.find(&sourceSchema, source)
		if err != nil {
			return err
		}
		if !st.found {
			continue
		}
		held, err := p.tx.ownText(source)
		if err != nil {
			return err
		}
		if held.text == nil || held.text.String() != p.texts[source] {
			if err := p.putText(source); err != nil {
				return err
			}
			p.out.Reason = p.out.Reason || st.public
		}
		delete(p.texts, source)
	}
	return nil
}

// putTexts adds the texts of those that are new.
func (p *publishing) putTexts() error {
	for _, source := range slices.Sorted(maps.Keys(p.texts)) {
		if p.failed[source] {
			continue
		}
		if err := p.tx.reconcile(); err != nil {
			return err
		}
		if err := p.putText(source); err != nil {
			return err
		}
	}
	return nil
}

// putText hands over the text of a source, and says so in the list of changes.
func (p *publishing) putText(source string) error {
	text, err := evidence.ReadText([]byte(p.texts[source]))
	if err == nil {
		_, err = p.tx.PutText(source, text, func(Record) error { return nil })
	}
	i := slices.IndexFunc(p.out.Changes, func(c DraftChange) bool { return c.Entity == sourceSchema.resource && c.As == source })
	if i >= 0 {
		p.out.Changes[i].Text = true
		if err != nil {
			return p.fault(p.pending[i], err)
		}
		return nil
	}
	if err != nil {
		return err
	}
	now, _, err := p.tx.view().Authored(sourceSchema.resource, source)
	p.out.Changes = append(p.out.Changes, DraftChange{Entity: sourceSchema.resource, ID: source, As: source, Before: now, After: now, Text: true})
	return err
}

// retract takes back what is to be, what names others before these.
func (p *publishing) retract() error {
	if !p.out.Ready() {
		return nil
	}
	for _, r := range slices.Backward(p.pending) {
		if r.Document != nil {
			continue
		}
		if err := p.tx.reconcile(); err != nil {
			return err
		}
		n := resourceNamed(r.Entity)
		if err := p.tx.unreferenced(n.schema(), r.ID); err != nil {
			if err := p.fault(r, err); err != nil {
				return err
			}
			continue
		}
		now, err := p.tx.view().Record(r.Entity, r.ID)
		if err != nil {
			return err
		}
		record, err := timeline.StoredRecord(r.Entity, now.JSON)
		if err != nil {
			return fmt.Errorf("decode %s %s: %w", r.Entity, r.ID, err)
		}
		if err := n.retract(p.tx, record); err != nil {
			return err
		}
	}
	return nil
}
