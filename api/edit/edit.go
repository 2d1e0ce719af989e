// Package edit answers requests below /edit, where people sign in and work. Who
// somebody is is known here alone: the pages of everybody else stay the same for
// all. What stands on a page is internal/page.
package edit

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/api/preview"
	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	home       = "/edit"
	invitation = "/edit/invitations/:secret"
	devices    = "/edit/devices"
	passkeys   = "/edit/passkeys"
	tokens     = "/edit/tokens"
	history    = "/edit/history/:entity/:id"
	pictures   = "/edit/media"
	brings     = "/edit/import"
	look       = "/edit/import/:upload"
	copies     = "/edit/stories/:story/copy"
	newStory   = "/edit/new"
	storyRoute = "/edit/stories/:story"
)

// server is what the handlers share with those of the API.
type server struct {
	*httpserver.Server
	origins  *http.CrossOriginProtection
	previews *preview.Shelf
}

// Routes are those below /edit. serve makes what shows the preview of a draft from a
// store that holds nothing else.
func Routes(shared *httpserver.Server, serve func(st *store.Store, cut httpserver.Cut) http.Handler) []httpserver.Route {
	s := &server{Server: shared, origins: http.NewCrossOriginProtection(), previews: preview.New(serve)}
	if public := strings.TrimSuffix(shared.Config.PublicURL, "/"); public != "" {
		if err := s.origins.AddTrustedOrigin(public); err != nil {
			panic(err) // the command takes no other
		}
	}
	return append(s.recordRoutes(), []httpserver.Route{
		{Method: http.MethodGet, Path: home, Class: admission.Page, Handle: s.known(s.getDesk)},
		{Method: http.MethodGet, Path: invitation, Class: admission.Page, Handle: s.guarded(s.getInvitation)},
		{Method: http.MethodPost, Path: invitation, Class: admission.Write, Handle: s.guarded(s.postInvitation)},
		{Method: http.MethodPost, Path: "/edit/sign-out", Class: admission.Write, Handle: s.known(s.postSignOut)},
		{Method: http.MethodGet, Path: devices, Class: admission.Page, Handle: s.known(s.getDevices)},
		{Method: http.MethodPost, Path: devices, Class: admission.Write, Handle: s.known(s.postDevices)},
		{Method: http.MethodPost, Path: passkeys, Class: admission.Write, Handle: s.known(s.postPasskey)},
		{Method: http.MethodPost, Path: passkeys + "/remove", Class: admission.Write, Handle: s.known(s.postPasskeyRemoval)},
		{Method: http.MethodPost, Path: passkeys + "/sign-in", Class: admission.Write, Handle: s.guarded(s.postPasskeySignIn)},
		{Method: http.MethodGet, Path: pictures, Class: admission.Page, Handle: s.known(s.getPictures)},
		{Method: http.MethodPost, Path: pictures, Class: admission.Import, Handle: s.known(s.postPicture)},
		{Method: http.MethodGet, Path: pictures + "/:sha256", Class: admission.Page, Handle: s.known(s.getPicture)},
		{Method: http.MethodGet, Path: tokens, Class: admission.Page, Handle: s.known(s.getTokens)},
		{Method: http.MethodPost, Path: tokens, Class: admission.Write, Handle: s.known(s.postTokens)},
		{Method: http.MethodPost, Path: tokens + "/revoke", Class: admission.Write, Handle: s.known(s.postRevocation)},
		{Method: http.MethodGet, Path: storyRoute + "/preview/*path", Class: admission.Page, Handle: s.known(s.getPreview)},
		{Method: http.MethodGet, Path: linkedPreview + "/*path", Class: admission.Page, Handle: s.guarded(s.getLinkedPreview)},
		{Method: http.MethodGet, Path: storyRoute + "/publish", Class: admission.Page, Handle: s.known(s.getPublish)},
		{Method: http.MethodPost, Path: storyRoute + "/publish", Class: admission.Write, Handle: s.known(s.postPublish)},
		{Method: http.MethodGet, Path: storyRoute + "/links", Class: admission.Page, Handle: s.known(s.getLinks)},
		{Method: http.MethodPost, Path: storyRoute + "/links", Class: admission.Write, Handle: s.known(s.postLink)},
		{Method: http.MethodPost, Path: storyRoute + "/links/revoke", Class: admission.Write, Handle: s.known(s.postLinkRevocation)},
		{Method: http.MethodGet, Path: storyRoute + "/discard", Class: admission.Page, Handle: s.known(s.getDiscard)},
		{Method: http.MethodPost, Path: storyRoute + "/discard", Class: admission.Write, Handle: s.known(s.postDiscard)},
		{Method: http.MethodGet, Path: history, Class: admission.Page, Handle: s.known(s.getHistory)},
		{Method: http.MethodPost, Path: history, Class: admission.Write, Handle: s.known(s.postHistory)},
		{Method: http.MethodGet, Path: brings, Class: admission.Page, Handle: s.known(s.getBring)},
		{Method: http.MethodPost, Path: brings, Class: admission.Import, Handle: s.known(s.postBring)},
		{Method: http.MethodGet, Path: look, Class: admission.Page, Handle: s.known(s.getLook)},
		{Method: http.MethodPost, Path: look, Class: admission.Import, Handle: s.known(s.postLook)},
		{Method: http.MethodGet, Path: copies, Class: admission.Page, Handle: s.known(s.getCopy)},
		{Method: http.MethodPost, Path: copies, Class: admission.Import, Handle: s.known(s.postCopy)},
		{Method: http.MethodGet, Path: newStory, Class: admission.Page, Handle: s.known(s.getNewStory)},
		{Method: http.MethodPost, Path: newStory, Class: admission.Import, Handle: s.known(s.postNewStory)},
		{Method: http.MethodGet, Path: storyRoute, Class: admission.Page, Handle: s.known(s.getWork)},
		{Method: http.MethodGet, Path: storyRoute + "/state", Class: admission.Page, Handle: s.known(s.getState)},
		{Method: http.MethodPost, Path: storyRoute + "/select", Class: admission.Write, Handle: s.known(s.postSelection)},
		{Method: http.MethodPost, Path: storyRoute + "/undo", Class: admission.Write, Handle: s.known(s.postUndo)},
		{Method: http.MethodPost, Path: storyRoute + "/redo", Class: admission.Write, Handle: s.known(s.postRedo)},
		{Method: http.MethodPost, Path: storyRoute + "/details", Class: admission.Write, Handle: s.known(s.postDetails)},
		{Method: http.MethodPost, Path: storyRoute + "/events/:event", Class: admission.Write, Handle: s.known(s.postEvent)},
		{Method: http.MethodPost, Path: storyRoute + "/events/:event/remove", Class: admission.Write, Handle: s.known(s.postEventRemoval)},
		{Method: http.MethodGet, Path: "/edit/suggest/actors", Class: admission.Page, Handle: s.known(s.getSuggestions("actor"))},
		{Method: http.MethodGet, Path: "/edit/suggest/places", Class: admission.Page, Handle: s.known(s.getSuggestions("place"))},
		{Method: http.MethodGet, Path: storyRoute + "/sources/new", Class: admission.Page, Handle: s.known(s.getNewSource)},
		{Method: http.MethodPost, Path: storyRoute + "/sources/new", Class: admission.Import, Handle: s.known(s.postNewSource)},
		{Method: http.MethodPost, Path: storyRoute + "/sources/:source", Class: admission.Write, Handle: s.known(s.postSource)},
		{Method: http.MethodPost, Path: storyRoute + "/sources/:source/text", Class: admission.Import, Handle: s.known(s.postSourceText)},
	}...)
}

