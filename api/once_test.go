package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store/storetest"
)

// Imports under one key at the same time are one: the others are told to come again,
// and then get its answer.
func TestImportsUnderOneKeyAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var lines strings.Builder
	for _, id := range []string{"one", "two", "three"} {
		lines.WriteString(`{"entity":"actor","id":"` + id + `","name":"` + id + `","kind":"person"}` + "\n")
	}
	answers := make([]*httptest.ResponseRecorder, 6)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			for {
				answers[i] = d.send(t, http.MethodPost, "/v1/import?format=ndjson", lines.String(), "Idempotency-Key", "the-same")
				if answers[i].Code != http.StatusConflict {
					return
				}
				if answers[i].Header().Get("Retry-After") != "1" {
					t.Errorf("Retry-After is %q", answers[i].Header().Get("Retry-After"))
				}
			}
		})
	}
	all.Wait()
	for i, a := range answers {
		if a.Code != http.StatusOK || a.Body.String() != answers[0].Body.String() {
			t.Errorf("%d answers %d %s, the first %s", i, a.Code, a.Body, answers[0].Body)
		}
	}
	expect(t, answers[0].Body.String(), `"created":{"actor":3}`, "")
}

// A list that is not there is missing, whatever a client holds.
func TestNoRevisionsOfWhatIsMissing(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, resource := range []string{"events", "actors", "quotes", "places", "sources", "stories"} {
		for _, condition := range []string{"If-None-Match", "If-Modified-Since"} {
			value := map[string]string{"If-None-Match": "*", "If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT"}[condition]
			refused(t, get(t, h, "/v1/"+resource+"/never-was/revisions", condition, value), http.StatusNotFound, "not-found")
		}
	}
	if rec := get(t, h, "/v1/events/yermak-waltz-call/revisions", "If-None-Match", "*"); rec.Code != http.StatusNotModified {
		t.Errorf("revisions that are there answer %d", rec.Code)
	}
}

// A clock that has gone back says nothing of what changed.
func TestNoDatesFromTheFuture(t *testing.T) {
	t.Parallel()
	st := storetest.OpenWith(t, func() time.Time { return time.Now().Add(time.Hour) })
	doc, err := convert.ReadStory(data.BundledStory)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	h := api.New(st, api.Config{})
	for _, target := range []string{"/v1/events?limit=1", "/v1/events/yermak-waltz-call", "/stories/us-ukraine-peace-talks"} {
		rec := raw(h, http.MethodGet, target, "If-Modified-Since", time.Now().Add(2*time.Hour).UTC().Format(http.TimeFormat))
		if rec.Code != http.StatusOK || rec.Header().Get("Last-Modified") != "" || rec.Header().Get("ETag") == "" {
			t.Errorf("%s answers %d, Last-Modified %q", target, rec.Code, rec.Header().Get("Last-Modified"))
		}
		if rec := raw(h, http.MethodGet, target, "If-None-Match", rec.Header().Get("ETag")); rec.Code != http.StatusNotModified {
			t.Errorf("%s answers its tag %d", target, rec.Code)
		}
	}
}
