package convert

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// ndjsonReader reads records of any resource, one a line, as ndjsonFormat and
// WriteArchiveNDJSON write them.
var ndjsonReader = Reader{
	Name: "ndjson", Title: "NDJSON, a record a line",
	MediaTypes: []string{"application/x-ndjson", "application/json"}, Extensions: []string{".ndjson", ".jsonl"},
	Detect: detectNDJSON, Read: readNDJSON,
}

// detectNDJSON is certain of a first line that names its resource or has the fields
// of an event alone.
func detectNDJSON(head []byte) Fit {
	object, isJSON := jsonHeadOf(head)
	switch {
	case !isJSON || !object.oneLine || slices.Contains(object.names, "dateline"):
		return Unlike
	case slices.Contains(object.names, "entity"), len(object.names) > 0 && areFieldsOfEvents(object.names):
		return Certain
	}
	return Possible
}

func areFieldsOfEvents(names []string) bool {
	fields := timeline.FieldNames(new(timeline.Event))
	return !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(fields, name) })
}

func readNDJSON(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		empty := true
		for line, err := range ReadNDJSON(in.Text) {
			empty = false
			if !yield(line.Entry, err) {
				return
			}
		}
		if empty {
			in.note("there is no record in it")
		}
	}
}

// MaxNDJSONLine is the longest line that ReadNDJSON takes, in bytes.
const MaxNDJSONLine = 10 << 20

// Line is a line of NDJSON: its record, the one that Entity names.
type Line struct {
	Entity string // one of timeline.Resources; "event" where the line does not say
	timeline.Entry
}

// ReadNDJSON reads records line by line, in memory bounded by the longest line
// taken and what knownIDs remembers: a record with the id of an earlier line is
// refused. Blank lines are passed over, and so is a byte order mark. The raw text
// of a line, at most MaxNDJSONLine bytes without its end, is valid until the
// next one.
//
// An error is one of two kinds. A *timeline.Error with code InvalidRecord
// concerns its line alone, which comes with it: each fault has the line in the
// file and the column, and reading goes on. Any other error ends the reading.
func ReadNDJSON(r io.Reader) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		in := newLineReader(r)
		var ids knownIDs
		var room timeline.NodeRoom
		for {
			text, whole, err := in.next()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					yield(Line{Entry: timeline.Entry{Line: in.number}}, fmt.Errorf("read line %d: %w", in.number, err))
				}
				return
			}
			line := Line{Entry: timeline.Entry{Line: in.number, Raw: text}}
			switch {
			case !whole:
				err = lineFault(in.number, 1, "the line is longer than %d bytes; a record has no more", MaxNDJSONLine)
			case len(bytes.TrimSpace(text)) == 0:
				continue
			default:
				err = line.decode(&ids, &room)
			}
			if !yield(line, err) {
				return
			}
		}
	}
}

// decode fills the line's record from its text, in room that is of no more use then. One whose id an earlier line has
// is refused.
func (l *Line) decode(ids *knownIDs, room *timeline.NodeRoom) error {
	node, err := room.ParseJSON(l.Raw)
	if err != nil {
		return l.placed(err)
	}
	l.Entity = "event"
	if node.Kind == timeline.Object {
		if i := slices.IndexFunc(node.Members, func(m timeline.Member) bool { return m.Name == "entity" }); i >= 0 {
			entity := node.Members[i].Value
			if entity.Kind != timeline.String {
				return lineFault(l.Line, entity.Column, "entity is %s; expected one of %s", entity.Kind, strings.Join(timeline.Resources, ", "))
			}
			if !slices.Contains(timeline.Resources, entity.Text) {
				return lineFault(l.Line, entity.Column, "entity %q is none of %s", timeline.Clip(entity.Text, 40), strings.Join(timeline.Resources, ", "))
			}
			l.Entity = entity.Text
			node.Members = slices.Delete(node.Members, i, i+1)
		}
	}
	if l.NoID = node.Kind == timeline.Object && !node.Has("id"); l.NoID {
		node.Set("id", timeline.IDToBeMade)
	}
	record, err := timeline.DecodeRecord(l.Entity, node)
	if err != nil {
		if node.Kind == timeline.Object && (l.Entity == "event" || l.Entity == "quote") { // others may refer to what comes after them
			l.Record = record
		}
		return l.placed(err)
	}
	if l.NoID {
		l.Record = record
		return l.distinct(ids)
	}
	if first, taken := ids.add(l.Entity, record.RecordID(), l.Line, l.Raw); taken {
		column := node.Nearest("/id").Column
		return lineFault(l.Line, column, "the %s %q is in the file already, at line %d: leave one of them out", l.Entity, record.RecordID(), first)
	}
	l.Record = record
	return nil
}

