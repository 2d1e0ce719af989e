package store

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// How old what a server remembers of the data's version may be, as far as other programs
// write: from soon on it is read again by one of those who ask, and past late nobody is
// told of it before it has been read. What this program writes it knows at once.
const (
	headSoon = 50 * time.Millisecond
	headLate = 100 * time.Millisecond
)

// maxStoriesChanged is of how many stories it is remembered when they changed.
const maxStoriesChanged = 100_000

// Head is the version of what anybody may see of the data, as a server remembers it: the
// one that was current when it was asked for, or another program's write of the last 100
// milliseconds is not in it.
type Head struct {
	Data    Version
	writes  int64     // of this program until it was read
	read    time.Time // when that began, by the clock of the machine: it measures how old it is
	changed *storiesChanged
}

// storiesChanged are the versions of stories that have changed since it was made, and of
// those that were asked for. Another is made where they become too many, or where the
// log is not what it was.
type storiesChanged struct {
	versions sync.Map // by id
	count    atomic.Int64
}

// Mark is when an answer was made, to tell later whether it still holds.
type Mark struct {
	seq     int64
	changed *storiesChanged
}

// Mark is the mark of what is read from now on.
func (h *Head) Mark() Mark { return Mark{h.Data.Seq, h.changed} }

// Holds tells whether what was read after a mark is still so: of a story, where one is
// given, and of all data otherwise.
func (h *Head) Holds(m Mark, story string) bool {
	if m.changed != h.changed {
		return false
	}
	if story == "" {
		return h.Data.Seq <= m.seq
	}
	v, known := h.changed.versions.Load(story)
	return !known || v.(Version).Seq <= m.seq
}

// heads is what a store remembers of versions.
type heads struct {
	writes  atomic.Int64
	current atomic.Pointer[Head]
	reading sync.Mutex
}

// known is what is remembered, where it is young enough.
func (m *heads) known(most time.Duration) *Head {
	h := m.current.Load()
	if h == nil || h.writes != m.writes.Load() || time.Since(h.read) > most {
		return nil
	}
	return h
}

// Head is the version of what anybody may see, without a question to the database for
// most who ask.
func (s *Store) Head(ctx context.Context) (*Head, error) {
	m := &s.heads
	if h := m.known(headSoon); h != nil {
		return h, nil
	}
	if !m.reading.TryLock() {
		if h := m.known(headLate); h != nil {
			return h, nil
		}
		m.reading.Lock()
	}
	defer m.reading.Unlock()
	if h := m.known(headSoon); h != nil {
		return h, nil
	}
	h, err := s.readHead(ctx, m.current.Load())
	if err != nil {
		return nil, err
	}
	m.current.Store(h)
	return h, nil
}

// readHead reads the version, and of which stories it is, after what was known before.
// The stories come last: what is written in between makes their version too new, which
// costs a question, and never too old.
func (s *Store) readHead(ctx context.Context, before *Head) (*Head, error) {
	h := &Head{writes: s.heads.writes.Load(), read: time.Now()}
	db := s.read.WithContext(ctx)
	var err error
	if h.Data, err = versionOf(db, false); err != nil {
		return nil, err
	}
	if before == nil || h.Data.Seq < before.Data.Seq || h.Data.Seq == before.Data.Seq && !h.Data.At.Equal(before.Data.At) || before.changed.count.Load() > maxStoriesChanged {
		h.changed = &storiesChanged{}
		return h, nil
	}
	h.changed = before.changed
	if h.Data.Seq == before.Data.Seq {
		return h, nil
	}
	err = eachRow(db.Raw("SELECT s.id, v.public_seq, v.public_changed_at FROM story_versions v JOIN stories s ON s.n = v.story WHERE v.public_seq > ?", before.Data.Seq), func(scan func(...any) error) error {
		var id string
		var seq, at int64
		err := scan(&id, &seq, &at)
		h.changed.put(id, Version{seq, fromMicros(at)})
		return err
	})
	return h, translate(err, "read the versions of stories")
}

func (c *storiesChanged) put(story string, v Version) {
	if _, known := c.versions.Swap(story, v); !known {
		c.count.Add(1)
	}
}

// HeadVersions are the versions of what anybody may see, as they are remembered.
func (s *Store) HeadVersions(ctx context.Context, story string) (Versions, error) {
	h, err := s.Head(ctx)
	if err != nil || story == "" {
		return Versions{h.data(), h.data()}, err
	}
	if v, known := h.changed.versions.Load(story); known {
		return Versions{h.Data, v.(Version)}, nil
	}
	v, err := s.VersionsFor(ctx, ViewOptions{}, story)
	if err != nil || v.Own.Seq == 0 {
		return v, err // what is not there may be anything
	}
	own, known := h.changed.versions.LoadOrStore(story, v.Own) // which another has read later
	if !known {
		h.changed.count.Add(1)
	}
	return Versions{h.Data, own.(Version)}, nil
}

// data is the version of a head, and a zero one where there is none.
func (h *Head) data() Version {
	if h == nil {
		return Version{}
	}
	return h.Data
}

// Reached waits until what a reader may see is no older than a change, and reports false
// when the context ends before.
func (s *Store) Reached(ctx context.Context, opts ViewOptions, seq int64) (bool, error) {
	for {
		v, err := s.VersionFor(ctx, opts)
		if ctx.Err() != nil {
			return false, nil //nolint:nilerr // the end of the time to wait is what the caller is told
		}
		if err != nil {
			return false, err
		}
		if v.Seq >= seq {
			if h := s.heads.current.Load(); h == nil || h.Data.Seq < seq {
				s.heads.writes.Add(1) // what is remembered is older
			}
			return true, nil
		}
		select {
		case <-ctx.Done():
			return false, nil
		case <-time.After(reachedEvery):
		}
	}
}

// reachedEvery is how often it is asked whether a change has come.
const reachedEvery = 20 * time.Millisecond
