package client

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Query are the parameters of a request, as the API names them. The same name
// twice means and, a comma in a value means or, a leading ! excludes.
type Query = url.Values

// Client speaks to one server. It may be used by many goroutines at a time.
type Client struct {
	Events  Records[Event]
	Actors  Records[Actor]
	Quotes  Records[Quote]
	Places  Records[Place]
	Sources Records[Source]
	Stories Records[Story]

	base    string
	token   string
	http    *http.Client
	retries int
	pause   time.Duration // before the first retry; twice that before the next, and so on
}

// Option is what a client may be told.
type Option func(*Client)

// WithToken sends a token with each request, which then also sees what is
// private. Writes need one.
func WithToken(token string) Option { return func(c *Client) { c.token = token } }

// WithHTTPClient makes requests through an http.Client of the caller's, with
// its transport and time limits.
func WithHTTPClient(h *http.Client) Option { return func(c *Client) { c.http = h } }

// WithRetries says how often a request is made again, 4 times when not told.
// 0 makes each once.
//
// The server's Retry-After is heeded; without one, pauses grow from a fifth of a
// second. What is made again after an answer was lost are reads, and those
// writes that carry an Idempotency-Key. A conditional write is not: had it been
// done, its repetition would be refused, as if somebody else had been faster.
func WithRetries(n int) Option { return func(c *Client) { c.retries = n } }

// New returns a client of the server at an address such as
// https://timelines.example.org, without /v1.
func New(base string, opts ...Option) *Client {
	c := &Client{base: strings.TrimRight(base, "/"), http: &http.Client{}, retries: 4, pause: 200 * time.Millisecond}
	c.Events = Records[Event]{c, "/v1/events"}
	c.Actors = Records[Actor]{c, "/v1/actors"}
	c.Quotes = Records[Quote]{c, "/v1/quotes"}
	c.Places = Records[Place]{c, "/v1/places"}
	c.Sources = Records[Source]{c, "/v1/sources"}
	c.Stories = Records[Story]{c, "/v1/stories"}
	for _, opt := range opts {
		opt(c)
	}
	return c
}
