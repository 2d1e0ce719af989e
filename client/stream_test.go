package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"example.org/dateline/client"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/trial"
)

// An event arrives as it becomes, and as gone for each reason that there is.
func TestStream(t *testing.T) {
	t.Parallel()
	s := serving(t, storetest.Bundled(t))
	c := s.editor()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	since, err := c.LastChange(ctx)
	if err != nil || since == 0 {
		t.Fatalf("the last change is %d, %v", since, err)
	}
	did := func(_ client.Versioned[client.Event], err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	retype := func(kind string) func() {
		return func() {
			did(c.Events.Patch(ctx, "aside", client.AnyETag, map[string]any{"type": kind}, client.Write{}))
		}
	}
	// Each write waits for the one before to be told, so that none is passed over for a later state.
	writes := []func(){
		func() {
			did(c.Events.Create(ctx, client.Event{ID: "aside", Story: "us-ukraine-peace-talks", Title: "A call", Type: "call"}, client.Write{}))
		},
		retype("meeting"), retype("call"),
		func() { did(c.Events.Retract(ctx, "aside", client.AnyETag, "It was wrong.")) },
	}
	next := func() {
		if len(writes) > 0 {
			writes[0]()
			writes = writes[1:]
		}
	}
	var got []string
	var last int64
	next()
	for u, err := range c.Stream(ctx, since, client.Query{"type": {"call"}}) {
		if err != nil {
			t.Fatal(err)
		}
		if u.Seq <= last {
			t.Errorf("after change %d came %d", last, u.Seq)
		}
		last = u.Seq
		got = append(got, strings.Join([]string{u.Event.ID, u.Event.Title, u.Gone}, "|"))
		if len(got) == 4 {
			break
		}
		next()
	}
	want := []string{"aside|A call|", "aside||filtered", "aside|A call|", "aside||retracted"}
	if !slices.Equal(got, want) {
		t.Errorf("told\n%q, want\n%q", got, want)
	}

	ended, end := context.WithCancel(ctx)
	defer end()
	for u, err := range c.Stream(ended, 0, nil) {
		end() // what is on its way still comes
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("when its context ended, %v came after %d", err, u.Seq)
		}
	}
	for query, kind := range map[string]error{"actr": client.ErrBadRequest, "since": client.ErrBadRequest} {
		for _, err := range c.Stream(ctx, client.Now, client.Query{query: {"1000"}}) {
			if !is(err, kind) {
				t.Errorf("%s: %v", query, err)
			}
		}
	}
	for _, err := range client.New(s.URL, client.WithToken("dl_wrong")).Stream(ctx, client.Now, nil) {
		if !is(err, client.ErrUnauthorized) {
			t.Errorf("with a wrong token: %v", err)
		}
	}
}

// What is no stream is an error that says so.
func TestStreamOfSomethingElse(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<html>")
	}))
	t.Cleanup(other.Close)
	for _, err := range client.New(other.URL, client.WithRetries(0)).Stream(t.Context(), client.Now, nil) {
		if err == nil || !strings.Contains(err.Error(), `"text/html", not with a stream`) {
			t.Error(err)
		}
	}
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "event: update\ndata: {\ndata: \"id\": 1}\n\n")
	}))
	t.Cleanup(broken.Close)
	for _, err := range client.New(broken.URL).Stream(t.Context(), client.Now, nil) {
		if _, wrong := errors.AsType[*json.UnmarshalTypeError](err); !wrong {
			t.Error(err)
		}
	}
}

// silent is a network on which the first connection says something once.
type silent struct{ connections int }

func (n *silent) RoundTrip(r *http.Request) (*http.Response, error) {
	n.connections++
	said := ": here\nid: 7\n\n"
	if n.connections > 1 {
		said = "event: remove\ndata: {\"id\":\"" + r.Header.Get("Last-Event-ID") + "\"}\nid: 8\n\n"
	}
	body, out := io.Pipe()
	go func() {
		_, _ = io.WriteString(out, said)
		<-r.Context().Done()
		_ = out.CloseWithError(r.Context().Err())
	}()
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"text/event-stream"}}, Body: body}, nil
}

// A connection on which nothing comes, not even a sign of life, is given up for
// another one.
func TestStreamSilence(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		c := client.New("http://timelines.example.org", client.WithHTTPClient(&http.Client{Transport: &silent{}}))
		for u, err := range c.Stream(t.Context(), client.Now, nil) {
			if err != nil || u.Event.ID != "7" || u.Seq != 8 {
				t.Errorf("%+v, %v", u, err)
			}
			break
		}
		if waited := time.Since(began); waited < time.Minute || waited > 2*time.Minute {
			t.Errorf("after %v", waited)
		}
	})
}

// answer is one that a server gives to a request.
type answer struct {
	status int
	header http.Header
	body   string // %s stands for the request's Last-Event-ID
}

