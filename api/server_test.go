package api_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/dateline"
	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

func TestEveryAnswerHasTheseHeaders(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, tt := range []struct{ method, target string }{
		{http.MethodGet, "/v1/events"}, {http.MethodHead, "/v1/events"}, {http.MethodOptions, "/v1/events"},
		{http.MethodPost, "/v1/events"}, {http.MethodGet, "/v1/events/nope"}, {http.MethodGet, "/nope"},
		{http.MethodGet, "/v1/events?limit=0"}, {http.MethodGet, "/v1/events?q=" + strings.Repeat("a", 20_000)},
		{http.MethodGet, "/healthz"}, {http.MethodGet, "/readyz"}, {http.MethodGet, "/openapi.yaml"},
	} {
		rec := ask(t, h, tt.method, tt.target)
		for name, want := range map[string]string{
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Content-Security-Policy":      "default-src 'none'; frame-ancestors 'none'",
			"Cross-Origin-Resource-Policy": "cross-origin",
			"Access-Control-Allow-Origin":  "*",
		} {
			if got := rec.Header().Get(name); got != want {
				t.Errorf("%s %.40s: %s is %q, want %q", tt.method, tt.target, name, got, want)
			}
		}
		for _, name := range []string{"ETag", "Link", "Last-Modified", "X-Request-Id", "Retry-After", "WWW-Authenticate", "Location"} {
			if !slices.Contains(strings.Split(rec.Header().Get("Access-Control-Expose-Headers"), ", "), name) {
				t.Errorf("%s %.40s: scripts may not read %s", tt.method, tt.target, name)
			}
		}
		if got := rec.Header().Get("Access-Control-Allow-Credentials"); got != "" {
			t.Errorf("%s %.40s allows credentials", tt.method, tt.target)
		}
	}
}

// allowedAt are the methods of some addresses.
var allowedAt = map[string]string{
	"/v1/events": "GET, POST, HEAD, OPTIONS", "/v1/events/any": "GET, PUT, PATCH, DELETE, HEAD, OPTIONS", "/v1/stories/any/document": "GET, HEAD, OPTIONS",
	"/v1/import": "POST, OPTIONS", "/healthz": "GET, HEAD, OPTIONS", "/openapi.yaml": "GET, HEAD, OPTIONS",
}

func TestOptions(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for target, allowed := range allowedAt {
		rec := ask(t, h, http.MethodOptions, target, "Origin", "https://example.org", "Access-Control-Request-Method", "GET",
			"Access-Control-Request-Headers", "if-none-match")
		if rec.Code != http.StatusNoContent || rec.Header().Get("Allow") != allowed {
			t.Errorf("%s answers %d, Allow: %s", target, rec.Code, rec.Header().Get("Allow"))
		}
		if got := rec.Header().Get("Access-Control-Allow-Headers"); got != "Accept, If-None-Match, If-Modified-Since, X-Request-Id, Dateline-Seq, Authorization, Content-Type, If-Match, Idempotency-Key, Last-Event-ID" {
			t.Errorf("%s: Access-Control-Allow-Headers is %q", target, got)
		}
		if got := rec.Header().Get("Access-Control-Max-Age"); got != "86400" {
			t.Errorf("%s: Access-Control-Max-Age is %q", target, got)
		}
	}
	refused(t, ask(t, h, http.MethodOptions, "/nope"), http.StatusNotFound, "not-found")
}

func TestOtherMethods(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodTrace, "QUERY", "BREW"} {
		for target, allowed := range allowedAt {
			if strings.Contains(allowed, method) {
				continue
			}
			rec := ask(t, h, method, target)
			p := refused(t, rec, http.StatusMethodNotAllowed, "method-not-allowed")
			expect(t, p.Detail, method+" is not answered here; the methods are "+allowed+".", "")
			if got := rec.Header().Get("Allow"); got != allowed {
				t.Errorf("%s %s: Allow is %q", method, target, got)
			}
		}
	}
}

