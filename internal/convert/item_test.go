package convert_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// itemRead is what a reader gave of a text.
type itemRead struct {
	entries []timeline.Entry // those with a record that is taken
	rejects []string         // line and reason of the others
	notes   []string
	err     error // what ended the reading
}

// readItems reads a text, and holds its reader to what all readers promise.
func readItems(t testing.TB, format, text string) itemRead {
	t.Helper()
	i := slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == format })
	if i < 0 {
		t.Fatalf("there is no reader of %s", format)
	}
	var out itemRead
	in := convert.Input{Text: strings.NewReader(text), Note: func(n string) { out.notes = append(out.notes, n) }}
	for e, err := range convert.Readers[i].Read(in) {
		if e.Line < 1 {
			t.Fatalf("an entry without a line: %+v, %v", e, err)
		}
		te, ok := errors.AsType[*timeline.Error](err)
		switch {
		case ok && te.Code == timeline.InvalidRecord:
			for _, f := range te.Faults {
				if f.Line < 1 {
					t.Errorf("a fault without a line: %+v", f)
				}
			}
			out.rejects = append(out.rejects, err.Error())
		case err != nil:
			out.err = err
			return out
		case e.Record == nil || e.Row == nil || !e.NoID || len(e.Raw) == 0:
			t.Fatalf("an entry that is not complete: %+v", e)
		default:
			if event, ok := e.Record.(*timeline.Event); ok {
				if len(event.ExternalIDs) == 0 || event.Story != "" || event.ID != timeline.IDToBeMade {
					t.Errorf("an event that is not complete: %+v", event)
				}
			}
			out.entries = append(out.entries, e)
		}
	}
	return out
}

func (r itemRead) events() []*timeline.Event {
	var list []*timeline.Event
	for _, e := range r.entries {
		if event, ok := e.Record.(*timeline.Event); ok {
			list = append(list, event)
		}
	}
	return list
}

// theEvent is the only event of a text that has one and no other, with its row.
func theEvent(t *testing.T, format, text string) (*timeline.Event, *timeline.Row) {
	t.Helper()
	read := readItems(t, format, text)
	if len(read.events()) != 1 || read.err != nil || len(read.rejects) > 0 {
		t.Fatalf("%d events, %q, %v in\n%s", len(read.events()), read.rejects, read.err, text)
	}
	last := read.entries[len(read.entries)-1]
	return last.Record.(*timeline.Event), last.Row
}

// itemSays is what an event says, without what no reader of these formats knows.
func itemSays(t *testing.T, e *timeline.Event) string {
	t.Helper()
	plain := *e
	text, err := json.Marshal(&plain)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	for name, value := range fields {
		if list, isList := value.([]any); value == nil || value == "" || isList && len(list) == 0 {
			delete(fields, name)
		}
	}
	for _, name := range []string{"id", "revision", "recorded_at", "updated_at", "verification"} {
		delete(fields, name)
	}
	date := e.Date.EDTF.String() + " " + e.Date.Basis
	if e.Date.Text != "" {
		date += " “" + e.Date.Text + "”"
	}
	fields["date"] = date
	sorted, _ := json.Marshal(fields)
	return string(sorted)
}

// itemSame compares what an event says with what it should.
func itemSame(t *testing.T, what string, e *timeline.Event, want string) {
	t.Helper()
	var tree any
	if err := json.Unmarshal([]byte(want), &tree); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	sorted, _ := json.Marshal(tree)
	if got := itemSays(t, e); got != string(sorted) {
		t.Errorf("%s:\n%s\nwant\n%s", what, got, sorted)
	}
}

func itemWarnings(row *timeline.Row) string {
	var list []string
	for _, w := range row.Warnings {
		list = append(list, w.Pointer+" "+w.Message)
	}
	return strings.Join(list, "\n")
}
