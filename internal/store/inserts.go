package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"gorm.io/gorm"
)

// maxValues is the most values that one statement is given: SQLite takes
// 32,766 and PostgreSQL 65,535. Tests make do with few, and so with many parts.
var maxValues = 10_000

// inserts are rows that wait to be inserted, many a statement. They are new:
// nothing in the database says otherwise.
type inserts struct {
	tables map[string]*pending
	named  map[string][]string // the columns of those that have been given as a map
	most   map[string]int      // values that a table has had waiting
	count  int
}

// pending are the rows of one table.
type pending struct {
	columns []string
	holders []string // of a value each: ?, or a cast of it
	values  []any
	rows    int
	late    bool // some values are
}

// insertOrder is that in which tables may refer to each other: records, then the
// links between them, then their words and the log. It is put together when first
// asked for: the schemas are there then.
var insertOrder = sync.OnceValue(func() []string {
	rows, links := []string{"topics"}, []string{"event_relations", "cited_spans", "imported_rows"}
	var words, past []string
	for _, n := range resources {
		s := n.schema()
		rows = append(rows, s.table)
		words, past = append(words, s.fts()), append(past, s.table+"_past_fts")
		if s.membership != nil {
			links = append(links, s.membership.table)
		}
		for _, l := range s.links {
			links = append(links, l.name)
		}
	}
	for _, l := range datedLinks {
		links = append(links, l.name)
	}
	return slices.Concat(rows, links, words, past, []string{"changes", "erasures"})
})

func newInserts() *inserts {
	return &inserts{tables: map[string]*pending{}, named: map[string][]string{}, most: map[string]int{}}
}

// row adds a row by the names of its columns, which are the same each time.
func (i *inserts) row(table string, columns map[string]any) {
	names := i.named[table]
	if names == nil {
		names = slices.Sorted(maps.Keys(columns))
		i.named[table] = names
	}
	values := make([]any, 0, len(names))
	for _, name := range names {
		values = append(values, columns[name])
	}
	i.add(table, names, nil, values)
}

// add adds a row of values in the order of the columns, which is the same each
// time.
func (i *inserts) add(table string, columns, holders []string, values []any) {
	p := i.tables[table]
	if p == nil {
		p = &pending{columns: columns, holders: holders, values: make([]any, 0, i.most[table])}
		i.tables[table] = p
	}
	p.values = append(p.values, values...)
	p.rows++
	i.count++
}

// link adds a row of a table of links: what it leads to, what all links of an event or a
// quote say of that (see linkValues), and what this one says beside.
func (i *inserts) link(t linkTable, at []any, target any, more ...any) {
	p := i.tables[t.name]
	if p == nil {
		p = &pending{columns: t.names(), values: make([]any, 0, i.most[t.name])}
		i.tables[t.name] = p
	}
	p.values = append(append(append(p.values, target), at...), more...)
	p.rows++
	i.count++
}

// addLate is add where some values are late.
func (i *inserts) addLate(table string, columns, holders []string, values []any) {
	i.add(table, columns, holders, values)
	i.tables[table].late = true
}

// flush inserts the waiting rows. Whatever reads a table that this write
// inserts into comes after it.
func (tx *Tx) flush() error {
	if err := tx.behind.wait(); err != nil {
		return err
	}
	lots, err := tx.inserts.take()
	if err != nil {
		return err
	}
	return tx.insert(tx.behind.ConnPool, lots)
}

// rowsBehind is from how many waiting rows on they are written while more are worked
// out.
const rowsBehind = 8_000

// flushBehind has the waiting rows inserted meanwhile, where they are many. It is
// called between records.
func (tx *Tx) flushBehind() error {
	if tx.inserts.count < rowsBehind {
		return nil
	}
	lots, err := tx.inserts.take()
	if err != nil {
		return err
	}
	return tx.behind.start(func(pool gorm.ConnPool) error { return tx.insert(pool, lots) })
}

// flushTable flushes where rows wait for a table that is to be read.
func (tx *Tx) flushTable(table string) error {
	if tx.inserts.tables[table] == nil {
		return nil
	}
	return tx.flush()
}

// lot are rows of one table.
type lot struct {
	table string
	*pending
}

// take takes the waiting rows, in the order in which they are to be inserted.
func (i *inserts) take() ([]lot, error) {
	if i.count == 0 {
		return nil, nil
	}
	var lots []lot
	for _, table := range insertOrder() {
		if p := i.tables[table]; p != nil {
			lots = append(lots, lot{table, p})
			i.most[table] = max(i.most[table], len(p.values))
			delete(i.tables, table)
		}
	}
	if len(i.tables) > 0 {
		return nil, fmt.Errorf("rows wait for tables without a place in the order: %v", slices.Collect(maps.Keys(i.tables)))
	}
	i.count = 0
	return lots, nil
}

func (tx *Tx) insert(pool gorm.ConnPool, lots []lot) error {
	ctx := tx.db.Statement.Context
	for _, l := range lots {
		if err := tx.ctx.Err(); err != nil {
			return fmt.Errorf("write %s: %w", l.table, err)
		}
		if l.late {
			if err := settled(l.values); err != nil {
				return err
			}
		}
		if err := tx.dialect.insert(ctx, pool, l); err != nil {
			return fmt.Errorf("write %s: %w", l.table, err)
		}
	}
	return nil
}

// rowsAtOnce is how many rows one statement inserts, where there are as many:
// few enough for every table's columns, and always the same, so that the
// statement is prepared once.
const rowsAtOnce = 64

// execution runs a statement that yields no rows.
type execution func(ctx context.Context, statement string, values []any) error

func executing(pool gorm.ConnPool) execution {
	return func(ctx context.Context, statement string, values []any) error {
		_, err := pool.ExecContext(ctx, statement, values...)
		return err
	}
}

// insertRows inserts rows, many a statement, which insert begins. holders gives the
// placeholders of some rows.
func insertRows(ctx context.Context, exec execution, insert string, l lot, holders func(rows int) string) error {
	width, head, values := len(l.columns), insert+" INTO "+l.table+" ("+strings.Join(l.columns, ", ")+") VALUES ", l.values
	for _, at := range []int{rowsAtOnce, 1} {
		if l.rows < at {
			continue
		}
		statement := head + holders(at)
		for ; l.rows >= at; l.rows -= at {
			if err := exec(ctx, statement, values[:at*width]); err != nil {
				return err
			}
			values = values[at*width:]
		}
	}
	return nil
}
