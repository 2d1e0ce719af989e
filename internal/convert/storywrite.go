package convert

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"

	"example.org/dateline/internal/timeline"
)

// StoryFormat is a spelling of the story file.
type StoryFormat struct {
	Name      string // what ?format= and --format call it
	MediaType string
	spell     func(to *bytes.Buffer, comments map[string]string) speller
}

// The spellings of the story file.
var (
	StoryJSON = StoryFormat{"json", "application/json", func(to *bytes.Buffer, _ map[string]string) speller { return &jsonSpeller{to: to} }}
	StoryYAML = StoryFormat{"yaml", "application/yaml", func(to *bytes.Buffer, comments map[string]string) speller {
		return &yamlSpeller{yamlWriter{to, comments}}
	}}
)

// speller spells a story file part by part: all but the events, then each of
// these, then what ends the file.
type speller interface {
	head(tree *object)
	event(at int, tree any)
	end(events int)
}

// writtenAtOnce is about how many bytes of a story file are gathered before they
// are written.
const writtenAtOnce = 32 << 10

// WholeStory is a story with all that belongs to it, for a file.
type WholeStory struct {
	Head   *timeline.Document // its own events are not looked at
	Events Records[timeline.Event]
}

// Whole is a document that is held whole.
func Whole(doc *timeline.Document) WholeStory {
	return WholeStory{doc, func(yield func(*timeline.Event, error) bool) {
		for i := range doc.Events {
			if !yield(&doc.Events[i], nil) {
				return
			}
		}
	}}
}

// Write writes a story file that ReadStory reads back to an equal document, and
// holds no more than one of the events at a time. The same story always gives the
// same bytes: fields in the order of the records, what is empty left out, short
// forms where they say all.
func (f StoryFormat) Write(w io.Writer, story WholeStory) error { return f.write(w, story, nil) }

// write is Write with comments, by the JSON Pointers of what they stand above.
func (f StoryFormat) write(w io.Writer, story WholeStory, comments map[string]string) error {
	if story.Head == nil {
		return errors.New("write story file: there is no story")
	}
	own := *story.Head
	own.Events = nil
	tree, err := valueOf(reflect.ValueOf(own))
	if err != nil {
		return fmt.Errorf("write story file: %w", err)
	}
	var out bytes.Buffer
	spelled, count := f.spell(&out, comments), 0
	spelled.head(tree.(*object))
	for e, err := range story.Events {
		if err != nil {
			return err
		}
		tree, err := valueOf(reflect.ValueOf(*e))
		if err != nil {
			return fmt.Errorf("write story file: events: %d: %w", count, err)
		}
		spelled.event(count, tree)
		count++
		if out.Len() < writtenAtOnce {
			continue
		}
		if _, err := out.WriteTo(w); err != nil {
			return err
		}
	}
	spelled.end(count)
	_, err = out.WriteTo(w)
	return err
}

// WriteStoryYAML is StoryYAML.Write of a document that is held whole.
func WriteStoryYAML(w io.Writer, doc *timeline.Document) error {
	return StoryYAML.Write(w, Whole(doc))
}

// WriteCommentedStoryYAML writes the same with comments: each stands above the field or
// record that its JSON Pointer names, and that of "" above all. Where a pointer
// names nothing that is written, its comment is not either.
func WriteCommentedStoryYAML(w io.Writer, doc *timeline.Document, comments map[string]string) error {
	return StoryYAML.write(w, Whole(doc), comments)
}

// WriteStoryJSON writes the same tree as WriteStoryYAML, as JSON.
func WriteStoryJSON(w io.Writer, doc *timeline.Document) error {
	return StoryJSON.Write(w, Whole(doc))
}

// jsonSpeller spells a story file as JSON.
type jsonSpeller struct{ to *bytes.Buffer }

const jsonIndent = "\n  "

func (s *jsonSpeller) head(tree *object) {
	writeJSONValue(s.to, tree, "\n")
	s.to.Truncate(s.to.Len() - len("\n}"))
}

func (s *jsonSpeller) event(at int, tree any) {
	if at == 0 {
		s.to.WriteString("," + jsonIndent + `"events": [`)
	} else {
		s.to.WriteByte(',')
	}
	s.to.WriteString(jsonIndent + "  ")
	writeJSONValue(s.to, tree, jsonIndent+"  ")
}

func (s *jsonSpeller) end(events int) {
	if events > 0 {
		s.to.WriteString(jsonIndent + "]")
	}
	s.to.WriteString("\n}\n")
}

// yamlSpeller spells a story file as YAML.
type yamlSpeller struct{ yamlWriter }

func (s *yamlSpeller) head(tree *object) {
	s.comment("", "")
	s.object(tree, "", "", "")
}

func (s *yamlSpeller) event(at int, tree any) {
	const pointer, indent = "/events", "  "
	if at == 0 {
		s.comment(pointer, "")
		s.WriteString("events:\n")
	}
	s.item(tree, indent, pointer+"/"+strconv.Itoa(at))
}

func (s *yamlSpeller) end(int) {}
