package convert

import (
	"bufio"
	"reflect"
	"strings"

	"example.org/dateline/internal/timeline"
)

// CitationYAML is a citation on one line, as a story file has it.
func CitationYAML(c timeline.Citation) (string, error) {
	tree, err := valueOf(reflect.ValueOf(c))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	w := yamlWriter{bufio.NewWriter(&b)}
	w.inline(tree, false)
	err = w.Flush()
	return b.String(), err
}
