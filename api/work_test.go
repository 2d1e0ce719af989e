package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// A change may take longer than a query: a new name is written wherever the old
// one stood, while others read.
func TestLongChange(t *testing.T) {
	t.Parallel()
	const events = 4000
	st := storetest.Open(t)
	d := desk{api.New(st, api.Config{}), st, tokenFor(t, st, "desk", store.ScopeWrite)}
	var lines strings.Builder
	lines.WriteString(`{"entity":"story","id":"long","title":"A long story"}` + "\n" + `{"entity":"actor","id":"envoy","name":"The old envoy","kind":"person"}` + "\n")
	for i := range events {
		fmt.Fprintf(&lines, `{"entity":"event","id":"e%d","story":"long","title":"Number %d","type":"call","date":"2025-03-05","actors":["envoy"]}`+"\n", i, i)
	}
	d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", lines.String(), "Content-Type", "application/x-ndjson")

	written := make(chan struct{})
	var reading sync.WaitGroup
	reading.Go(func() {
		for n := 0; ; n++ {
			if rec := raw(d, http.MethodGet, "/v1/events?actor=envoy&limit=5"); rec.Code != http.StatusOK {
				t.Errorf("a read meanwhile is answered %d: %s", rec.Code, rec.Body)
			}
			select {
			case <-written:
				if n == 0 {
					t.Error("nothing was read meanwhile")
				}
				return
			default:
			}
		}
	})
	rec, patience, took := rename(t, d)
	close(written)
	reading.Wait()
	if rec.Code != http.StatusOK {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	if took <= patience {
		t.Errorf("the change took %v, and a query may take %v: it needs more events", took, patience)
	}
	list := d.sent(t, http.StatusOK, http.MethodGet, "/v1/events?actor=envoy&q=new&limit=1&count=true", "")
	if total := list["page"].(map[string]any)["total"]; total != float64(events) {
		t.Errorf("%v of %d events show the new name", total, events)
	}
}

// rename gives the envoy another name on a server whose queries may take so short a
// time that a change just gets its turn in it: patience. The change took so long.
func rename(t *testing.T, d desk) (rec *httptest.ResponseRecorder, patience, took time.Duration) {
	for patience = 25 * time.Millisecond; patience < 10*time.Second; patience *= 2 {
		hasty := desk{api.New(d.store, api.Config{QueryTimeout: patience}), d.store, d.token}
		for range 20 {
			began := time.Now()
			rec = hasty.send(t, http.MethodPatch, "/v1/actors/envoy", `{"name":"The new envoy"}`, "If-Match", "*", "Content-Type", "application/merge-patch+json")
			if rec.Code != http.StatusServiceUnavailable {
				return rec, patience, time.Since(began)
			}
		}
	}
	return rec, patience, 0
}

// The bounds on how long a request may take to come and to be answered do not
// end a change at work.
func TestLongChangeOverTheNetwork(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	token := tokenFor(t, st, "desk", store.ScopeWrite)
	server := httptest.NewUnstartedServer(api.New(st, api.Config{QueryTimeout: time.Minute}))
	server.Config.ReadTimeout, server.Config.WriteTimeout = 2*time.Second, 2*time.Second
	server.Start()
	t.Cleanup(server.Close)
	release, ended := holdTurn(t, st)
	time.AfterFunc(3*time.Second, release)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, server.URL+"/v1/actors/mike-waltz", strings.NewReader(`{"description":"Later"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = http.Header{"Authorization": {token}, "If-Match": {"*"}, "Content-Type": {"application/merge-patch+json"}}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// holdTurn begins a write that ends when it is released.
func holdTurn(t *testing.T, st *store.Store) (release func(), ended chan error) {
	held, free := make(chan struct{}), make(chan struct{})
	ended = make(chan error, 1)
	go func() {
		_, err := storetest.Use(st).Edit(t.Context(), "event", "yermak-waltz-call", func(now store.Record) (timeline.Record, error) {
			close(held)
			<-free
			r, err := timeline.StoredRecord("event", now.JSON)
			r.(*timeline.Event).Title = "Held"
			return r, err
		})
		ended <- err
	}()
	<-held
	return func() { close(free) }, ended
}

// A change whose turn does not come is given up, and was not made.
func TestNoTurn(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{QueryTimeout: 100 * time.Millisecond})
	d := desk{h, st, tokenFor(t, st, "desk", store.ScopeWrite)}
	release, ended := holdTurn(t, st)
	refused(t, d.send(t, http.MethodPatch, "/v1/events/yermak-waltz-call", `{"title":"Late"}`, "If-Match", "*", "Content-Type", "application/merge-patch+json"), http.StatusServiceUnavailable, "unavailable")
	refused(t, d.send(t, http.MethodPost, "/v1/actors", `{"id":"late","name":"Late","kind":"person"}`, "Content-Type", "application/json"), http.StatusServiceUnavailable, "unavailable")
	release()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	d.Handler = api.New(st, api.Config{}) // what comes now need not be quick
	if got := d.sent(t, http.StatusOK, http.MethodGet, "/v1/events/yermak-waltz-call", ""); got["title"] != "Held" {
		t.Errorf("the title is %v", got["title"])
	}
	d.sent(t, http.StatusNotFound, http.MethodGet, "/v1/actors/late", "")
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/yermak-waltz-call", `{"title":"In turn"}`, "If-Match", "*", "Content-Type", "application/merge-patch+json")
}
