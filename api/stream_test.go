package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/data"
	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// newsroom is a server that listens, with the bundled story to be edited.
type newsroom struct {
	*httptest.Server
	store *store.Store
	doc   *timeline.Document
}

// quick are the times of a server under test.
var quick = api.Config{Heartbeat: 100 * time.Millisecond, WatchInterval: 10 * time.Millisecond}

// openNewsroom starts a server.
func openNewsroom(t *testing.T, cfg api.Config) *newsroom {
	t.Helper()
	n := &newsroom{store: storetest.Bundled(t)}
	var err error
	if n.doc, err = convert.ReadStory(data.BundledStory); err != nil {
		t.Fatal(err)
	}
	n.Server = httptest.NewServer(api.New(n.store, cfg))
	t.Cleanup(n.Close)
	return n
}

// write imports the story as it is now, and returns the last change.
func (n *newsroom) write(t *testing.T) int64 {
	t.Helper()
	if _, err := storetest.Use(n.store).Import(t.Context(), n.doc); err != nil {
		t.Fatal(err)
	}
	v, err := n.store.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v.Seq
}

func (n *newsroom) event(t *testing.T, id string) *timeline.Event {
	t.Helper()
	i := slices.IndexFunc(n.doc.Events, func(e timeline.Event) bool { return e.ID == id })
	if i < 0 {
		t.Fatalf("there is no event %s", id)
	}
	return &n.doc.Events[i]
}

// block is what stands before an empty line of a stream.
type block struct{ comment, event, data, id, retry string }

// listener is a client of a stream.
type listener struct {
	status int
	header http.Header
	blocks chan block // closed at the end
	hangUp context.CancelFunc
}

func (n *newsroom) listen(t *testing.T, query string, header ...string) *listener {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, n.URL+"/v1/events/stream"+query, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("Accept-Encoding", "gzip, zstd")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	l := &listener{blocks: make(chan block, 1000), hangUp: cancel}
	answered := make(chan error)
	go func() {
		defer close(l.blocks)
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			answered <- err
			return
		}
		defer res.Body.Close()
		l.status, l.header = res.StatusCode, res.Header
		close(answered)
		l.read(res.Body)
	}()
	if err := <-answered; err != nil {
		t.Fatal(err)
	}
	return l
}

// read takes a stream apart.
func (l *listener) read(body io.Reader) {
	lines, b := bufio.NewScanner(body), block{}
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch {
		case lines.Text() == "":
			l.blocks <- b
			b = block{}
		case name == "":
			b.comment = value
		case name == "event":
			b.event = value
		case name == "data":
			b.data = value
		case name == "id":
			b.id = value
		case name == "retry":
			b.retry = value
		}
	}
}

// next is the next block that fn is true for.
func (l *listener) next(t *testing.T, what string, fn func(b block) bool) block {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case b, open := <-l.blocks:
			if !open {
				t.Fatalf("the stream ended before %s", what)
			}
			if fn(b) {
				return b
			}
		case <-late:
			t.Fatalf("no %s came", what)
		}
	}
}

func isMessage(b block) bool { return b.data != "" }

