package threeway_test

import (
	"encoding/json"
	"testing"

	"example.org/dateline/internal/threeway"
)

// FuzzMerge: what only one side changed is as that side has it, and what is put together is
// JSON again.
func FuzzMerge(f *testing.F) {
	f.Add(`{"a":1,"actors":[{"id":"x"}]}`, `{"a":2,"actors":[{"id":"x","role":"y"}]}`, `{"a":1,"actors":[{"id":"z"},{"id":"x"}]}`)
	f.Add(`null`, `{}`, `{"a":null}`)
	f.Add(`{"a":[{"id":1},{"id":1}]}`, `{"a":[[]]}`, `{"a":"\ud800"}`)
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		merged, conflicts, err := threeway.Merge(json.RawMessage(base), json.RawMessage(mine), json.RawMessage(theirs))
		if err != nil {
			return
		}
		if !json.Valid(merged) {
			t.Errorf("%s, %s and %s make %s", base, mine, theirs, merged)
		}
		for _, c := range conflicts {
			if c.Pointer == "" {
				t.Errorf("%s, %s and %s have a conflict nowhere", base, mine, theirs)
			}
		}
		if _, conflicts, err := threeway.Merge(json.RawMessage(base), json.RawMessage(base), json.RawMessage(theirs)); err == nil && len(conflicts) > 0 {
			t.Errorf("%s unchanged is in conflict with %s: %v", base, theirs, conflicts)
		}
	})
}
