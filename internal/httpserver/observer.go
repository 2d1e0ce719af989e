package httpserver

import (
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"example.org/dateline/internal/admission"
)

// Observer is told of requests, so that they can be counted. It learns the patterns of
// routes and not addresses, so neither words nor ids of anybody. It is called by many
// requests at a time.
type Observer interface {
	// Request is told of one that is over: its method, the pattern of its route, "" for
	// none, the status, 0 where there was none, and how long it took.
	Request(method, route string, status int, took time.Duration)
	// Entered is told that a request of a class was let in, or was not, after how long.
	Entered(class string, in bool, waited time.Duration)
	// Kept is told of a request whose answer may be one that others get, too: it was
	// kept, or had to be made.
	Kept(found bool)
	// Open is told that something of a kind begins (request, stream or export), and
	// what it returns is called when that ends.
	Open(kind string) (ended func())
}

// What an observer is told of while it goes on.
const (
	openRequest = "request"
	openStream  = "stream"
	openExport  = "export"
)

func (s *Server) open(kind string) (ended func()) {
	if s.Config.Observer == nil {
		return func() {}
	}
	return s.Config.Observer.Open(kind)
}

// OpenStream tells that a request goes on for as long as its client listens, until
// ended is called. It is never a slow one.
func (s *Server) OpenStream(r *http.Request) (ended func()) {
	exchangeOf(r).lasts = true
	return s.open(openStream)
}

// OpenExport tells that a whole answer is written, until ended is called.
func (s *Server) OpenExport() (ended func()) { return s.open(openExport) }

// enter lets a request in when its turn comes.
func (s *Server) enter(r *http.Request, class admission.Class, address string) (*admission.Place, error) {
	began := time.Now()
	place, err := s.Config.Admission.Enter(r.Context(), class, address)
	if s.Config.Observer != nil {
		s.Config.Observer.Entered(string(class), err == nil, time.Since(began))
	}
	return place, err
}

func (s *Server) observeKept(found bool) {
	if s.Config.Observer != nil {
		s.Config.Observer.Kept(found)
	}
}

// Asked notes what a request asks for, as its canonical query, for the log of slow ones.
func Asked(r *http.Request, canonical url.Values) {
	exchangeOf(r).asked = canonical.Encode()
}

// ended tells of a request that is over.
func (s *Server) ended(r *http.Request, x *exchange, out *meter, took time.Duration) {
	s.log(r, x, out, took)
	if s.Config.Observer != nil {
		s.Config.Observer.Request(x.method, x.route, out.status, took)
	}
	if s.Config.SlowQuery > 0 && took >= s.Config.SlowQuery && !x.lasts {
		s.logSlow(r, x, out, took)
	}
}

// logSlow logs what whoever mends a slow query needs to ask it again: neither the path,
// where links have their secrets, nor anything that was sent.
func (s *Server) logSlow(r *http.Request, x *exchange, out *meter, took time.Duration) {
	s.Config.Logger.LogAttrs(r.Context(), slog.LevelWarn, "slow request",
		slog.String("method", x.logged()),
		slog.String("route", x.route),
		slog.String("query", Clip(withoutSecrets(x.asked), maxSlow)),
		slog.Int("status", out.status),
		slog.Int64("bytes", out.bytes),
		slog.Duration("duration", took),
		slog.String("request_id", x.id))
}

// maxSlow is how many bytes of a canonical query the log of slow requests shows: more
// than of others, since a query that is cut cannot be asked again.
const maxSlow = 4 << 10
