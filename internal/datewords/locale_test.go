package datewords

import (
	"encoding/json"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/web/locales"
)

// pagesOwn are the starts of keys that pages and the element use themselves.
var pagesOwn = []string{"basis_", "source_"}

// unknownKeys lists the keys of a file that no field of the vocabulary has, and
// the fields that the file does not fill.
func unknownKeys(t *testing.T, text []byte) []string {
	t.Helper()
	var file struct {
		Dates map[string]any `json:"dates"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	var list []string
	fields := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[vocabulary]()) {
		key := f.Tag.Get("json")
		fields[key] = true
		if file.Dates[key] == nil || file.Dates[key] == "" {
			list = append(list, key+" is missing")
		}
	}
	for key := range file.Dates {
		own := slices.ContainsFunc(pagesOwn, func(start string) bool { return strings.HasPrefix(key, start) })
		if !fields[key] && !own {
			list = append(list, key+" is not used")
		}
	}
	slices.Sort(list)
	return list
}

// TestVocabulary finds words that are missing, and words that nobody says.
func TestVocabulary(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(locales.Files, "*.json")
	if err != nil || len(names) < 5 {
		t.Fatalf("languages %v: %v", names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(locales.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		if list := unknownKeys(t, text); len(list) > 0 {
			t.Errorf("%s: %s", name, strings.Join(list, ", "))
		}
		broken := strings.Replace(string(text), `"between"`, `"betwixt"`, 1)
		if list := unknownKeys(t, []byte(broken)); !slices.Equal(list, []string{"between is missing", "betwixt is not used"}) {
			t.Errorf("the check says %q of a file without between", list)
		}
	}
}
