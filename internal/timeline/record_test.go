package timeline_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// What is made in code is completed and refused as what is read is.
func TestComplete(t *testing.T) {
	t.Parallel()
	lat := 91.0
	for name, tt := range map[string]struct {
		record timeline.Record
		faults []string
	}{
		"an event":             {&timeline.Event{ID: timeline.IDToBeMade, Title: "T", Type: "attack", Actors: []timeline.Participant{{Name: "A", Kind: "group"}}, Places: []timeline.Venue{{Name: "P", Kind: "region"}}}, nil},
		"a blank title":        {&timeline.Event{ID: "e", Title: " ", Type: "attack"}, []string{"/title"}},
		"what an event brings": {&timeline.Event{ID: "e", Title: "T", Type: "attack", Actors: []timeline.Participant{{Name: "A"}}, Places: []timeline.Venue{{Name: "P", Kind: "region", Lat: &lat}}}, []string{"/actors/0/kind", "/places/0", "/places/0/lat"}},
		"a source":             {&timeline.Source{ID: "s", Title: "S", URL: "ftp://x"}, []string{"/url"}},
	} {
		err := timeline.Complete(tt.record)
		var places []string
		if te, ok := errors.AsType[*timeline.Error](err); ok && te.Code == timeline.InvalidRecord {
			for _, f := range te.Faults {
				places = append(places, f.Pointer)
			}
		}
		if strings.Join(places, " ") != strings.Join(tt.faults, " ") || (err != nil) != (tt.faults != nil) {
			t.Errorf("%s: %v", name, err)
		}
		if e, ok := tt.record.(*timeline.Event); ok && (e.Status != timeline.DefaultStatus || e.Date.Basis != "unknown") {
			t.Errorf("%s is not completed: %+v", name, e)
		}
	}
}

func TestOriginOf(t *testing.T) {
	t.Parallel()
	object := func(value string) *timeline.Node {
		row := &timeline.Node{Kind: timeline.Object}
		row.Set("b", value)
		row.Set("a", "<1>")
		return &timeline.Node{Kind: timeline.Object, Members: []timeline.Member{{Name: "form", Value: row}}}
	}
	o, err := timeline.OriginOf(object("two\nlines"))
	if text, _ := json.Marshal(string(o)); err != nil || string(o) != `{"form":{"b":"two\nlines","a":"<1>"}}` {
		t.Errorf("%s, %v", text, err)
	}
	if o, err = timeline.OriginOf(&timeline.Node{Kind: timeline.Object}); o != nil || err != nil {
		t.Errorf("an empty one: %s, %v", o, err)
	}
	if o, err = timeline.OriginOf(object(strings.Repeat("x", timeline.MaxOrigin))); o != nil || timeline.CodeOf(err) != timeline.InvalidRecord || !strings.Contains(err.Error(), "at most 16384") {
		t.Errorf("a long one: %d bytes, %v", len(o), err)
	}
}
