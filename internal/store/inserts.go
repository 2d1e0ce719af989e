package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// maxValues is the most values that one statement is given: SQLite takes
// 32,766 and PostgreSQL 65,535. Tests make do with few, and so with many parts.
var maxValues = 10_000

// inserts are rows that wait to be inserted, many a statement. They are new:
// nothing in the database says otherwise.
type inserts struct {
	tables map[string]*pending
	count  int
}

// pending are the rows of one table.
type pending struct {
	columns []string
	holders []string // of a value each: ?, or a cast of it
	values  []any
	rows    int
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

func newInserts() *inserts { return &inserts{tables: map[string]*pending{}} }

// row adds a row by the names of its columns, which are the same each time.
func (i *inserts) row(table string, columns map[string]any) {
	names := slices.Sorted(maps.Keys(columns))
	values := make([]any, len(names))
	for at, name := range names {
		values[at] = columns[name]
	}
	i.add(table, names, nil, values)
}

// add adds a row of values in the order of the columns, which is the same each
// time.
func (i *inserts) add(table string, columns, holders []string, values []any) {
	p := i.tables[table]
	if p == nil {
		p = &pending{columns: columns, holders: holders}
		i.tables[table] = p
	}
	p.values = append(p.values, values...)
	p.rows++
	i.count++
}

// rowsAtOnce is how many rows one statement inserts, where there are as many:
// few enough for every table's columns, and always the same, so that the
// statement is prepared once.
const rowsAtOnce = 64

// flush inserts the waiting rows. Whatever reads a table that this write
// inserts into comes after it.
func (tx *Tx) flush() error {
	if tx.inserts.count == 0 {
		return nil
	}
	for _, table := range insertOrder() {
		p := tx.inserts.tables[table]
		if p == nil {
			continue
		}
		delete(tx.inserts.tables, table)
		if err := tx.insert(table, p); err != nil {
			return err
		}
	}
	if len(tx.inserts.tables) > 0 {
		return fmt.Errorf("rows wait for tables without a place in the order: %v", slices.Collect(maps.Keys(tx.inserts.tables)))
	}
	tx.inserts.count = 0
	return nil
}

// flushTable flushes where rows wait for a table that is to be read.
func (tx *Tx) flushTable(table string) error {
	if tx.inserts.tables[table] == nil {
		return nil
	}
	return tx.flush()
}

func (tx *Tx) insert(table string, p *pending) error {
	width := len(p.columns)
	holders := strings.Repeat(", ?", width)[2:]
	if p.holders != nil {
		holders = strings.Join(p.holders, ", ")
	}
	head := "INSERT INTO " + table + " (" + strings.Join(p.columns, ", ") + ") VALUES (" + holders + ")"
	whole := head + strings.Repeat(", ("+holders+")", rowsAtOnce-1)
	for ; p.rows >= rowsAtOnce; p.rows -= rowsAtOnce {
		if err := tx.exec("write "+table, whole, p.values[:rowsAtOnce*width]...); err != nil {
			return err
		}
		p.values = p.values[rowsAtOnce*width:]
	}
	for ; p.rows > 0; p.rows-- {
		if err := tx.exec("write "+table, head, p.values[:width]...); err != nil {
			return err
		}
		p.values = p.values[width:]
	}
	return nil
}
