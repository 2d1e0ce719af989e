package httpserver

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"time"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/store"
)

// exchange is one request and what became of it, for the log and for problems.
type exchange struct {
	id       string       // the request's id, given or made
	method   string       // as sent: handlers see HEAD as GET
	route    string       // the pattern that matched, or ""
	token    *store.Token // that the caller is known by, nil for none
	keep     bool         // the answer is the same for all who ask the same
	story    string       // that it is about alone, where it is kept
	tag      ETag         // of the answer, and when what it shows last changed
	modified time.Time
	origin   string // scheme and host that answers tell of, "" under addresses that serve pages
	asked    string // the query, canonically; "" where there is none
	lasts    bool   // it goes on for as long as the client listens

	body  *steadyBody      // nil where none comes
	place *admission.Place // among those that are answered at once; nil before it has one
}

type exchangeKey struct{}

// exchangeOf finds the exchange that observe began.
func exchangeOf(r *http.Request) *exchange {
	return r.Context().Value(exchangeKey{}).(*exchange)
}

// IsHead reports whether a request asks for headers alone, although handlers
// see a GET.
func IsHead(r *http.Request) bool { return exchangeOf(r).method == http.MethodHead }

// maxLogged is how many bytes of a path or query string the log shows.
const maxLogged = 512

// observe gives each request its id and, when it is over, its line in the log.
//
// HEAD is answered as GET with the body thrown away, so that both have the
// same headers.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		x := &exchange{id: requestID(r), method: r.Method}
		w.Header().Set("X-Request-Id", x.id)
		r = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
		out := &meter{ResponseWriter: w, request: r, x: x, control: http.NewResponseController(w), stall: s.Config.WriteStall}
		if r.ContentLength != 0 && r.Body != nil {
			x.body = &steadyBody{from: r.Body, announced: r.ContentLength, grace: s.Config.BodyGrace, control: out.control}
			r.Body = x.body
		} else {
			_ = out.control.SetReadDeadline(time.Time{}) // there is nothing to come that could be late
		}
		if r.Method == http.MethodHead {
			r.Method = http.MethodGet
		}
		defer s.open(openRequest)()
		defer func() { s.ended(r, x, out, time.Since(began)) }()
		next.ServeHTTP(out, r)
	})
}

// RequestLine is the message of the line that each request has in the log.
const RequestLine = "request"

func (s *Server) log(r *http.Request, x *exchange, out *meter, took time.Duration) {
	handler := s.Config.Logger.Handler()
	if !handler.Enabled(r.Context(), slog.LevelInfo) {
		return
	}
	remote, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		remote = r.RemoteAddr
	}
	line := slog.NewRecord(time.Now(), slog.LevelInfo, RequestLine, 0) // where in the program is no news
	line.AddAttrs(
		slog.String("method", x.method),
		slog.String("route", x.route),
		slog.String("path", Clip(withoutSecrets(r.URL.Path), maxLogged)),
		slog.String("query", Clip(withoutSecrets(r.URL.RawQuery), maxLogged)),
		slog.Int("status", out.status),
		slog.Int64("bytes", out.bytes),
		slog.Duration("duration", took),
		slog.String("request_id", x.id),
		slog.String("remote", remote),
	)
	if x.token != nil {
		line.AddAttrs(slog.String("token", x.token.Name))
	}
	_ = handler.Handle(r.Context(), line) // there is nowhere to say that the log cannot be written
}

// requestIDs are ids that are fit for a header and a log.
var requestIDs = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// requestID keeps the caller's id where it is fit, and makes one otherwise, also
// where it could be a secret: it is logged.
func requestID(r *http.Request) string {
	given := r.Header.Get("X-Request-Id")
	if !requestIDs.MatchString(given) || secretPattern.MatchString(given) {
		return rand.Text()
	}
	return given
}
