package timeline

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// Origin is what a foreign format says of an event or story that we have no field for: a JSON
// object as it was written, its members in their order. It is kept and shown, and
// means nothing to anything here but the reader and writer of that format.
type Origin []byte

// Bounds of an Origin.
const (
	MaxOrigin      = 16 << 10 // of its JSON without white space, in bytes
	MaxOriginDepth = 8        // of lists and objects in each other, its own included
)

// MarshalJSON writes the object as it is.
func (o Origin) MarshalJSON() ([]byte, error) {
	if len(o) == 0 {
		return []byte("null"), nil
	}
	return o, nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (o *Origin) UnmarshalJSON(data []byte) error {
	if *o = nil; string(data) != "null" {
		*o = bytes.Clone(data)
	}
	return nil
}

// Node is the object as a tree.
func (o Origin) Node() (*Node, error) { return ParseJSON(o) }

// decodeNode takes any object. An empty one says nothing.
func (o *Origin) decodeNode(n *Node, pointer string, fs *Faults) {
	switch {
	case n.Kind == Null:
		return
	case n.Kind != Object:
		fs.Add(pointer, "expected an object, found %s", n.describe())
		return
	case len(n.Members) == 0:
		return
	}
	var text bytes.Buffer
	if !spell(&text, n, pointer, MaxOriginDepth, fs) {
		return
	}
	if text.Len() > MaxOrigin {
		fs.Add(pointer, "it has %d bytes as JSON without white space; at most %d are taken", text.Len(), MaxOrigin)
		return
	}
	*o = text.Bytes()
}

// OriginOf is an object as an Origin; nil where it is empty. The error is an *Error
// with code InvalidRecord.
func OriginOf(object *Node) (Origin, error) {
	var o Origin
	var faults Faults
	o.decodeNode(object, "/origin", &faults)
	return o, faults.Err(nil)
}

// spell writes a tree as JSON without white space, and reports whether it can be kept.
func spell(w *bytes.Buffer, n *Node, pointer string, depth int, fs *Faults) bool {
	if depth == 0 && (n.Kind == Object || n.Kind == Array) {
		fs.Add(pointer, "nested deeper than %d levels", MaxOriginDepth)
		return false
	}
	switch n.Kind {
	case Object:
		w.WriteByte('{')
		for i, m := range n.Members {
			if i > 0 {
				w.WriteByte(',')
			}
			at := pointer + "/" + escapePointer(m.Name)
			if !spellText(w, m.Name, at, fs) {
				return false
			}
			w.WriteByte(':')
			if !spell(w, m.Value, at, depth-1, fs) {
				return false
			}
		}
		w.WriteByte('}')
	case Array:
		w.WriteByte('[')
		for i, item := range n.Items {
			if i > 0 {
				w.WriteByte(',')
			}
			if !spell(w, item, pointer+"/"+strconv.Itoa(i), depth-1, fs) {
				return false
			}
		}
		w.WriteByte(']')
	case String:
		return spellText(w, n.Text, pointer, fs)
	case Number:
		return spellNumber(w, n.Text, pointer, fs)
	case Bool:
		w.WriteString(map[bool]string{true: "true", false: "false"}[n.Text == "true" || n.Text == "True" || n.Text == "TRUE"])
	default:
		w.WriteString("null")
	}
	return true
}

// maxDigits is how many digits a whole number may have, to be one to every reader.
const maxDigits = 18

// spellNumber writes a number as it is, or with an exponent as YAML 1.1 knows it, too:
// behind a decimal point.
func spellNumber(w *bytes.Buffer, text, pointer string, fs *Faults) bool {
	f, err := strconv.ParseFloat(text, 64)
	whole := !strings.ContainsAny(text, ".eE")
	switch {
	case !json.Valid([]byte(text)):
		fs.Add(pointer, "%s is no number of JSON: put it in quotes", Clip(text, 40))
		return false
	case err != nil || whole && len(strings.TrimPrefix(text, "-")) > maxDigits:
		fs.Add(pointer, "%s is too large a number: put it in quotes", Clip(text, 40))
		return false
	case strings.ContainsAny(text, "eE"):
		text = strconv.FormatFloat(f, 'e', -1, 64)
		if mantissa, exponent, _ := strings.Cut(text, "e"); !strings.Contains(mantissa, ".") {
			text = mantissa + ".0e" + exponent
		}
	}
	w.WriteString(text)
	return true
}

func spellText(w *bytes.Buffer, text, pointer string, fs *Faults) bool {
	if err := checkText(text); err != nil {
		fs.Add(pointer, "%s", err)
		return false
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		fs.Add(pointer, "%s", err) // cannot happen: it is UTF-8
		return false
	}
	w.Truncate(w.Len() - len("\n"))
	return true
}
