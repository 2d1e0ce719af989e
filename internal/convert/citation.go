package convert

import (
	"bytes"
	"reflect"

	"example.org/dateline/internal/timeline"
)

// CitationYAML is a citation on one line, as a story file has it.
func CitationYAML(c timeline.Citation) (string, error) {
	tree, err := valueOf(reflect.ValueOf(c))
	if err != nil {
		return "", err
	}
	w := yamlWriter{new(bytes.Buffer), nil}
	w.inline(tree, false)
	return w.String(), nil
}
