// Package api is everything of Dateline that knows HTTP: it reads requests into
// the domain's queries, asks the store, and writes what it finds.
package api

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/singleflight"

	"example.org/dateline/internal/store"
)

// Config is what a server may be told. The zero value serves.
type Config struct {
	Logger        *slog.Logger  // where requests and failures are logged; nowhere when nil
	QueryTimeout  time.Duration // how long one request may ask the store; 10 s when 0
	Version       string        // of the program: part of entity tags, since another program may write records otherwise
	MaxURI        int           // longest request target in bytes; 16 KiB when 0
	MaxStreams    int           // whole answers streamed at a time; 4 when 0. Fewer than the store's readers
	StreamTimeout time.Duration // how long one of them may take; 10 minutes when 0
	ChangeTimeout time.Duration // how long one write of a record may take; 5 minutes when 0. For its turn it waits no longer than a query may take
	MaxBody       int64         // bytes of a body with one record; 10 MiB when 0
	MaxImport     int64         // bytes of a body that is imported; 1 GiB when 0
	WriteStall    time.Duration // how long a client may take to accept the next piece of such an answer, or of the stream; 30 s when 0

	MaxSubscribers int             // clients that the stream of events serves at a time; 500 when 0
	Heartbeat      time.Duration   // how often the stream says that it is there; every 15 s when 0
	WatchInterval  time.Duration   // how often the store is asked whether there is something new, while anybody listens; every 250 ms when 0
	Stopping       context.Context // when it is done, streams end; never when nil

	PublicURL string // scheme and host that addresses in feeds and files begin with; those of each request when empty
}

func (cfg Config) withDefaults() Config {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.QueryTimeout == 0 {
		cfg.QueryTimeout = 10 * time.Second
	}
	if cfg.MaxURI == 0 {
		cfg.MaxURI = 16 << 10
	}
	if cfg.MaxBody == 0 {
		cfg.MaxBody = 10 << 20
	}
	if cfg.MaxImport == 0 {
		cfg.MaxImport = 1 << 30
	}
	if cfg.MaxStreams == 0 {
		cfg.MaxStreams = 4
	}
	if cfg.StreamTimeout == 0 {
		cfg.StreamTimeout = 10 * time.Minute
	}
	if cfg.ChangeTimeout == 0 {
		cfg.ChangeTimeout = 5 * time.Minute
	}
	if cfg.WriteStall == 0 {
		cfg.WriteStall = 30 * time.Second
	}
	if cfg.MaxSubscribers == 0 {
		cfg.MaxSubscribers = 500
	}
	if cfg.Heartbeat == 0 {
		cfg.Heartbeat = 15 * time.Second
	}
	if cfg.WatchInterval == 0 {
		cfg.WatchInterval = 250 * time.Millisecond
	}
	if cfg.Stopping == nil {
		cfg.Stopping = context.Background()
	}
	return cfg
}

// handler answers a request, or returns why it cannot. It writes no problem.
type handler func(s *server, c *gin.Context) error

type route struct {
	method, path string
	handle       handler
}

