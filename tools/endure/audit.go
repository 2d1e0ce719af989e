package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// audit knows what was written to a database, and looks whether it is there.
type audit struct {
	o         options
	d         *database
	token     string
	writers   []*writer // of the last life
	importers []*importer
	seq       int64 // the last change that was seen
	entries   map[string][]entry
}

// entry is what we need of an entry of the log.
type entry struct {
	Seq    int64
	ID     string
	Action string
	Record struct{ Name, Title string }
}

// newAudit opens a database that was perhaps not made to the end, with a token and a
// story that all write into.
func newAudit(ctx context.Context, o options, d *database) (*audit, error) {
	if _, err := dateline(ctx, o, d, fmt.Sprintf(`{"entity":"story","id":%q,"title":"Trial"}`, storyID), "import", "--format", "ndjson", "-"); err != nil {
		return nil, err
	}
	secret, err := dateline(ctx, o, d, "", "token", "create", "--name", "trial", "--scope", "write")
	if err != nil {
		return nil, err
	}
	return &audit{o: o, d: d, token: strings.TrimSpace(secret), entries: map[string][]entry{}}, nil
}

// look looks whether all that was written in the last life is there as it was
// acknowledged, completes what was cut off, and lets the program check its database.
func (a *audit) look(ctx context.Context, s *server, all *tally) error {
	if err := a.log(ctx, s, a.seq); err != nil {
		return err
	}
	for _, w := range a.writers {
		if err := a.written(ctx, s, w.sent, all); err != nil {
			return err
		}
	}
	for _, i := range a.importers {
		for _, one := range i.sent {
			if one.done() {
				all.imports++
			} else {
				all.cut++
			}
			if err := a.repeat(ctx, s, one); err != nil {
				return err
			}
		}
	}
	if err := a.log(ctx, s, a.seq); err != nil { // what was cut off is complete now
		return err
	}
	for _, i := range a.importers {
		for _, one := range i.sent {
			for _, id := range one.imported() {
				if n := len(a.entries[id]); n != 1 {
					return fmt.Errorf("%s of an import that was acknowledged is written %d times", id, n)
				}
			}
		}
	}
	a.writers, a.importers = nil, nil
	return a.check(ctx)
}

// log reads the log from a change on: each number once, without a gap.
func (a *audit) log(ctx context.Context, s *server, since int64) error {
	status, text, err := s.get(ctx, a.token, fmt.Sprintf("/v1/changes?format=ndjson&since=%d", since))
	if err != nil || status != http.StatusOK {
		return fmt.Errorf("read the log: %d %.300s %w", status, text, err)
	}
	for line := range bytes.Lines(text) {
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			return fmt.Errorf("an entry of the log is no JSON: %w: %.300s", err, line)
		}
		if since++; e.Seq != since {
			return fmt.Errorf("in the log, %d comes after %d", e.Seq, since-1)
		}
		if e.Seq > a.seq {
			a.entries[e.ID] = append(a.entries[e.ID], e)
		}
	}
	if since < a.seq {
		return fmt.Errorf("the log ends with %d, and ended with %d before", since, a.seq)
	}
	a.seq = since
	return nil
}

// written looks at the writes of one writer, the last of which was perhaps cut off.
func (a *audit) written(ctx context.Context, s *server, sent []*write, all *tally) error {
	for _, one := range sent {
		there := a.inLog(one)
		switch {
		case one.done() && !there:
			return fmt.Errorf("%s was acknowledged with %d %s, and is lost", one, one.status, one.answer)
		case one.done():
			all.acknowledged++
		default:
			all.cut++
			if there {
				all.completed++
			}
		}
		if one.key == "" {
			continue
		}
		if err := a.repeat(ctx, s, one); err != nil {
			return err
		}
	}
	return a.latest(sent)
}

// inLog reports whether the log has what a write says.
func (a *audit) inLog(w *write) bool {
	for _, e := range a.entries[w.about] {
		if w.says == "" && e.Action == "retract" || w.says != "" && (e.Record.Name == w.says || e.Record.Title == w.says) {
			return true
		}
	}
	return false
}

// repeat sends a write once more under its key: one that was acknowledged is
// answered as it was, and one that was cut off is made if it was not.
func (a *audit) repeat(ctx context.Context, s *server, one *write) error {
	if !one.done() {
		if err := s.send(ctx, a.token, one); err != nil || !one.done() {
			return fmt.Errorf("%s was cut off, and is answered %d %s when it is sent again: %w", one, one.status, one.answer, err)
		}
	}
	status, answer, err := s.sendAgain(ctx, a.token, one)
	if err != nil || status != one.status || !bytes.Equal(answer, one.answer) {
		return fmt.Errorf("%s was answered %d %s, and is answered %d %s when it is sent again: %w", one, one.status, one.answer, status, answer, err)
	}
	return nil
}

// latest looks whether records are as their last write says, or as the one does that
// was cut off.
func (a *audit) latest(sent []*write) error {
	may := map[string][]string{}
	for _, one := range sent {
		if one.done() {
			may[one.about] = nil
		}
		may[one.about] = append(may[one.about], one.says)
	}
	for id, says := range may {
		entries := a.entries[id]
		if len(entries) == 0 {
			continue // it was cut off, and has been made since
		}
		last := entries[len(entries)-1]
		is := last.Record.Name + last.Record.Title
		if last.Action == "retract" {
			is = ""
		}
		if !slices.Contains(says, is) {
			return fmt.Errorf("%s is %q after the last change, and not one of %q", id, is, says)
		}
	}
	return nil
}
