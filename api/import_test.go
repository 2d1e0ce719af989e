package api_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// slowly is text that comes in pieces, with pauses between them.
type slowly struct {
	text  io.Reader
	piece int64
}

func (s slowly) Read(p []byte) (int, error) {
	time.Sleep(time.Millisecond)
	return s.text.Read(p[:min(int64(len(p)), s.piece)])
}

// Every line that is rejected is counted, whether reading or writing finds what
// is wrong with it, and both go on at the same time.
func TestImportCountsRejects(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const each = 6000
	var lines strings.Builder
	for i := range each {
		fmt.Fprintf(&lines, `{"id":"e%d","story":"us-ukraine-peace-talks","title":"E","type":"call","actors":["nobody"]}`+"\n", i)
		lines.WriteString("no json\n")
	}
	req := httptest.NewRequest(http.MethodPost, "/v1/import", slowly{strings.NewReader(lines.String()), 16 << 10})
	req.Header.Set("Authorization", d.token)
	req.Header.Set("Content-Type", "application/x-ndjson")
	rec := httptest.NewRecorder()
	d.ServeHTTP(rec, req)
	validate(t, req, rec)
	report := parsed[struct {
		Rejected int
		Rejects  []struct{ Reason string }
	}](t, rec)
	if report.Rejected != 2*each || len(report.Rejects) != 100 {
		t.Errorf("%d are rejected and %d shown, of %d: %.300s", report.Rejected, len(report.Rejects), 2*each, rec.Body)
	}
}
