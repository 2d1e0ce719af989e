package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

var quoteKind = kind[timeline.Quote]{"quote", "quotes",
	func(q *timeline.Quote) *timeline.Stamp { return &q.Stamp },
	func(q *timeline.Quote) *timeline.Retraction { return q.Retracted },
	func(q timeline.Quote) timeline.Quote { q.Stamp = timeline.Stamp{}; return q }}

// settledQuote is a quote of an event with what is stored of it.
type settledQuote struct {
	st    stored
	how   outcome
	moved bool // over from another event
}

// settleQuotes stamps the quotes of an event, so that the event can show them.
// A quote may come over from another event of the file, which has it no more.
func (w *writer) settleQuotes(e *timeline.Event, pointer string) ([]settledQuote, error) {
	list := make([]settledQuote, len(e.Quotes))
	for i := range e.Quotes {
		q := &e.Quotes[i]
		old, st, how, err := settle(w, quoteKind, q.ID, q)
		if err != nil {
			return nil, err
		}
		list[i] = settledQuote{st, how, st.found && old.Event != e.ID}
		if list[i].moved && !w.mayMove(&old, st.n) {
			return nil, taken(fmt.Sprintf("%s/quotes/%d/id", pointer, i), "the quote %q belongs to the event %q: give this one another id", q.ID, old.Event)
		}
	}
	return list, nil
}

// mayMove tells whether a stored quote may become another event's: its own has
// given it up, or will in this write.
func (w *writer) mayMove(q *timeline.Quote, n int64) bool {
	return q.Retracted != nil || w.inFile[q.Event] || slices.ContainsFunc(w.left, func(l leftQuote) bool { return l.N == n })
}

