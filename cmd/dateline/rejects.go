package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"sync"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// Bounds of what is told of rejected lines, beside the file that takes them.
const (
	shownRejects = 10  // lines, where no file takes them
	shownReasons = 10  // of the summary
	maxReasons   = 200 // that are counted apart
)

// rejects takes the lines that cannot be imported: into a file, or some of
// them to the terminal, where notes go too. It is safe for concurrent use.
type rejects struct {
	mu      sync.Mutex
	count   int
	reasons map[string]int // how many lines were rejected for each, what it names left out
	name    string
	stderr  io.Writer
	file    *os.File // made for the first
	text    *bufio.Writer
}

func newRejects(stderr io.Writer, name string) *rejects {
	return &rejects{name: name, stderr: stderr, reasons: map[string]int{}}
}

func (r *rejects) add(e timeline.Entry, why error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.count++
	line := convert.Rejected(e, why)
	r.countReason(line.Reason)
	if r.name == "" {
		if r.count <= shownRejects {
			_, err := fmt.Fprintf(r.stderr, "%s:%d:%d: %s\n", line.File, line.Line, line.Column, line.Reason)
			return err
		}
		return nil
	}
	if r.file == nil {
		var err error
		if r.file, err = os.Create(r.name); err != nil {
			return fmt.Errorf("cannot write %s: %w", r.name, errors.Unwrap(err))
		}
		r.text = bufio.NewWriter(r.file)
	}
	enc := json.NewEncoder(r.text)
	enc.SetEscapeHTML(false)
	return enc.Encode(line)
}

// particulars are what reasons of one kind differ in.
var particulars = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|/?\d+(?:[.,]\d+)*`)

func (r *rejects) countReason(reason string) {
	kind := particulars.ReplaceAllString(reason, "…")
	if r.reasons[kind] == 0 && len(r.reasons) == maxReasons {
		kind = "other reasons"
	}
	r.reasons[kind]++
}

// summary tells how many lines were rejected for which reason, the most frequent
// first.
func (r *rejects) summary() {
	if r.count <= 1 {
		return
	}
	kinds := slices.SortedFunc(maps.Keys(r.reasons), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.reasons[b], r.reasons[a]), cmp.Compare(a, b))
	})
	for i, kind := range kinds {
		if i == shownReasons {
			_, _ = fmt.Fprintf(r.stderr, "rejected: %d more reasons\n", len(kinds)-i)
			return
		}
		_, _ = fmt.Fprintf(r.stderr, "rejected: %d × %s\n", r.reasons[kind], kind)
	}
}

// note tells what was noticed in a file that is no mistake.
func (r *rejects) note(file, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, _ = fmt.Fprintf(r.stderr, "%s: note: %s\n", file, text) // a note that cannot be shown stops no import
}

// rejectedError is the error of an import that took all but some lines.
type rejectedError struct{ text string }

func (e *rejectedError) Error() string { return e.text }

// close ends the file, and returns the error of an import with rejects. Without
// any, what the file holds of an earlier import goes, so that nobody mends and
// imports that again.
func (r *rejects) close() error {
	var err error
	if r.file != nil {
		err = errors.Join(r.text.Flush(), r.file.Close())
	} else if info, statErr := os.Stat(r.name); statErr == nil && info.Mode().IsRegular() {
		err = errors.Unwrap(os.Truncate(r.name, 0)) // without the name, which is said below
	}
	switch {
	case err != nil:
		return fmt.Errorf("cannot write %s: %w", r.name, err)
	case r.count == 0:
		return nil
	}
	r.summary()
	if r.name != "" {
		return &rejectedError{fmt.Sprintf("%s rejected: mend raw in %s, and import that file", plural(r.count, "line"), r.name)}
	}
	return &rejectedError{plural(r.count, "line") + " rejected; --rejects FILE keeps them with their reasons"}
}
