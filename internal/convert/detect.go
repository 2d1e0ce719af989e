package convert

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// headBytes is how much of a text tells its format.
const headBytes = 64 << 10

// Clues are what is known of a text's format before it is read.
type Clues struct {
	Format string // the name asked for; empty or Auto where none was
	Media  string // the media type without parameters; empty where it is not known
	Name   string // of the file; empty where there is none
}

// ReaderOf chooses the reader of a text, and returns the text with what it has
// looked at. A format asked for decides, and so does a media type that one
// format alone has. Otherwise the text's beginning tells, and where it leaves
// several formats or none, the extension of the file's name.
//
// The error is a *FormatError where none of them tells, an *OtherFormatError where the
// text is certainly in another format than the one asked for, or that of the text.
func ReaderOf(text io.Reader, by Clues) (Reader, io.Reader, error) {
	if by.Format != "" && by.Format != Auto {
		i := slices.IndexFunc(Readers, func(r Reader) bool { return r.Name == by.Format })
		if i < 0 {
			return Reader{}, nil, fmt.Errorf("there is no format %q", by.Format)
		}
		in := bufio.NewReaderSize(text, headBytes)
		head, err := in.Peek(headBytes)
		if err != nil && !errors.Is(err, io.EOF) {
			return Reader{}, nil, err
		}
		if is := otherThan(Readers[i], head); is != "" {
			return Reader{}, nil, &OtherFormatError{Asked: by.Format, Is: is}
		}
		return Readers[i], in, nil
	}
	among := filtered(Readers, func(r Reader) bool { return slices.Contains(r.MediaTypes, by.Media) })
	if len(among) == 1 {
		return among[0], text, nil
	}
	if len(among) == 0 {
		among = Readers
	}
	in := bufio.NewReaderSize(text, headBytes)
	head, err := in.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return Reader{}, nil, err
	}
	r, err := detected(bytes.TrimPrefix(head, []byte("\uFEFF")), by.Name, among)
	return r, in, err
}

// FormatError is the error of a text whose format cannot be told.
type FormatError struct {
	Formats []string // the names of those that it may be in
	Several bool     // it fits each of them, and not merely none
	Empty   bool     // there is nothing in it
}

func (e *FormatError) Error() string {
	if e.Several {
		return "it may be " + strings.Join(e.Formats, " or ")
	}
	if e.Empty {
		return "there is nothing in it"
	}
	return "it looks like none that is read"
}

// OtherFormatError is the error of a text that is not in the format asked for.
type OtherFormatError struct {
	Asked, Is string // names of formats
}

func (e *OtherFormatError) Error() string {
	i := slices.IndexFunc(Readers, func(r Reader) bool { return r.Name == e.Is })
	return fmt.Sprintf("it looks like %s (%s), not like %s", e.Is, Readers[i].Title, e.Asked)
}

// otherThan is the one format that a text is certainly in, where it is not at all in
// the one asked for; empty otherwise.
func otherThan(asked Reader, head []byte) string {
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	if asked.Detect(head) != Unlike {
		return ""
	}
	certain := filtered(Readers, func(r Reader) bool { return r.Detect(head) == Certain })
	if len(certain) != 1 {
		return ""
	}
	return certain[0].Name
}

// detected is the one reader that a text's head and its file's name point to.
func detected(head []byte, name string, among []Reader) (Reader, error) {
	extension := strings.ToLower(filepath.Ext(name))
	named := func(r Reader) bool { return slices.Contains(r.Extensions, extension) }
	best, fitting := Unlike, []Reader(nil)
	for _, r := range among {
		switch fit := r.Detect(head); {
		case fit == Unlike || fit < best:
		case fit > best:
			best, fitting = fit, []Reader{r}
		default:
			fitting = append(fitting, r)
		}
	}
	if best == Unlike {
		fitting = filtered(among, func(r Reader) bool { return !r.Foreign && named(r) }) // many share .csv and .txt
	} else if both := filtered(fitting, named); len(both) > 0 {
		fitting = both
	}
	switch len(fitting) {
	case 0:
		return Reader{}, &FormatError{Formats: namesOf(among), Empty: len(bytes.TrimSpace(head)) == 0}
	case 1:
		return fitting[0], nil
	}
	return Reader{}, &FormatError{Formats: namesOf(fitting), Several: true}
}

func filtered(readers []Reader, keep func(Reader) bool) []Reader {
	var list []Reader
	for _, r := range readers {
		if keep(r) {
			list = append(list, r)
		}
	}
	return list
}

// jsonHead is the JSON object that a text begins with, as far as its head goes.
type jsonHead struct {
	names   []string // of its members
	oneLine bool     // no line break is inside it
}

// jsonHeadOf reports false of a text that begins otherwise.
func jsonHeadOf(head []byte) (jsonHead, bool) {
	head = bytes.TrimLeft(head, " \t\r\n")
	dec := json.NewDecoder(bytes.NewReader(head))
	if first, err := dec.Token(); err != nil || first != json.Delim('{') {
		return jsonHead{}, false
	}
	h := jsonHead{}
	for dec.More() {
		name, err := dec.Token()
		if text, isText := name.(string); err == nil && isText {
			h.names = append(h.names, text)
		}
		var value json.RawMessage
		if err != nil || dec.Decode(&value) != nil {
			h.oneLine = !bytes.Contains(head, []byte("\n"))
			return h, true
		}
	}
	_, _ = dec.Token() // the brace that ends it, where it is there
	h.oneLine = !bytes.Contains(head[:dec.InputOffset()], []byte("\n"))
	return h, true
}
