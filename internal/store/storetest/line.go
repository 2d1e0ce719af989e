package storetest

import (
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Line is the way to the server of PostgreSQL, which a test may cut and hold up. It is
// whole at first.
type Line struct {
	socket, server string // paths of sockets: ours, and the server's
	gate           sync.RWMutex
	carried        sync.WaitGroup

	mu       sync.Mutex
	listener net.Listener // nil while the line is cut
	open     []net.Conn
}

// socketName is that of PostgreSQL's socket in its folder, at the usual port.
const socketName = ".s.PGSQL.5432"

// OnLine names a fresh database of PostgreSQL, reached by a line.
func OnLine(t testing.TB) (dsn string, line *Line) {
	t.Helper()
	at, err := url.Parse(empty.DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp("", "line-") //nolint:usetesting // a short path: a socket's may have 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	q := at.Query()
	line = &Line{socket: filepath.Join(folder, socketName), server: filepath.Join(q.Get("host"), socketName)}
	q.Set("host", folder)
	at.RawQuery = q.Encode()
	line.Mend(t)
	t.Cleanup(func() {
		line.Cut(t)
		line.carried.Wait()
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return at.String(), line
}

// Cut ends all connections, and refuses new ones until Mend.
func (l *Line) Cut(t testing.TB) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listener == nil {
		return
	}
	err := l.listener.Close()
	l.listener = nil
	for _, c := range l.open {
		if closeErr := c.Close(); !errors.Is(closeErr, net.ErrClosed) {
			err = errors.Join(err, closeErr)
		}
	}
	l.open = nil
	if err != nil {
		t.Error(err)
	}
}

// Mend takes connections again.
func (l *Line) Mend(t testing.TB) {
	t.Helper()
	var lc net.ListenConfig
	listener, err := lc.Listen(t.Context(), "unix", l.socket)
	if err != nil {
		t.Fatal(err)
	}
	l.mu.Lock()
	l.listener = listener
	l.mu.Unlock()
	l.carried.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // it was cut
			}
			l.carry(listener, client)
		}
	})
}

// Hold keeps back all that comes from the server until the function that it returns is
// called.
func (l *Line) Hold() (release func()) {
	l.gate.Lock()
	return l.gate.Unlock
}

// carry connects a client with the server, both ways.
func (l *Line) carry(listener net.Listener, client net.Conn) {
	var dialer net.Dialer
	server, err := dialer.Dial("unix", l.server)
	if err != nil {
		_ = client.Close() // which it notices
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = append(l.open, client, server)
	if l.listener != listener { // it was cut meanwhile
		_, _ = client.Close(), server.Close()
		return
	}
	both := func() { _, _ = client.Close(), server.Close() } // as a connection ends
	l.carried.Go(func() { defer both(); _, _ = io.Copy(server, client) })
	l.carried.Go(func() { defer both(); _, _ = io.Copy(gated{client, &l.gate}, server) })
}

// gated writes when a gate is open.
type gated struct {
	to   io.Writer
	gate *sync.RWMutex
}

func (g gated) Write(p []byte) (int, error) {
	g.gate.RLock()
	defer g.gate.RUnlock()
	return g.to.Write(p)
}
