// Command endure finds out what a server outlives. It runs the program itself, on a
// database of its own that is thrown away:
//
//	go run ./tools/endure crash -times 1000    kill it amid writes, and look what is left
//	go run ./tools/endure soak -for 10m        use it for a while, and look what grows
//
// It ends with exit code 1, and keeps the database, where a promise of
// docs/reliability.md is broken.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// options are the flags that both commands have.
type options struct {
	program string // the binary under test
	server  string // a postgres:// URL of a server to make databases on; SQLite when empty
	seed    uint64
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "endure:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "crash" && args[0] != "soak" {
		return fmt.Errorf("say what to do: crash or soak; -h after it lists its flags")
	}
	var o options
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	flags.StringVar(&o.program, "program", "bin/dateline", "the program, as make build makes it")
	flags.StringVar(&o.server, "postgres", os.Getenv("DATELINE_TEST_POSTGRES"), "the postgres:// URL of a server to make databases on, as scripts/with-postgres names it; SQLite files when empty")
	flags.Uint64Var(&o.seed, "seed", rand.Uint64N(1_000_000), "what writes and moments are made from: the same writes again with the same number") //nolint:gosec // what is tried is no secret
	if args[0] == "crash" {
		times := flags.Int("times", 10, "how often the server is killed")
		if err := flags.Parse(args[1:]); err != nil {
			return err
		}
		return crash(ctx, o, *times)
	}
	lasts := flags.Duration("for", 10*time.Minute, "how long the server is used")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	return soak(ctx, o, *lasts)
}
