package convert

import (
	"bytes"
	"errors"
	"io"
)

// cutReader gives a text to a parser that tells by offsets what it has found, and
// pieces of the text back by those. It keeps what the parser has read since the last
// piece.
type cutReader struct {
	in   io.Reader
	kept []byte
	from int64 // the offset at which kept begins
	line int   // on which it does
}

func newCutReader(in io.Reader) *cutReader { return &cutReader{in: in, line: 1} }

// Bounds of a piece, in bytes, and of what a parser reads ahead.
const (
	maxPiece  = 10 << 20
	readAhead = 1 << 20
)

var errLongPiece = errors.New("one entry is longer than 10485760 bytes")

func (c *cutReader) Read(p []byte) (int, error) {
	if len(c.kept) > maxPiece+readAhead {
		return 0, errLongPiece
	}
	n, err := c.in.Read(p)
	c.kept = append(c.kept, p[:n]...)
	return n, err
}

// drop forgets the text before an offset.
func (c *cutReader) drop(to int64) {
	n := int(min(max(0, to-c.from), int64(len(c.kept))))
	c.line += bytes.Count(c.kept[:n], []byte("\n"))
	c.kept = c.kept[:copy(c.kept, c.kept[n:])]
	c.from += int64(n)
}

// text is the text between two offsets, which is kept.
func (c *cutReader) text(from, to int64) []byte {
	size := int64(len(c.kept))
	from, to = min(max(0, from-c.from), size), min(max(0, to-c.from), size)
	return c.kept[from:max(from, to)]
}

// cut is the text between two offsets, without white space around it, with the line on
// which it begins. It is valid until the parser reads on. What stands before its end
// is forgotten.
func (c *cutReader) cut(from, to int64) (piece []byte, line int) {
	c.drop(from)
	piece = bytes.Clone(c.kept[:min(max(0, to-c.from), int64(len(c.kept)))])
	trimmed := bytes.TrimLeft(piece, " \t\r\n")
	line = c.line + bytes.Count(piece[:len(piece)-len(trimmed)], []byte("\n"))
	c.drop(to)
	return bytes.TrimRight(trimmed, " \t\r\n"), line
}
