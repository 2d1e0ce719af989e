package pages

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// homePageSize is how many stories are on a page: each is asked about apart.
const homePageSize = 20

// homeWholeMost is up to how many events of a story the list looks at all.
const homeWholeMost = 300

// homeParameters names what the list of stories takes beside lang.
func homeParameters() []string { return []string{"cursor"} }

// getHomePage serves GET /: the stories there are.
func (s *server) getHomePage(c *gin.Context) error {
	a, err := s.askPage(c, homeParameters()...)
	if err != nil {
		return err
	}
	if a.tidy != "" {
		return redirect(c, a.tidy)
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	version, err := s.Store.Version(ctx)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	sc := httpserver.ScopeOf("home page", url.Values{})
	after, err := s.Position(sc, a.values.Get("cursor"))
	if err != nil {
		return err
	}
	if s.pageUnchanged(c, a, version) {
		return nil
	}
	list, err := s.Store.Stories(ctx, timeline.StoryQuery{Page: timeline.Page{Limit: homePageSize}}, after)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	in := page.HomeInput{Frame: a.frame}
	if list.Next != nil {
		in.Next = s.Cursor(sc, *list.Next)
	}
	found, err := decodedAs[timeline.Story](list)
	if err != nil {
		return err
	}
	for _, story := range found {
		summary, err := s.summaryOf(ctx, a.frame.Language, story)
		if err != nil {
			return httpserver.Because(ctx, err)
		}
		in.Stories = append(in.Stories, summary)
	}
	return s.sendPage(c, a, func(w *bytes.Buffer) error { return page.NewHome(in).Render(w) })
}

// summaryOf counts what is in a story.
func (s *server) summaryOf(ctx context.Context, l *page.Language, story timeline.Story) (page.StorySummary, error) {
	sum := page.StorySummary{Story: story, Updated: story.UpdatedAt}
	q := timeline.NewQuery()
	q.Story, q.Limit = only(story.ID), timeline.MaxLimit
	counts, err := s.Store.Facets(ctx, timeline.FacetQuery{Query: q, By: []string{"status", "actor", "source"}})
	if err != nil {
		return sum, err
	}
	for _, v := range counts["status"] {
		sum.Events += v.Count
	}
	sum.Actors, sum.Sources = len(counts["actor"]), len(counts["source"])
	quotes, err := s.Store.Quotes(ctx, timeline.QuoteQuery{Page: timeline.Page{Limit: 1, Count: true}, Story: q.Story, Period: q.Period}, nil)
	if err != nil {
		return sum, err
	}
	sum.Quotes = *quotes.Total
	if sum.Events > homeWholeMost {
		h, err := s.histogramOf(ctx, l, q, "", sum.Events)
		if h != nil {
			sum.Buckets = h.Buckets
		}
		return sum, err
	}
	sum.Whole = make([]timeline.Event, 0, sum.Events)
	err = s.Store.EachEvent(ctx, q, func(doc json.RawMessage) error {
		var e timeline.Event
		if err := json.Unmarshal(doc, &e); err != nil {
			return err
		}
		sum.Whole = append(sum.Whole, e)
		sum.Updated = later(sum.Updated, e.UpdatedAt)
		return nil
	})
	return sum, err
}
