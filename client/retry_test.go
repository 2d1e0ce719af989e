package client_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/dateline/client"
	"example.org/dateline/internal/store/storetest"
)

func is(err, kind error) bool { return errors.Is(err, kind) }

func problem(t *testing.T, err error) *client.Problem {
	t.Helper()
	p, ok := errors.AsType[*client.Problem](err)
	if !ok {
		t.Fatalf("no problem: %v", err)
	}
	return p
}

// bad is what goes wrong with a request on its way: before it has reached the
// server, or with the answer. It returns false when nothing does.
type bad func(w http.ResponseWriter, r *http.Request, h http.Handler) bool

// weather stands before a server: its first requests meet each kind of it.
type weather struct {
	http.Handler
	ahead []bad
	met   atomic.Int64 // requests
}

func (f *weather) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := f.met.Add(1)
	if int(n) <= len(f.ahead) && f.ahead[n-1](w, r, f.Handler) {
		return
	}
	f.Handler.ServeHTTP(w, r)
}

// busy answers with a status and a Retry-After.
func busy(status int, after func() string) bad {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) bool {
		_, _ = io.CopyN(io.Discard, r.Body, 10) // not all of it
		if v := after(); v != "" {
			w.Header().Set("Retry-After", v)
		}
		http.Error(w, "busy", status)
		return true
	}
}

// cut breaks the connection, after the server has done what it was asked to.
func cut(w http.ResponseWriter, r *http.Request, h http.Handler) bool {
	h.ServeHTTP(discarding{w.Header().Clone()}, r)
	panic(http.ErrAbortHandler)
}

// half breaks it in the middle of the answer.
func half(w http.ResponseWriter, _ *http.Request, _ http.Handler) bool {
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, `{"id":`)
	panic(http.ErrAbortHandler)
}

type discarding struct{ header http.Header }

func (d discarding) Header() http.Header         { return d.header }
func (d discarding) Write(p []byte) (int, error) { return len(p), nil }
func (d discarding) WriteHeader(int)             {}

func in(d time.Duration) func() string {
	return func() string { return fmt.Sprint(int(d.Seconds())) }
}

// stormy is a server with weather before it.
func stormy(t *testing.T, ahead ...bad) (server, *weather) {
	t.Helper()
	f := &weather{ahead: ahead}
	s := serving(t, storetest.Bundled(t), func(h http.Handler) http.Handler {
		f.Handler = h
		return f
	})
	return s, f
}

func never() string { return "" }

// Reads and creations come through, and creations are made once.
func TestRetries(t *testing.T) {
	t.Parallel()
	atOnce := in(0)
	soon := func() string { return time.Now().Add(time.Second).UTC().Format(http.TimeFormat) }
	for name, ahead := range map[string][]bad{
		"busy":              {busy(http.StatusServiceUnavailable, atOnce), busy(http.StatusTooManyRequests, never)},
		"busy until":        {busy(http.StatusServiceUnavailable, soon)},
		"cut off":           {cut, cut},
		"half":              {half},
		"one after another": {half, busy(http.StatusServiceUnavailable, atOnce), cut},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, f := stormy(t, ahead...)
			if _, err := s.editor().Events.Get(t.Context(), "yermak-waltz-call", nil); err != nil {
				t.Errorf("a read fails: %v", err)
			}
			f.met.Store(0)
			long := client.Actor{Name: "New", Kind: "person", Description: strings.Repeat("x", 9000)}
			made, err := s.editor().Actors.Create(t.Context(), long, client.Write{})
			if err != nil || int(f.met.Load()) != len(ahead)+1 {
				t.Fatalf("a creation fails, after %d requests: %v", f.met.Load(), err)
			}
			if made.Record.Description != long.Description {
				t.Error("its body came in part")
			}
			f.met.Store(0)
			lines := `{"entity":"actor","id":"another","name":"Another","kind":"person","description":"` + long.Description + `"}`
			report, err := s.editor().Import(t.Context(), strings.NewReader(lines), client.ImportOptions{})
			if err != nil || report.Created["actor"] != 1 {
				t.Errorf("an import: %+v, %v", report, err)
			}
			if n := len(taken(t, s.editor().Actors.All(t.Context(), client.Query{"q": {"New Another"}}))); n != 0 {
				t.Errorf("%d actors are called by both names", n)
			}
			if n := len(taken(t, s.editor().Actors.All(t.Context(), client.Query{"q": {"New"}}))); n != 1 {
				t.Errorf("%d actors were made", n)
			}
		})
	}
}

