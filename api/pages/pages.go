// Package pages answers requests for what people read: the pages, the page that
// stands inside another, how to embed it, the documentation, and the files that
// these load. What stands on a page is internal/page; here is what it is made from.
package pages

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// server is what the handlers of pages share with those of the API.
type server struct {
	*httpserver.Server
	docs  keptDocs
	cards *cards
}

// Routes are those of all pages.
func Routes(shared *httpserver.Server) []httpserver.Route {
	s := &server{Server: shared, cards: newCards()}
	return []httpserver.Route{
		{Method: http.MethodGet, Path: "/", Class: admission.Page, Handle: s.getHomePage},
		{Method: http.MethodGet, Path: "/stories/:id", Class: admission.Page, Handle: s.getStoryPage},
		{Method: http.MethodGet, Path: storyCard, Class: admission.Aggregate, Handle: s.getStoryCard},
		{Method: http.MethodGet, Path: "/stories/:id/events/:event/card.png", Class: admission.Aggregate, Handle: s.getEventCard},
		{Method: http.MethodGet, Path: "/explore", Class: admission.Aggregate, Handle: s.getExplorePage},
		{Method: http.MethodGet, Path: framed, Class: admission.Page, Handle: s.getEmbedPage},
		{Method: http.MethodGet, Path: "/docs", Class: admission.Page, Handle: s.getDocsPage},
		{Method: http.MethodGet, Path: "/docs/:part", Class: admission.Page, Handle: s.getDocsPage},
		{Method: http.MethodGet, Path: "/oembed", Class: admission.Page, Handle: s.getOEmbed},
		{Method: http.MethodGet, Path: "/assets/:name", Class: admission.Cached, Handle: s.getAsset},
		{Method: http.MethodGet, Path: "/dateline-timeline.js", Class: admission.Cached, Handle: s.getElement},
		{Method: http.MethodGet, Path: "/favicon.ico", Class: admission.Cached, Handle: s.getIcon},
		{Method: http.MethodGet, Path: "/robots.txt", Class: admission.Cached, Handle: s.getRobots},
		{Method: http.MethodGet, Path: "/sitemap.xml", Class: admission.Page, Handle: s.getSitemap},
		{Method: http.MethodGet, Path: "/llms.txt", Class: admission.Cached, Handle: s.getGuide},
	}
}

// pagePolicy is what a page may load and do. Who may frame it follows.
const pagePolicy = httpserver.PagePolicy

// unframed lets nobody put a page into theirs.
const unframed = "; frame-ancestors 'none'"

const htmlMedia = "text/html; charset=utf-8"

// framed is the page that others may put into theirs.
const framed = "/embed/:id"

// asPage sets the headers of a page in place of those of data.
func asPage(c *gin.Context) {
	policy := pagePolicy + unframed
	if c.FullPath() == framed {
		policy = pagePolicy // "frame-ancestors *" would keep out the frames of sandboxes, which have no scheme
	}
	c.Header("Content-Security-Policy", policy)
}

// admitPictures lets a page load pictures from the places that it names.
func admitPictures(c *gin.Context, origins []string) {
	if len(origins) > 0 {
		const own = "img-src 'self' data:"
		policy := c.Writer.Header().Get("Content-Security-Policy")
		c.Header("Content-Security-Policy", strings.Replace(policy, own, own+" "+strings.Join(origins, " "), 1))
	}
}

// languageParameter chooses a page's language.
const languageParameter = "lang"

// Parameters names the query parameters of each page, by its path in the
// contract.
func Parameters() map[string][]string {
	return map[string][]string{
		"/":             append(homeParameters(), languageParameter),
		"/stories/{id}": append(storyParameters(), languageParameter),
		"/explore":      append(exploreParameters(), languageParameter),
		"/embed/{id}":   append(embedParameters(), languageParameter),
		"/docs":         {languageParameter},
		"/docs/{part}":  {languageParameter},
		"/oembed":       oembedParameters(),
		"/sitemap.xml":  {"page"},
	}
}

// askedPage is what a request for a page asks for.
type askedPage struct {
	frame  page.Frame
	values url.Values // without lang
	tidy   string     // another address that says the same and no more, "" where there is none

	ignored []string // parameters that the page does not take, without what others append
}

// askPage reads a request for a page that takes some parameters beside lang, and
// ignores others.
func (s *server) askPage(c *gin.Context, known ...string) (askedPage, error) {
	asPage(c)
	known = append(known, languageParameter)
	values, ignored, err := httpserver.KnownParameters(c.Request, known...)
	if err != nil {
		return askedPage{}, err
	}
	language, chosen, err := languageOf(c.Request, values)
	if err != nil {
		return askedPage{}, err
	}
	a := askedPage{values: values, ignored: ignored}
	delete(values, languageParameter)
	untidy := tidied(values)
	untidy = typedDates(language, values) || untidy
	a.frame = page.Frame{
		Site: s.site(c.Request), Language: language, Chosen: chosen, Path: c.Request.URL.EscapedPath(), Query: values, Kind: "website",
		Addressed: true,
	}
	if untidy {
		a.tidy = a.frame.Self()
	}
	return a, nil
}

