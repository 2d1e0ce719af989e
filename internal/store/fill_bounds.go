package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// boundsMigration is the fifth migration: its SQL makes columns for the inner
// bounds of dates and fills in those of moments. What a period is, its EDTF
// tells, which SQL cannot read: so this goes through the documents, of now and
// of the past, writes into each date what later versions add, and brings the
// bounds of periods to the columns. No revision is made and nothing is logged:
// the records say what they said.
const boundsMigration = 5

const boundsFile = "0005_periods.sql"

// filled is a migration for a dialect, whose file is in script, and which fills
// what it makes and clears what it will drop with steps in Go, if there are any.
func filled(dialect string, version int64, file string, script []byte, fill, empty func(*boundsFiller) error) (*goose.Migration, error) {
	up, down, found := strings.Cut(string(script), "-- +goose Down\n")
	_, up, marked := strings.Cut(up, "-- +goose Up\n")
	if !found || !marked {
		return nil, fmt.Errorf("%s lacks its marks", file)
	}
	run := func(ctx context.Context, tx *sql.Tx, script string) error {
		for statement := range strings.SplitSeq(script, ";\n") {
			if statement = strings.TrimSpace(statement); statement == "" {
				continue
			}
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	}
	return goose.NewGoMigration(version,
		&goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if err := run(ctx, tx, up); err != nil {
				return err
			}
			return fill(&boundsFiller{ctx, tx, dialect})
		}},
		&goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if err := empty(&boundsFiller{ctx, tx, dialect}); err != nil {
				return err
			}
			return run(ctx, tx, down)
		}}), nil
}

type boundsFiller struct {
	ctx     context.Context
	tx      *sql.Tx
	dialect string
}

// boundsTable is a table whose documents have dates.
type boundsTable struct {
	name, key string
	links     []string // that repeat the bounds of its rows
	owner     string   // the column of links that names whose they are
	past      bool
}

var boundsTables = []boundsTable{
	{name: "sources", key: "n"}, {name: "sources_past", key: "v", past: true},
	{name: "events", key: "n", links: eventLinkTables, owner: "event"},
	{name: "events_past", key: "v", links: eventLinkTables, owner: "event", past: true},
	{name: "quotes", key: "n", links: []string{"quote_actors"}, owner: "quote"},
	{name: "quotes_past", key: "v", links: []string{"quote_actors"}, owner: "quote", past: true},
}

var eventLinkTables = []string{"event_actors", "event_places", "event_topics", "event_sources"}

func (f *boundsFiller) fill() error {
	for _, t := range boundsTables {
		if err := f.eachRow(t, withBounds, f.bringBounds); err != nil {
			return err
		}
	}
	return nil
}

func (f *boundsFiller) clear() error {
	for _, t := range boundsTables {
		if err := f.eachRow(t, withoutBounds, nil); err != nil {
			return err
		}
	}
	return nil
}

// boundsRow is a row as the migration finds it.
type boundsRow struct {
	key, n, since, until int64
	doc                  []byte
}

// eachRow writes the documents of a table anew, a bounded number at a time, and
// calls then, if there is one, for each row with a date that it is kept by.
func (f *boundsFiller) eachRow(t boundsTable, rewrite func(objectOf) (objectOf, error), then func(t boundsTable, r boundsRow, b edtf.Bounds) error) error {
	for after := int64(-1); ; {
		rows, err := f.read(t, after)
		if err != nil {
			return fmt.Errorf("read %s: %w", t.name, err)
		}
		for _, r := range rows {
			after = r.key
			doc, date, err := rewriteDates(r.doc, rewrite)
			if err != nil {
				return fmt.Errorf("write the dates of %s %d anew: %w", t.name, r.key, err)
			}
			if !bytes.Equal(doc, r.doc) {
				if err := f.exec("UPDATE "+t.name+" SET doc = ? WHERE "+t.key+" = ?", string(doc), r.key); err != nil {
					return err
				}
			}
			if then == nil || !date.IsPeriod() || t.links == nil {
				continue
			}
			if err := then(t, r, storedBounds(timeline.Date{EDTF: date})); err != nil {
				return err
			}
		}
		if len(rows) < batch {
			return nil
		}
	}
}

func (f *boundsFiller) read(t boundsTable, after int64) ([]boundsRow, error) {
	until := fmt.Sprint(edtf.OpenEnd)
	if t.past {
		until = "until"
	}
	rows, err := f.tx.QueryContext(f.ctx, f.spell("SELECT "+t.key+", n, since, "+until+", doc FROM "+t.name+" WHERE "+t.key+" > ? ORDER BY "+t.key+" LIMIT ?"), after, batch)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []boundsRow
	for rows.Next() {
		var r boundsRow
		if err := rows.Scan(&r.key, &r.n, &r.since, &r.until, &r.doc); err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

// bringBounds writes the bounds of a period to its row, and to the links that
// were made while the row was as it is.
func (f *boundsFiller) bringBounds(t boundsTable, r boundsRow, b edtf.Bounds) error {
	set := " SET latest_start = ?, earliest_end = ? WHERE "
	if err := f.exec("UPDATE "+t.name+set+t.key+" = ?", b.LatestStart, b.EarliestEnd, r.key); err != nil {
		return err
	}
	for _, l := range t.links {
		if !t.past {
			if err := f.exec("UPDATE "+l+set+t.owner+" = ?", b.LatestStart, b.EarliestEnd, r.n); err != nil {
				return err
			}
		}
		if err := f.exec("UPDATE "+l+"_past"+set+t.owner+" = ? AND since >= ? AND since < ?", b.LatestStart, b.EarliestEnd, r.n, r.since, r.until); err != nil {
			return err
		}
	}
	return nil
}

func (f *boundsFiller) exec(statement string, args ...any) error {
	if _, err := f.tx.ExecContext(f.ctx, f.spell(statement), args...); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// spell numbers the placeholders of a statement where the database wants them so.
func (f *boundsFiller) spell(statement string) string {
	if f.dialect != (postgresDialect{}).name() {
		return statement
	}
	parts := strings.Split(statement, "?")
	var s strings.Builder
	for i, part := range parts {
		if i > 0 {
			fmt.Fprintf(&s, "$%d", i)
		}
		s.WriteString(part)
	}
	return s.String()
}
