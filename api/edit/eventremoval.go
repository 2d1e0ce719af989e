package edit

import (
	"context"
	"errors"
	"net/url"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// postEventRemoval serves POST /edit/stories/{story}/events/{event}/remove: it takes an
// event out of the draft, or, where it is published, marks it to be retracted; or
// brings it back.
func (s *server) postEventRemoval(c *gin.Context, me store.Session) error {
	values, err := s.form(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	id := c.Param("event")
	query := url.Values{"pane": {page.PaneRecord}}
	if values.Get("restore") != "" {
		query.Set("event", id)
		err = s.restoreEvent(ctx, w, id)
	} else {
		err = s.removeEvent(ctx, w, values, id)
	}
	if _, is := errors.AsType[*store.DraftConflictError](err); is {
		return &timeline.Error{Code: timeline.Conflict, Message: "Somebody else has changed the event meanwhile: look at it again before you take it out.", Err: err}
	}
	if err != nil {
		return err
	}
	return s.answer(c, me, answerState{href: workPath(w.story) + "?" + query.Encode() + "#record"})
}

func (s *server) removeEvent(ctx context.Context, w *work, values url.Values, id string) error {
	e := w.event(id)
	if e == nil {
		return httpserver.Missing("event", id)
	}
	edit, err := beganWith(values, id)
	if err != nil {
		return err
	}
	_, err = s.put(ctx, w, stepName("event.removed", e.Title), edit)
	return err
}

// restoreEvent brings an event back as it was before it was taken out.
func (s *server) restoreEvent(ctx context.Context, w *work, id string) error {
	r, found := w.Of("event", id)
	if !found || r.Document != nil {
		return &timeline.Error{Code: timeline.Conflict, Message: "The event is not taken out."}
	}
	edit := store.DraftEdit{Entity: "event", ID: id, Since: r.Seq - 1, Base: r.Base}
	document, err := s.Store.DraftBegan(ctx, w.draft, edit)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	if document == nil {
		return &timeline.Error{Code: timeline.Conflict, Message: "What the event was like is not kept any more."}
	}
	edit.Since, edit.Document = r.Seq, document
	_, err = s.put(ctx, w, stepName("event.restored", eventTitle(document)), edit)
	return err
}
