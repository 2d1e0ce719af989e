package convert

import (
	"bufio"
	"encoding/json"
	"io"
)

// jsonList is a JSON object with one long array in it, written as it comes.
type jsonList struct {
	head  any        // an object, not empty: what stands before the array
	array string     // the array's name
	first any        // an item before those of the records, if not nil
	tail  func() any // an object, not empty: what stands behind the array, if not nil
}

// writeJSONList writes an item for each record. An error leaves the array and
// the object open, so that no reader takes the document for whole.
func writeJSONList[T any](w io.Writer, l jsonList, records Records[T], item func(*T) (any, error)) error {
	out := &jsonListWriter{Writer: bufio.NewWriter(w)}
	out.members("{", l.head)
	out.WriteString(`,` + jsonString(l.array) + ":[")
	if l.first != nil {
		if err := out.item(l.first); err != nil {
			return err
		}
	}
	for r, err := range records {
		if err != nil {
			return err
		}
		v, err := item(r)
		if err != nil {
			return err
		}
		if err := out.item(v); err != nil {
			return err
		}
	}
	out.WriteString("\n]")
	if l.tail != nil {
		out.members(",", l.tail())
	}
	out.WriteString("}\n")
	if out.err != nil {
		return out.err
	}
	return out.Flush()
}

// jsonListWriter keeps its first error, as the bufio.Writer in it does.
type jsonListWriter struct {
	*bufio.Writer
	items int
	err   error
}

// members writes the members of an object, without the braces around them.
func (w *jsonListWriter) members(before string, object any) {
	text := w.encode(object)
	if len(text) > 2 {
		w.WriteString(before)
		w.Write(text[1 : len(text)-1])
	}
}

func (w *jsonListWriter) item(v any) error {
	if w.items > 0 {
		w.WriteByte(',')
	}
	w.items++
	w.WriteByte('\n')
	_, err := w.Write(w.encode(v))
	if w.err != nil {
		return w.err
	}
	return err
}

// encode escapes what HTML would read, so that the document can stand in a page.
func (w *jsonListWriter) encode(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	return text
}
