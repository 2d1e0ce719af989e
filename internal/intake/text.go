// Package intake takes files into a store: it unpacks them, tells their format and
// writes what is in them, for the command, the API and the pages alike.
package intake

import (
	"errors"
	"io"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// Text is a text whose format is known, opened.
type Text struct {
	Reader convert.Reader
	Input  convert.Input // with the file that it is, where the format is foreign

	from io.Closer
}

// Open opens a text and finds out its format. The error is a *convert.FormatError or a
// *convert.OtherFormatError where that cannot be done, or that of the text.
func Open(packed convert.Packed, clues convert.Clues, read convert.ReadOptions) (*Text, error) {
	from, err := packed.Open()
	if err != nil {
		return nil, err
	}
	t := &Text{from: from}
	t.Input.ReadOptions, t.Input.Name = read, packed.Name
	t.Reader, t.Input.Text, err = recognised(from, clues, read)
	if err == nil && t.Reader.Foreign {
		t.Input.File, err = fileSource(packed)
	}
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

// Close closes the text.
func (t *Text) Close() error { return t.from.Close() }

// recognised finds out the format of a text, and returns the whole of that in UTF-8.
func recognised(text io.Reader, clues convert.Clues, read convert.ReadOptions) (convert.Reader, io.Reader, error) {
	text, err := convert.InUTF8(text, read.Encoding)
	if err != nil {
		return convert.Reader{}, nil, err
	}
	return convert.ReaderOf(text, clues)
}

// fileSource is the source that what is imported of a file cites. It reads all of the
// text: one that is damaged is found by it.
func fileSource(packed convert.Packed) (*timeline.Source, error) {
	again, err := packed.Open()
	if err != nil {
		return nil, err
	}
	source, err := convert.FileSource(packed.Name, again)
	return source, errors.Join(err, again.Close())
}