func TestRequestIDs(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, given := range []string{"a", "A-b_c.9", strings.Repeat("x", 64)} {
		if got := get(t, h, "/healthz", "X-Request-Id", given).Header().Get("X-Request-Id"); got != given {
			t.Errorf("%q became %q", given, got)
		}
	}
	seen := map[string]bool{}
	for _, given := range []string{"", "", "two words", "a\tb", strings.Repeat("x", 65), "é", `"`, "a,b", "<script>", "dl_" + strings.Repeat("x", 43), "a-dl_" + strings.Repeat("x", 20)} {
		got := get(t, h, "/nope", "X-Request-Id", given)
		id := got.Header().Get("X-Request-Id")
		if len(id) < 16 || id == given || seen[id] {
			t.Errorf("%q became %q", given, id)
		}
		seen[id] = true
		if p := parsed[refusal](t, got); p.RequestID != id {
			t.Errorf("the problem names the request %q, the header %q", p.RequestID, id)
		}
	}
}

func TestAccessLog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	h := api.New(storetest.Bundled(t), api.Config{Logger: slog.New(slog.NewJSONHandler(&log, nil))})
	tests := []struct {
		method, target string
		want           map[string]any
	}{
		{http.MethodGet, "/v1/events/yermak-waltz-call?fields=title", map[string]any{
			"method": "GET", "route": "/v1/events/:id", "path": "/v1/events/yermak-waltz-call", "query": "fields=title", "status": 200.0, "level": "INFO"}},
		{http.MethodHead, "/v1/events", map[string]any{"method": "HEAD", "route": "/v1/events", "status": 200.0, "bytes": 0.0}},
		{http.MethodOptions, "/v1/events", map[string]any{"method": "OPTIONS", "route": "/v1/events", "status": 204.0}},
		{http.MethodGet, "/nope%0Aforged", map[string]any{"route": "", "path": "/nope\nforged", "status": 404.0}},
		{http.MethodGet, "/v1/events?q=" + strings.Repeat("ж", 1000), map[string]any{
			"query": "q=" + strings.Repeat("ж", 255) + "…", "status": 200.0}},
		{http.MethodGet, "/v1/events?q=" + strings.Repeat("a", 20_000), map[string]any{"route": "", "status": 414.0}},
	}
	for _, tt := range tests {
		log.Reset()
		rec := ask(t, h, tt.method, tt.target, "X-Request-Id", "r1")
		if n := strings.Count(log.String(), "\n"); n != 1 {
			t.Fatalf("%s %.60s: %d lines: %s", tt.method, tt.target, n, &log)
		}
		var line map[string]any
		if err := json.Unmarshal(log.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		tt.want["msg"], tt.want["request_id"], tt.want["remote"] = "request", "r1", "192.0.2.1"
		if tt.method != http.MethodHead {
			tt.want["bytes"] = float64(rec.Body.Len())
		}
		for name, want := range tt.want {
			if line[name] != want {
				t.Errorf("%s %.60s: %s is %v, want %v", tt.method, tt.target, name, line[name], want)
			}
		}
		if took, ok := line["duration"].(float64); !ok || took <= 0 {
			t.Errorf("%s %.60s: duration is %v", tt.method, tt.target, line["duration"])
		}
	}
}

func TestHealthAndContract(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for target, want := range map[string]string{"/healthz": `{"status":"ok"}`, "/readyz": `{"status":"ready"}`} {
		rec := get(t, h, target)
		if rec.Code != http.StatusOK || rec.Body.String() != want || rec.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s answers %d %s, %s", target, rec.Code, rec.Body, rec.Header().Get("Cache-Control"))
		}
	}
	rec := get(t, h, "/openapi.yaml")
	if rec.Body.String() != string(dateline.OpenAPI) || rec.Header().Get("Content-Type") != "application/yaml" {
		t.Errorf("/openapi.yaml answers %d, %s: %.100s", rec.Code, rec.Header().Get("Content-Type"), rec.Body)
	}
	if again := get(t, h, "/openapi.yaml", "If-None-Match", rec.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("/openapi.yaml answers its ETag %d", again.Code)
	}
}
