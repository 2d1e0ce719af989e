package store

import (
	"fmt"

	"example.org/dateline/internal/timeline"
)

// words are what a full-text table knows of a record, by its columns.
type words struct{ columns, texts []string }

// index puts the words of a record into a full-text table, in place of those
// that it had there when it is not new.
func (tx *Tx) index(table string, n int64, isNew bool, words words) error {
	if !isNew {
		if err := tx.exec("write "+table, "DELETE FROM "+table+" WHERE rowid = ?", n); err != nil {
			return err
		}
	}
	columns, holders, values := tx.dialect.words(n, words)
	tx.inserts.add(table, columns, holders, values)
	return nil
}

// indexPast indexes what rows say that are now versions of the past.
func (tx *Tx) indexPast(s *schema, kept []version) error {
	for _, v := range kept {
		said, err := tx.wordsBefore(s, v)
		if err != nil {
			return err
		}
		if err := tx.index(s.table+"_past_fts", v.v, true, said); err != nil {
			return err
		}
	}
	return nil
}

// wordsBefore are the words by which a stored document was found until now.
func (tx *Tx) wordsBefore(s *schema, v version) (words, error) {
	var record timeline.Record
	if e := tx.decoded[v.n]; e != nil && s == &eventSchema {
		record = e
	} else {
		var err error
		if record, err = timeline.StoredRecord(s.resource, v.doc); err != nil {
			return words{}, fmt.Errorf("decode a record of %s: %w", s.table, err)
		}
	}
	aliases := tx.aliasesBefore
	if tx.cascade.rendered[v.n] {
		aliases = tx.aliasesNow
	}
	return resourceNamed(s.resource).words(record, aliases)
}
