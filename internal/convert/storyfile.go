package convert

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// storyReader reads a story with all that belongs to it, in YAML or JSON.
var storyReader = Reader{
	Name: "story", Title: "story file (YAML or JSON)",
	MediaTypes: []string{"application/yaml", "application/json"}, Extensions: []string{".yaml", ".yml", ".json"},
	Detect: detectStory, ReadWhole: readStory,
}

// versionLine is what each story file in YAML has.
var versionLine = regexp.MustCompile(`(?m)^["']?dateline["']?[ \t]*:`)

func detectStory(head []byte) Fit {
	object, isJSON := jsonHeadOf(head)
	if isJSON && slices.Contains(object.names, "dateline") || !isJSON && versionLine.Match(head) {
		return Certain
	}
	return Unlike
}

func readStory(in Input) (*timeline.Document, error) {
	text, err := io.ReadAll(io.LimitReader(in.Text, MaxStoryFile+1))
	if err != nil {
		return nil, err
	}
	return ReadStory(text)
}

// MaxStoryFile is the largest story file that ReadStory takes, in bytes. It is
// read as a whole; what is larger than this is a database, not a file that a
// person keeps by hand.
const MaxStoryFile = 16 << 20

// ReadStory reads and validates a story file in YAML or, where its first
// character is a brace, in JSON.
//
// The YAML is the plain part of YAML 1.2: mappings with string keys, lists and
// scalars in every style. What makes one text stand for another (anchors,
// aliases, merge keys, tags) is refused, as is more than one document. Dates
// need no quotes, and numbers keep their spelling where a date is expected.
//
// The error is a *timeline.Error with code InvalidRecord. Each of its faults
// has the line and column at which the mistake stands.
func ReadStory(data []byte) (*timeline.Document, error) {
	if len(data) > MaxStoryFile {
		return nil, faultAt(1, 1, "the file has more bytes than it may; a story file has at most %d", MaxStoryFile)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if err := checkText(data); err != nil {
		return nil, err
	}
	root, err := parseStory(data)
	if err != nil {
		return nil, err
	}
	return timeline.ReadDocument(root)
}

func parseStory(data []byte) (*timeline.Node, error) {
	if bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{")) {
		return timeline.ParseJSON(data)
	}
	return parseYAML(string(data))
}

// checkText refuses what is no text in either format: other encodings than
// UTF-8, and control characters.
func checkText(data []byte) error {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return faultAt(1, 1, "the file is UTF-16; save it as UTF-8")
	}
	line, column := 1, 1
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return faultAt(line, column, "the byte 0x%02X is not UTF-8; save the file as UTF-8", data[at])
		case r == 0:
			return faultAt(line, column, "a NUL character; a story file is text")
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0x7F:
			return faultAt(line, column, "the control character %U; a story file is text", r)
		}
		at += size
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return nil
}

// faultAt is the error of a file that cannot be read at all.
func faultAt(line, column int, format string, args ...any) error {
	return &timeline.Error{
		Code:    timeline.InvalidRecord,
		Message: "The story file cannot be read.",
		Faults:  []timeline.Fault{{Line: line, Column: column, Message: fmt.Sprintf(format, args...)}},
	}
}
