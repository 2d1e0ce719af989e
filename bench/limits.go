package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	"example.org/dateline/bench/bare"
	"example.org/dateline/internal/convert"
)

// limits are what this machine needs for the least that has to be done. Times are CPU
// time, in microseconds, of this program.
type limits struct {
	Copy      float64 `json:"copy_us"`      // the body of a main query copied in memory
	Documents float64 `json:"documents_us"` // its documents, from SQLite by a prepared statement
	Decode    float64 `json:"decode_us"`    // an event's line read and decoded as import does
	Insert    float64 `json:"insert_us"`    // an event's line inserted by SQLite as a row
	Disk      float64 `json:"disk"`         // bytes a second, written one after the other and synced
}

// patient is how long what is measured here is repeated at least.
const patient = 500 * time.Millisecond

// repeated calls a function until it has taken long enough, and returns the CPU time of a
// call in microseconds.
func repeated(span time.Duration, call func(i int) error) (float64, error) {
	began, cpu, calls := time.Now(), ownCPU(), 0
	for ; calls == 0 || time.Since(began) < span; calls++ {
		if err := call(calls); err != nil {
			return 0, err
		}
	}
	return microseconds(ownCPU()-cpu) / float64(calls), nil
}

func microseconds(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

// ofAnswers measures what the answers to main queries need at least.
func (l *limits) ofAnswers(ctx context.Context, o options, db string, k *kind, known answers) (err error) {
	var bodies [][]byte
	for _, path := range k.paths {
		bodies = append(bodies, known[path].Body)
	}
	span := max(o.span, patient)
	to := make([]byte, len(slices.MaxFunc(bodies, func(a, b []byte) int { return len(a) - len(b) })))
	if l.Copy, err = repeated(span, func(i int) error { copy(to, bodies[i%len(bodies)]); return nil }); err != nil {
		return err
	}
	sqlite, err := bare.Open(db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sqlite.Close()) }()
	pages, err := numbersOf(ctx, sqlite, bodies)
	if err != nil {
		return err
	}
	statement, err := sqlite.Pages(len(pages[0]))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, statement.Close()) }()
	l.Documents, err = repeated(span, func(i int) error {
		n, err := statement.Read(ctx, pages[i%len(pages)])
		if err == nil && n == 0 {
			err = fmt.Errorf("%s has none of the documents", db)
		}
		return err
	})
	return err
}

// somePages is of how many answers SQLite is asked for the documents.
const somePages = 300

// numbersOf are the numbers of the events in some answers, which have as many each.
func numbersOf(ctx context.Context, db *bare.DB, bodies [][]byte) (pages [][]int64, err error) {
	for _, body := range bodies[:min(somePages, len(bodies))] {
		var answer struct{ Data []struct{ ID string } }
		if err := json.Unmarshal(body, &answer); err != nil {
			return nil, err
		}
		ids := make([]string, len(answer.Data))
		for i := range ids {
			ids[i] = answer.Data[i].ID
		}
		ns, err := db.Numbers(ctx, ids)
		if err != nil {
			return nil, err
		}
		if len(pages) == 0 || len(ns) == len(pages[0]) {
			pages = append(pages, ns)
		}
	}
	return pages, nil
}

// ofImport measures what an import of a file of events needs at least.
func (l *limits) ofImport(ctx context.Context, o options, file string, events int) (err error) {
	progress("%s alone: decoded, inserted, written", filepath.Base(file))
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	cpu := ownCPU()
	if err := decoded(file); err != nil {
		return err
	}
	l.Decode = microseconds(ownCPU()-cpu) / float64(events)
	name := filepath.Join(o.scratch, "lines.db")
	db, err := bare.Open(name)
	if err != nil {
		return err
	}
	cpu = ownCPU()
	err = db.Insert(ctx, linesIn(text))
	l.Insert = microseconds(ownCPU()-cpu) / float64(events)
	if err := errors.Join(err, db.Close(), os.Remove(name)); err != nil {
		return err
	}
	l.Disk, err = diskSpeed(filepath.Join(o.scratch, "bytes"), text)
	return err
}

// decoded reads a file as import does, and nothing else.
func decoded(file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	for _, err := range convert.ReadNDJSON(in) {
		if err != nil {
			return err
		}
	}
	return nil
}

// linesIn are the lines of a text, without their ends.
func linesIn(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for begin := 0; begin < len(text); {
			end := begin + bytes.IndexByte(text[begin:], '\n')
			if end < begin {
				end = len(text)
			}
			if !yield(text[begin:end]) {
				return
			}
			begin = end + 1
		}
	}
}

// diskBytes is how much is written to see how fast a disk is.
const diskBytes = 256 << 20

// diskSpeed writes a text again and again to a file until that has diskBytes, waits until
// they are on the disk, and returns the bytes a second.
func diskSpeed(file string, text []byte) (perSecond float64, err error) {
	out, err := os.Create(file)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, out.Close(), os.Remove(file)) }()
	began, written := time.Now(), 0
	for written < diskBytes {
		n, err := out.Write(text[:min(len(text), diskBytes-written)])
		if err != nil {
			return 0, err
		}
		if written += n; n == 0 {
			return 0, io.ErrShortWrite
		}
	}
	if err := out.Sync(); err != nil {
		return 0, err
	}
	return float64(written) / time.Since(began).Seconds(), nil
}
