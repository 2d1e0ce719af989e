// Package api is the JSON API: it reads requests into the domain's queries, asks
// the store, and writes what it finds. Its router serves the pages, too.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"example.org/dateline/api/edit"
	"example.org/dateline/api/media"
	"example.org/dateline/api/pages"
	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// Config is what a server may be told. The zero value serves.
type Config struct {
	Logger        *slog.Logger  // where requests and failures are logged; nowhere when nil
	QueryTimeout  time.Duration // how long one request may ask the store; 10 s when 0
	Version       string        // of the program: part of entity tags, since another program may write records otherwise
	MaxURI        int           // longest request target in bytes; 16 KiB when 0
	StreamTimeout time.Duration // how long one of them may take; 10 minutes when 0
	ChangeTimeout time.Duration // how long one write of a record may take; 5 minutes when 0. For its turn it waits no longer than a query may take
	MaxBody       int64         // bytes of a body with one record; 10 MiB when 0
	MaxImport     int64         // bytes of a body that is imported; 1 GiB when 0
	WriteStall    time.Duration // how long a client may take to accept the next piece of an answer; 30 s when 0
	BodyGrace     time.Duration // how long a body may take before it has to come at a rate; 10 s when 0

	Limits  admission.Limits  // requests answered at once; those of a class that suit the machine where it is not named
	Proxies admission.Proxies // whose word about the client's address is believed
	Rate    admission.Rate    // of requests without a token from one address; no limit when zero

	Heartbeat     time.Duration   // how often the stream says that it is there; every 15 s when 0
	WatchInterval time.Duration   // how often the store is asked whether there is something new, while anybody listens; every 250 ms when 0
	Stopping      context.Context // when it is done, streams end; never when nil

	CacheMemory int64 // bytes of answers to anybody that are kept until what they show changes; none when 0

	PublicURL string // scheme and host that addresses in feeds and files begin with; those of each request when empty

	Observer  httpserver.Observer // who counts requests; nobody when nil
	SlowQuery time.Duration       // how long a request may take before it is logged as a slow one; never when 0

	preview *httpserver.Cut // what a preview leaves out; nil for a server that is none
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
	if cfg.StreamTimeout == 0 {
		cfg.StreamTimeout = 10 * time.Minute
	}
	if cfg.ChangeTimeout == 0 {
		cfg.ChangeTimeout = 5 * time.Minute
	}
	if cfg.WriteStall == 0 {
		cfg.WriteStall = 30 * time.Second
	}
	if cfg.BodyGrace == 0 {
		cfg.BodyGrace = 10 * time.Second
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

// admission is what decides who is answered now. A preview is asked by requests
// that have been let in.
func (cfg Config) admission() *admission.Controller {
	if cfg.preview != nil {
		return nil
	}
	processors := runtime.GOMAXPROCS(0)
	return admission.New(admission.Config{Limits: admission.Default(processors).With(cfg.Limits), Proxies: cfg.Proxies, Rate: cfg.Rate, Turns: processors / 2})
}

// table is every route there is: those of the API, and those of the pages.
func table(s *server) []httpserver.Route {
	routes := []httpserver.Route{
		{Method: http.MethodGet, Path: "/v1", Class: admission.Cached, Handle: s.getIndex},
		{Method: http.MethodGet, Path: "/v1/events", Class: admission.Page, Handle: s.listEvents, Whole: events().asksForAll},
		{Method: http.MethodGet, Path: "/v1/events/aggregate", Class: admission.Aggregate, Handle: s.getAggregate},
		{Method: http.MethodGet, Path: "/v1/events/facets", Class: admission.Aggregate, Handle: s.getFacets},
		{Method: http.MethodGet, Path: "/v1/events/histogram", Class: admission.Aggregate, Handle: s.getHistogram},
		{Method: http.MethodGet, Path: "/v1/events/network", Class: admission.Aggregate, Handle: s.getNetwork},
		{Method: http.MethodGet, Path: "/v1/events/stream", Class: admission.Stream, Handle: s.streamEvents},
		{Method: http.MethodGet, Path: "/v1/events/:id", Class: admission.Page, Handle: s.getEvent},
		{Method: http.MethodGet, Path: "/v1/events/:id/revisions", Class: admission.Page, Handle: revisions(s, events())},
		{Method: http.MethodGet, Path: "/v1/timeline.csv", Class: admission.Page, Handle: s.listTimelineCSV, Whole: sheet().asksForAll},
		{Method: http.MethodGet, Path: "/v1/actors", Class: admission.Page, Handle: s.listActors, Whole: actors().asksForAll},
		{Method: http.MethodGet, Path: "/v1/actors/:id", Class: admission.Page, Handle: s.getActor},
		{Method: http.MethodGet, Path: "/v1/actors/:id/revisions", Class: admission.Page, Handle: revisions(s, actors())},
		{Method: http.MethodGet, Path: "/v1/actors/:id/network", Class: admission.Aggregate, Handle: s.getActorNetwork},
		{Method: http.MethodGet, Path: "/v1/quotes", Class: admission.Page, Handle: s.listQuotes, Whole: quotes().asksForAll},
		{Method: http.MethodGet, Path: "/v1/quotes/facets", Class: admission.Aggregate, Handle: s.getQuoteFacets},
		{Method: http.MethodGet, Path: "/v1/quotes/:id", Class: admission.Page, Handle: s.getQuote},
		{Method: http.MethodGet, Path: "/v1/quotes/:id/revisions", Class: admission.Page, Handle: revisions(s, quotes())},
		{Method: http.MethodGet, Path: "/v1/places", Class: admission.Page, Handle: s.listPlaces, Whole: places().asksForAll},
		{Method: http.MethodGet, Path: "/v1/places/:id", Class: admission.Page, Handle: s.getPlace},
		{Method: http.MethodGet, Path: "/v1/places/:id/revisions", Class: admission.Page, Handle: revisions(s, places())},
		{Method: http.MethodGet, Path: "/v1/sources", Class: admission.Page, Handle: s.listSources, Whole: sources().asksForAll},
		{Method: http.MethodGet, Path: "/v1/sources/:id", Class: admission.Page, Handle: s.getSource},
		{Method: http.MethodGet, Path: "/v1/sources/:id/revisions", Class: admission.Page, Handle: revisions(s, sources())},
		{Method: http.MethodGet, Path: "/v1/sources/:id/text", Class: admission.Page, Handle: s.getSourceText},
		{Method: http.MethodGet, Path: "/v1/stories", Class: admission.Page, Handle: s.listStories, Whole: stories().asksForAll},
		{Method: http.MethodGet, Path: "/v1/stories/:id", Class: admission.Page, Handle: s.getStory},
		{Method: http.MethodGet, Path: "/v1/stories/:id/revisions", Class: admission.Page, Handle: revisions(s, stories())},
		{Method: http.MethodGet, Path: "/v1/stories/:id/document", Class: admission.Export, Handle: s.getDocument},
		{Method: http.MethodGet, Path: "/v1/changes", Class: admission.Page, Handle: s.listChanges},
		{Method: http.MethodGet, Path: "/v1/topics", Class: admission.Page, Handle: s.listTopics, Whole: topics().asksForAll},
		{Method: http.MethodGet, Path: "/v1/topics/:id", Class: admission.Page, Handle: s.getTopic},
		{Method: http.MethodGet, Path: "/healthz", Class: admission.Cached, Handle: s.getHealth},
		{Method: http.MethodGet, Path: "/readyz", Class: admission.Cached, Handle: s.getReadiness},
		{Method: http.MethodGet, Path: "/openapi.yaml", Class: admission.Cached, Handle: s.getContract},
		{Method: http.MethodGet, Path: "/openapi.json", Class: admission.Cached, Handle: s.getFlatContract},
		{Method: http.MethodPost, Path: "/v1/import", Class: admission.Import, Handle: s.postImport},
	}
	for _, e := range []edits{{"story", "/v1/stories"}, {"source", "/v1/sources"}, {"actor", "/v1/actors"}, {"place", "/v1/places"}, {"event", "/v1/events"}, {"quote", "/v1/quotes"}} {
		routes = append(routes, e.routes(s)...)
	}
	routes = append(routes,
		httpserver.Route{Method: http.MethodPut, Path: "/v1/sources/:id/text", Class: admission.Import, Handle: s.putSourceText},
		httpserver.Route{Method: http.MethodDelete, Path: "/v1/sources/:id/text", Class: admission.Write, Handle: s.deleteSourceText})
	routes = append(routes, media.Routes(s.Server)...)
	routes = append(routes, pages.Routes(s.Server)...)
	return append(routes, edit.Routes(s.Server, s.preview)...)
}

// previewed are the routes of a preview: a story, and what the element reads of it.
var previewed = []string{"/stories/:id", "/v1/stories/:id", "/v1/events", "/v1/events/facets", "/v1/events/histogram", "/v1/events/:id", "/v1/quotes", "/v1/quotes/:id",
	"/v1/actors", "/v1/actors/:id", "/v1/places", "/v1/places/:id", "/v1/sources", "/v1/sources/:id"}

// preview serves a store that holds a story with its draft, to be read and no more.
func (s *server) preview(st *store.Store, cut httpserver.Cut) http.Handler {
	cfg := s.cfg
	cfg.Logger, cfg.CacheMemory, cfg.preview = slog.New(failures{cfg.Logger.Handler()}), 0, &cut
	cfg.Observer, cfg.SlowQuery = nil, 0 // the request that asks for the preview is counted
	return build(st, cfg, func(s *server) []httpserver.Route {
		return slices.DeleteFunc(table(s), func(r httpserver.Route) bool {
			return r.Method != http.MethodGet || !slices.Contains(previewed, r.Path)
		})
	})
}

// failures is a log of what goes wrong alone: requests are in the log already, as those
// of the preview that they ask for.
type failures struct{ slog.Handler }

// Enabled leaves out what is no failure.
func (f failures) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && f.Handler.Enabled(ctx, level)
}

// Route is a method and a path that the API answers, a parameter in the path
// written as :id, and what a request costs that asks for nothing dearer.
type Route struct {
	Method, Path string
	Class        admission.Class
}

// Routes lists the routes, for the tests that compare them with the contract.
// HEAD, which each GET has, and OPTIONS, which each path has, are left out.
func Routes() []Route {
	var list []Route
	for _, r := range table(&server{Server: &httpserver.Server{}}) {
		list = append(list, Route{r.Method, r.Path, r.Class})
	}
	return list
}

// Codes lists every code that a problem's type may end in, with its status.
func Codes() map[timeline.Code]int { return httpserver.Codes() }

// server is what handlers of the API share. Nothing in it changes while it
// serves.
type server struct {
	*httpserver.Server
	cfg    Config
	watch  *watcher
	asking singleflight.Group // what subscribers ask the store

	imports sync.Map // by token and Idempotency-Key, those under way
}

// New returns the API and the pages as an http.Handler, ready to serve. The
// store stays the caller's to close.
func New(st *store.Store, cfg Config) http.Handler { return build(st, cfg, table) }

func build(st *store.Store, cfg Config, routes func(*server) []httpserver.Route) http.Handler {
	cfg = cfg.withDefaults()
	s := &server{cfg: cfg, watch: newWatcher(st, cfg)}
	s.Server = httpserver.New(st, httpserver.Config{
		Logger: cfg.Logger, QueryTimeout: cfg.QueryTimeout, ChangeTimeout: cfg.ChangeTimeout, WriteStall: cfg.WriteStall, BodyGrace: cfg.BodyGrace, MaxImport: cfg.MaxImport,
		Version: cfg.Version, MaxURI: cfg.MaxURI, CacheMemory: cfg.CacheMemory, PublicURL: cfg.PublicURL, Preview: cfg.preview,
		Admission: cfg.admission(),
		Observer:  cfg.Observer, SlowQuery: cfg.SlowQuery,
	})
	s.ProblemPage, s.Language = pages.Problem(s.Server), pages.Accepted
	return s.Serve(routes(s))
}
