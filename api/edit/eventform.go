package edit

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/threeway"
	"example.org/dateline/internal/timeline"
)

// maxEventForm bounds the form of an event, in bytes: it has all words of the event.
const maxEventForm = 2 << 20

// filledEvent is an event with what a form of it is made from.
type filledEvent struct {
	store.DraftEdit // its document is the event as it is, or as it was filled in
	conflicts       *page.Conflicts
	names           *directory        // nil where nothing has been looked for yet
	add             string            // the list that gets another empty row
	merged          bool              // it took in what others had changed
	refused         map[string]string // by the field of a file: why it was not taken
}

// eventForm is the form of an event of a story, as it is to be.
func (s *server) eventForm(ctx context.Context, c *gin.Context, w *work, id string) (*page.EventForm, error) {
	p, err := s.present(ctx, c, w, "event", id)
	if err != nil {
		return nil, err
	}
	edit, err := p.edit()
	if err != nil {
		return nil, err
	}
	if r, found := w.Of("event", id); found {
		edit.Document = r.Document // with what the record has no place for
	}
	return s.eventFormOf(ctx, c, w, filledEvent{DraftEdit: edit, add: c.Query("add")})
}

// eventFormOf makes the form of an event.
func (s *server) eventFormOf(ctx context.Context, c *gin.Context, w *work, of filledEvent) (*page.EventForm, error) {
	e, err := page.ReadDraftEvent(of.Document)
	if err != nil {
		return nil, err
	}
	if of.names == nil {
		if of.names, err = newDirectory(w.Records); err != nil {
			return nil, err
		}
	}
	if err := s.learn(ctx, c, of.names, e); err != nil {
		return nil, err
	}
	cited, err := s.citedWords(ctx, c, w, e.Citations)
	if err != nil {
		return nil, err
	}
	return page.NewEventForm(page.EventFormInput{
		EditFrame: s.editFrame(c, w.me), FormInput: page.FormInput{Since: of.Since, Revision: of.Base, Conflicts: of.conflicts},
		Story: w.story, Tongue: w.Document.Story.Language, ID: of.ID, Document: of.Document, Names: of.names.names(w.Document),
		Sources: w.Document.Sources, Events: w.Document.Events, Near: nearTo(w.Document, e), Cited: cited, Add: of.add, Refused: of.refused,
	})
}

// citedWords are the words of citations that have their place alone, as those that are
// published do, where the text is here and has them.
func (s *server) citedWords(ctx context.Context, c *gin.Context, w *work, citations []timeline.Citation) (map[page.CitedSpan]string, error) {
	cited := map[page.CitedSpan]string{}
	for _, ct := range citations {
		if ct.Exact != "" || !ct.Placed() {
			continue
		}
		text, err := s.text(ctx, c, w, ct.Source)
		if err != nil {
			return nil, err
		}
		if text == nil {
			continue
		}
		if words, stand := text.Words(ct); stand {
			cited[page.CitedSpan{Source: ct.Source, Start: ct.Start, End: ct.End}] = words
		}
	}
	return cited, nil
}

// learn looks for all whom an event names.
func (s *server) learn(ctx context.Context, c *gin.Context, names *directory, e *page.DraftEvent) error {
	ids, words := namedIn(e)
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		for _, resource := range []string{"actor", "place"} {
			if err := names.learn(v, resource, ids[resource], words[resource]); err != nil {
				return err
			}
		}
		return nil
	})
	return httpserver.Because(ctx, err)
}

// nearTo is the date from which those of an event take a year that they leave out: the
// day on which the first source came out that it cites, or else one of the story.
func nearTo(doc *timeline.Document, e *page.DraftEvent) edtf.Date {
	var near edtf.Date
	cited := e.Sources()
	for i := range doc.Sources {
		source := &doc.Sources[i]
		if source.Published == nil || source.Published.EDTF.IsZero() {
			continue
		}
		if slices.Contains(cited, source.ID) {
			return source.Published.EDTF
		}
		if near.IsZero() {
			near = source.Published.EDTF
		}
	}
	return near
}

