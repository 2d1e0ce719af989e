package pages

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"example.org/dateline/internal/card"
)

// TestCardsAreKept draws each card once while there is room, and lets go of the
// one that was asked for longest ago.
func TestCardsAreKept(t *testing.T) {
	t.Parallel()
	drawn := map[string]int{}
	cs := newCards()
	cs.most = 100
	cs.draw = func(c card.Card) ([]byte, error) {
		drawn[c.Title]++
		return make([]byte, 40), nil
	}
	ask := func(title string) {
		t.Helper()
		if _, err := cs.picture(t.Context(), card.Card{Title: title}); err != nil {
			t.Fatal(err)
		}
	}
	for _, title := range []string{"a", "b", "a", "c", "a", "b"} { // c has pushed b out
		ask(title)
	}
	if drawn["a"] != 1 || drawn["b"] != 2 || drawn["c"] != 1 {
		t.Errorf("drawn %v", drawn)
	}
	if cs.bytes != 80 || len(cs.kept) != 2 || cs.recent.Len() != 2 {
		t.Errorf("%d bytes of %d cards are kept", cs.bytes, len(cs.kept))
	}
	cs.draw = func(card.Card) ([]byte, error) { return make([]byte, 101), nil }
	ask("too large")
	if cs.bytes != 80 {
		t.Errorf("%d bytes are kept", cs.bytes)
	}
}

// TestCardsAreDrawnOnce asks for one card many times at once.
func TestCardsAreDrawnOnce(t *testing.T) {
	t.Parallel()
	cs := newCards()
	var drawn atomic.Int32
	begun, go1 := make(chan struct{}), make(chan struct{})
	cs.draw = func(c card.Card) ([]byte, error) {
		if drawn.Add(1) == 1 {
			close(begun)
		}
		<-go1
		return []byte(c.Title), nil
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if got, err := cs.picture(t.Context(), card.Card{Title: "a"}); err != nil || string(got) != "a" {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
	<-begun
	close(go1)
	all.Wait()
	if n := drawn.Load(); n != 1 {
		t.Errorf("drawn %d times", n)
	}
}

// TestCardsWait gives up where the client has, with all drawers at work.
func TestCardsWait(t *testing.T) {
	t.Parallel()
	cs := newCards()
	for range cardDrawers {
		cs.drawers <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	cs.draw = func(card.Card) ([]byte, error) { return nil, fmt.Errorf("drawn for nobody") }
	if _, err := cs.picture(ctx, card.Card{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	<-cs.drawers
	if _, err := cs.picture(t.Context(), card.Card{}); err == nil || len(cs.kept) > 0 {
		t.Errorf("a failed drawing is kept: %v", err)
	}
}