// A stream brings what the filters keep and takes away what they keep no more,
// uncompressed, for longer than any deadline of the server.
func TestStream(t *testing.T) {
	t.Parallel()
	n := openNewsroom(t, quick)
	// The server's deadlines, as they stand when a stream begins: to write, it has
	// no time at all, and to read a moment. net/http hangs up when the latter ends.
	serve, late := n.Config.Handler, make(chan time.Time, 1)
	n.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/events/stream" {
			control, read := http.NewResponseController(w), time.Now().Add(time.Second)
			if err := errors.Join(control.SetWriteDeadline(time.Now().Add(-time.Second)), control.SetReadDeadline(read)); err != nil {
				t.Error(err)
			}
			late <- read
		}
		serve.ServeHTTP(w, r)
	})
	l := n.listen(t, "?actor=mike-waltz")
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no", "Content-Encoding": "", "Access-Control-Allow-Origin": "*", "No-Gzip-Compression": ""} {
		if got := l.header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	first := l.next(t, "beginning", func(block) bool { return true })
	seq := n.write(t)
	if first.retry != "2000" || first.id != strconv.FormatInt(seq, 10) || first.data != "" {
		t.Errorf("the stream begins with %+v, and the last change is %d", first, seq)
	}
	time.Sleep(time.Until(<-late) + 10*time.Millisecond)
	e := n.event(t, "yermak-waltz-call")
	e.Title = "Another title\nin two lines"
	n.event(t, "white-house-clash").Title = "No matter to this client"
	seq = n.write(t)
	got := l.next(t, "update", isMessage)
	answer := httptestBody(t, n.URL+"/v1/events/"+e.ID)
	if got.event != "update" || got.data != answer || got.id != strconv.FormatInt(seq, 10) {
		t.Errorf("an event that was written is told as %+v, want %s", got, answer)
	}
	e.Actors = nil
	e.Quotes = nil
	n.write(t)
	if got := l.next(t, "removal", isMessage); got.event != "remove" || !strings.HasPrefix(got.data, `{"id":"yermak-waltz-call","seq":`) || !strings.HasSuffix(got.data, `"reason":"filtered"}`) {
		t.Errorf("an event that the filter keeps no more is told as %+v", got)
	}
	other := n.event(t, "waltz-good-talks")
	other.Verification, other.Retracted = timeline.Retracted, &timeline.Retraction{Reason: "Wrong."}
	n.write(t)
	got = l.next(t, "retraction", isMessage)
	var gone api.Removal
	if err := json.Unmarshal([]byte(got.data), &gone); err != nil || gone.ID != other.ID || gone.Reason != store.GoneRetracted {
		t.Errorf("a retracted event is told as %+v (%v)", got, err)
	}
	n.event(t, "white-house-clash").Title = "Nor is this"
	seq = n.write(t)
	beat := l.next(t, "heartbeat", func(b block) bool { return b.id == strconv.FormatInt(seq, 10) })
	if isMessage(beat) || beat.comment == "" {
		t.Errorf("the heartbeat is %+v", beat)
	}
}

