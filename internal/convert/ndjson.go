package convert

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"io"
	"iter"

	"example.org/dateline/internal/timeline"
)

var (
	ndjsonEvents  = ndjsonFormat[timeline.Event]("event")
	ndjsonQuotes  = ndjsonFormat[timeline.Quote]("quote")
	ndjsonActors  = ndjsonFormat[timeline.Actor]("actor")
	ndjsonPlaces  = ndjsonFormat[timeline.Place]("place")
	ndjsonSources = ndjsonFormat[timeline.Source]("source")
	ndjsonStories = ndjsonFormat[timeline.Story]("story")
	ndjsonTopics  = ndjsonFormat[timeline.Topic]("topic")
)

// ndjsonFormat is a record a line, each the JSON of the API with its resource as
// entity before its own fields. ReadNDJSON reads it, topics and parts of records
// aside.
func ndjsonFormat[T any](resource string) Format[T] {
	return Format[T]{Name: "ndjson", MediaType: "application/x-ndjson", Extension: "ndjson", Whole: true, Fields: true,
		Write: func(w io.Writer, about About, records Records[T]) (Loss, error) {
			return Loss{}, writeNDJSON(w, resource, about.Options.Fields, records)
		}}
}

func writeNDJSON[T any](w io.Writer, resource string, fields []string, records Records[T]) error {
	out := bufio.NewWriterSize(w, 32<<10)
	for r, err := range records {
		if err != nil {
			return err
		}
		line, err := entityLine(resource, r, fields)
		if err != nil {
			return err
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// entityLine is a record, a pointer, with its resource and a line break: all of
// it, or some fields.
func entityLine(resource string, record any, fields []string) ([]byte, error) {
	text, err := timeline.Encode(record)
	if err != nil {
		return nil, err
	}
	if fields != nil {
		text = AppendFields(nil, text, fields)
	}
	line := make([]byte, 0, len(text)+len(resource)+16)
	line = append(line, `{"entity":"`...)
	line = append(line, resource...)
	line = append(line, `",`...)
	line = append(line, text[1:]...)
	return append(line, '\n'), nil
}

// WriteArchiveNDJSON writes whole stories, one after the other: the story,
// then its sources, actors and places, then its events with their quotes. An
// importer that reads line by line knows each record before it is referred to,
// except for events that refer to later ones. What several stories share is
// written once, and what a server says of records itself is left out.
func WriteArchiveNDJSON(w io.Writer, stories iter.Seq2[WholeStory, error]) error {
	a := &archive{out: bufio.NewWriterSize(w, 32<<10), written: map[[sha256.Size]byte]bool{}}
	for story, err := range stories {
		if err != nil {
			return err
		}
		if err := a.story(story); err != nil {
			return err
		}
	}
	return a.out.Flush()
}

type archive struct {
	out     *bufio.Writer
	written map[[sha256.Size]byte]bool // digests of lines that may come again
}

func (a *archive) story(whole WholeStory) error {
	story := whole.Head.Story
	story.Stamp = timeline.Stamp{}
	if err := a.line("story", &story); err != nil {
		return err
	}
	for _, r := range whole.Head.Declared() {
		if err := a.shared(r.Resource(), r.Authored()); err != nil {
			return err
		}
	}
	for e, err := range whole.Events {
		if err != nil {
			return err
		}
		if err := a.line("event", e); err != nil {
			return err
		}
	}
	return nil
}

func (a *archive) line(resource string, record any) error {
	line, err := entityLine(resource, record, nil)
	if err != nil {
		return err
	}
	_, err = a.out.Write(unstamped(line))
	return err
}

func (a *archive) shared(resource string, record any) error {
	line, err := entityLine(resource, record, nil)
	if err != nil {
		return err
	}
	digest := sha256.Sum256(line)
	if a.written[digest] {
		return nil
	}
	a.written[digest] = true
	_, err = a.out.Write(unstamped(line))
	return err
}

// noStamp is the stamp of a record that no server has stored. No text holds
// it: there the quotation marks are escaped.
var noStamp = []byte(`,"revision":0,"recorded_at":"0001-01-01T00:00:00Z","updated_at":"0001-01-01T00:00:00Z"`)

func unstamped(line []byte) []byte { return bytes.ReplaceAll(line, noStamp, nil) }