// languageOf is the language that a request wants, and whether its address
// says so.
func languageOf(r *http.Request, values url.Values) (*page.Language, bool, error) {
	given, asked := values[languageParameter]
	if !asked || (len(given) == 1 && given[0] == "") {
		return page.Accepted(r.Header.Get("Accept-Language")), false, nil
	}
	if len(given) == 1 {
		if l, ok := page.LanguageOf(given[0]); ok {
			return l, true, nil
		}
	}
	return nil, false, &timeline.Error{Code: timeline.InvalidParameter, Parameter: languageParameter,
		Suggestions: timeline.Suggest(given[0], page.Tags()),
		Message:     "The parameter lang is one of " + strings.Join(page.Tags(), ", ") + ", once."}
}

// Accepted is the tag of the language in which a request for a page is answered whose
// address names none.
func Accepted(r *http.Request) string { return page.Accepted(r.Header.Get("Accept-Language")).Tag }

// tidied drops what a form sends of the fields that nobody filled in, and
// reports whether there was any.
func tidied(values url.Values) bool {
	changed := false
	for name, list := range values {
		kept := slices.DeleteFunc(slices.Clone(list), func(v string) bool { return strings.TrimSpace(v) == "" })
		if len(kept) != len(list) {
			changed = true
		}
		if values[name] = kept; len(kept) == 0 {
			delete(values, name)
		}
	}
	for _, def := range []struct{ name, value string }{{"match", timeline.MatchPossible}, {"order", timeline.OrderDate}} {
		if list := values[def.name]; len(list) == 1 && list[0] == def.value {
			delete(values, def.name)
			changed = true
		}
	}
	return changed
}

// redirect sends a browser to the same page under a tidy address, so that what
// is in the address bar can be shared.
func redirect(c *gin.Context, address string) error {
	c.Header("Location", address)
	c.Header("Cache-Control", "no-store")
	c.Status(http.StatusSeeOther)
	return nil
}

func (s *server) site(r *http.Request) page.Site {
	var note *page.PreviewNote
	if cut := s.Config.Preview; cut != nil {
		note = &page.PreviewNote{Mistakes: cut.Mistakes, Shown: cut.Shown, All: cut.All}
	}
	return page.Site{
		Previewed: note,
		Origin:    s.Origin(r), Version: s.Config.Version,
		Changes: s.Serves("/v1/changes"),
		History: s.Serves("/v1/events/:id/revisions"),
	}
}

// pageUnchanged sets the validators of a page, and answers 304 when the client
// has it already. The version is that of a story, where the page is about one alone.
func (s *server) pageUnchanged(c *gin.Context, a askedPage, version store.Version, story string) bool {
	tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.Config.Version, "page", a.frame.Self(), fmt.Sprint(a.frame.Ignored), a.frame.Language.Tag, a.frame.Origin, strconv.FormatInt(version.Seq, 10))}
	httpserver.Keep(c, story)
	held := s.Unchanged(c, tag, httpserver.LastWrite(version))
	varyByLanguage(c, a)
	return held
}

// varyByLanguage tells caches that the page is another for other readers,
// unless its address says the language.
func varyByLanguage(c *gin.Context, a askedPage) {
	if !a.frame.Chosen {
		c.Header("Vary", "Accept, Accept-Encoding, Accept-Language")
	}
}

// sendPage answers with a page.
func (s *server) sendPage(c *gin.Context, a askedPage, write func(w *bytes.Buffer) error) error {
	c.Header("Content-Language", a.frame.Language.Tag)
	return s.Send(c, htmlMedia, write)
}

// read lets fn read what a page shows, within the time that a request has: what
// anybody may see, and all of it as it is at one moment.
func (s *server) read(c *gin.Context, fn func(v *store.View) error) error {
	return s.readAsOf(c, nil, fn)
}

// readAsOf is the same of an earlier moment; nil for now.
func (s *server) readAsOf(c *gin.Context, moment *timeline.Moment, fn func(v *store.View) error) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	return httpserver.Because(ctx, s.Store.View(ctx, store.ViewOptions{AsOf: moment}, fn))
}

// only is a filter for one value.
func only(value string) []timeline.Clause { return []timeline.Clause{{Values: []string{value}}} }

// allOf reads the records of a list, at most as many as a list may have on a
// page.
func allOf[Q, R any](q Q, find func(Q, *store.Position) (store.List, error)) ([]R, error) {
	list, err := find(q, nil)
	if err != nil {
		return nil, err
	}
	return decodedAs[R](list)
}

// decodedAs reads the records of a list.
func decodedAs[R any](list store.List) ([]R, error) {
	records := make([]R, len(list.Records))
	for i, doc := range list.Records {
		if err := json.Unmarshal(doc, &records[i]); err != nil {
			return nil, fmt.Errorf("decode a record: %w", err)
		}
	}
	return records, nil
}
