package metrics_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/metrics"
	"example.org/dateline/internal/store"
)

func scrape(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", http.NoBody))
	text, err := io.ReadAll(w.Body)
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("status %d, %v: %s", w.Code, err, text)
	}
	return string(text)
}

func TestWhatIsCounted(t *testing.T) {
	t.Parallel()
	st, err := store.Open(t.Context(), t.TempDir()+"/t.db", store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := metrics.New("1.2.3")
	m.Database(st)
	m.Request("GET", "/v1/events/:id", 404, 3*time.Millisecond)
	m.Request("BREW", "", 0, time.Second)
	m.Entered("export", false, 1500*time.Millisecond)
	m.Entered("export", true, 0)
	m.Kept(true)
	m.Kept(false)
	ended := m.Open("stream")
	text := scrape(t, m)
	for _, line := range []string{
		`dateline_http_requests_total{method="GET",route="/v1/events/:id",status="4xx"} 1`,
		`dateline_http_requests_total{method="other",route="none",status="none"} 1`,
		`dateline_http_request_duration_seconds_bucket{route="/v1/events/:id",le="0.005"} 1`,
		`dateline_http_open{kind="stream"} 1`,
		`dateline_admission_total{class="export",result="admitted"} 1`,
		`dateline_admission_total{class="export",result="refused"} 1`,
		`dateline_admission_wait_seconds_total{class="export"} 1.5`,
		`dateline_kept_answers_total{result="kept"} 1`,
		`dateline_kept_answers_total{result="made"} 1`,
		`dateline_build_info{version="1.2.3"} 1`,
		"dateline_database_up 1",
		"dateline_log_seq 0",
		"dateline_index_bytes 0",
		"go_goroutines ",
		"process_open_fds ",
	} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
	if strings.Contains(text, "\ndateline_database_bytes 0\n") {
		t.Error("the database has no size")
	}
	ended()
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	text = scrape(t, m)
	for _, line := range []string{`dateline_http_open{kind="stream"} 0`, "dateline_database_up 0"} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("no line %q once the database is closed in\n%s", line, text)
		}
	}
	if strings.Contains(text, "dateline_log_seq ") {
		t.Error("a database that does not answer has a number of its last change")
	}
}
