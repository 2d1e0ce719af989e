package page

import (
	"encoding/json"
	"strings"

	"example.org/dateline/internal/edtf"
)

// ConflictInput is a field of a form that somebody else has changed meanwhile.
type ConflictInput struct {
	Field        string          // its name in the form
	Label        string          // "" for the text edit.field.NAME
	Mine, Theirs json.RawMessage // the field of the record as each wants it; null for none
}

// Conflict is such a field in words.
type Conflict struct {
	Field  string `json:"field"`
	Label  string `json:"label"`
	Mine   string `json:"mine"`
	Theirs string `json:"theirs"`
}

// Conflicts are those of one form: whoever sent it chooses for each field, and nothing
// is chosen beforehand. The template "edit-conflicts" stands inside the form; it sends
// "conflict" with the name of each field, "keep-NAME" with mine or theirs, and as
// "decided" which state of the record these were chosen from.
type Conflicts struct {
	By      string // who made the other edit
	Fields  []Conflict
	Since   int64 // the edit of the draft that the form goes on from when all is decided
	Missing bool  // it was sent with a field undecided
}

// NewConflicts words them.
func NewConflicts(l *Language, by string, since int64, fields []ConflictInput) *Conflicts {
	c := &Conflicts{By: by, Since: since}
	for _, f := range fields {
		label := f.Label
		if label == "" {
			label = l.text("edit.field." + f.Field)
		}
		c.Fields = append(c.Fields, Conflict{f.Field, label, l.valueWords(f.Mine), l.valueWords(f.Theirs)})
	}
	return c
}

// Title says in one sentence what has happened.
func (c *Conflicts) Title(l *Language) string { return l.fill("edit.conflict", "who", c.By) }

// valueWords is a field of a record in words.
func (l *Language) valueWords(raw json.RawMessage) string {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return string(raw)
	}
	return l.anyWords(value)
}

func (l *Language) anyWords(value any) string {
	switch v := value.(type) {
	case string:
		if v != "" {
			return v
		}
	case bool:
		if v {
			return l.text("edit.yes")
		}
		return l.text("edit.no")
	case []any:
		var words []string
		for _, item := range v {
			words = append(words, l.anyWords(item))
		}
		if len(words) > 0 {
			return strings.Join(words, l.text("dates.list_separator"))
		}
	case map[string]any:
		return l.objectWords(v)
	case float64:
		text, _ := json.Marshal(v)
		return string(text)
	}
	return l.text("edit.nothing")
}

// objectWords is a date in words, or what another object is called.
func (l *Language) objectWords(object map[string]any) string {
	if text, is := object["edtf"].(string); is {
		if d, err := edtf.Parse(text); err == nil {
			return l.dates.Text(d)
		}
	}
	for _, name := range []string{"title", "name", "text", "exact", "id"} {
		if text, is := object[name].(string); is && text != "" {
			return text
		}
	}
	text, err := json.Marshal(object)
	if err != nil {
		return l.text("edit.nothing") // cannot be: it has been read from JSON
	}
	return string(text)
}
