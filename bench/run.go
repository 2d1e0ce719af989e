package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"example.org/dateline/bench/drive"
	"example.org/dateline/bench/world"
)

// run measures every size, prints the tables and keeps the numbers.
func run(ctx context.Context, o options, out io.Writer) (err error) {
	r := results{At: time.Now(), Seed: o.seed}
	if r.Machine, err = examine(o.dateline); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, r.Machine); err != nil {
		return err
	}
	if o.scratch == "" {
		if o.scratch, err = os.MkdirTemp("", "dateline-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.scratch)
	}
	for _, events := range o.sizes {
		s, err := measureSize(ctx, o, events)
		if err != nil {
			return fmt.Errorf("%d events: %w", events, err)
		}
		r.Sizes = append(r.Sizes, s)
		if err := printSize(out, &s); err != nil {
			return err
		}
	}
	if err := printTargets(out, &r, o.connections); err != nil {
		return err
	}
	file, err := r.keep(o.results)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "\nkept in %s\n", file)
	return err
}

// peer is a server that is asked the same as Dateline.
type peer struct {
	name  string
	start func(ctx context.Context, o options, known answers) (*server, error)
}

// peers are those that every cell compares with.
var peers = []peer{{"static", startStatic}}

// server is a process that answers at an address.
type server struct {
	*process
	addr string
}

func startServer(ctx context.Context, log, program string, args ...string) (*server, error) {
	p, err := spawn(log, program, args...)
	if err != nil {
		return nil, err
	}
	addr, err := p.address(ctx)
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return &server{p, addr}, nil
}

func startStatic(ctx context.Context, o options, known answers) (*server, error) {
	file := filepath.Join(o.scratch, "answers.json")
	if err := known.write(file); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return startServer(ctx, filepath.Join(o.scratch, "static.log"), self, "static", file)
}

// starts is how often Dateline is started to see how long that takes.
const starts = 5

// startDateline starts Dateline several times, and leaves the last one running.
// took is the median from the start of the process to the first answer of
// /readyz.
func startDateline(ctx context.Context, o options, db string) (s *server, took time.Duration, err error) {
	var all []time.Duration
	for range starts {
		if s != nil {
			if err := s.stop(); err != nil {
				return nil, 0, err
			}
		}
		began := time.Now()
		if s, err = startServer(ctx, db+".log", o.dateline, "serve", "--addr", "127.0.0.1:0", "--db", db, "--no-sample"); err != nil {
			return nil, 0, err
		}
		answer, err := drive.Fetch(s.addr, drive.Request("/readyz", ""))
		if err == nil && answer.Status != 200 {
			err = fmt.Errorf("/readyz: status %d", answer.Status)
		}
		if err != nil {
			return nil, 0, errors.Join(err, s.stop())
		}
		all = append(all, time.Since(began))
	}
	slices.Sort(all)
	return s, all[starts/2], nil
}

// fullSize is the number of events that the targets are for. Memory is read
// after a minute of load there, and after what there was elsewhere.
const (
	fullSize = 1_000_000
	minute   = time.Minute
)

func measureSize(ctx context.Context, o options, events int) (s size, err error) {
	s.Events = events
	progress("%d events: making them up", events)
	w := world.New(o.seed, events)
	file := filepath.Join(o.scratch, fmt.Sprintf("news-%d.ndjson", events))
	if err := writeEvents(w, file, "news", events); err != nil {
		return s, err
	}
	db := filepath.Join(o.scratch, fmt.Sprintf("events-%d.db", events))
	if s.Import, err = measureImport(ctx, o, file, db); err != nil {
		return s, err
	}
	dateline, start, err := startDateline(ctx, o, db)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, dateline.stop()) }()
	s.Start = milliseconds(start)
	if _, err := dateline.said(ctx, indexed); err != nil {
		return s, err
	}
	making, err := startServer(ctx, db+".making.log", o.dateline, "serve", "--addr", "127.0.0.1:0", "--db", db, "--no-sample", "--cache-memory", "0")
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, making.stop()) }()
	if _, err := making.said(ctx, indexed); err != nil {
		return s, err
	}
	if err := measureCells(ctx, o, w, dateline, making, &s); err != nil {
		return s, err
	}
	return s, measureImporting(ctx, o, w, making, db, &s)
}