// distinct refuses an event without an id that an earlier line is by an external id.
func (l *Line) distinct(ids *knownIDs) error {
	e, ok := l.Record.(*timeline.Event)
	if !ok {
		return nil
	}
	for i, external := range e.ExternalIDs {
		if first, taken := ids.add("event known elsewhere as", e.Story+" "+external, l.Line, l.Raw); taken {
			l.Record = nil
			return lineFault(l.Line, 1, "an event with the external id %q is in the file already, at line %d: give each an id, or leave one of them out", e.ExternalIDs[i], first)
		}
	}
	return nil
}

// placed gives the faults of a line, which is all that their reader saw, their
// line in the file.
func (l *Line) placed(err error) error {
	if e, ok := errors.AsType[*timeline.Error](err); ok {
		for i := range e.Faults {
			e.Faults[i].Line = l.Line
		}
	}
	return err
}

func lineFault(line, column int, format string, args ...any) error {
	f := timeline.Fault{Line: line, Column: column, Message: fmt.Sprintf(format, args...)}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: "The line cannot be read.", Faults: []timeline.Fault{f}}
}

// lineReader reads lines of bounded length.
type lineReader struct {
	in     *bufio.Reader
	number int    // of the line read last
	long   []byte // a line that did not fit the buffer of in
}

func newLineReader(text io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(text, 64<<10)}
}

// all are the lines that are not blank, each valid until the next one. One that is too
// long ends them, as an error of the text does.
func (r *lineReader) all() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for {
			text, whole, err := r.next()
			switch {
			case errors.Is(err, io.EOF):
				return
			case err == nil && !whole:
				err = fmt.Errorf("line %d is longer than %d bytes", r.number, MaxNDJSONLine)
			case err == nil && len(bytes.TrimSpace(text)) == 0:
				continue
			}
			if !yield(text, err) || err != nil {
				return
			}
		}
	}
}

// next returns a line without its end, valid until the next call. whole is
// false where it was too long: the rest of it has been passed over.
func (r *lineReader) next() (text []byte, whole bool, err error) {
	r.number++
	r.long = r.long[:0]
	for whole = true; ; {
		part, err := r.in.ReadSlice('\n')
		switch {
		case err == nil || errors.Is(err, io.EOF) && len(part)+len(r.long) > 0:
			if len(r.long) > 0 {
				whole = r.keep(part) && whole
				part = r.long
			}
			return r.trimmed(part), whole, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, false, err
		}
		whole = r.keep(part) && whole
	}
}

// keep adds a part to the long line, and reports whether it fitted.
func (r *lineReader) keep(part []byte) bool {
	room := MaxNDJSONLine + len("\r\n") - len(r.long)
	r.long = append(r.long, part[:min(room, len(part))]...)
	return len(part) <= room && len(bytes.TrimRight(r.long, "\r\n")) <= MaxNDJSONLine
}

func (r *lineReader) trimmed(line []byte) []byte {
	line = bytes.TrimSuffix(line, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if r.number == 1 {
		line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	}
	return line[:min(len(line), MaxNDJSONLine)]
}