// What may not be repeated is not, and patience has an end.
func TestNoRetries(t *testing.T) {
	t.Parallel()
	patch := func(ctx context.Context, c *client.Client) error {
		_, err := c.Events.Patch(ctx, "yermak-waltz-call", `"1"`, map[string]any{"title": "Patched"}, client.Write{})
		return err
	}
	get := func(ctx context.Context, c *client.Client) error {
		_, err := c.Events.Get(ctx, "yermak-waltz-call", nil)
		return err
	}
	stream := func(ctx context.Context, c *client.Client) error {
		_, err := c.Import(ctx, io.MultiReader(bytes.NewReader(nil)), client.ImportOptions{Format: "ndjson"})
		return err
	}
	unavailable := busy(http.StatusServiceUnavailable, in(0))
	for name, tt := range map[string]struct {
		ahead []bad
		ask   func(context.Context, *client.Client) error
		met   int64
		kind  error // nil for one that is no problem
	}{
		"a conditional write whose answer is lost": {[]bad{cut}, patch, 1, nil},
		"a stream": {[]bad{unavailable}, stream, 1, client.ErrUnavailable},
		"an answer that repeating does not change":   {[]bad{busy(http.StatusBadGateway, never)}, get, 1, nil},
		"a server that asks for more than a minute":  {[]bad{busy(http.StatusServiceUnavailable, in(time.Hour))}, get, 1, client.ErrUnavailable},
		"a server that has no room for a long while": {[]bad{unavailable, unavailable, unavailable, unavailable}, get, 3, client.ErrUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, f := stormy(t, tt.ahead...)
			err := tt.ask(t.Context(), client.New(s.URL, client.WithToken(s.token), client.WithRetries(2)))
			if err == nil || f.met.Load() != tt.met || tt.kind != nil && !is(err, tt.kind) {
				t.Errorf("%d requests, %v", f.met.Load(), err)
			}
		})
	}
	s, f := stormy(t, unavailable)
	if err := patch(t.Context(), s.editor()); err != nil || f.met.Load() != 2 {
		t.Errorf("a conditional write that the server had no room for: %d requests, %v", f.met.Load(), err)
	}
	slow, f := stormy(t, busy(http.StatusServiceUnavailable, in(30*time.Second)))
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second) // which is not waited for
	defer stop()
	if err := get(ctx, slow.editor()); !is(err, client.ErrUnavailable) || f.met.Load() != 1 {
		t.Errorf("a caller that has no time: %d requests, %v", f.met.Load(), err)
	}
}

// What a proxy says is told with its status.
func TestWhatIsNoProblem(t *testing.T) {
	t.Parallel()
	s, _ := stormy(t, busy(http.StatusBadGateway, never))
	_, err := client.New(s.URL).Events.Get(t.Context(), "yermak-waltz-call", nil)
	if p := problem(t, err); p.Status != http.StatusBadGateway || p.Code() != "" || err.Error() != "502 Bad Gateway: busy" {
		t.Errorf("%+v", p)
	}
	_, err = client.New(s.URL).Events.Get(t.Context(), "nobody", nil)
	if p := problem(t, err); p.Code() != "not-found" || p.RequestID == "" || !strings.HasPrefix(err.Error(), "404 Not found: ") {
		t.Errorf("%+v", p)
	}
}