// measureCells fills in what readers see of a server as it comes, and of one that makes
// every answer anew: all but what is said to be kept is asked of that one.
func measureCells(ctx context.Context, o options, w *world.World, dateline, making *server, s *size) error {
	known, list := answers{}, kinds(w)
	progress("%d events: asking each question once", s.Events)
	for i := range list {
		if err := list[i].ask(making.addr, known); err != nil {
			return err
		}
		if list[i].kept {
			if err := list[i].ask(dateline.addr, answers{}); err != nil {
				return err
			}
		}
	}
	rivals := map[string]*server{}
	defer func() {
		for _, rival := range rivals {
			_ = rival.stop() // it has done its work
		}
	}()
	for _, p := range peers {
		var err error
		if rivals[p.name], err = p.start(ctx, o, known); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	began := time.Now()
	var loaded time.Duration
	for _, k := range list {
		if len(k.paths) == 0 {
			progress("%d events: %s: no request counts", s.Events, k.name)
			continue
		}
		for _, connections := range o.connections {
			progress("%d events: %s, %d connections", s.Events, k.name, connections)
			asked := making
			if k.kept {
				asked = dateline
			}
			c, took, err := measureCell(ctx, k.load(known, connections), asked, rivals, o.span)
			if err != nil {
				return fmt.Errorf("%s: %w", k.name, err)
			}
			c.Name, c.Bytes = k.name, k.bytes(known)
			s.Cells = append(s.Cells, c)
			if k.kept {
				loaded += took
			}
		}
	}
	if rest := minute - loaded; s.Events >= fullSize && rest > 0 {
		progress("%d events: %.0f s more load", s.Events, rest.Seconds())
		more, err := list[0].load(known, slices.Max(o.connections)).Run(dateline.addr, rest)
		if err != nil {
			return err
		}
		loaded += more.Took
	}
	s.Resident, s.Loaded = dateline.memory("VmRSS"), loaded.Seconds()
	progress("%d events: cells took %.0f s", s.Events, time.Since(began).Seconds())
	return nil
}

// rounds is how often servers take turns within a cell, so that a slow moment
// of the machine hits all of them.
const rounds = 2

// measureCell drives Dateline and each rival with one load. took is how long
// Dateline was driven.
func measureCell(ctx context.Context, l drive.Load, dateline *server, rivals map[string]*server, span time.Duration) (c cell, took time.Duration, err error) {
	c = cell{Connections: l.Connections, Peers: map[string]measure{}}
	turns := map[string]*turn{"": {server: dateline}}
	for name, rival := range rivals {
		turns[name] = &turn{server: rival}
	}
	for range rounds {
		for _, t := range turns {
			if err := cmp.Or(ctx.Err(), t.take(l, span/rounds)); err != nil {
				return c, 0, err
			}
		}
	}
	for name, t := range turns {
		if name == "" {
			c.Dateline, took = t.measure(), t.Took
		} else {
			c.Peers[name] = t.measure()
		}
	}
	return c, took, nil
}

// turn is a server's part in a cell.
type turn struct {
	server *server
	drive.Sample
	cpu, client time.Duration
}

// take warms up for a fifth of the time, and then measures.
func (t *turn) take(l drive.Load, span time.Duration) error {
	if _, err := l.Run(t.server.addr, span/5); err != nil {
		return err
	}
	cpu, client := t.server.cpu(), ownCPU()
	sample, err := l.Run(t.server.addr, span)
	t.cpu += t.server.cpu() - cpu
	t.client += ownCPU() - client
	t.Add(sample)
	return err
}

func (t *turn) measure() measure {
	m := measure{Answers: len(t.Latencies), Failed: t.Failed, PerSecond: t.PerSecond()}
	m.P50, m.P99 = milliseconds(t.Percentile(50)), milliseconds(t.Percentile(99))
	if all := time.Duration(m.Answers + m.Failed); all > 0 {
		m.CPU, m.Client = milliseconds(t.cpu)/float64(all), milliseconds(t.client)/float64(all)
	}
	return m
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// progress says what goes on, apart from the tables.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, "… "+format+"\n", args...) }
