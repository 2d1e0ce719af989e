package main

import (
	"bufio"
	"context"
	"errors"
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

func startImportOf(o options, format, file, db string) (*process, error) {
	return spawn(file+".log", o.dateline, "import", "--db", db, "--format", format, "--cpu-profile", o.importProfile(), file)
}

// importProfile is where an import writes its profile.
func (o *options) importProfile() string { return filepath.Join(o.scratch, "import.pprof") }

// measureImport loads a file into a new database.
func measureImport(ctx context.Context, o options, file, db string) (i imported, err error) {
	return measureImportOf(ctx, o, "ndjson", file, db)
}

func measureImportOf(ctx context.Context, o options, format, file, db string) (i imported, err error) {
	for _, old := range []string{db, db + "-wal", db + "-shm"} {
		if err := os.Remove(old); err != nil && !errors.Is(err, os.ErrNotExist) {
			return i, err
		}
	}
	return measureAdding(ctx, o, format, file, db)
}

// measureAdding loads a file into a database that may have events.
func measureAdding(ctx context.Context, o options, format, file, db string) (i imported, err error) {
	progress("importing %s", filepath.Base(file))
	before, err := bytesOf(db)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return i, err
	}
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
	i.Seconds, i.CPU = time.Since(p.began).Seconds(), p.ended()
	if err != nil {
		return i, err
	}
	if i.FileBytes, err = bytesOf(file); err != nil {
		return i, err
	}
	i.DatabaseBytes, err = bytesOf(db)
	if err != nil {
		return i, err
	}
	i.DatabaseBytes -= before
	i.Layers, err = importLayers(o.importProfile())
	return i, err
}

func bytesOf(file string) (int64, error) {
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
