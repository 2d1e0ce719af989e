package pages

import (
	"bytes"
	"net/url"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// homePageSize is how many stories are on a page.
const homePageSize = 20

// homeWholeMost is up to how many events of a story the list looks at all.
const homeWholeMost = 300

// sparkBars is how many bars the chart of a story in the list has at most: more cannot
// be told apart in the width that there is.
const sparkBars = 60

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
	sc := httpserver.ScopeOf("home page", url.Values{})
	in, held := page.HomeInput{Frame: a.frame}, false
	err = s.read(c, func(v *store.View) error {
		version, err := v.Version()
		if err != nil {
			return err
		}
		after, err := s.Position(sc, a.values.Get("cursor"))
		if err != nil {
			return err
		}
		if held = s.pageUnchanged(c, a, version, ""); held {
			return nil
		}
		next, err := readHome(v, &in, after)
		if next != nil {
			in.Next = s.Cursor(sc, *next)
		}
		return err
	})
	if err != nil || held {
		return err
	}
	return s.sendPage(c, a, func(w *bytes.Buffer) error { return page.NewHome(in).Render(w) })
}

// readHome reads a page of stories, and returns where the next one begins.
func readHome(v *store.View, in *page.HomeInput, after *store.Position) (*store.Position, error) {
	list, err := v.Stories(timeline.StoryQuery{Paging: timeline.Paging{Limit: homePageSize}}, after)
	if err != nil {
		return nil, err
	}
	stories, err := decodedAs[timeline.Story](list)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(stories))
	for i := range stories {
		ids[i] = stories[i].ID
	}
	overviews, err := v.Overviews(ids, homeWholeMost)
	if err != nil {
		return nil, err
	}
	for _, story := range stories {
		summary, err := summaryOf(story, overviews[story.ID])
		if err != nil {
			return nil, err
		}
		in.Stories = append(in.Stories, summary)
	}
	return list.Next, nil
}

// summaryOf says what is in a story.
func summaryOf(story timeline.Story, o store.Overview) (page.StorySummary, error) {
	sum := page.StorySummary{Story: story, Updated: story.UpdatedAt, Events: o.Events, Actors: o.Actors, Sources: o.Sources, Quotes: o.Quotes, Whole: o.Whole}
	for i := range o.Whole {
		sum.Updated = later(sum.Updated, o.Whole[i].UpdatedAt)
	}
	if o.Whole != nil {
		return sum, nil
	}
	h, err := o.Spread.Bars(sparkBars)
	if noInterval(err) {
		return sum, nil
	}
	sum.Buckets, sum.Ends = bucketsOf(&h), h.Ends
	return sum, err
}