// Parameters names the query parameters of the pages, by their path in the contract.
func Parameters() map[string][]string {
	return recordParameters(map[string][]string{
		home:                                   {languageParameter},
		"/edit/invitations/{secret}":           {languageParameter},
		devices:                                {languageParameter},
		tokens:                                 {languageParameter},
		pictures:                               {languageParameter},
		brings:                                 {languageParameter},
		"/edit/import/{upload}":                {languageParameter},
		"/edit/stories/{story}/copy":           {languageParameter},
		newStory:                               {languageParameter},
		"/edit/stories/{story}":                {"event", "source", "pane", "q", "page", "suggest", languageParameter},
		"/edit/stories/{story}/state":          {languageParameter},
		"/edit/stories/{story}/sources/new":    {languageParameter},
		"/edit/stories/{story}/preview/{path}": {languageParameter},
		"/edit/preview/{secret}/{path}":        {languageParameter},
		"/edit/stories/{story}/publish":        {languageParameter},
		"/edit/stories/{story}/links":          {languageParameter},
		"/edit/stories/{story}/discard":        {languageParameter},
		"/edit/history/{entity}/{id}":          {languageParameter, beforeParameter},
		"/edit/suggest/actors":                 {"q", "story", languageParameter},
		"/edit/suggest/places":                 {"q", "story", languageParameter},
	})
}

