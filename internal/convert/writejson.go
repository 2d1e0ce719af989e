package convert

import (
	"bytes"
	"encoding/json"
	"strings"
)

// writeJSONValue spells a value. newline is a line break and the indentation
// of the line that the value stands on.
func writeJSONValue(w *bytes.Buffer, value any, newline string) {
	inner := newline + "  "
	switch v := value.(type) {
	case *object:
		w.WriteByte('{')
		for i, m := range v.members {
			if i > 0 {
				w.WriteByte(',')
			}
			w.WriteString(inner)
			w.WriteString(jsonString(m.name))
			w.WriteString(": ")
			writeJSONValue(w, m.value, inner)
		}
		if len(v.members) > 0 {
			w.WriteString(newline)
		}
		w.WriteByte('}')
	case *list:
		w.WriteByte('[')
		for i, item := range v.items {
			if i > 0 {
				w.WriteByte(',')
			}
			w.WriteString(inner)
			writeJSONValue(w, item, inner)
		}
		if len(v.items) > 0 {
			w.WriteString(newline)
		}
		w.WriteByte(']')
	case number:
		w.WriteString(string(v))
	case string:
		w.WriteString(jsonString(v))
	}
}

// jsonString quotes s. The text is UTF-8: valueOf has seen to it.
func jsonString(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string can always be encoded
	}
	return strings.TrimSuffix(b.String(), "\n")
}
