package store

import (
	"bytes"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm"
)

// insert gives up where a row cannot be written, with what was written before it: the
// transaction is taken back then, and SQLite need not be able to take back the statement.
func (sqliteDialect) insert(ctx context.Context, pool gorm.ConnPool, rows lot) error {
	row := "(" + strings.Repeat(", ?", len(rows.columns))[2:] + ")"
	exec := executing(pool)
	if c, ok := pool.(connected); ok {
		exec = c.handOver()
	}
	return insertRows(ctx, exec, "INSERT OR FAIL", rows, func(n int) string { return strings.Repeat(", "+row, n)[2:] })
}

// handOver runs statements on the connection of the transaction with all of their values
// at once, in memory that it uses again. Those that change rows are run as queries which
// yield none: so a driver crosses into C once for a statement, and not for each value.
func (c connected) handOver() execution {
	var handed []driver.NamedValue
	return func(ctx context.Context, statement string, values []any) error {
		handed = handed[:0]
		for i, v := range values {
			value, err := driver.DefaultParameterConverter.ConvertValue(v)
			if err != nil {
				return err
			}
			handed = append(handed, driver.NamedValue{Ordinal: i + 1, Value: value})
		}
		return c.conn.Raw(func(raw any) error {
			rows, err := raw.(driver.QueryerContext).QueryContext(ctx, statement, handed)
			if err != nil {
				return err
			}
			if err = rows.Next(nil); errors.Is(err, io.EOF) {
				err = nil
			}
			return errors.Join(err, rows.Close())
		})
	}
}

// copied is from how many rows on PostgreSQL is given them as a stream: a few take one
// statement less as an INSERT that is prepared.
const copiedRows = 16

func (postgresDialect) insert(ctx context.Context, pool gorm.ConnPool, rows lot) error {
	if c, ok := pool.(connected); ok && rows.rows >= copiedRows {
		return c.copyRows(ctx, rows)
	}
	return insertRows(ctx, executing(pool), "INSERT", rows, func(n int) string {
		at := 0
		all := make([]string, n)
		for i := range all {
			row := make([]string, len(rows.columns))
			for j := range row {
				at++
				row[j] = "$" + strconv.Itoa(at)
				if rows.holders != nil {
					row[j] = strings.Replace(rows.holders[j], "?", row[j], 1)
				}
			}
			all[i] = "(" + strings.Join(row, ", ") + ")"
		}
		return strings.Join(all, ", ")
	})
}

// copyRows inserts rows by COPY, on the connection of the transaction and so within it.
func (c connected) copyRows(ctx context.Context, rows lot) error {
	var text bytes.Buffer
	for i, v := range rows.values {
		if err := writeCopied(&text, v); err != nil {
			return fmt.Errorf("%s: %w", rows.columns[i%len(rows.columns)], err)
		}
		end := byte('\t')
		if (i+1)%len(rows.columns) == 0 {
			end = '\n'
		}
		text.WriteByte(end)
	}
	return c.conn.Raw(func(raw any) error {
		_, err := raw.(*stdlib.Conn).Conn().PgConn().CopyFrom(ctx, &text, "COPY "+rows.table+" ("+strings.Join(rows.columns, ", ")+") FROM STDIN")
		return err
	})
}

// copyEscapes are the signs that part values and rows in the text of a COPY.
var copyEscapes = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// writeCopied writes a value as the text of a COPY has it.
func writeCopied(text *bytes.Buffer, value any) error {
	value, err := driver.DefaultParameterConverter.ConvertValue(value)
	if err != nil {
		return err
	}
	switch v := value.(type) {
	case nil:
		text.WriteString(`\N`)
	case int64:
		text.WriteString(strconv.FormatInt(v, 10))
	case float64:
		text.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	case bool:
		text.WriteString(strconv.FormatBool(v))
	case string:
		_, err = copyEscapes.WriteString(text, v)
	default:
		err = fmt.Errorf("a %T is in no column", v)
	}
	return err
}
