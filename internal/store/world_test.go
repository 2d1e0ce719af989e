package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// world is what most property tests ask about: four stories with 1,650 events, one of
// them private, and some of their records changed. To import it takes as long as to
// ask about it, so that it is made once in each run, and copied.
var world struct {
	once     sync.Once
	imports  []timeline.Document // nobody writes to them
	template storetest.Template
}

func makeWorld(seed uint64) {
	w := storetest.NewWorld(seed)
	first, second := w.Story("first", timeline.Public, 800), w.Story("second", timeline.Public, 450)
	before := *first
	before.Events = append([]timeline.Event(nil), first.Events...)
	world.imports = []timeline.Document{before, *w.Story("secret", timeline.Private, 200), *second, *w.Story("third", timeline.Public, 200)}
	for i := range first.Events {
		switch e := &first.Events[i]; i % 13 {
		case 0:
			e.Verification = timeline.Retracted
		case 1:
			e.Date, e.Quotes = w.Date(), nil
		case 2:
			e.Verification = "confirmed"
		}
	}
	world.imports = append(world.imports, *first)
	world.template.Name, world.template.Fill = "world", fillWorld
}

// fillWorld imports the world as library.put does: each document a minute after the
// one before.
func fillWorld(ctx context.Context, dsn string) error {
	now := storetest.Now
	st, err := store.Open(ctx, dsn, store.Options{Now: func() time.Time { return now }})
	if err != nil {
		return err
	}
	for i := range world.imports {
		now = now.Add(time.Minute)
		if _, err := storetest.Use(st).Import(ctx, &world.imports[i]); err != nil {
			return errors.Join(err, st.Close())
		}
	}
	return st.Close()
}

// newWorld is a library of the test's own that holds the world.
func newWorld(t *testing.T) *library {
	t.Helper()
	seed := trial.Seed(t, 1)
	world.once.Do(func() { makeWorld(seed) })
	lib := &library{now: storetest.Now}
	lib.Access = storetest.Use(world.template.Open(t, func() time.Time { return lib.now }))
	for i := range world.imports {
		lib.now = lib.now.Add(time.Minute)
		lib.model.put(&world.imports[i], lib.now)
	}
	return lib
}