var (
	refused = answer{}           // no connection
	hanging = answer{status: -1} // none, and nothing that says so
)

// failing has a status and a Retry-After.
func failing(status int, after string) answer {
	return answer{status, http.Header{"Content-Type": {"text/plain"}, "Retry-After": {after}}, "not now"}
}

// telling is a stream that says what it was asked for, and ends.
func telling(id int) answer {
	said := fmt.Sprintf("retry: 1000\nevent: remove\ndata: {\"id\":\"after %%s\"}\nid: %d\n\n", id)
	return answer{http.StatusOK, http.Header{"Content-Type": {"text/event-stream"}}, said}
}

// outage is a network on which the answers come that are ahead, the last of
// them for ever.
type outage struct {
	ahead []answer
	at    []time.Time // of the requests
}

func (n *outage) RoundTrip(r *http.Request) (*http.Response, error) {
	n.at = append(n.at, time.Now())
	a := n.ahead[0]
	if len(n.ahead) > 1 {
		n.ahead = n.ahead[1:]
	}
	switch a.status {
	case refused.status:
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	case hanging.status:
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	body := strings.ReplaceAll(a.body, "%s", r.Header.Get("Last-Event-ID"))
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func (n *outage) client() *client.Client {
	return client.New("http://timelines.example.org", client.WithHTTPClient(&http.Client{Transport: n}))
}

// told are the updates of a stream, and the error that it ends with.
func (n *outage) told(ctx context.Context) (updates []string, end error) {
	for u, err := range n.client().Stream(ctx, 7, nil) {
		if err != nil {
			return updates, err
		}
		updates = append(updates, u.Event.ID)
	}
	return updates, nil
}

// A server that is away for minutes is waited for, with pauses that grow and
// that are as long as it says; what it refuses after that is the end.
func TestStreamOutage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := &outage{ahead: []answer{telling(8)}}
		for range 5 {
			n.ahead = append(n.ahead, refused, failing(http.StatusBadGateway, ""))
		}
		n.ahead = append(n.ahead, hanging, failing(http.StatusTooManyRequests, "300"), failing(http.StatusServiceUnavailable, "1"),
			telling(9), failing(http.StatusInternalServerError, ""), telling(10), failing(http.StatusNotFound, ""))
		updates, err := n.told(t.Context())
		if want := []string{"after 7", "after 8", "after 9"}; !slices.Equal(updates, want) || !is(err, client.ErrNotFound) {
			t.Fatalf("told %q and %v, want %q and a 404", updates, err, want)
		}
		pauses := make([]time.Duration, len(n.at)-1)
		for i := range pauses {
			pauses[i] = n.at[i+1].Sub(n.at[i])
		}
		within := func(i int, least, most time.Duration) {
			if pauses[i] < least || pauses[i] > most {
				t.Errorf("pause %d lasts %v, not between %v and %v", i, pauses[i], least, most)
			}
		}
		within(0, time.Second, time.Second) // as the server has said
		for i := 1; i <= 10; i++ {
			most := min(time.Second<<i, time.Minute)
			within(i, most/2, most)
		}
		within(11, 90*time.Second, 2*time.Minute) // a minute without an answer, and the pause
		within(12, 5*time.Minute, 5*time.Minute)
		within(13, 30*time.Second, time.Minute) // a short Retry-After does not shorten it
		within(14, time.Second, time.Second)    // a connection has stood
		within(15, time.Second, 2*time.Second)
	})
}

// During an outage a stream ends with its context; and it begins with one only
// for as long as the client's retries last.
func TestStreamOutageEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		began := time.Now()
		n := &outage{ahead: []answer{telling(8), refused}}
		updates, err := n.told(ctx)
		if len(updates) != 1 || !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Hour {
			t.Errorf("told %q and %v after %v", updates, err, time.Since(began))
		}
		n = &outage{ahead: []answer{refused}}
		if _, err := n.told(t.Context()); !errors.Is(err, syscall.ECONNREFUSED) || len(n.at) != 5 {
			t.Errorf("at a wrong address %v after %d requests", err, len(n.at))
		}
		n = &outage{ahead: []answer{telling(8), refused, {http.StatusOK, http.Header{"Content-Type": {"text/html"}}, "<html>"}}}
		if _, err := n.told(t.Context()); err == nil || !strings.Contains(err.Error(), "not with a stream") || len(n.at) != 3 {
			t.Errorf("of something else %v after %d requests", err, len(n.at))
		}
	})
}

// tearing breaks streams after some bytes, in the middle of what they say.
type tearing struct {
	http.Handler
	mu   sync.Mutex
	rand *rand.Rand
	torn int
}

func (f *tearing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/v1/events/stream" {
		f.mu.Lock()
		w = &torn{w, 1000 << f.rand.IntN(7), f}
		f.mu.Unlock()
	}
	f.Handler.ServeHTTP(w, r)
}

