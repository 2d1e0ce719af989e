package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// Links lie in the order of what they lead to, and come in that of events: nearly each
// of a batch is on a page of its own, which is written to the log and to the file with
// every batch again. So a load that defers indexes has these tables lie in the order in
// which rows come: as heaps of the same name, columns and rows, which readers find as
// slowly as without indexes. At the end the rows are put into the table that there was,
// sorted, before its indexes are made.

// heapEnding is what the name of a heap ends in while its rows are sorted.
const heapEnding = "_heap"

// heap makes a heap of an empty table that lies in the order of its primary key, and
// notes in deferred what makes a table of it again. It does nothing to another table.
func heap(db *gorm.DB, table string) error {
	var made string
	err := scanOne(db.Raw("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ? AND sql LIKE '%WITHOUT ROWID'", table), &made)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	var columns, names, key []string
	err = eachRow(db.Raw("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", table), func(scan func(into ...any) error) error {
		var name, kind string
		var pk int
		err := scan(&name, &kind, &pk)
		names, columns = append(names, name), append(columns, name+" "+kind+" NOT NULL")
		for len(key) < pk {
			key = append(key, "")
		}
		if pk > 0 {
			key[pk-1] = name
		}
		return err
	})
	if err != nil {
		return err
	}
	heaped, all := table+heapEnding, strings.Join(names, ", ")
	sorted := strings.Join([]string{
		"ALTER TABLE " + table + " RENAME TO " + heaped, made,
		"INSERT INTO " + table + " (" + all + ") SELECT " + all + " FROM " + heaped + " ORDER BY " + strings.Join(key, ", "),
		"DROP TABLE " + heaped,
	}, "; ")
	// The name comes before those of the indexes of the table, which are made after it.
	if err := db.Exec("INSERT INTO deferred (name, statement) VALUES (?, ?)", table, sorted).Error; err != nil {
		return err
	}
	for _, statement := range []string{"DROP TABLE " + table, "CREATE TABLE " + table + " (" + strings.Join(columns, ", ") + ") STRICT"} {
		if err := db.Exec(statement).Error; err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}
