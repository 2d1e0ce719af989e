package admission

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"
)

// FullError says that a request is not answered now.
type FullError struct {
	Class Class
	Own   bool          // the limit is that of the address, not that of all
	After time.Duration // when it is worth trying again
}

func (e *FullError) Error() string {
	if e.Own {
		return fmt.Sprintf("as many requests of the kind %q from this address as are taken at a time are under way", e.Class)
	}
	return fmt.Sprintf("as many requests of the kind %q as are taken at a time are under way", e.Class)
}

// gate lets so many requests of a class in at a time. Others wait in a queue,
// from which those go first whose address was served longest ago: somebody who
// sends many at once waits for himself.
type gate struct {
	class Class
	limit Limit

	mu    sync.Mutex
	held  int
	queue []*waiter
	by    map[string]*client // those with a request under way or waiting, where the address is known
	turn  uint64             // counts who was let in, to tell who was longest ago
}

// client is an address with requests under way or waiting.
type client struct {
	held, waiting int
	served        uint64 // the turn in which it was last let in
}

type waiter struct {
	address string
	client  *client
	in      chan struct{} // closed when it is let in
}

func newGate(class Class, limit Limit) *gate {
	return &gate{class: class, limit: limit, by: map[string]*client{}}
}

// half is what one address gets of a number.
func half(n int) int { return (n + 1) / 2 }

// enter waits for a place and returns what gives it back, to be called once. It
// fails with a FullError, or with the error of the context.
func (g *gate) enter(ctx context.Context, address string) (leave func(), err error) {
	g.mu.Lock()
	c := g.client(address)
	if g.held < g.limit.AtOnce && g.may(address, c) {
		g.letIn(c)
		g.mu.Unlock()
		return func() { g.leave(address, c) }, nil
	}
	if own := address != "" && c.waiting > 0 && c.waiting >= half(g.limit.Queue); own || len(g.queue) >= g.limit.Queue {
		g.forget(address, c)
		own = own || g.held < g.limit.AtOnce
		g.mu.Unlock()
		return nil, g.full(own)
	}
	w := &waiter{address, c, make(chan struct{})}
	c.waiting++
	g.queue = append(g.queue, w)
	g.mu.Unlock()

	patience := time.NewTimer(g.limit.Wait)
	defer patience.Stop()
	select {
	case <-w.in:
	case <-ctx.Done():
		err = ctx.Err()
	case <-patience.C:
		err = g.full(false)
	}
	if err != nil && g.giveUp(w) {
		return nil, err
	}
	return func() { g.leave(address, c) }, nil // it was let in, perhaps at the last moment
}

func (g *gate) full(own bool) error {
	return &FullError{Class: g.class, Own: own, After: max(g.limit.Wait, time.Second)}
}

// may reports whether an address may have one more place.
func (g *gate) may(address string, c *client) bool {
	return address == "" || c.held < half(g.limit.AtOnce)
}

// client finds what is known of an address. Of one that is not known nothing is
// kept, so that those behind a proxy do not count as one.
func (g *gate) client(address string) *client {
	c := g.by[address]
	if c == nil {
		c = &client{}
		if address != "" {
			g.by[address] = c
		}
	}
	return c
}

func (g *gate) letIn(c *client) {
	g.held++
	g.turn++
	c.held++
	c.served = g.turn
}

func (g *gate) leave(address string, c *client) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held--
	c.held--
	g.next()
	g.forget(address, c)
}

// next lets those in who wait and may have a place.
func (g *gate) next() {
	for g.held < g.limit.AtOnce {
		best := -1
		for i, w := range g.queue {
			if g.may(w.address, w.client) && (best < 0 || cmp.Less(w.client.served, g.queue[best].client.served)) {
				best = i
			}
		}
		if best < 0 {
			return
		}
		w := g.queue[best]
		g.remove(best)
		g.letIn(w.client)
		close(w.in)
	}
}

func (g *gate) remove(i int) {
	g.queue[i].client.waiting--
	g.queue = append(g.queue[:i], g.queue[i+1:]...)
}

// giveUp takes somebody out of the queue, and reports false for one who was let
// in meanwhile.
func (g *gate) giveUp(gone *waiter) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, w := range g.queue {
		if w == gone {
			g.remove(i)
			g.forget(w.address, w.client)
			return true
		}
	}
	return false
}

// forget drops an address that has nothing here any more.
func (g *gate) forget(address string, c *client) {
	if c.held == 0 && c.waiting == 0 {
		delete(g.by, address)
	}
}
