package api_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	long := strings.Repeat("a", 2001)
	tests := []struct {
		name, target     string
		status           int
		code, parameter  string
		detail           string
		suggestions      []string
		absentFromDetail string
	}{
		{"misspelt", "/v1/events?acto=a", 400, "unknown-parameter", "acto", `Did you mean actor?`, []string{"actor"}, ""},
		{"format misspelt", "/v1/events?fromat=json", 400, "unknown-parameter", "fromat", "Did you mean", []string{"format"}, ""},
		{"case matters", "/v1/events?Actor=a", 400, "unknown-parameter", "Actor", "", []string{"actor"}, ""},
		{"of another resource", "/v1/topics?actor=a", 400, "unknown-parameter", "actor", "", nil, ""},
		{"of a list", "/v1/events/yermak-waltz-call?limit=1", 400, "unknown-parameter", "limit", "", nil, ""},
		{"of a record", "/v1/stories/us-ukraine-peace-talks/document?fields=title", 400, "unknown-parameter", "fields", "", nil, ""},
		{"hostile", "/v1/events?%3Cscript%3E=1", 400, "unknown-parameter", "<script>", `"<script>"`, nil, ""},
		{"very long", "/v1/events?" + long + "=1", 400, "unknown-parameter", long[:64] + "…", "", nil, long[:100]},

		{"twice what is taken once", "/v1/events?limit=1&limit=2", 400, "invalid-parameter", "limit", "given 2 times", nil, ""},
		{"empty", "/v1/events?actor=", 400, "invalid-parameter", "actor", "has no value", nil, ""},
		{"too small", "/v1/events?limit=0", 400, "invalid-parameter", "limit", "from 1 to 1000", nil, ""},
		{"no date", "/v1/events?from=yesterday", 400, "invalid-parameter", "from", "EDTF", nil, ""},
		{"no such word", "/v1/events?status=ongoin", 400, "invalid-parameter", "status", "", []string{"ongoing"}, ""},
		{"a NUL", "/v1/events?q=a%00b", 400, "invalid-parameter", "q", "control character", nil, "\x00"},
		{"no UTF-8", "/v1/events?q=%ff", 400, "invalid-parameter", "q", "UTF-8", nil, ""},
		{"over-long", "/v1/events?q=" + long, 400, "invalid-parameter", "q", "2001 bytes", nil, "aaaa"},
		{"no such field", "/v1/events?fields=titel", 400, "invalid-parameter", "fields", "", []string{"title"}, ""},
		{"no such field of a record", "/v1/events/yermak-waltz-call?fields=titel", 400, "invalid-parameter", "fields", "", []string{"title"}, ""},
		{"fields twice, one of them none", "/v1/events/yermak-waltz-call?fields=id&fields=titel", 400, "invalid-parameter", "fields", "", []string{"title"}, ""},
		{"a bad escape", "/v1/events?actor=a&type=%zz", 400, "invalid-parameter", "type", `"type=%zz"`, nil, ""},
		{"a bad escape in a name", "/v1/events?%zz=1", 400, "invalid-parameter", "", `"%zz=1"`, nil, ""},
		{"a semicolon", "/v1/events?actor=a;type=call", 400, "invalid-parameter", "actor", "%3B", nil, ""},
		{"a bad escape for a record", "/v1/actors/andriy-yermak?fields=%", 400, "invalid-parameter", "fields", "", nil, ""},
		{"a bad escape for a file", "/v1/stories/us-ukraine-peace-talks/document?%", 400, "invalid-parameter", "", "", nil, ""},

		{"a final slash and capitals", "/v1/Events/", 404, "not-found", "", "/v1/events; /openapi.yaml", []string{"/v1/events"}, ""},
		{"a final slash and a query", "/V1/events/?actor=a", 404, "not-found", "", "Did you mean /v1/events?", []string{"/v1/events"}, ""},
		{"capitals", "/V1/Events", 404, "not-found", "", "", []string{"/v1/events"}, ""},
		{"too many slashes", "/v1//events", 404, "not-found", "", "", []string{"/v1/events"}, ""},
		{"no version", "/events", 404, "not-found", "", "", []string{"/v1/events"}, ""},
		{"no version, one record", "/actors/andriy-yermak", 404, "not-found", "", "", []string{"/v1/actors/andriy-yermak"}, ""},
		{"misspelt path", "/v1/evnets", 404, "not-found", "", "", []string{"/v1/events"}, ""},
		{"no path of ours", "/wp-login.php", 404, "not-found", "", "/v1/events", nil, ""},
		{"a slash in an id", "/v1/events/a%2Fb", 404, "not-found", "", "", nil, ""},
		{"up and down", "/v1/events/../../etc/passwd", 404, "not-found", "", "", nil, ""},

		{"too long", "/v1/events?q=" + strings.Repeat("a", 16<<10), 414, "uri-too-long", "", "16384", nil, "aaaa"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := get(t, h, tt.target)
			p := refused(t, rec, tt.status, tt.code)
			expect(t, p.Detail, tt.detail, tt.absentFromDetail)
			if p.Parameter != tt.parameter {
				t.Errorf("the parameter is %q, want %q", p.Parameter, tt.parameter)
			}
			if tt.suggestions != nil && !slices.Contains(p.Suggestions, tt.suggestions[0]) {
				t.Errorf("suggestions are %v, want %v", p.Suggestions, tt.suggestions)
			}
			if p.Title == "" || p.RequestID != rec.Header().Get("X-Request-Id") {
				t.Errorf("the title is %q, the request %q", p.Title, p.RequestID)
			}
		})
	}
}

