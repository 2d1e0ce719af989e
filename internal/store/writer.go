package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// writer is one write transaction at work.
type writer struct {
	ctx     context.Context
	tx      *gorm.DB
	dialect dialect
	seq     int64
	now     time.Time

	next    map[string]int64 // table → the number to give out next
	actors  map[string]*actorName
	places  map[string]*placeName
	sources map[string]int64
	topics  map[string]int64
	inFile  map[string]bool // ids of the events that the document holds
	left    []leftQuote     // quotes that the document's events have no more
	renamed []int64         // actors whose name, kind, aliases or affiliations changed
	moved   []int64         // places of which what events show, or where they lie, changed
	report  *Report
}

// actorName is what events show and find of an actor.
type actorName struct {
	n          int64
	name, kind string
	aliases    []string
	bodies     []termOf // filled when first needed
	known      bool     // bodies is filled
}

// placeName is what events show and find of a place.
type placeName struct {
	n         int64
	place     timeline.Place
	ancestors []int64
	known     bool // ancestors is filled
}

// termOf is a body that an actor belongs to, and when.
type termOf struct{ body, earliest, latest int64 }

// Report says what an import did, by noun: story, source, actor, place, event
// and quote.
type Report struct {
	Created   map[string]int
	Updated   map[string]int
	Unchanged map[string]int
	Kept      []string // events of the story that the file does not hold; they stay

	redeclared bool // the story holds other records than before, or in another order
}

func newReport() *Report {
	return &Report{Created: map[string]int{}, Updated: map[string]int{}, Unchanged: map[string]int{}}
}

// Changed reports whether the import wrote anything.
func (r *Report) Changed() bool { return len(r.Created)+len(r.Updated) > 0 || r.redeclared }

// maxValues is the most values that one statement is given: SQLite takes
// 32,766 and PostgreSQL 65,535. Tests make do with few, and so with many parts.
var maxValues = 10_000

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
	n         int64
	stamp     timeline.Stamp
	doc       []byte
	duplicate bool // it is there
}

func (w *writer) find(table, id string) (stored, error) {
	var st stored
	var recorded, updated int64
	rows, err := w.tx.Raw("SELECT n, revision, recorded_at, updated_at, doc FROM "+table+" WHERE id = ?", id).Rows()
	if err != nil {
		return st, fmt.Errorf("read %s %s: %w", table, id, err)
	}
	defer rows.Close()
	if rows.Next() {
		if err := rows.Scan(&st.n, &st.stamp.Revision, &recorded, &updated, &st.doc); err != nil {
			return st, fmt.Errorf("read %s %s: %w", table, id, err)
		}
		st.duplicate = true
		st.stamp.RecordedAt, st.stamp.UpdatedAt = fromMicros(recorded), fromMicros(updated)
	}
	return st, rows.Err()
}

// outcome is what became of a record.
type outcome int

const (
	unchanged outcome = iota
	created
	updated
)

// settle compares a record with what is stored and stamps it: revision 1 when
// it is new, the next one when it differs, the stored one when it does not.
// plain gives a record without anything the server adds.
func settle[T any](w *writer, noun, table string, record, old *T, st *stored, stamp func(*T) *timeline.Stamp, plain func(T) T) (outcome, error) {
	if !st.duplicate {
		n, err := w.numberFor(table)
		if err != nil {
			return unchanged, err
		}
		st.n = n
		*stamp(record) = timeline.Stamp{Revision: 1, RecordedAt: w.now, UpdatedAt: w.now}
		w.report.Created[noun]++
		return created, nil
	}
	if err := json.Unmarshal(st.doc, old); err != nil {
		return unchanged, fmt.Errorf("decode a record of %s: %w", table, err)
	}
	same, err := equal(plain(*old), plain(*record))
	if err != nil {
		return unchanged, err
	}
	if same {
		*stamp(record) = st.stamp
		w.report.Unchanged[noun]++
		return unchanged, nil
	}
	*stamp(record) = timeline.Stamp{Revision: st.stamp.Revision + 1, RecordedAt: st.stamp.RecordedAt, UpdatedAt: w.now}
	w.report.Updated[noun]++
	return updated, nil
}

func equal[T any](a, b T) (bool, error) {
	x, err := timeline.Encode(&a)
	if err != nil {
		return false, err
	}
	y, err := timeline.Encode(&b)
	return string(x) == string(y), err
}

// save inserts or replaces the row of a record. columns come beside the ones
// that every noun has.
func (w *writer) save(table, id string, st stored, how outcome, stamp timeline.Stamp, record any, columns map[string]any) error {
	if how == unchanged {
		return nil
	}
	doc, err := timeline.Encode(record)
	if err != nil {
		return err
	}
	columns["revision"], columns["updated_at"], columns["touched"], columns["doc"] = stamp.Revision, stamp.UpdatedAt.UnixMicro(), 0, string(doc)
	if how == created {
		columns["n"], columns["id"], columns["recorded_at"] = st.n, id, stamp.RecordedAt.UnixMicro()
		err = w.tx.Table(table).Create(columns).Error
	} else {
		err = w.tx.Table(table).Where("n = ?", st.n).Updates(columns).Error
	}
	if err != nil {
		return fmt.Errorf("write %s %s: %w", table, id, err)
	}
	return nil
}

func (w *writer) exec(doing, statement string, args ...any) error {
	if err := w.tx.Exec(statement, args...).Error; err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// insertRows writes link rows, as many a statement as both databases take.
func (w *writer) insertRows(table string, columns []string, rows [][]any) error {
	const perStatement = 200
	for len(rows) > 0 {
		batch := rows[:min(perStatement, len(rows))]
		rows = rows[len(batch):]
		one := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
		var args []any
		for _, r := range batch {
			args = append(args, r...)
		}
		statement := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " + one + strings.Repeat(", "+one, len(batch)-1)
		if err := w.exec("write "+table, statement, args...); err != nil {
			return err
		}
	}
	return nil
}
