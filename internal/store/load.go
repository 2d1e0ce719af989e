package store

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"

	"example.org/dateline/internal/timeline"
)

// LoadOptions are what Load may be told. The zero value loads what it is given
// and stops at the first record that cannot be written.
type LoadOptions struct {
	UpdateOptions        // of each transaction; a dry run is one
	Story         string // of events that name none; it is made where it is missing
	Title         string // of that story where it is made; as the file has it, or its id, when empty
	Overwrite     bool   // a row of a foreign format that differs takes its event, though that was edited here
	Atomic        bool   // all in one transaction: everything, or nothing after an error

	// Reject is told of each record that cannot be written, and why: an
	// *timeline.Error with code InvalidRecord. Loading goes on unless it returns
	// an error, which is then Load's, or the load is atomic.
	Reject func(e timeline.Entry, why error) error
}

// ErrNoStory says that rows of a foreign format belong to no story.
var ErrNoStory = errors.New("the rows belong to no story")

// Entries are records in the order in which they come. An error ends them.
type Entries = iter.Seq2[timeline.Entry, error]

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
func (s *Store) Load(ctx context.Context, entries Entries, opts LoadOptions) (*Report, error) {
	if opts.Reject == nil {
		opts.Reject = func(_ timeline.Entry, why error) error { return why }
	}
	l := &loader{store: s, opts: opts, total: newReport(), order: newMemberOrder(), mentions: map[rowKey][]timeline.Entry{}}
	ctx, stop := context.WithCancel(ctx)
	parts := inParts(ctx, entries)
	defer func() {
		stop()
		for range parts { // until nobody reads entries any more
		}
	}()
	if opts.DryRun || opts.Atomic {
		report, err := s.Update(ctx, opts.UpdateOptions, func(tx *Tx) error {
			for p := range parts {
				if err := errors.Join(l.write(tx, p.entries), p.err); err != nil {
					return err
				}
				if err := tx.reconcile(); err != nil {
					if opts.Atomic || !l.refuse(tx) {
						return err
					}
					l.rejectRefused(p.entries)
					if err := tx.reconcile(); err != nil { // what comes after that
						return err
					}
				}
				l.renew(tx)
			}
			return l.last(tx)
		})
		return report, errors.Join(err, l.report())
	}
	return l.total, l.inBatches(ctx, parts)
}

// inBatches writes parts, each in a transaction of its own. Where there are several,
// and no event yet, indexes are made when all is written.
func (l *loader) inBatches(ctx context.Context, parts <-chan part) (err error) {
	begun := false
	defer func() {
		if begun {
			err = errors.Join(err, l.store.endBulk(context.WithoutCancel(ctx)))
		}
	}()
	for p := range parts {
		if p.err != nil && len(p.entries) == 0 {
			return p.err // nothing came, so that not even the story is made
		}
		if !begun && p.full {
			begun, l.opts.bulk, l.ahead = true, true, newAhead()
			if l.spans, err = l.store.beginBulk(ctx); err != nil {
				return err
			}
		}
		if err := l.batch(ctx, func(tx *Tx) error { return l.write(tx, p.entries) }); err != nil {
			return err
		}
		if p.err != nil {
			return p.err
		}
	}
	return l.batch(ctx, l.last)
}

