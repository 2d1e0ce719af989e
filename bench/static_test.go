package main

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dateline/bench/drive"
)

// TestStaticSendsTheSame asks the static handler what a server has answered.
func TestStaticSendsTheSame(t *testing.T) {
	const path = "/v1/events?actor=a&limit=50"
	given := drive.Answer{Status: 200, Body: []byte(`{"data":[]}`),
		Header: map[string]string{"Etag": `W/"1"`, "Content-Type": "application/json", "Content-Length": "11", "Link": `<x>; rel="self"`, "Date": "then"}}
	server := httptest.NewServer(answers{path: given}.handler())
	defer server.Close()
	ask := func(path, etag string) drive.Answer {
		t.Helper()
		got, err := drive.Fetch(strings.TrimPrefix(server.URL, "http://"), drive.Request(path, etag))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	got := ask(path, "")
	if got.Status != 200 || string(got.Body) != string(given.Body) {
		t.Errorf("answered %d %s", got.Status, got.Body)
	}
	for name, value := range given.Header {
		if same := got.Header[name] == value; same == (name == "Date") {
			t.Errorf("header %s: %s, Dateline's is %s", name, got.Header[name], value)
		}
	}
	if got = ask(path, `W/"1"`); got.Status != 304 || len(got.Body) > 0 || got.Header["Link"] == "" {
		t.Errorf("answered %d with %d bytes, %v; want 304 with the headers and no body", got.Status, len(got.Body), got.Header)
	}
	if got = ask(path, `W/"2"`); got.Status != 200 {
		t.Errorf("answered %d to another tag, want 200", got.Status)
	}
	if got = ask("/else", ""); got.Status != 404 {
		t.Errorf("answered %d to what nobody asked before, want 404", got.Status)
	}
}

func TestProcessesAreMeasuredAndEnded(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	s, err := startServer(context.Background(), log, "sh", "-c", "echo url=http://127.0.0.1:1 >&2; while :; do :; done")
	if err != nil {
		t.Fatal(err)
	}
	if s.addr != "127.0.0.1:1" {
		t.Errorf("address %q", s.addr)
	}
	for s.cpu() == 0 { // it never rests, so that this ends
	}
	if rss, most := s.memory("VmRSS"), s.memory("VmHWM"); rss < 100_000 || most < rss {
		t.Errorf("%d bytes are resident, %d at most", rss, most)
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	if err := s.stop(); err != nil {
		t.Errorf("stopping what has ended: %v", err)
	}
	if _, err := startServer(context.Background(), log, "sh", "-c", "echo no such flag; exit 2"); err == nil || !strings.Contains(err.Error(), "no such flag") {
		t.Errorf("a server that does not start: %v; want what it said", err)
	}
}
