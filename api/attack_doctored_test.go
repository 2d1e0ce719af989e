package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.org/dateline/internal/trial"
)

// TestAttackerComplains: the attacker finds what is wrong with answers that are.
func TestAttackerComplains(t *testing.T) {
	t.Parallel()
	a := newAttacker(t, trial.Seed(t, 19)).begin(t)
	list, known := a.c.find("/v1/stories")
	if !known {
		t.Fatal("there is no list of stories")
	}
	for name, tt := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		want   string
	}{
		"a failure":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, "it is a failure of ours"},
		"a status":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }, "the status 418 is not in the contract"},
		"a header":     {func(w http.ResponseWriter, _ *http.Request) { w.Header()["Link"] = []string{"a\r\nb"} }, "the header Link is"},
		"what it logs": {func(http.ResponseWriter, *http.Request) { _, _ = a.log.Write([]byte("panic: x")) }, "the log says panic: x"},
		"what is dear": {func(http.ResponseWriter, *http.Request) { a.asked.Store(1000) }, "it takes 1000 statements"},
		"the inside":   {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "sql: no rows", http.StatusNotFound) }, `it tells of the inside: "sql:"`},
		"what it alters": {func(_ http.ResponseWriter, r *http.Request) {
			a.tables.Alter(r.Context(), "CREATE TABLE altered (a INTEGER)")
		}, `it changes ["altered"`},
	} {
		a.log.Reset()
		a.asked.Store(0)
		req, rec := httptest.NewRequest(http.MethodGet, "/v1/stories", http.NoBody), httptest.NewRecorder()
		tt.answer(rec, req)
		if got := strings.Join(a.complaints(list, req, rec), "\n"); !strings.Contains(got, tt.want) {
			t.Errorf("%s: it complains of %q, not of %q", name, got, tt.want)
		}
	}
}
