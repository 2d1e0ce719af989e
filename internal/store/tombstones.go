package store

import (
	"errors"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// named refuses an imported record that is retracted while others name it.
// pointer is where it stands in what is imported.
func (w *writer) named(e timeline.Entry, pointer string) error {
	noun, id, _ := e.Named()
	if noun == "quote" {
		return nil // nothing names one
	}
	if err := w.flush(); err != nil {
		return err
	}
	k := nounTable{noun, nounTables[noun]}
	st, err := w.find(k.table, id)
	if err != nil || !st.found {
		return err
	}
	err = w.unreferenced(k, id)
	if te, ok := errors.AsType[*timeline.Error](err); ok && te.Code == timeline.Conflict {
		return taken(pointer+"/retracted", "%s", te.Message)
	}
	return err
}

// notNamed refuses a document that retracts what other stories name, or what
// events name that the document does not hold.
func (w *writer) notNamed(doc *timeline.Document) error {
	check := func(e timeline.Entry, pointer string) error {
		if *e.Retraction() == nil {
			return nil
		}
		return w.named(e, pointer)
	}
	err := check(timeline.Entry{Story: &doc.Story}, "/story")
	for i := range doc.Sources {
		err = errors.Join(err, check(timeline.Entry{Source: &doc.Sources[i]}, fmt.Sprintf("/sources/%d", i)))
	}
	for i := range doc.Actors {
		err = errors.Join(err, check(timeline.Entry{Actor: &doc.Actors[i]}, fmt.Sprintf("/actors/%d", i)))
	}
	for i := range doc.Places {
		err = errors.Join(err, check(timeline.Entry{Place: &doc.Places[i]}, fmt.Sprintf("/places/%d", i)))
	}
	return err
}

// putTombstone writes a quote as one that was taken back, for the reason and by
// whom it says itself. Its event, which may be retracted too, has it no more.
func (w *writer) putTombstone(story storyRow, e timeline.Event, q timeline.Quote) error {
	r := references{writer: w, tombstone: true}
	if err := r.quote("", &q, e.ID, nil); err != nil {
		return err
	}
	if err := r.refused(); err != nil {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(e.Quotes), func(other timeline.Quote) bool { return other.ID == q.ID })
	if len(kept) < len(e.Quotes) {
		e.Quotes = kept
		if err := w.putEvent(story, e, ""); err != nil {
			return err
		}
	}
	event, err := w.find("events", e.ID)
	if err != nil {
		return err
	}
	if q.Date == nil {
		q.Date = &e.Date
	}
	_, st, how, err := settle(w, quoteKind, q.ID, &q)
	if err != nil {
		return err
	}
	state := stateRetract
	if story.private {
		state += statePrivate
	}
	return w.saveQuote(story, event.n, &q, settledQuote{st: st, how: how}, state)
}
