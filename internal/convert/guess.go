package convert

import (
	"bytes"
	"encoding/json"
)

// ImportFormats are what an import reads.
var ImportFormats = []string{"auto", "story", "ndjson"}

// GuessImport tells which of them a text is by how it begins: NDJSON where its
// first line is a whole JSON object and no story file.
func GuessImport(head []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF"))), []byte("\n"))
	var object map[string]json.RawMessage
	if json.Unmarshal(line, &object) == nil && object["dateline"] == nil {
		return "ndjson"
	}
	return "story"
}
