package api

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// page is a list's answer, as its formats write it.
type page struct {
	store.List
	limit      int
	fields     []string // nil for all
	include    []string
	seq        *int64 // the last change that a part of the log covers; nil for other lists
	cursor     string // of the next page, "" on the last
	about      convert.About
	loss       *convert.Loss // what the format could not carry, once it is written
	self, next string        // path-absolute addresses; next is "" on the last page
}

// links is the Link header (RFC 8288).
func (p page) links() string {
	links := "<" + p.self + `>; rel="self"`
	if p.next != "" {
		links += ", <" + p.next + `>; rel="next"`
	}
	return links
}

// pageJSON is the format json of lists.
func pageJSON() format[page] {
	return format[page]{name: plainFormat, media: "application/json", fields: true, write: writePageJSON}
}

// writePageJSON puts the stored records together without decoding them.
func writePageJSON(w *bytes.Buffer, p page) error {
	w.WriteString(`{"data":`)
	writeArray(w, p.Records, p.fields)
	w.WriteString(`,"page":{"limit":`)
	w.WriteString(strconv.Itoa(p.limit))
	w.WriteString(`,"next":`)
	writeOrNull(w, p.cursor)
	if p.Total != nil {
		w.WriteString(`,"total":`)
		w.WriteString(strconv.Itoa(*p.Total))
	}
	if p.seq != nil {
		w.WriteString(`,"seq":`)
		w.WriteString(strconv.FormatInt(*p.seq, 10))
	}
	w.WriteString(`},"links":{"self":`)
	writeOrNull(w, p.self)
	w.WriteString(`,"next":`)
	writeOrNull(w, p.next)
	w.WriteString(`}`)
	if len(p.include) > 0 {
		w.WriteString(`,"included":`)
		if err := p.writeIncluded(w); err != nil {
			return err
		}
	}
	w.WriteString(`}`)
	return nil
}

// writeIncluded writes a member for each extra that was asked for, and none
// for the others.
func (p page) writeIncluded(w *bytes.Buffer) error {
	extra := p.Included
	if extra == nil {
		extra = &store.Included{}
	}
	separator := `{`
	for _, name := range timeline.Includes {
		if !slices.Contains(p.include, name) {
			continue
		}
		w.WriteString(separator + `"` + name + `":`)
		separator = `,`
		switch name {
		case timeline.IncludeActors:
			writeArray(w, extra.Actors, nil)
		case timeline.IncludePlaces:
			writeArray(w, extra.Places, nil)
		case timeline.IncludeSources:
			writeArray(w, extra.Sources, nil)
		case timeline.IncludeSnippets:
			if err := writeSnippets(w, extra.Snippets); err != nil {
				return err
			}
		}
	}
	w.WriteString(`}`)
	return nil
}

// writeSnippets writes an object from the ids of records to their snippets.
func writeSnippets(w *bytes.Buffer, snippets map[string][]timeline.Snippet) error {
	if snippets == nil {
		snippets = map[string][]timeline.Snippet{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(snippets); err != nil {
		return err
	}
	w.Truncate(w.Len() - 1) // the line break that an Encoder adds
	return nil
}

// writeArray writes records with some of their fields, nil for all.
func writeArray(w *bytes.Buffer, records []json.RawMessage, fields []string) {
	separator := byte('[')
	for _, record := range records {
		w.WriteByte(separator)
		separator = ','
		if fields == nil {
			w.Write(record)
		} else {
			w.Write(convert.AppendFields(w.AvailableBuffer(), record, fields))
		}
	}
	if len(records) == 0 {
		w.WriteByte('[')
	}
	w.WriteByte(']')
}

// writeOrNull writes a string of characters that JSON does not escape, or null.
func writeOrNull(w *bytes.Buffer, s string) {
	if s == "" {
		w.WriteString(`null`)
		return
	}
	w.WriteByte('"')
	w.WriteString(s)
	w.WriteByte('"')
}
