package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"example.org/dateline/bench/world"
)

func writeEvents(w *world.World, file, name string, events int) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(out, 1<<20)
	return errors.Join(w.Write(buffered, name, events), buffered.Flush(), out.Close())
}

func startImport(o options, file, db string) (*process, error) {
	return startImportOf(o, "ndjson", file, db)
}

func startImportOf(o options, format, file, db string) (*process, error) {
	return spawn(file+".log", o.dateline, "import", "--db", db, "--format", format, file)
}

// measureImport loads a file into a new database.
func measureImport(ctx context.Context, o options, file, db string) (i imported, err error) {
	return measureImportOf(ctx, o, "ndjson", file, db)
}

func measureImportOf(ctx context.Context, o options, format, file, db string) (i imported, err error) {
	progress("importing %s", filepath.Base(file))
	for _, old := range []string{db, db + "-wal", db + "-shm"} {
		if err := os.Remove(old); err != nil && !errors.Is(err, os.ErrNotExist) {
			return i, err
		}
	}
	began := time.Now()
	p, err := startImportOf(o, format, file, db)
	if err != nil {
		return i, err
	}
	ended := make(chan error, 1)
	go func() { ended <- p.wait(ctx) }()
	for running := true; running; {
		select {
		case err = <-ended:
			running = false
		case <-time.After(20 * time.Millisecond):
			i.PeakBytes = max(i.PeakBytes, p.memory("VmHWM")) // its own; what the kernel tells at the end has the parent's in it
			i.WrittenBytes = max(i.WrittenBytes, p.written())
		}
	}
	i.Seconds, i.CPU = time.Since(began).Seconds(), p.ended()
	if err != nil {
		return i, err
	}
	if i.FileBytes, err = bytesOf(file); err != nil {
		return i, err
	}
	i.DatabaseBytes, err = bytesOf(db)
	return i, err
}

func bytesOf(file string) (int64, error) {
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// importing is how many events are being imported while readers are measured:
// more than can be done in that time.
const importing = 100_000

// measureImporting measures the main query quietly and again while an import
// runs into the same database, which is stopped at the end.
func measureImporting(ctx context.Context, o options, w *world.World, dateline *server, db string, s *size) (err error) {
	file := filepath.Join(o.scratch, "more.ndjson")
	if err := writeEvents(w, file, "more", importing); err != nil {
		return err
	}
	known, k := answers{}, kinds(w)[0]
	if err := k.ask(dateline.addr, known); err != nil {
		return err
	}
	for _, connections := range o.connections {
		if len(k.paths) == 0 {
			return nil
		}
		progress("%d events: %s while an import runs, %d connections", s.Events, mainQuery, connections)
		quiet, _, err := measureCell(ctx, k.load(known, connections), dateline, nil, o.span)
		if err != nil {
			return err
		}
		p, err := startImport(o, file, db)
		if err != nil {
			return err
		}
		busy, _, err := measureCell(ctx, k.load(known, connections), dateline, nil, o.span)
		select {
		case ended := <-p.done:
			return fmt.Errorf("the import ended before the reading did: %w; see %s", errors.Join(ended, err), p.log)
		default:
		}
		if err := errors.Join(err, p.stop()); err != nil {
			return err
		}
		busy.Peers = map[string]measure{"quiet": quiet.Dateline}
		busy.Name, busy.Bytes = mainQuery, k.bytes(known)
		s.Importing = append(s.Importing, busy)
	}
	return nil
}
