package api_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/timeline"
)

func TestAppendFields(t *testing.T) {
	t.Parallel()
	const record = `{"id":"a","title":"a \"b\", {c} \\","n":-1.5e3,"none":null,"yes":true,"list":[1,[2,{"title":"]"}]],"object":{"id":"x","title":["}"]},"last":""}`
	tests := []struct {
		name   string
		record string
		fields []string
		want   string
	}{
		{"nothing but id", record, nil, `{"id":"a"}`},
		{"a string full of signs", record, []string{"title"}, `{"id":"a","title":"a \"b\", {c} \\"}`},
		{"in the record's order", record, []string{"yes", "n", "id"}, `{"id":"a","n":-1.5e3,"yes":true}`},
		{"nested", record, []string{"list", "object"}, `{"id":"a","list":[1,[2,{"title":"]"}]],"object":{"id":"x","title":["}"]}}`},
		{"the last", record, []string{"last"}, `{"id":"a","last":""}`},
		{"one that is left out", record, []string{"absent"}, `{"id":"a"}`},
		{"empty", `{}`, []string{"title"}, `{}`},
		{"id in the middle", `{"x":1,"id":"a","y":2}`, []string{"y"}, `{"id":"a","y":2}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := string(api.AppendFields([]byte("kept"), []byte(tt.record), tt.fields)); got != "kept"+tt.want {
				t.Errorf("answers %s, want kept%s", got, tt.want)
			}
		})
	}
}

// FuzzAppendFields compares the scanner with a decoder on any object that can
// be stored: compact, with names that hold no escapes.
func FuzzAppendFields(f *testing.F) {
	f.Add(`{"id":"a","title":"b\"","list":[{"x":"]}"}]}`)
	f.Add(`{"\\":1}`)
	f.Fuzz(func(t *testing.T, text string) {
		var object map[string]any
		if json.Unmarshal([]byte(text), &object) != nil || object == nil {
			t.Skip("no object")
		}
		record, err := timeline.Encode(&object)
		if err != nil {
			t.Skip("cannot be stored")
		}
		fields := []string{"title", "list"}
		want := map[string]any{}
		for name, value := range object {
			if name == "id" || slices.Contains(fields, name) {
				want[name] = value
			}
		}
		var got map[string]any
		if err := json.Unmarshal(api.AppendFields(nil, record, fields), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: answers %v (%v), want %v", record, got, err, want)
		}
	})
}
