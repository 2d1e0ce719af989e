//go:build !cgo || !sqlite_fts5

package store

import (
	"errors"
	"net/url"
	"syscall"

	"modernc.org/sqlite" // the SQLite driver of this build
)

// sqliteDriver is the database/sql name of the SQLite driver of this build:
// SQLite translated to Go, for plain `go build`, CGO_ENABLED=0 and
// cross-compiling.
const sqliteDriver = "sqlite"

// sqliteOptions spells pragmas as this driver reads them.
func sqliteOptions(readOnly bool) url.Values {
	v := url.Values{
		"_pragma": {"busy_timeout(1000)", "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)", "cache_size(" + writerCache + ")"},
		"_txlock": {"immediate"},
	}
	if readOnly {
		v["_pragma"] = append(v["_pragma"], "busy_timeout(10000)", "query_only(1)", "cache_size("+readerCache+")")
		v.Set("_txlock", "deferred")
	}
	return v
}

// sqliteCode is the primary result code of SQLite that an error has; ok is false
// for errors of others. This driver does not tell the system's error behind it.
func sqliteCode(err error) (code int, system syscall.Errno, ok bool) {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return 0, 0, false
	}
	return e.Code() & 0xff, 0, true // extended codes add to it in higher bits
}
