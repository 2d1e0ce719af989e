package client_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/client"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// server is one on the network, with a token that may write to it.
type server struct {
	*httptest.Server
	store *store.Store
	token string
}

// serving serves a store, through what stands before the server, if anything.
func serving(t *testing.T, st *store.Store, before ...func(http.Handler) http.Handler) server {
	t.Helper()
	token, err := st.CreateToken(t.Context(), "desk", store.ScopeWrite, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	h := api.New(st, api.Config{})
	for _, wrap := range before {
		h = wrap(h)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return server{s, st, token}
}

// editor is a client that may write.
func (s server) editor() *client.Client { return client.New(s.URL, client.WithToken(s.token)) }

// taken collects what an iterator yields, which must not fail.
func taken[T any](t *testing.T, list func(func(T, error) bool)) []T {
	t.Helper()
	var all []T
	for record, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, record)
	}
	return all
}

// A list is walked to its end, whatever the size of a page, and as of any change.
func TestAll(t *testing.T) {
	t.Parallel()
	s := serving(t, storetest.Bundled(t))
	c := client.New(s.URL + "/")
	want := taken(t, c.Events.All(t.Context(), nil))
	if len(want) != 39 {
		t.Errorf("%d events", len(want))
	}
	got := taken(t, c.Events.All(t.Context(), client.Query{"limit": {"7"}}))
	same := func(a, b client.Event) bool {
		return a.ID == b.ID && a.Date == b.Date && len(a.Quotes) == len(b.Quotes)
	}
	if !slices.EqualFunc(got, want, same) {
		t.Errorf("in pages of 7: %d events, other than the %d at once", len(got), len(want))
	}
	if past := taken(t, c.Events.All(t.Context(), client.Query{"as_of": {"0"}})); len(past) != 0 {
		t.Errorf("%d events before the first change", len(past))
	}
	for resource, n := range map[string]int{
		"actors": len(taken(t, c.Actors.All(t.Context(), nil))), "quotes": len(taken(t, c.Quotes.All(t.Context(), nil))),
		"places": len(taken(t, c.Places.All(t.Context(), nil))), "sources": len(taken(t, c.Sources.All(t.Context(), nil))),
		"stories": len(taken(t, c.Stories.All(t.Context(), nil))), "topics": len(taken(t, c.Topics(t.Context(), nil))),
	} {
		if n == 0 {
			t.Errorf("no %s", resource)
		}
	}
	for range c.Events.All(t.Context(), client.Query{"limit": {"1"}}) {
		break // and no more is asked for
	}
	failed := 0
	for _, err := range c.Events.All(t.Context(), client.Query{"actr": {"x"}}) {
		if failed++; !is(err, client.ErrBadRequest) || problem(t, err).Parameter != "actr" || problem(t, err).Suggestions[0] != "actor" {
			t.Errorf("a mistaken name: %v", err)
		}
	}
	if failed != 1 {
		t.Errorf("the failure was yielded %d times", failed)
	}
}

