package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// How many of each use a server at once, and how long it rests before it is measured.
const (
	soakReaders = 4
	soakWriters = 2
	soakStreams = 3
	restLasts   = 10 * time.Second
)

// use is a server in use by all of its clients.
type use struct {
	s     *server
	token string
	asked atomic.Int64 // requests that were answered
	busy  atomic.Int64 // of these, with 503: try again later
	n     int          // writes at rest
}

// soak uses a server for a while, rests it three times to measure it, and fails where
// it has grown from the middle to the end.
func soak(ctx context.Context, o options, lasts time.Duration) error {
	d, err := newDatabase(ctx, o)
	if err != nil {
		return err
	}
	a, err := newAudit(ctx, o, d)
	if err != nil {
		return err
	}
	s, err := start(ctx, o, d, traced...)
	if err != nil {
		return err
	}
	u := &use{s: s, token: a.token}
	var list []measure
	for i, part := range []struct {
		name  string
		lasts time.Duration
	}{{"start", lasts / 5}, {"middle", lasts * 2 / 5}, {"end", lasts * 2 / 5}} {
		if err := u.whileIn(ctx, part.lasts, rand.New(rand.NewPCG(o.seed, uint64(i)))); err != nil { //nolint:gosec // what is tried is no secret
			return errors.Join(fmt.Errorf("%w; the database stays in %s", err, d.folder), s.kill())
		}
		m, err := u.rest(ctx, d)
		if err != nil {
			return errors.Join(err, s.kill())
		}
		fmt.Printf("%-6s %s, after %d requests, %d of them put off\n", part.name, m, u.asked.Load(), u.busy.Load())
		list = append(list, m)
	}
	if err := s.stop(); err != nil {
		said, _ := os.ReadFile(s.log) // as far as it can be read
		return fmt.Errorf("%w: %.2000s", err, said)
	}
	if err := errors.Join(a.check(ctx), grown(list[1], list[2])); err != nil {
		return fmt.Errorf("%w; the database stays in %s", err, d.folder)
	}
	return d.drop(ctx, o)
}

// rest lets the server come to rest, asks each question once and writes once, and
// measures it.
func (u *use) rest(ctx context.Context, d *database) (measure, error) {
	wait(ctx, restLasts)
	since, err := u.s.collected()
	if err != nil {
		return measure{}, err
	}
	for _, path := range questions {
		if _, _, err := u.s.get(ctx, u.token, path); err != nil {
			return measure{}, err
		}
	}
	u.n++
	last := &write{method: http.MethodPost, path: "/v1/actors", media: jsonMedia, key: fmt.Sprintf("rest-%d", u.n), body: fmt.Sprintf(`{"id":"rest-%d","name":"R","kind":"person"}`, u.n)}
	if err := u.s.send(ctx, u.token, last); err != nil || !last.done() {
		return measure{}, fmt.Errorf("at rest, a write is answered %d %s: %w", last.status, last.answer, err)
	}
	u.s.http.CloseIdleConnections()
	wait(ctx, 3*traceEvery)
	return u.s.measure(d, since)
}

// whileIn has all clients use the server for a while.
func (u *use) whileIn(ctx context.Context, lasts time.Duration, random *rand.Rand) error {
	until, over := context.WithTimeout(ctx, lasts)
	defer over()
	source := func() *rand.Rand { return rand.New(rand.NewPCG(random.Uint64(), random.Uint64())) } //nolint:gosec // what is tried is no secret
	var all sync.WaitGroup
	var faults sync.Map
	client := func(name string, run func() error) {
		all.Go(func() {
			if err := run(); err != nil {
				faults.Store(name, err)
				over()
			}
		})
	}
	for n := range soakReaders {
		r := source()
		client(fmt.Sprintf("reader %d", n), func() error { return u.read(until, r) })
	}
	for n := range soakStreams {
		r := source()
		client(fmt.Sprintf("stream %d", n), func() error { return u.follow(until, r) })
	}
	for n := range soakWriters {
		w := &writer{name: fmt.Sprintf("w-%d-%d", time.Now().UnixNano(), n), random: source(), token: u.token}
		client(w.name, func() error { return w.run(until, u.s, func() { u.asked.Add(1) }) })
	}
	i := &importer{name: fmt.Sprintf("i-%d", time.Now().UnixNano()), random: source(), token: u.token}
	client(i.name, func() error {
		return i.run(until, u.s, func() {
			u.asked.Add(1)
			wait(until, time.Second)
		})
	})
	all.Wait()
	u.s.http.CloseIdleConnections()
	var errs []error
	faults.Range(func(name, err any) bool {
		errs = append(errs, fmt.Errorf("%v: %w", name, err.(error)))
		return true
	})
	return errors.Join(append(errs, ctx.Err())...)
}

// questions are what readers ask, in turn with pages.
var questions = []string{
	"/", "/stories/" + storyID, "/v1/stories", "/v1/events?limit=50", "/v1/events?story=" + storyID + "&count=true&limit=20", "/v1/events?date=2015-06&limit=100",
	"/v1/events?q=said&limit=10", "/v1/events/facets", "/v1/events/histogram", "/v1/actors?limit=100", "/v1/changes?limit=100", "/v1/events?as_of=5&limit=20",
	"/v1/events?format=ndjson", "/v1/events?format=csv", "/v1/events?type=nothing", "/v1/events/none", "/docs", "/readyz",
}

// read asks one question after the other, and now and then does not wait for the answer.
func (u *use) read(ctx context.Context, random *rand.Rand) error {
	for ctx.Err() == nil {
		path := questions[random.IntN(len(questions))]
		patience := time.Minute
		if random.IntN(20) == 0 {
			patience = time.Duration(random.IntN(20)) * time.Millisecond
		}
		asking, done := context.WithTimeout(ctx, patience)
		status, body, err := u.s.get(asking, u.token, path)
		done()
		switch {
		case err != nil:
			continue // we hung up, or are to end
		case status == http.StatusServiceUnavailable:
			u.busy.Add(1)
		case status >= http.StatusInternalServerError:
			return fmt.Errorf("%s is answered %d %.300s", path, status, body)
		}
		u.asked.Add(1)
	}
	return nil
}

// follow listens to the stream of events for a moment, and hangs up, again and again.
func (u *use) follow(ctx context.Context, random *rand.Rand) error {
	for ctx.Err() == nil {
		listening, hangUp := context.WithTimeout(ctx, time.Duration(random.IntN(2000))*time.Millisecond)
		status, body, err := u.s.get(listening, u.token, "/v1/events/stream")
		hangUp()
		switch {
		case err != nil:
		case status == http.StatusServiceUnavailable:
			u.busy.Add(1)
			wait(ctx, time.Second)
		default:
			return fmt.Errorf("the stream ends with %d %.300s", status, body)
		}
		u.asked.Add(1)
	}
	return nil
}
