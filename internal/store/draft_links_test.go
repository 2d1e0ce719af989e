package store_test

import (
	"errors"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

func TestLinksToADraft(t *testing.T) {
	t.Parallel()
	st, now := doorkeeper(t)
	d := deskOf(t, st)
	draft := d.begin("s")
	link := func(days int) string {
		t.Helper()
		secret, err := d.CreateDraftLink(t.Context(), "s", d.olena, days)
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	good := func(secret string, want bool) {
		t.Helper()
		got, err := d.LinkedDraft(t.Context(), secret)
		if want != (err == nil) || err != nil && !errors.Is(err, store.ErrDraftLink) || err == nil && got.Story != "s" {
			t.Errorf("%+v, %v", got, err)
		}
	}
	day, week := link(1), link(7)
	good(day, true)
	good("", false)
	good(day+"x", false)
	list, err := d.DraftLinks(t.Context(), draft)
	if err != nil || len(list) != 2 || list[0].By != "Olena" || !list[1].ExpiresAt.Equal(storetest.Now.AddDate(0, 0, 7)) {
		t.Errorf("%+v, %v", list, err)
	}
	now.pass(24 * time.Hour)
	good(day, false)
	good(week, true)
	if err := d.RevokeDraftLink(t.Context(), store.Draft{}, list[1].N); err != nil {
		t.Fatal(err)
	}
	good(week, true) // it is of another draft
	if err := d.RevokeDraftLink(t.Context(), draft, list[1].N); err != nil {
		t.Fatal(err)
	}
	good(week, false)
	if _, err := d.CreateDraftLink(t.Context(), "s", d.olena, 365); timeline.CodeOf(err) != timeline.InvalidParameter {
		t.Errorf("for a year: %v", err)
	}
	for range 20 {
		link(30)
	}
	if _, err := d.CreateDraftLink(t.Context(), "s", d.olena, 1); timeline.CodeOf(err) != timeline.Conflict {
		t.Errorf("one too many: %v", err)
	}
	last, err := d.DraftLinks(t.Context(), draft)
	if err != nil || len(last) != 20 {
		t.Fatalf("%d links, %v", len(last), err)
	}
	if err := d.RevokeDraftLink(t.Context(), draft, last[0].N); err != nil {
		t.Fatal(err)
	}
	left := link(30)
	if err := d.DropDraft(t.Context(), "s"); err != nil {
		t.Fatal(err)
	}
	good(left, false)
}
