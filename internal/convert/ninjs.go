package convert

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// ninjsReader reads event items of ninjs 3 (IPTC News in JSON): one, a list of them,
// one a line, or those that a package lists as its items or associations.
var ninjsReader = Reader{
	Name: "ninjs", Title: "ninjs, event items of IPTC News in JSON",
	MediaTypes: []string{"application/ninjs+json", "application/json"}, Extensions: []string{".json", ".ninjs"},
	Detect: detectNinjs, Foreign: true, Read: readNinjs,
}

// detectNinjs is certain of an item that has details of an event, or names its
// standard.
func detectNinjs(head []byte) Fit {
	inList, _ := bytes.CutPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("["))
	object, isJSON := jsonHeadOf(inList)
	has := func(name string) bool { return slices.Contains(object.names, name) }
	switch {
	case !isJSON || has("dateline") || has("entity"):
		return Unlike
	case has("eventDetails"), has("standard") && has("uri"), has("representationType") && has("uri"):
		return Certain
	case (has("items") || has("associations")) && !has("feed_url") && bytes.Contains(head, []byte(`"eventDetails"`)):
		return Certain
	}
	return Unlike
}

// ninjsRead is the reading of a file.
type ninjsRead struct {
	ids   identities
	yield func(timeline.Entry, error) bool
	found bool
}

// errNoNinjs is the error of a text that is not of the format at all.
var errNoNinjs = errors.New("it is no ninjs: expected an item, which is a JSON object, a list of items, or an item a line")

func readNinjs(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		r := &ninjsRead{yield: yield}
		text := bufio.NewReaderSize(in.Text, headBytes)
		head, err := text.Peek(headBytes)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(timeline.Entry{Line: 1}, err)
			return
		}
		start := bytes.TrimLeft(head, " \t\r\n")
		line := 1 + bytes.Count(head[:len(head)-len(start)], []byte("\n"))
		object, isObject := jsonHeadOf(start)
		switch {
		case bytes.HasPrefix(start, []byte("[")):
			line, err = r.list(text)
		case !isObject:
			err = errNoNinjs
		case object.oneLine:
			line, err = r.lines(text)
		default:
			err = r.whole(text, line)
		}
		switch {
		case errors.Is(err, errTaken):
		case err != nil:
			yield(timeline.Entry{Line: max(1, line)}, err)
		case !r.found:
			in.note("there is no event in it")
		}
	}
}

// list reads a JSON list, item by item.
func (r *ninjsRead) list(text io.Reader) (line int, err error) {
	cut := newCutReader(text)
	dec := json.NewDecoder(cut)
	if _, err := dec.Token(); err != nil {
		return cut.line, err
	}
	for dec.More() {
		from := dec.InputOffset()
		var item json.RawMessage
		if err := dec.Decode(&item); err != nil {
			_, line := cut.cut(from, from)
			return line, fmt.Errorf("line %d: the list cannot be read on: %w", line, err)
		}
		to := dec.InputOffset()
		piece, line := cut.cut(to-int64(len(item)), to) // without the comma before it
		if err := r.item(piece, line); err != nil {
			return line, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return cut.line, fmt.Errorf("line %d: the list has no end: %w", cut.line, err)
	}
	return cut.line, nil
}

// lines reads an item a line. One that is no JSON concerns that line alone.
func (r *ninjsRead) lines(text *bufio.Reader) (line int, err error) {
	in := lineReader{in: text}
	for {
		raw, whole, err := in.next()
		switch {
		case errors.Is(err, io.EOF):
			return in.number, nil
		case err != nil:
			return in.number, fmt.Errorf("read line %d: %w", in.number, err)
		case !whole:
			err = r.give(timeline.Entry{Line: in.number, Raw: bytes.Clone(raw)}, rowFault(in.number, 1, "the line is longer than %d bytes", MaxNDJSONLine))
		case len(bytes.TrimSpace(raw)) > 0:
			err = r.item(bytes.Clone(raw), in.number)
		}
		if err != nil {
			return in.number, err
		}
	}
}

// whole reads a text that is one object: an item, or a package of some.
func (r *ninjsRead) whole(text io.Reader, line int) error {
	raw, err := io.ReadAll(io.LimitReader(text, maxNinjs+1))
	if err != nil {
		return err
	}
	if len(raw) > maxNinjs {
		return fmt.Errorf("the item has more than %d bytes: give a list of items, or one a line", maxNinjs)
	}
	raw = bytes.TrimSpace(raw)
	if !json.Valid(raw) {
		_, err := timeline.ParseJSON(raw)
		return onLine(err, line) // it has nothing else to be read
	}
	return r.item(raw, line)
}

// maxNinjs is the longest single item that is read, in bytes.
const maxNinjs = 64 << 20

// item reads an item, or those of a package.
func (r *ninjsRead) item(raw []byte, line int) error {
	var pack struct {
		Details      json.RawMessage `json:"eventDetails"`
		Items        json.RawMessage `json:"items"`
		Associations json.RawMessage `json:"associations"`
	}
	if json.Unmarshal(raw, &pack) == nil && pack.Details == nil {
		for _, inside := range []json.RawMessage{pack.Items, pack.Associations} {
			if !bytes.Contains(inside, []byte(`"eventDetails"`)) {
				continue
			}
			at := bytes.Index(raw, inside)
			return r.inside(inside, line+bytes.Count(raw[:max(0, at)], []byte("\n")))
		}
	}
	r.found = true
	var item ninjsItem
	if err := json.Unmarshal(raw, &item); err != nil {
		return r.give(timeline.Entry{Line: line, Raw: raw}, jsonFault(raw, line, err))
	}
	return r.event(&item, raw, line)
}

// inside reads the items of a package.
func (r *ninjsRead) inside(list []byte, line int) error {
	dec := json.NewDecoder(bytes.NewReader(list))
	if first, err := dec.Token(); err != nil || first != json.Delim('[') {
		return r.give(timeline.Entry{Line: line, Raw: list}, rowFault(line, 1, "the items of a package are a list"))
	}
	for dec.More() {
		var item json.RawMessage
		if err := dec.Decode(&item); err != nil {
			return err // cannot happen: it was JSON
		}
		before := list[:int(dec.InputOffset())-len(item)]
		if err := r.item(bytes.Clone(item), line+bytes.Count(before, []byte("\n"))); err != nil {
			return err
		}
	}
	return nil
}

func (r *ninjsRead) give(e timeline.Entry, err error) error {
	if !r.yield(e, err) {
		return errTaken
	}
	return nil
}

// jsonFault says what is wrong with an item, and where.
func jsonFault(raw []byte, line int, err error) error {
	offset := 0
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = int(wrong.Offset)
	}
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = int(wrong.Offset)
	}
	before := raw[:min(offset, len(raw))]
	return rowFault(line+bytes.Count(before, []byte("\n")), 1, "%s", jsonTrouble(err))
}

// jsonTrouble is why JSON cannot be read, without the names that only Go knows.
func jsonTrouble(err error) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		field := strings.TrimPrefix(wrong.Field, "alias.") // as gofeed's types have it
		return fmt.Sprintf("%s is a %s, which the format does not have there", nameOr(field, "the item"), wrong.Value)
	}
	reason := strings.TrimPrefix(err.Error(), "json: ")
	if _, ok := errors.AsType[*json.SyntaxError](err); ok {
		return "it is no JSON: " + reason
	}
	return reason
}