// loader is a load at work.
type loader struct {
	store *Store
	opts  LoadOptions
	total *Report

	story     string                      // that the next records belong to; empty before there is one
	begun     bool                        // opts.Story is there
	waiting   []waiting                   // for what may yet come
	size      int                         // of what waits
	rejected  []rejected                  // of the batch at hand
	mentions  map[rowKey][]timeline.Entry // of the batch at hand
	mentioned []rowKey                    // in their order
	before    *Tx                         // the batch before, for what it knew as of its last change
	ahead     *ahead                      // nil before there are several batches
	spans     *filed                      // those that are there; nil where that is not known

	refused map[recordKey]error // of the batch at hand: records that claim what others have otherwise
	order   memberOrder         // of the file
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
func (l *loader) batch(ctx context.Context, fn func(tx *Tx) error) error {
	was := l.saved()
	report, err := l.store.Update(ctx, l.opts.UpdateOptions, func(tx *Tx) error {
		l.remember(tx)
		l.before = tx
		return fn(tx)
	})
	if err != nil && l.refuse(l.before) {
		l.restore(was)
		return l.batch(ctx, fn)
	}
	if err != nil {
		return err
	}
	l.refused = nil
	if l.spans != nil {
		l.spans.seq = l.before.seq
	}
	l.total.Add(report)
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
func (l *loader) remember(tx *Tx) {
	l.spans = l.spans.upTo(tx.seq)
	tx.members.order, tx.ahead, tx.filed = l.order, l.ahead, l.spans
	before := l.before
	if before != nil {
		tx.lexicon = before.lexicon // words are the same whoever writes
	}
	if before == nil || before.seq != tx.seq || before.known.size() > maxKnown {
		return
	}
	tx.known, tx.numbers = before.known, before.numbers
	l.renew(tx)
}

// renew takes what was written so far for what has always been.
func (l *loader) renew(tx *Tx) {
	for _, a := range tx.known.actors {
		a.before, a.changed = nil, false
	}
}

// write writes a batch of entries.
func (l *loader) write(tx *Tx, entries []timeline.Entry) error {
	if err := l.lookAhead(tx, entries); err != nil {
		return err
	}
	if err := l.begin(tx, entries); err != nil {
		return err
	}
	for _, e := range entries {
		if schemaOf(e.Record).dated {
			if err := l.retry(tx); err != nil {
				return err
			}
		}
		if err := l.entry(tx, e); err != nil {
			return err
		}
		if err := tx.flushBehind(); err != nil {
			return err
		}
		if story, ok := e.Record.(*timeline.Story); ok && e.Row == nil {
			l.story = story.ID
			if err := l.enter(tx); err != nil {
				return err
			}
		}
	}
	if err := l.retry(tx); err != nil {
		return err
	}
	return l.addMentions(tx)
}

// last rejects what still waits.
func (l *loader) last(tx *Tx) error {
	if err := l.begin(tx, nil); err != nil {
		return err
	}
	return l.resume(tx, func(e timeline.Entry) error {
		if _, err := l.put(tx, e); err != nil {
			return l.reject(e, err)
		}
		return nil
	})
}

// resume calls fn with each entry that waits, for the story that it belongs to.
func (l *loader) resume(tx *Tx, fn func(e timeline.Entry) error) error {
	list, now := l.waiting, l.story
	l.waiting, l.size = nil, 0
	for _, e := range list {
		l.story = e.story
		if err := l.enter(tx); err != nil {
			return err
		}
		if err := fn(e.Entry); err != nil {
			return err
		}
	}
	l.story = now
	return l.enter(tx)
}

// begin finds the story that the next records belong to, or makes the one asked
// for: as the file describes it, where that is in a foreign format and begins with it.
func (l *loader) begin(tx *Tx, entries []timeline.Entry) error {
	if l.begun {
		return l.enter(tx)
	}
	l.begun = true
	made := timeline.Story{ID: l.opts.Story, Title: l.opts.Story}
	if len(entries) > 0 && entries[0].Row != nil {
		if story, ok := entries[0].Record.(*timeline.Story); ok {
			made = *story
			if made.ID = l.opts.Story; made.ID == "" {
				made.ID = readableID(&storySchema, story)
			}
		}
	}
	if made.ID == "" && len(entries) > 0 && entries[0].Row != nil {
		return &timeline.Error{Code: timeline.InvalidRecord, Err: ErrNoStory, Message: "The file names no story that its events could belong to: say which one it is, as in story=clashes (--story clashes). It is made where it is missing."}
	}
	if made.ID == "" {
		return l.enter(tx)
	}
	_, found, err := tx.story(made.ID)
	if err != nil {
		return err
	}
	if !found {
		made.Title, made.Visibility = cmp.Or(l.opts.Title, made.Title), "" // as all that are new
		if _, err := tx.putStory(made); err != nil {
			return err
		}
	}
	l.story = made.ID
	return l.enter(tx)
}

// enter makes the story at hand the owner of what follows.
func (l *loader) enter(tx *Tx) error {
	tx.members.owner = nil
	if l.story == "" {
		return nil
	}
	story, found, err := tx.story(l.story)
	if err == nil && found {
		tx.members.owner = &story
	}
	return err
}

// lookAhead asks at once which records of a batch are there.
func (l *loader) lookAhead(tx *Tx, entries []timeline.Entry) error {
	ids := map[*schema][]string{}
	var external []string
	for _, e := range entries {
		if e.Refused != nil {
			continue
		}
		if event, ok := e.Record.(*timeline.Event); ok && e.Row != nil {
			external = append(external, event.ExternalIDs[0])
			ids[&eventSchema] = append(ids[&eventSchema], baseOfRow(event))
			for _, part := range e.Row.Parts {
				if source, ok := part.(*timeline.Source); ok {
					ids[&sourceSchema] = append(ids[&sourceSchema], source.ID)
				}
			}
			continue
		}
		s := schemaOf(e.Record)
		ids[s] = append(ids[s], e.Record.RecordID())
		if event, ok := e.Record.(*timeline.Event); ok {
			for _, q := range event.Quotes {
				ids[&quoteSchema] = append(ids[&quoteSchema], q.ID)
			}
		}
	}
	for s, list := range ids {
		if err := tx.lookUp(s, list); err != nil {
			return err
		}
	}
	return tx.lookUpRows(external)
}

// What waits for a later record is bounded, too.
const (
	maxWaiting      = 10_000
	maxWaitingBytes = 32 << 20
)

// entry writes one record, lets it wait or rejects it.
func (l *loader) entry(tx *Tx, e timeline.Entry) error {
	if why := l.whyRefused(e); why != nil {
		return l.reject(e, why)
	}
	waits, err := l.put(tx, e)
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
	if l.opts.Atomic {
		if err := l.opts.Reject(e, why); err != nil {
			return err
		}
		return why
	}
	l.rejected = append(l.rejected, rejected{e, why})
	return nil
}

// retry writes what waits, again and again while more of it can be written.
func (l *loader) retry(tx *Tx) error {
	for progress := true; progress && len(l.waiting) > 0; {
		progress = false
		err := l.resume(tx, func(e timeline.Entry) error {
			before := len(l.waiting)
			err := l.entry(tx, e)
			progress = progress || len(l.waiting) == before
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// faulty is why a record is rejected that has mistakes of its own, with what it
// refers to in vain.
func (l *loader) faulty(tx *Tx, e timeline.Entry) error {
	r := e.Record
	if event, ok := r.(*timeline.Event); ok {
		own := *event
		own.Story = cmp.Or(own.Story, l.story)
		r = &own
	}
	_, err := resourceNamed(r.Resource()).check(tx, r)
	return timeline.Together(e.Refused, err)
}

// name gives a record that came without an id the one that it has, or a new one.
func (l *loader) name(tx *Tx, r timeline.Record) error {
	id, err := tx.idFor(r)
	if err == nil {
		timeline.SetRecordID(r, id)
	}
	return err
}

// put writes the record of an entry. Where it refers to what is missing and may
// yet come, awaited says so beside the error.
func (l *loader) put(tx *Tx, e timeline.Entry) (awaited bool, err error) {
	tx.members.line = int64(e.Line)
	if e.Refused != nil {
		return false, l.faulty(tx, e)
	}
	if e.Row != nil {
		return false, l.putRow(tx, e)
	}
	if event, ok := e.Record.(*timeline.Event); ok {
		own := *event
		if own.Story == "" {
			own.Story = l.story
		}
		led, warnings, err := tx.ledEvent(&own)
		if err != nil {
			return false, err
		}
		if e.NoID {
			led.Quotes = slices.Clone(led.Quotes)
			if err := l.name(tx, led); err != nil {
				return false, err
			}
			event.ID = led.ID // by which it is known where its batch is taken back
		}
		if awaited, err = (eventResource{}).write(tx, led); err == nil {
			tx.warner.warn(tx.at(""), warnings...)
		}
		return awaited, err
	}
	if e.NoID {
		if err := l.name(tx, e.Record); err != nil {
			return false, err
		}
	}
	if merged, err := tx.superseded(e.Record, tx.at("")); err != nil || merged.found {
		return false, tx.members.declare(schemaOf(e.Record), merged.n, err)
	}
	if err := tx.importable(e.Record, ""); err != nil {
		return timeline.CodeOf(err) == timeline.InvalidRecord, err // what names it may yet be changed
	}
	led, warnings, err := tx.ledAs(e.Record)
	if err != nil {
		return false, err
	}
	if awaited, err = resourceNamed(led.Resource()).write(tx, led); err == nil {
		tx.warner.warn(tx.at(""), warnings...)
	}
	return awaited, err
}