// A record of each resource is made, read, changed, replaced and taken back, each
// time under the tag of the version before.
func TestWrites(t *testing.T) {
	t.Parallel()
	s := serving(t, storetest.Open(t))
	c := s.editor()
	day, err := client.ParseDate("2025-03-05")
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	const story, source, actor, place, event = "talks", "wire", "mike-waltz", "geneva", "call"
	lifecycle(t, c.Stories, client.Story{ID: story, Title: "Talks"}, story, "title")
	lifecycle(t, c.Sources, client.Source{ID: source, Title: "A wire"}, source, "title")
	lifecycle(t, c.Actors, client.Actor{ID: actor, Name: "Mike Waltz", Kind: "person"}, actor, "name")
	lifecycle(t, c.Places, client.Place{ID: place, Name: "Geneva", Kind: "city"}, place, "name")
	cited := []client.Citation{{Source: source, Start: 0, End: 4, SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}
	lifecycle(t, c.Events, client.Event{ID: event, Story: story, Title: "A call", Type: "call", Date: day, Actors: []client.Participant{{ID: actor}}, Citations: cited}, event, "title")
	lifecycle(t, c.Quotes, client.Quote{ID: "word", Event: event, Speaker: actor, Text: "Well."}, "word", "text")

	made, err := c.Events.Create(ctx, client.Event{Story: story, Title: "Another call", Type: "call"}, client.Write{Reason: "as told"})
	if err != nil || made.Record.ID == "" || made.Location != "/v1/events/"+made.Record.ID {
		t.Errorf("without an id: %+v, %v", made, err)
	}
	gone, err := c.Events.Retract(ctx, made.Record.ID, made.ETag, "never was")
	if err != nil || gone.Record.Retracted == nil || gone.Record.Retracted.Reason != "never was" || gone.Record.Retracted.By != "desk" {
		t.Errorf("retracted: %+v, %v", gone.Record.Retracted, err)
	}
	revisions := taken(t, c.Events.Revisions(ctx, made.Record.ID))
	if len(revisions) != 2 || revisions[0].Action != client.ActionRetract || revisions[1].Reason != "as told" {
		t.Errorf("its revisions: %+v", revisions)
	}
	if _, err := c.Events.Patch(ctx, made.Record.ID, gone.ETag, map[string]any{"title": "x"}, client.Write{}); !is(err, client.ErrConflict) {
		t.Errorf("a change of what is retracted: %v", err)
	}
	if _, err := c.Actors.Erase(ctx, actor, client.AnyETag, client.Erasing{Reason: "asked for"}); !is(err, client.ErrForbidden) {
		t.Errorf("an erasure by who may write alone: %v", err)
	}
	never, err := client.ParseDate("9998")
	if err != nil {
		t.Fatal(err)
	}
	warned, err := c.Events.Create(ctx, client.Event{Story: story, Title: "A call", Type: "call", Date: never}, client.Write{})
	if err != nil || len(warned.Warnings) != 1 || warned.Warnings[0].Pointer != "/status" || warned.Record.Title != "A call" {
		t.Errorf("what is perhaps wrong: %+v, %v", warned, err)
	}
	if read, err := c.Events.Get(ctx, warned.Record.ID, nil); err != nil || len(read.Warnings) > 0 {
		t.Errorf("read again: %+v, %v", read, err)
	}
	if _, err := client.New(s.URL).Actors.Create(ctx, client.Actor{Name: "X", Kind: "person"}, client.Write{}); !is(err, client.ErrUnauthorized) {
		t.Errorf("without a token: %v", err)
	}
}

// lifecycle makes a record and changes it under its tags.
func lifecycle[T any](t *testing.T, records client.Records[T], record T, id, field string) {
	t.Helper()
	ctx := t.Context()
	if _, err := records.Get(ctx, id, nil); !is(err, client.ErrNotFound) {
		t.Errorf("%s before it is made: %v", id, err)
	}
	made, err := records.Create(ctx, record, client.Write{})
	if err != nil || made.ETag != `"1"` {
		t.Fatalf("create %s: %v, %s", id, err, made.ETag)
	}
	if _, err := records.Create(ctx, record, client.Write{}); !is(err, client.ErrConflict) {
		t.Errorf("create %s again: %v", id, err)
	}
	patched, err := records.Patch(ctx, id, made.ETag, map[string]any{field: "Patched"}, client.Write{Reason: "for a test"})
	if err != nil {
		t.Fatalf("patch %s: %v", id, err)
	}
	if _, err := records.Replace(ctx, id, made.ETag, record, client.Write{}); !is(err, client.ErrPreconditionFailed) {
		t.Errorf("%s is replaced under an old tag: %v", id, err)
	}
	if _, err := records.Replace(ctx, id, "", record, client.Write{}); !is(err, client.ErrPreconditionRequired) {
		t.Errorf("%s is replaced under no tag: %v", id, err)
	}
	if _, err := records.Replace(ctx, id, patched.ETag, record, client.Write{}); err != nil {
		t.Errorf("replace %s: %v", id, err)
	}
	if _, err := records.Patch(ctx, id, client.AnyETag, map[string]any{field: nil}, client.Write{}); !is(err, client.ErrInvalid) || problem(t, err).Faults[0].Pointer != "/"+field {
		t.Errorf("%s without its %s: %v", id, field, err)
	}
	read, err := records.Get(ctx, id, nil)
	if err != nil || read.ETag == made.ETag {
		t.Errorf("get %s: %v, %s", id, err, read.ETag)
	}
}

// A story is imported, and read as a file; the log tells of all of it.
func TestImportAndChanges(t *testing.T) {
	t.Parallel()
	bundled := serving(t, storetest.Bundled(t))
	s := serving(t, storetest.Open(t))
	c, ctx := s.editor(), t.Context()
	file, err := client.New(bundled.URL).Open(ctx, "/v1/stories/us-ukraine-peace-talks/document", client.Query{"format": {"yaml"}})
	if err != nil {
		t.Fatal(err)
	}
	report, err := c.Import(ctx, file, client.ImportOptions{Write: client.Write{Reason: "a copy"}})
	_ = file.Close()
	if err != nil || report.Created["event"] != 39 || report.Rejected != 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	all := taken(t, c.Changes(ctx, 0, nil))
	rest := taken(t, c.Changes(ctx, all[9].Seq, client.Query{"entity": {"event"}, "limit": {"3"}}))
	events := 0
	for i, change := range all {
		if change.Seq != int64(i)+1 || change.Reason != "a copy" {
			t.Fatalf("the change %d is %+v", i+1, change)
		}
		if change.Entity == "event" {
			events++
		}
	}
	if len(rest) != events || events != 39 {
		t.Errorf("%d changes of events, and %d of them in pages", events, len(rest))
	}
	for _, err := range c.Changes(ctx, 100_000, nil) {
		if !is(err, client.ErrBadRequest) {
			t.Errorf("after what is to come: %v", err)
		}
	}
	line := `{"id":"far-ahead","story":"us-ukraine-peace-talks","title":"T","type":"call","date":"9998"}`
	report, err = c.Import(ctx, strings.NewReader(line), client.ImportOptions{Format: "ndjson"})
	if err != nil || report.Warned != 1 || len(report.Warnings) != 1 || report.Warnings[0].Line != 1 {
		t.Errorf("what is perhaps wrong: %+v, %v", report, err)
	}
	if _, err := c.Open(ctx, "v1/events", nil); err == nil {
		t.Error("a path without a slash is taken")
	}
}

// What is no server is said so, and at once.
func TestNoServer(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"", "timelines.example.org", "ftp://timelines.example.org", "http://bad host", "http://127.0.0.1:1"} {
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		_, err := client.New(base, client.WithRetries(1)).Events.Get(ctx, "x", nil)
		if err == nil || ctx.Err() != nil {
			t.Errorf("%q: %v", base, err)
		}
		stop()
	}
}

