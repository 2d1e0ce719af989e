package page

import (
	"testing"

	"example.org/dateline/internal/timeline"
)

func TestRepeats(t *testing.T) {
	t.Parallel()
	e := &timeline.Event{Title: "Jo asks for a bridge", Summary: "She says that the bridge should be built at once."}
	for text, want := range map[string]bool{
		"The bridge should be built at once.": true, "Bridges are to be built, and at once.": true,
		"Nobody will pay for any of it.": false, "不会有人付钱": false, "": false,
	} {
		if got := repeats(&timeline.Quote{Kind: "indirect", Text: text}, e); got != want {
			t.Errorf("%q repeats the summary: %v", text, got)
		}
	}
	if repeats(&timeline.Quote{Kind: "direct", Text: e.Summary}, e) {
		t.Error("a direct quote never folds")
	}
}
