package timeline_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

func TestMadeIDs(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ resource, name, begins string }{
		{"event", "Yermak and Waltz speak: “constructive”!", "yermak-and-waltz-speak-constructive-"},
		{"event", "Переговори", "event-"},
		{"event", "", "event-"},
		{"event", "--- 2025 ---", "2025-"},
		{"event", strings.Repeat("long title ", 40), "long-title-long-title-"},
	} {
		one, other := timeline.MakeID(tt.resource, tt.name), timeline.MakeID(tt.resource, tt.name)
		if !timeline.IsSlug(one) || !strings.HasPrefix(one, tt.begins) || one == other {
			t.Errorf("%q: %q and %q", tt.name, one, other)
		}
	}
}
