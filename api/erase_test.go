package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
)

// told is the answer to an erasure, as far as tests read it.
type told struct {
	Record struct {
		ID, Title, Name, Text, Description string
		Revision                           int
		Retracted                          struct {
			Reason, By string
			Erased     bool
		}
	}
	Fields, Quotes, Citing []string
	Versions               int
	Text, DryRun           bool
	Warnings               []struct{ Pointer string }
}

// Each resource is erased by an admin, once it is agreed which revision of it.
func TestErasingEachResource(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	admin := d.by(t, "officer", store.ScopeAdmin)
	for _, n := range newRecords {
		d.sent(t, http.StatusCreated, http.MethodPost, n.path, n.body)
	}
	for _, n := range slices.Backward(newRecords) {
		at, why := n.path+"/"+n.id+"/erase", `{"reason":"asked for"}`
		refused(t, ask(t, d, http.MethodPost, at), http.StatusUnauthorized, "unauthorized")
		refused(t, d.send(t, http.MethodPost, at, why, "If-Match", "*"), http.StatusForbidden, "forbidden")
		refused(t, admin.send(t, http.MethodPost, at, why), http.StatusPreconditionRequired, "precondition-required")
		refused(t, admin.send(t, http.MethodPost, at, why, "If-Match", `"9"`), http.StatusPreconditionFailed, "precondition-failed")
		refused(t, admin.send(t, http.MethodPost, n.path+"/nobody/erase", why, "If-Match", "*"), http.StatusNotFound, "not-found")
		before := get(t, d, n.path+"/"+n.id).Body.String()
		trial := parsed[told](t, admin.send(t, http.MethodPost, at+"?dry_run=true", why, "If-Match", "*"))
		if after := get(t, d, n.path+"/"+n.id).Body.String(); after != before || trial.Record.ID != n.id || !trial.Record.Retracted.Erased {
			t.Errorf("a dry run of %s answers %+v and leaves %s", at, trial, after)
		}
		rec := admin.send(t, http.MethodPost, at, why, "If-Match", "*")
		got := parsed[told](t, rec)
		if got.Record.Title+got.Record.Name+got.Record.Text != "[erased]" || got.Record.Retracted.Reason != "asked for" || got.Record.Retracted.By != "officer" || !slices.Equal(got.Fields, []string{""}) {
			t.Errorf("%s answers %s", at, rec.Body)
		}
		if tag := rec.Header().Get("ETag"); tag != get(t, d, n.path+"/"+n.id).Header().Get("ETag") && !strings.HasPrefix(tag, `"`) {
			t.Errorf("the tag is %s", tag)
		}
		again := parsed[told](t, admin.send(t, http.MethodPost, at, why, "If-Match", "*"))
		if again.Versions != 0 || again.Record.Revision != got.Record.Revision {
			t.Errorf("again: %+v", again)
		}
		refused(t, d.send(t, http.MethodPatch, n.path+"/"+n.id, n.patch, "If-Match", "*"), http.StatusConflict, "conflict")
		refused(t, d.send(t, http.MethodPost, n.path, n.body), http.StatusConflict, "conflict")
	}
}

func TestErasingIsRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	admin := d.by(t, "officer", store.ScopeAdmin)
	for body, want := range map[string]string{
		`{}`:                                             "/reason",
		`{"reason":""}`:                                  "/reason",
		`{"reason":7}`:                                   "/reason",
		`{"reason":"x","why":1}`:                         "/why",
		`{"reason":"x","fields":[]}`:                     "/fields",
		`{"reason":"x","fields":"/name"}`:                "/fields",
		`{"reason":"x","fields":["/name",1]}`:            "/fields/1",
		`{"reason":"x","fields":["/name","/name"]}`:      "/fields/1",
		`{"reason":"x","fields":["/aliases/0"]}`:         "/fields/0",
		`{"reason":"x","fields":["/kind"]}`:              "/fields/0",
		`{"reason":"x","quotes":"yes"}`:                  "/quotes",
		`{"reason":"` + strings.Repeat("x", 1001) + `"}`: "/reason",
	} {
		rec := admin.send(t, http.MethodPost, "/v1/actors/mike-waltz/erase", body, "If-Match", "*")
		refused(t, rec, http.StatusUnprocessableEntity, "invalid-record")
		if !strings.Contains(rec.Body.String(), `"pointer":"`+want+`"`) {
			t.Errorf("%.80s: %s", body, rec.Body)
		}
	}
	refused(t, admin.send(t, http.MethodPost, "/v1/stories/us-ukraine-peace-talks/erase", `{"reason":"x"}`, "If-Match", "*"), http.StatusConflict, "conflict")
	refused(t, admin.send(t, http.MethodPost, "/v1/places/geneva/erase", `{"reason":"x","quotes":true}`, "If-Match", "*"), http.StatusUnprocessableEntity, "invalid-record")
}

// An actor of the bundled story is erased: no answer has the name any more, the events
// stand, may be edited, and the file that still has the actor is refused.
func TestAnErasedActor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	admin := d.by(t, "officer", store.ScopeAdmin)
	const file, name = "/v1/stories/us-ukraine-peace-talks/document", "Ratcliffe"
	document := get(t, d, file).Body.String()
	got := parsed[told](t, admin.send(t, http.MethodPost, "/v1/actors/john-ratcliffe/erase", `{"reason":"asked for","quotes":true}`, "If-Match", "*"))
	if len(got.Quotes) == 0 || len(got.Warnings) != 1 || got.Warnings[0].Pointer != "/id" {
		t.Errorf("it answers %+v", got)
	}
	for _, at := range []string{"/v1/actors?q=ratcliffe", "/v1/actors/john-ratcliffe", "/v1/actors/john-ratcliffe/revisions", "/v1/quotes?speaker=john-ratcliffe", "/v1/actors/john-ratcliffe/network", "/v1/changes?id=john-ratcliffe&limit=1000"} {
		if body := get(t, d, at).Body.String(); strings.Contains(body, name) {
			t.Errorf("%s still has the name: %.600s", at, body)
		}
	}
	events := get(t, d, "/v1/events?actor=john-ratcliffe&limit=1000").Body.String()
	if !strings.Contains(events, `"id":"john-ratcliffe","name":"[erased]"`) {
		t.Errorf("events show %.600s", events)
	}
	entry := get(t, d, "/v1/changes?action=erase&entity=actor").Body.String()
	if !strings.Contains(entry, `"action":"erase"`) || !strings.Contains(entry, `"erased":[""]`) || !strings.Contains(entry, `"by":"officer","reason":"asked for"`) {
		t.Errorf("the log says %s", entry)
	}
	list := parsed[struct {
		Data []struct{ ID string }
	}](t, get(t, d, "/v1/events?actor=john-ratcliffe"))
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/"+list.Data[0].ID, `{"topics":["ethics"]}`, "If-Match", "*")
	rec := d.send(t, http.MethodPost, "/v1/import?atomic=true", document)
	refused(t, rec, http.StatusUnprocessableEntity, "invalid-record")
	if body := rec.Body.String(); !strings.Contains(body, "was erased here on 2025-06-02") || !strings.Contains(body, "john-ratcliffe") {
		t.Errorf("the file is refused so: %s", body)
	}
	d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?atomic=true", get(t, d, file).Body.String())
}
