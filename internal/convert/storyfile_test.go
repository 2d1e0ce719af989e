package convert_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// formats are the two spellings of a story file.
var formats = []struct {
	name  string
	write func(io.Writer, *timeline.Document) error
}{
	{"YAML", convert.WriteStoryYAML},
	{"JSON", convert.WriteStoryJSON},
}

func read(tb testing.TB, data []byte) *timeline.Document {
	tb.Helper()
	doc, err := convert.ReadStory(data)
	if err != nil {
		tb.Fatalf("%v\n%s", err, data)
	}
	return doc
}

func bundled(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile("../../data/us-ukraine-peace-talks.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// checkRoundTrip writes doc, reads it back equal, and writes the same again.
func checkRoundTrip(t *testing.T, write func(io.Writer, *timeline.Document) error, doc *timeline.Document) string {
	t.Helper()
	var first, second bytes.Buffer
	if err := write(&first, doc); err != nil {
		t.Fatal(err)
	}
	again := read(t, first.Bytes())
	if got, want := withoutEmpty(again), withoutEmpty(doc); !reflect.DeepEqual(got, want) {
		g, _ := json.MarshalIndent(got, "", " ")
		w, _ := json.MarshalIndent(want, "", " ")
		t.Fatalf("read back differently\n--- file\n%s\n--- read\n%s\n--- written\n%s", first.Bytes(), g, w)
	}
	if err := write(&second, again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Fatalf("the second file differs:\n%s\n---\n%s", first.Bytes(), second.Bytes())
	}
	return first.String()
}

func TestRoundTripOfGeneratedDocuments(t *testing.T) {
	t.Parallel()
	documents := 60
	if testing.Short() {
		documents = 15
	}
	for seed := range documents {
		doc := generator{rand.New(rand.NewPCG(uint64(seed), 5))}.document()
		for _, f := range formats {
			checkRoundTrip(t, f.write, doc)
		}
	}
}

// TestRoundTripOfEveryHostileText puts each text where a block, a flow list
// and a flow mapping hold one.
func TestRoundTripOfEveryHostileText(t *testing.T) {
	t.Parallel()
	for _, text := range hostile {
		if strings.TrimSpace(text) == "" {
			continue
		}
		doc := &timeline.Document{Version: 1, Story: timeline.Story{ID: "s", Title: text, Summary: text, Visibility: "public"}}
		doc.Actors = timeline.Actors{{ID: "a", Name: text, Kind: "person", Aliases: []string{text, "x", text}, Offices: []timeline.Office{{Title: text}}}}
		doc.Events = timeline.Events{{ID: "e", Story: "s", Title: text, Type: "call", Status: "occurred", Verification: "reported", Date: timeline.Date{Basis: "unknown", Text: text}}}
		for _, f := range formats {
			checkRoundTrip(t, f.write, doc)
		}
	}
}

func TestRoundTripOfTheBundledStory(t *testing.T) {
	t.Parallel()
	doc := read(t, bundled(t))
	for _, f := range formats {
		checkRoundTrip(t, f.write, doc)
	}
	var asYAML, asJSON bytes.Buffer
	if err := convert.WriteStoryYAML(&asYAML, doc); err != nil {
		t.Fatal(err)
	}
	if err := convert.WriteStoryJSON(&asJSON, doc); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(read(t, asYAML.Bytes()), read(t, asJSON.Bytes())) {
		t.Error("YAML and JSON of the bundled story read differently")
	}
	// One citation a line, as the file is written by hand.
	const line = "      - {source: us-ukraine-forge-path, start: 594, end: 788, sha256: 236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3, section: Telephone Talks Set the Stage}\n"
	if !strings.Contains(asYAML.String(), line) || !strings.Contains(string(bundled(t)), line) {
		t.Error("citations are not written one a line")
	}
}

// TestOtherLineEndings reads the bundled story as editors on other systems
// save it.
func TestOtherLineEndings(t *testing.T) {
	t.Parallel()
	want := read(t, bundled(t))
	for name, data := range map[string][]byte{
		"CRLF": bytes.ReplaceAll(bundled(t), []byte("\n"), []byte("\r\n")),
		"CR":   bytes.ReplaceAll(bundled(t), []byte("\n"), []byte("\r")),
		"BOM":  append([]byte("\uFEFF"), bundled(t)...),
	} {
		if !reflect.DeepEqual(read(t, data), want) {
			t.Errorf("%s: read differently", name)
		}
	}
}

func TestWriteStory(t *testing.T) {
	t.Parallel()
	low, zero := 1e21, 0.0
	doc := read(t, []byte(`
dateline: 1
story: {id: s, title: A title, topics: [b, a], visibility: public}
sources:
- id: src
  title: Source
  published: 2025-03
  notes: [{text: "Note: one"}]
  not_factual: [{start: 0, end: 4, sha256: `+strings.Repeat("ab", 32)+`}]
actors: [{id: ann, name: Ann, kind: person, affiliations: [{actor: body, from: 2020}]}, {id: body, name: Body, kind: group, aliases: [NO, "7", b]}]
places: [{id: here, name: Here, kind: city, lat: 0, lon: 0}]
events:
- id: e
  title: >-
    Folded
    title
  summary: "Two\nlines"
  type: call
  date: 0043
  actors: [ann, {id: body, role: target}]
  places: [here]
  codes: ["cameo:040"]
  quotes: [{id: q, speaker: ann, text: "She said: no", date: {edtf: 2025, basis: inferred, text: "when, then"}}]
`))
	doc.Events[0].Figures = []timeline.Figure{{Name: "dead", Value: &zero, High: &low}}
	const asYAML = `dateline: 1
story:
  id: s
  title: A title
  topics: [b, a]
  visibility: public
sources:
  - id: src
    title: Source
    published: "2025-03"
    notes:
      - text: "Note: one"
    not_factual:
      - {source: src, start: 0, end: 4, sha256: abababababababababababababababababababababababababababababababab}
actors:
  - id: ann
    name: Ann
    kind: person
    affiliations:
      - {actor: body, from: "2020"}
  - id: body
    name: Body
    kind: group
    aliases: ["NO", "7", b]
places:
  - id: here
    name: Here
    kind: city
    lat: 0
    lon: 0
events:
  - id: e
    title: Folded title
    summary: |-
      Two
      lines
    type: call
    status: occurred
    verification: reported
    date: "0043"
    actors:
      - ann
      - {id: body, role: target}
    places:
      - here
    quotes:
      - id: q
        speaker: ann
        text: "She said: no"
        kind: direct
        date: {edtf: "2025", basis: inferred, text: "when, then"}
    codes: ["cameo:040"]
    figures:
      - {name: dead, value: 0, high: 1.0e+21}
`
	const eventAsJSON = `
    {
      "id": "e",
      "title": "Folded title",
      "summary": "Two\nlines",
      "type": "call",
      "status": "occurred",
      "verification": "reported",
      "date": "0043",
      "actors": [
        "ann",
        {
          "id": "body",
          "role": "target"
        }
      ],
`
	if got := checkRoundTrip(t, convert.WriteStoryYAML, doc); got != asYAML {
		t.Errorf("YAML:\n%s\nwant:\n%s", got, asYAML)
	}
	if got := checkRoundTrip(t, convert.WriteStoryJSON, doc); !strings.Contains(got, eventAsJSON) {
		t.Errorf("JSON:\n%s\nwant in it:%s", got, eventAsJSON)
	}
}

// TestStampsAreNotWritten: what the server says of a record is not the
// editor's to keep.
func TestStampsAreNotWritten(t *testing.T) {
	t.Parallel()
	doc := generator{rand.New(rand.NewPCG(1, 1))}.document()
	var plain, stamped bytes.Buffer
	for _, f := range formats {
		plain.Reset()
		stamped.Reset()
		doc.Events[0].Revision, doc.Story.Revision = 0, 0
		if err := f.write(&plain, doc); err != nil {
			t.Fatal(err)
		}
		doc.Events[0].Revision, doc.Story.Revision = 7, 9
		if err := f.write(&stamped, doc); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(plain.Bytes(), stamped.Bytes()) || strings.Contains(stamped.String(), "recorded_at") {
			t.Errorf("%s holds stamps:\n%s", f.name, stamped.Bytes())
		}
	}
}

// TestWriteRefuses: what no reader could read back is an error, not a file.
func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for name, doc := range map[string]*timeline.Document{
		"nil":       nil,
		"not UTF-8": {Version: 1, Story: timeline.Story{Title: "a\xffb"}},
		"NaN":       {Version: 1, Places: timeline.Places{{ID: "p", Lat: &nan}}},
	} {
		for _, f := range formats {
			if err := f.write(io.Discard, doc); err == nil {
				t.Errorf("%s, %s: written", name, f.name)
			}
		}
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteErrorsAreReturned(t *testing.T) {
	t.Parallel()
	doc := read(t, bundled(t))
	for _, f := range formats {
		if err := f.write(failingWriter{}, doc); err == nil {
			t.Errorf("%s: the writer's error is lost", f.name)
		}
	}
}
