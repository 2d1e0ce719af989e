package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// desk is a server as a process of its own, with somebody who may write to it.
type desk struct {
	*process
	secret string
	n      int
	made   []string // the ids of the actors whose making was acknowledged
}

// newDatabase makes a database in the file that --db names, and who may write to it.
func newDatabase(t *testing.T, db string) (secret string) {
	t.Helper()
	if code, _, stderr := dateline(t, "", "import", "--db", db, "--format", "ndjson", "-"); code != 0 {
		t.Fatal(stderr)
	}
	return strings.TrimSpace(ok(t, "token", "create", "--db", db, "--name", "desk", "--scope", "write"))
}

// wrapped is the program's serve, run by another program: a shell, setpriv.
func wrapped(t *testing.T, by []string, args ...string) *exec.Cmd {
	t.Helper()
	line := slices.Concat(by, []string{os.Args[0], "serve", "--addr", "127.0.0.1:0", "--no-sample"}, args)
	cmd := exec.CommandContext(t.Context(), line[0], line[1:]...)
	cmd.Env = append(os.Environ(), "DATELINE_TEST_AS_PROGRAM=1")
	return cmd
}

// reply is an answer of the server.
type reply struct {
	status int
	header http.Header
	text   string
}

// is reports whether an answer is a problem of a kind, whose detail has some words.
func (r reply) is(status int, code, words string) bool {
	var p struct {
		Type, Detail string
		Status       int
	}
	return r.status == status && json.Unmarshal([]byte(r.text), &p) == nil && p.Type == "/docs#"+code && p.Status == status && strings.Contains(p.Detail, words) &&
		(status != http.StatusServiceUnavailable || r.header.Get("Retry-After") != "")
}

func (r reply) String() string { return fmt.Sprintf("%d %.400s", r.status, r.text) }

// next is the id of another actor.
func (d *desk) next() string {
	d.n++
	return fmt.Sprintf("a-%d", d.n)
}

// make makes an actor, under its id as the key.
func (d *desk) make(t *testing.T, id string) reply {
	t.Helper()
	return d.makeOf(t, id, "")
}

// makeOf is make for an actor of whom much is said.
func (d *desk) makeOf(t *testing.T, id, description string) reply {
	t.Helper()
	r := d.send(t, http.MethodPost, "/v1/actors", fmt.Sprintf(`{"id":%q,"name":"A","kind":"person","description":%q}`, id, description), "Idempotency-Key", id)
	if r.status == http.StatusCreated {
		d.made = append(d.made, id)
	}
	return r
}

func (d *desk) send(t *testing.T, method, path, body string, header ...string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, d.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+d.secret)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{res.StatusCode, res.Header, string(text)}
}

// must make another actor.
func (d *desk) must(t *testing.T) {
	t.Helper()
	if r := d.make(t, d.next()); r.status != http.StatusCreated {
		t.Errorf("a write is answered %s", r)
	}
}

// holds looks whether all that was acknowledged is there: in the log, whose numbers
// have neither gap nor double, and found sound by check.
func (d *desk) holds(t *testing.T, db string) {
	t.Helper()
	r := d.send(t, http.MethodGet, "/v1/changes?format=ndjson", "")
	if r.status != http.StatusOK {
		t.Fatalf("the log is answered %s", r)
	}
	there, seq := map[string]bool{}, int64(0)
	for line := range strings.Lines(r.text) {
		var c struct {
			Seq int64
			ID  string
		}
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		if seq++; c.Seq != seq {
			t.Fatalf("after %d comes %d", seq-1, c.Seq)
		}
		there[c.ID] = true
	}
	for _, id := range d.made {
		if !there[id] {
			t.Errorf("%s was acknowledged, and is lost", id)
		}
	}
	if said := ok(t, "check", "--db", db); !strings.HasPrefix(said, "nothing is wrong") {
		t.Errorf("the check says %q", said)
	}
}
