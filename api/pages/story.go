package pages

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	onePageMost    = 200     // events up to which a story is on one page
	storyPageSize  = 100     // events on each of its pages where they are more
	wholeStoryMost = 1000    // events up to which a story's page looks at all of them
	stripMost      = 80      // events up to which they are drawn one by one
	furthestEvent  = 100_000 // events that are looked through for one
	relatedMost    = 3000    // events elsewhere whose titles are looked up
)

// storyParameters names what a story's page takes beside lang.
func storyParameters() []string {
	list := slices.DeleteFunc(timeline.FilterParameters(), func(name string) bool { return name == "story" })
	return append(list, "order", "cursor", "event")
}

// getStoryPage serves GET /stories/{id}: a story as a timeline to be read.
func (s *server) getStoryPage(c *gin.Context) error {
	a, err := s.askPage(c, storyParameters()...)
	if err != nil {
		return err
	}
	if a.tidy != "" {
		return redirect(c, a.tidy)
	}
	in, held := page.StoryInput{Frame: a.frame}, false
	moment, err := momentOf(a)
	if err != nil {
		return err
	}
	err = s.readAsOf(c, moment, func(v *store.View) (err error) {
		if held, err = s.hasStory(v, c, a, &in); err != nil || held {
			return err
		}
		return s.readStory(v, &in)
	})
	if err == nil && !held && moment != nil {
		in.AsOf = moment
		err = s.read(c, func(v *store.View) error { return readMoments(v, &in) })
	}
	if err != nil || held {
		return err
	}
	view := page.NewStory(in)
	admitPictures(c, view.PictureOrigins)
	return s.sendPage(c, a, func(w *bytes.Buffer) error { return view.Render(w) })
}

// momentOf is the moment of which a page is asked for, nil for now: all of it is
// as it was then, what stands around the events, too.
func momentOf(a askedPage) (moment *timeline.Moment, err error) {
	if a.values.Has(timeline.AsOfParameter) {
		moment, err = timeline.ParseMoment(a.values[timeline.AsOfParameter])
	}
	return moment, err
}

// readMoments reads when a story and its events have changed until now, for a
// page of an earlier moment to lead on from.
func readMoments(v *store.View, in *page.StoryInput) error {
	story, err := publicStory(v, in.Story.ID)
	if err != nil {
		return err
	}
	whole := timeline.NewQuery()
	whole.Story = only(story.ID)
	count, err := v.CountEvents(whole)
	if err != nil || count > wholeStoryMost {
		return err
	}
	in.Moments = []time.Time{story.RecordedAt, story.UpdatedAt}
	return v.EachEvent(whole, func(doc json.RawMessage) error {
		var e struct {
			RecordedAt time.Time `json:"recorded_at"`
			UpdatedAt  time.Time `json:"updated_at"`
		}
		err := json.Unmarshal(doc, &e)
		in.Moments = append(in.Moments, e.RecordedAt, e.UpdatedAt)
		return err
	})
}

// hasStory reads the story of a page, and reports whether the client has the
// page as it is, which is answered then.
func (s *server) hasStory(v *store.View, c *gin.Context, a askedPage, in *page.StoryInput) (held bool, err error) {
	if in.Story, err = publicStory(v, c.Param("id")); err != nil {
		return false, err
	}
	story := in.Story.ID
	if a.values.Has(timeline.AsOfParameter) {
		story = "" // what was may lead to what is private now
	}
	versions, err := v.Versions(story)
	if held = err == nil && s.pageUnchanged(c, a, versions.Own, story); held {
		// What the client keeps has a policy that names the pictures of that page (RFC 9111, section 3.2).
		c.Writer.Header().Del("Content-Security-Policy")
	}
	return held, err
}

// publicStory is a story that anybody may read.
func publicStory(v *store.View, id string) (timeline.Story, error) {
	var story timeline.Story
	if !timeline.IsSlug(id) {
		return story, httpserver.Missing("story", id)
	}
	record, err := v.Record("story", id)
	if timeline.CodeOf(err) == timeline.NotFound {
		return story, httpserver.Missing("story", id)
	}
	if err != nil {
		return story, err
	}
	return story, json.Unmarshal(record.JSON, &story)
}

// readStory reads what a story's page shows.
func (s *server) readStory(v *store.View, in *page.StoryInput) error {
	values := url.Values{}
	for name, list := range in.Query {
		values[name] = list
	}
	event := values.Get("event")
	values.Del("event")
	values.Set("story", in.Story.ID)
	q, err := timeline.ParseQuery(values)
	if err != nil {
		return err
	}
	if q.Order != timeline.OrderDateDesc {
		q.Order = timeline.OrderStory
	}
	in.Asked = q
	if err := readContext(v, in); err != nil {
		return err
	}
	if err := s.readEvents(v, in, event); err != nil {
		return err
	}
	if err := readNamed(v, in); err != nil {
		return err
	}
	return readRelated(v, in)
}

// readContext reads what does not depend on the filter.
func readContext(v *store.View, in *page.StoryInput) error {
	whole := timeline.NewQuery()
	whole.Story = only(in.Story.ID)
	whole.Limit = timeline.MaxLimit
	in.Counts = map[string]map[string]int{}
	if err := readCounts(v, in, whole, "type", "status"); err != nil {
		return err
	}
	for _, n := range in.Counts["status"] {
		in.All += n
	}
	in.Updated = in.Story.UpdatedAt
	if err := readKeys(v, in, whole); err != nil || in.All > wholeStoryMost {
		return err
	}
	in.Moments = []time.Time{in.Story.RecordedAt, in.Story.UpdatedAt}
	in.Whole = make([]timeline.Event, 0, in.All)
	return v.EachEvent(whole, func(doc json.RawMessage) error {
		var e timeline.Event
		if err := json.Unmarshal(doc, &e); err != nil {
			return fmt.Errorf("decode an event: %w", err)
		}
		in.Whole = append(in.Whole, e)
		in.Moments = append(in.Moments, e.RecordedAt, e.UpdatedAt)
		in.Updated = later(in.Updated, e.UpdatedAt)
		return nil
	})
}

// readCounts counts the events of the story by facets.
func readCounts(v *store.View, in *page.StoryInput, whole timeline.Query, by ...string) error {
	counts, err := v.Facets(timeline.FacetQuery{Query: whole, By: by})
	for name, list := range counts {
		in.Counts[name] = map[string]int{}
		for _, v := range list {
			in.Counts[name][v.Value] = v.Count
		}
	}
	return err
}

// readKeys counts the key events of the story.
func readKeys(v *store.View, in *page.StoryInput, whole timeline.Query) (err error) {
	whole.Key = true
	in.Keys, err = v.CountEvents(whole)
	return err
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// readRelated reads the titles of events elsewhere that those of the page are
// related to, and leaves out what the caller may not know of.
func readRelated(v *store.View, in *page.StoryInput) error {
	known := map[string]bool{}
	for _, list := range [][]timeline.Event{in.Whole, in.Events} {
		for i := range list {
			known[list[i].ID] = true
		}
	}
	var ids []string
	for i := range in.Events {
		for _, r := range in.Events[i].Relations {
			if !known[r.Event] && len(ids) < relatedMost {
				known[r.Event] = true
				ids = append(ids, r.Event)
			}
		}
	}
	related, err := v.RelatedEvents(ids)
	in.Related = make(map[string]page.EventLink, len(related))
	for id, e := range related {
		in.Related[id] = page.EventLink{Title: e.Title, Href: page.EventPath(&timeline.Event{ID: e.ID, Story: e.Story})}
	}
	return err
}