func httptestBody(t *testing.T, address string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// Who comes back with the last id, or streams from what a list showed, is told
// of what was missed; the messages of one write end with its id.
func TestStreamResumes(t *testing.T) {
	t.Parallel()
	n := openNewsroom(t, quick)
	list := get(t, api.New(n.store, api.Config{}), "/v1/events?limit=1")
	seq := list.Header().Get("Dateline-Seq")
	for i := range n.doc.Events {
		n.doc.Events[i].Title = fmt.Sprint("Title ", i)
	}
	last := strconv.FormatInt(n.write(t), 10)
	for _, l := range []*listener{n.listen(t, "?since="+seq), n.listen(t, "", "Last-Event-ID", seq), n.listen(t, "?since="+last, "Last-Event-ID", seq)} {
		told := map[string]bool{}
		for len(told) < len(n.doc.Events) {
			b := l.next(t, "missed update", isMessage)
			var e struct{ ID string }
			if err := json.Unmarshal([]byte(b.data), &e); err != nil || told[e.ID] {
				t.Fatalf("%+v (%v)", b, err)
			}
			told[e.ID] = true
			if (b.id != "") != (len(told) == len(n.doc.Events)) || (b.id != "" && b.id != last) {
				t.Errorf("the message %d of %d has the id %q", len(told), len(n.doc.Events), b.id)
			}
		}
		l.hangUp()
	}
	if got := get(t, api.New(n.store, api.Config{}), "/v1/events?as_of=1").Header().Get("Dateline-Seq"); got != "" {
		t.Errorf("an answer about the past says that it shows %s", got)
	}
	h := api.New(n.store, api.Config{})
	for _, target := range []string{"?since=100000", "?since=x", "?since=-1", "?near=1", "?match=certain&from=2025&to=2024"} {
		refused(t, get(t, h, "/v1/events/stream"+target), http.StatusBadRequest, "invalid-parameter")
	}
	for _, id := range []string{"100000", "x", "1 2"} {
		refused(t, get(t, h, "/v1/events/stream", "Last-Event-ID", id), http.StatusBadRequest, "invalid-header")
	}
	refused(t, get(t, h, "/v1/events/stream?as_of=1"), http.StatusBadRequest, "unknown-parameter")
	refused(t, get(t, h, "/v1/events/stream", "Accept", "text/html;q=0, application/json"), http.StatusNotAcceptable, "not-acceptable")
}

// There are so many places; one is free again when its client hangs up, or does
// not read.
func TestStreamPlaces(t *testing.T) {
	t.Parallel()
	cfg := quick
	cfg.Limits, cfg.WriteStall = admission.Limits{admission.Stream: {AtOnce: 2}}, 200*time.Millisecond
	n := openNewsroom(t, cfg)
	one, other := n.listen(t, ""), n.listen(t, "")
	one.next(t, "beginning", func(block) bool { return true })
	other.next(t, "beginning", func(block) bool { return true })
	if l := n.listen(t, ""); l.status != http.StatusServiceUnavailable || l.header.Get("Retry-After") == "" {
		t.Errorf("one too many is answered %d, Retry-After %q", l.status, l.header.Get("Retry-After"))
	}
	one.hangUp()
	n.free(t).hangUp()

	deaf := n.deafClient(t)
	defer deaf.Close()
	other.hangUp()
	reader := n.free(t)
	go func() {
		for range reader.blocks { // one that reads
		}
	}()
	for round := range 100 { // more than any buffer takes
		for i := range n.doc.Events {
			n.doc.Events[i].Summary = strings.Repeat(strconv.Itoa(round)+" ", 3000)
		}
		n.write(t)
		if l := n.listen(t, ""); l.status == http.StatusOK {
			return // the client that does not read has lost its place
		}
	}
	t.Error("a client that does not read keeps its place")
}

// deafClient is a client with a place that reads the first line of its answer
// and no more. Those who hung up may still have theirs for a moment.
func (n *newsroom) deafClient(t *testing.T) net.Conn {
	t.Helper()
	for range 500 {
		var dialer net.Dialer
		conn, err := dialer.DialContext(t.Context(), "tcp", n.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.(*net.TCPConn).SetReadBuffer(4096); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, "GET /v1/events/stream?since=0 HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		line := make([]byte, len("HTTP/1.1 200"))
		if _, err := io.ReadFull(conn, line); err != nil {
			t.Fatal(err)
		}
		if string(line) == "HTTP/1.1 200" {
			return conn
		}
		_ = conn.Close()
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("no place becomes free")
	return nil
}

// free is a listener with a place, as soon as there is one.
func (n *newsroom) free(t *testing.T) *listener {
	t.Helper()
	for range 500 {
		if l := n.listen(t, ""); l.status == http.StatusOK {
			return l
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("no place becomes free")
	return nil
}

// A server that stops ends its streams, so that it can stop.
func TestStreamEndsWithTheServer(t *testing.T) {
	t.Parallel()
	cfg := quick
	cfg.Heartbeat = time.Hour
	ctx, stop := context.WithCancel(t.Context())
	cfg.Stopping = ctx
	n := openNewsroom(t, cfg)
	l := n.listen(t, "")
	l.next(t, "beginning", func(block) bool { return true })
	stop()
	drain, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := n.Config.Shutdown(drain); err != nil && !errors.Is(err, http.ErrServerClosed) {
		t.Errorf("the server cannot stop: %v", err)
	}
	for b := range l.blocks {
		t.Errorf("at the end comes %+v", b)
	}
}

// A token that is revoked or expires ends the streams that it opened.
func TestStreamEndsWithItsToken(t *testing.T) {
	t.Parallel()
	n := openNewsroom(t, quick)
	l := n.listen(t, "", "Authorization", tokenFor(t, n.store, "leaver", store.ScopeRead))
	anybody := n.listen(t, "")
	<-l.blocks
	<-anybody.blocks
	if err := n.store.RevokeToken(t.Context(), "leaver"); err != nil {
		t.Fatal(err)
	}
	ended := time.After(10 * time.Second)
	for open := true; open; {
		select {
		case _, open = <-l.blocks:
		case <-ended:
			t.Fatal("the stream goes on")
		}
	}
	if _, open := <-anybody.blocks; !open {
		t.Error("another stream has ended, too")
	}
}

// Many clients of the same stream are told the same, each what it may see, and at
// once of what the server itself has written.
func TestStreamOfMany(t *testing.T) {
	t.Parallel()
	cfg := quick
	cfg.WatchInterval = time.Hour
	n := openNewsroom(t, cfg)
	d := desk{n.Config.Handler, n.store, tokenFor(t, n.store, "desk", store.ScopeWrite)}
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"draft","title":"A draft","visibility":"private"}`)
	create := func(id, story, kind string) {
		d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", fmt.Sprintf(`{"id":%q,"story":%q,"title":"Something","type":%q}`, id, story, kind))
	}
	groups := []struct {
		query, token string
		want         []string
		listeners    []*listener
	}{
		{"", "", []string{"one", "three", "four"}, nil},
		{"", d.token, []string{"one", "two", "three", "four"}, nil},
		{"?type=call", "", []string{"one", "four"}, nil},
		{"?type=call", d.token, []string{"one", "two", "four"}, nil},
	}
	for i := range groups {
		for range 25 {
			var header []string
			if g := &groups[i]; g.token != "" {
				header = []string{"Authorization", g.token}
			}
			l := n.listen(t, groups[i].query, header...)
			<-l.blocks
			groups[i].listeners = append(groups[i].listeners, l)
		}
	}
	create("one", "us-ukraine-peace-talks", "call")
	create("two", "draft", "call")
	create("three", "us-ukraine-peace-talks", "meeting")
	create("four", "us-ukraine-peace-talks", "call")
	for _, g := range groups {
		for _, l := range g.listeners {
			var got []string
			for len(got) == 0 || got[len(got)-1] != "four" {
				var e struct{ ID string }
				if err := json.Unmarshal([]byte(l.next(t, "event", isMessage).data), &e); err != nil {
					t.Fatal(err)
				}
				got = append(got, e.ID)
			}
			if !slices.Equal(got, g.want) {
				t.Fatalf("%q with the token %q is told of %v, want %v", g.query, g.token, got, g.want)
			}
		}
	}
}

// However quickly writes follow each other, all who listen have soon been told of
// the last one.
func TestStreamMissesNoBurst(t *testing.T) {
	t.Parallel()
	cfg := quick
	cfg.Heartbeat = time.Hour // which would make up for what was missed
	n := openNewsroom(t, cfg)
	d := desk{n.Config.Handler, n.store, tokenFor(t, n.store, "desk", store.ScopeWrite)}
	listeners := make([]*listener, 150)
	for i := range listeners {
		listeners[i] = n.listen(t, "?actor=mike-waltz")
		<-listeners[i].blocks
	}
	for round := range 40 {
		title := ""
		for i := range 1 + round%4 {
			title = fmt.Sprintf("Number %d of round %d", i, round)
			d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/yermak-waltz-call", fmt.Sprintf(`{"title":%q}`, title), "If-Match", "*", "Content-Type", "application/merge-patch+json")
		}
		for _, l := range listeners {
			l.next(t, title, func(b block) bool { return strings.Contains(b.data, title) })
		}
	}
}
