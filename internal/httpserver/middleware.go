package httpserver

import (
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"

	"example.org/dateline/internal/timeline"
)

// PagePolicy is what a page may load and do, as Content-Security-Policy has it: our
// own style sheets and scripts, and nothing of anybody else's. Who may frame it is
// for the page to add.
const PagePolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"

// harden sets the headers that every answer has. Reads are open to scripts of
// any origin; nothing here is a page, so a browser may do nothing with it.
func (s *Server) harden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hardened(w.Header())
		next.ServeHTTP(w, r)
	})
}

func hardened(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, Link, Last-Modified, X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, Content-Disposition, Dateline-Loss, Dateline-Seq, Dateline-Total, WWW-Authenticate, Location")
}

// options answers OPTIONS and the preflight requests of browsers alike.
func options(allowed string) Handler {
	return func(c *gin.Context) error {
		c.Header("Allow", allowed)
		c.Header("Access-Control-Allow-Methods", allowed)
		c.Header("Access-Control-Allow-Headers", "Accept, If-None-Match, If-Modified-Since, X-Request-Id, Dateline-Seq, Authorization, Content-Type, If-Match, Idempotency-Key, Last-Event-ID")
		c.Header("Access-Control-Max-Age", "86400")
		c.Status(http.StatusNoContent)
		return nil
	}
}

// limitURI refuses request targets that no query of ours can need.
func (s *Server) limitURI(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := len(r.RequestURI); n > s.Config.MaxURI {
			s.Fail(w, r, &timeline.Error{Code: URITooLong,
				Message: fmt.Sprintf("The address has %d bytes; at most %d are taken.", n, s.Config.MaxURI)})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// The endings that compression puts on entity tags.
const (
	gzipSuffix = "-gzip"
	zstdSuffix = "-zstd"
)

// compress writes answers of 1 KiB and more in gzip or zstd, as the client
// accepts. A compressed answer is another representation, so its entity tag
// ends in -gzip or -zstd: weakening it instead would make If-Match, which
// compares strongly, fail for every client that accepts compression.
// Conditional requests are compared without the ending; see etag.
func compress(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.SuffixETag(gzipSuffix), gzhttp.ContentTypeFilter(func(media string) bool {
		return media != "image/png" && gzhttp.DefaultContentTypeFilter(media) // which is compressed already
	}))
	if err != nil {
		panic(err) // the options are constants
	}
	return wrap(next)
}

// recovered turns a panic into a problem, or cuts the connection when part of
// an answer is already out: a client must not take it for the whole.
func (s *Server) recovered(w gin.ResponseWriter, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so, too
		panic(v)
	}
	err := fmt.Errorf("panic: %v\n%s", v, debug.Stack())
	if w.Written() {
		s.LogFailure(r, err)
		panic(http.ErrAbortHandler)
	}
	s.Fail(w, r, err)
}
