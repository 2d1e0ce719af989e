package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// revisedQuote is a quote of an event with what is stored of it.
type revisedQuote struct {
	st    stored
	how   outcome
	moved bool // over from another event
}

// reviseQuotes gives the quotes of an event their revisions, so that the event can
// show them. A quote may come over from another event of the document, which has
// it no more.
func (tx *Tx) reviseQuotes(e *timeline.Event, pointer string) ([]revisedQuote, error) {
	list := make([]revisedQuote, len(e.Quotes))
	for i := range e.Quotes {
		q := &e.Quotes[i]
		old, st, how, err := revise(tx, q)
		if err != nil {
			return nil, err
		}
		list[i] = revisedQuote{st, how, st.found && old.Event != e.ID}
		c := checker{Tx: tx}
		if tx.erasing == nil { // what is left of its evidence need not bear it out
			c.verbatim(fmt.Sprintf("%s/quotes/%d", pointer, i), q, old)
		}
		if err := c.refused(); err != nil {
			return nil, err
		}
		if list[i].moved && !tx.mayMove(old, st.n) {
			return nil, refuse(fmt.Sprintf("%s/quotes/%d/id", pointer, i), "the quote %q belongs to the event %q: give this one another id", q.ID, old.Event)
		}
	}
	return list, nil
}

// mayMove tells whether a stored quote may become another event's: its own has
// given it up, or will in this write.
func (tx *Tx) mayMove(q *timeline.Quote, n int64) bool {
	return q.Retracted != nil || tx.inDocument[q.Event] || slices.ContainsFunc(tx.orphans, func(o orphan) bool { return o.N == n })
}

// saveQuotes writes an event's quotes, and notes those it no longer has.
func (tx *Tx) saveQuotes(story storyRow, event stored, e *timeline.Event, quotes []revisedQuote) error {
	if event.found {
		if err := tx.noteOrphans(event.n, quotes); err != nil {
			return err
		}
	}
	state := stateOf(story, e)
	for i := range quotes {
		if err := tx.saveQuote(story, event.n, &e.Quotes[i], quotes[i], state); err != nil {
			return err
		}
	}
	return nil
}

// saveQuote writes a quote of an event, with its links and words.
func (tx *Tx) saveQuote(story storyRow, event int64, q *timeline.Quote, revised revisedQuote, state int) error {
	st, how := revised.st, revised.how
	if how == unchanged {
		// A quote that says the same may yet be of an event newly retracted.
		return tx.updateQuoteState(st.n, state)
	}
	if err := tx.save(q, st, how, story.n, !story.private, quoteColumns(story.n, event, q, state)); err != nil {
		return err
	}
	if how == updated {
		if err := tx.exec("link quote "+q.ID, "DELETE FROM quote_actors WHERE quote = ?", st.n); err != nil {
			return err
		}
	}
	return tx.linkQuote(st.n, q, state)
}

func quoteColumns(story, event int64, q *timeline.Quote, state int) map[string]any {
	b := storedBounds(*q.Date)
	return map[string]any{"event": event, "story": story, "kind": q.Kind, "earliest": b.Earliest, "latest": b.Latest,
		"latest_start": b.LatestStart, "earliest_end": b.EarliestEnd, "zoned": q.Date.EDTF.Zoned(), "state": state, "evidence": timeline.Evidence(q.Citations)}
}

// updateQuoteState gives a quote the state of its event, as of the last change.
func (tx *Tx) updateQuoteState(n int64, state int) error {
	if err := tx.flushTable(quoteSchema.table); err != nil {
		return err
	}
	changed, err := tx.ints("read a quote", "SELECT n FROM quotes WHERE n = ? AND state <> ?", n, state)
	if err != nil || len(changed) == 0 {
		return err
	}
	if err := tx.replace(&quoteSchema, n, map[string]any{"state": state, "since": tx.seq}); err != nil {
		return err
	}
	return tx.exec("update the state of a quote", "UPDATE quote_actors SET state = ? WHERE quote = ?", state, n)
}

// linkQuote links a quote to the people in it.
func (tx *Tx) linkQuote(n int64, q *timeline.Quote, state int) error {
	b := storedBounds(*q.Date)
	roles := map[int64]int{}
	var order []int64
	add := func(id string, role int) error {
		if id == "" {
			return nil
		}
		a, err := tx.actor(id)
		if err != nil {
			return err
		}
		if roles[a.n] == 0 {
			order = append(order, a.n)
		}
		roles[a.n] |= role
		return nil
	}
	if err := add(q.Speaker, quoteSpeaker); err != nil {
		return err
	}
	if err := add(q.Via, quoteVia); err != nil {
		return err
	}
	if err := add(q.Addressee, quoteAddressee); err != nil {
		return err
	}
	for _, id := range q.About {
		if err := add(id, quoteAbout); err != nil {
			return err
		}
	}
	at := linkValues(n, b, state)
	for _, actor := range order {
		tx.inserts.link(quoteActors, at, actor, roles[actor])
	}
	return nil
}

