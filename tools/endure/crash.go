package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A database lives through so many kills, and is looked through whole after the
// last. The next one is new, so that kills while one is made are tried, too.
const killsOfADatabase = 10

// Bounds of the moment of a kill: after the program was started, when a database is
// made, and after it serves.
const (
	newbornLasts = 250 * time.Millisecond
	lifeLasts    = 700 * time.Millisecond
)

const (
	writers = 4
	storyID = "trial"
)

// tally is what came of it.
type tally struct {
	kills, newborn, databases             int
	acknowledged, imports, cut, completed int // cut: writes that were under way when the server was killed; completed: those that it had made
}

// crash kills servers, each amid writers and an import, and looks after each start
// whether what was promised holds.
func crash(ctx context.Context, o options, times int) (err error) {
	var all tally
	began := time.Now()
	defer func() {
		fmt.Printf("killed %d times, %d of them while a database was made, on %d databases: %d acknowledged writes and %d imports are all there; of %d writes cut off, %d had been made; %.1f s, seed %d\n",
			all.kills, all.newborn, all.databases, all.acknowledged, all.imports, all.cut, all.completed, time.Since(began).Seconds(), o.seed)
	}()
	for all.kills < times {
		random := rand.New(rand.NewPCG(o.seed, uint64(all.databases))) //nolint:gosec // what is tried is no secret
		all.databases++
		if err := lifetime(ctx, o, random, min(killsOfADatabase, times-all.kills), &all); err != nil {
			return fmt.Errorf("database %d, after %d kills: %w", all.databases, all.kills, err)
		}
	}
	return nil
}

// lifetime makes a database, and kills its server so many times.
func lifetime(ctx context.Context, o options, random *rand.Rand, kills int, all *tally) error {
	d, err := newDatabase(ctx, o)
	if err != nil {
		return err
	}
	broken := func(err error) error { return fmt.Errorf("%w; the database stays in %s", err, d.folder) }
	if err := killedNewborn(ctx, o, d, random); err != nil {
		return broken(err)
	}
	all.kills++
	all.newborn++
	a, err := newAudit(ctx, o, d)
	if err != nil {
		return broken(err)
	}
	for life := 1; life < kills; life++ {
		if err := a.life(ctx, random, life, all); err != nil {
			return broken(err)
		}
	}
	if err := a.whole(ctx, all); err != nil {
		return broken(err)
	}
	return d.drop(ctx, o)
}

// killedNewborn kills a server while it makes its database, or just after.
func killedNewborn(ctx context.Context, o options, d *database, random *rand.Rand) error {
	s, err := launch(o, d)
	if err != nil {
		return err
	}
	wait(ctx, time.Duration(random.Int64N(int64(newbornLasts))))
	return s.kill()
}

// life starts a server, looks whether all is as promised, and kills it amid writes.
func (a *audit) life(ctx context.Context, random *rand.Rand, life int, all *tally) error {
	s, err := start(ctx, a.o, a.d)
	if err != nil {
		return err
	}
	if err := a.look(ctx, s, all); err != nil {
		return errors.Join(err, s.kill())
	}
	var busy sync.WaitGroup
	var faults sync.Map
	var acknowledged atomic.Int64
	note := func() { acknowledged.Add(1) }
	at := func(what string, n int) string { return fmt.Sprintf("%s-%d-%d", what, life, n) }
	source := func() *rand.Rand { return rand.New(rand.NewPCG(random.Uint64(), random.Uint64())) } //nolint:gosec // what is tried is no secret
	for n := range writers {
		w := &writer{name: at("w", n), random: source(), token: a.token}
		a.writers = append(a.writers, w)
		busy.Go(func() { faults.Store(w.name, w.run(ctx, s, note)) })
	}
	i := &importer{name: at("i", 0), random: source(), token: a.token}
	a.importers = append(a.importers, i)
	busy.Go(func() { faults.Store(i.name, i.run(ctx, s, note)) })
	wait(ctx, time.Duration(random.Int64N(int64(lifeLasts))))
	if err := s.kill(); err != nil {
		return err
	}
	busy.Wait()
	all.kills++
	var errs []error
	faults.Range(func(_, fault any) bool {
		if fault != nil {
			errs = append(errs, fault.(error))
		}
		return true
	})
	return errors.Join(append(errs, ctx.Err())...)
}

// whole looks at a database for the last time: whether all is as promised, and
// whether the program's own check finds nothing.
func (a *audit) whole(ctx context.Context, all *tally) error {
	s, err := start(ctx, a.o, a.d)
	if err != nil {
		return err
	}
	if err := errors.Join(a.look(ctx, s, all), a.log(ctx, s, 0)); err != nil {
		return errors.Join(err, s.kill())
	}
	if err := s.stop(); err != nil {
		said, _ := os.ReadFile(s.log) // as far as it can be read
		return fmt.Errorf("%w: %s", err, said)
	}
	return a.check(ctx)
}

func (a *audit) check(ctx context.Context) error {
	said, err := dateline(ctx, a.o, a.d, "", "check")
	if err == nil && !strings.HasPrefix(said, "nothing is wrong") {
		err = fmt.Errorf("dateline check says %s", said)
	}
	return err
}

// wait lasts for a while, or until we are to end.
func wait(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
