package api_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func TestCompression(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	const long, short = "/v1/events", "/v1/events?actor=nobody"
	plain := get(t, h, long)
	tests := []struct {
		name, target, accept, coding string
	}{
		{"nothing asked for", long, "", ""},
		{"gzip", long, "gzip", "gzip"},
		{"zstd", long, "zstd", "zstd"},
		{"both", long, "gzip, deflate, br, zstd", "zstd"},
		{"gzip preferred", long, "gzip;q=1.0, zstd;q=0.5", "gzip"},
		{"zstd excluded", long, "zstd;q=0, gzip", "gzip"},
		{"both excluded", long, "zstd;q=0, gzip;q=0", ""},
		{"one that we lack", long, "br", ""},
		{"too short to be worth it", short, "gzip, zstd", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := get(t, h, tt.target, "Accept-Encoding", tt.accept)
			if got := rec.Header().Get("Content-Encoding"); rec.Code != http.StatusOK || got != tt.coding {
				t.Fatalf("answers %d in the coding %q, want %q", rec.Code, got, tt.coding)
			}
			if got := rec.Header().Get("Vary"); got != "Accept, Accept-Encoding, Authorization" {
				t.Errorf("Vary is %q", got)
			}
			if tt.target != long {
				return
			}
			if got := decompressed(t, tt.coding, rec.Body); got != plain.Body.String() {
				t.Errorf("the content is another: %.200s", got)
			}
			want := plain.Header().Get("ETag")
			if tt.coding != "" {
				want = strings.TrimSuffix(want, `"`) + "-" + tt.coding + `"`
			}
			if got := rec.Header().Get("ETag"); got != want {
				t.Errorf("ETag is %s, want %s", got, want)
			}
			again := get(t, h, tt.target, "Accept-Encoding", tt.accept, "If-None-Match", want)
			if again.Code != http.StatusNotModified || again.Header().Get("Content-Encoding") != "" || again.Header().Get("ETag") != want {
				t.Errorf("its ETag is answered %d %v", again.Code, again.Header())
			}
		})
	}
}

func decompressed(t *testing.T, coding string, body *bytes.Buffer) string {
	t.Helper()
	var r io.Reader = body
	var err error
	switch coding {
	case "gzip":
		r, err = gzip.NewReader(body)
	case "zstd":
		r, err = zstd.NewReader(body)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestHead compares HEAD with GET on every kind of answer, and that a real
// server sends the headers and nothing else.
func TestHead(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	live := httptest.NewServer(h)
	defer live.Close()
	for _, target := range []string{"/v1/events", "/v1/events?limit=0", "/v1/events/nope", "/nope", "/v1/topics/peace-talks", "/openapi.yaml", "/healthz", "/v1/events?format=xml"} {
		for _, coding := range []string{"identity", "gzip", "zstd"} {
			got := get(t, h, target, "Accept-Encoding", coding, "X-Request-Id", "same")
			head := ask(t, h, http.MethodHead, target, "Accept-Encoding", coding, "X-Request-Id", "same")
			if head.Code != got.Code || head.Body.Len() > 0 {
				t.Errorf("HEAD %s answers %d with %d bytes, GET %d", target, head.Code, head.Body.Len(), got.Code)
			}
			for name := range got.Header() {
				if head.Header().Get(name) != got.Header().Get(name) {
					t.Errorf("HEAD %s has %s: %q, GET %q", target, name, head.Header().Get(name), got.Header().Get(name))
				}
			}
			if length := head.Header().Get("Content-Length"); coding == "identity" && length != strconv.Itoa(got.Body.Len()) {
				t.Errorf("HEAD %s has Content-Length: %q, and GET %d bytes", target, length, got.Body.Len())
			}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodHead, live.URL+target, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Accept-Encoding", coding)
			res, err := http.DefaultTransport.RoundTrip(req)
			if err != nil {
				t.Fatalf("HEAD %s: %v", target, err)
			}
			if err := res.Body.Close(); err != nil || res.StatusCode != got.Code {
				t.Errorf("HEAD %s answers %d (%v)", target, res.StatusCode, err)
			}
		}
	}
}

// TestBodiesAreNotRead: what comes with a GET would ask for something in vain.
func TestBodiesAreNotRead(t *testing.T) {
	t.Parallel()
	live := httptest.NewServer(bundled(t))
	defer live.Close()
	for _, size := range []int{10, 1 << 20} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, live.URL+"/v1/events/yermak-waltz-call", strings.NewReader(strings.Repeat("x", size)))
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatalf("with %d bytes: %v", size, err)
		}
		if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusBadRequest {
			t.Errorf("with %d bytes answers %d (%v)", size, res.StatusCode, err)
		}
	}
}
