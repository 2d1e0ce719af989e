package convert_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// counted counts what is written to it.
type counted struct{ bytes int }

func (c *counted) Write(p []byte) (int, error) {
	c.bytes += len(p)
	return len(p), nil
}

// TestStoryFilesAreWrittenAsTheyAreRead: of 20,000 events no more than a few are
// held at any time, whatever the file grows to.
func TestStoryFilesAreWrittenAsTheyAreRead(t *testing.T) {
	t.Parallel()
	const events, heldMost = 20_000, 64 << 10
	for _, format := range []convert.StoryFormat{convert.StoryJSON, convert.StoryYAML} {
		var out counted
		said := 0 // bytes of titles that were handed out
		err := format.Write(&out, convert.WholeStory{
			Head: &timeline.Document{Version: timeline.DocumentVersion, Story: timeline.Story{ID: "s", Title: "Story"}},
			Events: func(yield func(*timeline.Event, error) bool) {
				for i := range events {
					e := timeline.Event{ID: fmt.Sprint("e", i), Title: strings.Repeat("title ", 20), Type: "call"}
					said += len(e.Title)
					if !yield(&e, nil) {
						return
					}
					if held := said - out.bytes; held > heldMost {
						t.Fatalf("%s: %d bytes are held after %d events", format.Name, held, i+1)
					}
				}
			},
		})
		if err != nil || out.bytes < said {
			t.Errorf("%s: %d bytes of more than %d, %v", format.Name, out.bytes, said, err)
		}
	}
}
