package api_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"example.org/dateline/api"
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

// A body that breaks off is refused with 400, in whatever format and however it is read.
func TestImportOfABodyThatBreaksOff(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for media, text := range map[string]string{
		"text/csv":             "type,title,story\ncall,One,us-ukraine-peace-talks\n",
		"application/x-ndjson": `{"resource":"actor","id":"one","name":"One","kind":"person"}` + "\n",
		"application/yaml":     "story:\n  id: broken\n  title: Broken\n",
		"text/calendar":        "BEGIN:VCALENDAR\r\n",
	} {
		for _, query := range []string{"", "?atomic=true", "?dry_run=true"} {
			req := httptest.NewRequest(http.MethodPost, "/v1/import"+query, io.MultiReader(strings.NewReader(text), iotest.ErrReader(io.ErrUnexpectedEOF)))
			req.Header.Set("Authorization", d.token)
			req.Header.Set("Content-Type", media)
			rec := httptest.NewRecorder()
			d.ServeHTTP(rec, req)
			validate(t, req, rec)
			if rec.Code != http.StatusBadRequest {
				t.Errorf("%s%s is answered %d: %s", media, query, rec.Code, rec.Body)
			}
		}
	}
}

// An import that is written whole, or only tried, holds up nobody while its
// body is coming.
func TestSlowImportsHoldUpNobody(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"atomic=true", "dry_run=true"} {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.Handler = api.New(d.store, api.Config{QueryTimeout: time.Minute}) // it is waited for only by who is held up
			body, client := io.Pipe()
			req := httptest.NewRequest(http.MethodPost, "/v1/import?format=ndjson&"+query, body)
			req.Header.Set("Authorization", d.token)
			rec := httptest.NewRecorder()
			done := make(chan struct{})
			go func() {
				defer close(done)
				d.ServeHTTP(rec, req)
			}()
			send := func(from, to int) {
				for i := from; i < to; i++ {
					if _, err := fmt.Fprintf(client, `{"entity":"actor","id":"slow-%d","name":"Slow","kind":"person"}`+"\n", i); err != nil {
						t.Error(err)
					}
				}
			}
			send(0, 2500) // more than two batches: without a file to keep it in, the first is being written
			d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors", `{"id":"quick","name":"Quick","kind":"person"}`)
			send(2500, 2600)
			_ = client.Close()
			<-done
			validate(t, req, rec)
			if got := parsed[struct{ Created map[string]int }](t, rec).Created["actor"]; got != 2600 {
				t.Errorf("%d actors are created: %.300s", got, rec.Body)
			}
		})
	}
}

// What a body is, its type says; only a type that does not say leaves it to the
// first line, and the parameter wins over both.
func TestImportFormats(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const (
		ndjson = "application/x-ndjson"
		good   = `{"entity":"actor","id":"a","name":"A","kind":"person"}` + "\n"
		story  = "dateline: 1\nstory: {id: s, title: S}\n"
	)
	long := `{"entity":"actor","id":"long","name":"L","kind":"person","description":"` + strings.Repeat("x", 70_000) + `"}` + "\n"
	for name, tt := range map[string]struct {
		query, media, body string
		status             int
		report             string // actors created, stories created, rejected
	}{
		"a bad first line":         {"", ndjson, "no json\n" + good, 200, "1 0 1"},
		"a first line cut off":     {"", ndjson, `{"entity":"actor",` + "\n" + good, 200, "1 0 1"},
		"a long first line":        {"", ndjson, long + good, 200, "1 0 1"},
		"a story's first line":     {"", ndjson, `{"dateline":1}` + "\n" + good, 200, "1 0 1"},
		"with a parameter":         {"&format=auto", ndjson + "; charset=utf-8", "no json\n" + good, 200, "1 0 1"},
		"no line":                  {"", ndjson, "", 200, "0 0 0"},
		"blank lines":              {"", ndjson, "\n\n", 200, "0 0 0"},
		"JSON on one line":         {"", "application/json", good, 200, "1 0 0"},
		"text":                     {"", "text/plain", good, 200, "1 0 0"},
		"bytes":                    {"", "application/octet-stream", story, 200, "0 1 0"},
		"no type":                  {"", "", story, 200, "0 1 0"},
		"YAML":                     {"", "application/yaml", story, 200, "0 1 0"},
		"YAML that is a JSON line": {"", "application/yaml", good, 422, ""},
		"text that is neither":     {"", "text/plain", "no json\n" + good, 422, ""},
		"another format asked for": {"&format=ndjson", "application/yaml", good, 200, "1 0 0"},
		"a story asked for":        {"&format=story", ndjson, story, 200, "0 1 0"},
	} {
		rec := d.send(t, http.MethodPost, "/v1/import?dry_run=true"+tt.query, tt.body, "Content-Type", tt.media)
		if tt.status != http.StatusOK {
			refused(t, rec, tt.status, "invalid-record")
			continue
		}
		report := parsed[struct {
			Created  map[string]int
			Rejected int
			Rejects  []struct{ Line int }
		}](t, rec)
		got := fmt.Sprint(report.Created["actor"], report.Created["story"], report.Rejected)
		if rec.Code != tt.status || got != tt.report || len(report.Rejects) > 0 && report.Rejects[0].Line != 1 {
			t.Errorf("%s: answers %d, %q: %.300s", name, rec.Code, got, rec.Body)
		}
	}
}

// What ends an import that is to be whole is told with its line, whether the
// line cannot be read, refers to what is not there, or waited for what never came.
func TestAtomicImportsNameTheLine(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const good = `{"entity":"actor","id":"a","name":"A","kind":"person"}` + "\n\n"
	for name, bad := range map[string]string{
		"no JSON":              `{"id":`,
		"a bad record":         `{"id":"e","story":"us-ukraine-peace-talks","title":"E","type":"call","date":"April"}`,
		"an unknown actor":     `{"id":"e","story":"us-ukraine-peace-talks","title":"E","type":"call","actors":["nobody"]}`,
		"an unknown story":     `{"id":"e","story":"nothing","title":"E","type":"call"}`,
		"a parent that is not": `{"entity":"place","id":"p","name":"P","kind":"city","parent":"nowhere"}`,
	} {
		for _, query := range []string{"atomic=true", "atomic=true&dry_run=true"} {
			p := refused(t, d.send(t, http.MethodPost, "/v1/import?"+query, good+bad+"\n"+`{"entity":"actor","id":"b","name":"B","kind":"person"}`+"\n", "Content-Type", "application/x-ndjson"),
				http.StatusUnprocessableEntity, "invalid-record")
			if !strings.HasPrefix(p.Detail, "Line 3: ") || !strings.HasSuffix(p.Detail, " Nothing is written.") || len(p.Faults) == 0 || p.Faults[0].Line != 3 {
				t.Errorf("%s, %s: %s %+v", name, query, p.Detail, p.Faults)
			}
		}
	}
	refused(t, get(t, d, "/v1/actors/a"), http.StatusNotFound, "not-found")
}
