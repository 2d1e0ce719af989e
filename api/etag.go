package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// etag is an entity tag (RFC 9110, section 8.8.3) as handlers know it: without
// the ending that compression adds to it on the way out.
type etag struct {
	weak   bool
	opaque string
}

// with is the tag as a header has it, for a representation in a coding.
func (t etag) with(suffix string) string {
	quoted := `"` + t.opaque + suffix + `"`
	if t.weak {
		return "W/" + quoted
	}
	return quoted
}

// digest names a state by all that it depends on. It is short: two states of
// one resource must differ, and nothing else.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// unchanged sets the validators and the caching rules of a read, and answers
// 304 when the client has what it asks for already. What a caller with a token
// gets is for nobody else, and only its tag tells whether it is still right.
//
// Last-Modified counts whole seconds, so a client that sends nothing but
// If-Modified-Since may miss a change in the same second. That is why the tag
// wins wherever there is one.
func (s *server) unchanged(c *gin.Context, tag etag, modified time.Time) bool {
	h := c.Writer.Header()
	h.Set("Etag", tag.with(""))
	if !modified.IsZero() {
		h.Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
	}
	h.Set("Cache-Control", "public, max-age=10, stale-while-revalidate=60")
	h.Set("Vary", "Accept, Accept-Encoding")
	if strings.HasPrefix(c.Request.URL.Path, authorized) {
		h.Set("Vary", "Accept, Accept-Encoding, Authorization")
	}
	if holder(c.Request) != nil {
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

// holds reports whether the conditions of a request say that the client has
// the current state, and the tag that it has it under.
func holds(h http.Header, tag etag, modified time.Time) (held string, current bool) {
	if list := h.Values("If-None-Match"); len(list) > 0 {
		return tag.among(strings.Join(list, ","))
	}
	since, err := http.ParseTime(h.Get("If-Modified-Since"))
	if err != nil || modified.IsZero() {
		return "", false
	}
	return tag.with(""), !modified.Truncate(time.Second).After(since)
}

// among looks for the tag in an If-None-Match header, compared weakly. A
// compressed copy is as good as another: it answers with the tag of the copy,
// so that the client knows which of its copies is meant.
func (t etag) among(header string) (held string, found bool) {
	if strings.TrimSpace(header) == "*" {
		return t.with(""), true
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
			if opaque == t.opaque+suffix {
				return t.with(suffix), true
			}
		}
		header = rest
	}
}
