package pages

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/card"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// OEmbed is an answer as https://oembed.com has it, of the type rich.
type OEmbed struct {
	XMLName      xml.Name `json:"-" xml:"oembed"`
	Version      string   `json:"version" xml:"version"`
	Type         string   `json:"type" xml:"type"`
	Title        string   `json:"title" xml:"title"`
	ProviderName string   `json:"provider_name" xml:"provider_name"`
	ProviderURL  string   `json:"provider_url" xml:"provider_url"`
	CacheAge     int      `json:"cache_age" xml:"cache_age"` // seconds
	HTML         string   `json:"html" xml:"html"`
	Width        int      `json:"width" xml:"width"`
	Height       int      `json:"height" xml:"height"`

	// The three come together, and only where no less is asked for than the picture measures.
	ThumbnailURL    string `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	ThumbnailWidth  int    `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	ThumbnailHeight int    `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
}

// The size of an embedded timeline where nobody wants less.
const (
	embedWidth  = 640
	embedHeight = 640
)

// oembedFormat is one of the two forms of it.
type oembedFormat struct {
	name, media string
	write       func(w *bytes.Buffer, o OEmbed) error
}

// Names are what negotiation compares.
func (f oembedFormat) Names() (name, media string) { return f.name, f.media }

func oembedFormats() []oembedFormat {
	return []oembedFormat{
		{name: "json", media: "application/json", write: func(w *bytes.Buffer, o OEmbed) error { return httpserver.WriteJSON(w, o) }},
		{name: "xml", media: "text/xml; charset=utf-8", write: func(w *bytes.Buffer, o OEmbed) error {
			w.WriteString(xml.Header)
			return xml.NewEncoder(w).Encode(o)
		}},
	}
}

// oembedParameters names what an embedding page can say; it may send more.
func oembedParameters() []string { return []string{"url", "format", "maxwidth", "maxheight"} }

// getOEmbed serves GET /oembed: how to embed the story at an address.
func (s *server) getOEmbed(c *gin.Context) error {
	values, _, err := httpserver.KnownParameters(c.Request, oembedParameters()...)
	if err != nil {
		return err
	}
	as, err := httpserver.Negotiate(c.Request, values, oembedFormats())
	if timeline.CodeOf(err) == httpserver.NotAcceptable {
		return &timeline.Error{Code: httpserver.NotImplemented, Parameter: "format", Suggestions: []string{"json", "xml"}, Message: "oEmbed comes as json and xml here."}
	}
	if err != nil {
		return err
	}
	width, err := atMost(values, "maxwidth", embedWidth)
	if err != nil {
		return err
	}
	height, err := atMost(values, "maxheight", embedHeight)
	if err != nil {
		return err
	}
	id, query, err := s.embeddable(c.Request, values)
	if err != nil {
		return err
	}
	var story timeline.Story
	var versions store.Versions
	event := ""
	err = s.read(c, func(v *store.View) (err error) {
		if story, err = publicStory(v, id); err != nil {
			return err
		}
		if event = query.Get("event"); event != "" {
			if _, err = eventOf(v, id, event); timeline.CodeOf(err) == timeline.NotFound {
				event = "" // the page opens at its beginning
			} else if err != nil {
				return err
			}
		}
		versions, err = v.Versions(story.ID)
		return err
	})
	if err != nil {
		return err
	}
	origin := s.Origin(c.Request)
	tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.Config.Version, "oembed", origin, values.Encode(), as.name, strconv.FormatInt(versions.Own.Seq, 10))}
	if s.Unchanged(c, tag, httpserver.LastWrite(versions.Own)) {
		return nil
	}
	httpserver.Keep(c, story.ID)
	address := origin + "/embed/" + story.ID
	if encoded := query.Encode(); encoded != "" {
		address += "?" + encoded
	}
	answer := OEmbed{
		Version: "1.0", Type: "rich", Title: story.Title, ProviderName: "Dateline", ProviderURL: origin + "/", CacheAge: 3600,
		HTML: fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" loading="lazy"></iframe>`,
			html.EscapeString(address), html.EscapeString(story.Title), width, height),
		Width: width, Height: height,
	}
	if origin != "" && bounded(values, "maxwidth") >= card.Width && bounded(values, "maxheight") >= card.Height {
		answer.ThumbnailURL, answer.ThumbnailWidth, answer.ThumbnailHeight = origin+page.CardPath(story.ID, event), card.Width, card.Height
	}
	return s.Send(c, as.media, func(w *bytes.Buffer) error { return as.write(w, answer) })
}

// bounded is a bound on a size that has been read before, or as good as none.
func bounded(values url.Values, name string) int {
	n, err := strconv.Atoi(values.Get(name))
	if err != nil {
		return math.MaxInt
	}
	return n
}

// atMost reads a bound on a size.
func atMost(values url.Values, name string, size int) (int, error) {
	given, ok := values[name]
	if !ok {
		return size, nil
	}
	n, err := strconv.Atoi(given[0])
	if len(given) > 1 || err != nil || n < 1 {
		return 0, &timeline.Error{Code: timeline.InvalidParameter, Parameter: name,
			Message: fmt.Sprintf("The parameter %s is a number of pixels from 1, once.", name)}
	}
	return min(size, n), nil
}

// embeddable finds the story and the filter in the address that the parameter
// url holds: that of a story's page on this server, or of the page inside
// another.
func (s *server) embeddable(r *http.Request, values url.Values) (id string, query url.Values, err error) {
	given := values["url"]
	if len(given) != 1 || given[0] == "" {
		return "", nil, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "url",
			Message: "The parameter url is required, once: the address of a story's page on this server."}
	}
	elsewhere := &timeline.Error{Code: timeline.NotFound, Parameter: "url",
		Message: fmt.Sprintf("There is no story to embed at %q.", httpserver.Clip(given[0], 200))}
	u, err := url.Parse(given[0])
	local := err == nil && u.Scheme == "" && u.Host == "" // a path alone can only mean one of ours
	if err != nil || !local && (!slices.Contains(s.Hosts(r), u.Host) || u.Scheme != "http" && u.Scheme != "https") {
		return "", nil, elsewhere
	}
	path := strings.TrimRight(u.Path, "/")
	id, found := strings.CutPrefix(path, "/stories/")
	if !found {
		id, found = strings.CutPrefix(path, "/embed/")
	}
	if !found || !timeline.IsSlug(id) {
		return "", nil, elsewhere
	}
	query = u.Query()
	for name := range query {
		if !slices.Contains(append(embedParameters(), languageParameter), name) {
			delete(query, name)
		}
	}
	delete(query, "cursor") // the page that a reader was on does not matter, but the event does
	if event, named := strings.CutPrefix(u.Fragment, page.EventAnchor); named && timeline.IsSlug(event) {
		query["event"] = []string{event}
	}
	return id, query, nil
}
