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
	return convert.About{Title: title(v, resource, canonical), Origin: origin, Self: origin + self, Database: s.Store.Identity()}
}

// title names what was asked for: the story where there is one, or the query.
func title(v *store.View, resource string, canonical url.Values) string {
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
			if title := titleIn(record.JSON); title != "" && len(asked) == 1 {
				return title
			}
		}
	}
	name := "Dateline: " + resource
	if len(asked) == 0 {
		return name
	}
	readable, err := url.QueryUnescape(asked.Encode())
	if err != nil {
		return name
	}
	return name + ", " + strings.ReplaceAll(readable, "&", ", ")
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

// titleIn is the title in a stored record.
func titleIn(doc []byte) string {
	var record struct{ Title string }
	if json.Unmarshal(doc, &record) != nil {
		return ""
	}
	return record.Title
}