// table is every route there is. Each GET answers HEAD too, and each path
// answers OPTIONS.
func table() []route {
	routes := []route{
		{http.MethodGet, "/v1/events", (*server).listEvents},
		{http.MethodGet, "/v1/events/facets", (*server).getFacets},
		{http.MethodGet, "/v1/events/histogram", (*server).getHistogram},
		{http.MethodGet, "/v1/events/network", (*server).getNetwork},
		{http.MethodGet, "/v1/events/stream", (*server).streamEvents},
		{http.MethodGet, "/v1/events/:id", (*server).getEvent},
		{http.MethodGet, "/v1/events/:id/revisions", revisions(events())},
		{http.MethodGet, "/v1/timeline.csv", (*server).listTimelineCSV},
		{http.MethodGet, "/v1/actors", (*server).listActors},
		{http.MethodGet, "/v1/actors/:id", (*server).getActor},
		{http.MethodGet, "/v1/actors/:id/revisions", revisions(actors())},
		{http.MethodGet, "/v1/actors/:id/network", (*server).getActorNetwork},
		{http.MethodGet, "/v1/quotes", (*server).listQuotes},
		{http.MethodGet, "/v1/quotes/:id", (*server).getQuote},
		{http.MethodGet, "/v1/quotes/:id/revisions", revisions(quotes())},
		{http.MethodGet, "/v1/places", (*server).listPlaces},
		{http.MethodGet, "/v1/places/:id", (*server).getPlace},
		{http.MethodGet, "/v1/places/:id/revisions", revisions(places())},
		{http.MethodGet, "/v1/sources", (*server).listSources},
		{http.MethodGet, "/v1/sources/:id", (*server).getSource},
		{http.MethodGet, "/v1/sources/:id/revisions", revisions(sources())},
		{http.MethodGet, "/v1/stories", (*server).listStories},
		{http.MethodGet, "/v1/stories/:id", (*server).getStory},
		{http.MethodGet, "/v1/stories/:id/revisions", revisions(stories())},
		{http.MethodGet, "/v1/stories/:id/document", (*server).getDocument},
		{http.MethodGet, "/v1/changes", (*server).listChanges},
		{http.MethodGet, "/v1/topics", (*server).listTopics},
		{http.MethodGet, "/v1/topics/:id", (*server).getTopic},
		{http.MethodGet, "/", (*server).getHomePage},
		{http.MethodGet, "/stories/:id", (*server).getStoryPage},
		{http.MethodGet, "/explore", (*server).getExplorePage},
		{http.MethodGet, framed, (*server).getEmbedPage},
		{http.MethodGet, "/docs", (*server).getDocsPage},
		{http.MethodGet, "/oembed", (*server).getOEmbed},
		{http.MethodGet, "/assets/:name", (*server).getAsset},
		{http.MethodGet, "/healthz", (*server).getHealth},
		{http.MethodGet, "/readyz", (*server).getReadiness},
		{http.MethodGet, "/openapi.yaml", (*server).getContract},
		{http.MethodGet, "/dateline-timeline.js", (*server).getElement},
		{http.MethodPost, "/v1/import", (*server).postImport},
	}
	for _, e := range []edits{{"story", "/v1/stories"}, {"source", "/v1/sources"}, {"actor", "/v1/actors"}, {"place", "/v1/places"}, {"event", "/v1/events"}, {"quote", "/v1/quotes"}} {
		routes = append(routes, e.routes()...)
	}
	return routes
}

// Route is a method and a path that the API answers, a parameter in the path
// written as :id.
type Route struct{ Method, Path string }

// Routes lists the routes, for the tests that compare them with the contract.
// HEAD, which each GET has, and OPTIONS, which each path has, are left out.
func Routes() []Route {
	var list []Route
	for _, r := range table() {
		list = append(list, Route{r.method, r.path})
	}
	return list
}

// server is what handlers share. Nothing in it changes while it serves.
type server struct {
	store   *store.Store
	cfg     Config
	paths   []string // those of the table, each once
	buffers sync.Pool
	streams chan struct{} // a place for each whole answer that is being streamed
	watch   *watcher
	asking  singleflight.Group // what followers ask the store
}

// New returns the API as an http.Handler, ready to serve. The store stays the
// caller's to close.
func New(st *store.Store, cfg Config) http.Handler { return build(st, cfg, table()) }

func build(st *store.Store, cfg Config, routes []route) http.Handler {
	s := &server{store: st, cfg: cfg.withDefaults()}
	s.streams = make(chan struct{}, s.cfg.MaxStreams)
	s.watch = newWatcher(st, s.cfg)
	s.buffers.New = func() any { return new(bytes.Buffer) }
	return s.observe(s.harden(s.limitURI(compress(s.engine(routes)))))
}

func (s *server) engine(routes []route) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false // the 404 says where to: a redirect would lose what was sent
	methods := map[string][]string{}
	for _, r := range routes {
		engine.Handle(r.method, r.path, s.adapt(r.handle))
		if !slices.Contains(s.paths, r.path) {
			s.paths = append(s.paths, r.path)
		}
		methods[r.path] = append(methods[r.path], r.method)
	}
	for path, list := range methods {
		engine.OPTIONS(path, s.adapt(options(allow(list))))
	}
	engine.NoMethod(s.adapt((*server).methodNotAllowed))
	engine.NoRoute(s.adapt((*server).notFound))
	return engine
}

// allow is the Allow header of a path that has routes with these methods.
func allow(methods []string) string {
	list := append([]string(nil), methods...)
	if slices.Contains(list, http.MethodGet) {
		list = append(list, http.MethodHead)
	}
	return strings.Join(append(list, http.MethodOptions), ", ")
}

// adapt makes a handler one of gin's. A panic in it becomes a problem like any
// other error; see recovered.
func (s *server) adapt(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		exchangeOf(c.Request).route = c.FullPath()
		defer s.recovered(c.Writer, c.Request)
		err := s.identify(c)
		if err == nil {
			err = h(s, c)
		}
		if err != nil {
			s.fail(c.Writer, c.Request, err)
		}
	}
}