// handOver has events of a document give up the quotes that others of it take
// over, before these do: who follows the log never finds a quote in two events.
// at are the events that the document has quotes in.
func (w *writer) handOver(story storyRow, doc *timeline.Document, quotes []string, at map[string]string) error {
	moved, giving := map[string]bool{}, map[string]bool{}
	for part := range slices.Chunk(quotes, maxValues) {
		c := in("q.id", part, false)
		var held []struct{ Quote, Event string }
		if err := w.tx.Raw("SELECT q.id AS quote, e.id AS event FROM quotes q JOIN events e ON e.n = q.event WHERE "+c.sql, c.args...).Scan(&held).Error; err != nil {
			return fmt.Errorf("look up quotes: %w", err)
		}
		for _, h := range held {
			if at[h.Quote] != h.Event && w.inFile[h.Event] {
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
		if err := w.putEvent(story, e, fmt.Sprintf("/events/%d", i)); err != nil {
			return err
		}
	}
	return nil
}

// saveQuotes writes an event's quotes, and notes those it no longer has.
func (w *writer) saveQuotes(story storyRow, event stored, e *timeline.Event, quotes []settledQuote) error {
	if event.found {
		if err := w.noteLeft(event.n, quotes); err != nil {
			return err
		}
	}
	state := stateOf(story, e)
	for i := range quotes {
		if err := w.saveQuote(story, event.n, &e.Quotes[i], quotes[i], state); err != nil {
			return err
		}
	}
	return nil
}

// saveQuote writes a quote of an event, with its links and words.
func (w *writer) saveQuote(story storyRow, event int64, q *timeline.Quote, settled settledQuote, state int) error {
	st, how := settled.st, settled.how
	if how == unchanged {
		// A quote that says the same may yet be of an event newly retracted.
		return w.restate(st.n, state)
	}
	earliest, latest := storedSpan(*q.Date)
	columns := map[string]any{"event": event, "story": story.n, "earliest": earliest, "latest": latest, "state": state}
	if err := save(w, quoteKind, q.ID, q, st, how, story.n, !story.private, columns); err != nil {
		return err
	}
	if how == updated {
		if err := w.exec("link quote "+q.ID, "DELETE FROM quote_actors WHERE quote = ?", st.n); err != nil {
			return err
		}
	}
	if err := w.linkQuote(st.n, q, state); err != nil {
		return err
	}
	return w.index("quotes_fts", st.n, how == created, quoteWords(q))
}

// leftQuote is a quote that its event has no more.
type leftQuote struct{ N, Event int64 }

// noteLeft notes which quotes an event has had and has no more.
func (w *writer) noteLeft(event int64, quotes []settledQuote) error {
	if err := w.flushed("quotes"); err != nil {
		return err
	}
	kept := []int64{0}
	for _, q := range quotes {
		kept = append(kept, q.st.n)
	}
	gone := in("n", kept, true)
	var left []leftQuote
	statement := "SELECT n, event FROM quotes WHERE event = ? AND " + gone.sql + " ORDER BY n"
	if err := w.tx.Raw(statement, append([]any{event}, gone.args...)...).Scan(&left).Error; err != nil {
		return fmt.Errorf("read quotes: %w", err)
	}
	w.left = append(w.left, left...)
	return nil
}

// dropQuotes retracts the quotes that their event has no more, unless another
// event has taken them over.
func (w *writer) dropQuotes() error {
	for _, left := range w.left {
		if err := w.flushed("quotes"); err != nil {
			return err
		}
		var event, state int64
		var doc []byte
		st := stored{n: left.N, found: true}
		var story storyRow
		var public int
		row := w.tx.Raw("SELECT q.event, q.state, q.revision, q.doc, s.n, s.public FROM quotes q JOIN stories s ON s.n = q.story WHERE q.n = ?", left.N)
		if err := scanOne(row, &event, &state, &st.stamp.Revision, &doc, &story.n, &public); err != nil {
			return fmt.Errorf("read a quote: %w", err)
		}
		var q timeline.Quote
		if err := json.Unmarshal(doc, &q); err != nil {
			return fmt.Errorf("decode a quote: %w", err)
		}
		if event != left.Event || q.Retracted != nil {
			continue
		}
		story.private = public == 0
		if err := w.retractQuote(story, st, &q); err != nil {
			return err
		}
	}
	w.left = nil
	return nil
}

func (w *writer) retractQuote(story storyRow, st stored, q *timeline.Quote) error {
	q.Retracted = w.retraction()
	if q.Retracted.Reason == "" {
		q.Retracted.Reason = "Its event holds it no more."
	}
	q.Stamp = timeline.Stamp{Revision: st.stamp.Revision + 1, RecordedAt: q.RecordedAt, UpdatedAt: w.now}
	state := stateRetract
	if story.private {
		state += statePrivate
	}
	w.report.Retracted["quote"]++
	if err := save(w, quoteKind, q.ID, q, st, updated, story.n, !story.private, map[string]any{"state": state}); err != nil {
		return err
	}
	return w.exec("retract quote "+q.ID, "UPDATE quote_actors SET state = ? WHERE quote = ?", state, st.n)
}

// restate gives a quote the state of its event, as of the last change.
func (w *writer) restate(n int64, state int) error {
	if err := w.flushed("quotes"); err != nil {
		return err
	}
	changed, err := w.ints("read a quote", "SELECT n FROM quotes WHERE n = ? AND state <> ?", n, state)
	if err != nil || len(changed) == 0 {
		return err
	}
	if err := w.replace("quotes", n, map[string]any{"state": state, "since": w.seq}); err != nil {
		return err
	}
	return w.exec("restate a quote", "UPDATE quote_actors SET state = ? WHERE quote = ?", state, n)
}

// linkQuote links a quote to the people in it.
func (w *writer) linkQuote(n int64, q *timeline.Quote, state int) error {
	earliest, latest := storedSpan(*q.Date)
	roles := map[int64]int{}
	var order []int64
	add := func(id string, role int) error {
		if id == "" {
			return nil
		}
		a, err := w.actor(id)
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
	if err := add(q.Addressee, quoteAddressee); err != nil {
		return err
	}
	for _, id := range q.About {
		if err := add(id, quoteAbout); err != nil {
			return err
		}
	}
	for _, actor := range order {
		w.inserts.add("quote_actors", []string{"actor", "earliest", "quote", "latest", "state", "roles"}, nil,
			[]any{actor, earliest, n, latest, state, roles[actor]})
	}
	return nil
}
