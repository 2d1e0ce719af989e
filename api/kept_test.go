package api_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// madeAnew are the headers that an answer has not alike whether it was kept or made: what
// tells answers apart, and the length, which is known of what is kept.
var madeAnew = []string{"X-Request-Id", "Content-Length"}

// sameAnswers compares two answers to one request.
func sameAnswers(t *testing.T, what string, kept, made *httptest.ResponseRecorder) {
	t.Helper()
	if kept.Code != made.Code || kept.Body.String() != made.Body.String() {
		t.Errorf("%s: answers %d, not %d:\n%.500s\ninstead of\n%.500s", what, kept.Code, made.Code, kept.Body, made.Body)
	}
	for _, names := range []http.Header{kept.Header(), made.Header()} {
		for name := range names {
			// The policy that a page has is known where it is kept, and goes with 304 too.
			if slices.Contains(madeAnew, name) || name == "Content-Security-Policy" && kept.Code == http.StatusNotModified {
				continue
			}
			if one, other := kept.Header()[name], made.Header()[name]; !slices.Equal(one, other) {
				t.Errorf("%s: %s is %q, not %q", what, name, one, other)
			}
		}
	}
}

// TestKeptAnswersAreThoseOfNow writes and reads at random: a server that keeps answers
// says what one says that makes each anew, and so does a second one of the same database.
func TestKeptAnswersAreThoseOfNow(t *testing.T) {
	t.Parallel()
	d := threeStories(t, api.Config{CacheMemory: 4 << 20})
	plain := api.New(d.store, api.Config{})
	random := rand.New(rand.NewPCG(trial.Seed(t, 41), 1))
	reads, tags := allStoryReads(), map[string]string{}
	accepts := []string{"", "*/*", "application/json", "text/html,*/*;q=0.8", "text/csv"}
	codings := []string{"", "gzip", "gzip, deflate, br, zstd", "GZIP", "zstd;q=0.5, gzip;q=0.8", "*", "br", " zstd , gzip"}
	languages := []string{"", "uk", "es-MX,es;q=0.9", "en"}
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	for _, w := range storyWrites() {
		d.write(t, w)
		for range trial.Rounds(t, 40) {
			at := pick(reads)
			header := []string{"Accept", pick(accepts), "Accept-Encoding", pick(codings), "Accept-Language", pick(languages), "X-Request-Id", "same"}
			for i := len(header) - 2; i >= 0; i -= 2 {
				if header[i+1] == "" {
					header = slices.Delete(header, i, i+2)
				}
			}
			if tag := tags[at]; tag != "" && random.IntN(3) == 0 {
				header = append(header, "If-None-Match", tag)
			}
			method := http.MethodGet
			if random.IntN(10) == 0 {
				method = http.MethodHead
			}
			made := raw(plain, method, at, header...)
			for _, ask := range []string{"first", "again"} {
				sameAnswers(t, fmt.Sprintf("after %q, %s: %s %s %q", w.name, ask, method, at, header), raw(d, method, at, header...), made)
			}
			tags[at] = made.Header().Get("Etag")
		}
	}
}

// finding is a server that counts how often it looks for a list.
func finding(t *testing.T, look func() (store.List, error)) http.Handler {
	t.Helper()
	return api.NewFinding(storetest.Bundled(t), api.Config{CacheMemory: 1 << 20}, func(context.Context, timeline.Query, *store.Position) (store.List, error) { return look() })
}

// TestOneAnswerForAllWhoAsk: who asks while an answer is being made gets that one, and who
// asks later, whatever the order of the parameters, gets it from memory.
func TestOneAnswerForAllWhoAsk(t *testing.T) {
	t.Parallel()
	looked, begun, let := 0, make(chan struct{}), make(chan struct{})
	h := finding(t, func() (store.List, error) {
		looked++
		close(begun) // which panics when it is looked twice
		<-let
		return store.List{}, nil
	})
	var asking sync.WaitGroup
	ask := func(target string, header ...string) {
		asking.Go(func() {
			if rec := raw(h, http.MethodGet, target, header...); rec.Code != http.StatusOK {
				t.Errorf("GET %s answers %d: %s", target, rec.Code, rec.Body)
			}
		})
	}
	ask("/v1/events?type=call&limit=2")
	<-begun
	for range 8 {
		ask("/v1/events?type=call&limit=2")
	}
	close(let)
	asking.Wait()
	ask("/v1/events?limit=2&type=call&utm_source=x")
	asking.Wait()
	if looked != 1 {
		t.Errorf("looked %d times", looked)
	}
}

// TestWhatIsNotKept: answers to who says who asks, failures, and what is told in parts.
func TestWhatIsNotKept(t *testing.T) {
	t.Parallel()
	looked := 0
	h := finding(t, func() (store.List, error) {
		if looked++; looked == 1 {
			return store.List{}, &timeline.Error{Code: timeline.Unavailable, Message: "Later."}
		}
		return store.List{}, nil
	})
	for i, step := range []struct {
		header []string
		status int
	}{
		{nil, http.StatusServiceUnavailable},
		{[]string{"Cookie", "a=b"}, http.StatusOK},
		{[]string{"Cookie", "a=b"}, http.StatusOK},
		{[]string{"Range", "bytes=0-1"}, http.StatusOK},
		{[]string{"Authorization", "Bearer x"}, http.StatusUnauthorized},
		{nil, http.StatusOK},
	} {
		if rec := raw(h, http.MethodGet, "/v1/events", step.header...); rec.Code != step.status {
			t.Errorf("%d: answers %d: %s", i, rec.Code, rec.Body)
		}
	}
	if looked != 5 {
		t.Errorf("looked %d times", looked)
	}
	raw(h, http.MethodGet, "/v1/events")
	if looked != 5 {
		t.Error("what may be kept is not")
	}
}
