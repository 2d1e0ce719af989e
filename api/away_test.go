package api_test

import (
	"net/http"
	"os"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// deskAt is a desk at a database that others have open, too, or that is not always
// there. It waits a short while.
func deskAt(t *testing.T, dsn string) desk {
	t.Helper()
	st := storetest.OpenAt(t, dsn, func() time.Time { return storetest.Now })
	return desk{api.New(st, api.Config{QueryTimeout: 300 * time.Millisecond}), st, tokenFor(t, st, "desk", store.ScopeWrite)}
}

const anActor = `{"id":"someone","name":"Someone","kind":"person"}`

// away looks whether a request is told to come again.
func (d desk) away(t *testing.T, method, target, body string) {
	t.Helper()
	rec := d.send(t, method, target, body)
	refused(t, rec, http.StatusServiceUnavailable, "unavailable")
	if got := rec.Header().Get("Retry-After"); got != "1" {
		t.Errorf("%s %s: Retry-After is %q", method, target, got)
	}
}

// While another program holds the lock of a database, writes are told to come again
// and reads go on; both do when it lets go.
func TestLockedByAnotherProgram(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	d := deskAt(t, dsn)
	other := storetest.OpenAt(t, dsn, func() time.Time { return storetest.Now })
	holding, enough, over := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		_, err := other.Update(t.Context(), store.UpdateOptions{}, func(*store.Tx) error {
			close(holding)
			<-enough
			return nil
		})
		over <- err
	}()
	<-holding
	d.away(t, http.MethodPost, "/v1/actors", anActor)
	if rec := get(t, d, "/v1/actors"); rec.Code != http.StatusOK {
		t.Errorf("meanwhile, a read is answered %d %s", rec.Code, rec.Body)
	}
	close(enough)
	if err := <-over; err != nil {
		t.Fatal(err)
	}
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors", anActor)
}

// While PostgreSQL is gone or does not answer, everything is told to come again, and
// the server is not ready; both end by themselves when it is back.
func TestPostgreSQLGoneAndBack(t *testing.T) {
	t.Parallel()
	if os.Getenv("DATELINE_TEST_POSTGRES") == "" {
		return // a file does not go: cmd/dateline takes it away
	}
	dsn, line := storetest.OnLine(t)
	d := deskAt(t, dsn)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"before","title":"Before"}`)
	nothing := func(what string) {
		for range 3 {
			d.away(t, http.MethodPost, "/v1/actors", anActor)
			d.away(t, http.MethodGet, "/v1/stories", "")
			if rec := get(t, d, "/readyz"); rec.Code != http.StatusServiceUnavailable {
				t.Errorf("%s: /readyz answers %d", what, rec.Code)
			}
		}
	}
	back := func(what, body string) {
		t.Helper()
		for _, ask := range []struct {
			method, target, body string
			status               int
		}{{http.MethodGet, "/v1/stories", "", http.StatusOK}, {http.MethodPost, "/v1/actors", body, http.StatusCreated}, {http.MethodGet, "/readyz", "", http.StatusOK}} {
			rec := d.send(t, ask.method, ask.target, ask.body)
			for tries := 0; rec.Code == http.StatusServiceUnavailable && tries < 50; tries++ { // connections of before end one after the other
				rec = d.send(t, ask.method, ask.target, ask.body)
			}
			if rec.Code != ask.status {
				t.Errorf("%s: %s %s is answered %d %s", what, ask.method, ask.target, rec.Code, rec.Body)
			}
		}
	}
	line.Cut(t)
	nothing("gone")
	line.Mend(t)
	back("back", anActor)
	release := line.Hold()
	nothing("slow")
	release()
	back("fast again", `{"id":"another","name":"Another","kind":"person"}`)
}
