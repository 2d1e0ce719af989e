// Command bench measures Dateline as a reader meets it: the real binary, over
// HTTP, beside a server that sends the same bytes from memory. `make bench`
// runs it; docs/performance.md says what its numbers mean.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"example.org/dateline/bench/world"
)

const usage = `usage: bench run [flags]              measure
       bench load [flags]             measure what becomes of readers when there are too many
       bench memory [flags]           measure what each route costs on one large story
       bench compare OLD NEW          set the results of two runs side by side
       bench generate EVENTS [SEED]   write made-up events as NDJSON
       bench static ANSWERS           serve the answers that run has written to a file
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := command(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string) error {
	switch {
	case len(args) > 0 && args[0] == "run":
		return runCommand(ctx, args[1:])
	case len(args) > 0 && args[0] == "load":
		return loadCommand(ctx, args[1:])
	case len(args) > 0 && args[0] == "memory":
		return memoryCommand(ctx, args[1:])
	case len(args) == 3 && args[0] == "compare":
		return compare(os.Stdout, args[1], args[2])
	case (len(args) == 2 || len(args) == 3) && args[0] == "generate":
		return generate(args[1:])
	case len(args) == 2 && args[0] == "static":
		return serveStatic(ctx, args[1])
	}
	return fmt.Errorf("called wrongly\n%s", usage)
}

func generate(args []string) error {
	events, err := strconv.Atoi(args[0])
	if err != nil || events < 1 {
		return fmt.Errorf("EVENTS is a number, not %q", args[0])
	}
	seed := uint64(1)
	if len(args) == 2 {
		if seed, err = strconv.ParseUint(args[1], 10, 64); err != nil {
			return fmt.Errorf("SEED is a number, not %q", args[1])
		}
	}
	return world.New(seed, events).Write(os.Stdout, "news", events)
}

// options are the flags of run.
type options struct {
	dateline    string
	sizes       numbers
	connections numbers
	span        time.Duration
	seed        uint64
	results     string
	scratch     string
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

func runCommand(ctx context.Context, args []string) error {
	o := options{sizes: numbers{10_000}, connections: numbers{1, 16}}
	flags := flag.NewFlagSet("bench run", flag.ContinueOnError)
	flags.StringVar(&o.dateline, "dateline", "bin/dateline", "the binary to measure")
	flags.Var(&o.sizes, "sizes", "numbers of events, smallest first")
	flags.Var(&o.connections, "connections", "numbers of connections")
	flags.DurationVar(&o.span, "time", 800*time.Millisecond, "how long each cell is measured")
	flags.Uint64Var(&o.seed, "seed", 1, "of the events and the questions")
	flags.StringVar(&o.results, "results", "bench/results", "the folder that the results are kept in")
	flags.StringVar(&o.scratch, "scratch", "", "a folder for databases and logs, which stay there; a temporary one when empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("run takes flags alone, not %q", flags.Arg(0))
	}
	return run(ctx, o, os.Stdout)
}
