package store

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/columns"
)

// An index in memory holds what counts events and finds them: of those that anybody
// may see, as they were after a change. It answers who asks about that very state;
// whoever asks about another, or about what it does not hold, is answered by
// statements. See docs/decisions/0049.

// index is what a store holds in memory of its events.
type index struct {
	held   atomic.Pointer[holding] // nil while there is none
	behind chan struct{}           // it has been seen that the database is ahead
	wrote  chan struct{}           // this server has written since
	asked  atomic.Int64            // how often it has answered
}

// holding is the index of one state. Nobody writes to it.
type holding struct {
	events *columns.Index
	known  map[*schema]*names
	topics []string // ids by number

	seq    int64 // the last change of the log with it
	public int64 // and the last that showed to anybody
}

// IndexState is what there is of an index in memory.
type IndexState struct {
	Events  int
	Bytes   int64 // about how much it takes
	Seq     int64 // the last change of the log that is in it
	Answers int64 // how many questions it has answered
}

// IndexState tells of the index in memory, and whether there is one.
func (s *Store) IndexState() (IndexState, bool) {
	h := s.index.held.Load()
	if h == nil {
		return IndexState{}, false
	}
	return IndexState{h.events.Len(), h.bytes(), h.seq, s.index.asked.Load()}, true
}

func (h *holding) bytes() int64 { return h.events.Bytes() + h.namesBytes() }

// ErrIndexTooLarge is that an index would take more memory than it may.
var ErrIndexTooLarge = errors.New("the index takes more memory than it may")

// How often the index is brought up to date: after a write of this server, where nobody
// has said that it is behind; for writes of other servers, which the database must be
// asked for, and which a question that finds the index behind tells of, too; and for how
// long it waits after a failure.
const (
	indexInterval = 100 * time.Millisecond
	indexIdle     = time.Second
	indexPause    = 5 * time.Second
)

// KeepIndex builds an index in memory and follows the log with it, the writes of other
// servers too, until the context ends. ready is told when it first answers. failed
// is told of what goes wrong, after which it goes on: but for ErrIndexTooLarge, after
// which there is no index any more.
func (s *Store) KeepIndex(ctx context.Context, most int64, ready func(IndexState), failed func(error)) {
	for told := false; ctx.Err() == nil; {
		err := s.RefreshIndex(ctx, most)
		pause, afterWrite := indexIdle, indexInterval
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, ErrIndexTooLarge):
			failed(err)
			return
		case err != nil:
			failed(err)
			pause, afterWrite = indexPause, indexPause
		case !told:
			var state IndexState
			if state, told = s.IndexState(); told {
				ready(state)
			} else {
				pause = indexInterval // a load has taken the database's indexes away, and ends
			}
		}
		s.index.rest(ctx, pause, afterWrite)
	}
}

// rest waits for so long, but no longer than until somebody has found the index behind,
// nor than afterWrite when this server writes.
func (i *index) rest(ctx context.Context, pause, afterWrite time.Duration) {
	soon := time.Now().Add(afterWrite)
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-i.behind:
			return
		case <-timer.C:
			return
		case <-i.wrote:
			timer.Reset(time.Until(soon))
		}
	}
}

// RefreshIndex builds the index in memory where there is none, and brings it to the
// last change; but while a load has taken the database's own indexes away, without which
// what has changed is not found, it does nothing. It is for one caller at a time. Where it
// takes more than most bytes, it is dropped and the error is ErrIndexTooLarge.
func (s *Store) RefreshIndex(ctx context.Context, most int64) error {
	if loading, err := yields(s.read.WithContext(ctx), "SELECT 1 FROM deferred LIMIT 1"); loading || err != nil {
		return translate(err, "look whether indexes are there")
	}
	next, err := s.latestIndex(ctx, most)
	if err == nil && next.bytes() > most {
		err = fmt.Errorf("%w: %d bytes of %d", ErrIndexTooLarge, next.bytes(), most)
	}
	switch {
	case err == nil:
		s.index.held.Store(next)
	case errors.Is(err, ErrIndexTooLarge):
		s.index.held.Store(nil)
	}
	return err
}

// latestIndex is the index of the last change, made of the one that there is, or anew;
// nil with an error.
func (s *Store) latestIndex(ctx context.Context, most int64) (*holding, error) {
	h := s.index.held.Load()
	built := h == nil
	for {
		if built {
			var err error
			if h, err = s.buildIndex(ctx, most); err != nil {
				return nil, err
			}
		}
		next, err := s.nextIndex(ctx, h, !built)
		if next != nil || err != nil {
			return next, err
		}
		built = true
	}
}

// manyChanged is how many changed events are read one by one, at least: of more, and of
// more than half of all, none are, and the index is built anew.
var manyChanged = 100_000

// nextIndex is the index of the last change; nil where it may be built anew for less.
func (s *Store) nextIndex(ctx context.Context, h *holding, anew bool) (next *holding, err error) {
	err = s.readIndex(ctx, func(r *indexReader) error {
		seq, public, err := r.last()
		if err != nil || seq == h.seq {
			next = h
			return err
		}
		changed, err := r.changed(h.seq)
		if err != nil || anew && len(changed) > max(manyChanged, h.events.Len()/2) {
			return err
		}
		next = &holding{events: h.events, known: h.known, topics: h.topics, seq: seq, public: public}
		if len(changed) > 0 {
			b := &columns.Builder{}
			if err := r.events(changed, b); err != nil {
				return err
			}
			next.events = h.events.With(changed, b)
		}
		return r.names(next, h.seq)
	})
	return next, err
}

// buildIndex reads all events, some at a time, so that no transaction lasts: of what
// changes meanwhile nextIndex reads the rest.
func (s *Store) buildIndex(ctx context.Context, most int64) (*holding, error) {
	h := &holding{known: map[*schema]*names{}}
	var end int64
	err := s.readIndex(ctx, func(r *indexReader) (err error) {
		if h.seq, h.public, err = r.last(); err != nil {
			return err
		}
		if err := scanOne(r.db.Raw("SELECT coalesce(max(n), 0) FROM events"), &end); err != nil {
			return fmt.Errorf("index events: %w", err)
		}
		return r.names(h, 0)
	})
	if err != nil {
		return nil, err
	}
	b := &columns.Builder{}
	for from := int64(1); from <= end; from += indexBatch {
		err := s.readIndex(ctx, func(r *indexReader) error {
			return r.between(from, min(from+indexBatch-1, end), b)
		})
		if err != nil {
			return nil, err
		}
		if b.Bytes() > most {
			return nil, fmt.Errorf("%w: %d bytes for the first %d events, of %d", ErrIndexTooLarge, b.Bytes(), b.Len(), most)
		}
	}
	h.events = b.Index()
	return h, nil
}

// readIndex runs fn in a transaction of its own.
func (s *Store) readIndex(ctx context.Context, fn func(r *indexReader) error) error {
	return s.read.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		return fn(&indexReader{db: db})
	}, s.dialect.snapshot())
}

// catchUp has the index brought up to date at once.
func (i *index) catchUp() { signal(i.behind) }

// written has the index brought up to date soon, since this server has written.
func (i *index) written() { signal(i.wrote) }

// signal fills a channel that holds one signal, unless one waits there already.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
