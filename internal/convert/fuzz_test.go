package convert_test

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// FuzzReadStory holds ReadStory to its contract on any bytes: a document that
// writes and reads back the same, or faults with a place.
func FuzzReadStory(f *testing.F) {
	bundled, err := os.ReadFile("../../data/us-ukraine-peace-talks.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bundled)
	for _, seed := range []string{
		"", "{}", "dateline: 1\nstory: {id: s, title: T}\n", `{"dateline":1,"story":{"id":"s","title":"T"}}`,
		"dateline: 1\nstory:\n  id: s\n  title: >-\n    folded\n    text\nevents:\n- id: e\n  title: 'x'\n  type: call\n  date: 0043\n",
		"- ? &a *a !t {a: [b, c]}\n", "a:\n\tb: c\n", "%YAML 1.2\n---\n...\n", "\uFEFFdateline: 1", "a: \"\\x\\u12\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := convert.ReadStory(data)
		if err != nil {
			checkFaults(t, err)
			return
		}
		var out bytes.Buffer
		if err := convert.WriteStoryYAML(&out, doc); err != nil {
			t.Fatal(err)
		}
		again, err := convert.ReadStory(out.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, out.Bytes())
		}
		if !reflect.DeepEqual(withoutEmpty(doc), withoutEmpty(again)) {
			t.Fatalf("read back differently:\n%s", out.Bytes())
		}
	})
}

// checkFaults fails unless err is what ReadStory promises.
func checkFaults(t *testing.T, err error) {
	t.Helper()
	e, ok := errors.AsType[*timeline.Error](err)
	if !ok || e.Code != timeline.InvalidRecord || len(e.Faults) == 0 {
		t.Fatalf("not an invalid record: %#v", err)
	}
	for _, fault := range e.Faults {
		if fault.Line < 1 || fault.Column < 1 || fault.Message == "" || strings.ContainsAny(fault.Message, "\n\t") {
			t.Fatalf("a fault without a place, or on several lines: %+v", fault)
		}
	}
}

// withoutEmpty is doc with every empty list nil: a file tells no difference.
func withoutEmpty(doc *timeline.Document) timeline.Document {
	copied := *doc
	dropEmpty(reflect.ValueOf(&copied).Elem())
	return copied
}

func dropEmpty(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.Len() == 0 {
			v.SetZero()
		}
		for i := range v.Len() {
			dropEmpty(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				dropEmpty(v.Field(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			dropEmpty(v.Elem())
		}
	}
}
