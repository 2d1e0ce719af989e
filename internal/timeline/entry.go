package timeline

// Entry is one record of a file, as it was read.
type Entry struct {
	Line   int    // where it stands in its file, from 1; 0 where there is none
	Raw    []byte // as it was read
	Record Record // nil where the line holds none
	NoID   bool   // the record came without an id, and has a placeholder

	// File and Format are the name of the text that it was read of, and that of its
	// format: where several are loaded together, they tell them apart.
	File, Format string

	// Header is what stands before all rows of a file and says what their cells
	// are, as it was read; empty where a row explains itself. A rejected row can be
	// read again with it alone.
	Header string

	// Refused is why the record is not written, found as it was read: an *Error with
	// code InvalidRecord. The record holds what could be read, so that what it refers
	// to in vain can be told with it.
	Refused error

	// Row is set where the record was made of a row of a foreign format.
	Row *Row
}

// ContentID begins what follows the scheme of an external id that was made of what a
// row says, as it has no id of its own.
const ContentID = "content-"

// Row is what comes with a record that was made of a row, slide, item or component
// of a foreign format. Such a record is known again by its first external id. It is
// written where the row is new or says something else than before, and not where
// the record was edited since.
type Row struct {
	// From cites the file. It is no part of what the row says: the same row in
	// another file changes nothing.
	From Citation

	// Parts are actors and places that the event has by name and kind alone, and
	// sources that it cites by id, as fully as the row tells of them. Each is made
	// where it is missing, and changes none that is there.
	Parts []Record

	// Mention says that the record is no event of its own: its citations are added to
	// the event that has its external id.
	Mention bool

	// Version grows with each change of what the row says, where the format has such a
	// number: the second of the last change, for one. A row with a lower one than that
	// which an event was made of is older, and changes nothing. 0 where there is none.
	Version int64

	// Warnings are what the row contradicts itself in. It is kept as stated.
	Warnings []Warning
}
