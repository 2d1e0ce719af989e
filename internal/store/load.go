package store

import (
	"context"
	"errors"
	"iter"

	"example.org/dateline/internal/timeline"
)

// LoadOptions are what Load may be told. The zero value loads what it is given
// and stops at the first record that cannot be written.
type LoadOptions struct {
	Story   string // of events that name none; it is made where it is missing
	Preview bool   // write nothing, and report what would be written
	Whole   bool   // all in one transaction: everything, or nothing after an error

	// Reject is told of each record that cannot be written, and why: an
	// *timeline.Error with code InvalidRecord. Loading goes on unless it returns
	// an error, which is then Load's, or all is to be written or nothing.
	Reject func(e timeline.Entry, why error) error
}

// batches are bounded by records and by the bytes that these were read from.
const (
	batchRecords = 1000
	batchBytes   = 8 << 20
)

// Load writes records in the order in which they come, in batches: each is one
// transaction, and memory does not grow with their number. What is loaded
// again changes nothing, so that a load that was cut off is resumed by another.
//
// A record refers to others that are there or came before it; a source, actor
// or place may also refer to a later one of its kind, and one that is retracted
// may be named by what later records change. What comes after a story and names
// none itself belongs to that one, in the order in which it comes. An error of
// entries ends the load.
//
// The entries are taken by a goroutine of Load's own, ahead of what is written
// and while Reject may be called; Load returns when that has ended.
func (s *Store) Load(ctx context.Context, entries iter.Seq2[timeline.Entry, error], opts LoadOptions) (*Report, error) {
	if opts.Reject == nil {
		opts.Reject = func(_ timeline.Entry, why error) error { return why }
	}
	l := &loader{store: s, opts: opts, total: newReport(), bases: map[string]map[int64]int64{}, placed: map[string]map[int64]slot{}}
	ctx, stop := context.WithCancel(ctx)
	parts := inParts(ctx, entries)
	defer func() {
		stop()
		for range parts { // until nobody reads entries any more
		}
	}()
	if opts.Preview || opts.Whole {
		report, err := s.writing(ctx, opts.Preview, func(w *writer) error {
			for p := range parts {
				if err := errors.Join(l.write(w, p.entries), p.err); err != nil {
					return err
				}
				if err := w.settle(); err != nil {
					return err
				}
				l.renew(w)
			}
			return l.last(w)
		})
		return report, errors.Join(err, l.report())
	}
	for p := range parts {
		if err := l.batch(ctx, func(w *writer) error { return l.write(w, p.entries) }); err != nil {
			return l.total, err
		}
		if p.err != nil {
			return l.total, p.err
		}
	}
	return l.total, l.batch(ctx, l.last)
}

// part is a batch of entries, or those before an error.
type part struct {
	entries []timeline.Entry
	err     error
}

// inParts gathers entries into parts, one ahead of who takes them.
func inParts(ctx context.Context, entries iter.Seq2[timeline.Entry, error]) <-chan part {
	parts := make(chan part, 1)
	go func() {
		defer close(parts)
		var p part
		size := 0
		send := func() bool {
			select {
			case parts <- p:
				p, size = part{}, 0
				return true
			case <-ctx.Done():
				return false
			}
		}
		for e, err := range entries {
			if err != nil {
				p.err = err
				break
			}
			e.Raw = append([]byte(nil), e.Raw...)
			p.entries = append(p.entries, e)
			if size += len(e.Raw); len(p.entries) == batchRecords || size > batchBytes {
				if !send() {
					return
				}
			}
		}
		if len(p.entries) > 0 || p.err != nil {
			send()
		}
	}()
	return parts
}

// loader is a load at work.
type loader struct {
	store *Store
	opts  LoadOptions
	total *Report

	story    string                     // that the next records belong to; empty before there is one
	begun    bool                       // opts.Story is there
	waiting  []waiting                  // for what may yet come
	size     int                        // of what waits
	rejected []rejected                 // of the batch at hand
	known    *writer                    // what the batch before knew, as of its last change
	bases    map[string]map[int64]int64 // see writer
	placed   map[string]map[int64]slot  // see writer
}

// waiting is an entry that refers to what may yet come.
type waiting struct {
	timeline.Entry
	story string // that it belongs to
}

type rejected struct {
	entry timeline.Entry
	why   error
}

// batch runs fn in a transaction of its own.
func (l *loader) batch(ctx context.Context, fn func(w *writer) error) error {
	report, err := l.store.writing(ctx, false, func(w *writer) error {
		l.remember(w)
		l.known = w
		return fn(w)
	})
	if err != nil {
		return err
	}
	l.total.add(report)
	return l.report()
}

// report tells of the records that were rejected, now that the rest is written.
func (l *loader) report() error {
	for _, r := range l.rejected {
		if err := l.opts.Reject(r.entry, r.why); err != nil {
			return err
		}
	}
	l.rejected = nil
	return nil
}

// maxKnown is how many records a load remembers.
const maxKnown = 200_000

