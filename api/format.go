package api

import (
	"bytes"
	"io"

	"example.org/dateline/internal/convert"
)

// format is one representation of an answer. A route's formats are a table of
// these, the default first; a new one is a row there and a file with its write.
type format[T any] struct {
	name      string // what the parameter format takes
	media     string // the media type, as Content-Type names it; Accept compares it without parameters
	extension string // of a file that is saved; "" for what is not
	names     bool   // it calls actors by their names where records have only ids
	fields    bool   // it can hold some fields of records alone
	write     func(w *bytes.Buffer, answer T) error

	// stream, where there is one, writes the whole of a list instead of a page.
	stream func(w io.Writer, about convert.About, all each) (convert.Loss, error)
}

// Names are what negotiation compares.
func (f format[T]) Names() (name, media string) { return f.name, f.media }
