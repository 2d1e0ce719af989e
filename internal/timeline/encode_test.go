package timeline

import (
	"reflect"
	"strings"
	"testing"
)

// A record is read by whoever shares it while it is encoded: nothing in it changes.
func TestEncodeOnlyReads(t *testing.T) {
	t.Parallel()
	made := func() *Event {
		return &Event{
			ID:        "opened",
			Citations: []Citation{{Source: "report"}},
			Actors:    []Participant{{ID: "mayor"}},
			Quotes:    []Quote{{ID: "said", Text: "It is open."}},
		}
	}
	event := made()
	text, err := Encode(event)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(event, made()) {
		t.Errorf("encoded, the event is\n%+v\nand was\n%+v", event, made())
	}
	if shown := string(text); !strings.Contains(shown, `"places":[]`) || strings.Count(shown, `"citations":[`) != 2 {
		t.Errorf("lists are not all there: %s", shown)
	}
}
