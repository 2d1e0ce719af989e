package timeline

import (
	"bytes"
	"encoding/json"
)

// Encode writes a record as the JSON of the contract: every list present,
// nothing escaped for HTML, no line break at the end. v must be a pointer.
func Encode(v any) ([]byte, error) {
	fillLists(v)
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}
