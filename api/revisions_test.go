package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// A record's history comes in pages, with who did what and why.
func TestRevisions(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	doc, err := convert.ReadStory(data.BundledStory)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		doc.Events[0].Title = fmt.Sprint("Title ", i)
		if _, err := storetest.Use(st).By(store.Author{Name: "desk", Reason: "Another title."}).Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	h := api.New(st, api.Config{})
	base := "/v1/events/" + doc.Events[0].ID + "/revisions"
	var list []timeline.Revision
	for next := base + "?limit=2"; next != ""; {
		page := parsed[struct {
			Data  []timeline.Revision
			Links struct{ Next *string }
		}](t, get(t, h, next))
		list = append(list, page.Data...)
		if next = ""; page.Links.Next != nil {
			next = *page.Links.Next
		}
	}
	if len(list) != 6 {
		t.Fatalf("%d revisions", len(list))
	}
	for i, r := range list[:5] {
		n := 6 - i
		if r.Revision != n || r.By != "desk" || r.Reason != "Another title." || r.Action != timeline.ActionUpdate || len(r.Changes) != 1 || r.Changes[0].Field != "title" {
			t.Errorf("revision %d is %+v", n, r)
		}
		if got := string(r.Changes[0].After); got != fmt.Sprintf(`"Title %d"`, n-2) {
			t.Errorf("revision %d has the title %s", n, got)
		}
	}
	if last := list[5]; last.Action != timeline.ActionCreate || last.By != "dateline" {
		t.Errorf("revision 1 is %+v", last)
	}
	for _, resource := range []string{"events", "actors", "quotes", "places", "sources", "stories"} {
		refused(t, get(t, h, "/v1/"+resource+"/no-such-record/revisions"), http.StatusNotFound, "not-found")
		refused(t, get(t, h, "/v1/"+resource+"/No/revisions"), http.StatusNotFound, "not-found")
	}
	refused(t, get(t, h, base+"?curso=1"), http.StatusBadRequest, "unknown-parameter")
	refused(t, get(t, h, base+"?cursor=made-up"), http.StatusBadRequest, "invalid-cursor")
}
