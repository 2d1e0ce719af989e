package threeway_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/threeway"
)

func TestMerge(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, base, mine, theirs, merged string
		conflicts                        string // pointers
	}{
		{"fields that do not overlap", `{"title":"A","summary":"S"}`, `{"title":"B","summary":"S"}`, `{"title":"A","summary":"T"}`, `{"summary":"T","title":"B"}`, "[]"},
		{"the same change twice", `{"title":"A"}`, `{"title":"B"}`, `{"title":"B"}`, `{"title":"B"}`, "[]"},
		{"both changed a field", `{"title":"A"}`, `{"title":"B"}`, `{"title":"C"}`, `{"title":"C"}`, "[/title]"},
		{"a date is one field", `{"date":{"edtf":"2025","basis":"stated"}}`, `{"date":{"edtf":"2024","basis":"stated"}}`, `{"date":{"edtf":"2025","basis":"inferred"}}`, `{"date":{"edtf":"2025","basis":"inferred"}}`, "[/date]"},
		{"written otherwise", `{"date":{"edtf":"2025","basis":"stated"}}`, `{"date":{"basis":"stated", "edtf":"2025"}}`, `{"date":{"edtf":"2024"}}`, `{"date":{"edtf":"2024"}}`, "[]"},
		{"a field that one removed", `{"summary":"S","title":"A"}`, `{"title":"A"}`, `{"summary":"S","title":"B"}`, `{"title":"B"}`, "[]"},
		{"removed here and changed there", `{"summary":"S"}`, `{}`, `{"summary":"T"}`, `{"summary":"T"}`, "[/summary]"},
		{"both added an actor", `{"actors":[{"id":"a","role":"speaker"}]}`, `{"actors":[{"id":"a","role":"speaker"},{"id":"b"}]}`, `{"actors":[{"id":"a","role":"speaker"},{"id":"c"}]}`, `{"actors":[{"id":"a","role":"speaker"},{"id":"c"},{"id":"b"}]}`, "[]"},
		{"one removed an actor", `{"actors":[{"id":"a"},{"id":"b"}]}`, `{"actors":[{"id":"b"}]}`, `{"actors":[{"id":"a"},{"id":"b"},{"id":"c"}]}`, `{"actors":[{"id":"b"},{"id":"c"}]}`, "[]"},
		{"both changed an actor", `{"actors":[{"id":"a/b","role":"speaker"}]}`, `{"actors":[{"id":"a/b","role":"target"}]}`, `{"actors":[{"id":"a/b","role":"mentioned"}]}`, `{"actors":[{"id":"a/b","role":"mentioned"}]}`, "[/actors/a~1b]"},
		{"lists of words are whole", `{"topics":["a"]}`, `{"topics":["a","b"]}`, `{"topics":["a","c"]}`, `{"topics":["a","c"]}`, "[/topics]"},
		{"an actor twice is no list of ids", `{"actors":[]}`, `{"actors":[{"id":"a","role":"speaker"},{"id":"a","role":"target"}]}`, `{"actors":[{"id":"b"}]}`, `{"actors":[{"id":"b"}]}`, "[/actors]"},
		{"an empty list says nothing", `{"actors":[]}`, `{}`, `{"actors":[{"id":"b"}]}`, `{"actors":[{"id":"b"}]}`, "[]"},
		{"large numbers", `{"figures":[{"value":12345678901234567890}]}`, `{"figures":[{"value":12345678901234567890}],"key":true}`, `{"figures":[{"value":12345678901234567890}]}`, `{"figures":[{"value":12345678901234567890}],"key":true}`, "[]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			merged, conflicts, err := threeway.Merge(json.RawMessage(tt.base), json.RawMessage(tt.mine), json.RawMessage(tt.theirs))
			if err != nil {
				t.Fatal(err)
			}
			pointers := []string{}
			for _, c := range conflicts {
				pointers = append(pointers, c.Pointer)
			}
			if string(merged) != tt.merged || fmt.Sprint(pointers) != tt.conflicts {
				t.Errorf("%s, conflicts %v; want %s, %s", merged, pointers, tt.merged, tt.conflicts)
			}
		})
	}
}

// Where both began with nothing, what only one has is taken.
func TestMergeFromNothing(t *testing.T) {
	t.Parallel()
	merged, conflicts, err := threeway.Merge(nil, json.RawMessage(`{"title":"A"}`), json.RawMessage(`{"summary":"S"}`))
	if err != nil || len(conflicts) > 0 || string(merged) != `{"summary":"S","title":"A"}` {
		t.Errorf("%s, %v, %v", merged, conflicts, err)
	}
	if _, _, err := threeway.Merge(nil, json.RawMessage(`[]`), nil); err == nil {
		t.Error("a list is merged as an object")
	}
}

func TestChanged(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ before, after, want string }{
		{`{"a":1,"b":[2],"c":""}`, `{"b":[ 2 ],"a":1,"d":[]}`, ""},
		{`{"a":1,"b":2}`, `{"a":2,"c":3}`, "a b c"},
		{`null`, `{"a":1}`, "a"},
	} {
		if got := strings.Join(threeway.Changed([]byte(tt.before), []byte(tt.after)), " "); got != tt.want {
			t.Errorf("between %s and %s: %q", tt.before, tt.after, got)
		}
	}
}
