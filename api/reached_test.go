package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// TestReadsFollowWrites: two servers of one database keep answers. Who has written to one
// is answered by the other with no less than what was written, at once, and a change that
// never comes is waited for no longer than a second.
func TestReadsFollowWrites(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	var servers [2]http.Handler
	var st *store.Store
	for i := range servers {
		st = storetest.OpenAt(t, dsn, func() time.Time { return storetest.Now })
		servers[i] = api.New(st, api.Config{CacheMemory: 1 << 20})
	}
	d := desk{servers[0], st, tokenFor(t, st, "desk", store.ScopeWrite)}
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"one","title":"One"}`)
	const list = "/v1/stories"
	for i := range 20 {
		get(t, servers[1], list) // so that it has an answer that holds no more
		title := "Title " + strconv.Itoa(i)
		written := d.send(t, http.MethodPatch, "/v1/stories/one", `{"title":"`+title+`"}`, "If-Match", "*", "Content-Type", "application/merge-patch+json")
		seq := written.Header().Get("Dateline-Seq")
		if written.Code != http.StatusOK || seq == "" {
			t.Fatalf("a write answers %d, %v", written.Code, written.Header())
		}
		rec := get(t, servers[1], list, "Dateline-Seq", seq)
		expect(t, rec.Body.String(), title, "")
		if at := rec.Header().Get("Dateline-Seq"); at != seq {
			t.Errorf("after the change %s, the list shows %s", seq, at)
		}
	}
	if same := d.send(t, http.MethodPatch, "/v1/stories/one", `{"title":"Title 19"}`, "If-Match", "*", "Content-Type", "application/merge-patch+json"); same.Header().Get("Dateline-Seq") != "" {
		t.Error("a write that changes nothing names a change")
	}
	for _, to := range servers {
		if rec := get(t, to, list, "Dateline-Seq", "100000"); rec.Code != http.StatusServiceUnavailable || rec.Header().Get("Retry-After") == "" {
			t.Errorf("a change that is not made yet: %d, %v", rec.Code, rec.Header())
		}
		for _, wrong := range []string{"x", "-1", ""} {
			refused(t, get(t, to, list, "Dateline-Seq", wrong), http.StatusBadRequest, "invalid-header")
		}
	}
	hidden := d.send(t, http.MethodPost, "/v1/stories", `{"id":"secret","title":"Secret","visibility":"private"}`, "Content-Type", "application/json").Header().Get("Dateline-Seq")
	if rec := get(t, servers[1], list, "Dateline-Seq", hidden); rec.Code != http.StatusServiceUnavailable {
		t.Errorf("anybody is told of a private change: %d", rec.Code)
	}
	d.Handler = servers[1]
	if rec := d.send(t, http.MethodGet, list, "", "Dateline-Seq", hidden); rec.Code != http.StatusOK {
		t.Errorf("who has a token is not shown a private change: %d %s", rec.Code, rec.Body)
	}
}

// TestAnotherProgramsWritesAreSeen: what is written past a server is in its answers soon.
func TestAnotherProgramsWritesAreSeen(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	own, other := storetest.OpenAt(t, dsn, time.Now), storetest.OpenAt(t, dsn, time.Now)
	h := api.New(own, api.Config{CacheMemory: 1 << 20})
	d := desk{api.New(other, api.Config{}), other, tokenFor(t, other, "desk", store.ScopeWrite)}
	get(t, h, "/v1/stories")
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"one","title":"One"}`)
	for !strings.Contains(get(t, h, "/v1/stories").Body.String(), `"one"`) { // until the test's own end, at worst
		if t.Context().Err() != nil {
			t.Fatal("the write was never seen")
		}
	}
}
