package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Report says what a write did, by resource: story, source, actor, place, event
// and quote.
type Report struct {
	Created   map[string]int
	Updated   map[string]int
	Unchanged map[string]int
	Retracted map[string]int // quotes that their event has no more
	Kept      []string       // events of the story that a story file does not hold; they stay

	Warned   int                // how much is perhaps wrong in what was written
	Warnings []timeline.Warning // the first of that, at most timeline.MaxWarnings

	// Seq is the last change in the log when this write was made; 0 where it has changed nothing.
	Seq int64

	changed, stayed []Listed // events, at most as many of each as most says
	most            int

	logged int64 // entries that the log has gained
}

// Listed is what became of an event.
type Listed struct {
	Event  timeline.Event // as it was given: nothing of other records is in it
	How    string         // ListedCreated, ListedUpdated or ListedUnchanged
	Fields []string       // those that are otherwise than before, of one that is updated
}

// What becomes of an event.
const (
	ListedCreated   = "created"
	ListedUpdated   = "updated"
	ListedUnchanged = "unchanged"
)

// Events lists what became of events: first those that were written, then those that
// stayed as they are, as many of each as UpdateOptions.Listed asks for, in the order
// in which they came.
func (r *Report) Events() []Listed { return slices.Concat(r.changed, r.stayed) }

// list takes note of an event, as long as there is room.
func (r *Report) list(old, record timeline.Record, how outcome) error {
	e, ok := record.(*timeline.Event)
	if !ok {
		return nil
	}
	to, is := &r.changed, ListedCreated
	switch how {
	case unchanged:
		to, is = &r.stayed, ListedUnchanged
	case updated:
		is = ListedUpdated
	}
	if len(*to) >= r.most {
		return nil
	}
	l := Listed{Event: *e, How: is}
	if how == updated {
		var err error
		if l.Fields, err = differing(old, record); err != nil {
			return err
		}
	}
	*to = append(*to, l)
	return nil
}

// differing are the fields in which two states of a record differ, in the order of
// their names.
func differing(old, record timeline.Record) ([]string, error) {
	var states [2]map[string]json.RawMessage
	for i, r := range []timeline.Record{old.Authored(), record.Authored()} {
		doc, err := timeline.Encode(r)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(doc, &states[i]); err != nil {
			return nil, fmt.Errorf("decode a record of %s: %w", record.Resource(), err)
		}
	}
	both := maps.Clone(states[0])
	maps.Copy(both, states[1])
	fields := slices.Sorted(maps.Keys(both))
	return slices.DeleteFunc(fields, func(name string) bool { return bytes.Equal(states[0][name], states[1][name]) }), nil
}

func newReport() *Report {
	return &Report{Created: map[string]int{}, Updated: map[string]int{}, Unchanged: map[string]int{}, Retracted: map[string]int{}}
}

// Changed reports whether anything was written.
func (r *Report) Changed() bool { return r.logged > 0 }

// warn tells of what is perhaps wrong, as long as there is room.
func (r *Report) warn(w timeline.Warning) {
	if r.Warned++; len(r.Warnings) < timeline.MaxWarnings {
		r.Warnings = append(r.Warnings, w)
	}
}

// Add counts what another write did.
func (r *Report) Add(other *Report) {
	r.Seq = max(r.Seq, other.Seq)
	for _, counts := range []struct {
		to   *map[string]int
		from map[string]int
	}{{&r.Created, other.Created}, {&r.Updated, other.Updated}, {&r.Unchanged, other.Unchanged}, {&r.Retracted, other.Retracted}} {
		if *counts.to == nil {
			*counts.to = map[string]int{}
		}
		for resource, n := range counts.from {
			(*counts.to)[resource] += n
		}
	}
	r.Kept = append(r.Kept, other.Kept...)
	for _, w := range other.Warnings {
		r.warn(w)
	}
	r.Warned += other.Warned - len(other.Warnings)
	r.most = max(r.most, other.most)
	r.changed = append(r.changed, other.changed[:min(len(other.changed), r.most-len(r.changed))]...)
	r.stayed = append(r.stayed, other.stayed[:min(len(other.stayed), r.most-len(r.stayed))]...)
	r.logged += other.logged
}
