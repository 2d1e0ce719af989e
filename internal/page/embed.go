package page

import (
	"io"

	"example.org/dateline/internal/timeline"
)

// Themes are those that a page inside another may be told to have.
var Themes = []string{"light", "dark"}

// Embed is a story's timeline as a page inside another.
type Embed struct {
	*Story
	Full string // the address of the whole page
}

// NewEmbed makes the page inside another from what the story's page is made
// from.
func NewEmbed(in StoryInput) *Embed {
	in.Framed = true
	e := &Embed{Story: NewStory(in)}
	e.Bare, e.Indexed = true, false
	e.LinkedData, e.Feeds, e.Shared = nil, nil, nil
	query := cloneValues(in.Query)
	e.Full = in.Origin + e.Link(addressOf("/stories/"+in.Story.ID, query))
	for _, section := range e.Sections {
		for _, group := range section.Groups {
			for i := range group.Events {
				ev := &group.Events[i]
				ev.Href = in.Origin + e.Link(e.wholePath(ev.Event))
			}
		}
	}
	return e
}

// wholePath is where an event stands on the story's own page.
func (e *Embed) wholePath(event *timeline.Event) string {
	if !e.Paged && len(e.Query) == 0 {
		return "/stories/" + event.Story + "#" + eventID(event.ID)
	}
	return EventPath(event)
}

// Render writes the page inside another.
func (e *Embed) Render(w io.Writer) error { return render(w, "embed", e.Language, e) }
