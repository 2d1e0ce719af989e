package pages

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// sitemapMost is how many addresses a sitemap may have (https://www.sitemaps.org/protocol.html).
const sitemapMost = 50_000

// getIcon serves GET /favicon.ico, which browsers and feed readers ask for
// without being told.
func (s *server) getIcon(c *gin.Context) error {
	return s.sendFile(c, "image/x-icon", page.Icon())
}

// getRobots serves GET /robots.txt (RFC 9309): everything may be read, but not
// each of the endless views of one query.
func (s *server) getRobots(c *gin.Context) error {
	text := "User-agent: *\nDisallow: /explore?\nDisallow: /v1/events/stream\nAllow: /\n"
	if origin := s.Origin(c.Request); origin != "" {
		text += "\nSitemap: " + origin + "/sitemap.xml\n"
	}
	return s.sendFile(c, "text/plain; charset=utf-8", []byte(text))
}

// getGuide serves GET /llms.txt (https://llmstxt.org): where programs that read
// text find what, in Markdown.
func (s *server) getGuide(c *gin.Context) error {
	origin := s.Origin(c.Request)
	var text bytes.Buffer
	text.WriteString("# Dateline\n\n> News stories as timelines: events, actors, quotes, places and sources, each statement with the place in the source that proves it.\n\n" +
		"Dates are EDTF and say no more than is known: a date of basis `inferred` or `unknown` is not stated by any source. " +
		"What is reported as said (quotes) is not thereby reported as done. Cite the source of a record, not this server.\n\n## Reading\n\n")
	for _, link := range []struct{ title, path, says string }{
		{"Index of the API", "/v1", "which resources there are, as JSON"},
		{"Events", "/v1/events", "by actor, type, place, topic, source, story, date and full text (`q`); `format=` gives NDJSON, CSV, JSON-LD and others"},
		{"Stories", "/v1/stories", "and a whole story as one document at /v1/stories/{id}/document"},
		{"Quotes", "/v1/quotes", "who said what, to or about whom"},
		{"Contract", "/openapi.yaml", "OpenAPI 3.1 of all of this"},
		{"Documentation", "/docs", "the same for people, with how dates are read"},
		{"Sitemap", "/sitemap.xml", "the page of every public story"},
	} {
		fmt.Fprintf(&text, "- [%s](%s%s): %s\n", link.title, origin, link.path, link.says)
	}
	return s.sendFile(c, "text/plain; charset=utf-8", text.Bytes())
}

// sendFile answers with a file that depends on nothing but the request.
func (s *server) sendFile(c *gin.Context, media string, text []byte) error {
	if s.Unchanged(c, httpserver.ETag{Opaque: httpserver.Digest(string(text))}, time.Time{}) {
		return nil
	}
	return s.Send(c, media, func(w *bytes.Buffer) error {
		w.Write(text)
		return nil
	})
}

// getSitemap serves GET /sitemap.xml: the pages of all public stories or, where
// they are too many for one file, an index of the files that ?page= numbers.
func (s *server) getSitemap(c *gin.Context) error {
	values, _, err := httpserver.KnownParameters(c.Request, "page")
	if err != nil {
		return err
	}
	number := 0
	if given, asked := values["page"]; asked {
		if number, err = strconv.Atoi(given[0]); err != nil || len(given) > 1 || number < 1 {
			return &timeline.Error{Code: timeline.InvalidParameter, Parameter: "page", Message: "The parameter page is the number of a sitemap from 1, once."}
		}
	}
	return s.read(c, func(v *store.View) error {
		version, err := v.Version()
		if err != nil {
			return err
		}
		origin := s.Origin(c.Request)
		tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.Config.Version, "sitemap", origin, strconv.Itoa(number), strconv.FormatInt(version.Seq, 10))}
		if s.Unchanged(c, tag, httpserver.LastWrite(version)) {
			return nil
		}
		httpserver.Keep(c, "")
		return s.writeSitemap(c, v, origin, number)
	})
}

// writeSitemap writes a sitemap as it reads the stories, a list at a time, so
// that it takes no more memory for many.
func (s *server) writeSitemap(c *gin.Context, v *store.View, origin string, number int) error {
	q := timeline.StoryQuery{Paging: timeline.Paging{Limit: timeline.MaxLimit, Count: true}}
	list, err := v.Stories(q, nil)
	if err != nil {
		return err
	}
	files := max(1, (*list.Total+sitemapMost-1)/sitemapMost)
	if number > files {
		return &timeline.Error{Code: timeline.NotFound, Parameter: "page", Message: fmt.Sprintf("There is no sitemap %d; the last is %d.", number, files)}
	}
	c.Header("Content-Type", "application/xml; charset=utf-8")
	out := c.Writer
	if httpserver.IsHead(c.Request) {
		out.WriteHeader(http.StatusOK)
		return nil
	}
	if number == 0 && files > 1 {
		fmt.Fprint(out, xml.Header+`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for i := range files {
			fmt.Fprintf(out, "\n<sitemap><loc>%s</loc></sitemap>", escapedXML(origin+"/sitemap.xml?"+url.Values{"page": {strconv.Itoa(i + 1)}}.Encode()))
		}
		fmt.Fprint(out, "\n</sitemapindex>\n")
		return nil
	}
	fmt.Fprint(out, xml.Header+`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	q.Count = false
	for seen, from := 0, max(0, number-1)*sitemapMost; seen < from+sitemapMost; {
		if seen >= from {
			stories, err := decodedAs[timeline.Story](list)
			if err != nil {
				return s.cut(c, err)
			}
			changed, err := v.EventsChanged(idsOf(stories))
			if err != nil {
				return s.cut(c, err)
			}
			for i := range stories {
				fmt.Fprintf(out, "\n<url><loc>%s/stories/%s</loc><lastmod>%s</lastmod></url>", escapedXML(origin), stories[i].ID,
					later(stories[i].UpdatedAt, changed[stories[i].ID]).UTC().Format(time.RFC3339))
			}
		}
		if seen += len(list.Records); list.Next == nil {
			break
		}
		if list, err = v.Stories(q, list.Next); err != nil {
			return s.cut(c, err)
		}
	}
	fmt.Fprint(out, "\n</urlset>\n")
	return nil
}

func idsOf(stories []timeline.Story) []string {
	ids := make([]string, len(stories))
	for i := range stories {
		ids[i] = stories[i].ID
	}
	return ids
}

// cut ends an answer of which a part is already out: a client must not take it
// for the whole.
func (s *server) cut(c *gin.Context, err error) error {
	if !c.Writer.Written() {
		return err
	}
	s.LogFailure(c.Request, err)
	panic(http.ErrAbortHandler)
}

func escapedXML(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // to memory
	return b.String()
}
