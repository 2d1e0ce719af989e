package main

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var listening = regexp.MustCompile(`msg=listening flag=--metrics-addr addr=(\S+)`)

// besideServer is a server with what its options ask for, and the address of its metrics.
func besideServer(t *testing.T, args ...string) (p, scraped *process) {
	t.Helper()
	var metricsAddr string
	p = startServerWatching(t, func(line string) {
		if m := listening.FindStringSubmatch(line); m != nil {
			metricsAddr = m[1]
		}
	}, append([]string{"--metrics-addr", "127.0.0.1:0"}, args...)...)
	if metricsAddr == "" {
		t.Fatal("the server does not say where its metrics are")
	}
	return p, &process{url: "http://" + metricsAddr}
}

var requestsTotal = regexp.MustCompile(`(?m)^dateline_http_requests_total\{.*\} (\d+)$`)

// counted is what a scrape answers once so many requests are counted: one is when its
// answer has been sent, which its client may know a moment before.
func (p *process) counted(t *testing.T, requests int) string {
	t.Helper()
	for {
		status, text := p.get(t, "/metrics")
		if status != http.StatusOK {
			t.Fatalf("status %d: %s", status, text)
		}
		sum := 0
		for _, m := range requestsTotal.FindAllStringSubmatch(text, -1) {
			n, _ := strconv.Atoi(m[1])
			sum += n
		}
		if sum >= requests {
			return text
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// TestMetrics asks a server, and looks what it has counted. No word and no id of a record
// is in a label.
func TestMetrics(t *testing.T) {
	inFolder(t)
	p, scraped := besideServer(t)
	for _, path := range []string{"/v1/events?q=ceasefire&actor=mike-waltz", "/v1/events/yermak-waltz-call", "/nowhere/secret-word", "/v1/events?format=csv", "/", "/"} {
		p.get(t, path)
	}
	text := scraped.counted(t, 6)
	for _, line := range []string{
		`dateline_http_requests_total{method="GET",route="/v1/events",status="2xx"} 2`,
		`dateline_http_requests_total{method="GET",route="/v1/events/:id",status="2xx"} 1`,
		`dateline_http_requests_total{method="GET",route="none",status="4xx"} 1`,
		`dateline_http_open{kind="export"} 0`,
		`dateline_admission_total{class="export",result="admitted"} 1`,
		`dateline_admission_wait_seconds_total{class="page"} `,
		`dateline_kept_answers_total{result="kept"} 1`,
		"dateline_database_up 1",
		"dateline_log_seq ",
	} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
	for _, word := range []string{"ceasefire", "waltz", "secret-word", "127.0.0.1"} {
		if strings.Contains(text, word) {
			t.Errorf("the metrics say %q", word)
		}
	}
	if status, _ := p.get(t, "/metrics"); status != 404 {
		t.Errorf("everybody is answered /metrics with %d", status)
	}
}

// TestSlowQueriesAreLogged has every request be a slow one.
func TestSlowQueriesAreLogged(t *testing.T) {
	inFolder(t)
	p := startServer(t, "--slow-query", "1ns")
	p.get(t, "/v1/events?q=peace&actor=mike-waltz&actor=andriy-yermak&limit=7&preview=dl_0123456789012345678901234567890123456789012")
	p.get(t, "/v1/events?limit=7&actor=mike-waltz&actor=andriy-yermak&q=peace")
	p.get(t, "/edit/invitations/dl_0123456789012345678901234567890123456789012")
	slow := regexp.MustCompile(`msg="slow request" (.*)`)
	for _, want := range []string{
		`method=GET route=/v1/events query="" status=400`, // what is not understood has no canonical query
		`method=GET route=/v1/events query="actor=andriy-yermak&actor=mike-waltz&limit=7&q=peace" status=200`,
		`method=GET route=/edit/invitations/:secret query="" status=`,
	} {
		line := logged(t, p, slow)
		if !strings.HasPrefix(line, want) || !strings.Contains(line, " duration=") || !strings.Contains(line, " request_id=") || strings.Contains(line, "dl_") {
			t.Errorf("the log says %q, not %q", line, want)
		}
	}
}

func TestProfilesStayOnThisMachine(t *testing.T) {
	inFolder(t)
	for _, addr := range []string{"0.0.0.0:6060", "[::]:6060", "192.0.2.1:6060", "example.org:6060", "127.0.0.1"} {
		if code, _, stderr := dateline(t, "", "serve", "--no-sample", "--pprof", addr); code != 2 || !strings.Contains(stderr, "type --pprof 127.0.0.1:6060") {
			t.Errorf("--pprof %s: exit %d, %q", addr, code, stderr)
		}
	}
	for given, want := range map[string]string{"9090": "127.0.0.1:9090", ":9090": "127.0.0.1:9090", "0.0.0.0:9090": "0.0.0.0:9090", "[::1]:1": "[::1]:1", "localhost:1": "localhost:1"} {
		if got := besideAddr(given); got != want {
			t.Errorf("%s is %s, not %s", given, got, want)
		}
	}
}
