package convert

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// RejectedLine is a line of a file of rejects: a row that was not imported, as it
// was. Mended there, it can be imported.
type RejectedLine struct {
	File      string `json:"file"`
	Line      int    `json:"line"`   // of the file, from 1
	Column    int    `json:"column"` // in the line, from 1
	Reason    string `json:"reason"`
	Raw       string `json:"raw"`
	RawBase64 string `json:"raw_base64,omitempty"` // where the row is not UTF-8: Raw has U+FFFD there
	Format    string `json:"format,omitempty"`     // the name of a Reader
	Header    string `json:"header,omitempty"`     // what the row needs before it, to be read alone
}

// Rejected is the line for an entry that was not imported, and why.
func Rejected(e timeline.Entry, why error) RejectedLine {
	line := RejectedLine{File: e.File, Line: e.Line, Column: 1, Reason: timeline.Reason(why), Raw: string(e.Raw), Format: e.Format, Header: e.Header}
	if te, ok := errors.AsType[*timeline.Error](why); ok && len(te.Faults) > 0 {
		line.Column = max(1, te.Faults[0].Column)
	}
	if !utf8.Valid(e.Raw) {
		line.RawBase64 = base64.StdEncoding.EncodeToString(e.Raw)
	}
	return line
}

// rejectsReader reads a file of rejects once its rows are mended.
var rejectsReader = Reader{
	Name: "rejects", Title: "a file of rejects with its rows mended",
	MediaTypes: []string{"application/vnd.dateline.rejects"}, Extensions: []string{".rejects"},
	Detect: detectRejects, Foreign: true, Read: readRejects,
}

func detectRejects(head []byte) Fit {
	object, isJSON := jsonHeadOf(head)
	for _, name := range []string{"file", "line", "column", "reason", "raw"} {
		if !isJSON || !object.oneLine || !slices.Contains(object.names, name) {
			return Unlike
		}
	}
	return Certain
}

// readRejects reads row after row, each as a text of its own in its format: what it
// cites is the file of rejects, at the line there.
func readRejects(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		lines := newLineReader(in.Text)
		for text, err := range lines.all() {
			if err != nil {
				yield(timeline.Entry{Line: lines.number}, err)
				return
			}
			for e, err := range rejectedRow(in, lines.number, text) {
				e.Line, e.Raw = lines.number, text
				if !yield(e, err) {
					return
				}
			}
		}
	}
}

// rejectedRow reads one line of a file of rejects.
func rejectedRow(in Input, number int, text []byte) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		var line RejectedLine
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&line); err != nil {
			yield(timeline.Entry{}, lineFault(number, 1, "it is no line of a file of rejects: %s", jsonTrouble(err)))
			return
		}
		reader, known := readerNamed(line.Format)
		if !known || reader.Read == nil {
			yield(timeline.Entry{}, lineFault(number, 1, "format is %q; expected the name of a format that is imported row by row", timeline.Clip(line.Format, 40)))
			return
		}
		raw := line.Raw
		if given, err := base64.StdEncoding.DecodeString(line.RawBase64); err == nil && line.RawBase64 != "" && raw == strings.ToValidUTF8(string(given), "\uFFFD") {
			raw = string(given) // as it was: raw was not mended
		}
		row := in
		row.Note = nil
		row.Text = strings.NewReader(reader.alone(line.Header, raw))
		for e, err := range reader.Read(row) {
			if te, ok := errors.AsType[*timeline.Error](err); ok {
				err = atLine(te, number)
			}
			if e.Row != nil {
				e.Row.From.Section = fmt.Sprintf("line %d", number)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// atLine puts the faults of a row on the line of the file of rejects.
func atLine(e *timeline.Error, line int) error {
	same := *e
	same.Faults = slices.Clone(e.Faults)
	for i := range same.Faults {
		same.Faults[i].Line = line
	}
	return &same
}

// alone is a text in the format that holds one row and what it needs before it.
func (r Reader) alone(header, raw string) string {
	if r.Alone != nil {
		return r.Alone(header, raw)
	}
	if header != "" && !strings.HasSuffix(header, "\n") {
		header += "\n"
	}
	return header + raw + "\n"
}

// readerNamed looks a format up by its name. It is set when Readers are: those refer
// to it.
var readerNamed func(name string) (Reader, bool)

func init() {
	readerNamed = func(name string) (Reader, bool) {
		i := slices.IndexFunc(Readers, func(r Reader) bool { return r.Name == name })
		if i < 0 {
			return Reader{}, false
		}
		return Readers[i], true
	}
}
