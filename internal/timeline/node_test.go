package timeline_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// plain is a node as encoding/json would decode it with UseNumber.
func plain(n *timeline.Node) any {
	switch n.Kind {
	case timeline.Null:
		return nil
	case timeline.Bool:
		return n.Text == "true"
	case timeline.Number:
		return json.Number(n.Text)
	case timeline.String:
		return n.Text
	case timeline.Array:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, plain(item))
		}
		return list
	}
	object := map[string]any{}
	for _, m := range n.Members {
		object[m.Name] = plain(m.Value)
	}
	return object
}

func decoded(t *testing.T, data string) any {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestParseJSONReadsWhatEncodingJSONReads(t *testing.T) {
	t.Parallel()
	for _, data := range []string{
		"null", "true", "false", "0", "-1.5e+300", `""`, `"\u0041\n\ud83d\ude00\\ud800 \ufffd"`, "[]", "{}", " [1, [2, {}], null]\n",
		`{"a": {"b": [true, "x"]}, "é": 1E400, "": 0}`, "\"\uFFFD\"", `"\\\ufffd"`,
	} {
		n, err := timeline.ParseJSON([]byte(data))
		if err != nil {
			t.Errorf("%s: %v", data, err)
		} else if got, want := plain(n), decoded(t, data); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, want %#v", data, got, want)
		}
	}
}

// place is the line, column and message of the only fault in err.
func onlyFault(t *testing.T, err error) timeline.Fault {
	t.Helper()
	e, ok := errors.AsType[*timeline.Error](err)
	if !ok || e.Code != timeline.InvalidRecord || len(e.Faults) != 1 {
		t.Fatalf("want one fault, got %#v", err)
	}
	return e.Faults[0]
}

func TestParseJSONNamesTheMistake(t *testing.T) {
	t.Parallel()
	tests := []struct {
		data         string
		line, column int
		message      string
	}{
		{"", 1, 1, "the JSON ends too early"},
		{"[1,\n 2", 2, 3, "the JSON ends too early"},
		{`{"a": "b`, 1, 9, "the JSON ends too early"},
		{"[1 2]", 1, 4, "invalid character '2' after array element"},
		{"[1,]", 1, 4, "invalid character ']'"},
		{"{\"a\" 1}", 1, 6, "invalid character '1' after object key"},
		{"{\n\"é\": tru }", 2, 9, "invalid character ' ' in literal true"},
		{`{"a": 01}`, 1, 8, "invalid character '1' after object key:value pair"},
		{"{1: 2}", 1, 2, "invalid character '1' looking for beginning of object key"},
		{`["\x"]`, 1, 4, `invalid character 'x' in string escape code`},
		{"[\"a\tb\"]", 1, 4, `in string literal`},
		{"]", 1, 1, "invalid character ']'"},
		{"[1}", 1, 3, "invalid character '}' after array element"},
		{"[1] [2]", 1, 5, "text after the end"},
		{"[1]\n ,", 2, 2, "text after the end"},
		{"[\"\xff\"]", 1, 3, "not UTF-8"},
		{`{"a": 1, "a": 2}`, 1, 10, `"a" stands twice`},
		{`{"a": {"a": 1}, "\u0061": 2}`, 1, 17, `"a" stands twice`},
		{`["é", "\ud800"]`, 1, 7, "half a surrogate pair"},
		{`"\ud800\u0041"`, 1, 1, "half a surrogate pair"},
		{`"\udc00"`, 1, 1, "half a surrogate pair"},
		{`{"\ud83d\ud83d\ude00": 1}`, 1, 2, "half a surrogate pair"},
		{strings.Repeat("[", 40), 1, 33, "nested deeper than 32 levels"},
		{strings.Repeat(`{"a":`, 40), 1, 161, "nested deeper than 32 levels"},
	}
	for _, tt := range tests {
		n, err := timeline.ParseJSON([]byte(tt.data))
		if err == nil {
			t.Errorf("%q is read as %#v", tt.data, plain(n))
			continue
		}
		if f := onlyFault(t, err); f.Line != tt.line || f.Column != tt.column || !strings.Contains(f.Message, tt.message) {
			t.Errorf("%q: %v, want %d:%d: %s", tt.data, f, tt.line, tt.column, tt.message)
		}
	}
}

func TestNodesKnowTheirPlace(t *testing.T) {
	t.Parallel()
	root, err := timeline.ParseJSON([]byte("{\n  \"é\": [1, {\"a/b\": {\"~\": true}}],\n  \"\": null\n}"))
	if err != nil {
		t.Fatal(err)
	}
	for pointer, want := range map[string]string{
		"": "1:1", "/é": "2:8", "/é/0": "2:9", "/é/1": "2:12", "/é/1/a~1b": "2:20", "/é/1/a~1b/~0": "2:26", "/é/7": "2:8", "/é/x": "2:8", "/é/-1": "2:8",
		"/é/1/missing": "2:12", "/é/1/missing/too": "2:12", "/é/0/below": "2:9", "/": "3:7", "/nothing": "1:1",
	} {
		n := root.Nearest(pointer)
		if got := strconv.Itoa(n.Line) + ":" + strconv.Itoa(n.Column); got != want {
			t.Errorf("%q stands at %s, want %s", pointer, got, want)
		}
	}
}

func FuzzParseJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5e3,"x\u00e9\ud83d\ude00"],"b":{"c":null}}`, "[true,false]", "[1 2]", `{"a":1,"a":2}`, "\"\\ud800\"", "[[[[[", "\xff", " \n{}\n x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := timeline.ParseJSON(data)
		if err == nil {
			if !json.Valid(data) {
				t.Fatalf("%q is not JSON", data)
			}
			if got, want := plain(n), decoded(t, string(data)); !reflect.DeepEqual(got, want) {
				t.Fatalf("%q: %#v, want %#v", data, got, want)
			}
			return
		}
		fault := onlyFault(t, err)
		if fault.Line < 1 || fault.Column < 1 || fault.Line > strings.Count(string(data), "\n")+1 {
			t.Fatalf("%q: no place in the text: %+v", data, fault)
		}
		// What ParseJSON refuses beyond the grammar.
		for _, rule := range []string{"stands twice", "nested deeper", "surrogate"} {
			if strings.Contains(fault.Message, rule) {
				return
			}
		}
		if json.Valid(data) && utf8.Valid(data) {
			t.Fatalf("%q is JSON, but refused: %v", data, err)
		}
	})
}
