package admission

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate is how many requests an address may send in a time: all of them at once,
// and then as fast as they are given back.
type Rate struct {
	Requests int
	Per      time.Duration
}

// ParseRate reads a rate such as 600/1m; "" is none.
func ParseRate(text string) (Rate, error) {
	if text == "" {
		return Rate{}, nil
	}
	requests, per, _ := strings.Cut(text, "/")
	n, err := strconv.Atoi(requests)
	span, spanErr := time.ParseDuration(per)
	if err != nil || spanErr != nil || n < 1 || span < time.Second {
		return Rate{}, fmt.Errorf("%q is no rate such as 600/1m: a number of requests and a time of at least 1s", text)
	}
	return Rate{n, span}, nil
}

// Allowance is what an address has left. Its zero value is that of somebody who
// is not counted.
type Allowance struct {
	Rate  Rate
	Left  int           // requests that may follow at once
	After time.Duration // until there is one more
	Spent bool          // there was none left for this one
}

// Policy is the header field RateLimit-Policy, and Limit the field RateLimit, of
// draft-ietf-httpapi-ratelimit-headers-11.
func (a Allowance) Policy() string {
	return fmt.Sprintf(`"address";q=%d;w=%d`, a.Rate.Requests, seconds(a.Rate.Per))
}

// Limit is described at Policy.
func (a Allowance) Limit() string {
	return fmt.Sprintf(`"address";r=%d;t=%d`, a.Left, seconds(a.After))
}

// seconds are whole ones, rounded up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// Count takes a request out of an address's allowance.
func (c *Controller) Count(address string, now time.Time) Allowance {
	if c.rates == nil || address == "" {
		return Allowance{}
	}
	return c.rates.count(address, now)
}

// rates are the allowances of addresses that have not all of theirs.
type rates struct {
	rate Rate

	mu   sync.Mutex
	by   map[string]*rate.Limiter
	most int // of entries, before those are looked for that are whole again
}

// How many entries are kept without a look at them, and at all.
const (
	fewRates  = 1024
	mostRates = 100_000
)

func newRates(r Rate) *rates { return &rates{rate: r, by: map[string]*rate.Limiter{}, most: fewRates} }

func (r *rates) count(address string, now time.Time) Allowance {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.by[address]
	if l == nil {
		r.sweep(now)
		l = rate.NewLimiter(rate.Limit(float64(r.rate.Requests)/r.rate.Per.Seconds()), r.rate.Requests)
		r.by[address] = l
	}
	a := Allowance{Rate: r.rate, Spent: !l.AllowN(now, 1)}
	tokens := l.TokensAt(now)
	a.Left = max(int(tokens), 0)
	a.After = time.Duration((float64(a.Left) + 1 - tokens) / float64(l.Limit()) * float64(time.Second))
	return a
}

// sweep forgets addresses that have all of their allowance again, which is as
// much as if they were not known. It looks at all of them only when they have
// doubled since, so that it costs each request little.
func (r *rates) sweep(now time.Time) {
	if len(r.by) < r.most {
		return
	}
	for address, l := range r.by {
		if l.TokensAt(now) >= float64(r.rate.Requests) {
			delete(r.by, address)
		}
	}
	if len(r.by) >= mostRates {
		clear(r.by) // everybody begins anew: memory is bounded before it is fair
	}
	r.most = min(max(2*len(r.by), fewRates), mostRates)
}
