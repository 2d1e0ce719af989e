package api_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

// TestEveryFormatIsServed asks each list for each format of the contract.
func TestEveryFormatIsServed(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	served := 0
	for _, op := range theContract(t).operations() {
		if op.resource() == "" {
			continue
		}
		for _, p := range op.parameters("query") {
			if p.Name != "format" {
				continue
			}
			for _, node := range p.Schema.Schema().Enum {
				rec := get(t, h, op.path+"?format="+node.Value)
				if rec.Code != http.StatusOK || rec.Body.Len() == 0 {
					t.Errorf("%s as %s answers %d with %d bytes", op.path, node.Value, rec.Code, rec.Body.Len())
				}
				saved := strings.Contains(rec.Header().Get("Content-Disposition"), "filename=dateline-"+op.resource()+".")
				if saved != (node.Value != "json") {
					t.Errorf("%s as %s: Content-Disposition is %q", op.path, node.Value, rec.Header().Get("Content-Disposition"))
				}
				served++
			}
		}
	}
	if served < 29 {
		t.Errorf("only %d formats were asked for", served)
	}
}

// TestStreamsAreWhole: what streams is not limited to a page, unless a page is
// asked for.
func TestStreamsAreWhole(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	if _, err := storetest.Use(st).Import(t.Context(), storetest.Generate(7, 1200)); err != nil {
		t.Fatal(err)
	}
	h := api.New(st, api.Config{})
	total := list(t, h, "/v1/events?count=true&limit=1").Page.Total
	for _, tt := range []struct {
		target string
		lines  int
	}{
		{"/v1/events?format=ndjson", *total},
		{"/v1/events?format=ndjson&limit=3", 3},
		{"/v1/events?format=ndjson&order=-recorded", *total},
	} {
		if got := strings.Count(get(t, h, tt.target).Body.String(), "\n"); got != tt.lines {
			t.Errorf("%s has %d lines, want %d", tt.target, got, tt.lines)
		}
	}
	rows, err := csv.NewReader(get(t, h, "/v1/events?format=csv").Body).ReadAll()
	if err != nil || len(rows) != *total+1 {
		t.Errorf("the CSV has %d rows, want %d and a header: %v", len(rows), *total, err)
	}
	if body := get(t, h, "/v1/events?format=csv&bom=true").Body.Bytes(); !bytes.HasPrefix(body, []byte("\xEF\xBB\xBFid,")) {
		t.Errorf("bom=true begins with %q", body[:8])
	}
	refused(t, get(t, h, "/v1/events?format=ndjson&bom=true"), http.StatusBadRequest, "invalid-parameter")
	refused(t, get(t, h, "/v1/events?format=csv&fields=id"), http.StatusBadRequest, "invalid-parameter")
}

// TestStreamsSayWhatTheyLose, in the trailer.
func TestStreamsSayWhatTheyLose(t *testing.T) {
	t.Parallel()
	live := httptest.NewServer(bundled(t))
	defer live.Close()
	res := fetch(t, live.URL+"/v1/events?format=ics")
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatal(err)
	}
	lost := res.Trailer.Get("Dateline-Loss") + res.Header.Get("Dateline-Loss") // a short answer needs no trailer
	if !strings.Contains(lost, "undated=") {
		t.Errorf("Dateline-Loss is %q", lost)
	}
}

// TestBrokenStreamsLookBroken: a failure on the way cuts the connection.
func TestBrokenStreamsLookBroken(t *testing.T) {
	t.Parallel()
	doc := json.RawMessage(get(t, bundled(t), "/v1/events/yermak-waltz-call").Body.String())
	h := api.NewStreaming(storetest.Open(t), api.Config{}, func(_ context.Context, fn func(json.RawMessage) error) error {
		for range 1000 {
			if err := fn(doc); err != nil {
				return err
			}
		}
		return errors.New("the disk is gone")
	})
	live := httptest.NewServer(h)
	defer live.Close()
	for _, format := range []string{"ndjson", "csv", "ics", "parquet"} {
		res := fetch(t, live.URL+"/v1/events?format="+format)
		// What was not begun when it failed is a problem still.
		if _, err := io.Copy(io.Discard, res.Body); err == nil && res.StatusCode == http.StatusOK {
			t.Errorf("half of an answer in %s looks whole", format)
		}
		_ = res.Body.Close()
	}
	early := api.NewStreaming(storetest.Open(t), api.Config{}, func(context.Context, func(json.RawMessage) error) error {
		return errors.New("the disk is gone")
	})
	rec := raw(early, http.MethodGet, "/v1/events?format=ndjson")
	if rec.Code != http.StatusInternalServerError || rec.Header().Get("Content-Disposition") != "" {
		t.Errorf("a failure before the first record answers %d, %v", rec.Code, rec.Header())
	}
}

