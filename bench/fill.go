package main

import (
	"context"
	"flag"
	"fmt"
)

// fillCommand makes the databases that run would have to make first, and measures nothing:
// so a run of a million events is as long as its measuring.
func fillCommand(ctx context.Context, args []string) error {
	o := options{sizes: numbers{fullSize}}
	flags := flag.NewFlagSet("bench fill", flag.ContinueOnError)
	o.common(flags)
	o.peers(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("fill takes flags alone, not %q", flags.Arg(0))
	}
	return o.within(func() error {
		for _, events := range o.sizes {
			if err := fill(ctx, newData(o, events)); err != nil {
				return fmt.Errorf("%d events: %w", events, err)
			}
		}
		return nil
	})
}

// fill makes the databases of one size that are missing, or whose schema or layout is
// another by now.
func fill(ctx context.Context, d *data) error {
	m, err := examine(d.o.dateline)
	if err != nil {
		return err
	}
	if _, _, err := d.dateline(ctx, m.Version); err != nil {
		return err
	}
	if d.o.postgres != "" {
		if _, err := d.fillPostgres(ctx, m.Version); err != nil {
			return fmt.Errorf("PostgreSQL: %w", err)
		}
	}
	if d.o.pocketbase != "" {
		if _, err := d.fillPocketBase(ctx); err != nil {
			return fmt.Errorf("PocketBase: %w", err)
		}
	}
	return d.tidy()
}
