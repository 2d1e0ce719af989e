package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// added is up to how many events are imported into a database that is full, and
// importing how many while readers are measured: more than can be done in that time.
const (
	added     = 50_000
	importing = 100_000
)

// measureWrites measures imports into a copy of a database.
func measureWrites(ctx context.Context, d *data, db string, s *size) (err error) {
	progress("%d events: copying the database", d.events)
	full := filepath.Join(d.o.scratch, fmt.Sprintf("full-%d.db", d.events))
	if err := copyDatabase(db, full); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(full)) }()
	s.Added = min(d.events, added)
	file, err := d.lines("added", s.Added)
	if err != nil {
		return err
	}
	if s.Adding, err = measureAdding(ctx, d.o, "ndjson", file, full); err != nil {
		return err
	}
	if err := s.Limits.ofImport(context.WithoutCancel(ctx), d.o, file, s.Added); err != nil {
		return err
	}
	return measureImporting(ctx, d, full, s)
}

// copyDatabase copies a database that nobody has open, with what is in its log.
func copyDatabase(from, to string) error {
	for _, part := range []string{"", "-wal"} {
		in, err := os.Open(from + part)
		if part != "" && errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		out, err := os.Create(to + part)
		if err == nil {
			_, err = io.Copy(out, in)
			err = errors.Join(err, out.Close())
		}
		if err := errors.Join(err, in.Close()); err != nil {
			return err
		}
	}
	return nil
}

// measureImporting measures the main query quietly and again while an import
// runs into the same database, which is stopped at the end.
func measureImporting(ctx context.Context, d *data, db string, s *size) (err error) {
	file, err := d.lines("more", max(min(d.events, importing), importing/2))
	if err != nil {
		return err
	}
	making, err := startMaking(ctx, d.o, db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, making.stop()) }()
	known, k := answers{}, mains(d.world)
	if err := k.ask(making.addr, known); err != nil || len(k.paths) == 0 {
		return err
	}
	connections := d.o.connections[:min(2, len(d.o.connections))]
	var quiet []measure
	for _, n := range connections {
		progress("%d events: %s while nothing is imported, %d connections", s.Events, mainQuery, n)
		all, _, err := takeTurns(ctx, []rival{{"", making, k.load(known, n)}}, d.o.span)
		if err != nil {
			return err
		}
		quiet = append(quiet, all...)
	}
	p, err := startImportOf(d.o, "ndjson", file, db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	for i, n := range connections {
		progress("%d events: %s while an import runs, %d connections", s.Events, mainQuery, n)
		busy, _, err := takeTurns(ctx, []rival{{"", making, k.load(known, n)}}, d.o.span)
		select {
		case ended := <-p.done:
			p.done <- ended
			return fmt.Errorf("the import ended before the reading did: %w", errors.Join(ended, err))
		default:
		}
		if err != nil {
			return err
		}
		s.Importing = append(s.Importing, cell{Name: mainQuery, Connections: n, Bytes: k.bytes(known), Dateline: busy[0], Peers: map[string]measure{"quiet": quiet[i]}})
	}
	return nil
}