// guarded is what holds below /edit for everybody: nothing is kept by caches or
// listed by search engines, and no other site may ask for a change. Referrers stay
// within the site instead of being left out, since browsers then name no origin
// either, by which those without Sec-Fetch-Site are told apart.
func (s *server) guarded(h httpserver.Handler) httpserver.Handler {
	return func(c *gin.Context) error {
		c.Header("Cache-Control", "no-store")
		c.Header("X-Robots-Tag", "noindex")
		c.Header("Referrer-Policy", "same-origin")
		c.Header("Cross-Origin-Resource-Policy", "same-origin")
		c.Header("Content-Security-Policy", httpserver.PagePolicy+"; frame-src 'self'; frame-ancestors 'none'")
		if err := s.origins.Check(c.Request); err != nil {
			return &timeline.Error{Code: httpserver.Forbidden, Message: "This was sent from another site, and changes nothing: open the page here and send it from there.", Err: err}
		}
		return h(c)
	}
}

// handler answers somebody who is signed in.
type handler func(c *gin.Context, me store.Session) error

// known lets those in who are signed in, under whose name all that follows is done;
// everybody else gets the page that says how to sign in.
func (s *server) known(h handler) httpserver.Handler {
	return s.guarded(func(c *gin.Context) error {
		me, err := s.session(c)
		switch {
		case errors.Is(err, store.ErrSession) && wantsState(c.Request):
			c.Header("WWW-Authenticate", challenge)
			return &timeline.Error{Code: httpserver.Unauthorized, Message: "You are signed out: sign in again in another window, and save then."}
		case errors.Is(err, store.ErrSession):
			return s.askToSignIn(c)
		case err != nil:
			return err
		}
		httpserver.SignIn(c.Request, me.Person)
		return h(c, me)
	})
}

// allowed refuses who is signed in without a scope.
func allowed(me store.Session, scope string) error {
	if me.Person.Allows(scope) {
		return nil
	}
	return &timeline.Error{Code: httpserver.Forbidden, Message: "This needs the scope " + scope + ", and yours is " + me.Person.Scope + ": who runs the server may invite you again with another."}
}

// languageParameter chooses a page's language.
const languageParameter = "lang"

// frame is what stands around a page. A language that is not known is not an error
// here: it is taken for none.
func (s *server) frame(c *gin.Context) page.Frame {
	language, chosen := page.LanguageOf(c.Query(languageParameter))
	if !chosen {
		language = page.Accepted(c.GetHeader("Accept-Language"))
	}
	return page.Frame{
		Site:     page.Site{Origin: s.Origin(c.Request), Version: s.Config.Version, Changes: s.Serves("/v1/changes")},
		Language: language, Chosen: chosen, Path: c.Request.URL.EscapedPath(), Query: url.Values{}, Kind: "website",
	}
}

// editFrame is that of somebody who is signed in.
func (s *server) editFrame(c *gin.Context, me store.Session) page.EditFrame {
	return page.EditFrame{Frame: s.frame(c), Person: me.Person.Name, Admin: me.Person.Allows(store.ScopeAdmin)}
}

// renderer is a page.
type renderer interface{ Render(w io.Writer) error }

// send answers with a page in a language.
func (s *server) send(c *gin.Context, status int, l *page.Language, p renderer) error {
	c.Header("Content-Language", l.Tag)
	return s.SendAs(c, status, "text/html; charset=utf-8", func(w *bytes.Buffer) error { return p.Render(w) })
}

// see leads a browser to a page that shows what became of a form, in its language.
func (s *server) see(c *gin.Context, path string) error {
	f := s.frame(c)
	c.Header("Location", f.Link(path))
	c.Status(http.StatusSeeOther)
	return nil
}

// How large forms may be, in bytes: those of a few words, and those of records, whose
// letters may each be sent as nine.
const (
	maxForm       = 64 << 10
	maxRecordForm = 1 << 20
)

// form reads what was filled in.
func (s *server) form(c *gin.Context) (url.Values, error) { return s.formOf(c, maxForm) }

// formOf is form for one that may be larger.
func (s *server) formOf(c *gin.Context, most int64) (url.Values, error) {
	body, err := s.Body(c, most, "application/x-www-form-urlencoded")
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(body)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: "The form ends before its announced length. Send it again.", Err: err}
	}
	if err != nil {
		return nil, err
	}
	values, err := url.ParseQuery(string(text))
	if err != nil {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: "The form cannot be read: a percent sign is written %25, and fields are parted by &.", Err: err}
	}
	return values, nil
}
