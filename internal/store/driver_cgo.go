//go:build cgo && sqlite_fts5

package store

import (
	"errors"
	"net/url"

	"github.com/mattn/go-sqlite3" // the SQLite driver of this build
)

// sqliteDriver is the database/sql name of the SQLite driver of this build:
// SQLite itself, through cgo.
const sqliteDriver = "sqlite3"

// sqliteOptions spells pragmas as this driver reads them.
func sqliteOptions(readOnly bool) url.Values {
	v := url.Values{
		"_busy_timeout":    {"1000"}, // then the writer asks again; see inTx
		"_journal_mode":    {"WAL"},
		"_foreign_keys":    {"1"},
		"_synchronous":     {"FULL"},
		"_txlock":          {"immediate"},
		"_cache_size":      {"-16000"},
		"_stmt_cache_size": {"100"}, // a statement of a transaction is wanted again, by it or by the next
	}
	if readOnly {
		v.Set("_busy_timeout", "10000")
		v.Set("_query_only", "1")
		v.Set("_txlock", "deferred")
	}
	return v
}

// isBusy reports whether a statement failed because another program writes.
func isBusy(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && e.Code == sqlite3.ErrBusy
}

// isDamaged reports whether a statement failed because of what is in the file.
func isDamaged(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}
