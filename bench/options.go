package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// options are the flags of run and load.
type options struct {
	dateline    string
	pocketbase  string
	postgres    string
	sizes       numbers
	connections numbers
	span        time.Duration
	seed        uint64
	results     string
	data        string
	fresh       bool
	scratch     string // a folder that is gone in the end
}

// numbers is a flag that holds some, parted by spaces.
type numbers []int

func (n *numbers) String() string { return strings.Trim(fmt.Sprint([]int(*n)), "[]") }

func (n *numbers) Set(s string) error {
	*n = nil
	for _, word := range strings.Fields(s) {
		i, err := strconv.Atoi(word)
		if err != nil || i < 1 {
			return fmt.Errorf("%q is not a number above 0", word)
		}
		*n = append(*n, i)
	}
	if len(*n) == 0 {
		return fmt.Errorf("no number in %q", s)
	}
	return nil
}

// common adds the flags that run and load share.
func (o *options) common(flags *flag.FlagSet) {
	flags.StringVar(&o.dateline, "dateline", "bin/dateline", "the binary to measure")
	flags.Var(&o.sizes, "sizes", "numbers of events, smallest first")
	flags.DurationVar(&o.span, "time", 0, "how long each server is driven in a cell; 250ms when 0, and 3s at a million events")
	flags.Uint64Var(&o.seed, "seed", 1, "of the events and the questions")
	flags.StringVar(&o.data, "data", "bench/data", "the folder that databases are kept in for the next run")
	flags.BoolVar(&o.fresh, "fresh", false, "import into Dateline again, also when its database is kept")
}

// peers adds the flags that run and fill share.
func (o *options) peers(flags *flag.FlagSet) {
	flags.StringVar(&o.pocketbase, "pocketbase", "bin/pocketbase", "the binary of bench/pocketbase to compare with; none when empty")
	flags.StringVar(&o.postgres, "postgres", "scripts/with-postgres", "the script that starts a PostgreSQL to compare with; none when empty")
}

// within makes a folder to work in, beside the databases, calls a function and removes it.
func (o *options) within(do func() error) (err error) {
	if err := os.MkdirAll(o.data, 0o755); err != nil {
		return err
	}
	if o.scratch, err = os.MkdirTemp(o.data, "run-"); err != nil {
		return err
	}
	defer os.RemoveAll(o.scratch)
	return do()
}

func runCommand(ctx context.Context, args []string) error {
	o := options{sizes: numbers{10_000}, connections: numbers{1, 16, 64}}
	flags := flag.NewFlagSet("bench run", flag.ContinueOnError)
	o.common(flags)
	o.peers(flags)
	flags.Var(&o.connections, "connections", "numbers of connections")
	flags.StringVar(&o.results, "results", "bench/results", "the folder that the results are kept in")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("run takes flags alone, not %q", flags.Arg(0))
	}
	return o.within(func() error { return run(ctx, o, os.Stdout) })
}
