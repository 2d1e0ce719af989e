package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// log is a part of the log.
type log struct {
	Data []timeline.Change
	Page struct {
		Limit int
		Next  *string
		Seq   int64
	}
	Links struct{ Self, Next *string }
}

// Pages of the log follow one another, and say so in their links; as lines, the
// rest comes at once.
func TestChanges(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	whole := parsed[log](t, get(t, h, "/v1/changes?limit=1000"))
	if whole.Page.Next != nil || whole.Links.Next != nil || whole.Page.Seq != int64(len(whole.Data)) || len(whole.Data) < 70 {
		t.Fatalf("the whole log: %+v, %d entries", whole.Page, len(whole.Data))
	}
	var walked []timeline.Change
	for next := "/v1/changes?limit=20&entity=actor,event"; next != ""; {
		rec := get(t, h, next)
		page := parsed[log](t, rec)
		walked = append(walked, page.Data...)
		link := `<` + *page.Links.Self + `>; rel="self"`
		if next = ""; page.Links.Next != nil {
			next = *page.Links.Next
			link += `, <` + next + `>; rel="next"`
			if want := fmt.Sprintf("/v1/changes?entity=actor%%2Cevent&limit=20&since=%d", page.Page.Seq); next != want || *page.Page.Next != fmt.Sprint(page.Page.Seq) {
				t.Errorf("the next page is at %s, want %s", next, want)
			}
		}
		if got := rec.Header().Get("Link"); got != link {
			t.Errorf("Link is %s, want %s", got, link)
		}
	}
	at := 0
	for _, c := range whole.Data {
		if c.Entity != "actor" && c.Entity != "event" {
			continue
		}
		if at == len(walked) || walked[at].Seq != c.Seq {
			t.Fatalf("the entry %d is not in the pages", c.Seq)
		}
		at++
	}
	rec := get(t, h, "/v1/changes?format=ndjson&since=3")
	lines := bytes.Split(bytes.TrimSpace(rec.Body.Bytes()), []byte("\n"))
	if len(lines) != len(whole.Data)-3 {
		t.Fatalf("%d lines, want %d", len(lines), len(whole.Data)-3)
	}
	for i, line := range lines {
		var c timeline.Change
		if err := json.Unmarshal(line, &c); err != nil || c.Seq != int64(i)+4 {
			t.Fatalf("the line %d is %s (%v)", i, line, err)
		}
	}
}

// What cannot be asked of the log is refused, with what would be right.
func TestChangesRefused(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for target, want := range map[string][2]string{
		"/v1/changes?since=100000": {"invalid-parameter", "has not been made"},
		"/v1/changes?since=-1":     {"invalid-parameter", "since"},
		"/v1/changes?since=yes":    {"invalid-parameter", "since"},
		"/v1/changes?entity=topic": {"invalid-parameter", "entity"},
		"/v1/changes?story=No":     {"invalid-parameter", "story"},
		"/v1/changes?limit=0":      {"invalid-parameter", "limit"},
		"/v1/changes?formt=ndjson": {"unknown-parameter", "Did you mean format?"},
		"/v1/changes?cursor=x":     {"unknown-parameter", "cursor"},
	} {
		rec := get(t, h, target)
		if p := refused(t, rec, http.StatusBadRequest, want[0]); !strings.Contains(p.Detail, want[1]) {
			t.Errorf("%s: %s", target, p.Detail)
		}
	}
	refused(t, get(t, h, "/v1/changes?format=csv"), http.StatusNotAcceptable, "not-acceptable")
}
