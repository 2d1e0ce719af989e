package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// hostPattern is what may stand in a Host header that we repeat in an answer.
var hostPattern = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?$`)

// origin is the scheme and host under which the client reached this server, or
// the public one where the server was told it.
func (s *server) origin(r *http.Request) string {
	if s.cfg.PublicURL != "" {
		return strings.TrimSuffix(s.cfg.PublicURL, "/")
	}
	if !hostPattern.MatchString(r.Host) {
		return ""
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// about is what an exported document says of itself.
func (s *server) about(ctx context.Context, st *store.Store, r *http.Request, noun, self string, canonical url.Values) convert.About {
	origin := s.origin(r)
	return convert.About{Title: title(ctx, st, noun, canonical), Origin: origin, Self: origin + self}
}

// title names what was asked for: the story where there is one, or the query.
func title(ctx context.Context, st *store.Store, noun string, canonical url.Values) string {
	asked := url.Values{}
	for name, values := range canonical {
		switch name {
		case "limit", "cursor", "count", "format", "bom", "order", "fields", "include":
		default:
			asked[name] = values
		}
	}
	if story := asked["story"]; len(story) == 1 && timeline.IsSlug(story[0]) {
		if record, err := st.Story(ctx, story[0]); err == nil {
			if title := titleIn(record.JSON); title != "" && len(asked) == 1 {
				return title
			}
		}
	}
	name := "Dateline: " + noun
	if len(asked) == 0 {
		return name
	}
	readable, err := url.QueryUnescape(asked.Encode())
	if err != nil {
		return name
	}
	return name + ", " + strings.ReplaceAll(readable, "&", ", ")
}

// titleIn is the title in a stored record.
func titleIn(doc []byte) string {
	var record struct{ Title string }
	if json.Unmarshal(doc, &record) != nil {
		return ""
	}
	return record.Title
}