type torn struct {
	http.ResponseWriter
	left int
	of   *tearing
}

func (w *torn) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *torn) Write(p []byte) (int, error) {
	if said := retried.ReplaceAll(p, []byte("retry: 20\n")); len(said) != len(p) {
		_, err := w.Write(said)
		return len(p), err
	}
	if len(p) <= w.left {
		w.left -= len(p)
		return w.ResponseWriter.Write(p)
	}
	n, err := w.ResponseWriter.Write(p[:w.left])
	w.left = 0
	if c := http.NewResponseController(w.ResponseWriter); err == nil && c.Flush() == nil {
		conn, _, failed := c.Hijack()
		if err = failed; err == nil {
			w.of.mu.Lock()
			w.of.torn++
			w.of.mu.Unlock()
			err = errors.Join(io.ErrShortWrite, conn.Close())
		}
	}
	return n, err
}

// retried is where the server says how long to wait before the next connection. The
// front says less: connections are lost hundreds of times.
var retried = regexp.MustCompile(`retry: [0-9]{3,}\n`)

// Lists that are kept up to date from streams are those of the server, whatever
// is edited and however often the streams are torn, for whoever asks.
func TestStreamKeepsLists(t *testing.T) {
	t.Parallel()
	rounds := trial.Rounds(t, 12)
	front := &tearing{rand: rand.New(rand.NewPCG(7, 7))}
	s := serving(t, storetest.Open(t), func(h http.Handler) http.Handler {
		front.Handler = h
		return front
	})
	d := newDesk(t, s, 3)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	copies := []*listCopy{
		{c: s.editor(), query: client.Query{}},
		{c: s.editor(), query: client.Query{"story": {"secret,two"}}},
		{c: client.New(s.URL), query: client.Query{}},
		{c: client.New(s.URL), query: client.Query{"type": {"call,statement"}, "from": {"2025-03"}}},
	}
	var done sync.WaitGroup
	for _, k := range copies {
		k.news = make(chan client.Update)
		since, err := k.c.LastChange(ctx)
		if err != nil {
			t.Fatal(err)
		}
		k.have = k.list(t)
		done.Go(func() {
			for u, err := range k.c.Stream(ctx, since, k.query) {
				if err != nil {
					k.err = err
					break
				}
				select {
				case k.news <- u:
				case <-ctx.Done():
				}
			}
			close(k.news)
		})
	}
	for round := range rounds {
		for range 8 {
			d.edit(t)
		}
		mark := fmt.Sprintf("mark-%d", round)
		if _, err := d.Events.Create(ctx, client.Event{ID: mark, Story: "two", Title: "Mark", Type: "call", Date: date(t, "2025-03-09")}, client.Write{}); err != nil {
			t.Fatal(err)
		}
		for i, k := range copies {
			k.until(t, mark)
			if want := k.list(t); !maps.Equal(k.have, want) {
				for _, id := range slices.Sorted(maps.Keys(want)) {
					if k.have[id] != want[id] {
						t.Errorf("copy %d has\n%.500s\nof\n%.500s", i, k.have[id], want[id])
					}
				}
				t.Fatalf("round %d, copy %d: %d events of %d", round, i, len(k.have), len(want))
			}
		}
	}
	stop()
	done.Wait()
	for _, k := range copies {
		if !errors.Is(k.err, context.Canceled) {
			t.Errorf("a stream ended with %v", k.err)
		}
	}
	if front.torn < rounds/5 {
		t.Errorf("only %d streams were torn", front.torn)
	}
	t.Logf("%d streams were torn", front.torn)
}

func date(t *testing.T, text string) client.Date {
	t.Helper()
	d, err := client.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// listCopy is a list that is kept up to date.
type listCopy struct {
	c     *client.Client
	query client.Query
	have  map[string]string // the JSON of events, by id
	news  chan client.Update
	err   error // that the stream ended with
}

func (k *listCopy) list(t *testing.T) map[string]string {
	t.Helper()
	shown := map[string]string{}
	for e, err := range k.c.Events.All(t.Context(), k.query) {
		if err != nil {
			t.Fatal(err)
		}
		shown[e.ID] = encoded(t, e)
	}
	return shown
}

// until takes in what the stream tells, up to the write of an event.
func (k *listCopy) until(t *testing.T, mark string) {
	t.Helper()
	for seen := false; ; {
		u, going := <-k.news
		switch {
		case !going:
			t.Fatalf("the stream ended: %v", k.err)
		case u.Gone != "":
			delete(k.have, u.Event.ID)
		default:
			k.have[u.Event.ID] = encoded(t, u.Event)
		}
		if seen = seen || u.Event.ID == mark; seen && u.Seq > 0 {
			return
		}
	}
}

func encoded(t *testing.T, e client.Event) string {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
