package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// lastEventID is the header in which a browser that connects again says how far
// it came. It is worth more than a parameter of the first address.
const lastEventID = "Last-Event-ID"

// retryAfter is after how many milliseconds a client is to connect again.
const retryAfter = 2000

var streamFormats = []format[struct{}]{{name: "sse", media: "text/event-stream"}}

// streamEvents serves GET /v1/events/stream: what becomes of the events that a
// query keeps, as Server-Sent Events (WHATWG HTML, section 9.2), for as long as
// the client listens.
//
// The id of a message says how far its client has come. Only the last message of
// a write, or of some, has one: a client that comes back gets again what it had
// of an unfinished one, and loses nothing.
func (s *server) streamEvents(c *gin.Context) error {
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return err
	}
	q, err := timeline.ParseStreamQuery(values)
	if err != nil {
		return err
	}
	if _, err := httpserver.Negotiate(c.Request, values, streamFormats); err != nil {
		return err
	}
	since := q.Since
	q.Since = nil
	f := &subscriber{server: s, from: httpserver.Reader(c), query: q.Query, asked: q.Values().Encode(), token: httpserver.TokenOf(c.Request)}
	if err := f.begin(c.Request, since); err != nil {
		return err
	}
	s.watch.subscribe()
	defer s.watch.unsubscribe()
	h := c.Writer.Header()
	h.Set("Content-Type", streamFormats[0].media)
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept, Accept-Encoding, Authorization")
	h.Set("X-Accel-Buffering", "no") // a proxy that gathers answers would hold this one for ever
	h.Set(gzhttp.HeaderNoCompression, "1")
	c.Writer.WriteHeader(http.StatusOK)
	if httpserver.IsHead(c.Request) {
		return nil
	}
	defer s.OpenStream(c.Request)()
	f.out = c.Writer
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	defer context.AfterFunc(s.cfg.Stopping, cancel)()
	f.run(ctx)
	return nil
}

// subscriber is one client of the stream. Between writes it holds nothing but its
// connection.
type subscriber struct {
	*server
	from      store.ViewOptions // what the client may read
	query     timeline.Query
	asked     string       // the query, canonically
	token     *store.Token // that the client showed, nil for none
	out       http.ResponseWriter
	seq       int64 // the last change that the client has been told of
	announced int64 // the last one that it has the number of
	round     int   // of news that it has been told to look for
}

// begin finds where the client goes on.
func (f *subscriber) begin(r *http.Request, since *int64) error {
	ctx, cancel := context.WithTimeout(r.Context(), f.cfg.QueryTimeout)
	defer cancel()
	if id := r.Header.Get(lastEventID); id != "" {
		seq, err := timeline.ParseChangeNumber(lastEventID, id)
		if err != nil {
			return &timeline.Error{Code: httpserver.InvalidHeader, Message: "The header Last-Event-ID is the id of a message of the stream: the number of a change."}
		}
		since = &seq
	}
	if since == nil {
		v, err := f.Store.VersionFor(ctx, f.from)
		f.seq = v.Seq
		return httpserver.Because(ctx, err)
	}
	f.seq = *since
	_, err := f.nextWindow(ctx)
	if timeline.CodeOf(err) == timeline.InvalidParameter && r.Header.Get(lastEventID) != "" {
		return &timeline.Error{Code: httpserver.InvalidHeader, Message: "The header Last-Event-ID names a change that has not been made: the database is another one, or has been restored. Load the list again."}
	}
	return httpserver.Because(ctx, err)
}

// run serves until the client hangs up or does not read, or the server stops.
func (f *subscriber) run(ctx context.Context) {
	f.announced = -1
	if err := f.write([]byte("retry: " + strconv.Itoa(retryAfter) + "\n")); err != nil {
		return
	}
	if err := f.heartbeat(); err != nil {
		return
	}
	ticker := time.NewTicker(f.cfg.Heartbeat)
	defer ticker.Stop()
	for {
		var written <-chan struct{}
		written, f.round = f.watch.next()
		if good, err := f.trusted(ctx); err != nil || !good {
			return // whoever comes back is told why
		}
		if err := f.catchUp(ctx); err != nil {
			if ctx.Err() == nil {
				f.cfg.Logger.ErrorContext(ctx, "a stream of events ends early", "error", err)
			}
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-written:
		case <-ticker.C:
			if err := f.heartbeat(); err != nil {
				return
			}
		}
	}
}

