package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"example.org/dateline/bench/drive"
	"example.org/dateline/bench/world"
)

func loadCommand(ctx context.Context, args []string) error {
	o := options{sizes: numbers{100_000}}
	flags := flag.NewFlagSet("bench load", flag.ContinueOnError)
	flags.StringVar(&o.dateline, "dateline", "bin/dateline", "the binary to measure")
	flags.Var(&o.sizes, "sizes", "numbers of events")
	flags.DurationVar(&o.span, "time", 3*time.Second, "how long each part is measured")
	flags.Uint64Var(&o.seed, "seed", 1, "of the events and the questions")
	flags.StringVar(&o.scratch, "scratch", "", "a folder for databases and logs, which stay there; a temporary one when empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if o.scratch == "" {
		var err error
		if o.scratch, err = os.MkdirTemp("", "dateline-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.scratch)
	}
	if err := os.Setenv("DATELINE_CACHE_MEMORY", "0"); err != nil { // answers that are kept cost nothing, and would hide what is measured
		return err
	}
	for _, events := range o.sizes {
		if err := measureLoad(ctx, o, events, os.Stdout); err != nil {
			return fmt.Errorf("%d events: %w", events, err)
		}
	}
	return nil
}

// measureLoad says what becomes of readers when there are too many, and beside some
// whose questions are dear.
func measureLoad(ctx context.Context, o options, events int, out io.Writer) (err error) {
	w := world.New(o.seed, events)
	file, db := filepath.Join(o.scratch, fmt.Sprintf("news-%d.ndjson", events)), filepath.Join(o.scratch, fmt.Sprintf("events-%d.db", events))
	if _, statErr := os.Stat(db); statErr != nil {
		if err := writeEvents(w, file, "news", events); err != nil {
			return err
		}
		if _, err := measureImport(ctx, o, file, db); err != nil {
			return err
		}
	}
	dateline, _, err := startDateline(ctx, o, db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dateline.stop()) }()
	k, known := kinds(w)[0], answers{}
	if err := k.ask(dateline.addr, known); err != nil {
		return err
	}
	if err := besideDear(o, dateline, k.load(known, 1), out, events); err != nil {
		return err
	}
	return atTwice(o, dateline, k.load(known, 1), out, events)
}

// dearClients is how many ask dear questions at a time.
const dearClients = 8

// besideDear compares the main query alone and beside clients that count everything,
// now and as of an earlier change.
func besideDear(o options, dateline *server, l drive.Load, out io.Writer, events int) error {
	answer, err := drive.Fetch(dateline.addr, drive.Request("/v1/events?limit=1", ""))
	if err != nil {
		return err
	}
	last, err := strconv.Atoi(answer.Header["Dateline-Seq"])
	if err != nil {
		return fmt.Errorf("no number of the last change: %w", err)
	}
	var dear [][]byte
	for i := range 100 {
		dear = append(dear, drive.Request(fmt.Sprintf("/v1/events/facets?by=type,actor,place&as_of=%d", last-1-i), ""),
			drive.Request(fmt.Sprintf("/v1/events/facets?by=type,actor,place&from=-%04d", i+1), ""))
	}
	var quiet, loud, others drive.Sample
	for range 2 { // in turns, so that a slow moment of the machine hits both
		s, err := l.Run(dateline.addr, o.span)
		if err != nil {
			return err
		}
		quiet.Add(s)
		ended := make(chan error, 1)
		go func() {
			s, err := drive.Load{Requests: dear, Status: 200, Connections: dearClients}.Run(dateline.addr, o.span)
			others.Add(s)
			ended <- err
		}()
		if s, err = l.Run(dateline.addr, o.span); err != nil {
			return err
		}
		loud.Add(s)
		if err := <-ended; err != nil {
			return err
		}
	}
	q, d := milliseconds(quiet.Percentile(99)), milliseconds(loud.Percentile(99))
	_, err = fmt.Fprintf(out, "%d events: main query, p99 %.2f ms alone, %.2f ms beside %d dear clients: %.1f times (at most 3); p50 %.2f and %.2f ms; of the dear %d were answered and %d refused\n",
		events, q, d, dearClients, d/q, milliseconds(quiet.Percentile(50)), milliseconds(loud.Percentile(50)), len(others.Latencies), others.Failed)
	return err
}

// crowd is how many connections those have who ask too much.
const crowd = 256

// atTwice compares the good answers a second at their best and where twice as many
// are asked for.
func atTwice(o options, dateline *server, l drive.Load, out io.Writer, events int) error {
	best, at := 0.0, 0
	for _, connections := range []int{2, 4, 8, 16, 32} {
		l.Connections = connections
		s, err := l.Run(dateline.addr, o.span)
		if err != nil {
			return err
		}
		if rate := s.PerSecond(); rate > best {
			best, at = rate, connections
		}
	}
	l.Connections, l.Rate = crowd, 2*best
	s, err := l.Run(dateline.addr, 2*o.span)
	if err != nil {
		return err
	}
	asked := float64(len(s.Latencies)+s.Failed) / s.Took.Seconds()
	_, err = fmt.Fprintf(out, "%d events: main query, at best %.0f good answers a second (%d connections); of %.0f asked a second %.0f were good: %.0f %% of the best (at least 80); p99 of the good %.1f ms\n",
		events, best, at, asked, s.PerSecond(), 100*s.PerSecond()/best, milliseconds(s.Percentile(99)))
	return err
}
