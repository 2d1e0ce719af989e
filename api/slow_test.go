package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// onSocket serves on a socket as the program does, and returns its address.
func onSocket(t *testing.T, h http.Handler) string {
	t.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	ended := make(chan error, 1)
	go func() {
		ended <- (&httpserver.Wire{Logger: slog.New(slog.DiscardHandler), Connections: 100}).Serve(server, l)
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-ended
	})
	return l.Addr().String()
}

// saying connects and says something.
func saying(t *testing.T, addr, request string) net.Conn {
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

// hungUpOn reads the problem that a connection is told before it ends.
func hungUpOn(t *testing.T, name string, conn net.Conn, status int, code string) {
	t.Helper()
	in := bufio.NewReader(conn)
	res, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	defer res.Body.Close()
	var p refusal
	if err := json.NewDecoder(res.Body).Decode(&p); err != nil || res.StatusCode != status || p.Type != "/docs#"+code || !res.Close {
		t.Errorf("%s: %d %+v, %v, close %v", name, res.StatusCode, p, err, res.Close)
	}
	if _, err := in.ReadByte(); err == nil {
		t.Errorf("%s: the connection goes on", name)
	}
}

// Requests that announce a body and send none keep nobody from anything.
func TestIdleBodiesHoldNothing(t *testing.T) {
	t.Parallel()
	addr := onSocket(t, api.New(storetest.Bundled(t), api.Config{Limits: admission.Limits{admission.Export: {AtOnce: 1}}}))
	for _, how := range []string{"Content-Length: 1", "Transfer-Encoding: chunked", "Content-Length: 1\r\nExpect: 100-continue", "Content-Length: 999999999999"} {
		for _, method := range []string{"GET", "OPTIONS"} {
			conn := saying(t, addr, method+" /v1/events?format=ndjson HTTP/1.1\r\nHost: x\r\n"+how+"\r\n\r\n")
			hungUpOn(t, method+" "+how, conn, http.StatusBadRequest, "unexpected-body")
		}
	}
	res := fetch(t, "http://"+addr+"/v1/events?format=ndjson")
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("the export itself answers %d, %v", res.StatusCode, err)
	}
}

// A body that stalls is answered 408, by every route, and its connection ends.
func TestStalledBodies(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	addr := onSocket(t, api.New(st, api.Config{BodyGrace: 50 * time.Millisecond, Limits: admission.Limits{admission.Write: {AtOnce: 1}, admission.Import: {AtOnce: 1}}}))
	token := tokenFor(t, st, "desk", store.ScopeWrite)
	signed := "Authorization: " + token + "\r\n"
	for _, tt := range []struct{ name, request string }{
		{"a record", "POST /v1/events HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"title\":"},
		{"nothing of a record", "PUT /v1/events/a HTTP/1.1\r\nHost: x\r\n" + signed + "If-Match: *\r\nContent-Length: 100\r\n\r\n"},
		{"a record in chunks", "POST /v1/events HTTP/1.1\r\nHost: x\r\n" + signed + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"tit\r\n"},
		{"by nobody", "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"},
		{"with DELETE", "DELETE /v1/events/a?reason=x HTTP/1.1\r\nHost: x\r\n" + signed + "If-Match: *\r\nContent-Length: 100\r\n\r\n{"},
		{"a form", "POST /edit/sign-out HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na="},
		{"where there is nothing", "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\na="},
		{"an import as it comes", "POST /v1/import?format=ndjson HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Length: 500000\r\n\r\n{"},
		{"an import that is kept first", "POST /v1/import?format=ndjson&dry_run=true HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Length: 500000\r\n\r\n{"},
		{"an import of a story", "POST /v1/import?format=story HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Length: 500000\r\n\r\n{"},
		{"a large record", "PUT /v1/events/a HTTP/1.1\r\nHost: x\r\n" + signed + "If-Match: *\r\nContent-Length: 500000\r\n\r\n{"},
		{"a text", "PUT /v1/sources/a/text HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Type: text/plain\r\nContent-Length: 500000\r\n\r\n{"},
		{"a picture", "POST /v1/media HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Type: image/png\r\nContent-Length: 500000\r\n\r\n{"},
		{"a small import", "POST /v1/import?format=ndjson HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Length: 100\r\n\r\n{"},
	} {
		hungUpOn(t, tt.name, saying(t, addr, tt.request), http.StatusRequestTimeout, "body-too-slow")
	}
	for range 3 { // and nobody's place is lost
		res := fetch(t, "http://"+addr+"/v1/events?limit=1")
		_ = res.Body.Close()
		conn := saying(t, addr, "POST /v1/import?format=ndjson&dry_run=true HTTP/1.1\r\nHost: x\r\n"+signed+"Content-Length: 2\r\n\r\n{}")
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _ = answer.Body.Close(); answer.StatusCode != http.StatusOK {
			t.Errorf("an import answers %v", answer)
		}
	}
}

// A body that is refused unread does not hold up its refusal.
func TestRefusedBodiesAreNotWaitedFor(t *testing.T) {
	t.Parallel()
	addr := onSocket(t, api.New(storetest.Bundled(t), api.Config{MaxBody: 1 << 20}))
	for name, request := range map[string]string{
		"by nobody":   "POST /v1/import HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n",
		"by a number": "PUT /v1/events/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nonsense\r\nContent-Length: 5000000\r\n\r\n{",
	} {
		hungUpOn(t, name, saying(t, addr, request), http.StatusUnauthorized, "unauthorized")
	}
	hungUpOn(t, "broken", saying(t, addr, "POST /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n"), http.StatusBadRequest, "malformed-request")
}

// An export ends, and gives the database back, when its client does not read it, or
// hardly does.
func TestSlowReadersEnd(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 2)
	record := json.RawMessage(fmt.Sprintf(`{"id":"a","title":%q}`, strings.Repeat("long ", 1000)))
	h := api.NewStreaming(storetest.Bundled(t), api.Config{WriteStall: 100 * time.Millisecond}, func(ctx context.Context, fn func(json.RawMessage) error) error {
		for {
			if err := fn(record); err != nil {
				ended <- ctx.Err() // not for being hung up on, nor for its own time
				return err
			}
		}
	})
	addr := onSocket(t, h)
	ask := "GET /v1/events?format=ndjson HTTP/1.1\r\nHost: x\r\n\r\n"
	saying(t, addr, ask) // reads nothing
	<-ended
	crawler := saying(t, addr, ask)
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for one := make([]byte, 1); ; {
		select {
		case <-ended:
			return
		case <-ticker.C:
			if _, err := crawler.Read(one); err != nil {
				t.Fatalf("the answer ended before it was given up: %v", err)
			}
		}
	}
}
