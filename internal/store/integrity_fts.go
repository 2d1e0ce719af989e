package store

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
)

// SQLite's full-text tables have no copy of what they index, so that nobody can ask
// what a record is found by. But what they have can be walked through, word by word. So
// for each record of a window one number is worked out twice: the sum of the digests
// of all its words with their places, as they stand in the index, and as they follow
// from the document.

// indexWindow is how many numbers of records are looked at by one walk through an index.
// Tests make do with few.
var indexWindow int64 = 1 << 20

// maxToken is where FTS5 cuts a word off, in bytes.
const maxToken = 32768

func (sqliteDialect) indexed(i *inspection, r resource) error {
	s := r.schema()
	if !i.repair {
		// The walk needs a table of its own, which is kept nowhere.
		if err := i.exec("walk through an index", "PRAGMA query_only = 0"); err != nil {
			return err
		}
		defer func() { _ = i.db.Exec("PRAGMA query_only = 1").Error }()
	}
	vocabulary := "temp.words_of_" + s.table
	if err := i.exec("walk through an index", "CREATE VIRTUAL TABLE "+vocabulary+" USING fts5vocab(main, "+s.fts()+", instance)"); err != nil {
		return err
	}
	w := walkOfIndex{inspection: i, resource: r, vocabulary: vocabulary, seed: maphash.MakeSeed()}
	err := w.run()
	if dropErr := i.exec("walk through an index", "DROP TABLE "+vocabulary); err == nil {
		err = dropErr
	}
	return err
}

// walkOfIndex is the comparison of one full-text table with its records.
type walkOfIndex struct {
	*inspection
	resource   resource
	vocabulary string
	seed       maphash.Seed
}

func (w *walkOfIndex) run() error {
	s := w.resource.schema()
	var last int64
	if err := scanOne(w.db.Raw("SELECT max(coalesce((SELECT max(n) FROM "+s.table+"), 0), coalesce((SELECT max(id) FROM "+s.fts()+"_docsize), 0))"), &last); err != nil {
		return fmt.Errorf("read %s: %w", s.table, err)
	}
	for from := int64(0); from <= last; from += indexWindow {
		if err := w.window(from, min(from+indexWindow, last+1)); err != nil {
			return err
		}
	}
	return nil
}

// window compares the words of the records from a number up to another.
func (w *walkOfIndex) window(from, to int64) error {
	s := w.resource.schema()
	sums := make([]uint64, to-from)
	err := w.subtractIndex(sums, from, to)
	if isDamaged(err) {
		clear(sums)
		err = w.mend("the search index", "the words of "+s.table+" cannot be read", func() error {
			return w.exec("empty "+s.fts(), w.dialect.forgetWords(s.fts()))
		})
		if err == nil && !w.repair {
			return nil
		}
	}
	if err != nil {
		return err
	}
	err = w.each(from, to, func(row rowThere) error {
		said, known, err := w.wordsOf(w.resource, row)
		if !known {
			sums[row.n-from] = 0
			return err
		}
		sums[row.n-from] += w.sum(said)
		return nil
	})
	if err != nil {
		return err
	}
	var differ []int64
	for at := range sums {
		if sums[at] == 0 {
			continue
		}
		if differ = append(differ, from+int64(at)); len(differ) == maxValues {
			if err := w.report(differ); err != nil {
				return err
			}
			differ = differ[:0]
		}
	}
	return w.report(differ)
}

// each calls fn with the rows of records in a window.
func (w *walkOfIndex) each(from, to int64, fn func(rowThere) error) error {
	s := w.resource.schema()
	columns := wordColumns(s)
	statement := "SELECT " + strings.Join(columns, ", ") + " FROM " + s.table + " WHERE n >= ? AND n < ? ORDER BY n LIMIT ?"
	for {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		rows, err := w.rows(statement, columns, from, to, batch)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := fn(row); err != nil {
				return err
			}
			from = row.n + 1
		}
		if w.forget(); len(rows) < batch {
			return nil
		}
	}
}

// sum is that of the words that a record ought to be found by.
func (w *walkOfIndex) sum(said words) (sum uint64) {
	for c, text := range said.texts {
		at := int64(0)
		for word := range strings.SplitSeq(text, " ") {
			if word != "" {
				sum += w.digest(word[:min(len(word), maxToken)], said.columns[c], at)
				at++
			}
		}
	}
	return sum
}

// subtractIndex subtracts what stands in the index.
func (w *walkOfIndex) subtractIndex(sums []uint64, from, to int64) error {
	return eachRow(w.db.Raw(`SELECT term, doc, col, "offset" FROM `+w.vocabulary), func(scan func(...any) error) error {
		var term, column string
		var doc, offset int64
		if err := scan(&term, &doc, &column, &offset); err != nil {
			return err
		}
		if doc >= from && doc < to {
			sums[doc-from] -= w.digest(term, column, offset)
		}
		return w.ctx.Err()
	})
}

func (w *walkOfIndex) digest(word, column string, at int64) uint64 {
	return maphash.Comparable(w.seed, struct {
		word, column string
		at           int64
	}{word, column, at})
}

// report tells of the records among some numbers that are found by other words than
// those of their documents, and of the numbers that are of no record.
func (w *walkOfIndex) report(ns []int64) error {
	if len(ns) == 0 {
		return nil
	}
	s := w.resource.schema()
	c, columns := in("n", ns, false), wordColumns(s)
	rows, err := w.rows("SELECT "+strings.Join(columns, ", ")+" FROM "+s.table+" WHERE "+c.sql+" ORDER BY n", columns, c.args...)
	if err != nil {
		return err
	}
	strays := slices.Clone(ns)
	for _, row := range rows {
		strays = slices.DeleteFunc(strays, func(n int64) bool { return n == row.n })
		said, known, err := w.wordsOf(w.resource, row)
		if err != nil || !known {
			return err
		}
		if err := w.mendWords(s, row, said); err != nil {
			return err
		}
	}
	return w.strayWords(s.fts(), strays)
}
