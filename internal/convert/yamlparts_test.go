package convert_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// longStory is how many events longStoryFile has.
const longStory = 3000

// longStoryFile is a story file in YAML of more than a megabyte, with what makes it
// hard to part: texts of several lines that look like names and items, comments, and
// lists that are not indented.
func longStoryFile(lists string) string {
	var b strings.Builder
	b.WriteString("# a comment\n---\ndateline: 1\nstory: {id: s, title: Long}\n\n# who\nactors:\n" + lists + "- {id: ann, name: Ann, kind: person}\n" + lists + "- id: bob\n" + lists + "  name: |-\n" + lists + "    - Bob\n" + lists + "    actors:\n" + lists + "  kind: person\n# what\nevents: # many\n\n")
	for i := range longStory {
		fmt.Fprintf(&b, "%[1]s- id: e%[2]d\n%[1]s  title: >-\n%[1]s    Event\n\n%[1]s    - id: %[2]d\n%[1]s  # - no item\n%[1]s  type: call\n%[1]s  actors: [ann,\n%[1]s    bob]\n%[1]s  summary: \"%[3]s\n%[1]s    - more\"\n", lists, i, strings.Repeat("word ", 40))
	}
	return b.String()
}

// TestLongYAMLIsReadInParts: a long file says what its JSON says, wherever it is parted,
// and its mistakes stand at their lines.
func TestLongYAMLIsReadInParts(t *testing.T) {
	t.Parallel()
	for _, lists := range []string{"", "  "} {
		text := longStoryFile(lists)
		doc := read(t, []byte(text))
		if len(doc.Events) != longStory || len(doc.Actors) != 2 || doc.Actors[1].Name != "- Bob\nactors:" || doc.Events[longStory-1].Title != fmt.Sprintf("Event\n- id: %d", longStory-1) || !strings.HasSuffix(doc.Events[17].Summary, " - more") {
			t.Fatalf("%d events and %d actors: %+v", len(doc.Events), len(doc.Actors), doc.Events[len(doc.Events)-1])
		}
		var asJSON bytes.Buffer
		if err := convert.WriteStoryJSON(&asJSON, doc); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(read(t, asJSON.Bytes()), doc) {
			t.Error("YAML and JSON read differently")
		}
		before, _, _ := strings.Cut(text, "- id: e2123\n")
		line := strings.Count(before, "\n") + 1
		for _, tt := range []struct {
			old, with, message string
			line               int
		}{
			{"- id: e2123\n", "- id: e2123\n" + lists + "  id: again\n", `"id" stands twice in one object`, line + 1},
			{"- id: e2123\n", "- id: E 5123\n", "is no slug", line},
			{"- id: e2123\n", "- id: \"e2123\n", "not valid YAML", 0},
			{lists + "- id: e2123\n", "actors:\n" + lists + "- id: e2123\n", `"actors" stands twice in one object`, line},
			{lists + "- id: e2123\n", "---\n" + lists + "- id: e2123\n", "a second document begins", line},
		} {
			_, err := convert.ReadStory([]byte(strings.Replace(text, tt.old, tt.with, 1)))
			e, ok := errors.AsType[*timeline.Error](err)
			if !ok || len(e.Faults) == 0 || !strings.Contains(e.Faults[0].Message, tt.message) || tt.line > 0 && e.Faults[0].Line != tt.line {
				t.Errorf("%q: %v, want %q at line %d", tt.with, err, tt.message, tt.line)
			}
		}
	}
}

// TestManyValuesAreRefused: what would take gigabytes is refused with what to do.
func TestManyValuesAreRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"JSON":        `{"dateline": 1, "events": [` + strings.Repeat("0,", timeline.MaxValues) + "0]}",
		"YAML inline": "dateline: 1\nevents: [" + strings.Repeat("0,", timeline.MaxValues) + "0]\n",
	} {
		_, err := convert.ReadStory([]byte(text))
		if e, ok := errors.AsType[*timeline.Error](err); !ok || len(e.Faults) != 1 || !strings.Contains(e.Faults[0].Message, "NDJSON") {
			t.Errorf("%s: %.200v", name, err)
		}
	}
}
