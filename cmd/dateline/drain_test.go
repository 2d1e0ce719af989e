package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// TestNoRequestIsLostAtTheEnd has clients ask as fast as they can over connections that
// they keep, and ends the server meanwhile. Each request that was sent gets a whole
// answer, the answers say that the connection is to be closed, and /readyz says so to
// whoever shares requests out.
func TestNoRequestIsLostAtTheEnd(t *testing.T) {
	inFolder(t)
	p := startServer(t, "--drain-delay", "4s")
	const clients = 8
	var hammering, asked sync.WaitGroup
	var answers atomic.Int64
	asked.Add(clients)
	for i := range clients {
		path := []string{"/v1/events?limit=5", "/readyz", "/", "/v1/events?format=csv"}[i%4]
		hammering.Go(func() {
			first := sync.OnceFunc(asked.Done)
			defer first()
			c, err := dialRaw(t.Context(), p)
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			for {
				last, err := c.ask(path)
				if err != nil {
					t.Errorf("a request that was sent got no whole answer: %v", err)
					return
				}
				first()
				answers.Add(1)
				if last {
					return // as whoever shares requests out: there are other servers
				}
			}
		})
	}
	asked.Wait()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	hammering.Wait()
	for range p.logs { // until it has ended
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	t.Logf("%d answers", answers.Load())
}

// rawConn is a connection that is asked without tries anew, which would hide what is lost.
type rawConn struct {
	net.Conn
	answers *bufio.Reader
}

func dialRaw(ctx context.Context, p *process) (*rawConn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		return nil, err
	}
	return &rawConn{conn, bufio.NewReader(conn)}, nil
}

// ask sends a request and reads its answer to the end; last says that the connection
// takes no other.
func (c *rawConn) ask(path string) (last bool, err error) {
	if _, err := fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path); err != nil {
		return false, err
	}
	resp, err := http.ReadResponse(c.answers, nil)
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return false, err
	}
	want := http.StatusOK
	if path == "/readyz" && resp.Close {
		want = http.StatusServiceUnavailable
	}
	if resp.StatusCode != want {
		return false, fmt.Errorf("%s is answered %d, not %d", path, resp.StatusCode, want)
	}
	return resp.Close, nil
}
