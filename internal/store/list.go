package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Position is where a page ended: the sort key and the number of its last
// record. The next page begins after it, whatever was inserted meanwhile.
type Position struct {
	Tier int    // the rank of relevance, for lists in that order
	Key  int64  // the earliest second, for lists by date
	Text string // the folded name, for lists by name
	N    int64  // the number of the record: no two have the same
}

// List is one page of records as stored JSON.
type List struct {
	Records  []json.RawMessage
	Next     *Position // nil on the last page
	Total    *int      // how many there are in all; nil unless asked for
	Included *Included // nil unless asked for
}

// Record is one record as stored JSON.
type Record struct {
	JSON      []byte
	Revision  int
	Touched   int64 // the change at which a name shown inside it changed, 0 when not since its revision
	UpdatedAt time.Time
	Redacted  bool // references are left out that the reader may not see
}

// States of events and quotes; see the first migration.
const (
	statePublic  = 0
	stateRetract = 1 // added when retracted
	statePrivate = 2 // added when the story is private
)

// cond is a piece of SQL with its arguments.
type cond struct {
	sql  string
	args []any
}

func and(conds []cond) cond { return joined(conds, " AND ") }

func or(conds []cond) cond { return joined(conds, " OR ") }

func joined(conds []cond, by string) cond {
	var c cond
	parts := make([]string, len(conds))
	for i, part := range conds {
		parts[i] = part.sql
		c.args = append(c.args, part.args...)
	}
	c.sql = strings.Join(parts, by)
	return c
}

// in is `column IN (…)`, or `column = …` for one value, which an index likes.
func in[T any](column string, values []T, exclude bool) cond {
	var c cond
	for _, v := range values {
		c.args = append(c.args, v)
	}
	switch {
	case len(values) == 1 && exclude:
		c.sql = column + " <> ?"
	case len(values) == 1:
		c.sql = column + " = ?"
	case exclude:
		c.sql = column + " NOT IN (?" + strings.Repeat(", ?", len(values)-1) + ")"
	default:
		c.sql = column + " IN (?" + strings.Repeat(", ?", len(values)-1) + ")"
	}
	return c
}

// Open starts are stored one second above what has no date at all, so that in
// date order the wholly unknown comes first of all.
const (
	storedUndated   = edtf.OpenStart
	storedOpenStart = edtf.OpenStart + 1
)

// storedSpan is a date's interval as columns hold it.
func storedSpan(d timeline.Date) (earliest, latest int64) {
	i := d.Interval()
	switch {
	case d.EDTF.IsZero():
		return storedUndated, edtf.OpenEnd
	case i.Earliest == edtf.OpenStart:
		return storedOpenStart, i.Latest
	}
	return i.Earliest, i.Latest
}

// inPeriod is the condition that a date lies in a period. d names the table
// that has the columns earliest and latest.
func inPeriod(d string, p timeline.Period) []cond {
	if p.IsZero() {
		return nil
	}
	var conds []cond
	span := p.Interval()
	from, to := span.Earliest != edtf.OpenStart, span.Latest != edtf.OpenEnd
	if to {
		// For certain dates this follows from the last condition, and lets the
		// index end the scan early.
		conds = append(conds, cond{d + ".earliest < ?", []any{span.Latest}})
	}
	switch {
	case from && p.Match == timeline.MatchCertain:
		conds = append(conds, cond{d + ".earliest >= ?", []any{span.Earliest}})
	case from:
		conds = append(conds, cond{d + ".latest > ?", []any{span.Earliest}})
	}
	if to && p.Match == timeline.MatchCertain {
		conds = append(conds, cond{d + ".latest <= ?", []any{span.Latest}})
	}
	return conds
}

// fetch reads the documents of records, in the order of their numbers given.
func (v *view) fetch(table string, ns []int64) ([]json.RawMessage, error) {
	docs := make([]json.RawMessage, len(ns))
	if len(ns) == 0 {
		return docs, nil
	}
	at := make(map[int64]int, len(ns))
	for i, n := range ns {
		at[n] = i
	}
	c := in("n", ns, false)
	rows, err := v.raw("SELECT n, doc FROM "+table+" WHERE "+c.sql, c.args...).Rows()
	if err != nil {
		return nil, translate(err, "read "+table)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var doc []byte
		if err := rows.Scan(&n, &doc); err != nil {
			return nil, translate(err, "read "+table)
		}
		docs[at[n]] = doc
	}
	if err := rows.Err(); err != nil {
		return nil, translate(err, "read "+table)
	}
	_, err = v.redact(table, pointers(docs)...)
	return docs, err
}

// record reads one record by id. What the reader may not see does not exist.
func (s *Store) record(ctx context.Context, table, id string) (r Record, err error) {
	if s.moment == nil {
		return s.present(ctx).record(table, id)
	}
	err = s.look(ctx, nil, func(v *view) error {
		r, err = v.record(table, id)
		return err
	})
	return r, err
}

func (v *view) record(table, id string) (Record, error) {
	var r Record
	var updated int64
	seen := v.seen(table, "d")
	row := v.raw("SELECT d.doc, d.revision, d.touched, d.updated_at FROM "+table+" d WHERE d.id = ? AND "+seen.sql, append([]any{id}, seen.args...)...)
	if err := scanOne(row, &r.JSON, &r.Revision, &r.Touched, &updated); err != nil {
		return Record{}, translate(err, "read "+table+" "+id)
	}
	r.UpdatedAt = fromMicros(updated)
	var err error
	r.Redacted, err = v.redact(table, &r.JSON)
	return r, err
}

// pointers are those to documents that have been found.
func pointers(docs []json.RawMessage) []*[]byte {
	list := make([]*[]byte, 0, len(docs))
	for i := range docs {
		if docs[i] != nil {
			list = append(list, (*[]byte)(&docs[i]))
		}
	}
	return list
}

// scanOne reads the one row that a statement yields; without one the error is
// sql.ErrNoRows. gorm's own Row panics where a statement cannot be prepared,
// as when its caller is gone.
func scanOne(q *gorm.DB, into ...any) error {
	rows, err := q.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		return rows.Err()
	}
	return cmp.Or(rows.Err(), sql.ErrNoRows)
}

// numbers looks up the keys of ids. Ids that do not exist have none, and nor
// have those that only private stories hold.
func (v *view) numbers(table string, ids []string) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	c := in("d.id", ids, false)
	if table != "topics" {
		c.sql += " AND " + v.public("d").sql
	}
	var ns []int64
	err := v.raw("SELECT d.n FROM "+table+" d WHERE "+c.sql+" ORDER BY d.n", c.args...).Scan(&ns).Error
	return ns, translate(err, "look up "+table)
}
