// Package preview shows a story with its draft as it will be when that is published:
// the real page and the reads of the element, by the code that serves them to
// everybody, over a store in memory that holds nothing else.
package preview

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	most     = 8                // previews that are kept
	lasts    = 10 * time.Minute // how long one is kept that nobody looks at
	builders = 2                // previews that are made at a time
	patience = 20 * time.Second // how long one may take, with its turn
)

// Shelf keeps the previews that were asked for last. It is safe for concurrent use.
type Shelf struct {
	serve    func(st *store.Store, cut httpserver.Cut) http.Handler
	building chan struct{} // a place for each that is being made
	asked    singleflight.Group

	mu   sync.Mutex
	kept []*Preview // the one that was asked for last at the end
}

// New is an empty shelf. serve makes what answers requests from a store, as it answers
// them from the one of everybody.
func New(serve func(st *store.Store, cut httpserver.Cut) http.Handler) *Shelf {
	return &Shelf{serve: serve, building: make(chan struct{}, builders)}
}

// Preview is a story with its draft, as it was at one time.
type Preview struct {
	story   string
	key     string
	store   *store.Store
	handler http.Handler
	shown   map[string]bool // digests of the pictures kept here that it names
	idle    *time.Timer

	users int  // requests that it answers; under the mutex of the shelf
	gone  bool // it is off the shelf
}

// Of is the preview of a draft as it is now, made where there is none. Whoever has
// one gives it back by done. An error with code Unavailable says that too many are
// being made.
func (s *Shelf) Of(ctx context.Context, from *store.Store, d store.Draft) (p *Preview, done func(), err error) {
	version, err := from.Version(ctx)
	if err != nil {
		return nil, nil, err
	}
	key := fmt.Sprintf("%s %d %d %d", d.Story, d.CreatedAt.UnixMicro(), d.Seq, version.Seq)
	for {
		if p := s.take(key); p != nil {
			return p, func() { s.giveBack(p) }, nil
		}
		made := s.asked.DoChan(key, func() (any, error) {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
			defer cancel()
			return nil, s.build(ctx, from, d, key)
		})
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case result := <-made:
			if result.Err != nil {
				return nil, nil, result.Err
			}
		}
	}
}

// take is a preview that is kept, nil for none.
func (s *Shelf) take(key string) *Preview {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.kept, func(p *Preview) bool { return p.key == key })
	if i < 0 {
		return nil
	}
	p := s.kept[i]
	s.kept = append(slices.Delete(s.kept, i, i+1), p)
	p.users++
	p.idle.Reset(lasts)
	return p
}

func (s *Shelf) giveBack(p *Preview) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.users--
	p.closeUnused()
}

// closeUnused forgets a preview that is off the shelf and answers nobody.
func (p *Preview) closeUnused() {
	if p.gone && p.users == 0 {
		_ = p.store.Close() // nothing of it is kept
	}
}

// build makes a preview and keeps it, in place of earlier ones of its story and of the
// one that nobody has asked for longest.
func (s *Shelf) build(ctx context.Context, from *store.Store, d store.Draft, key string) error {
	select {
	case s.building <- struct{}{}:
		defer func() { <-s.building }()
	case <-ctx.Done():
		return &timeline.Error{Code: timeline.Unavailable, Message: "Too many previews are being made. Try again later."}
	}
	st, shown, cut, err := scratch(ctx, from, d)
	if err != nil {
		return err
	}
	p := &Preview{story: d.Story, key: key, store: st, handler: s.serve(st, cut), shown: shown}
	p.idle = time.AfterFunc(lasts, func() { s.drop(func(other *Preview) bool { return other == p }) })
	s.drop(func(other *Preview) bool { return other.story == d.Story })
	s.mu.Lock()
	s.kept = append(s.kept, p)
	oldest, over := s.kept[0], len(s.kept) > most
	s.mu.Unlock()
	if over {
		s.drop(func(other *Preview) bool { return other == oldest })
	}
	return nil
}

// drop takes previews off the shelf.
func (s *Shelf) drop(which func(*Preview) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = slices.DeleteFunc(s.kept, func(p *Preview) bool {
		if !which(p) {
			return false
		}
		p.gone = true
		p.idle.Stop()
		p.closeUnused()
		return true
	})
}
