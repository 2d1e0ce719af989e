package store

import (
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"example.org/dateline/internal/timeline"
)

// failure is what an error of the database, or of the disk, means to who asked.
type failure int

const (
	unknown     failure = iota // nothing that we know of
	full                       // there is no room
	readOnly                   // it may not be written
	damage                     // what is in the file is not what was written
	broken                     // the disk does not do what it is told
	away                       // it does not answer just now
	descriptors                // no more files can be opened
)

// told is what a client may know of each failure.
var told = map[failure]timeline.Error{
	full: {Code: timeline.StorageFull,
		Message: "There is no room for this on the disk of the server, and nothing was changed. Reading goes on, and so does writing as soon as who runs the server has made room."},
	readOnly: {Code: timeline.Unavailable,
		Message: "The database takes no writes just now, and nothing was changed. Reading goes on."},
	damage: {Code: timeline.StorageFailed,
		Message: "The database is damaged where this asks it; the rest goes on. Who runs the server finds what it is with dateline check, and what to do about it."},
	broken: {Code: timeline.StorageFailed,
		Message: "The disk of the server failed at this. What was not acknowledged may be sent again, with the same Idempotency-Key; who runs the server looks at the disk, and runs dateline check."},
	away: {Code: timeline.Unavailable,
		Message: "The database does not answer just now. Try again; a write that was perhaps made, with the same Idempotency-Key."},
	descriptors: {Code: timeline.Unavailable,
		Message: "The server has as many files open as it may. Try again."},
}

// Failure is what a client may know of an error of the store that has no code: that
// the disk is full, fails or is damaged, or that the database takes no writes or does
// not answer. It is nil for any other.
func (s *Store) Failure(err error) *timeline.Error {
	what := s.dialect.failure(err)
	if what == unknown {
		what = failureOfSystem(err)
	}
	e, known := told[what]
	if !known {
		return nil
	}
	e.Err = err
	return &e
}

// failureOfSystem sorts errors of files that are beside the database: pictures in a
// folder, bodies that are kept until all has come.
func failureOfSystem(err error) failure {
	code, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return unknown
	}
	return ofSystem(code)
}

func ofSystem(code syscall.Errno) failure {
	switch code {
	case syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG:
		return full
	case syscall.EROFS, syscall.EACCES, syscall.EPERM:
		return readOnly
	case syscall.EMFILE, syscall.ENFILE:
		return descriptors
	case syscall.EIO:
		return broken
	}
	return unknown
}

// The primary result codes of SQLite that are about the place of a database.
const (
	sqlitePerm     = 3
	sqliteBusy     = 5
	sqliteLocked   = 6
	sqliteMemory   = 7
	sqliteReadOnly = 8
	sqliteIO       = 10
	sqliteCorrupt  = 11
	sqliteFull     = 13
	sqliteCantOpen = 14
	sqliteProtocol = 15
	sqliteNotADB   = 26
)

func (sqliteDialect) failure(err error) failure {
	code, system, ok := sqliteCode(err)
	if !ok {
		return unknown
	}
	switch code {
	case sqliteFull:
		return full
	case sqliteReadOnly, sqlitePerm:
		return readOnly
	case sqliteCorrupt, sqliteNotADB:
		return damage
	case sqliteBusy, sqliteLocked, sqliteProtocol, sqliteMemory:
		return away
	case sqliteIO, sqliteCantOpen:
		if why := ofSystem(system); why != unknown {
			return why
		}
		if code == sqliteCantOpen {
			return away
		}
		return broken
	}
	return unknown
}

// isBusy reports whether a statement failed because another program writes.
func isBusy(err error) bool {
	code, _, ok := sqliteCode(err)
	return ok && code == sqliteBusy
}

// isDamaged reports whether a statement failed because of what is in the file.
func isDamaged(err error) bool { return sqliteDialect{}.failure(err) == damage }

// failure goes by PostgreSQL's SQLSTATE where its server has said one, and takes a
// connection that broke for a server that is away.
func (postgresDialect) failure(err error) failure {
	if e, ok := errors.AsType[interface {
		error
		SQLState() string
	}](err); ok {
		return ofState(e.SQLState())
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return away
	}
	for _, gone := range []error{driver.ErrBadConn, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, gone) {
			return away
		}
	}
	return unknown
}

// states are the beginnings of SQLSTATEs, the longer ones first.
var states = []struct {
	begins string
	means  failure
}{
	{"53100", full},     // disk_full
	{"25006", readOnly}, // read_only_sql_transaction
	{"58", broken},      // of the system: io_error
	{"XX001", damage},   // data_corrupted
	{"XX002", damage},   // index_corrupted
	{"08", away},        // of the connection
	{"40", away},        // a deadlock, or one that is not serializable
	{"53", away},        // memory, connections
	{"55P03", away},     // lock_not_available
	{"57", away},        // of an operator: shutdown, crash, starting
}

func ofState(code string) failure {
	for _, s := range states {
		if strings.HasPrefix(code, s.begins) {
			return s.means
		}
	}
	return unknown
}
