package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/dateline/internal/store"
)

// process is the program, serving as a process of its own.
type process struct {
	cmd  *exec.Cmd
	url  string
	logs chan string // every line it logs; closed when it ends
}

var servingURL = regexp.MustCompile(`msg=serving url=(http://\S+)`)

// startServer starts `dateline serve` on a free port and waits until it serves.
// It is stopped when the test ends.
func startServer(t *testing.T, args ...string) *process {
	t.Helper()
	return startServerWatching(t, func(string) {}, args...)
}

// startServerWatching tells of each line that the server logs before it serves.
func startServerWatching(t *testing.T, tell func(line string), args ...string) *process {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	cmd.Env = append(os.Environ(), "DATELINE_TEST_AS_PROGRAM=1")
	return servedWatching(t, tell, cmd)
}

// served is startServer for a command that ends up as the program.
func served(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	return servedWatching(t, func(string) {}, cmd)
}

func servedWatching(t *testing.T, tell func(line string), cmd *exec.Cmd) *process {
	t.Helper()
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, logs: make(chan string, 10_000)}
	go func() {
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			p.logs <- lines.Text()
		}
		close(p.logs)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended already
		_ = cmd.Wait()
	})
	for line := range p.logs {
		if m := servingURL.FindStringSubmatch(line); m != nil {
			p.url = m[1]
			return p
		}
		tell(line)
		t.Log(line)
	}
	t.Fatal("the server ended before it served")
	return nil
}

func (p *process) get(t *testing.T, path string) (int, string) {
	t.Helper()
	status, body, err := p.ask(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return status, body
}

func (p *process) ask(ctx context.Context, path string) (status int, body string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+path, http.NoBody)
	if err != nil {
		return 0, "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), err
}

func TestServeGivesANewDatabaseTheBundledStory(t *testing.T) {
	inFolder(t)
	p := startServer(t)
	status, body := p.get(t, "/v1/events?actor=andriy-yermak&actor=mike-waltz&date=2025-03-05&match=certain")
	if status != 200 || strings.Count(body, `"recorded_at"`) != 2 || !strings.Contains(body, `"id":"yermak-waltz-call"`) {
		t.Errorf("%d %s", status, body)
	}
	if status, _ := p.get(t, "/readyz"); status != 200 {
		t.Errorf("/readyz answers %d", status)
	}
	second := startServer(t) // on the same file: safe, and without a second copy
	if status, body := second.get(t, "/v1/stories?count=true"); status != 200 || !strings.Contains(body, `"total":1`) {
		t.Errorf("%d %s", status, body)
	}
}

func TestServeNoSample(t *testing.T) {
	inFolder(t)
	p := startServer(t, "--no-sample")
	if status, body := p.get(t, "/v1/stories"); status != 200 || !strings.Contains(body, `"data":[]`) {
		t.Errorf("%d %s", status, body)
	}
}

func TestServeRefusesAUsedPort(t *testing.T) {
	inFolder(t)
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	code, _, stderr := dateline(t, "", "serve", "--no-sample", "--addr", l.Addr().String())
	if code != 1 || !strings.Contains(stderr, "is in use") || !strings.Contains(stderr, "--addr") {
		t.Errorf("exit %d, %q", code, stderr)
	}
}

// A signal lets a running request finish, and refuses new ones.
func TestServeDrains(t *testing.T) {
	ctx, signal := context.WithCancel(t.Context())
	started, finish := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(started)
		<-finish
		fmt.Fprint(w, "whole")
	})
	reader, writer := io.Pipe()
	logger := slog.New(slog.NewTextHandler(writer, nil))
	stopped := make(chan error, 1)
	go func() {
		stopped <- serve(ctx, handler, serveOptions{addr: "127.0.0.1:0", drainTimeout: time.Minute}, logger)
	}()
	logs := bufio.NewScanner(reader)
	logs.Scan()
	url := servingURL.FindStringSubmatch(logs.Text())[1]
	answer := make(chan string, 1)
	go func() {
		_, body, err := (&process{url: url}).ask(t.Context(), "/")
		if err != nil {
			t.Error(err)
		}
		answer <- body
	}()
	<-started
	signal()
	logs.Scan() // draining
	go io.Copy(io.Discard, reader)
	close(finish)
	if body := <-answer; body != "whole" {
		t.Errorf("the running request got %q", body)
	}
	if err := <-stopped; err != nil {
		t.Errorf("serve: %v", err)
	}
	if conn, err := net.DialTimeout("tcp", strings.TrimPrefix(url, "http://"), time.Second); err == nil {
		t.Error("a connection was taken after the end")
		_ = conn.Close()
	}
}

