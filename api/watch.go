package api

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"example.org/dateline/internal/store"
)

// watcher tells subscribers the store that something was written. It asks
// the store on behalf of all of them, and only while there is one. Nothing
// queues up for anybody: who was told looks for himself what is new.
type watcher struct {
	store  *store.Store
	logger *slog.Logger
	every  time.Duration

	mu       sync.Mutex
	count    int                // of subscribers
	stop     context.CancelFunc // ends the polling
	change   chan struct{}      // closed when something was written
	round    int                // how often that was so
	notified chan struct{}      // holds something when this server has written
}

func newWatcher(st *store.Store, cfg Config) *watcher {
	return &watcher{store: st, logger: cfg.Logger, every: cfg.WatchInterval, change: make(chan struct{}), notified: make(chan struct{}, 1)}
}

// notify lets the store be asked at once. This server's own writes need not wait
// until they are found.
func (w *watcher) notify() {
	select {
	case w.notified <- struct{}{}:
	default: // a notification waits already
	}
}

// subscribe counts one more subscriber, until unsubscribe.
func (w *watcher) subscribe() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.count++; w.count == 1 {
		ctx, stop := context.WithCancel(context.Background())
		w.stop = stop
		go w.poll(ctx)
	}
}

func (w *watcher) unsubscribe() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.count--; w.count == 0 {
		w.stop()
	}
}

// next is closed when something is written after this call, perhaps a little
// before it. Those who are given the same round may share what they find: what one
// of them asks for is asked after all that the others have been told of.
func (w *watcher) next() (written <-chan struct{}, round int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.change, w.round
}

func (w *watcher) broadcast() {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.change)
	w.change = make(chan struct{})
	w.round++
}

// poll asks the store again and again what its last change is. Its first answer
// is news, too: nobody knows what was written before it.
func (w *watcher) poll(ctx context.Context) {
	ticker := time.NewTicker(w.every)
	defer ticker.Stop()
	known, failing := int64(-1), false
	for {
		v, err := w.store.Version(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !failing:
			w.logger.ErrorContext(ctx, "cannot ask for the last change; trying on", "error", err)
		case err == nil && v.Seq != known:
			known = v.Seq
			w.broadcast()
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-w.notified:
		case <-ticker.C:
		}
	}
}