// trusted reports whether the client's token is still good.
func (f *subscriber) trusted(ctx context.Context) (bool, error) {
	if f.token == nil {
		return true, nil
	}
	ctx, cancel := context.WithTimeout(ctx, f.cfg.QueryTimeout)
	defer cancel()
	return f.Store.Holds(ctx, *f.token)
}

// heartbeat says that the stream is there and, since a block without data is no
// message, how far the client has come.
func (f *subscriber) heartbeat() error {
	block := []byte(": here\n")
	if f.announced != f.seq {
		block = fmt.Appendf(block, "id: %d\n", f.seq)
	}
	f.announced = f.seq
	return f.flush(append(block, '\n'))
}

// catchUp sends what the client has not been told of.
func (f *subscriber) catchUp(ctx context.Context) error {
	for {
		w, err := f.window(ctx)
		if err != nil || w.To == w.From {
			return err
		}
		var held []byte // the last message, whose end is still to come
		for after := (*store.Position)(nil); ; {
			batch, err := f.batch(ctx, w, after)
			if err != nil {
				return err
			}
			for _, m := range batch.messages {
				if held != nil {
					if err := f.write(append(held, '\n')); err != nil {
						return err
					}
				}
				held = m
			}
			if after = batch.next; after == nil {
				break
			}
		}
		f.seq = w.To
		if held != nil {
			f.announced = f.seq
			if err := f.flush(fmt.Appendf(held, "id: %d\n\n", f.seq)); err != nil {
				return err
			}
		}
	}
}

// window is what the client is to be told next. All who are as far and are woken
// by the same news ask for it together: the answer to an earlier question would
// lack them. How far the log goes depends on what they may see.
func (f *subscriber) window(ctx context.Context) (store.Window, error) {
	return coalesce(f, fmt.Sprint("window ", f.from.Private, " ", f.from.Origin, " ", f.round, " ", f.seq), func() (store.Window, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), f.cfg.QueryTimeout)
		defer cancel()
		w, err := f.nextWindow(ctx)
		return w, httpserver.Because(ctx, err)
	})
}

func (f *subscriber) nextWindow(ctx context.Context) (w store.Window, err error) {
	err = f.Store.View(ctx, f.from, func(v *store.View) (err error) {
		w, err = v.EventWindow(f.seq)
		return err
	})
	return w, err
}

// batch is some of what is to be told in a window: messages without the line that
// ends them, and where the next batch begins, nil for the last.
type batch struct {
	messages [][]byte // with no room behind them, as many clients share them
	next     *store.Position
}

// batch is asked for together by those who may see the same and follow the same
// query.
func (f *subscriber) batch(ctx context.Context, w store.Window, after *store.Position) (batch, error) {
	question := fmt.Sprint("batch ", f.token != nil, w, f.asked)
	if after != nil {
		question = fmt.Sprint(question, *after)
	}
	return coalesce(f, question, func() (b batch, err error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), f.cfg.QueryTimeout)
		defer cancel()
		var changes []store.EventChange
		err = f.Store.View(ctx, f.from, func(v *store.View) (err error) {
			changes, b.next, err = v.EventChanges(f.query, w, after)
			return err
		})
		if err != nil {
			return b, httpserver.Because(ctx, err)
		}
		for _, change := range changes {
			m, err := message(change)
			if err != nil {
				return b, err
			}
			b.messages = append(b.messages, slices.Clip(m))
		}
		return b, nil
	})
}

// coalesce asks once for all subscribers that ask the same at the same time.
func coalesce[T any](f *subscriber, question string, ask func() (T, error)) (T, error) {
	v, err, _ := f.asking.Do(question, func() (any, error) { return ask() })
	answer, _ := v.(T)
	return answer, err
}

// removal is the data of a message about an event that is kept no more.
type removal struct {
	ID     string `json:"id"`
	Seq    int64  `json:"seq"`
	Reason string `json:"reason"`
}

// message is a change of an event as a block of the stream, without the line
// that ends it. JSON has no line break.
func message(change store.EventChange) ([]byte, error) {
	name, data := "update", change.JSON
	if change.JSON == nil {
		var err error
		name = "remove"
		if data, err = json.Marshal(removal{change.ID, change.Seq, change.Gone}); err != nil {
			return nil, err
		}
	}
	return bytes.Join([][]byte{[]byte("event: " + name), append([]byte("data: "), data...), nil}, []byte("\n")), nil
}

func (f *subscriber) write(block []byte) error {
	_, err := f.out.Write(block)
	return err
}

func (f *subscriber) flush(block []byte) error {
	if err := f.write(block); err != nil {
		return err
	}
	return http.NewResponseController(f.out).Flush()
}
