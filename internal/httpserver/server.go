// Package httpserver is what the API and the pages share of HTTP: it routes
// requests, reads their parameters, headers, bodies and tokens, and answers with
// entity tags, cursors and problems. It knows neither records nor pages.
package httpserver

import (
	"bytes"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/store"
)

// Config is what a server is told. It has no defaults: every field is set.
type Config struct {
	Logger        *slog.Logger  // where requests and failures are logged
	QueryTimeout  time.Duration // how long one request may ask the store
	ChangeTimeout time.Duration // how long one write of a record may take
	WriteStall    time.Duration // how long a client may take to accept the next piece of an answer
	BodyGrace     time.Duration // how long a body may take before it has to come at a rate
	MaxImport     int64         // bytes of a file that is imported
	Version       string        // of the program, as entity tags have it
	MaxURI        int           // longest request target in bytes
	PublicURL     string        // scheme and host of addresses in answers; those of each request when empty
	CacheMemory   int64         // bytes of answers that are kept; none for 0
	Preview       *Cut          // what a preview leaves out; nil for a server that is none
	Observer      Observer      // who counts requests; nil for nobody
	SlowQuery     time.Duration // how long a request may take before it is logged as a slow one; never when 0

	Admission *admission.Controller // decides who is answered now; nil where somebody in front does
}

// Cut is what the preview of a draft does not show of it.
type Cut struct {
	Mistakes   int // fields and records that cannot be shown, since they have mistakes
	Shown, All int // events; they differ where the story is a large one
}

// Server is what handlers share. Nothing in it changes while it serves.
type Server struct {
	Store  *store.Store
	Config Config

	// ProblemPage, where there are pages, answers with a problem as one. It
	// reports false, and has written nothing, where the client reads data.
	ProblemPage func(w http.ResponseWriter, r *http.Request, p Problem) bool

	// Language, where there are pages, names the language in which a request for one is
	// answered whose address names none.
	Language func(r *http.Request) string

	kept    *kept    // nil where no answers are kept
	paths   []string // those of the routes, each once
	buffers sync.Pool
}

// New is a server without routes.
func New(st *store.Store, cfg Config) *Server {
	s := &Server{Store: st, Config: cfg, kept: newKept(cfg.CacheMemory)}
	s.buffers.New = func() any { return new(bytes.Buffer) }
	return s
}

// Handler answers a request, or returns why it cannot. It writes no problem.
type Handler func(c *gin.Context) error

// Route is a method and a path, a parameter in it written as :id, with what
// answers there and what that costs.
type Route struct {
	Method, Path string
	Class        admission.Class
	Handle       Handler

	// Whole, where a route can answer with all that a query keeps, tells whether a
	// request asks for that.
	Whole func(r *http.Request) bool
}

// Serve is the server with its routes. Each GET answers HEAD too, and each path
// answers OPTIONS.
func (s *Server) Serve(routes []Route) http.Handler {
	return s.observe(s.cached(s.harden(s.limitURI(compress(s.engine(routes))))))
}

// Serves reports whether there is a route at a path.
func (s *Server) Serves(path string) bool { return slices.Contains(s.paths, path) }

func (s *Server) engine(routes []Route) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false // notFound leads on, for every method alike
	methods := map[string][]string{}
	for _, r := range routes {
		engine.Handle(r.Method, r.Path, s.adapt(r))
		if !slices.Contains(s.paths, r.Path) {
			s.paths = append(s.paths, r.Path)
		}
		methods[r.Path] = append(methods[r.Path], r.Method)
	}
	for path, list := range methods {
		engine.OPTIONS(path, s.adapt(Route{Class: admission.Cached, Handle: options(allow(list))}))
	}
	engine.NoMethod(s.adapt(Route{Class: admission.Cached, Handle: s.MethodNotAllowed}))
	engine.NoRoute(s.adapt(Route{Class: admission.Cached, Handle: s.notFound}))
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

// adapt makes a route a handler of gin's. A panic in it becomes a problem like any
// other error; see recovered.
func (s *Server) adapt(route Route) gin.HandlerFunc {
	return func(c *gin.Context) {
		exchangeOf(c.Request).route = c.FullPath()
		defer s.recovered(c.Writer, c.Request)
		if err := s.admitted(c, route); err != nil {
			s.Fail(c.Writer, c.Request, err)
		}
	}
}
