package pages

import (
	"container/list"
	"context"
	"fmt"
	"sync"

	"golang.org/x/sync/singleflight"

	"example.org/dateline/internal/card"
	"example.org/dateline/internal/httpserver"
)

const (
	cardsMost   = 16 << 20 // bytes of pictures that are kept
	cardDrawers = 2        // pictures that are drawn at a time, each in some 6 MB
)

// cards are the pictures that were asked for last, by all that is drawn on
// them: a write that changes nothing of it draws nothing anew.
type cards struct {
	drawing singleflight.Group
	drawers chan struct{}
	draw    func(card.Card) ([]byte, error)

	mu     sync.Mutex
	kept   map[string]*list.Element
	recent list.List // of keptCard, the latest first
	bytes  int
	most   int
}

type keptCard struct {
	key     string
	picture []byte
}

func newCards() *cards {
	return &cards{drawers: make(chan struct{}, cardDrawers), draw: drawCard, kept: map[string]*list.Element{}, most: cardsMost}
}

// picture is a card as PNG. It is drawn once for all who ask for it at the same
// time; who asks for another waits for a drawer as long as the context lasts, so
// that nothing is drawn for those who are gone.
func (cs *cards) picture(ctx context.Context, c card.Card) ([]byte, error) {
	key := httpserver.Digest(fmt.Sprintf("%#v", c))
	if picture := cs.find(key); picture != nil {
		return picture, nil
	}
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a card to be drawn: %w", ctx.Err())
	case cs.drawers <- struct{}{}:
		defer func() { <-cs.drawers }()
	}
	drawn, err, _ := cs.drawing.Do(key, func() (any, error) {
		if picture := cs.find(key); picture != nil { // drawn while this one waited
			return picture, nil
		}
		picture, err := cs.draw(c)
		if err == nil {
			cs.keep(key, picture)
		}
		return picture, err
	})
	if err != nil {
		return nil, err
	}
	return drawn.([]byte), nil
}

func (cs *cards) find(key string) []byte {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	at, ok := cs.kept[key]
	if !ok {
		return nil
	}
	cs.recent.MoveToFront(at)
	return at.Value.(keptCard).picture
}

// keep adds a picture, and lets go of those that nobody has asked for longest.
func (cs *cards) keep(key string, picture []byte) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if _, ok := cs.kept[key]; ok || len(picture) > cs.most {
		return
	}
	cs.kept[key] = cs.recent.PushFront(keptCard{key, picture})
	for cs.bytes += len(picture); cs.bytes > cs.most; {
		last := cs.recent.Back()
		old := cs.recent.Remove(last).(keptCard)
		delete(cs.kept, old.key)
		cs.bytes -= len(old.picture)
	}
}
