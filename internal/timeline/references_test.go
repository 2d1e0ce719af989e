package timeline_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// No event is part of itself; what is part of the same wholes by several ways is
// in no circle.
func TestWholes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, relations string // "a>b" for a being part of b
		faults          int
	}{
		{"a ladder", "a>b b>c a>c", 0},
		{"two wholes", "a>b a>c b>d c>d", 0},
		{"each of the other", "a>b b>a", 2},
		{"a long way round", "a>b b>c c>d d>a", 4},
		{"below a circle", "a>b b>c c>b", 2},
	} {
		events := map[string][]string{}
		for _, r := range strings.Fields(tt.relations) {
			part, whole, _ := strings.Cut(r, ">")
			events[part] = append(events[part], `{"type":"part-of","event":"`+whole+`"}`)
		}
		var lines []string
		for _, id := range []string{"a", "b", "c", "d"} {
			lines = append(lines, `{"id":"`+id+`","title":"T","type":"other","relations":[`+strings.Join(events[id], ",")+`]}`)
		}
		node, err := timeline.ParseJSON([]byte(`{"dateline":1,"story":{"id":"s","title":"S"},"events":[` + strings.Join(lines, ",") + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		_, err = timeline.ReadDocument(node)
		var faults []timeline.Fault
		if te, ok := errors.AsType[*timeline.Error](err); ok {
			faults = te.Faults
		}
		if len(faults) != tt.faults {
			t.Errorf("%s: %d faults, want %d: %v", tt.name, len(faults), tt.faults, err)
		}
		for _, f := range faults {
			if !strings.Contains(f.Message, "is part of itself, through") || !strings.HasSuffix(f.Pointer, "/event") {
				t.Errorf("%s: %v", tt.name, f)
			}
		}
	}
}
