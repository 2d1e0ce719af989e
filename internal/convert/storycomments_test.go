package convert_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

func TestCommentsStandAboveWhatTheyNameAndAreNoPartOfIt(t *testing.T) {
	const file = `dateline: 1
story: {id: s, title: A story, topics: [a]}
sources: [{id: text, title: A text}]
actors: [{id: board, name: Board, kind: organization}]
events:
  - {id: kept, title: Kept, type: ruling, date: 1911-03~, actors: [board], citations: [{source: text, exact: "a: b"}]}
`
	doc := read(t, []byte(file))
	comments := map[string]string{
		"": "one\ntwo", "/story/title": "the title", "/events/0": "the event", "/events/0/title": "its title: {", "/events/0/date": "confirm: \u2028it\r- x: y",
		"/events/0/citations/0": "here", "/events/0/actors/0": "who", "/nowhere": "lost", "/actors/0/id": "hash # in it",
	}
	var out bytes.Buffer
	if err := convert.WriteCommentedStoryYAML(&out, doc, comments); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{
		"# one\n# two\ndateline: 1\n", "  # the title\n  title: A story\n", "  # the event\n  - id: kept\n    # its title: {\n    title: Kept\n",
		"    # confirm:  it - x: y\n    date: 1911-03~\n", "      # here\n      - {source: text", "      # who\n      - board\n", "  # hash # in it\n  - id: board\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "lost") {
		t.Error("a comment on nothing is written")
	}
	if again := read(t, out.Bytes()); !reflect.DeepEqual(doc, again) {
		t.Errorf("with comments the file says something else:\n%s", text)
	}
	var plain, none bytes.Buffer
	if err := convert.WriteStoryYAML(&plain, doc); err != nil {
		t.Fatal(err)
	}
	if err := convert.WriteCommentedStoryYAML(&none, doc, nil); err != nil || !bytes.Equal(plain.Bytes(), none.Bytes()) {
		t.Errorf("without comments it is not the same file: %v", err)
	}
}