// remember hands a batch what the one before knew, if nobody has written since.
func (l *loader) remember(w *writer) {
	w.bases, w.placed = l.bases, l.placed
	before := l.known
	if before == nil || before.seq != w.seq || len(before.actors)+len(before.places)+len(before.topics) > maxKnown {
		return
	}
	w.stories, w.actors, w.places, w.sources, w.topics, w.next = before.stories, before.actors, before.places, before.sources, before.topics, before.next
	l.renew(w)
}

// renew takes what was written so far for what has always been.
func (l *loader) renew(w *writer) {
	for _, a := range w.actors {
		a.before, a.changed = nil, false
	}
}

// write writes a batch of entries.
func (l *loader) write(w *writer, entries []timeline.Entry) error {
	if err := l.lookAhead(w, entries); err != nil {
		return err
	}
	if err := l.begin(w); err != nil {
		return err
	}
	for _, e := range entries {
		if e.Event != nil || e.Quote != nil {
			if err := l.retry(w); err != nil {
				return err
			}
		}
		if err := l.entry(w, e); err != nil {
			return err
		}
		if e.Story != nil {
			l.story = e.Story.ID
			if err := l.enter(w); err != nil {
				return err
			}
		}
	}
	return l.retry(w)
}

// last rejects what still waits.
func (l *loader) last(w *writer) error {
	if err := l.begin(w); err != nil {
		return err
	}
	return l.resume(w, func(e timeline.Entry) error {
		if _, err := l.put(w, e); err != nil {
			return l.reject(e, err)
		}
		return nil
	})
}

// resume calls fn with each entry that waits, for the story that it belongs to.
func (l *loader) resume(w *writer, fn func(e timeline.Entry) error) error {
	list, now := l.waiting, l.story
	l.waiting, l.size = nil, 0
	for _, e := range list {
		l.story = e.story
		if err := l.enter(w); err != nil {
			return err
		}
		if err := fn(e.Entry); err != nil {
			return err
		}
	}
	l.story = now
	return l.enter(w)
}

// begin finds the story that the next records belong to, or makes the one
// asked for.
func (l *loader) begin(w *writer) error {
	if !l.begun && l.opts.Story != "" {
		_, found, err := w.storyOf(l.opts.Story)
		if err != nil {
			return err
		}
		if !found {
			made := timeline.Story{ID: l.opts.Story, Title: l.opts.Story, Visibility: timeline.Public}
			if _, err := w.putStory(made); err != nil {
				return err
			}
		}
		l.story = l.opts.Story
	}
	l.begun = true
	return l.enter(w)
}

// enter makes the story at hand the holder of what follows.
func (l *loader) enter(w *writer) error {
	w.holder = nil
	if l.story == "" {
		return nil
	}
	story, found, err := w.storyOf(l.story)
	if err == nil && found {
		w.holder = &story
	}
	return err
}

// lookAhead asks at once which records of a batch are there.
func (l *loader) lookAhead(w *writer, entries []timeline.Entry) error {
	ids := map[string][]string{}
	for _, e := range entries {
		switch {
		case e.Source != nil:
			ids["sources"] = append(ids["sources"], e.Source.ID)
		case e.Actor != nil:
			ids["actors"] = append(ids["actors"], e.Actor.ID)
		case e.Place != nil:
			ids["places"] = append(ids["places"], e.Place.ID)
		case e.Event != nil:
			ids["events"] = append(ids["events"], e.Event.ID)
			for _, q := range e.Event.Quotes {
				ids["quotes"] = append(ids["quotes"], q.ID)
			}
		}
	}
	for table, list := range ids {
		if err := w.lookAhead(table, list); err != nil {
			return err
		}
	}
	return nil
}

// What waits for a later record is bounded, too.
const (
	maxWaiting      = 10_000
	maxWaitingBytes = 32 << 20
)

// entry writes one record, lets it wait or rejects it.
func (l *loader) entry(w *writer, e timeline.Entry) error {
	waits, err := l.put(w, e)
	switch {
	case err == nil:
		return nil
	case waits && len(l.waiting) < maxWaiting && l.size < maxWaitingBytes:
		l.waiting = append(l.waiting, waiting{e, l.story})
		l.size += len(e.Raw)
		return nil
	}
	return l.reject(e, err)
}

// reject notes a record that cannot be written. It returns an error that is not
// the record's own, and any where all is to be written or nothing: Reject may
// say more of it.
func (l *loader) reject(e timeline.Entry, why error) error {
	if timeline.CodeOf(why) != timeline.InvalidRecord {
		return why
	}
	if l.opts.Whole {
		if err := l.opts.Reject(e, why); err != nil {
			return err
		}
		return why
	}
	l.rejected = append(l.rejected, rejected{e, why})
	return nil
}

// retry writes what waits, again and again while more of it can be written.
func (l *loader) retry(w *writer) error {
	for progress := true; progress && len(l.waiting) > 0; {
		progress = false
		err := l.resume(w, func(e timeline.Entry) error {
			before := len(l.waiting)
			err := l.entry(w, e)
			progress = progress || len(l.waiting) == before
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