// TestStreamsAreBounded: those over the limit are told to come again, and
// pages are answered meanwhile.
func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	began, finish := make(chan struct{}), make(chan struct{})
	h := api.NewStreaming(storetest.Bundled(t), api.Config{MaxStreams: 1}, func(context.Context, func(json.RawMessage) error) error {
		close(began)
		<-finish
		return nil
	})
	first := make(chan int)
	go func() { first <- raw(h, http.MethodGet, "/v1/events?format=ndjson").Code }()
	<-began
	second := raw(h, http.MethodGet, "/v1/events?format=csv")
	if second.Code != http.StatusServiceUnavailable || second.Header().Get("Retry-After") == "" {
		t.Errorf("one stream too many answers %d", second.Code)
	}
	if page := raw(h, http.MethodGet, "/v1/events?format=csv&limit=2"); page.Code != http.StatusOK {
		t.Errorf("a page answers %d", page.Code)
	}
	close(finish)
	if code := <-first; code != http.StatusOK {
		t.Errorf("the stream itself answers %d", code)
	}
}

// TestSlowStreamsEnd: a stream has its time, too.
func TestSlowStreamsEnd(t *testing.T) {
	t.Parallel()
	h := api.NewStreaming(storetest.Open(t), api.Config{StreamTimeout: 1}, func(ctx context.Context, _ func(json.RawMessage) error) error {
		<-ctx.Done()
		return ctx.Err()
	})
	if rec := raw(h, http.MethodGet, "/v1/events?format=ndjson"); rec.Code != http.StatusServiceUnavailable {
		t.Errorf("answers %d", rec.Code)
	}
}

// TestAddressesInFeeds are those of the request, or the public ones; what is no
// host is not repeated.
func TestAddressesInFeeds(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	ask := func(h http.Handler, host string) string {
		req := httptest.NewRequest(http.MethodGet, "/v1/events?format=atom&limit=1", nil)
		req.Host = host
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		return rec.Body.String()
	}
	own, public := api.New(st, api.Config{}), api.New(st, api.Config{PublicURL: "https://timelines.example/"})
	expect(t, ask(own, "news.example:8080"), "http://news.example:8080/v1/events/", "")
	expect(t, ask(own, "evil\"><x>"), "<entry>", "evil")
	expect(t, ask(public, "news.example"), "https://timelines.example/v1/events/", "news.example")
}

// TestTitlesNameWhatWasAsked, not how it is to be written.
func TestTitlesNameWhatWasAsked(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	const story = "/v1/timeline.csv?story=us-ukraine-peace-talks"
	expect(t, get(t, h, story+"&limit=1&order=-date&bom=true").Body.String(), "US–Ukraine peace talks after the White House clash", "Dateline: events")
	expect(t, get(t, h, story+"&type=call&bom=true").Body.String(), `"Dateline: events, story=us-ukraine-peace-talks, type=call"`, "bom")
}

// TestFeedsOfQuotesNameSpeakers as they were called at the moment asked for.
func TestFeedsOfQuotesNameSpeakers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	before := d.send(t, http.MethodGet, "/v1/quotes", "").Header().Get("Dateline-Seq")
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/actors/mike-waltz", `{"name":"Michael Waltz"}`, "If-Match", "*", "Content-Type", "application/merge-patch+json")
	for _, format := range []string{"atom", "jsonfeed"} {
		expect(t, get(t, d, "/v1/quotes?speaker=mike-waltz&format="+format).Body.String(), "Michael Waltz: “", "mike-waltz: ")
		expect(t, get(t, d, "/v1/quotes?speaker=mike-waltz&as_of="+before+"&format="+format).Body.String(), "Mike Waltz: “", "Michael")
	}
}

func fetch(t *testing.T, url string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	return res
}
