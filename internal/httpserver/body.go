package httpserver

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/timeline"
)

// The codes of failures that are about a request's body.
const (
	BodyTooLarge         timeline.Code = "body-too-large"         // more bytes than are taken
	BodyTooSlow          timeline.Code = "body-too-slow"          // it came too slowly to be waited for
	UnsupportedMediaType timeline.Code = "unsupported-media-type" // a type or a coding that is not read
)

// Bodies may take a while, but must come at no less than this.
const (
	bodyGrace = 10 * time.Second
	bodyRate  = 1000 // bytes a second
)

// Body is what a request brings, bounded in type, size and time. media are the
// types that are read, the first the usual one.
func (s *Server) Body(c *gin.Context, limit int64, media ...string) (io.Reader, error) {
	if given := c.GetHeader("Content-Type"); given != "" {
		base, parameters, err := mime.ParseMediaType(given)
		charset := parameters["charset"]
		if err != nil || !slices.Contains(media, base) || (charset != "" && !strings.EqualFold(charset, "utf-8")) {
			if c.Request.Method == http.MethodPatch {
				c.Header("Accept-Patch", strings.Join(media, ", "))
			}
			return nil, &timeline.Error{Code: UnsupportedMediaType, Suggestions: media,
				Message: fmt.Sprintf("A body of the type %q is not read here; send %s, in UTF-8.", Clip(given, 80), strings.Join(media, " or "))}
		}
	}
	return s.Bytes(c, limit)
}

// Bytes is Body of whatever type.
func (s *Server) Bytes(c *gin.Context, limit int64) (io.Reader, error) {
	if coding := c.GetHeader("Content-Encoding"); coding != "" && coding != "identity" {
		return nil, &timeline.Error{Code: UnsupportedMediaType, Message: fmt.Sprintf("The body comes in %q; send it as it is, without Content-Encoding.", Clip(coding, 40))}
	}
	if c.Request.ContentLength > limit {
		return nil, TooLarge(limit)
	}
	return &steadyBody{from: http.MaxBytesReader(c.Writer, c.Request.Body, limit), limit: limit,
		control: http.NewResponseController(c.Writer), began: time.Now()}, nil
}

// TooLarge is the error for a body of more bytes than are taken.
func TooLarge(limit int64) error {
	return &timeline.Error{Code: BodyTooLarge, Message: fmt.Sprintf("The body has more than %d bytes, which is as many as are taken.", limit)}
}

// steadyBody is a body that is given up when it comes too slowly.
type steadyBody struct {
	from    io.ReadCloser
	limit   int64
	control *http.ResponseController
	began   time.Time
	bytes   int64
}

func (b *steadyBody) Read(p []byte) (int, error) {
	// A connection without deadlines, as in tests, needs none.
	_ = b.control.SetReadDeadline(b.began.Add(bodyGrace + time.Duration(b.bytes)*time.Second/bodyRate))
	n, err := b.from.Read(p)
	b.bytes += int64(n)
	if err == nil {
		return n, nil
	}
	// What follows is up to the query: the connection must not seem lost meanwhile.
	_ = b.control.SetReadDeadline(time.Time{})
	var tooMany *http.MaxBytesError
	switch {
	case errors.As(err, &tooMany):
		return n, TooLarge(b.limit)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return n, &timeline.Error{Code: BodyTooSlow, Message: fmt.Sprintf("The body came too slowly: after %d s, at least %d bytes a second are waited for.", int(bodyGrace.Seconds()), bodyRate)}
	}
	return n, err
}
