package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// forgetTexts forgets the texts of sources whose words are erased.
func (e *eraser) forgetTexts() error {
	for _, p := range e.parts {
		if p.s != &sourceSchema || p.source != "" || !p.takes(timeline.SourceText) {
			continue
		}
		held, err := e.textOf(p.n)
		if err != nil {
			return err
		}
		if held.text == nil {
			continue
		}
		e.out.Text = true
		if err := e.forgetText(p.id, p.n, held); err != nil {
			return err
		}
	}
	return nil
}

// present writes the next revision of each record, without the words.
func (e *eraser) present() error {
	for _, p := range e.parts {
		st, err := e.find(p.s, p.id)
		if err != nil {
			return err
		}
		r, err := timeline.StoredRecord(p.s.resource, st.doc)
		if err != nil {
			return fmt.Errorf("decode %s %s: %w", p.s.resource, p.id, err)
		}
		if err := e.writeErased(p, r); err != nil {
			return fmt.Errorf("erase %s %s: %w", p.s.resource, p.id, err)
		}
	}
	return nil
}

func (e *eraser) writeErased(p *erasedPart, r timeline.Record) error {
	if q, ok := r.(*timeline.Quote); ok {
		return e.writeErasedQuote(p, q)
	}
	p.from(r, e.why)
	switch r := r.(type) {
	case *timeline.Event:
		story, _, err := e.story(r.Story)
		if err != nil {
			return err
		}
		return e.putEvent(story, *r, "")
	case *timeline.Story:
		_, err := e.putStory(*r)
		return err
	}
	_, err := resourceNamed(p.s.resource).(declarable).put(e.Tx, r)
	return err
}

// writeErasedQuote writes the event that holds a quote, without its words, or without
// the quote where all of it is erased: it is then orphaned. One that no event holds any
// more is written by itself.
func (e *eraser) writeErasedQuote(p *erasedPart, q *timeline.Quote) error {
	event, story, err := e.eventOf(q.Event)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(event.Quotes, func(other timeline.Quote) bool { return other.ID == q.ID })
	switch {
	case q.Retracted != nil:
		p.from(q, e.why)
		_, st, how, err := revise(e.Tx, q)
		if err != nil {
			return err
		}
		holder, err := e.find(&eventSchema, q.Event)
		if err != nil {
			return err
		}
		return e.saveQuote(story, holder.n, q, revisedQuote{st: st, how: how}, retractedState(story))
	case at < 0:
		return nil // its event was erased just now
	case len(p.fields) == 0:
		event.Quotes = slices.Delete(event.Quotes, at, at+1)
	default:
		p.from(&event.Quotes[at], e.why)
	}
	return e.putEvent(story, event, "")
}

// logErased says in the log which fields an entry has erased.
func (tx *Tx) logErased(p *erasedPart, seq int64) error {
	if p == nil {
		return nil
	}
	p.logged = true
	fields, err := json.Marshal(p.pointers())
	if err != nil {
		return err
	}
	tx.inserts.add("erasures", []string{"seq", "fields"}, nil, []any{seq, string(fields)})
	return nil
}

// logOthers logs the erasure of what is in the past alone: the record has no such words
// now, and gets no revision.
func (e *eraser) logOthers() error {
	for _, p := range e.parts {
		if p.logged {
			continue
		}
		st, err := e.find(p.s, p.id)
		if err != nil {
			return err
		}
		story := int64(0)
		switch {
		case p.s.dated:
			err = scanOne(e.db.Raw("SELECT story FROM "+p.s.table+" WHERE n = ?", p.n), &story)
		case p.s == &storySchema:
			story = p.n
		}
		if err != nil {
			return fmt.Errorf("read the story of %s %s: %w", p.s.resource, p.id, err)
		}
		seq := e.log(change{entity: p.s.resource, n: p.n, id: p.id, story: story, action: timeline.ActionErase, revision: st.stamp.Revision, public: st.public, before: st.public && st.since <= e.began})
		if err := e.logErased(p, seq); err != nil {
			return err
		}
	}
	return e.flush()
}

// staysErased refuses to write words into a record that was erased whole. What brings
// its tombstone again, such as an archive, changes nothing.
func (tx *Tx) staysErased(old, record timeline.Record) error {
	was := old.Retraction()
	if !was.IsErased() || record.Retraction().IsErased() {
		return nil
	}
	at := "" // who holds the others says where they stand
	if schemaOf(record).dated {
		at = tx.stand[recordKey{record.Resource(), record.RecordID()}]
	}
	return refuse(at, "the %s %q was erased here on %.10s, and its words do not come back: take it out of what you write", record.Resource(), record.RecordID(), was.At)
}

// erasedAt reads which fields entries of the log have erased.
func (v *View) erasedAt(found []logged) (map[int64][]string, error) {
	var seqs []int64
	for _, l := range found {
		if l.Action == timeline.ActionErase {
			seqs = append(seqs, l.Seq)
		}
	}
	erased := map[int64][]string{}
	for part := range slices.Chunk(seqs, maxValues) {
		c := in("seq", part, false)
		err := eachRow(v.db.Raw("SELECT seq, fields FROM erasures WHERE "+c.sql, c.args...), func(scan func(into ...any) error) error {
			var seq int64
			var fields []byte
			if err := scan(&seq, &fields); err != nil {
				return err
			}
			var list []string
			err := json.Unmarshal(fields, &list)
			erased[seq] = list
			return err
		})
		if err != nil {
			return nil, translate(err, "read what was erased")
		}
	}
	return erased, nil
}
