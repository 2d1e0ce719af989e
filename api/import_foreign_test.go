package api_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

const deskCalendar = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Desk//EN
BEGIN:VEVENT
UID:board
SUMMARY:The board meets
DTSTART:20250305T100000Z
END:VEVENT
BEGIN:VEVENT
UID:later
SUMMARY:To be announced
END:VEVENT
END:VCALENDAR
`

// foreignReport is what an import of a foreign file answers.
type foreignReport struct {
	Created, Updated, Unchanged map[string]int
	Rejects                     []struct{ File, Format, Raw, Reason string }
	Detail                      string
}

// A file of another system is imported as it is or packed, cites itself by the name
// that the request gives it, and changes nothing the second time.
func TestImportForeignFiles(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post := func(query, body string, status int) foreignReport {
		t.Helper()
		req := httptest.NewRequest(http.MethodPost, "/v1/import?"+query, strings.NewReader(body))
		req.Header.Set("Authorization", d.token)
		req.Header.Set("Content-Type", "application/octet-stream")
		rec := httptest.NewRecorder()
		d.ServeHTTP(rec, req)
		validate(t, req, rec)
		if rec.Code != status {
			t.Fatalf("%s: %d %s", query, rec.Code, rec.Body)
		}
		return parsed[foreignReport](t, rec)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := io.WriteString(w, deskCalendar); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	first := post("story=desk&file=desk.ics", deskCalendar, http.StatusOK)
	if first.Created["event"] != 1 || first.Created["source"] != 1 || len(first.Rejects) != 1 || first.Rejects[0].Format != "ics" || first.Rejects[0].File != "desk.ics" || !strings.Contains(first.Rejects[0].Raw, "UID:later") {
		t.Errorf("%+v", first)
	}
	again := post("story=desk&file=other.ics.gz", packed.String(), http.StatusOK)
	if len(again.Created)+len(again.Updated) > 0 || again.Unchanged["event"] != 1 {
		t.Errorf("again, packed: %+v", again)
	}
	rec := d.send(t, http.MethodGet, "/v1/events/ics-board", "")
	if body := rec.Body.String(); !strings.Contains(body, `"section":"line 4"`) || !strings.Contains(body, `"source":"file-desk-ics-`) {
		t.Errorf("the event does not cite its file: %s", body)
	}
	if other := post("story=desk&format=ndjson", deskCalendar, http.StatusUnprocessableEntity); !strings.Contains(other.Detail, "it looks like ics") || !strings.Contains(other.Detail, "format=ics") {
		t.Errorf("asked for as another format: %s", other.Detail)
	}
	if cut := post("story=desk", packed.String()[:packed.Len()/2], http.StatusUnprocessableEntity); !strings.Contains(cut.Detail, "cut off or damaged") {
		t.Errorf("cut off: %s", cut.Detail)
	}
	if none := post("", deskCalendar, http.StatusUnprocessableEntity); !strings.Contains(none.Detail, "say which one it is, as in story=clashes") {
		t.Errorf("without a story: %s", none.Detail)
	}
}

// A text that is not of the format that it is said to be is refused, whatever the reader
// makes of it: it is never a failure of the server.
func TestImportTellsWhatATextIsNot(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, reader := range convert.Readers {
		for _, body := range []string{"dateline: 1\nstory: {id: sent, title: Sent}\n", "<a/>", "[1]", `{"a":[]}`, "a\tb\nc", "\x00", `<?xml version="1.0" encoding="no"?><rss>`, "BEGIN:VCALENDAR\n", "{"} {
			rec := d.send(t, http.MethodPost, "/v1/import?dry_run=true&story=desk&day_order=dmy&format="+reader.Name, body, "Content-Type", "application/octet-stream")
			if rec.Code >= http.StatusInternalServerError {
				t.Errorf("%s, %q: %d %s", reader.Name, body, rec.Code, rec.Body)
			}
		}
	}
}
