package timeline_test

import (
	"errors"
	"fmt"
	"testing"

	"example.org/dateline/internal/timeline"
)

// TestReservedIDs: an event with the name of a view could never be read.
func TestReservedIDs(t *testing.T) {
	t.Parallel()
	read := func(id string) error {
		root, err := timeline.ParseJSON([]byte(fmt.Sprintf(`{"dateline": 1, "story": {"id": %q, "title": "t"}, "events": [{"id": %q, "title": "t", "type": "stream"}]}`, id, id)))
		if err != nil {
			t.Fatal(err)
		}
		_, err = timeline.ReadDocument(root)
		return err
	}
	for _, id := range timeline.ReservedIDs {
		want := fmt.Sprintf("no event can be called %q: /v1/events/%s is a view of events; choose another id", id, id)
		if e, ok := errors.AsType[*timeline.Error](read(id)); !ok || len(e.Faults) != 1 || e.Faults[0].Pointer != "/events/0/id" || e.Faults[0].Message != want {
			t.Errorf("%s: %v", id, e)
		}
	}
	for _, id := range []string{"facet", "network-2", "histograms"} {
		if err := read(id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}