// postEvent serves POST /edit/stories/{story}/events/{event}: it saves the form of an
// event in the draft, whatever is wrong with its fields, and says what is.
func (s *server) postEvent(c *gin.Context, me store.Session) error {
	values, pictures, err := s.eventFormSent(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	edit, err := beganWith(values, c.Param("event"))
	if err != nil {
		return err
	}
	began, err := s.Store.DraftBegan(ctx, w.draft, edit)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	if began == nil {
		return httpserver.Missing("event", edit.ID)
	}
	refused, err := s.keepPictures(ctx, me, values, pictures)
	if err != nil {
		return err
	}
	read, err := s.readEvent(ctx, c, w, values, began)
	if err != nil {
		return err
	}
	if edit.Document, err = read.event.Document(); err != nil {
		return err
	}
	of := filledEvent{DraftEdit: edit, names: read.names, refused: read.wherever(refused)}
	if err := s.putEvent(ctx, w, values, began, &of); err != nil {
		return s.eventInConflict(ctx, c, w, values, of, err)
	}
	return s.eventSaved(ctx, c, me, values, of, read.year)
}

// beganWith is an edit of an event with what its form was made from.
func beganWith(values url.Values, id string) (store.DraftEdit, error) {
	p := present{Record: &timeline.Event{ID: id}}
	err := p.began(values)
	return store.DraftEdit{Entity: "event", ID: id, Since: p.since, Base: p.base}, err
}

// readEvent reads the form of an event, which began with a document.
func (s *server) readEvent(ctx context.Context, c *gin.Context, w *work, values url.Values, began json.RawMessage) (*eventFields, error) {
	e, err := page.ReadDraftEvent(began)
	if err != nil {
		return nil, err
	}
	e.ID = c.Param("event")
	names, err := newDirectory(w.Records)
	if err != nil {
		return nil, err
	}
	for i := range w.Document.Events {
		if other := &w.Document.Events[i]; other.ID != e.ID {
			names.share(other)
		}
	}
	if err := s.learn(ctx, c, names, e); err != nil {
		return nil, err
	}
	before, _ := namedIn(e)
	ids, words := namesTyped(values)
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		for resource := range ids {
			if err := names.learn(v, resource, ids[resource], words[resource]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, httpserver.Because(ctx, err)
	}
	f := &eventFields{values: values, page: s.frame(c).Language, tongue: w.Document.Story.Language, near: nearTo(w.Document, e), names: names, event: e}
	f.read()
	now, _ := namedIn(e)
	names.drop(slices.Concat(before["actor"], before["place"]), slices.Concat(now["actor"], now["place"]))
	return f, f.err
}

// namesTyped are the names in a form, with the ids that were picked for them, by the
// resource.
func namesTyped(values url.Values) (ids, words map[string][]string) {
	ids, words = map[string][]string{}, map[string][]string{}
	for field := range values {
		name, is := strings.CutSuffix(field, "-id")
		if !is {
			continue
		}
		resource := "actor"
		if strings.HasPrefix(field, "place-") {
			resource = "place"
		}
		ids[resource] = append(ids[resource], strings.ToValidUTF8(values.Get(field), ""))
		words[resource] = append(words[resource], clean(values.Get(name)))
	}
	return ids, words
}

// putEvent writes an event that was filled in, unless the form has changed nothing.
// What was in conflict, and has been decided, is written as it was chosen.
func (s *server) putEvent(ctx context.Context, w *work, values url.Values, began json.RawMessage, of *filledEvent) error {
	field := changedField(began, of.Document)
	if field == "" && len(of.names.changed) == 0 {
		return nil
	}
	if field == "" {
		field = "actors" // one of them is called otherwise
	}
	step := stepName("event."+field, eventTitle(of.Document))
	put := func(edit store.DraftEdit) ([]store.DraftRecord, error) {
		return s.put(ctx, w, step, append(slices.Clone(of.names.changed), edit)...)
	}
	written, err := put(of.DraftEdit)
	if conflict, is := errors.AsType[*store.DraftConflictError](err); is && decided(values, conflict) {
		chosen := of.DraftEdit
		if chosen.Document, err = asChosen(values, began, of.Document, conflict); err != nil {
			return err
		}
		chosen.Since = conflict.Now.Seq
		if written, err = put(chosen); err == nil {
			written[len(written)-1].Merged = true // the form does not show what the others have changed
		}
	}
	if err != nil {
		return err
	}
	last := written[len(written)-1]
	of.Document, of.Since, of.Base, of.merged = last.Document, last.Seq, last.Base, last.Merged
	return nil
}

func eventTitle(document json.RawMessage) string {
	var e struct{ Title string }
	if json.Unmarshal(document, &e) != nil {
		return ""
	}
	return e.Title
}

// changedField is the one member in which two documents of an event differ; "changed"
// where there are several, "" for none.
func changedField(before, after json.RawMessage) string {
	field := ""
	for _, one := range threeway.Changed(before, after) {
		switch {
		case field == "" || field == "typed":
			field = one
		case one != "typed":
			return "changed"
		}
	}
	return field
}

// eventSaved says what became of the form.
func (s *server) eventSaved(ctx context.Context, c *gin.Context, me store.Session, values url.Values, of filledEvent, year string) error {
	a := answerState{since: of.Since, merged: of.merged, event: of.ID, href: workPath(c.Param("story"))}
	if of.Document == nil { // somebody else has taken it out, and it is to stay so
		a.event = ""
		return s.answer(c, me, a) //nolint:contextcheck // the answer has its own deadline
	}
	query, anchor := url.Values{"event": {of.ID}, "pane": {page.PaneRecord}}, "record"
	if add := values.Get("add"); slices.Contains([]string{"actor", "place", "citation", "relation", "media"}, add) {
		query.Set("add", add)
		anchor = add + "-new"
	}
	a.href += "?" + query.Encode() + "#" + anchor
	if !wantsState(c.Request) && len(of.refused) == 0 {
		return s.answer(c, me, a) //nolint:contextcheck // the answer has its own deadline
	}
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	if len(of.refused) > 0 {
		of.add = "media" // where a row may have nothing but the file yet
	}
	form, err := s.eventFormOf(ctx, c, w, of)
	if err != nil {
		return err
	}
	if !wantsState(c.Request) {
		return s.showWork(c, me, http.StatusUnprocessableEntity, shown{event: form}) //nolint:contextcheck // the page has its own deadline
	}
	a.faults, a.shown = map[string]string{}, form.Understood(year)
	for _, fault := range form.Faults {
		a.faults[fault.Field] = fault.Message
	}
	return s.answer(c, me, a) //nolint:contextcheck // the answer has its own deadline
}
