package timeline_test

import (
	"errors"
	"fmt"
	"strings"
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
	quote := func(id string) string {
		root, err := timeline.ParseJSON([]byte(fmt.Sprintf(`{"dateline": 1, "story": {"id": "s", "title": "t"}, "actors": [{"id": "a", "name": "A", "kind": "person"}],
			"events": [{"id": "e", "title": "t", "type": "call", "quotes": [{"id": %q, "speaker": "a", "text": "x", "kind": "indirect"}]}]}`, id)))
		if err != nil {
			t.Fatal(err)
		}
		_, err = timeline.ReadDocument(root)
		return fmt.Sprint(err)
	}
	if got := quote("facets"); !strings.Contains(got, `/events/0/quotes/0/id`) || !strings.Contains(got, `no quote can be called "facets": /v1/quotes/facets is a view of quotes`) {
		t.Error(got)
	}
	if got := quote("network"); got != "<nil>" {
		t.Error(got)
	}
	for _, id := range []string{"facet", "network-2", "histograms"} {
		if err := read(id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}
