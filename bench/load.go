package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"example.org/dateline/bench/drive"
)

// load is what becomes of readers beside others whose questions are dear, and when there
// are too many. Times are milliseconds.
type load struct {
	Alone    measure `json:"alone"`  // the main query at one connection
	Beside   measure `json:"beside"` // the same beside those whose questions are dear
	Answered int     `json:"dear_answered"`
	Refused  int     `json:"dear_refused"`

	Best            float64 `json:"best_per_second"` // good answers, at BestConnections
	BestConnections int     `json:"best_connections"`
	Asked           float64 `json:"asked_per_second"` // where twice as many are asked for
	Good            float64 `json:"good_per_second"`
	GoodP99         float64 `json:"good_p99_ms"`
}

func loadCommand(ctx context.Context, args []string) error {
	o := options{sizes: numbers{100_000}}
	flags := flag.NewFlagSet("bench load", flag.ContinueOnError)
	o.common(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("load takes flags alone, not %q", flags.Arg(0))
	}
	return o.within(func() error {
		for _, events := range o.sizes {
			if err := loadOn(ctx, o, events, os.Stdout); err != nil {
				return fmt.Errorf("%d events: %w", events, err)
			}
		}
		return nil
	})
}

func loadOn(ctx context.Context, o options, events int, out io.Writer) (err error) {
	about, err := examine(o.dateline)
	if err != nil {
		return err
	}
	o.span = o.spanAt(events)
	d := newData(o, events)
	db, _, err := d.dateline(ctx, about.Version)
	if err != nil {
		return err
	}
	making, err := startMaking(ctx, o, db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, making.stop()) }()
	k, known := mains(d.world), answers{}
	if err := k.ask(making.addr, known); err != nil {
		return err
	}
	l, err := measureLoad(o, making, k.load(known, 1))
	if err != nil {
		return err
	}
	return l.print(out, events)
}

// measureLoad drives a server that keeps no answer: those that are kept cost nothing, and
// would hide what is measured.
func measureLoad(o options, making *server, main drive.Load) (l load, err error) {
	o.span = max(o.span, time.Second) // less says nothing of a p99, and of what a crowd does
	progress("main query beside dear questions")
	if err := l.besideDear(o, making, main); err != nil {
		return l, err
	}
	progress("main query, twice as often as it can be answered")
	return l, l.atTwice(o, making, main)
}

// print says it in two lines.
func (l *load) print(out io.Writer, events int) error {
	if l.Best == 0 {
		return nil
	}
	_, err := fmt.Fprintf(out, "%d events: main query, p99 %s ms alone, %s ms beside %d dear clients; p50 %s and %s ms; of the dear %d were answered and %d refused\n"+
		"%d events: main query, at best %.0f good answers a second (%d connections); of %.0f asked a second %.0f were good; p99 of the good %s ms\n",
		events, figure(l.Alone.P99), figure(l.Beside.P99), dearClients, figure(l.Alone.P50), figure(l.Beside.P50), l.Answered, l.Refused,
		events, l.Best, l.BestConnections, l.Asked, l.Good, figure(l.GoodP99))
	return err
}

// dearClients is how many ask dear questions at a time.
const dearClients = 8

// besideDear compares the main query alone and beside clients that count everything,
// now and as of an earlier change.
func (l *load) besideDear(o options, dateline *server, main drive.Load) error {
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
	quiet, loud := turn{rival: rival{server: dateline, load: main}}, turn{rival: rival{server: dateline, load: main}}
	for range 2 { // in turns, so that a slow moment of the machine hits both
		if err := quiet.take(o.span); err != nil {
			return err
		}
		ended := make(chan error, 1)
		go func() {
			s, err := drive.Load{Requests: dear, Status: 200, Connections: dearClients}.Run(dateline.addr, o.span*6/5)
			l.Answered += len(s.Latencies)
			l.Refused += s.Failed
			ended <- err
		}()
		if err := errors.Join(loud.take(o.span), <-ended); err != nil {
			return err
		}
	}
	l.Alone, l.Beside = quiet.measure(), loud.measure()
	return nil
}

// crowd is how many connections those have who ask too much.
const crowd = 256

// atTwice compares the good answers a second at their best and where twice as many
// are asked for.
func (l *load) atTwice(o options, dateline *server, main drive.Load) error {
	for _, connections := range []int{2, 4, 8, 16, 32} {
		main.Connections = connections
		s, err := main.Run(dateline.addr, o.span)
		if err != nil {
			return err
		}
		if rate := s.PerSecond(); rate > l.Best {
			l.Best, l.BestConnections = rate, connections
		}
	}
	main.Connections, main.Rate = crowd, 2*l.Best
	s, err := main.Run(dateline.addr, 2*o.span)
	if err != nil {
		return err
	}
	l.Asked, l.Good = float64(len(s.Latencies)+s.Failed)/s.Took.Seconds(), s.PerSecond()
	l.GoodP99 = milliseconds(s.Percentile(99))
	return nil
}
