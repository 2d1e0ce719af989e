package drive_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/dateline/bench/drive"
)

func TestPercentileIsTheNearestRank(t *testing.T) {
	tests := []struct {
		name      string
		latencies []time.Duration
		p         float64
		want      time.Duration
	}{
		{"none", nil, 50, 0},
		{"one", []time.Duration{7}, 99, 7},
		{"of four, half", []time.Duration{4, 1, 3, 2}, 50, 2},
		{"of five, half", []time.Duration{5, 4, 3, 2, 1}, 50, 3},
		{"least", []time.Duration{3, 1, 2}, 0, 1},
		{"most", []time.Duration{3, 1, 2}, 100, 3},
		{"of a hundred, 99", hundred(), 99, 99},
		{"of a hundred, 98.1", hundred(), 98.1, 99},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := drive.Sample{Latencies: tt.latencies}
			if got := s.Percentile(tt.p); got != tt.want {
				t.Errorf("Percentile(%v) = %d, want %d", tt.p, got, tt.want)
			}
		})
	}
}

// hundred are 1 to 100, backwards.
func hundred() []time.Duration {
	var list []time.Duration
	for i := range 100 {
		list = append(list, time.Duration(100-i))
	}
	return list
}

func TestSamplesAdd(t *testing.T) {
	s := drive.Sample{Latencies: []time.Duration{1, 2}, Took: time.Second}
	s.Add(drive.Sample{Latencies: []time.Duration{3, 4, 5, 6}, Failed: 1, Took: 2 * time.Second})
	if s.PerSecond() != 2 || s.Failed != 1 || s.Percentile(100) != 6 {
		t.Errorf("%v requests a second, %d failed, at most %v; want 2, 1 and 6", s.PerSecond(), s.Failed, s.Percentile(100))
	}
}

// TestLoadAsksEverything drives a real server: each request of the list is
// sent, and answers of another status are counted apart.
func TestLoadAsksEverything(t *testing.T) {
	var asked [8]atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		asked[i].Add(1)
		switch {
		case i == 3:
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.Header.Get("If-None-Match") == `"held"`:
			w.WriteHeader(http.StatusNotModified)
		case i == 4: // in chunks, as net/http sends what is long and of no length that is said
			for range 2 {
				_, _ = w.Write(make([]byte, 100_000))
				_ = http.NewResponseController(w).Flush()
			}
		default:
			w.Header().Set("Content-Length", "200000")
			_, _ = w.Write(make([]byte, 200_000))
		}
	}))
	defer server.Close()
	addr := strings.TrimPrefix(server.URL, "http://")
	var load drive.Load
	for i := range asked {
		load.Requests = append(load.Requests, drive.Request("/"+strconv.Itoa(i), ""))
	}
	load.Status, load.Connections = http.StatusOK, 2
	s, err := load.Run(addr, 200*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	var total int64
	for i := range asked {
		n := asked[i].Load()
		if total += n; n == 0 {
			t.Errorf("request %d was never sent", i)
		}
	}
	if int64(len(s.Latencies)+s.Failed) != total || int64(s.Failed) != asked[3].Load() {
		t.Errorf("%d answers and %d failures for %d requests, of which %d fail", len(s.Latencies), s.Failed, total, asked[3].Load())
	}
	load.Status, load.Requests = http.StatusNotModified, [][]byte{drive.Request("/0", `"held"`)}
	if s, err = load.Run(addr, 20*time.Millisecond); err != nil || s.Failed > 0 || len(s.Latencies) == 0 {
		t.Errorf("304: %d answers, %d failures, %v", len(s.Latencies), s.Failed, err)
	}
	answer, err := drive.Fetch(addr, drive.Request("/4", ""))
	if err != nil || len(answer.Body) != 200_000 || answer.Header["Transfer-Encoding"] != "chunked" {
		t.Errorf("Fetch = %d bytes in chunks and %v, %v", len(answer.Body), answer.Header, err)
	}
	answer, err = drive.Fetch(addr, drive.Request("/1", ""))
	if err != nil || answer.Status != http.StatusOK || len(answer.Body) != 200_000 || answer.Header["Content-Length"] != "200000" {
		t.Errorf("Fetch = %d with %d bytes and %v, %v", answer.Status, len(answer.Body), answer.Header, err)
	}
}
