package pages

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/card"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const pngMedia = "image/png"

// getStoryCard serves GET /stories/{id}/card.png: the picture that stands for a
// story where its address is shared.
func (s *server) getStoryCard(c *gin.Context) error { return s.sendCard(c, "") }

// getEventCard serves GET /stories/{id}/events/{event}/card.png: the same for
// one event of a story.
func (s *server) getEventCard(c *gin.Context) error { return s.sendCard(c, c.Param("event")) }

func (s *server) sendCard(c *gin.Context, event string) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	var in page.CardInput
	held := false
	err := s.read(c, func(v *store.View) (err error) {
		if in.Story, err = publicStory(v, c.Param("id")); err != nil {
			return err
		}
		if c.FullPath() != storyCard {
			if in.Event, err = eventOf(v, in.Story.ID, event); err != nil {
				return err
			}
		}
		version, err := v.Version()
		if err != nil {
			return err
		}
		tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.Config.Version, "card", in.Story.ID, event, strconv.FormatInt(version.Seq, 10))}
		if held = s.Unchanged(c, tag, httpserver.LastWrite(version)); held {
			return nil
		}
		return readCard(v, &in)
	})
	if err != nil || held {
		return err
	}
	picture, err := s.cards.picture(ctx, page.NewCard(in))
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.Send(c, pngMedia, func(w *bytes.Buffer) error {
		w.Write(picture)
		return nil
	})
}

// storyCard is the path of a story's own picture.
const storyCard = "/stories/:id/card.png"

// eventOf is an event of a story.
func eventOf(v *store.View, story, id string) (*timeline.Event, error) {
	if !timeline.IsSlug(id) {
		return nil, httpserver.Missing("event", id)
	}
	record, err := v.Record("event", id)
	if timeline.CodeOf(err) == timeline.NotFound {
		return nil, httpserver.Missing("event", id)
	}
	if err != nil {
		return nil, err
	}
	var e timeline.Event
	if err := json.Unmarshal(record.JSON, &e); err != nil {
		return nil, fmt.Errorf("decode an event: %w", err)
	}
	if e.Story != story {
		return nil, &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no event %q in the story %q.", id, story)}
	}
	return &e, nil
}

// readCard reads what a picture shows of a story: its events where they are few
// enough to look at each, and how they are spread where they are too many to be
// drawn one by one.
func readCard(v *store.View, in *page.CardInput) error {
	whole := timeline.NewQuery()
	whole.Story = only(in.Story.ID)
	whole.Limit = timeline.MaxLimit
	spread, err := v.Spread(whole)
	if err != nil {
		return err
	}
	in.Events = spread.Count(func(string, bool) bool { return true })
	sources, err := v.Sources(timeline.SourceQuery{Paging: timeline.Paging{Limit: 1, Count: true}, Story: whole.Story}, nil)
	if err != nil {
		return err
	}
	in.Sources = *sources.Total
	if in.Events > stripMost {
		if in.Hist, err = histogramOf(page.CardLanguage(&in.Story), &spread, "", in.Events); err != nil {
			return err
		}
	}
	if in.Events > wholeStoryMost {
		return nil
	}
	in.Whole = make([]timeline.Event, 0, in.Events)
	return v.EachEvent(whole, func(doc json.RawMessage) error {
		var e timeline.Event
		if err := json.Unmarshal(doc, &e); err != nil {
			return fmt.Errorf("decode an event: %w", err)
		}
		in.Whole = append(in.Whole, e)
		return nil
	})
}

// drawCard draws a picture into memory.
func drawCard(c card.Card) ([]byte, error) {
	var b bytes.Buffer
	if err := card.Draw(&b, c); err != nil {
		return nil, fmt.Errorf("draw a card: %w", err)
	}
	return b.Bytes(), nil
}
