package httpserver

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/store"
)

// ETag is an entity tag (RFC 9110, section 8.8.3) as handlers know it: without
// the ending that compression adds to it on the way out.
type ETag struct {
	Weak   bool
	Opaque string
}

// With is the tag as a header has it, for a representation in a coding.
func (t ETag) With(suffix string) string {
	quoted := `"` + t.Opaque + suffix + `"`
	if t.Weak {
		return "W/" + quoted
	}
	return quoted
}

// Digest names a state by all that it depends on. It is short: two states of
// one resource must differ, and nothing else.
func Digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// Unchanged sets the validators and the caching rules of a read, and answers
// 304 when the client has what it asks for already. What a caller with a token
// gets is for nobody else, and only its tag tells whether it is still right.
//
// Last-Modified counts whole seconds, so a client that sends nothing but
// If-Modified-Since may miss a change in the same second. That is why the tag
// wins wherever there is one. Where the clock has gone back behind the last
// change, dates tell nothing, and none is given or compared.
func (s *Server) Unchanged(c *gin.Context, tag ETag, modified time.Time) bool {
	x := exchangeOf(c.Request)
	x.tag, x.modified = tag, modified
	h := c.Writer.Header()
	h.Set("Etag", tag.With(""))
	if modified.After(time.Now()) {
		modified = time.Time{}
	}
	SetModified(h, modified)
	h.Set("Cache-Control", "public, max-age=10, stale-while-revalidate=60")
	h.Set("Vary", "Accept, Accept-Encoding")
	if hearsTokens(c.Request.URL.Path) {
		h.Set("Vary", "Accept, Accept-Encoding, Authorization")
	}
	if TokenOf(c.Request) != nil {
		h.Set("Cache-Control", "private, max-age=0, must-revalidate")
		modified = time.Time{} // as good for the answer that everybody gets
	}
	held, current := holds(c.Request.Header, tag, modified)
	if !current {
		return false
	}
	h.Set("Etag", held)
	c.Status(http.StatusNotModified)
	return true
}

// SetModified says when what is answered last changed, unless that is not known or
// is to come by this machine's clock: it must not be later than Date (RFC 9110,
// section 8.8.2.1), nor earlier than it was told before.
func SetModified(h http.Header, modified time.Time) {
	if !modified.IsZero() && !modified.After(time.Now()) {
		h.Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
	}
}

// LastWrite is when the data last changed: at the epoch of Unix, as good as any
// past, when nothing was ever written.
func LastWrite(v store.Version) time.Time {
	if v.At.IsZero() {
		return time.Unix(0, 0)
	}
	return v.At
}

// holds reports whether the conditions of a request say that the client has
// the current state, and the tag that it has it under.
func holds(h http.Header, tag ETag, modified time.Time) (held string, current bool) {
	if list := h.Values("If-None-Match"); len(list) > 0 {
		return tag.among(strings.Join(list, ","))
	}
	since, err := http.ParseTime(h.Get("If-Modified-Since"))
	if err != nil || modified.IsZero() {
		return "", false
	}
	return tag.With(""), !modified.Truncate(time.Second).After(since)
}

// among looks for the tag in an If-None-Match header, compared weakly. A
// compressed copy is as good as another: it answers with the tag of the copy,
// so that the client knows which of its copies is meant.
func (t ETag) among(header string) (held string, found bool) {
	if strings.TrimSpace(header) == "*" {
		return t.With(""), true
	}
	for {
		header = strings.TrimLeft(header, " \t,")
		header = strings.TrimPrefix(header, "W/")
		opened, ok := strings.CutPrefix(header, `"`)
		if !ok {
			return "", false
		}
		opaque, rest, ok := strings.Cut(opened, `"`)
		if !ok {
			return "", false
		}
		for _, suffix := range []string{"", gzipSuffix, zstdSuffix} {
			if opaque == t.Opaque+suffix {
				return t.With(suffix), true
			}
		}
		header = rest
	}
}
