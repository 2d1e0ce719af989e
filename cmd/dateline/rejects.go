package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"example.org/dateline/internal/timeline"
)

// shownRejects is how many rejected lines are told of where no file takes them.
const shownRejects = 10

// rejects takes the lines that cannot be imported: into a file, or some of
// them to the terminal, where notes go too. It is safe for concurrent use.
type rejects struct {
	mu     sync.Mutex
	count  int
	name   string
	stderr io.Writer
	file   *os.File // made for the first
	text   *bufio.Writer
}

func newRejects(stderr io.Writer, name string) *rejects { return &rejects{name: name, stderr: stderr} }

// rejectedLine is a line of a file of rejects.
type rejectedLine struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Reason string `json:"reason"`
	Raw    string `json:"raw"`
}

func (r *rejects) add(file string, e timeline.Entry, why error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.count++
	line := rejectedLine{File: file, Line: e.Line, Column: 1, Raw: string(e.Raw), Reason: timeline.Reason(why)}
	if te, ok := errors.AsType[*timeline.Error](why); ok && len(te.Faults) > 0 {
		line.Column = max(1, te.Faults[0].Column)
	}
	if r.name == "" {
		if r.count <= shownRejects {
			_, err := fmt.Fprintf(r.stderr, "%s:%d:%d: %s\n", file, line.Line, line.Column, line.Reason)
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

// note tells what was noticed in a file that is no mistake.
func (r *rejects) note(file, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, _ = fmt.Fprintf(r.stderr, "%s: note: %s\n", file, text) // a note that cannot be shown stops no import
}

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
	case r.name != "":
		return fmt.Errorf("%s rejected: see %s, mend the lines and import that file's raw lines again", plural(r.count, "line"), r.name)
	}
	return fmt.Errorf("%s rejected; --rejects FILE keeps them with their reasons", plural(r.count, "line"))
}
