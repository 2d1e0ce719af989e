package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"time"

	"example.org/dateline/bench/drive"
)

// run measures every size, prints the tables and keeps the numbers.
func run(ctx context.Context, o options, out io.Writer) (err error) {
	r := results{At: time.Now(), Seed: o.seed}
	if r.Machine, err = examine(o.dateline); err != nil {
		return err
	}
	if o.pocketbase != "" {
		if r.Machine.PocketBase, err = versionOf(o.pocketbase, "github.com/pocketbase/pocketbase"); err != nil {
			return err
		}
	}
	for i, events := range o.sizes {
		s, err := measureSize(ctx, o, events, &r.Machine)
		if err != nil {
			return fmt.Errorf("%d events: %w", events, err)
		}
		r.Sizes = append(r.Sizes, s)
		if i == 0 {
			if _, err := fmt.Fprintln(out, r.Machine); err != nil {
				return err
			}
		}
		if err := printSize(out, &s); err != nil {
			return err
		}
	}
	if err := printTargets(out, &r); err != nil {
		return err
	}
	file, err := r.keep(o.results)
	if err != nil {
		return err
	}
	for _, s := range r.Sizes {
		if _, err := fmt.Fprintf(out, "\n%d events: measured in %.0f s, and %.0f s to make what is kept for the next run", s.Events, s.Took, s.Filled); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(out, "\nkept in %s\n", file)
	return err
}

// fullSize is the number of events that the targets are for. Servers are driven longer
// there, and memory is read after a minute of load; elsewhere after what there was.
const (
	fullSize = 1_000_000
	minute   = time.Minute
)

// spanAt is how long each server is driven in a cell, unless a flag says so.
func (o *options) spanAt(events int) time.Duration {
	switch {
	case o.span > 0:
		return o.span
	case events >= fullSize:
		return 3 * time.Second
	}
	return 250 * time.Millisecond
}

func measureSize(ctx context.Context, o options, events int, m *machine) (s size, err error) {
	s.Events = events
	o.span = o.spanAt(events)
	began := time.Now()
	d := newData(o, events)
	defer func() { s.Took, s.Filled = (time.Since(began) - d.filling).Seconds(), d.filling.Seconds() }()
	db, imported, err := d.dateline(ctx, m.Version)
	if err != nil {
		return s, err
	}
	s.Import, s.Imported, s.ImportedBy = imported.Import, imported.At, imported.Version
	if err := measureServers(ctx, d, db, m, &s); err != nil {
		return s, err
	}
	if err := d.tidy(); err != nil {
		return s, err
	}
	return s, measureWrites(ctx, d, db, &s)
}

// measureServers fills in what readers see: of a server as it comes, of one that makes
// every answer anew, and of their peers.
func measureServers(ctx context.Context, d *data, db string, m *machine, s *size) (err error) {
	progress("%d events: starting", d.events)
	var all []*server
	defer func() {
		for _, one := range all {
			err = errors.Join(err, one.stop())
		}
	}()
	dateline, ready, counts, err := startDateline(ctx, d.o, db)
	if err != nil {
		return err
	}
	all = append(all, dateline)
	s.Start, s.Counts = milliseconds(ready), milliseconds(counts)
	if s.Index, err = dateline.indexBytes(); err != nil {
		return err
	}
	making, err := startMaking(ctx, d.o, db)
	if err != nil {
		return err
	}
	all = append(all, making)
	f := field{d: d, dateline: dateline, making: making, known: answers{}, first: map[string]cell{}}
	if d.o.postgres != "" && !d.postgresIsThere() {
		progress("%d events: without PostgreSQL, which takes long to fill: make bench-fill SIZES=%d", d.events, d.events)
	} else if d.o.postgres != "" {
		var by stamp
		if f.postgres, by, err = d.startPostgres(ctx, m.Version); err != nil {
			return fmt.Errorf("PostgreSQL: %w", err)
		}
		all = append(all, f.postgres)
		if m.PostgreSQL, err = f.postgres.said(ctx, postgresVersion); err != nil {
			return err
		}
		s.PostgresImport, s.PostgresBy = by.Import, by.Version
	}
	if d.o.pocketbase != "" {
		if f.pocketbase, err = d.startPocketBase(ctx); err != nil {
			return fmt.Errorf("PocketBase: %w", err)
		}
		all = append(all, f.pocketbase)
	}
	if err := f.askOnce(); err != nil {
		return err
	}
	if f.static, err = startStatic(ctx, d.o, f.known); err != nil {
		return err
	}
	all = append(all, f.static)
	if err := f.measure(ctx, s); err != nil {
		return err
	}
	if err := f.measureLayers(ctx, s); err != nil {
		return err
	}
	k := &f.list[0]
	if len(k.paths) == 0 {
		return nil
	}
	if err := s.Limits.ofAnswers(context.WithoutCancel(ctx), d.o, db, k, f.known); err != nil {
		return err
	}
	s.Load, err = measureLoad(d.o, making, k.load(f.known, 1))
	return err
}

// field are the servers that one size is measured with, those of peers nil where they are
// left out.
type field struct {
	d                                              *data
	dateline, making, static, postgres, pocketbase *server
	list                                           []kind
	known                                          answers
	first                                          map[string]cell // of what is measured when first asked
}

// askOnce asks each question once, so that the answers are known, and kept where they are
// to be.
func (f *field) askOnce() error {
	progress("%d events: asking each question once", f.d.events)
	answer, err := drive.Fetch(f.making.addr, drive.Request("/v1/events?limit=1", ""))
	if err != nil {
		return err
	}
	if f.list, err = kinds(f.d.world, answer.Header["Dateline-Seq"]); err != nil {
		return err
	}
	for i := range f.list {
		if k := &f.list[i]; k.first {
			if err := f.askFirst(k); err != nil {
				return err
			}
		}
	}
	for i := range f.list {
		k := &f.list[i]
		if err := k.ask(f.making.addr, f.known); err != nil {
			return err
		}
		if k.kept {
			if err := k.ask(f.dateline.addr, answers{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// askFirst measures what nobody has asked yet, each request once.
func (f *field) askFirst(k *kind) error {
	c := cell{Name: k.name, Connections: 1, Peers: map[string]measure{}}
	ask := func(s *server) (measure, error) {
		t := turn{rival: rival{k.name, s, drive.Load{Status: http.StatusOK, Connections: 1}}}
		return t.once(k.paths)
	}
	var err error
	if c.Dateline, err = ask(f.making); err != nil {
		return err
	}
	if f.postgres != nil {
		if c.Peers[onPostgres], err = ask(f.postgres); err != nil {
			return err
		}
	}
	f.first[k.name] = c
	return nil
}

func (f *field) measure(ctx context.Context, s *size) error {
	began := time.Now()
	var loaded time.Duration
	for i := range f.list {
		k := &f.list[i]
		if len(k.paths) == 0 {
			progress("%d events: %s: no request counts", s.Events, k.name)
			continue
		}
		if k.first {
			c := f.first[k.name]
			c.Bytes = k.bytes(f.known)
			s.Cells = append(s.Cells, c)
			continue
		}
		connections := f.d.o.connections
		if !k.wide {
			connections = connections[:1]
		}
		for _, n := range connections {
			progress("%d events: %s, %d connections", s.Events, k.name, n)
			rivals, err := f.rivals(k, n)
			if err != nil {
				return err
			}
			all, took, err := takeTurns(ctx, rivals, f.d.o.span)
			if err != nil {
				return fmt.Errorf("%s: %w", k.name, err)
			}
			c := cell{Name: k.name, Connections: n, Bytes: k.bytes(f.known), Dateline: all[0], Peers: map[string]measure{}}
			for i, r := range rivals[1:] {
				c.Peers[r.name] = all[i+1]
			}
			s.Cells = append(s.Cells, c)
			if k.kept {
				loaded += took
			}
		}
	}
	if f.pocketbase != nil && len(f.list[0].paths) > 0 {
		var err error
		if s.Agreement, err = agreement(f.pocketbase.addr, &f.list[0], f.known); err != nil {
			return err
		}
	}
	if rest := minute - loaded; s.Events >= fullSize && rest > 0 {
		progress("%d events: %.0f s more load", s.Events, rest.Seconds())
		more, err := f.list[0].load(f.known, slices.Max(f.d.o.connections)).Run(f.dateline.addr, rest)
		if err != nil {
			return err
		}
		loaded += more.Took
	}
	s.Resident, s.Loaded = f.dateline.memory("VmRSS"), loaded.Seconds()
	progress("%d events: cells took %.0f s", s.Events, time.Since(began).Seconds())
	return nil
}

// rivals are those who are asked a kind of question, Dateline first.
func (f *field) rivals(k *kind, connections int) ([]rival, error) {
	load := k.load(f.known, connections)
	asked := f.making
	if k.kept {
		asked = f.dateline
	}
	list := []rival{{"Dateline", asked, load}}
	if k.wide {
		list = append(list, rival{"static", f.static, load})
	}
	if f.postgres != nil && !k.kept {
		list = append(list, rival{onPostgres, f.postgres, load})
	}
	if f.pocketbase != nil && k.name == mainQuery {
		for _, way := range ways {
			load, err := pocketbaseLoad(k, way.expand, connections)
			if err != nil {
				return nil, err
			}
			list = append(list, rival{way.name, f.pocketbase, load})
		}
	}
	return list, nil
}

// progress says what goes on, apart from the tables.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, "… "+format+"\n", args...) }
