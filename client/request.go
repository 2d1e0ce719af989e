package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// request is one that may have to be made again.
type request struct {
	method, path string // from the root of the server
	query        Query
	header       http.Header
	body         func() (io.Reader, error) // the body from its beginning; nil where there is none
	alike        bool                      // sent again it does nothing more
	once         bool                      // it is not made again: the body cannot be read again, or the caller sees to it
}

func (r *request) set(name, value string) {
	if r.header == nil {
		r.header = http.Header{}
	}
	if value != "" {
		r.header.Set(name, value)
	}
}

// sent makes a body of text.
func (r *request) sent(media string, text []byte) {
	r.set("Content-Type", media)
	r.body = func() (io.Reader, error) { return bytes.NewReader(text), nil }
}

// repeatable tells whether the request may be made again when it is not known
// what became of it.
func (r *request) repeatable() bool {
	return r.method == http.MethodGet || r.alike || r.header.Get("Idempotency-Key") != ""
}

// do makes a request, again where that may help, and gives the response that
// has succeeded to take, whose error is that of a connection which was lost.
// What has not succeeded is a *Problem.
func (c *Client) do(ctx context.Context, r *request, take func(*http.Response) error) error {
	for attempt := 0; ; attempt++ {
		req, err := c.build(ctx, r)
		if err != nil {
			return err
		}
		pause := backoff(c.pause, attempt)
		again := attempt < c.retries && !r.once
		resp, err := c.http.Do(req)
		switch {
		case err != nil:
			again = again && (r.repeatable() || neverSent(err))
		case resp.StatusCode < http.StatusMultipleChoices:
			if err = take(resp); err == nil {
				return nil
			}
			again = again && r.repeatable()
		default:
			err = problemIn(resp)
			_ = resp.Body.Close()
			again = again && (resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable)
			if asked, told := retryAfter(resp.Header); told {
				pause = asked
				again = again && asked <= longestPause
			}
		}
		if !again || ctx.Err() != nil || waitFor(ctx, pause) != nil {
			return err // which says more than that there was no time to try again
		}
	}
}

// build makes the request as it is sent.
func (c *Client) build(ctx context.Context, r *request) (*http.Request, error) {
	var body io.Reader
	if r.body != nil {
		var err error
		if body, err = r.body(); err != nil {
			return nil, fmt.Errorf("read what is to be sent: %w", err)
		}
	}
	address := c.base + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, r.method, address, body)
	if err != nil {
		return nil, err
	}
	if req.URL.Host == "" || req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return nil, fmt.Errorf("%q is not the address of a server; one is like https://timelines.example.org", c.base)
	}
	for name, values := range r.header {
		req.Header[name] = values
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	return req, nil
}

// neverSent tells whether a request has failed before there was a connection
// to send it on.
func neverSent(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

// decoded makes a request and reads its answer as JSON.
func (c *Client) decoded(ctx context.Context, r *request, into any) (http.Header, error) {
	var header http.Header
	var text []byte
	err := c.do(ctx, r, func(resp *http.Response) (err error) {
		defer resp.Body.Close()
		header = resp.Header
		if text, err = io.ReadAll(resp.Body); err != nil {
			return fmt.Errorf("read the answer to %s %s: %w", r.method, r.path, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return nil, fmt.Errorf("read the answer to %s %s: %w", r.method, r.path, err)
	}
	return header, nil
}

// Open gets what has no method of its own: counts, networks, story files, and
// lists in other formats. The path begins with /v1; the body is the caller's to
// close, and what is lost of it on the way is not asked for again.
//
//	body, err := c.Open(ctx, "/v1/events", client.Query{"format": {"csv"}})
func (c *Client) Open(ctx context.Context, path string, q Query) (io.ReadCloser, error) {
	if !strings.HasPrefix(path, "/") {
		return nil, fmt.Errorf("the path %q does not begin with a slash", path)
	}
	var body io.ReadCloser
	err := c.do(ctx, &request{method: http.MethodGet, path: path, query: q}, func(resp *http.Response) error {
		body = resp.Body
		return nil
	})
	return body, err
}
