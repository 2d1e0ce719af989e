package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

// bundled is a server with the bundled story.
func bundled(t *testing.T) http.Handler {
	t.Helper()
	return api.New(storetest.Bundled(t), api.Config{})
}

// get sends a GET with headers, given as names and values in turn, and holds
// the answer to the contract.
func get(t *testing.T, h http.Handler, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	return ask(t, h, http.MethodGet, target, header...)
}

// raw is get for what is in no contract: servers of a test's own making.
func raw(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}

// listed is a list's answer.
type listed struct {
	Data []map[string]any
	Page struct {
		Limit int
		Next  *string
		Total *int
	}
	Links    struct{ Self, Next *string }
	Included map[string]json.RawMessage
}

// ids are those of the records, in their order.
func (l listed) ids() []string {
	var ids []string
	for _, r := range l.Data {
		id, _ := r["id"].(string)
		ids = append(ids, id)
	}
	return ids
}

// list gets a list that must be there.
func list(t *testing.T, h http.Handler, target string) listed {
	t.Helper()
	rec := get(t, h, target)
	if rec.Code != http.StatusOK {
		t.Fatalf("GET %s answers %d: %s", target, rec.Code, rec.Body)
	}
	return parsed[listed](t, rec)
}

// refusal is a problem's answer.
type refusal struct {
	Type, Title, Detail, Instance, Parameter string
	Status                                   int
	RequestID                                string `json:"request_id"`
	Suggestions                              []string
	Faults                                   []struct {
		Pointer, Message string
		Line             int
	}
}

// refused is the problem that an answer must be.
func refused(t *testing.T, rec *httptest.ResponseRecorder, status int, code string) refusal {
	t.Helper()
	p := parsed[refusal](t, rec)
	if rec.Code != status || p.Status != status || p.Type != "/docs#"+code {
		t.Errorf("answers %d with %d %s, want %d /docs#%s: %s", rec.Code, p.Status, p.Type, status, code, p.Detail)
	}
	if got := rec.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("Content-Type is %q", got)
	}
	if got := rec.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control is %q", got)
	}
	for _, name := range []string{"ETag", "Last-Modified", "Link"} {
		if got := rec.Header().Get(name); got != "" {
			t.Errorf("a problem has %s: %s", name, got)
		}
	}
	return p
}

func parsed[T any](t *testing.T, rec *httptest.ResponseRecorder) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(rec.Body.Bytes(), &v); err != nil {
		t.Fatalf("no JSON: %v: %.300s", err, rec.Body)
	}
	return v
}

// expect compares a part of an answer that must and one that must not be
// there, "" for none.
func expect(t *testing.T, body, there, absent string) {
	t.Helper()
	if !strings.Contains(body, there) {
		t.Errorf("the answer lacks %q: %.500s", there, body)
	}
	if absent != "" && strings.Contains(body, absent) {
		t.Errorf("the answer holds %q: %.500s", absent, body)
	}
}
