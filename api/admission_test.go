package api_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

func TestEveryRouteHasAClass(t *testing.T) {
	t.Parallel()
	if list := api.Unclassed(); len(list) > 0 {
		t.Errorf("without a class: %s", strings.Join(list, ", "))
	}
	for target, want := range map[string]admission.Class{
		"GET /healthz":         admission.Cached,
		"GET /assets/page.css": admission.Cached,
		"GET /v1/events":       admission.Page,
		"GET /v1/events?actor=a&format=csv&limit=5": admission.Page,
		"GET /v1/events?format=csv&cursor=x":        admission.Page,
		"GET /v1/events?format=csv":                 admission.Export,
		"GET /v1/events?format=ndjson&as_of=3":      admission.Export,
		"GET /v1/quotes?form%61t=ndjson":            admission.Export,
		"GET /v1/timeline.csv":                      admission.Page,
		"GET /v1/stories/a/document":                admission.Export,
		"GET /v1/events?format=nonsense":            admission.Page,
		"GET /v1/events?as%5Fof=3":                  admission.AsOf,
		"GET /v1/events/facets?as_of=3":             admission.AsOf,
		"GET /stories/a?as_of=3":                    admission.AsOf,
		"GET /v1/events?count=true":                 admission.Aggregate,
		"GET /v1/events/facets":                     admission.Aggregate,
		"GET /v1/events/histogram?interval=month":   admission.Aggregate,
		"GET /v1/events/stream?actor=a":             admission.Stream,
		"GET /stories/a":                            admission.Page,
		"POST /v1/events":                           admission.Write,
		"DELETE /v1/events/a?reason=x":              admission.Write,
		"POST /v1/import?format=ndjson":             admission.Import,
		"POST /edit/stories/a/details":              admission.Write,
		"POST /edit/import":                         admission.Import,
		"GET /edit/stories/a":                       admission.Page,
	} {
		method, path, _ := strings.Cut(target, " ")
		if got := api.ClassOf(httptest.NewRequest(method, path, nil)); got != want {
			t.Errorf("%s is %q, want %q", target, got, want)
		}
	}
	accepted := httptest.NewRequest(http.MethodGet, "/v1/events", nil)
	accepted.Header.Set("Accept", "application/x-ndjson")
	if got := api.ClassOf(accepted); got != admission.Export {
		t.Errorf("an export by Accept is %q", got)
	}
}

// While a class is full, others are answered, and those of the class are told when
// to come again.
func TestFullClasses(t *testing.T) {
	t.Parallel()
	began, finish := make(chan struct{}), make(chan struct{})
	h := api.NewAnswering(api.Config{Limits: admission.Limits{admission.Page: {AtOnce: 2}}}, func(http.ResponseWriter) error {
		began <- struct{}{}
		<-finish
		return nil
	})
	from := func(address string) *httptest.ResponseRecorder {
		req, rec := httptest.NewRequest(http.MethodGet, "/answer", nil), httptest.NewRecorder()
		req.RemoteAddr = address + ":1"
		h.ServeHTTP(rec, req)
		return rec
	}
	ended := make(chan int)
	go func() { ended <- from("198.51.100.1").Code }()
	<-began
	expect(t, refused(t, from("198.51.100.1"), http.StatusServiceUnavailable, "overloaded").Detail, "from this address", "")
	go func() { ended <- from("198.51.100.2").Code }()
	<-began
	rec := from("198.51.100.3")
	expect(t, refused(t, rec, http.StatusServiceUnavailable, "overloaded").Detail, "(page)", "from this address")
	if rec.Header().Get("Retry-After") != "1" {
		t.Errorf("Retry-After is %q", rec.Header().Get("Retry-After"))
	}
	if rec := raw(h, http.MethodGet, "/another"); rec.Code != http.StatusNotFound {
		t.Errorf("another class answers %d", rec.Code)
	}
	close(finish)
	for range 2 {
		if code := <-ended; code != http.StatusOK {
			t.Errorf("who was let in is answered %d", code)
		}
	}
}

