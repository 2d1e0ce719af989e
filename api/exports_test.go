package api_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/convert"
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
	if served < 44 {
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
}

// TestTotalsInEveryFormat, in the same header, to HEAD as well.
func TestTotalsInEveryFormat(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for path, names := range listFormats() {
		want := *list(t, h, path+"?count=true&limit=1").Page.Total
		for _, format := range names {
			for _, more := range []string{"", "&limit=1"} {
				target := path + "?count=true&format=" + format + more
				rec, head := get(t, h, target), ask(t, h, http.MethodHead, target)
				if got := rec.Header().Get("Dateline-Total"); rec.Code != http.StatusOK || got != fmt.Sprint(want) || head.Header().Get("Dateline-Total") != got {
					t.Errorf("%s answers %d and %q (%q to HEAD), want %d", target, rec.Code, got, head.Header().Get("Dateline-Total"), want)
				}
			}
			if got := get(t, h, path+"?format="+format).Header().Get("Dateline-Total"); got != "" {
				t.Errorf("%s in %s tells %s unasked", path, format, got)
			}
		}
	}
	if got := get(t, h, "/v1/timeline.csv?count=true&type=call").Header().Get("Dateline-Total"); got != "1" {
		t.Errorf("the sheet tells %q", got)
	}
}

// listFormats are the names of the formats of each list.
func listFormats() map[string][]string {
	return map[string][]string{
		"/v1/events": namesOf(convert.EventFormats), "/v1/quotes": namesOf(convert.QuoteFormats), "/v1/actors": namesOf(convert.ActorFormats),
		"/v1/places": namesOf(convert.PlaceFormats), "/v1/sources": namesOf(convert.SourceFormats), "/v1/stories": namesOf(convert.StoryFormats), "/v1/topics": namesOf(convert.TopicFormats),
	}
}

func namesOf[T any](formats []convert.Format[T]) []string {
	var names []string
	for _, r := range rowsOf(formats) {
		names = append(names, r.name)
	}
	return names
}

// TestFieldsInEveryFormat: those that can hold some fields alone do, and the others
// say which can.
func TestFieldsInEveryFormat(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for path, names := range listFormats() {
		for _, at := range []string{path, path + "/" + firstID(t, h, path)} {
			for _, format := range names {
				rec := get(t, h, at+"?fields=id&format="+format)
				switch format {
				case "json", "ndjson", "csv", "geojson", "parquet":
					if rec.Code != http.StatusOK {
						t.Errorf("%s in %s answers %d: %s", at, format, rec.Code, rec.Body)
					}
				default:
					p := refused(t, rec, http.StatusBadRequest, "invalid-parameter")
					if p.Parameter != "fields" || !strings.Contains(p.Detail, "does not work with the format "+format+"; it does with json, ndjson, csv") {
						t.Errorf("%s in %s: %s", at, format, p.Detail)
					}
				}
			}
		}
	}
	for target, want := range map[string]string{
		"/v1/events?fields=title,type&format=csv&type=call":                 "id,title,type\r\nyermak-waltz-call,Yermak and Waltz speak by phone about negotiating with Russia,call\r\n",
		"/v1/events/yermak-waltz-call?fields=type,id&format=csv":            "type,id\r\ncall,yermak-waltz-call\r\n",
		"/v1/quotes?id=waltz-good-talks-quote&fields=speaker&format=ndjson": `{"entity":"quote","id":"waltz-good-talks-quote","speaker":"mike-waltz"}` + "\n",
		"/v1/topics/ceasefire?fields=id&format=ndjson":                      `{"entity":"topic","id":"ceasefire"}` + "\n",
	} {
		if got := get(t, h, target).Body.String(); got != want {
			t.Errorf("%s answers %q, want %q", target, got, want)
		}
	}
	for _, target := range []string{"/v1/events?include=actors&format=csv", "/v1/events?include=actors&format=atom"} {
		if p := refused(t, get(t, h, target), http.StatusBadRequest, "invalid-parameter"); !strings.HasSuffix(p.Detail, "it does with json.") {
			t.Errorf("%s: %s", target, p.Detail)
		}
	}
}

// firstID is the id of the first record of a list.
func firstID(t *testing.T, h http.Handler, path string) string {
	t.Helper()
	return list(t, h, path+"?limit=1").ids()[0]
}

