package api

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// about is what an exported document says of itself.
func (s *server) about(v *store.View, r *http.Request, resource, self string, canonical url.Values) convert.About {
	origin := s.Origin(r)
	about := convert.About{Origin: origin, Self: origin + self, Database: s.Store.Identity()}
	about.Title, about.Story = title(v, resource, canonical)
	return about
}

// title names what was asked for: the story, which comes with it, where all of one was
// asked for, or the query.
func title(v *store.View, resource string, canonical url.Values) (string, *timeline.Story) {
	asked := url.Values{}
	for name, values := range canonical {
		switch name {
		case "limit", "cursor", "count", "format", "bom", "order", "fields", "include":
		default:
			asked[name] = values
		}
	}
	if story := asked["story"]; len(story) == 1 && timeline.IsSlug(story[0]) {
		if record, err := v.Record("story", story[0]); err == nil {
			if story := storyIn(record.JSON); story != nil && len(asked) == 1 {
				return story.Title, story
			}
		}
	}
	name := "Dateline: " + resource
	if len(asked) == 0 {
		return name, nil
	}
	readable, err := url.QueryUnescape(asked.Encode())
	if err != nil {
		return name, nil
	}
	return name + ", " + strings.ReplaceAll(readable, "&", ", "), nil
}

// calledIn is what a stored record is called: its title or name, or the words of
// a quote, or its id.
func calledIn(doc []byte) string {
	var record struct{ ID, Title, Name, Text string }
	if json.Unmarshal(doc, &record) != nil {
		return ""
	}
	return cmp.Or(record.Title, record.Name, record.Text, record.ID)
}

// storyIn is the story of a stored record; nil where it has no title.
func storyIn(doc []byte) *timeline.Story {
	record, err := timeline.StoredRecord("story", doc)
	if story, ok := record.(*timeline.Story); ok && err == nil && story.Title != "" {
		return story
	}
	return nil
}
