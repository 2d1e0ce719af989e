package store_test

import (
	"testing"

	"example.org/dateline/internal/timeline"
)

// What is dismissed stays so in its draft and for its source, and goes with the draft.
func TestDismissals(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	draft := d.begin("s")
	for range 2 {
		if err := d.Dismiss(t.Context(), "s", "article", "aa"); err != nil {
			t.Fatal(err)
		}
	}
	for source, want := range map[string]bool{"article": true, "other": false} {
		if got, err := d.Dismissed(t.Context(), draft, source); err != nil || got["aa"] != want || got["bb"] {
			t.Errorf("%s: %v, %v", source, got, err)
		}
	}
	if err := d.DropDraft(t.Context(), "s"); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Dismissed(t.Context(), d.begin("s"), "article"); err != nil || len(got) > 0 {
		t.Errorf("%v, %v", got, err)
	}
	if err := d.Dismiss(t.Context(), "none", "article", "aa"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("there is no draft of it, and the error is %v", err)
	}
}
