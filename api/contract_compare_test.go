package api_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// compare returns a sentence for each name that one side has and the other
// lacks, and for each that stands twice on a side.
func compare(what, one, other string, ones, others []string) []string {
	list := append(missing(what, other, others, ones), missing(what, one, ones, others)...)
	return append(append(list, twice(what, one, ones)...), twice(what, other, others)...)
}

func missing(what, side string, there, wanted []string) []string {
	var list []string
	for _, name := range wanted {
		if !slices.Contains(there, name) {
			list = append(list, fmt.Sprintf("%s %s is not in %s", what, name, side))
		}
	}
	return list
}

func twice(what, side string, names []string) []string {
	var list []string
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			list = append(list, fmt.Sprintf("%s %s is twice in %s", what, name, side))
		}
	}
	return list
}

// jsonFields are the fields of a record type as encoding/json writes them, and
// those among them that it always writes.
func jsonFields(t reflect.Type) (all, required []string) {
	return taggedFields(t, "json")
}

// taggedFields reads names and omitempty from the tags of a struct and of the
// structs embedded in it.
func taggedFields(t reflect.Type, key string) (all, required []string) {
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get(key), ",")
		if f.Anonymous || name == "" || name == "-" || hiddenByEmbedding(t, f, key) {
			continue
		}
		all = append(all, name)
		if !strings.Contains(options, "omitempty") {
			required = append(required, name)
		}
	}
	return all, required
}

// hiddenByEmbedding reports whether an embedded struct that a field belongs to
// is itself left out.
func hiddenByEmbedding(t reflect.Type, f reflect.StructField, key string) bool {
	return len(f.Index) > 1 && t.FieldByIndex(f.Index[:1]).Tag.Get(key) == "-"
}

// TestCompareComplains shows that the comparisons of the contract with the
// code can fail, and how.
func TestCompareComplains(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name         string
		ones, others []string
		want         []string
	}{
		{"the same in another order", []string{"a", "b"}, []string{"b", "a"}, nil},
		{"a route that the contract lacks", []string{"GET /a", "GET /b"}, []string{"GET /a"}, []string{"the thing GET /b is not in the contract"}},
		{"a route that the code lacks", []string{"GET /a"}, []string{"GET /a", "GET /b"}, []string{"the thing GET /b is not in the code"}},
		{"a parameter with another name", []string{"from"}, []string{"since"}, []string{"the thing from is not in the contract", "the thing since is not in the code"}},
		{"a field written twice", []string{"a"}, []string{"a", "a"}, []string{"the thing a is twice in the contract"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := compare("the thing", "the code", "the contract", tt.ones, tt.others); !slices.Equal(got, tt.want) {
				t.Errorf("compare = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTaggedFields(t *testing.T) {
	t.Parallel()
	type Stamp struct {
		Revision int `json:"revision" yaml:"-"`
	}
	type record struct {
		ID    string   `json:"id" yaml:"id"`
		Note  string   `json:"note,omitempty" yaml:"note,omitempty"`
		List  []string `json:"list" yaml:"list,omitempty,flow"`
		Story string   `json:"story" yaml:"-"`
		Stamp `yaml:"-"`
	}
	all, required := jsonFields(reflect.TypeFor[record]())
	if want := []string{"id", "note", "list", "story", "revision"}; !slices.Equal(all, want) {
		t.Errorf("JSON fields = %q, want %q", all, want)
	}
	if want := []string{"id", "list", "story", "revision"}; !slices.Equal(required, want) {
		t.Errorf("required JSON fields = %q, want %q", required, want)
	}
	all, required = taggedFields(reflect.TypeFor[record](), "yaml")
	if want := []string{"id", "note", "list"}; !slices.Equal(all, want) {
		t.Errorf("YAML fields = %q, want %q", all, want)
	}
	if want := []string{"id"}; !slices.Equal(required, want) {
		t.Errorf("required YAML fields = %q, want %q", required, want)
	}
}
