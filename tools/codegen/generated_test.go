package codegen_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oapi-codegen/nullable"

	dateline "example.org/dateline/tools/codegen/dist"
)

// Generated code lists, reads, creates and changes, and has types for what is
// refused.
func TestGeneratedClient(t *testing.T) {
	s := started(t)
	c, ctx := s.client(t), t.Context()

	limit := 2
	list, err := c.ListEventsWithResponse(ctx, &dateline.ListEventsParams{Actor: &dateline.ActorParameter{"mike-waltz"}, Limit: &limit})
	if err != nil || list.JSON200 == nil {
		t.Fatalf("list: %v, %s", err, list.Body)
	}
	if len(list.JSON200.Data) != limit || list.JSON200.Page.Next.IsNull() || list.JSON200.Links.Next.IsNull() {
		t.Errorf("a page of %d events, then %v", len(list.JSON200.Data), list.JSON200.Page.Next)
	}
	for _, event := range list.JSON200.Data {
		took := false
		for _, a := range event.Actors {
			took = took || a.Id == "mike-waltz"
		}
		if !took || event.Date.Basis == "" {
			t.Errorf("%s is about %v, on %v", event.Id, event.Actors, event.Date)
		}
	}

	one, err := c.GetEventWithResponse(ctx, "yermak-waltz-call", nil)
	if err != nil || one.JSON200 == nil {
		t.Fatalf("get: %v, %s", err, one.Body)
	}
	if call := one.JSON200; call.Date.Edtf.MustGet() != "2025-03-05" || call.Date.Basis != "stated" {
		t.Errorf("%+v", call)
	}

	var date dateline.NewDate
	var actor dateline.NewParticipant
	if date.FromNewDate0("2025-03~") != nil || actor.FromSlug("andriy-yermak") != nil {
		t.Fatal("a date and an actor cannot be written down")
	}
	id := "talks-in-jeddah"
	made, err := c.CreateEventWithResponse(ctx, &dateline.CreateEventParams{}, dateline.NewEvent{Id: &id,
		Story: "us-ukraine-peace-talks", Title: "Talks in Jeddah", Type: "negotiation", Date: &date, Actors: &[]dateline.NewParticipant{actor}})
	if err != nil || made.JSON201 == nil {
		t.Fatalf("create: %v, %s", err, made.Body)
	}
	if e := made.JSON201; e.Id != id || !e.Date.Approximate || e.Actors[0].Name != "Andriy Yermak" {
		t.Errorf("created: %+v", e)
	}

	tag := made.HTTPResponse.Header.Get("ETag")
	change := dateline.EventPatch{Status: nullable.NewNullableWithValue(dateline.EventPatchStatus("scheduled")), Summary: nullable.NewNullNullable[string]()}
	patched, err := c.EditEventWithResponse(ctx, id, &dateline.EditEventParams{IfMatch: tag}, change)
	if err != nil || patched.JSON200 == nil || patched.JSON200.Status != "scheduled" || patched.JSON200.Revision != 2 {
		t.Fatalf("patch: %v, %s", err, patched.Body)
	}
	late, err := c.EditEventWithResponse(ctx, id, &dateline.EditEventParams{IfMatch: tag}, change)
	if err != nil || late.ApplicationproblemJSON412 == nil {
		t.Fatalf("patch under the tag of before: %v, %s", err, late.Body)
	}
	if p := late.ApplicationproblemJSON412; p.Status != http.StatusPreconditionFailed || p.Type != "/docs#precondition-failed" || !strings.Contains(p.Detail, "revision 2") {
		t.Errorf("the problem is %+v", p)
	}
	bad, err := c.CreateEventWithResponse(ctx, &dateline.CreateEventParams{}, dateline.NewEvent{Story: "none", Title: "T", Type: "call"})
	if err != nil || bad.ApplicationproblemJSON422 == nil || (*bad.ApplicationproblemJSON422.Faults)[0].Pointer != "/story" {
		t.Errorf("an event of no story: %v, %s", err, bad.Body)
	}
}