// Who shows no token, or none that is good, may send so many requests.
func TestRateOfAnAddress(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	token := tokenFor(t, st, "reader", store.ScopeRead)
	h := api.New(st, api.Config{Rate: admission.Rate{Requests: 3, Per: time.Hour}})
	began := time.Now()
	for left := range 3 {
		rec := raw(h, http.MethodGet, "/v1/events?limit=1")
		if rec.Code != http.StatusOK || rec.Header().Get("RateLimit-Policy") != `"address";q=3;w=3600` || !strings.HasPrefix(rec.Header().Get("RateLimit"), `"address";r=`+string(rune('2'-left))+`;t=`) {
			t.Errorf("%d: %d %v", left, rec.Code, rec.Header())
		}
	}
	rec := get(t, h, "/v1/events?limit=1")
	p := refused(t, rec, http.StatusTooManyRequests, "too-many-requests")
	expect(t, p.Detail, "more than 3 requests in 1h", "")
	// The next is let in 1200 seconds after the first was, of which some may have passed.
	least := 1199 - int(time.Since(began).Seconds())
	if wait, err := strconv.Atoi(rec.Header().Get("Retry-After")); err != nil || wait < least || wait > 1200 {
		t.Errorf("Retry-After is %q, not from %d to 1200", rec.Header().Get("Retry-After"), least)
	}
	refused(t, raw(h, http.MethodGet, "/v1/events", "Authorization", "Bearer dl_nonsense"), http.StatusTooManyRequests, "too-many-requests")
	for _, target := range []string{"/v1/events?limit=1", "/v1/stories"} {
		if rec := raw(h, http.MethodGet, target, "Authorization", token); rec.Code != http.StatusOK || rec.Header().Get("RateLimit") != "" {
			t.Errorf("with a token, %s answers %d, %q", target, rec.Code, rec.Header().Get("RateLimit"))
		}
	}
	for _, target := range []string{"/healthz", "/assets/none.css", "/nothing"} {
		if rec := raw(h, http.MethodGet, target); rec.Code == http.StatusTooManyRequests {
			t.Errorf("%s is counted", target)
		}
	}
	if rec := raw(h, http.MethodGet, "/v1/events?limit=1", "X-Forwarded-For", "198.51.100.1"); rec.Code != http.StatusOK {
		t.Errorf("behind a proxy that nobody told of, the answer is %d", rec.Code)
	}
}

// A page that somebody takes slowly takes no place from others.
func TestPlacesAreFreeOnceThereIsAnAnswer(t *testing.T) {
	t.Parallel()
	inside := make(chan bool)
	var once sync.Once
	h := api.NewAnswering(api.Config{Limits: admission.Limits{admission.Page: {AtOnce: 1}}}, func(w http.ResponseWriter) error {
		if err := http.NewResponseController(w).Flush(); err != nil {
			return err
		}
		first := false
		once.Do(func() { first = true })
		if first {
			inside <- true
			<-inside
		}
		return nil
	})
	ended := make(chan int)
	go func() { ended <- raw(h, http.MethodGet, "/answer").Code }()
	<-inside
	if rec := raw(h, http.MethodGet, "/answer"); rec.Code != http.StatusOK {
		t.Errorf("beside an answer that goes out, another is %d", rec.Code)
	}
	inside <- true
	<-ended
	failing := api.NewAnswering(api.Config{Limits: admission.Limits{admission.Page: {AtOnce: 1}}}, func(http.ResponseWriter) error { return errors.New("x") })
	for range 3 { // a failure gives its place back, as a panic does
		if rec := raw(failing, http.MethodGet, "/answer"); rec.Code != http.StatusInternalServerError {
			t.Errorf("a failure answers %d", rec.Code)
		}
	}
	panicking := api.NewAnswering(api.Config{Limits: admission.Limits{admission.Page: {AtOnce: 1}}}, func(http.ResponseWriter) error { panic("x") })
	for range 3 {
		if rec := raw(panicking, http.MethodGet, "/answer"); rec.Code != http.StatusInternalServerError {
			t.Errorf("a panic answers %d", rec.Code)
		}
	}
}
