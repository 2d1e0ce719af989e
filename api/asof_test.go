package api_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// Every read can be asked for what it answered before a correction, by the
// number of the last change then or by any instant from then on.
func TestAnswersOfThePast(t *testing.T) {
	t.Parallel()
	now := storetest.Now
	st := storetest.OpenWith(t, func() time.Time { return now })
	doc := storetest.Generate(11, 30)
	before := correct(t, st, doc)
	now = now.Add(time.Hour)
	id := doc.Events[0].ID
	doc.Events[0].Title, doc.Events[0].Type = "Corrected title", "ruling"
	doc.Actors[0].Name = "Corrected name"
	after := correct(t, st, doc)
	h := api.New(st, api.Config{})
	then := storetest.Now.Add(time.Minute).Format(time.RFC3339)
	for _, asOf := range []string{then, strconv.FormatInt(before, 10)} {
		for _, target := range []string{
			"/v1/events?type=ruling&q=corrected", "/v1/events?q=corrected+title&order=relevance", "/v1/actors?q=corrected",
			"/v1/events/facets?by=type,actor&q=corrected", "/v1/events/aggregate?group=type,actor&q=corrected&measure=count,sum(x)", "/v1/events/histogram?interval=century&q=corrected", "/v1/events/network?q=corrected",
			"/v1/events/" + id, "/v1/actors/" + doc.Actors[0].ID, "/v1/stories/" + doc.Story.ID + "/document", "/v1/quotes", "/v1/stories", "/v1/topics",
			"/v1/places", "/v1/sources", "/v1/events?format=csv", "/v1/events?format=ndjson", "/v1/events?format=ics", "/v1/timeline.csv",
		} {
			joint := "?"
			if strings.Contains(target, "?") {
				joint = "&"
			}
			rec := get(t, h, target+joint+"as_of="+asOf)
			if rec.Code != http.StatusOK {
				t.Errorf("%s as of %s answers %d: %s", target, asOf, rec.Code, rec.Body)
			}
			if body := rec.Body.String(); strings.Contains(body, "Corrected") {
				t.Errorf("%s as of %s knows of the correction: %.300s", target, asOf, body)
			}
			if strings.Contains(target, "q=corrected") {
				continue // nothing was found then
			}
			if latest := get(t, h, target+joint+"as_of="+strconv.FormatInt(after, 10)).Body.String(); latest != get(t, h, target).Body.String() &&
				!strings.Contains(latest, "as_of=") {
				t.Errorf("%s as of the last change differs from now", target)
			}
		}
	}
	page := list(t, h, "/v1/events?limit=3&as_of="+then)
	next := list(t, h, *page.Links.Next)
	if !strings.Contains(*page.Links.Next, "as_of=") || len(next.Data) != 3 || slices.Equal(page.ids(), next.ids()) {
		t.Errorf("the second page, %s, is %v after %v", *page.Links.Next, next.ids(), page.ids())
	}
	for _, asOf := range []string{"yesterday", "2025-03-05", "-1", strconv.FormatInt(after+1, 10), "99999999999999999999"} {
		p := refused(t, get(t, h, "/v1/events?as_of="+asOf), http.StatusBadRequest, "invalid-parameter")
		if p.Parameter != "as_of" {
			t.Errorf("as_of=%s: the problem is of %q", asOf, p.Parameter)
		}
	}
	refused(t, get(t, h, "/v1/events/"+id+"?as_of=0"), http.StatusNotFound, "not-found")
	refused(t, get(t, h, "/v1/stories/"+doc.Story.ID+"/document?as_of=soon"), http.StatusBadRequest, "invalid-parameter")
}

// correct imports a document, and returns the last change then.
func correct(t *testing.T, st *store.Store, doc *timeline.Document) int64 {
	t.Helper()
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	v, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v.Seq
}
