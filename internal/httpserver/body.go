package httpserver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
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
	UnexpectedBody       timeline.Code = "unexpected-body"        // it comes with a method that has none
	MalformedRequest     timeline.Code = "malformed-request"      // it is no HTTP, or a body that is not framed as it says
	UnsupportedMediaType timeline.Code = "unsupported-media-type" // a type or a coding that is not read
)

// Bodies may take a while, but must come at no less than this after their grace
// (Config.BodyGrace).
const bodyRate = 1000 // bytes a second

// drainTime is how long what nobody reads of a body may go on coming when the
// answer is out, so that its client reads the answer before the connection ends.
const drainTime = time.Second

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
	return &boundedBody{http.MaxBytesReader(c.Writer, c.Request.Body, limit), limit}, nil
}

// TooLarge is the error for a body of more bytes than are taken.
func TooLarge(limit int64) error {
	return &timeline.Error{Code: BodyTooLarge, Message: fmt.Sprintf("The body has more than %d bytes, which is as many as are taken.", limit)}
}

// boundedBody is a body that ends with an error when it has too many bytes.
type boundedBody struct {
	from  io.Reader
	limit int64
}

func (b *boundedBody) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if _, tooMany := errors.AsType[*http.MaxBytesError](err); tooMany {
		err = TooLarge(b.limit)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = &timeline.Error{Code: MalformedRequest, Message: "The body breaks off before its announced length, or before its last chunk: send it again.", Err: err}
	}
	return n, err
}

// steadyBody is the body of a request as it comes from the connection, given up
// when it comes too slowly. Only the time counts in which it is waited for.
type steadyBody struct {
	from      io.ReadCloser
	announced int64 // -1 where its length is not
	grace     time.Duration
	control   *http.ResponseController

	ahead  *bytes.Reader // what was read before anybody asked for it; nil for nothing
	bytes  int64
	waited time.Duration
	ended  bool
	slow   bool // it was given up
}

func (b *steadyBody) Read(p []byte) (int, error) {
	if b.ahead != nil {
		if n, err := b.ahead.Read(p); err == nil {
			return n, nil
		}
		b.ahead = nil
	}
	if b.ended {
		return 0, io.EOF
	}
	began := time.Now()
	allowed := b.grace + time.Duration(b.bytes)*time.Second/bodyRate
	_ = b.control.SetReadDeadline(began.Add(allowed - b.waited)) // a connection without deadlines, as in tests, needs none
	n, err := b.from.Read(p)
	b.bytes += int64(n)
	b.waited += time.Since(began)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		b.slow = true // and the deadline stays, so that nobody waits for the rest
		return n, b.tooSlow()
	case err == io.EOF || err == nil && b.bytes == b.announced:
		b.ended = true
		// What follows is up to the query: the connection must not seem lost meanwhile.
		_ = b.control.SetReadDeadline(time.Time{})
		return n, err
	case err == nil || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.Canceled):
		return n, err
	}
	if _, broken := errors.AsType[net.Error](err); broken {
		return n, err
	}
	return n, &timeline.Error{Code: MalformedRequest, Message: "The body cannot be read: its chunks are not as they should be.", Err: err}
}

func (b *steadyBody) tooSlow() error {
	return &timeline.Error{Code: BodyTooSlow, Message: fmt.Sprintf("The body came too slowly: after %v, at least %d bytes a second are waited for.", b.grace, bodyRate)}
}

func (b *steadyBody) Close() error { return b.from.Close() }

// readAhead is how much of a body is read before its request is admitted. It is as
// much as the forms have that anybody may send, so that a slow one takes nobody's
// place.
const readAhead = 64 << 10

// readFirst reads a small body whole, and of one whose length is not announced the
// beginning.
func (b *steadyBody) readFirst() error {
	if b.announced > readAhead {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(b, readAhead))
	if b.slow || err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	b.ahead = bytes.NewReader(text)
	return nil
}

// readBody refuses the body of a request that only reads, which would ask for
// something in vain, and reads a small one of any other. What is more of one that no
// handler reads, as with DELETE, is not waited for. It comes before all that a
// request may hold.
func readBody(x *exchange) error {
	switch {
	case x.body == nil:
		return nil
	case x.method == http.MethodGet || x.method == http.MethodHead || x.method == http.MethodOptions:
		return &timeline.Error{Code: UnexpectedBody, Message: "A request with the method " + x.method + " has no body here: leave it out, and say in the address what is asked for."}
	}
	return x.body.readFirst()
}
