package httpserver

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/timeline"
)

// Wire is what connections pass before there is a request: it bounds their number,
// of all and of one address, and makes the answers that net/http gives by itself
// problems like all others.
type Wire struct {
	Logger      *slog.Logger
	Connections int               // at a time; one address gets at most half of them
	Proxies     admission.Proxies // each of which may have all of them

	mu sync.Mutex
	by map[string]int
}

// Serve accepts connections for a server until its listener is closed. The errors
// are those of http.Server.Serve. It sets the hooks of the server that it needs.
func (w *Wire) Serve(server *http.Server, from net.Listener) error {
	w.by = map[string]int{}
	server.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		return context.WithValue(ctx, wiredKey{}, c)
	}
	server.ConnState = func(c net.Conn, state http.ConnState) {
		if wired, ok := c.(*wired); ok && state == http.StateIdle {
			wired.handled.Store(false)
		}
	}
	next := server.Handler
	server.Handler = http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if wired, ok := r.Context().Value(wiredKey{}).(*wired); ok {
			wired.handled.Store(true)
		}
		next.ServeHTTP(out, r)
	})
	return server.Serve(&wiredListener{Listener: from, wire: w, places: make(chan struct{}, w.Connections), closed: make(chan struct{})})
}

type wiredKey struct{}

// wiredListener hands out connections for as long as there are not too many.
type wiredListener struct {
	net.Listener
	wire   *Wire
	places chan struct{}

	once   sync.Once
	closed chan struct{}
}

// Close ends a wait for a place, too.
func (l *wiredListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

func (l *wiredListener) Accept() (net.Conn, error) {
	for {
		select {
		case l.places <- struct{}{}: // whoever comes meanwhile waits in the system's queue
		case <-l.closed:
			return nil, net.ErrClosed
		}
		c, err := l.Listener.Accept()
		if err != nil {
			<-l.places
			return nil, err
		}
		if address := l.wire.address(c); l.wire.take(address) {
			return &wired{Conn: c, logger: l.wire.Logger, done: func() { l.wire.give(address); <-l.places }}, nil
		}
		_ = c.Close() // the address has half of all
		<-l.places
	}
}

// address is that of a connection, "" for a proxy and for the machine itself,
// which may be one.
func (w *Wire) address(c net.Conn) string {
	peer, err := netip.ParseAddrPort(c.RemoteAddr().String())
	if err != nil || peer.Addr().Unmap().IsLoopback() || w.Proxies.Trusts(peer.Addr()) {
		return ""
	}
	return admission.Key(peer.Addr())
}

func (w *Wire) take(address string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if address != "" && w.by[address] >= (w.Connections+1)/2 {
		return false
	}
	w.by[address]++
	return true
}

func (w *Wire) give(address string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.by[address]--; w.by[address] == 0 {
		delete(w.by, address)
	}
}

// wired is a connection whose end is told.
type wired struct {
	net.Conn
	logger  *slog.Logger
	handled atomic.Bool // a handler answers: what is written is an answer of ours
	once    sync.Once
	done    func()
}

func (c *wired) Close() error {
	c.once.Do(c.done)
	return c.Conn.Close()
}

// CloseWrite lets net/http end an answer before it ends the connection, so that
// what the client still sends does not destroy it.
func (c *wired) CloseWrite() error {
	if tcp, ok := c.Conn.(*net.TCPConn); ok {
		return tcp.CloseWrite()
	}
	return nil
}

// Write sends on what net/http writes. Where no handler has seen the request, that
// is an answer of its own, in one piece, to something that it could not read.
func (c *wired) Write(p []byte) (int, error) {
	status, ok := statusIn(p)
	if !ok || c.handled.Load() {
		return c.Conn.Write(p)
	}
	if _, err := c.Conn.Write(c.problem(status, p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// statusIn reads the status of a whole answer that is a failure.
func statusIn(answer []byte) (status int, ok bool) {
	rest, ok := bytes.CutPrefix(answer, []byte("HTTP/1.1 "))
	if !ok || len(rest) < 3 {
		return 0, false
	}
	status, err := strconv.Atoi(string(rest[:3]))
	return status, err == nil && status >= http.StatusBadRequest
}

// unread are the problems that requests have which no handler sees.
var unread = map[int]timeline.Error{
	http.StatusRequestHeaderFieldsTooLarge: {Code: HeadersTooLarge, Message: "The headers of the request have more bytes than are read here."},
	http.StatusExpectationFailed:           {Code: ExpectationFailed, Message: "The header Expect may say 100-continue, and nothing else."},
	http.StatusNotImplemented:              {Code: NotImplemented, Message: "The body comes in a transfer coding that is not read here: send it chunked, or with its length."},
	http.StatusHTTPVersionNotSupported:     {Code: WrongVersion, Message: "This server speaks HTTP/1.1 and HTTP/1.0."},
}

// problem is an answer of net/http as a problem. Why a request is malformed it says
// in its first line, and nothing of the request is in that.
func (c *wired) problem(status int, answer []byte) []byte {
	why, known := unread[status]
	if !known {
		line, _, _ := bytes.Cut(answer, []byte("\r\n"))
		_, reason, told := bytes.Cut(line, []byte(": "))
		why = timeline.Error{Code: MalformedRequest, Message: "The request is no HTTP that can be read."}
		if told {
			why.Message = fmt.Sprintf("The request is no HTTP that can be read: %s.", reason)
		}
	}
	k, id := kinds[why.Code], rand.Text()
	body, err := json.Marshal(Problem{Type: "/docs#" + string(why.Code), Title: k.title, Status: k.status, Detail: why.Message, RequestID: id})
	if err != nil {
		return answer // cannot happen: strings and a number
	}
	remote, _, err := net.SplitHostPort(c.RemoteAddr().String())
	if err != nil {
		remote = c.RemoteAddr().String()
	}
	c.logger.Info("request that could not be read", slog.Int("status", k.status), slog.String("request_id", id), slog.String("remote", remote), slog.String("error", why.Message))
	head := fmt.Appendf(nil, "HTTP/1.1 %d %s\r\n", k.status, http.StatusText(k.status))
	h := http.Header{
		"Connection": {"close"}, "Content-Type": {"application/problem+json"}, "Content-Length": {strconv.Itoa(len(body))}, "Cache-Control": {"no-store"},
		"Date": {time.Now().UTC().Format(http.TimeFormat)}, "X-Request-Id": {id},
	}
	hardened(h)
	var all bytes.Buffer
	all.Write(head)
	_ = h.Write(&all) // to memory
	all.WriteString("\r\n")
	all.Write(body)
	return all.Bytes()
}