// SIGTERM ends the process with 0, also while somebody listens to a stream.
func TestServeEndsOnSIGTERM(t *testing.T) {
	inFolder(t)
	p := startServer(t)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/v1/events/stream", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	stopped := false
	for line := range p.logs {
		stopped = stopped || strings.Contains(line, "msg=stopped")
	}
	if err := p.cmd.Wait(); err != nil || !stopped {
		t.Errorf("exit %v, and it said that it has stopped: %t", err, stopped)
	}
}

// What export writes is what the API answers, to the byte.
func TestExportIsWhatTheAPIAnswers(t *testing.T) {
	inFolder(t)
	p := startServer(t)
	for _, format := range []string{"ndjson", "csv", "parquet"} {
		code, exported, stderr := dateline(t, "", "export", "--format", format, "--actor", "ukraine", "--affiliated", "true", "--type", "!statement")
		if code != 0 {
			t.Fatal(stderr)
		}
		_, answered := p.get(t, "/v1/events?actor=ukraine&affiliated=true&type=!statement&format="+format)
		if format == "parquet" { // it names the address that it came from
			exported, answered = exported[:1000], answered[:1000]
		}
		if exported != answered || len(exported) < 1000 {
			t.Errorf("%s: %d bytes exported, %d answered", format, len(exported), len(answered))
		}
	}
	if code, _, stderr := dateline(t, "", "export", "--format", "csv", "--date", "5 March"); code != 2 || !strings.Contains(stderr, "EDTF") {
		t.Errorf("a bad filter: exit %d, %q", code, stderr)
	}
	if code, _, stderr := dateline(t, "", "export", "--format", "story", "--actor", "ukraine"); code != 2 || !strings.Contains(stderr, "--story alone") {
		t.Errorf("a filter beside a story: exit %d, %q", code, stderr)
	}
}

// TestServeInvitesTheFirst opens the link that a server logs while there is nobody.
func TestServeInvitesTheFirst(t *testing.T) {
	inFolder(t)
	p := startServer(t, "--no-sample")
	link := logged(t, p, regexp.MustCompile(`link=(http://localhost:\d+/edit/invitations/dl_[A-Za-z0-9_-]{43})`))
	if status, body := p.get(t, strings.TrimPrefix(link, "http://localhost:"+p.url[strings.LastIndex(p.url, ":")+1:])); status != 200 || !strings.Contains(body, "You are the first") {
		t.Errorf("%d %s", status, body)
	}
	if code, _, stderr := dateline(t, "", "user", "invite", "Olena"); code != 0 {
		t.Fatal(stderr)
	}
	var log bytes.Buffer
	err := withStore(t.Context(), defaultDatabase, store.Options{}, func(st *store.Store) error {
		welcome(t.Context(), st, "http://localhost", slog.New(slog.NewTextHandler(&log, nil)))
		return nil
	})
	if err != nil || log.Len() > 0 {
		t.Errorf("there is somebody, and the log says %q, %v", &log, err)
	}
}

// logged waits for a line of a server's log, and returns the first group of it.
func logged(t *testing.T, p *process, pattern *regexp.Regexp) string {
	t.Helper()
	for line := range p.logs {
		if m := pattern.FindStringSubmatch(line); m != nil {
			return m[1]
		}
	}
	t.Fatalf("the log has nothing like %s", pattern)
	return ""
}
