package edit

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// work is a story that somebody works at, with its draft laid over it.
type work struct {
	*store.Drafted
	me    store.Session
	story string
	draft store.Draft // where begun
	begun bool        // there is a draft
	saved time.Time   // when the draft was edited last; zero for never

	texts map[string]*evidence.Text // those that were looked for, by source; nil for none
}

// path is that of the story's work page.
func (w *work) path() string { return workPath(w.story) }

func workPath(story string) string { return "/edit/stories/" + story }

// openWork reads the story that a path names as somebody works at it. Who may not
// write is refused; a story that is neither there nor begun has the code NotFound.
func (s *server) openWork(ctx context.Context, c *gin.Context, me store.Session) (*work, error) {
	return s.openStory(ctx, c, me, c.Param("story"))
}

// openStory is openWork of a story that no path names.
func (s *server) openStory(ctx context.Context, c *gin.Context, me store.Session, story string) (*work, error) {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return nil, err
	}
	w := &work{me: me, story: story, texts: map[string]*evidence.Text{}}
	var records []store.DraftRecord
	d, err := s.Store.Draft(ctx, w.story)
	switch {
	case err == nil:
		w.draft, w.begun = d, true
		if d.Seq > 0 {
			w.saved = d.UpdatedAt
		}
		if records, err = s.Store.DraftRecords(ctx, d); err != nil {
			return nil, httpserver.Because(ctx, err)
		}
	case timeline.CodeOf(err) != timeline.NotFound:
		return nil, httpserver.Because(ctx, err)
	}
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		w.Drafted, err = v.Drafted(w.story, records)
		return err
	})
	return w, httpserver.Because(ctx, err)
}

// source is a source of the story as it is to be; nil for none.
func (w *work) source(id string) *timeline.Source {
	for i := range w.Document.Sources {
		if w.Document.Sources[i].ID == id {
			return &w.Document.Sources[i]
		}
	}
	return nil
}

// event is an event of the story as it is to be; nil for none.
func (w *work) event(id string) *timeline.Event {
	for i := range w.Document.Events {
		if w.Document.Events[i].ID == id {
			return &w.Document.Events[i]
		}
	}
	return nil
}

// text is the text of a source, that of the draft or the published one; nil where
// neither is here.
func (s *server) text(ctx context.Context, c *gin.Context, w *work, source string) (*evidence.Text, error) {
	if t, known := w.texts[source]; known {
		return t, nil
	}
	w.texts[source] = nil
	if w.begun {
		words, found, err := s.Store.DraftText(ctx, w.draft, source)
		if err != nil {
			return nil, httpserver.Because(ctx, err)
		}
		if found {
			w.texts[source] = evidence.NewText(words)
			return w.texts[source], nil
		}
	}
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		words, err := v.SourceText(source)
		if err == nil {
			w.texts[source] = evidence.NewText(words)
		}
		return err
	})
	if timeline.CodeOf(err) == timeline.NotFound {
		err = nil
	}
	return w.texts[source], httpserver.Because(ctx, err)
}

// getWork serves GET /edit/stories/{story}: the page on which somebody works at it.
func (s *server) getWork(c *gin.Context, me store.Session) error {
	return s.showWork(c, me, http.StatusOK, shown{})
}

// shown is what the work page shows beside what is saved: what was just sent and
// could not be.
type shown struct {
	event   *page.EventForm // in place of the one in the address
	details *page.DetailsInput
	source  *page.SourceFormInput
	sourced string   // the id of the source that source is of
	opened  string   // the id of the event that stays open
	chosen  []string // the numbers of the sentences that stay chosen
	wrong   error
}

// showWork answers with the work page.
func (s *server) showWork(c *gin.Context, me store.Session, status int, sent shown) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	in := page.WorkInput{
		EditFrame: s.editFrame(c, me), Document: w.Document, Removed: w.Removed, Marks: map[string]string{},
		Pane: c.Query("pane"), Search: strings.TrimSpace(c.Query("q")), Event: sent.event, Mistake: mistake(sent.wrong),
		HasPreview: s.Serves(storyRoute + "/publish"), Publish: s.Serves(storyRoute + "/publish"),
	}
	in.Path = w.path() // also where a form could not be saved
	in.Sheet, _ = strconv.Atoi(c.Query("page"))
	in.Live = w.Document.Story.Revision > 0 && w.Document.Story.Visibility == timeline.Public
	for _, r := range w.Records {
		if r.Entity == "event" && r.Document != nil {
			if in.Marks[r.ID] = "changed"; r.Base == 0 {
				in.Marks[r.ID] = "new"
			}
		}
	}
	if in.Draft, err = s.draftOf(ctx, w); err != nil {
		return err
	}
	id := c.Query("event")
	if sent.opened != "" && w.event(sent.opened) != nil {
		id = sent.opened
	}
	if in.Event == nil && id != "" {
		if w.event(id) == nil {
			return httpserver.Missing("event", id)
		}
		if in.Event, err = s.eventForm(ctx, c, w, id); err != nil {
			return err
		}
	}
	if in.Source, err = s.sourcePane(ctx, c, w, sent); err != nil {
		return err
	}
	if in.Event != nil && in.Source != nil {
		if in.Offers, err = s.offers(ctx, c, w, in.Event.ID, in.Source.ID); err != nil {
			return err
		}
	}
	if c.Query("suggest") != "" && in.Event == nil && in.Source != nil && in.Source.Known {
		if in.Suggested, err = s.suggested(ctx, c, w, in.Source.ID); err != nil {
			return err
		}
	}
	if in.Details, err = s.detailsForm(ctx, c, w, sent); err != nil {
		return err
	}
	return s.send(c, status, in.Language, page.NewWork(in))
}