// TestRecordsInEveryFormat: a single record has the formats of its list, with the
// headers that lists have, and is the one record of the document.
func TestRecordsInEveryFormat(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for path, names := range listFormats() {
		id := firstID(t, h, path)
		tags := map[string]string{}
		for _, format := range names {
			at := path + "/" + id
			rec := get(t, h, at+"?format="+format)
			tag := rec.Header().Get("ETag")
			if other, taken := tags[tag]; taken || rec.Code != http.StatusOK {
				t.Errorf("%s in %s answers %d with the tag of %q", at, format, rec.Code, other)
			}
			tags[tag] = format
			if vary := rec.Header().Get("Vary"); !strings.Contains(vary, "Accept") {
				t.Errorf("%s in %s varies by %q", at, format, vary)
			}
			if again := get(t, h, at+"?format="+format, "If-None-Match", tag); again.Code != http.StatusNotModified {
				t.Errorf("%s in %s answers %d to its own tag", at, format, again.Code)
			}
			if name := rec.Header().Get("Content-Disposition"); (format == "json") != (name == "") || name != "" && !strings.Contains(name, id) {
				t.Errorf("%s in %s is saved as %q", at, format, name)
			}
			if format == "timelinejs-csv" {
				continue // its media type is that of csv
			}
			if accepted := get(t, h, at, "Accept", rec.Header().Get("Content-Type")); accepted.Header().Get("ETag") != tag || accepted.Body.String() != rec.Body.String() {
				t.Errorf("%s in %s is another by Accept", at, format)
			}
		}
		refused(t, get(t, h, path+"/no-such?format=csv"), http.StatusNotFound, "not-found")
		refused(t, get(t, h, path+"/"+id+"?format=xlsx"), http.StatusNotAcceptable, "not-acceptable")
	}
	if rows := strings.Count(get(t, h, "/v1/events/yermak-waltz-call?format=csv&bom=true").Body.String(), "\r\n"); rows != 2 {
		t.Errorf("the CSV of an event has %d lines", rows)
	}
	refused(t, get(t, h, "/v1/events/yermak-waltz-call?bom=true"), http.StatusBadRequest, "invalid-parameter")
	refused(t, get(t, h, "/v1/quotes/waltz-good-talks-quote?format=ics"), http.StatusNotAcceptable, "not-acceptable")
	if lost := get(t, h, "/v1/events/cooperation-resumes?format=ics").Header().Get("Dateline-Loss"); lost != "undated=1" {
		t.Errorf("an event without a date loses %q in a calendar", lost)
	}
	if body := get(t, h, "/v1/events/yermak-waltz-call?format=csv&as_of=1").Code; body != http.StatusNotFound {
		t.Errorf("before it was recorded the event answers %d", body)
	}
}

// TestRenamedSpeakers: a form that shows names is another when a name changes, and
// the record is not.
func TestRenamedSpeakers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const quote = "/v1/quotes/waltz-good-talks-quote"
	plain, feed := get(t, d, quote).Header().Get("ETag"), get(t, d, quote+"?format=atom").Header().Get("ETag")
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/actors/mike-waltz", `{"name":"Michael Waltz"}`, "If-Match", "*")
	if got := get(t, d, quote, "If-None-Match", plain); got.Code != http.StatusNotModified {
		t.Errorf("the quote answers %d", got.Code)
	}
	if got := get(t, d, quote+"?format=atom", "If-None-Match", feed); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "Michael Waltz") {
		t.Errorf("the feed answers %d: %s", got.Code, got.Body)
	}
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
	h := api.NewStreaming(storetest.Bundled(t), api.Config{Limits: admission.Limits{admission.Export: {AtOnce: 1}}}, func(context.Context, func(json.RawMessage) error) error {
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

	// Where it listens itself, a host that could be a stranger's is not believed.
	addr := onSocket(t, own)
	for host, want := range map[string]string{
		"stranger.example": addr, "stranger.example:8080": addr, "203.0.113.9": addr, "evil\"x": "", "localhost:8080": "localhost:8080", "news": "news",
		"news.local": "news.local", "192.168.1.7:80": "192.168.1.7:80", addr: addr, "localhost.stranger.example": addr,
	} {
		in := bufio.NewReader(saying(t, addr, "GET /v1/events?format=atom&limit=1 HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n"))
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if want != "" {
			expect(t, string(body), "http://"+want+"/v1/events/", "stranger")
		} else if res.StatusCode != http.StatusBadRequest {
			t.Errorf("the host %q answers %d", host, res.StatusCode)
		}
	}
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
