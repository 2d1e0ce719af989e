package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Difference is a field in which two states of a record differ, in words.
type Difference struct {
	Field         string // its name in JSON, such as summary
	Label         string // its name in the language of the page
	Before, After []Line // what only that state says, an item of a list a line; empty where it says nothing
}

// Line is what one state says, with the words marked that the other has not.
type Line struct {
	Tongue
	Pieces []Piece
}

// Piece is a part of a line.
type Piece struct {
	Text    string
	Changed bool // the other state does not have it
}

// diffSide is one side of a difference, for the templates: before or after.
type diffSide struct {
	Side  string
	Lines []Line
}

// Names says what a record that others refer to is called, by its resource (as in
// timeline.Resources) and id. Where it says nothing the id stands.
type Names func(resource, id string) string

// Differences compares two JSON documents of one record of a resource, in the
// order of its fields. A document is as a store or an answer has it, and may be a
// draft that lacks fields; nil stands for a record that is not there yet. What the
// server adds (revision, times, grades) is no difference, and nor is the id. The
// error says which document cannot be read.
func (l *Language) Differences(resource string, before, after []byte, names Names) ([]Difference, error) {
	old, err := readState(resource, before)
	if err != nil {
		return nil, fmt.Errorf("the state before: %w", err)
	}
	now, err := readState(resource, after)
	if err != nil {
		return nil, fmt.Errorf("the state after: %w", err)
	}
	w := &wording{Language: l, names: names}
	var list []Difference
	for _, field := range timeline.FieldNames(timeline.NewRecord(resource)) {
		if field == "id" || bytes.Equal(old.fields[field], now.fields[field]) {
			continue
		}
		d := Difference{Field: field, Label: l.text("history.field." + field)}
		d.Before, d.After = l.compare(w.lines(old, field), w.lines(now, field))
		if len(d.Before)+len(d.After) == 0 { // they differ in what words do not tell
			d.Before, d.After = l.compare(old.plain(field), now.plain(field))
		}
		list = append(list, d)
	}
	return list, nil
}

// state is a record at one time.
type state struct {
	record timeline.Record
	fields map[string]json.RawMessage // those that say something
	tongue Tongue                     // of its texts
}

// readState reads a document; nil is a state that says nothing.
func readState(resource string, doc []byte) (state, error) {
	s := state{record: timeline.NewRecord(resource), tongue: Tongue{Dir: "auto"}}
	if doc == nil {
		return s, nil
	}
	record, err := timeline.StoredRecord(resource, doc)
	if err != nil {
		return s, err
	}
	s.record = record.Authored()
	text, err := timeline.Encode(s.record)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(text, &s.fields); err != nil {
		return s, err
	}
	for _, stamp := range []string{"revision", "recorded_at", "updated_at"} {
		delete(s.fields, stamp)
	}
	for field, value := range s.fields {
		if slices.Contains([]string{"[]", "null", `""`, "0"}, string(value)) {
			delete(s.fields, field)
		}
	}
	var language string
	if json.Unmarshal(s.fields["language"], &language) == nil {
		s.tongue = TongueOf(language)
	}
	return s, nil
}

// said is a line before it is compared.
type said struct {
	text   string
	tongue Tongue
}

// plain is a field as JSON, and a date as EDTF, for what words do not tell apart.
func (s state) plain(field string) []said {
	switch {
	case s.fields[field] == nil:
		return nil
	case field == "date" || field == "published":
		return []said{{decodeAs[timeline.Date](s.fields[field]).EDTF.String(), Tongue{Dir: "ltr"}}}
	}
	return []said{{string(s.fields[field]), Tongue{Dir: "ltr"}}}
}

// compare leaves of two lists what only one of them has, and marks in lines that
// stand at the same place among these what differs.
func (l *Language) compare(before, after []said) (removed, added []Line) {
	old, now := without(before, after), without(after, before)
	if len(old)+len(now) == 0 && !slices.Equal(before, after) {
		old, now = before, after // in another order
	}
	for i := range max(len(old), len(now)) {
		switch {
		case i >= len(old):
			added = append(added, Line{now[i].tongue, []Piece{{now[i].text, true}}})
		case i >= len(now):
			removed = append(removed, Line{old[i].tongue, []Piece{{old[i].text, true}}})
		default:
			a, b := marked(old[i].text, now[i].text)
			removed, added = append(removed, Line{old[i].tongue, a}), append(added, Line{now[i].tongue, b})
		}
	}
	return removed, added
}

// without are the lines of a list that another does not have.
func without(list, other []said) []said {
	return slices.DeleteFunc(slices.Clone(list), func(s said) bool { return slices.Contains(other, s) })
}
