package admission

import (
	"context"
	"net/http"
	"sync"
)

// Config is what a controller is told.
type Config struct {
	Limits  Limits  // of every class
	Proxies Proxies // whose word about addresses is believed
	Rate    Rate    // of requests from one address; the zero value for no limit
	Turns   int     // exports that work at the same time, while others wait for their clients or for their turn; at least 1
}

// Controller admits requests. It is safe for concurrent use.
type Controller struct {
	proxies Proxies
	gates   map[Class]*gate
	rates   *rates // nil for no limit
	turns   chan struct{}
}

// New is a controller with nobody admitted.
func New(cfg Config) *Controller {
	c := &Controller{proxies: cfg.Proxies, gates: map[Class]*gate{}, turns: make(chan struct{}, max(cfg.Turns, 1))}
	for class, limit := range cfg.Limits {
		c.gates[class] = newGate(class, limit)
	}
	if cfg.Rate.Requests > 0 {
		c.rates = newRates(cfg.Rate)
	}
	return c
}

// Address is whom a request comes from, as limits tell addresses apart: "" where
// that is not known, and no limit of an address holds.
func (c *Controller) Address(r *http.Request) string { return c.proxies.address(r) }

// Enter waits until a request of a class may be answered. The error is a
// *FullError, or that of the context.
func (c *Controller) Enter(ctx context.Context, class Class, address string) (*Place, error) {
	g := c.gates[class]
	if g == nil {
		g = c.gates[Page]
	}
	leave, err := g.enter(ctx, address)
	if err != nil {
		return nil, err
	}
	p := &Place{leave: leave, holds: class == Export || class == Stream}
	if class == Export {
		p.turns = c.turns
	}
	return p, nil
}

// Place is that of a request that is being answered. A nil one is that of a
// request that needs none.
type Place struct {
	once  sync.Once
	leave func()
	holds bool

	turns  chan struct{} // nil where a place is all that it takes
	inTurn bool
}

// Holds reports whether the place is kept until the answer has ended: what it
// bounds is not work alone, but what is open meanwhile.
func (p *Place) Holds() bool { return p != nil && p.holds }

// Leave gives the place back. Calling it again does nothing.
func (p *Place) Leave() {
	if p == nil {
		return
	}
	p.once.Do(func() {
		p.Pause()
		p.turns = nil
		p.leave()
	})
}

// Work waits for a turn to work, which Pause ends: exports take turns at the
// processors, and none holds up the others while its client reads. Places of
// other classes are a turn by themselves.
func (p *Place) Work(ctx context.Context) {
	if p == nil || p.turns == nil || p.inTurn {
		return
	}
	select {
	case p.turns <- struct{}{}:
		p.inTurn = true
	case <-ctx.Done(): // what follows finds out by itself
	}
}

// Pause gives the turn to others.
func (p *Place) Pause() {
	if p != nil && p.inTurn {
		p.inTurn = false
		<-p.turns
	}
}
