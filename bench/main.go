// Command bench measures Dateline as a reader meets it: the real binary, over
// HTTP, beside a server that sends the same bytes from memory. `make bench`
// runs it; docs/performance.md says what its numbers mean.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"example.org/dateline/bench/world"
)

const usage = `usage: bench run [flags]              measure
       bench fill [flags]             make the databases that run keeps, and measure nothing
       bench load [flags]             measure what becomes of readers when there are too many
       bench memory [flags]           measure what each route costs on one large story
       bench plot SHOWN DOCS          draw the pictures of DOCS/performance.md, and write its figures, from SHOWN/run.json and memory.json
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
	case len(args) > 0 && args[0] == "fill":
		return fillCommand(ctx, args[1:])
	case len(args) > 0 && args[0] == "load":
		return loadCommand(ctx, args[1:])
	case len(args) > 0 && args[0] == "memory":
		return memoryCommand(ctx, args[1:])
	case len(args) == 3 && args[0] == "compare":
		return compare(os.Stdout, args[1], args[2])
	case len(args) == 3 && args[0] == "plot":
		return plotCommand(args[1], args[2])
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
