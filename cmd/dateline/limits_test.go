package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestServeRefusesLimitsThatAreNone(t *testing.T) {
	inFolder(t)
	for _, tt := range []struct{ flag, value, says string }{
		{"--at-once", "pages=3", "the classes are cached, page, aggregate, as_of, export, stream, write, import"},
		{"--at-once", "page=0", "at least 1"},
		{"--rate-limit", "600", "600/1m"},
		{"--trusted-proxies", "proxy.example", "10.0.0.0/8"},
		{"--max-connections", "1", "at least 2"},
	} {
		code, _, stderr := dateline(t, "", "serve", "--no-sample", "--addr", "127.0.0.1:0", tt.flag, tt.value)
		if code != 2 || !strings.Contains(stderr, tt.flag) || !strings.Contains(stderr, tt.says) {
			t.Errorf("%s %s: exit %d, %q", tt.flag, tt.value, code, stderr)
		}
	}
}

// What the flags say holds in the program.
func TestServeHeedsItsLimits(t *testing.T) {
	inFolder(t)
	p := startServer(t, "--rate-limit", "2/1h", "--trusted-proxies", "127.0.0.0/8", "--at-once", "page=3,export=1", "--max-connections", "50")
	asked := 0
	ask := func(from string) int {
		asked++ // something else each time: answers that are kept are not counted
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, fmt.Sprint(p.url, "/v1/stories?limit=", asked), http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Forwarded-For", from)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	for i, want := range []int{200, 200, 429} {
		if got := ask("198.51.100.1"); got != want {
			t.Errorf("request %d is answered %d, want %d", i, got, want)
		}
	}
	if got := ask("198.51.100.1, 198.51.100.2"); got != http.StatusOK {
		t.Errorf("another address is answered %d", got)
	}
	var d net.Dialer
	conn, err := d.DialContext(t.Context(), "tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n")
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusBadRequest || res.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("a host that is none is answered %v", res)
	}
}

// The heap of a server that keeps little grows by a multiple of it, and by no more than
// garbageRoom where it keeps much.
func TestHeapHasRoom(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		live    uint64
		percent int
	}{
		{0, 400}, {12 << 20, 400}, {16 << 20, 400}, {32 << 20, 200}, {128 << 20, 50}, {4 << 30, 25},
	} {
		if got := percentFor(tt.live); got != tt.percent {
			t.Errorf("of %d bytes %d %%, want %d", tt.live, got, tt.percent)
		}
	}
}
