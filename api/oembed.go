package api

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/timeline"
)

// NotImplemented is the code for a form of oEmbed that we have not: the
// standard wants 501 there, and 404 for an address that is not a story's.
const NotImplemented timeline.Code = "not-implemented"

// oembed is an answer as https://oembed.com has it, of the type rich.
type oembed struct {
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
}

// The size of an embedded timeline where nobody wants less.
const (
	embedWidth  = 640
	embedHeight = 640
)

func oembedFormats() []format[oembed] {
	return []format[oembed]{
		{name: "json", media: "application/json", write: func(w *bytes.Buffer, o oembed) error { return writeJSON(w, o) }},
		{name: "xml", media: "text/xml; charset=utf-8", write: func(w *bytes.Buffer, o oembed) error {
			w.WriteString(xml.Header)
			return xml.NewEncoder(w).Encode(o)
		}},
	}
}

// getOEmbed serves GET /oembed: how to embed the story at an address.
func (s *server) getOEmbed(c *gin.Context) error {
	values, err := parameters(c.Request)
	if err != nil {
		return err
	}
	if err := onlyParameters(values, "url", "format", "maxwidth", "maxheight"); err != nil {
		return err
	}
	as, err := negotiate(c.Request, values, oembedFormats())
	if timeline.CodeOf(err) == NotAcceptable {
		return &timeline.Error{Code: NotImplemented, Parameter: "format", Suggestions: []string{"json", "xml"}, Message: "oEmbed comes as json and xml here."}
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
	ctx, cancel := s.deadline(c)
	defer cancel()
	story, err := s.publicStory(ctx, id)
	if err != nil {
		return err
	}
	version, err := s.store.Version(ctx)
	if err != nil {
		return because(ctx, err)
	}
	origin := s.origin(c.Request)
	tag := etag{weak: true, opaque: digest(s.cfg.Version, "oembed", origin, values.Encode(), as.name, strconv.FormatInt(version.Seq, 10))}
	if s.unchanged(c, tag, lastWrite(version)) {
		return nil
	}
	address := origin + "/embed/" + story.ID
	if encoded := query.Encode(); encoded != "" {
		address += "?" + encoded
	}
	return s.send(c, as.media, func(w *bytes.Buffer) error {
		return as.write(w, oembed{
			Version: "1.0", Type: "rich", Title: story.Title, ProviderName: "Dateline", ProviderURL: origin + "/", CacheAge: 3600,
			HTML: fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" loading="lazy"></iframe>`,
				html.EscapeString(address), html.EscapeString(story.Title), width, height),
			Width: width, Height: height,
		})
	})
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
		Message: fmt.Sprintf("There is no story to embed at %q.", clip(given[0], 200))}
	u, err := url.Parse(given[0])
	local := err == nil && u.Scheme == "" && u.Host == "" // a path alone can only mean one of ours
	if err != nil || !local && (!slices.Contains(s.hosts(r), u.Host) || u.Scheme != "http" && u.Scheme != "https") {
		return "", nil, elsewhere
	}
	id, found := strings.CutPrefix(u.Path, "/stories/")
	if !found {
		id, found = strings.CutPrefix(u.Path, "/embed/")
	}
	if !found || !timeline.IsSlug(id) {
		return "", nil, elsewhere
	}
	query = u.Query()
	for name := range query {
		if !slices.Contains(append(EmbedPageParameters(), languageParameter), name) {
			delete(query, name) // where on the page a reader was does not matter
		}
	}
	return id, query, nil
}

// hosts are those that addresses of this server have.
func (s *server) hosts(r *http.Request) []string {
	list := []string{r.Host}
	if u, err := url.Parse(s.cfg.PublicURL); err == nil && u.Host != "" {
		list = append(list, u.Host)
	}
	return list
}
