package convert_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// readOwn reads what is a table of ours, without a mistake.
func readOwn(t testing.TB, text string) (list []timeline.Event) {
	t.Helper()
	reader, in, err := convert.ReaderOf(strings.NewReader(text), convert.Clues{})
	if err != nil || reader.Name != "csv" {
		t.Fatalf("%s, %v", reader.Name, err)
	}
	for e, err := range reader.Read(convert.Input{Text: in}) {
		if err != nil || e.Row != nil || e.NoID {
			t.Fatalf("%+v, %v\n%s", e, err, e.Raw)
		}
		list = append(list, *e.Record.(*timeline.Event))
	}
	return list
}

// What is written as a table is read back without a loss, and written again is the same.
func TestCSVThereAndBack(t *testing.T) {
	t.Parallel()
	documents := 40
	if testing.Short() {
		documents = 10
	}
	for seed := range documents {
		doc := generator{rand.New(rand.NewPCG(uint64(seed), 15))}.document()
		events := doc.Events
		if seed == 0 {
			events = append(events, anEvent("one-of-everything", "-0043-03-15/.."))
		}
		for i := range events {
			e := &events[i]
			e.Stamp = timeline.Stamp{}
			for j := range e.Quotes {
				e.Quotes[j].Stamp = timeline.Stamp{}
			}
			if e.Story == "" {
				e.Story = doc.Story.ID
			}
		}
		text := csvText(t, convert.CSVEvents, convert.About{}, events...)
		read := readOwn(t, text)
		if len(read) != len(events) {
			t.Fatalf("%d events of %d", len(read), len(events))
		}
		for i := range events {
			got, want := read[i].Stripped(), events[i].Stripped()
			if a, b := plainly(t, got), plainly(t, want); a != b {
				t.Fatalf("seed %d: read\n%s\nwant\n%s", seed, a, b)
			}
		}
		if again := csvText(t, convert.CSVEvents, convert.About{}, read...); again != text {
			t.Fatalf("seed %d: written again\n%s\nwas\n%s", seed, again, text)
		}
	}
}

// A cell that somebody has changed counts, where the details say something else.
func TestChangedCells(t *testing.T) {
	t.Parallel()
	e := anEvent("e", "2025-03")
	e.Stamp = timeline.Stamp{}
	text := csvText(t, convert.CSVEvents, convert.About{}, e)
	changed := strings.Replace(text, "mike-waltz:initiator; ukraine:target", "mike-waltz:reporter", 1)
	if got := readOwn(t, changed)[0].Actors; len(got) != 1 || got[0].ID != "mike-waltz" || got[0].Role != "reporter" {
		t.Errorf("%+v", got)
	}
	if got := readOwn(t, strings.Replace(text, ",2025-03,", ",2025-04,", 1))[0].Date.EDTF.String(); got != "2025-04" {
		t.Errorf("the date is %s", got)
	}
	for old, want := range map[string]string{
		",2025-03,":     "2:",
		"We want peace": "the quotes differ from those in the column details",
		"\"{\"\"actors": "it is not the JSON that an export has there",
	} {
		spoiled := strings.Replace(text, old, map[string]string{",2025-03,": ",soon,", "We want peace": "We want war", "\"{\"\"actors": "\"[\"\"actors"}[old], 1)
		rows, _ := entriesOf(t, "csv", strings.NewReader(spoiled), convert.ReadOptions{})
		if len(rows) != 1 || !strings.Contains(rows[0], "rejected") || !strings.Contains(rows[0], want) {
			t.Errorf("%s: %q", old, rows)
		}
	}
	rows, _ := entriesOf(t, "csv", strings.NewReader(text+strings.SplitAfterN(strings.Replace(text, "mike-waltz:initiator", "mike-waltz:speaker", 1), "\r\n", 2)[1]), convert.ReadOptions{})
	if len(rows) != 2 || !strings.Contains(rows[1], `the event "e" is in the file already, at line 2`) {
		t.Errorf("twice: %q", rows)
	}
}
