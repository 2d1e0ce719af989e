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

// The log is asked for what one record became, what somebody did, and what was done.
func TestChangesOfOne(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/places/geneva", `{"name":"Genève"}`, "If-Match", "*")
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors", `{"id":"new-one","name":"New One","kind":"person"}`)
	d.sent(t, http.StatusOK, http.MethodDelete, "/v1/actors/new-one?reason=error", "", "If-Match", "*")
	for query, want := range map[string]string{
		"id=geneva":                       "create update",
		"id=geneva,new-one&by=desk":       "update create retract",
		"id=geneva&id=new-one":            "",
		"by=desk":                         "update create retract",
		"by=desk&action=retract":          "retract",
		"by=desk&action=retract,create":   "create retract",
		"by=!dateline&action=update":      "update",
		"by=nobody":                       "",
		"id=no-such":                      "",
		"id=geneva&entity=event":          "",
		"id=!new-one&by=desk":             "update",
		"id=geneva&action=update&since=3": "update",
	} {
		page := parsed[log](t, d.send(t, http.MethodGet, "/v1/changes?limit=1000&"+query, ""))
		var did []string
		for _, c := range page.Data {
			did = append(did, c.Action)
		}
		if got := strings.Join(did, " "); got != want || page.Page.Next != nil {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// What cannot be asked of the log is refused, with what would be right.
func TestChangesRefused(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for target, want := range map[string][2]string{
		"/v1/changes?since=100000":  {"invalid-parameter", "has not been made"},
		"/v1/changes?since=-1":      {"invalid-parameter", "since"},
		"/v1/changes?since=yes":     {"invalid-parameter", "since"},
		"/v1/changes?entity=topic":  {"invalid-parameter", "entity"},
		"/v1/changes?action=delete": {"invalid-parameter", "takes create, update, retract"},
		"/v1/changes?id=No":         {"invalid-parameter", "id"},
		"/v1/changes?by=a,,b":       {"invalid-parameter", "by"},
		"/v1/changes?story=No":      {"invalid-parameter", "story"},
		"/v1/changes?limit=0":       {"invalid-parameter", "limit"},
		"/v1/changes?formt=ndjson":  {"unknown-parameter", "Did you mean format?"},
		"/v1/changes?cursor=x":      {"unknown-parameter", "cursor"},
	} {
		rec := get(t, h, target)
		if p := refused(t, rec, http.StatusBadRequest, want[0]); !strings.Contains(p.Detail, want[1]) {
			t.Errorf("%s: %s", target, p.Detail)
		}
	}
	refused(t, get(t, h, "/v1/changes?format=csv"), http.StatusNotAcceptable, "not-acceptable")
}
