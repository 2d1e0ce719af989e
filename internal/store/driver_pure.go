//go:build !cgo || !sqlite_fts5

package store

import (
	"errors"
	"net/url"

	"modernc.org/sqlite" // the SQLite driver of this build
)

// sqliteDriver is the database/sql name of the SQLite driver of this build:
// SQLite translated to Go, for plain `go build`, CGO_ENABLED=0 and
// cross-compiling.
const sqliteDriver = "sqlite"

// sqliteOptions spells pragmas as this driver reads them.
func sqliteOptions(readOnly bool) url.Values {
	v := url.Values{
		"_pragma": {"busy_timeout(1000)", "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)", "cache_size(-16000)"},
		"_txlock": {"immediate"},
	}
	if readOnly {
		v["_pragma"] = append(v["_pragma"], "busy_timeout(10000)", "query_only(1)")
		v.Set("_txlock", "deferred")
	}
	return v
}

// isBusy reports whether a statement failed because another program writes.
func isBusy(err error) bool {
	const busy = 5 // SQLITE_BUSY; extended codes add to it in higher bits
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == busy
}

// isDamaged reports whether a statement failed because of what is in the file.
func isDamaged(err error) bool {
	const corrupt, noDatabase = 11, 26 // SQLITE_CORRUPT and SQLITE_NOTADB
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == corrupt || e.Code() == noDatabase)
}
