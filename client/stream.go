package client

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"strconv"
	"time"
)

// Now is a place in the log: a stream from there tells only what is still to come.
const Now int64 = -1

// Update is what became of an event that a query keeps, or has kept.
type Update struct {
	Event Event  // as it is now; with nothing but its ID where it is gone
	Gone  string // why the query does not keep it any more; empty where it does
	Seq   int64  // of the last change that is known when this is; 0 amid the updates of one write
}

// Why an event is gone.
const (
	GoneRetracted = "retracted" // it was taken back
	GoneFiltered  = "filtered"  // it does not meet the query any more
	GoneWithheld  = "withheld"  // it is not for this caller to see any more
)

// Bounds on what a stream takes from its server.
const (
	maxMessage = 64 << 20        // bytes of a line
	silence    = time.Minute     // after which the connection is taken for lost: a server speaks every 15 seconds
	reconnect  = 2 * time.Second // before the next connection, unless the server says otherwise
)

// Stream tells what becomes of the events that a query keeps, after a change of
// the log, or from Now on. The query holds the filters of lists.
//
// It goes on until the context ends, whose error is then the last that it
// yields. A connection that is lost is made again and goes on where the last one
// was; of a write that it was lost in, updates may come twice. As long as the
// server cannot be reached, or answers 429 or 5xx, it is tried again after pauses
// that grow to a minute, or as long as its Retry-After says. Only the first
// connection is given up after the client's retries, so that a wrong address is
// told; and another refusal, or an answer that cannot be read, is the end.
//
// Who asks for LastChange, reads a list and then streams from that change, has
// the list as it is.
func (c *Client) Stream(ctx context.Context, since int64, q Query) iter.Seq2[Update, error] {
	return func(yield func(Update, error) bool) {
		s := stream{client: c, query: q, seq: since, pause: reconnect}
		for {
			err := s.listen(ctx, func(u Update) bool { return yield(u, nil) })
			if errors.Is(err, errEnough) {
				return
			}
			if err == nil {
				err = waitFor(ctx, s.wait())
			}
			if err != nil {
				yield(Update{}, err)
				return
			}
		}
	}
}

// LastChange is the number of the last change in the log.
func (c *Client) LastChange(ctx context.Context) (int64, error) {
	var page struct{}
	header, err := c.decoded(ctx, &request{method: http.MethodGet, path: "/v1/events", query: Query{"limit": {"1"}, "fields": {"id"}}}, &page)
	if err != nil {
		return 0, err
	}
	given := header.Get("Dateline-Seq")
	seq, err := strconv.ParseInt(given, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("the server says %q for the number of its last change", beginning(given))
	}
	return seq, nil
}

var (
	errEnough   = errors.New("enough") // the caller wants no more
	errNoStream = errors.New("not with a stream of events")
)

// stream is one that may be connected many times.
type stream struct {
	client *Client
	query  Query
	seq    int64 // the last change that is known; Now before the server has said
	pause  time.Duration

	stood  bool          // there has been a connection
	failed int           // attempts since it was lost
	asked  time.Duration // how long the last of them was told to wait
}

// wait is how long to wait before the next connection.
func (s *stream) wait() time.Duration {
	if s.failed == 0 {
		return s.pause
	}
	return max(s.asked, backoff(max(s.pause, s.client.pause), s.failed))
}

// passing tells whether what a connection failed for may be over some time.
func passing(err error) bool {
	if p, answered := errors.AsType[*Problem](err); answered {
		return p.Status == http.StatusTooManyRequests || p.Status >= http.StatusInternalServerError
	}
	return !errors.Is(err, errNoStream)
}

// listen yields the updates of one connection, and returns nil when it is lost
// or, once there has been one, when there is none for now.
func (s *stream) listen(ctx context.Context, yield func(Update) bool) error {
	connection, hangUp := context.WithCancel(ctx)
	defer hangUp()
	patience := time.AfterFunc(silence, hangUp)
	defer patience.Stop()
	if !s.stood {
		patience.Stop() // who connects first waits as long as the client does
	}
	body, err := s.connect(connection)
	if err != nil {
		if !s.stood || !passing(err) {
			return err
		}
		s.failed++
		s.asked = 0
		if p, answered := errors.AsType[*Problem](err); answered {
			s.asked = p.retryAfter
		}
		return nil
	}
	defer body.Close()
	s.stood, s.failed = true, 0
	patience.Reset(silence)
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, maxMessage)
	for m := (message{}); lines.Scan(); {
		patience.Reset(silence)
		if len(lines.Bytes()) > 0 {
			m.add(lines.Bytes())
			continue
		}
		u, told, err := s.read(m)
		if err != nil {
			return err
		}
		if told && !yield(u) {
			return errEnough
		}
		m = message{}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("a message of the stream has more than %d bytes", maxMessage)
	}
	return ctx.Err()
}

func (s *stream) connect(ctx context.Context) (io.ReadCloser, error) {
	req := &request{method: http.MethodGet, path: "/v1/events/stream", query: s.query, once: s.stood}
	req.set("Accept", "text/event-stream")
	if s.seq != Now {
		req.set("Last-Event-ID", strconv.FormatInt(s.seq, 10))
	}
	var body io.ReadCloser
	err := s.client.do(ctx, req, func(resp *http.Response) error {
		if media, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); media != "text/event-stream" {
			_ = resp.Body.Close()
			return fmt.Errorf("%s answers with %q, %w", s.client.base, beginning(media), errNoStream)
		}
		body = resp.Body
		return nil
	})
	return body, err
}

// message is a block of the stream (WHATWG HTML, section 9.2.6).
type message struct {
	name, id, retry string
	data            []byte
}

func (m *message) add(line []byte) {
	name, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimPrefix(value, []byte(" "))
	switch string(name) {
	case "event":
		m.name = string(value)
	case "id":
		m.id = string(value)
	case "retry":
		m.retry = string(value)
	case "data":
		if m.data != nil {
			m.data = append(m.data, '\n')
		}
		m.data = append(m.data, value...)
	}
}

// read takes from a message how far the stream has come, and the update that it
// tells, if it tells one that this version knows.
func (s *stream) read(m message) (u Update, told bool, err error) {
	if ms, err := strconv.Atoi(m.retry); err == nil && ms >= 0 {
		s.pause = min(time.Duration(ms)*time.Millisecond, longestPause)
	}
	switch m.name {
	case "update":
		told, err = true, json.Unmarshal(m.data, &u.Event)
	case "remove":
		var gone struct{ ID, Reason string }
		told, err = true, json.Unmarshal(m.data, &gone)
		u.Event.ID, u.Gone = gone.ID, gone.Reason
	}
	if err != nil {
		return u, false, fmt.Errorf("read a message of the stream: %w", err)
	}
	if seq, err := strconv.ParseInt(m.id, 10, 64); err == nil {
		s.seq, u.Seq = seq, seq
	}
	return u, told, nil
}
