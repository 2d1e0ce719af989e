package store

import (
	"cmp"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// warner gathers what is perhaps wrong in what a transaction was given. An event is
// held against others once all is written: the order of a file tells nothing.
type warner struct {
	tx       *Tx
	compared []comparedEvent
}

// comparedEvent is an event that was written, and where it stood.
type comparedEvent struct {
	location
	id string
}

// location is where in a file something stood: in a line, and at a pointer into it.
type location struct {
	line    int
	pointer string
}

// at is the pointer in the line at hand.
func (tx *Tx) at(pointer string) location { return location{int(tx.members.line), pointer} }

// warn tells of something in the record at a place.
func (w *warner) warn(at location, list ...timeline.Warning) {
	for _, one := range list {
		one.Pointer, one.Line = at.pointer+one.Pointer, at.line
		w.tx.report.warn(one)
	}
}

// event tells what an event says that it contradicts itself, and notes that it is to
// be held against others.
func (w *warner) event(at location, e *timeline.Event) {
	w.warn(at, e.Warnings(w.tx.now)...)
	w.compared = append(w.compared, comparedEvent{at, e.ID})
}

// quote tells the same of one quote of an event alone.
func (w *warner) quote(at location, e *timeline.Event, q *timeline.Quote) {
	alone := *e
	alone.Status, alone.Quotes, alone.Figures = "", []timeline.Quote{*q}, nil
	for _, one := range alone.Warnings(w.tx.now) {
		one.Pointer = one.Pointer[len("/quotes/0"):]
		w.warn(at, one)
	}
}

// maxContradictions bounds how many relations of a batch are looked at: a report
// tells of far fewer.
const maxContradictions = 10 * timeline.MaxWarnings

// reconcile tells which relations the dates of events contradict: of those that
// were written, and of others to them.
func (w *warner) reconcile() error {
	if len(w.compared) == 0 {
		return nil
	}
	if err := w.tx.flush(); err != nil {
		return err
	}
	written := map[string]location{}
	var ids []string
	for _, e := range w.compared {
		if _, twice := written[e.id]; !twice {
			ids = append(ids, e.id)
		}
		written[e.id] = e.location
	}
	w.compared = nil
	if related, err := yields(w.tx.db, "SELECT 1 FROM event_relations LIMIT 1"); err != nil || !related {
		return err
	}
	for part := range slices.Chunk(ids, maxValues) {
		var found []timeline.Warning
		for _, column := range []string{"l.id", "e.id"} {
			err := w.contradictions(in(column, part, false), func(later, earlier *timeline.Event) {
				at, own := written[later.ID]
				list := later.WarnsOf(earlier)
				if column == "e.id" {
					if own {
						return // told of the relation
					}
					at, list = written[earlier.ID], earlier.WarnedBy(later)
				}
				for _, one := range list {
					one.Pointer, one.Line = at.pointer+one.Pointer, at.line
					found = append(found, one)
				}
			})
			if err != nil {
				return err
			}
		}
		slices.SortStableFunc(found, func(a, b timeline.Warning) int { return cmp.Compare(a.Line, b.Line) })
		for _, one := range found {
			w.tx.report.warn(one)
		}
	}
	return nil
}

// contradictions calls fn with events that are related to another and began before
// that for certain. The condition is on l, the event that names the other, or e,
// the other.
func (w *warner) contradictions(which cond, fn func(later, earlier *timeline.Event)) error {
	rows, err := w.tx.db.Raw("SELECT l.doc, e.doc FROM events l JOIN event_relations x ON x.event = l.n JOIN events e ON e.id = x.target"+
		" WHERE "+which.sql+" AND l.latest_start <= e.earliest AND l.state IN (?, ?) AND e.state IN (?, ?) ORDER BY l.n, e.n LIMIT ?",
		append(slices.Clone(which.args), statePublic, statePrivate, statePublic, statePrivate, maxContradictions)...).Rows()
	if err != nil {
		return fmt.Errorf("compare related events: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var docs [2][]byte
		if err := rows.Scan(&docs[0], &docs[1]); err != nil {
			return fmt.Errorf("compare related events: %w", err)
		}
		var pair [2]timeline.Event
		for i, doc := range docs {
			if pair[i], err = decodeEvent(doc); err != nil {
				return fmt.Errorf("decode an event: %w", err)
			}
		}
		fn(&pair[0], &pair[1])
	}
	return rows.Err()
}
