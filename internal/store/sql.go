package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"strings"

	"gorm.io/gorm"
)

// cond is a piece of SQL with its arguments. What statements call differently it has
// placeholders for, until on or of says what that is in one of them.
type cond struct {
	sql  string
	args []any
}

// on is the condition on the row that a statement calls alias.
func (c cond) on(alias string) cond {
	return cond{strings.ReplaceAll(c.sql, "{row}", alias), c.args}
}

// of is the condition on the record whose number is n: an expression, as which it is
// to drive a page. probed is the same for what is only to be asked about it.
func (c cond) of(n, probed string) cond {
	return cond{strings.NewReplacer("{n}", n, "{probed}", probed).Replace(c.sql), c.args}
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

// decodeAll reads the stored documents that a statement selects.
func decodeAll[T any](q *gorm.DB) ([]T, error) {
	rows, err := q.Rows()
	if err != nil {
		return nil, translate(err, "read records")
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		var text []byte
		var record T
		if err := rows.Scan(&text); err != nil {
			return nil, translate(err, "read a record")
		}
		if err := json.Unmarshal(text, &record); err != nil {
			return nil, translate(err, "decode a record")
		}
		list = append(list, record)
	}
	return list, translate(rows.Err(), "read records")
}

// eachRow calls fn with every row that a statement yields.
func eachRow(q *gorm.DB, fn func(scan func(into ...any) error) error) error {
	rows, err := q.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
