//go:build cgo && sqlite_fts5

package store

import (
	"errors"
	"net/url"
	"syscall"

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
		"_cache_size":      {writerCache},
		"_stmt_cache_size": {"100"}, // a statement of a transaction is wanted again, by it or by the next
	}
	if readOnly {
		v.Set("_busy_timeout", "10000")
		v.Set("_cache_size", readerCache)
		v.Set("_query_only", "1")
		v.Set("_txlock", "deferred")
	}
	return v
}

// sqliteCode is the primary result code of SQLite that an error has, and the error
// of the system behind it, 0 where none is known; ok is false for errors of others.
func sqliteCode(err error) (code int, system syscall.Errno, ok bool) {
	e, ok := errors.AsType[sqlite3.Error](err)
	return int(e.Code), e.SystemErrno, ok
}
