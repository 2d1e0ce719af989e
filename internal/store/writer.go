package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// writer is one write transaction at work.
type writer struct {
	ctx     context.Context
	tx      *gorm.DB
	dialect dialect
	author  Author
	began   int64 // the last change before this transaction
	seq     int64 // of the last change in the log, this transaction's included
	now     time.Time

	inserts *inserts
	next    map[string]int64           // table → the number to give out next
	absent  map[string]map[string]bool // table → ids that are known not to be there

	stories  map[string]storyRow
	actors   map[string]*actorName
	places   map[string]*placeName
	sources  map[string]sourceText
	topics   map[string]int64
	holder   *storyRow                    // the story that records without one of their own are written for
	line     int64                        // where what is being written stands in its file; 0 where there is none
	held     map[string]map[holding]int64 // table → what this write needs to be held, and its line
	declared map[string]map[holding]bool  // table → what of that is declared, whether or not an event names it
	bases    map[string]map[int64]int64   // table → story → the position of what a file brings, before its line is added
	placed   map[string]map[int64]slot    // table → story → where what the file declared last is held

	inFile   map[string]bool           // ids of the events that a document holds
	left     []leftQuote               // quotes that their events have no more
	renamed  []int64                   // actors whose name, kind or aliases changed
	moved    []int64                   // places of which what events show changed
	joined   []int64                   // actors that were given other affiliations
	rejoined []int64                   // those of them whose events are to be linked anew
	nested   []int64                   // places that were given another parent
	renested []int64                   // those of them whose events are to be linked anew
	flipped  []storyRow                // stories whose visibility changed
	told     map[int64]int64           // story → its last entry in the log, where this write made it
	current  map[int64]bool            // events that are rendered as all else is now; none after a name has changed
	decoded  map[int64]*timeline.Event // the events that are being refreshed, as they were; nil where none are
	report   *Report
}

func newWriter(ctx context.Context, tx *gorm.DB, d dialect, seq int64, now time.Time, author Author, report *Report) *writer {
	w := &writer{ctx: ctx, tx: tx, dialect: d, author: author, began: seq, seq: seq, now: now, inserts: newInserts(),
		next: map[string]int64{}, absent: map[string]map[string]bool{}, held: map[string]map[holding]int64{}, bases: map[string]map[int64]int64{}, placed: map[string]map[int64]slot{},
		topics: map[string]int64{}, current: map[int64]bool{}, told: map[int64]int64{}, declared: map[string]map[holding]bool{}, report: report}
	w.forget()
	return w
}

// forget drops what is remembered of records, which grows with each of them.
func (w *writer) forget() {
	w.stories, w.actors, w.places, w.sources = map[string]storyRow{}, map[string]*actorName{}, map[string]*placeName{}, map[string]sourceText{}
}

// numberFor hands out record numbers, in the order in which records come.
func (w *writer) numberFor(table string) (int64, error) {
	if w.next[table] == 0 {
		var last int64
		if err := scanOne(w.tx.Raw("SELECT coalesce(max(n), 0) FROM "+table), &last); err != nil {
			return 0, fmt.Errorf("number a record of %s: %w", table, err)
		}
		w.next[table] = last + 1
	}
	n := w.next[table]
	w.next[table]++
	return n, nil
}

// stored is a record as the database has it.
type stored struct {
	n      int64
	stamp  timeline.Stamp
	since  int64 // the change that made it what it is
	doc    []byte
	public bool // anybody may see it
	found  bool
}

func (w *writer) find(table, id string) (stored, error) {
	var st stored
	if w.absent[table][id] {
		return st, nil
	}
	if err := w.flushed(table); err != nil {
		return st, err
	}
	var recorded, updated, state int64
	hidden := "2 * (1 - public)"
	if table == "events" || table == "quotes" {
		hidden = "state"
	}
	rows, err := w.tx.Raw("SELECT n, revision, recorded_at, updated_at, since, "+hidden+", doc FROM "+table+" WHERE id = ?", id).Rows()
	if err != nil {
		return st, fmt.Errorf("read %s %s: %w", table, id, err)
	}
	defer rows.Close()
	if rows.Next() {
		if err := rows.Scan(&st.n, &st.stamp.Revision, &recorded, &updated, &st.since, &state, &st.doc); err != nil {
			return st, fmt.Errorf("read %s %s: %w", table, id, err)
		}
		st.found, st.public = true, state < statePrivate
		st.stamp.RecordedAt, st.stamp.UpdatedAt = fromMicros(recorded), fromMicros(updated)
	}
	return st, rows.Err()
}