// putRetractedQuote writes a quote as one that was taken back, for the reason and
// by whom it says itself. Its event, which may be retracted too, has it no more.
func (tx *Tx) putRetractedQuote(story storyRow, e timeline.Event, q timeline.Quote) error {
	c := checker{Tx: tx, tombstone: true}
	if err := c.quote("", &q, e.ID, nil); err != nil {
		return err
	}
	if err := c.refused(); err != nil {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(e.Quotes), func(other timeline.Quote) bool { return other.ID == q.ID })
	if len(kept) < len(e.Quotes) {
		e.Quotes = kept
		if err := tx.putEvent(story, e, ""); err != nil {
			return err
		}
	}
	event, err := tx.find(&eventSchema, e.ID)
	if err != nil {
		return err
	}
	if q.Date == nil {
		q.Date = &e.Date
	}
	if err := c.resolveQuote("", &q); err != nil {
		return err
	}
	_, st, how, err := revise(tx, &q)
	if err != nil {
		return err
	}
	return tx.saveQuote(story, event.n, &q, revisedQuote{st: st, how: how}, retractedState(story))
}

// retractedState is the state of a retracted record of a story.
func retractedState(story storyRow) int {
	if story.private {
		return stateRetract + statePrivate
	}
	return stateRetract
}

// orphan is a quote that its event has no more.
type orphan struct{ N, Event int64 }

// noteOrphans notes which quotes an event has had and has no more.
func (tx *Tx) noteOrphans(event int64, quotes []revisedQuote) error {
	if err := tx.flushTable(quoteSchema.table); err != nil {
		return err
	}
	kept := []int64{0}
	for _, q := range quotes {
		kept = append(kept, q.st.n)
	}
	gone := in("n", kept, true)
	var found []orphan
	statement := "SELECT n, event FROM quotes WHERE event = ? AND " + gone.sql + " ORDER BY n"
	if err := tx.db.Raw(statement, append([]any{event}, gone.args...)...).Scan(&found).Error; err != nil {
		return fmt.Errorf("read quotes: %w", err)
	}
	tx.orphans = append(tx.orphans, found...)
	return nil
}

// retractOrphans retracts the quotes that their event has no more, unless
// another event has taken them over.
func (tx *Tx) retractOrphans() error {
	for _, o := range tx.orphans {
		if err := tx.flushTable(quoteSchema.table); err != nil {
			return err
		}
		var event, state int64
		var doc []byte
		st := stored{n: o.N, found: true}
		var story storyRow
		var public int
		row := tx.db.Raw("SELECT q.event, q.state, q.revision, q.doc, s.n, s.public FROM quotes q JOIN stories s ON s.n = q.story WHERE q.n = ?", o.N)
		if err := scanOne(row, &event, &state, &st.stamp.Revision, &doc, &story.n, &public); err != nil {
			return fmt.Errorf("read a quote: %w", err)
		}
		var q timeline.Quote
		if err := json.Unmarshal(doc, &q); err != nil {
			return fmt.Errorf("decode a quote: %w", err)
		}
		if event != o.Event || q.Retracted != nil {
			continue
		}
		story.private = public == 0
		if err := tx.retractOrphan(story, event, st, &q); err != nil {
			return err
		}
	}
	tx.orphans = nil
	return nil
}

func (tx *Tx) retractOrphan(story storyRow, event int64, st stored, q *timeline.Quote) error {
	q.Retracted = tx.retraction()
	if q.Retracted.Reason == "" {
		q.Retracted.Reason = "Its event holds it no more."
	}
	q.Stamp = timeline.Stamp{Revision: st.stamp.Revision + 1, RecordedAt: q.RecordedAt, UpdatedAt: tx.now}
	state := retractedState(story)
	tx.report.Retracted[quoteSchema.resource]++
	if erased := tx.erasing[recordKey{quoteSchema.resource, q.ID}]; erased != nil {
		erased.from(q, *q.Retracted)
		return tx.saveQuote(story, event, q, revisedQuote{st: st, how: updated}, state)
	}
	if err := tx.save(q, st, updated, story.n, !story.private, map[string]any{"state": state}); err != nil {
		return err
	}
	return tx.exec("retract quote "+q.ID, "UPDATE quote_actors SET state = ? WHERE quote = ?", state, st.n)
}

// handOver has events of a document give up the quotes that others of it take
// over, before these do: who follows the log never finds a quote in two events.
// at are the events that the document has quotes in.
func (tx *Tx) handOver(story storyRow, doc *timeline.Document, quotes []string, at map[string]string) error {
	moved, giving := map[string]bool{}, map[string]bool{}
	for part := range slices.Chunk(quotes, maxValues) {
		c := in("q.id", part, false)
		var held []struct{ Quote, Event string }
		if err := tx.db.Raw("SELECT q.id AS quote, e.id AS event FROM quotes q JOIN events e ON e.n = q.event WHERE "+c.sql, c.args...).Scan(&held).Error; err != nil {
			return fmt.Errorf("look up quotes: %w", err)
		}
		for _, h := range held {
			if at[h.Quote] != h.Event && tx.inDocument[h.Event] {
				moved[h.Quote], giving[h.Event] = true, true
			}
		}
	}
	for i := range doc.Events {
		if !giving[doc.Events[i].ID] {
			continue
		}
		e := doc.Events[i]
		e.Quotes = slices.DeleteFunc(slices.Clone(e.Quotes), func(q timeline.Quote) bool { return moved[q.ID] })
		if err := tx.putEvent(story, e, fmt.Sprintf("/events/%d", i)); err != nil {
			return err
		}
	}
	return nil
}