// TestFailures holds what a handler returns to the problem that comes of it,
// and to what the log has of it.
func TestFailures(t *testing.T) {
	t.Parallel()
	secret := errors.New("secret")
	tests := []struct {
		name       string
		err        error
		status     int
		code       string
		body       string
		logged     bool
		retryAfter string
	}{
		{"unclassified", fmt.Errorf("read event: %w", secret), 500, "internal-error", "The log has it under", true, ""},
		{"internal", &timeline.Error{Code: timeline.Internal, Message: "secret"}, 500, "internal-error", "The log has it under", true, ""},
		{"of no code we know", &timeline.Error{Code: "teapot", Message: "secret"}, 500, "internal-error", "The log has it under", true, ""},
		{"out of time", fmt.Errorf("read: %w", errors.Join(context.DeadlineExceeded, secret)), 503, "unavailable", "took too long", true, "1"},
		{"unavailable", &timeline.Error{Code: timeline.Unavailable, Message: "The database does not answer.", Err: secret}, 503, "unavailable", "The database does not answer.", true, "1"},
		{"not found", &timeline.Error{Code: timeline.NotFound, Message: "There is no such record.", Err: secret}, 404, "not-found", "There is no such record.", false, ""},
		{"wrapped", fmt.Errorf("secret: %w", &timeline.Error{Code: timeline.InvalidCursor, Message: "No."}), 400, "invalid-cursor", `"detail":"No."`, false, ""},
		{"faults", &timeline.Error{Code: timeline.InvalidRecord, Message: "The record breaks one rule.",
			Faults: []timeline.Fault{{Pointer: "/events/0/title", Message: "required <b>", Line: 3}}},
			422, "invalid-record", `"faults":[{"pointer":"/events/0/title","message":"required <b>","line":3}]`, false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			h := api.NewAnswering(api.Config{Logger: slog.New(slog.NewJSONHandler(&log, nil))}, func(w http.ResponseWriter) error {
				for _, name := range []string{"ETag", "Last-Modified", "Link", "Content-Length"} {
					w.Header().Set(name, "1") // as a handler may have, before it failed
				}
				w.Header().Set("Cache-Control", "public")
				return tt.err
			})
			rec := raw(h, http.MethodGet, "/answer", "X-Request-Id", "r1")
			refused(t, rec, tt.status, tt.code)
			expect(t, rec.Body.String(), tt.body, "secret")
			if got := rec.Header().Get("Retry-After"); got != tt.retryAfter {
				t.Errorf("Retry-After is %q, want %q", got, tt.retryAfter)
			}
			if got := strings.Contains(log.String(), `"msg":"request failed"`); got != tt.logged {
				t.Errorf("logged: %t, want %t: %s", got, tt.logged, &log)
			}
			if tt.logged && !strings.Contains(log.String(), `"request_id":"r1"`) {
				t.Errorf("the log lacks the request's id: %s", &log)
			}
		})
	}
}

