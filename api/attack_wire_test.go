package api_test

import (
	"bufio"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"example.org/dateline/internal/httpserver"
)

// wired is the address of a handler behind connections, as `dateline serve` has it. Its
// server ends with the test.
func wired(t *testing.T, h http.Handler, log io.Writer) string {
	t.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	logger := slog.New(slog.NewTextHandler(log, nil))
	server := &http.Server{Handler: h, MaxHeaderBytes: 16 << 10, ReadHeaderTimeout: time.Minute, ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelError)}
	wire := &httpserver.Wire{Logger: logger, Connections: 20}
	ended := make(chan error, 1)
	go func() { ended <- wire.Serve(server, l) }()
	t.Cleanup(func() {
		_ = server.Close()
		<-ended
	})
	return l.Addr().String()
}

// send sends what net/http refuses by itself, and holds its answer to the schema of
// problems.
func (a *attacker) send(raw []byte) {
	var d net.Dialer
	conn, err := d.DialContext(a.t.Context(), "tcp", a.wire)
	if err != nil {
		a.t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write(raw); err != nil {
		return // it was refused before it was sent
	}
	_ = conn.(*net.TCPConn).CloseWrite() // nothing more comes, whatever was announced
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		a.t.Errorf("%.1000q\nis answered with no HTTP: %v", raw, err)
		return
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		a.t.Errorf("%.1000q\nis answered %d, and cut off: %v", raw, res.StatusCode, err)
		return
	}
	a.statuses[res.StatusCode]++
	var value any
	err = json.Unmarshal(body, &value)
	if err == nil {
		err = a.c.fits("/components/schemas/Problem", value)
	}
	if found := inside.FindString(string(body)); err != nil || found != "" || res.StatusCode < http.StatusBadRequest || res.Header.Get("Content-Type") != "application/problem+json" {
		a.t.Errorf("%.1000q\nis answered %d, %v: %v %q: %.600s", raw, res.StatusCode, res.Header, err, found, body)
	}
}
