package httpserver

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"time"

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
// same headers. A body sent with a request is not read: net/http discards up
// to 256 KiB of it and closes the connection on more.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		x := &exchange{id: requestID(r), method: r.Method}
		w.Header().Set("X-Request-Id", x.id)
		out := &meter{ResponseWriter: w, bodiless: r.Method == http.MethodHead}
		r = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
		if r.Method == http.MethodHead {
			r.Method = http.MethodGet
		}
		defer s.open(openRequest)()
		defer func() { s.ended(r, x, out, time.Since(began)) }()
		next.ServeHTTP(out, r)
	})
}

func (s *Server) log(r *http.Request, x *exchange, out *meter, took time.Duration) {
	if !s.Config.Logger.Enabled(r.Context(), slog.LevelInfo) {
		return
	}
	remote, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		remote = r.RemoteAddr
	}
	line := []slog.Attr{
		slog.String("method", x.method),
		slog.String("route", x.route),
		slog.String("path", Clip(withoutSecrets(r.URL.Path), maxLogged)),
		slog.String("query", Clip(withoutSecrets(r.URL.RawQuery), maxLogged)),
		slog.Int("status", out.status),
		slog.Int64("bytes", out.bytes),
		slog.Duration("duration", took),
		slog.String("request_id", x.id),
		slog.String("remote", remote),
	}
	if x.token != nil {
		line = append(line, slog.String("token", x.token.Name))
	}
	s.Config.Logger.LogAttrs(r.Context(), slog.LevelInfo, "request", line...)
}

// requestID keeps the caller's id where it is fit for a header and a log, and
// makes one otherwise.
func requestID(r *http.Request) string {
	given := r.Header.Get("X-Request-Id")
	if given == "" || len(given) > 64 {
		return rand.Text()
	}
	for _, c := range []byte(given) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_', c == '-':
		default:
			return rand.Text()
		}
	}
	return given
}

// meter counts what goes out to the client, after compression. The body of an
// answer to HEAD goes nowhere.
type meter struct {
	http.ResponseWriter
	bodiless bool
	status   int // 0 while nothing is written
	bytes    int64
}

func (m *meter) WriteHeader(status int) {
	if m.status == 0 || m.status < 200 {
		m.status = status
	}
	m.ResponseWriter.WriteHeader(status)
}

func (m *meter) Write(p []byte) (int, error) {
	if m.status == 0 {
		m.WriteHeader(http.StatusOK)
	}
	if m.bodiless {
		return len(p), nil
	}
	n, err := m.ResponseWriter.Write(p)
	m.bytes += int64(n)
	return n, err
}

// FlushError sends out what was written, for answers that go on.
func (m *meter) FlushError() error {
	if m.bodiless {
		return nil
	}
	return http.NewResponseController(m.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController reach the connection.
func (m *meter) Unwrap() http.ResponseWriter { return m.ResponseWriter }