func TestPanics(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	cfg := api.Config{Logger: slog.New(slog.NewJSONHandler(&log, nil))}
	rec := raw(api.NewAnswering(cfg, func(http.ResponseWriter) error { panic("secret") }), http.MethodGet, "/answer")
	refused(t, rec, http.StatusInternalServerError, "internal-error")
	expect(t, rec.Body.String(), "The log has it under", "secret")
	expect(t, log.String(), "panic: secret", "")
	expect(t, log.String(), "export_test.go", "") // the stack
	expect(t, log.String(), `"status":500`, "")

	live := httptest.NewServer(api.NewAnswering(cfg, func(w http.ResponseWriter) error {
		_, _ = w.Write(bytes.Repeat([]byte("half "), 1000))
		panic("too late for a problem")
	}))
	defer live.Close()
	res, err := http.Get(live.URL + "/answer")
	if err == nil {
		var body bytes.Buffer
		_, err = body.ReadFrom(res.Body)
		_ = res.Body.Close()
	}
	if err == nil {
		t.Error("half an answer looks whole")
	}
}

// TestTimeouts: a query past its time is 503, whatever the driver calls it.
func TestTimeouts(t *testing.T) {
	t.Parallel()
	real := api.New(storetest.Bundled(t), api.Config{QueryTimeout: time.Nanosecond, StreamTimeout: time.Nanosecond})
	for _, target := range []string{"/v1/events", "/v1/events/yermak-waltz-call", "/v1/stories/us-ukraine-peace-talks/document", "/v1/events/stream", "/v1/events/stream?since=0", "/readyz"} {
		if rec := get(t, real, target); rec.Header().Get("Retry-After") != "1" {
			t.Errorf("%s has no Retry-After", target)
		} else {
			refused(t, rec, http.StatusServiceUnavailable, "unavailable")
		}
	}
	interrupted := api.NewFinding(storetest.Open(t), api.Config{QueryTimeout: 50 * time.Millisecond},
		func(ctx context.Context, _ timeline.Query, _ *store.Position) (store.List, error) {
			<-ctx.Done()
			return store.List{}, errors.New("interrupted")
		})
	refused(t, raw(interrupted, http.MethodGet, "/v1/events"), http.StatusServiceUnavailable, "unavailable")
}

// TestClientsThatHangUp end their query, and are answered nothing.
func TestClientsThatHangUp(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	ctx, hangUp := context.WithCancel(t.Context())
	h := api.NewFinding(storetest.Open(t), api.Config{Logger: slog.New(slog.NewJSONHandler(&log, nil))},
		func(ctx context.Context, _ timeline.Query, _ *store.Position) (store.List, error) {
			hangUp()
			<-ctx.Done()
			return store.List{}, ctx.Err()
		})
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/v1/events", nil).WithContext(ctx))
	if rec.Body.Len() > 0 {
		t.Errorf("is answered %s", rec.Body)
	}
	expect(t, log.String(), `"status":499`, "request failed")
}

// TestClosedStore: a database that is gone is a fault of ours, and its name is
// not shown.
func TestClosedStore(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	st, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	h := api.New(st, api.Config{})
	for _, target := range []string{"/v1/events", "/v1/events/a", "/v1/stories/a/document", "/v1/topics/a"} {
		rec := get(t, h, target)
		refused(t, rec, http.StatusInternalServerError, "internal-error")
		expect(t, rec.Body.String(), "The log has it under", "sql")
	}
	refused(t, get(t, h, "/readyz"), http.StatusServiceUnavailable, "unavailable")
	if rec := get(t, h, "/healthz"); rec.Code != http.StatusOK {
		t.Errorf("/healthz answers %d", rec.Code)
	}
}