// lookAhead asks at once which of many ids are there, so that find need not
// ask for those that are not.
func (w *writer) lookAhead(table string, ids []string) error {
	absent := make(map[string]bool, len(ids))
	for start := 0; start < len(ids); start += maxValues {
		part := ids[start:min(start+maxValues, len(ids))]
		for _, id := range part {
			absent[id] = true
		}
		c := in("id", part, false)
		var there []string
		if err := w.tx.Raw("SELECT id FROM "+table+" WHERE "+c.sql, c.args...).Scan(&there).Error; err != nil {
			return fmt.Errorf("look up %s: %w", table, err)
		}
		for _, id := range there {
			delete(absent, id)
		}
	}
	w.absent[table] = absent
	return nil
}

// outcome is what became of a record.
type outcome int

const (
	unchanged outcome = iota
	created
	updated
)

// kind is how records of one noun are written.
type kind[T any] struct {
	entity, table string
	stamp         func(*T) *timeline.Stamp
	retraction    func(*T) *timeline.Retraction
	plain         func(T) T // the record without anything that the server adds
}

// settle compares a record with what is stored and stamps it: revision 1 when
// it is new, the next one when it differs, the stored one when it does not.
func settle[T any](w *writer, k kind[T], id string, record *T) (old T, st stored, how outcome, err error) {
	if st, err = w.find(k.table, id); err != nil {
		return old, st, unchanged, err
	}
	if !st.found {
		if st.n, err = w.numberFor(k.table); err != nil {
			return old, st, unchanged, err
		}
		delete(w.absent[k.table], id)
		*k.stamp(record) = timeline.Stamp{Revision: 1, RecordedAt: w.now, UpdatedAt: w.now}
		w.report.Created[k.entity]++
		return old, st, created, nil
	}
	if err := json.Unmarshal(st.doc, &old); err != nil {
		return old, st, unchanged, fmt.Errorf("decode a record of %s: %w", k.table, err)
	}
	same, err := equal(k.plain(old), k.plain(*record))
	if err != nil {
		return old, st, unchanged, err
	}
	if same {
		*k.stamp(record) = st.stamp
		w.report.Unchanged[k.entity]++
		return old, st, unchanged, nil
	}
	*k.stamp(record) = timeline.Stamp{Revision: st.stamp.Revision + 1, RecordedAt: st.stamp.RecordedAt, UpdatedAt: w.now}
	w.report.Updated[k.entity]++
	return old, st, updated, nil
}

func equal[T any](a, b T) (bool, error) {
	x, err := timeline.Encode(&a)
	if err != nil {
		return false, err
	}
	y, err := timeline.Encode(&b)
	return string(x) == string(y), err
}

// save inserts or replaces the row of a record, and logs the change. columns
// come beside the ones that every noun has; story is 0 where there is none.
func save[T any](w *writer, k kind[T], id string, record *T, st stored, how outcome, story int64, public bool, columns map[string]any) error {
	if how == unchanged {
		return nil
	}
	doc, err := timeline.Encode(record)
	if err != nil {
		return err
	}
	stamp := *k.stamp(record)
	action := "update"
	switch {
	case how == created:
		action = "create"
	case k.retraction(record) != nil:
		action = "retract"
	}
	seq := w.log(change{entity: k.entity, n: st.n, id: id, story: story, action: action, revision: stamp.Revision, public: public})
	if k.table == "events" {
		columns["linked"] = seq
	}
	columns["revision"], columns["updated_at"], columns["touched"], columns["since"], columns["doc"] = stamp.Revision, stamp.UpdatedAt.UnixMicro(), 0, seq, string(doc)
	if how == created {
		columns["n"], columns["id"], columns["recorded_at"] = st.n, id, stamp.RecordedAt.UnixMicro()
		w.inserts.row(k.table, columns)
		return nil
	}
	return w.replace(k.table, st.n, columns)
}

func (w *writer) exec(doing, statement string, args ...any) error {
	if err := w.ctx.Err(); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	if err := w.tx.Exec(statement, args...).Error; err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// ints runs a statement that yields numbers.
func (w *writer) ints(doing, statement string, args ...any) ([]int64, error) {
	var ns []int64
	if err := w.tx.Raw(statement, args...).Scan(&ns).Error; err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return ns, nil
}
