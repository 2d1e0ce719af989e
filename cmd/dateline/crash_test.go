package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"example.org/dateline/internal/store"
)

// A write that was answered survives the sudden end of the program, and the log
// has no gap and no double after it: three times in a row, amid writes of many,
// each time after some have been answered.
func TestWritesSurviveAKill(t *testing.T) {
	inFolder(t)
	if code, _, stderr := dateline(t, "", "import", "--format", "ndjson", "-"); code != 0 {
		t.Fatal(stderr)
	}
	code, secret, stderr := dateline(t, "", "token", "create", "--name", "desk", "--scope", "write")
	if code != 0 {
		t.Fatal(stderr)
	}
	var mu sync.Mutex
	answered := map[string]bool{}
	for life := range 3 {
		p := startServer(t, "--no-sample")
		post := func(id string) bool {
			body := fmt.Sprintf(`{"id":%q,"name":"A","kind":"person"}`, id)
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+"/v1/actors", strings.NewReader(body))
			if err != nil {
				return false
			}
			req.Header.Set("Authorization", "Bearer "+strings.TrimSpace(secret))
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				return false
			}
			defer res.Body.Close()
			return res.StatusCode == http.StatusCreated
		}
		var writers sync.WaitGroup
		some, ended := make(chan struct{}, 20), make(chan struct{})
		for w := range 4 {
			writers.Go(func() {
				for i := 0; ; i++ {
					id := fmt.Sprintf("a-%d-%d-%d", life, w, i)
					if !post(id) {
						return
					}
					select {
					case some <- struct{}{}:
					default:
					}
					mu.Lock()
					answered[id] = true
					mu.Unlock()
				}
			})
		}
		go func() {
			defer close(ended)
			writers.Wait()
		}()
		for range cap(some) {
			select {
			case <-some:
			case <-ended:
				t.Fatal("the server answers no more writes")
			}
		}
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-ended
		_ = p.cmd.Wait() // it was killed
	}
	if said := ok(t, "check"); !strings.HasPrefix(said, "nothing is wrong") {
		t.Errorf("the check says %q", said)
	}
	p := startServer(t, "--no-sample")
	status, log := p.get(t, "/v1/changes?format=ndjson")
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, log)
	}
	seq := int64(0)
	for line := range bytes.Lines([]byte(log)) {
		var c struct {
			Seq    int64
			Entity string
			ID     string
		}
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		if seq++; c.Seq != seq {
			t.Fatalf("after %d comes %d", seq-1, c.Seq)
		}
		delete(answered, c.ID)
	}
	if seq < 60 {
		t.Errorf("only %d writes were made", seq)
	}
	for id := range answered {
		t.Errorf("%s was answered, and is lost", id)
	}
	if err := withStore(t.Context(), defaultDatabase, store.Options{}, func(st *store.Store) error {
		v, err := st.Version(t.Context())
		if err == nil && v.Seq != seq {
			t.Errorf("the data version is %d, and the log ends at %d", v.Seq, seq)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}
