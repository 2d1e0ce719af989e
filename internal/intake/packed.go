package intake

import (
	"errors"
	"fmt"
	"io"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// text is one of a file, which was looked at.
type text struct {
	packed convert.Packed
	reader convert.Reader
	file   *timeline.Source
	clues  convert.Clues
}

// look finds out the format of a text, and that it can be read to its end. inside tells
// that it came in another.
func (in *Import) look(packed convert.Packed, inside bool) (text, error) {
	open := packed.Open
	packed.Open = func() (io.ReadCloser, error) {
		from, err := open()
		if err != nil {
			return nil, err
		}
		return &unpacked{ReadCloser: from, left: in.Most}, nil
	}
	t := text{packed: packed, clues: in.Clues}
	if t.clues.Name = packed.Name; inside {
		t.clues.Media = ""
	}
	opened, err := Open(packed, t.clues, in.Read)
	if err != nil {
		return t, unreadable(packed.Name, err)
	}
	t.reader, t.file = opened.Reader, opened.Input.File
	if err := opened.Close(); err != nil {
		return t, unreadable(packed.Name, err)
	}
	if t.file == nil { // what is not cited is read to its end all the same
		_, err = fileSource(packed)
	}
	return t, unreadable(packed.Name, err)
}

// with opens a text for fn.
func (t text) with(in *Import, fn func(read convert.Input) error) error {
	from, err := t.packed.Open()
	if err != nil {
		return unreadable(t.packed.Name, err)
	}
	defer from.Close()
	_, whole, err := recognised(from, t.clues, in.Read)
	if err != nil {
		return unreadable(t.packed.Name, err)
	}
	read := in.input(whole, t.packed.Name)
	read.File = t.file
	return fn(read)
}

// entries are the records of texts, one text after the other.
func (in *Import) entries(texts []text) store.Entries {
	return func(yield func(timeline.Entry, error) bool) {
		for _, t := range texts {
			more := true
			err := t.with(in, func(read convert.Input) error {
				for e, err := range t.reader.Entries(read) {
					if more = yield(e, damaged(t.packed.Name, err)); !more {
						break
					}
				}
				return nil
			})
			if err != nil && more {
				more = yield(timeline.Entry{}, err)
			}
			if !more {
				return
			}
		}
	}
}

// chained are entries and then others.
func chained(first, then store.Entries) store.Entries {
	return func(yield func(timeline.Entry, error) bool) {
		for _, entries := range []store.Entries{first, then} {
			for e, err := range entries {
				if !yield(e, err) {
					return
				}
			}
		}
	}
}

// unpacked is a text that a small body may hold, up to a bound.
type unpacked struct {
	io.ReadCloser
	left int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if u.left -= int64(n); u.left < 0 {
		return n, &timeline.Error{Code: timeline.InvalidRecord, Message: "Unpacked, the text is larger than a body may be: send it in parts."}
	}
	return n, err
}

// damage ends the records of a text: what its reader says that is of no one record, such
// as that an XML file is no feed.
type damage struct {
	name string
	error
}

func (d *damage) Unwrap() error { return d.error }

func damaged(name string, err error) error {
	if _, ours := errors.AsType[*timeline.Error](err); err == nil || ours || !convert.IsDamage(err) {
		return err
	}
	return &damage{name, err}
}

// unreadable is the error of a text that cannot be unpacked or read. One of ours, or of
// a format that cannot be told, stays as it is.
func unreadable(name string, err error) error {
	if err == nil {
		return nil
	}
	_, ours := errors.AsType[*timeline.Error](err)
	_, unknown := errors.AsType[*convert.FormatError](err)
	_, other := errors.AsType[*convert.OtherFormatError](err)
	if ours || unknown || other || !convert.IsDamage(err) {
		return err
	}
	if name != "" {
		name = " " + name
	}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The text%s cannot be read: %v.", name, err)}
}
