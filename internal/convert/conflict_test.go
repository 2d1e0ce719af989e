package convert_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// taken is what a reader made of a text: events, what came with them, and what it
// said.
type taken struct {
	events  []*timeline.Event
	rows    []*timeline.Row
	rejects []string // line:column reason
	notes   []string
	ended   error
}

// take reads a text in a format, and holds each entry to the contract of readers.
func take(t *testing.T, format string, in convert.Input) taken {
	t.Helper()
	i := slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == format })
	var all taken
	in.Note = func(text string) { all.notes = append(all.notes, text) }
	for e, err := range convert.Readers[i].Read(in) {
		te, isRow := errors.AsType[*timeline.Error](err)
		switch {
		case err != nil && (!isRow || te.Code != timeline.InvalidRecord):
			all.ended = err
			continue
		case all.ended != nil:
			t.Fatalf("it goes on behind %v", all.ended)
		case e.Line < 1 || err == nil && (e.Row == nil || !e.NoID):
			t.Fatalf("%+v, %v", e, err)
		case err != nil:
			if e.Record != nil || len(te.Faults) == 0 || te.Faults[0].Line < e.Line || te.Faults[0].Column < 1 {
				t.Fatalf("%+v, %+v", e, te)
			}
			all.rejects = append(all.rejects, fmt.Sprintf("%d:%d %s", te.Faults[0].Line, te.Faults[0].Column, te.Faults[0].Message))
			continue
		}
		event := e.Record.(*timeline.Event)
		if len(event.ExternalIDs) == 0 || timeline.Complete(event) != nil || strings.TrimSpace(string(e.Raw)) == "" || e.Header == "" {
			t.Fatalf("line %d: %+v", e.Line, event)
		}
		all.events, all.rows = append(all.events, event), append(all.rows, e.Row)
	}
	return all
}

// said are the members of a record that say something, as JSON in their order.
func said(t *testing.T, record any) string {
	t.Helper()
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatal(err)
	}
	var list []string
	for name, value := range members {
		if v := string(value); v != "null" && v != `""` && v != "0" && !strings.HasSuffix(name, "ed_at") && name != "id" && name != "status" && name != "verification" {
			list = append(list, name+": "+v)
		}
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// same compares what an event says, line by line.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is\n%s\nand not\n%s", what, got, want)
	}
}

// dated are the dates of events, and whether each is a moment.
func datesOf(all taken) (list []string) {
	for _, e := range all.events {
		d := e.Date.EDTF.String()
		if e.Date.Kind() != timeline.KindMoment {
			d += " as a period"
		}
		list = append(list, d)
	}
	return list
}

func warningsOf(all taken) (list []string) {
	for _, r := range all.rows {
		for _, w := range r.Warnings {
			list = append(list, fmt.Sprintf("%d:%s %s", w.Line, w.Pointer, w.Message))
		}
	}
	return list
}

func equal(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nand not\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A text that is not of the format is told so, and one that breaks off tells why.
func TestConflictDataIsRefused(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"acled", "ucdp"} {
		all := take(t, format, convert.Input{Text: strings.NewReader("a,b\n1,2\n")})
		if all.ended == nil || timeline.CodeOf(all.ended) != timeline.InvalidParameter || !strings.Contains(all.ended.Error(), "its first row has no column") || len(all.events) > 0 {
			t.Errorf("%s: %v", format, all.ended)
		}
		all = take(t, format, convert.Input{Text: strings.NewReader(" \n")})
		equal(t, "nothing in it", all.notes, "there is no row in it")
		header, _, _ := strings.Cut(readable[format], "\n")
		all = take(t, format, convert.Input{Text: io.MultiReader(strings.NewReader(header+"\n"), brokenReader{})})
		if !errors.Is(all.ended, errBroken) {
			t.Errorf("%s: %v", format, all.ended)
		}
		all = take(t, format, convert.Input{Text: strings.NewReader(header + "\n")})
		if all.ended != nil || len(all.events)+len(all.rejects) > 0 {
			t.Errorf("%s: a header alone: %+v", format, all)
		}
	}
}

// fuzzConflicts holds a reader of rows to its contract on any bytes.
func fuzzConflicts(f *testing.F, format string) {
	text := readable[format]
	header, _, _ := strings.Cut(text, "\n")
	for _, seed := range []string{text, header + "\n\"", strings.ReplaceAll(text, ",", ";"), strings.ReplaceAll(text, "1", "NA"), header + "\n" + strings.Repeat(",", strings.Count(header, ",")), "\uFEFF" + text + text} {
		f.Add(seed, "")
	}
	f.Fuzz(func(t *testing.T, text, order string) {
		take(t, format, convert.Input{Text: strings.NewReader(text), ReadOptions: convert.ReadOptions{DayOrder: order}})
	})
}

func FuzzACLED(f *testing.F) { fuzzConflicts(f, "acled") }

func FuzzUCDP(f *testing.F) { fuzzConflicts(f, "ucdp") }
