package httpserver_test

import (
	"bufio"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/httpserver"
)

// wired is a server behind a wire, and its address.
func wired(t *testing.T, connections int, answer http.HandlerFunc) string {
	t.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: answer, MaxHeaderBytes: 8 << 10, ReadHeaderTimeout: time.Minute}
	wire := &httpserver.Wire{Logger: slog.New(slog.DiscardHandler), Connections: connections}
	ended := make(chan error, 1)
	go func() { ended <- wire.Serve(server, l) }()
	t.Cleanup(func() {
		_ = server.Close() // connections of the test may be open
		<-ended
	})
	return l.Addr().String()
}

// dial connects, and sends what a test has to say.
func dial(t *testing.T, addr, request string) net.Conn {
	t.Helper()
	var d net.Dialer
	conn, err := d.DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	return conn
}

func read(t *testing.T, conn net.Conn) (*http.Response, string) {
	t.Helper()
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// What net/http answers by itself is a problem like every other.
func TestUnreadableRequestsAreProblems(t *testing.T) {
	t.Parallel()
	addr := wired(t, 20, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, r.URL.Path)
	})
	for _, tt := range []struct {
		name, request string
		status        int
		code, detail  string
	}{
		{"no HTTP", "hello\r\n\r\n", 400, "malformed-request", "no HTTP that can be read."},
		{"TLS", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400, "malformed-request", "no HTTP"},
		{"no host", "GET / HTTP/1.1\r\n\r\n", 400, "malformed-request", "missing required Host header"},
		{"a bad host", "GET / HTTP/1.1\r\nHost: a b<c>\r\n\r\n", 400, "malformed-request", "malformed Host header"},
		{"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "malformed-request", ""},
		{"a bad header", "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n", 400, "malformed-request", ""},
		{"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "malformed-request", ""},
		{"much of a header", "GET / HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("x", 20_000) + "\r\n\r\n", 431, "headers-too-large", ""},
		{"an expectation", "GET / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n", 417, "expectation-failed", "100-continue"},
		{"a coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501, "not-implemented", "chunked"},
		{"a version", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505, "wrong-version", ""},
		{"the second", "GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n", 400, "malformed-request", "missing required Host header"},
	} {
		in := bufio.NewReader(dial(t, addr, tt.request))
		res, err := http.ReadResponse(in, nil)
		if err == nil && res.StatusCode == http.StatusTeapot { // the first of two
			_, err = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
			if err == nil {
				res, err = http.ReadResponse(in, nil)
			}
		}
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var p httpserver.Problem
		if err := json.NewDecoder(res.Body).Decode(&p); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		_ = res.Body.Close()
		if res.StatusCode != tt.status || p.Status != tt.status || p.Type != "/docs#"+tt.code || p.Title == "" || !strings.Contains(p.Detail, tt.detail) || p.Detail == "" {
			t.Errorf("%s: %d %+v", tt.name, res.StatusCode, p)
		}
		h := res.Header
		if h.Get("Content-Type") != "application/problem+json" || h.Get("X-Request-Id") != p.RequestID || p.RequestID == "" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" || !res.Close {
			t.Errorf("%s: %v", tt.name, h)
		}
		if strings.Contains(p.Detail, "<c>") {
			t.Errorf("%s: what came is repeated: %s", tt.name, p.Detail)
		}
		if _, err := in.ReadByte(); err == nil {
			t.Errorf("%s: more follows", tt.name)
		}
	}
}

// A handler's answers are its own, whatever they look like.
func TestAnswersAreLeftAsTheyAre(t *testing.T) {
	t.Parallel()
	const fake = "HTTP/1.1 400 Bad Request: x\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\nx"
	addr := wired(t, 20, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "10000")
		w.WriteHeader(http.StatusBadRequest)
		_ = http.NewResponseController(w).Flush() // so that what follows is a piece of its own
		_, _ = io.WriteString(w, fake+strings.Repeat(" ", 10_000-len(fake)))
	})
	for range 2 {
		res, body := read(t, dial(t, addr, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")) //nolint:bodyclose // read closes it
		if res.StatusCode != http.StatusBadRequest || !strings.HasPrefix(body, fake) || len(body) != 10_000 {
			t.Errorf("%d %.300s", res.StatusCode, body)
		}
	}
}

// A connection too many waits until another ends.
func TestConnectionsAreBounded(t *testing.T) {
	t.Parallel()
	came := make(chan string, 3)
	addr := wired(t, 2, func(_ http.ResponseWriter, r *http.Request) { came <- r.URL.Path })
	one := dial(t, addr, "GET /one HTTP/1.1\r\nHost: a\r\n\r\n")
	<-came
	dial(t, addr, "GET /two HTTP/1.1\r\nHost: a\r\n\r\n")
	<-came
	dial(t, addr, "GET /three HTTP/1.1\r\nHost: a\r\n\r\n")
	select {
	case path := <-came:
		t.Errorf("%s is answered beside two others", path)
	default:
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	if path := <-came; path != "/three" {
		t.Error(path)
	}
}
