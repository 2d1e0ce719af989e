package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"example.org/dateline/internal/timeline"
)

// checkIndex checks the words by which searches find records, of now, against the
// documents; and of each version of the past, whether there are any.
func (i *inspection) checkIndex() error {
	for _, r := range resources {
		if err := i.dialect.indexed(i, r); err != nil {
			return err
		}
		if err := i.checkPastIndex(r); err != nil {
			return err
		}
	}
	return nil
}

// wordColumns are what the words of a record follow from.
func wordColumns(s *schema) []string {
	if s.dated {
		return []string{"n", "id", "story", "doc"}
	}
	return []string{"n", "id", "doc"}
}

// wordsOf are the words that a record ought to be found by; known is false where they
// cannot be worked out, which is told of elsewhere.
func (i *inspection) wordsOf(r resource, row rowThere) (w words, known bool, err error) {
	record, err := timeline.StoredRecord(r.schema().resource, row.doc)
	if err != nil {
		return w, false, nil //nolint:nilerr // it is told of elsewhere
	}
	story, _ := row.values["story"].(int64)
	about, err := i.settingNow(story)
	if err == nil {
		about, err = about.of(i.Tx, record)
	}
	if err == nil {
		w, err = r.words(record, about)
	}
	if ofRecord(err) || errors.Is(err, sql.ErrNoRows) {
		return w, false, nil
	}
	return w, err == nil, err
}

// mendWords tells that the words of a record are not those of its document, and writes
// them anew.
func (i *inspection) mendWords(s *schema, row rowThere, w words) error {
	return i.mend(s.resource+" "+row.id, "the search index does not have its words", func() error {
		if err := i.index(s.fts(), row.n, false, w); err != nil {
			return err
		}
		return i.flush()
	})
}

// strayWords tells of words of no record, and takes them out of a full-text table.
func (i *inspection) strayWords(table string, ns []int64) error {
	if len(ns) == 0 {
		return nil
	}
	return i.mend("the search index", fmt.Sprintf("%s has words of no record: %d of %d", table, len(ns), ns[0]), func() error {
		for _, n := range ns {
			if err := i.exec("repair "+table, "DELETE FROM "+table+" WHERE rowid = ?", n); err != nil {
				return err
			}
		}
		return nil
	})
}

// checkPastIndex checks that each version of the past has words, and nothing else has.
func (i *inspection) checkPastIndex(r resource) error {
	s := r.schema()
	past := s.table + "_past"
	key := i.dialect.indexedKey(past + "_fts")
	var missing int64
	lacks := "NOT EXISTS (SELECT 1 FROM " + key.table + " f WHERE f." + key.column + " = p.v)"
	if err := scanOne(i.db.Raw("SELECT count(*) FROM "+past+" p WHERE "+lacks), &missing); err != nil {
		return fmt.Errorf("read %s: %w", past, err)
	}
	if missing > 0 {
		err := i.mend("the search index", fmt.Sprintf("versions of the past of %s that have no words: %d", s.table, missing), func() error { return i.indexVersions(r, lacks) })
		if err != nil {
			return err
		}
	}
	strays, err := i.ints("read "+past, "SELECT f."+key.column+" FROM "+key.table+" f WHERE NOT EXISTS (SELECT 1 FROM "+past+" p WHERE p.v = f."+key.column+") ORDER BY 1 LIMIT ?", maxListed)
	if err != nil {
		return err
	}
	return i.strayWords(past+"_fts", strays)
}

// indexVersions writes the words of versions of the past.
func (i *inspection) indexVersions(r resource, which string) error {
	s, then := r.schema(), reindexer{Tx: i.Tx}
	if err := then.learn(); err != nil {
		return err
	}
	story := "0"
	if s.dated {
		story = "story"
	}
	statement := "SELECT v AS key, n, until, " + story + " AS story, doc FROM " + s.table + "_past p WHERE " + which + " AND v > ? ORDER BY v LIMIT ?"
	err := eachBatch(i, statement, nil, func(row everRow) (int64, error) {
		record, err := timeline.StoredRecord(s.resource, row.Doc)
		if err != nil {
			return row.Key, nil //nolint:nilerr // nothing can be done of it
		}
		about := then.setting(row)
		about.cited = i.citedNow
		w, err := r.words(record, about)
		if err != nil {
			return row.Key, err
		}
		return row.Key, i.index(s.table+"_past_fts", row.Key, true, w)
	})
	if err != nil {
		return err
	}
	return i.flush()
}

// indexKey is the table and column in which a full-text table says which rows it has.
type indexKey struct{ table, column string }

func (sqliteDialect) indexedKey(f string) indexKey   { return indexKey{f + "_docsize", "id"} }
func (postgresDialect) indexedKey(f string) indexKey { return indexKey{f, "rowid"} }

// indexed compares the terms of each record by their own.
func (postgresDialect) indexed(i *inspection, r resource) error {
	s := r.schema()
	err := i.rowsOf(s.table, wordColumns(s), func(rows []rowThere) error {
		var values []any
		said, right := map[int64]words{}, map[int64]bool{}
		for _, row := range rows {
			w, known, err := i.wordsOf(r, row)
			if err != nil {
				return err
			}
			if known {
				said[row.n] = w
				values = append(append(values, row.n), i.dialect.wordValues(w)...)
			}
		}
		if len(values) == 0 {
			return nil
		}
		const holder = "(CAST(? AS bigint), CAST(? AS tsvector))"
		statement := "SELECT f.rowid FROM " + s.fts() + " f JOIN (VALUES " + holder + strings.Repeat(", "+holder, len(values)/2-1) + ") v (n, terms) ON v.n = f.rowid WHERE f.terms = v.terms"
		same, err := i.ints("compare words", statement, values...)
		if err != nil {
			return err
		}
		for _, n := range same {
			right[n] = true
		}
		for _, row := range rows {
			if w, known := said[row.n]; known && !right[row.n] {
				if err := i.mendWords(s, row, w); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	strays, err := i.ints("read "+s.fts(), "SELECT f.rowid FROM "+s.fts()+" f WHERE NOT EXISTS (SELECT 1 FROM "+s.table+" d WHERE d.n = f.rowid) ORDER BY 1 LIMIT ?", maxListed)
	if err != nil {
		return err
	}
	return i.strayWords(s.fts(), strays)
}