// What is erased is gone from the record and its history, and the log says so.
func TestErase(t *testing.T) {
	t.Parallel()
	s := serving(t, storetest.Bundled(t))
	token, err := s.store.CreateToken(t.Context(), "officer", store.ScopeAdmin, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	c, ctx := client.New(s.URL, client.WithToken(token)), t.Context()
	trial, err := c.Actors.Erase(ctx, "mike-waltz", client.AnyETag, client.Erasing{Reason: "asked for", Quotes: true, DryRun: true})
	if err != nil || len(trial.Quotes) == 0 || trial.Record.Name != "[erased]" {
		t.Fatalf("a dry run: %+v, %v", trial, err)
	}
	erased, err := c.Actors.Erase(ctx, "mike-waltz", client.AnyETag, client.Erasing{Reason: "asked for", Fields: []string{"/description", "/aliases"}})
	if err != nil || erased.Record.Description != "" || erased.Record.Name == "[erased]" {
		t.Errorf("fields: %+v, %v", erased, err)
	}
	if erased, err = c.Actors.Erase(ctx, "mike-waltz", client.AnyETag, client.Erasing{Reason: "asked for"}); err != nil || !erased.Record.Retracted.IsErased() {
		t.Errorf("all of it: %+v, %v", erased, err)
	}
	revisions := taken(t, c.Actors.Revisions(ctx, "mike-waltz"))
	if revisions[0].Action != client.ActionErase {
		t.Errorf("its revisions: %+v", revisions)
	}
}
