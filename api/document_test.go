package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// longStory is a story whose file has some megabytes.
func longStory(events int) *timeline.Document {
	doc := &timeline.Document{Version: timeline.DocumentVersion, Story: timeline.Story{ID: "long", Title: "Long", Visibility: timeline.Public}}
	for i := range events {
		doc.Events = append(doc.Events, timeline.Event{ID: fmt.Sprintf("long-%d", i), Story: "long", Title: fmt.Sprintf("Event %d", i), Type: "call", Status: "occurred", Verification: "reported",
			Date: timeline.Date{Basis: "unknown"}, Summary: strings.Repeat("word ", 200)})
	}
	return doc
}

// beginning is a client that does something when the first bytes reach it.
type beginning struct {
	*httptest.ResponseRecorder
	first func()
}

func (b *beginning) Write(p []byte) (int, error) {
	if first := b.first; first != nil {
		b.first = nil
		first()
	}
	return b.ResponseRecorder.Write(p)
}

// TestStoryFilesAreStreamed: what a long file begins with is out before its last
// events are read, and it counts as an export. A short one is sent whole.
func TestStoryFilesAreStreamed(t *testing.T) {
	t.Parallel()
	const events = 1600
	st := storetest.Open(t)
	long := longStory(events)
	short := &timeline.Document{Version: timeline.DocumentVersion, Story: timeline.Story{ID: "short", Title: "Short", Visibility: timeline.Public}}
	for _, doc := range []*timeline.Document{long, short} {
		if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	h := api.New(st, api.Config{Limits: admission.Limits{admission.Export: {AtOnce: 1}}})
	reads := 0
	if err := st.Watch(func(s store.Statement) {
		if strings.Contains(s.SQL, "FROM events WHERE story") {
			reads++
		}
	}); err != nil {
		t.Fatal(err)
	}
	for _, format := range []convert.StoryFormat{convert.StoryJSON, convert.StoryYAML} {
		target := "/v1/stories/long/document?format=" + format.Name
		early := 0
		client := &beginning{httptest.NewRecorder(), func() {
			early = reads
			refused(t, get(t, h, target), http.StatusServiceUnavailable, "overloaded")
			if rec := get(t, h, "/v1/stories/short"); rec.Code != http.StatusOK {
				t.Errorf("a page beside a stream: %d", rec.Code)
			}
		}}
		reads = 0
		h.ServeHTTP(client, httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, http.NoBody))
		if early == 0 || reads <= early+2 {
			t.Errorf("%s: after %d of %d reads of events something is out", format.Name, early, reads)
		}
		var want bytes.Buffer
		if err := format.Write(&want, convert.Whole(long)); err != nil {
			t.Fatal(err)
		}
		if client.Code != http.StatusOK || client.Header().Get("Content-Type") != format.MediaType || !bytes.Equal(client.Body.Bytes(), want.Bytes()) {
			t.Errorf("%s: %d, %v, and %d bytes instead of %d", format.Name, client.Code, client.Header(), client.Body.Len(), want.Len())
		}
		reads = 0
		head := raw(h, http.MethodHead, target)
		if head.Code != http.StatusOK || head.Body.Len() > 0 || head.Header().Get("ETag") == "" || reads > early {
			t.Errorf("HEAD of %s: %d, %d bytes, after %d reads", format.Name, head.Code, head.Body.Len(), reads)
		}
	}
	if rec := get(t, h, "/v1/stories/short/document"); rec.Code != http.StatusOK || rec.Header().Get("Content-Length") == "" {
		t.Errorf("a short file: %d, %v", rec.Code, rec.Header())
	}
	if got := get(t, h, "/v1/stories/long/document").Body; !json.Valid(got.Bytes()) {
		t.Error("no JSON")
	}
}
