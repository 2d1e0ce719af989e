package timeline

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Code says what kind of failure an Error is. Callers branch on it; the api
// package turns it into an HTTP status and a problem type (RFC 9457). The
// strings are public: clients see them.
type Code string

// The codes of the domain. Codes lists them all.
const (
	UnknownParameter Code = "unknown-parameter" // a query parameter that this resource does not have
	InvalidParameter Code = "invalid-parameter" // a query parameter whose value cannot be read
	InvalidCursor    Code = "invalid-cursor"    // a cursor that this server did not issue for this query
	InvalidRecord    Code = "invalid-record"    // a record or story file that breaks a rule
	InvalidPicture   Code = "invalid-picture"   // a picture that is none, is cut off or measures too much
	NotFound         Code = "not-found"         // no such record, or one the caller may not know of
	Conflict         Code = "conflict"          // a write that what is stored stands against: an id that is taken, a record that others name
	KeyReused        Code = "key-reused"        // an idempotency key that was sent with another request
	TooManyUploads   Code = "too-many-uploads"  // one person has sent as many pictures and files as one may
	StorageFull      Code = "storage-full"      // there is no room for what is to be kept
	StorageFailed    Code = "storage-failed"    // the disk does not take or give back what is kept, or what is on it is damaged
	Unavailable      Code = "unavailable"       // the database does not answer in time, or takes no writes; trying again may help
	Internal         Code = "internal-error"    // a fault of ours; its cause is logged and never shown
)

// Codes lists every Code, for tests and for the OpenAPI enum.
var Codes = []Code{UnknownParameter, InvalidParameter, InvalidCursor, InvalidRecord, InvalidPicture, NotFound, Conflict, KeyReused, TooManyUploads, StorageFull, StorageFailed, Unavailable, Internal}

// Error is a failure whose message is safe to show to a client.
// Err, if set, is the cause: it is logged and never sent.
type Error struct {
	Code        Code
	Parameter   string   // the query parameter at fault, for UnknownParameter and InvalidParameter
	Message     string   // one sentence: what is wrong and what would be right
	Suggestions []string // values that were perhaps meant, best first
	Faults      []Fault  // every bad field, for InvalidRecord
	Err         error
}

func (e *Error) Error() string {
	msg := e.Message
	if len(e.Faults) > 0 {
		lines := make([]string, len(e.Faults))
		for i, f := range e.Faults {
			lines[i] = f.String()
		}
		msg = strings.Join(lines, "\n")
	}
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", msg, e.Err)
	}
	return msg
}

func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first *Error in err's chain. A failure that
// nobody classified is Internal, so an unknown error can never look like a 404.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}

// Fault is one mistake in a record: where it stands and what would be right.
type Fault struct {
	Pointer string // JSON Pointer (RFC 6901) from the root of the document
	Message string // what is wrong and what was expected
	Line    int    // 1-based line in the file it was read from; 0 where there is no file
	Column  int    // 1-based column, in characters; 0 where there is no file
}

// String is the fault on one line, its place first.
func (f Fault) String() string {
	at := f.Pointer
	if at == "" {
		at = "the document"
	}
	if f.Line > 0 {
		return fmt.Sprintf("%d:%d: %s: %s", f.Line, f.Column, at, f.Message)
	}
	return fmt.Sprintf("%s: %s", at, f.Message)
}

// Reason is why a record is refused, on one line, without its place in a file.
func Reason(why error) string {
	te, ok := errors.AsType[*Error](why)
	if !ok || len(te.Faults) == 0 {
		return why.Error()
	}
	text := ""
	for i, f := range te.Faults {
		f.Line = 0
		if i > 0 {
			text += "; "
		}
		text += f.String()
	}
	return text
}

// Faults collects the mistakes of a document while it is read and validated.
type Faults struct {
	list []Fault
}

// MaxFaults bounds what a hostile document can make us remember and print.
const MaxFaults = 100

// Add records a mistake at a JSON Pointer.
func (fs *Faults) Add(pointer, format string, args ...any) {
	if !fs.full() {
		fs.list = append(fs.list, Fault{Pointer: pointer, Message: fmt.Sprintf(format, args...)})
	}
}

// addOthers records the mistakes of a later look, but for those that follow from
// one that is known: at the same place or inside it.
func (fs *Faults) addOthers(later Faults) {
	known := fs.list
	for _, f := range later.list {
		follows := func(k Fault) bool { return f.Pointer == k.Pointer || strings.HasPrefix(f.Pointer, k.Pointer+"/") }
		if !slices.ContainsFunc(known, follows) && !fs.full() {
			fs.list = append(fs.list, f)
		}
	}
}

// Together is one error of several, nil where there is none: one that is no mistake in
// a record if there is any, else all mistakes, each place once. The first in the
// list is the first look: what it has found at a place is what is told of that and
// of all inside it.
func Together(errs ...error) error {
	var all Faults
	found := false
	for _, err := range errs {
		if err == nil {
			continue
		}
		te, ok := errors.AsType[*Error](err)
		if !ok || te.Code != InvalidRecord {
			return err
		}
		if len(te.Faults) == 0 && !found {
			return err // it is of no field
		}
		known := all.list
		for _, f := range te.Faults {
			follows := func(k Fault) bool {
				return f.Pointer == k.Pointer || k.Pointer != "" && strings.HasPrefix(f.Pointer, k.Pointer+"/")
			}
			if !slices.ContainsFunc(known, follows) && !all.full() {
				all.list = append(all.list, f)
			}
		}
		found = true
	}
	return all.Err(nil)
}

// full reports whether further mistakes are not remembered.
func (fs *Faults) full() bool { return len(fs.list) >= MaxFaults }

// addName records a mistake in a member's name rather than its value.
func (fs *Faults) addName(pointer string, m Member, format string, args ...any) {
	if !fs.full() {
		fs.list = append(fs.list, Fault{Pointer: pointer, Message: fmt.Sprintf(format, args...), Line: m.Line, Column: m.Column})
	}
}

// Err returns nil when there is no fault, else an *Error with code
// InvalidRecord that holds them all. root, if not nil, gives each its line.
func (fs *Faults) Err(root *Node) error {
	if len(fs.list) == 0 {
		return nil
	}
	if root != nil {
		for i := range fs.list {
			if f := &fs.list[i]; f.Line == 0 {
				at := root.Nearest(f.Pointer)
				f.Line, f.Column = at.Line, at.Column
			}
		}
	}
	msg := "The record breaks one rule."
	if n := len(fs.list); n > 1 {
		msg = fmt.Sprintf("The record breaks %d rules.", n)
	}
	return &Error{Code: InvalidRecord, Message: msg, Faults: fs.list}
}
