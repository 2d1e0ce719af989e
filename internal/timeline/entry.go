package timeline

// Entry is one record of a sequence of them, such as a line of NDJSON.
type Entry struct {
	Line   int    // where it stands in its file, from 1; 0 where there is none
	Raw    []byte // as it was read
	Record Record // nil where the line holds none
	NoID   bool   // the record came without an id, and has a placeholder

	// Refused is why the record is not written, found as it was read: an *Error with
	// code InvalidRecord. The record holds what could be read, so that what it refers
	// to in vain can be told with it.
	Refused error
}
