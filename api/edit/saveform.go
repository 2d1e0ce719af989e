package edit

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/threeway"
	"example.org/dateline/internal/timeline"
)

// saving is how the form of a record is saved in a draft.
type saving struct {
	entity, id string
	what       string // names the step
	fill       func(l *page.Language, p *present, values url.Values)
	faults     func(l *page.Language, p *present) map[string]string
	shown      func(l *page.Language, p *present) map[string]page.Shown      // nil for nothing
	again      func(l *page.Language, p *present, form page.FormInput) shown // the form as it was sent
	href       string                                                        // where a plain form leads on to
}

// saveForm saves a form in the draft of a story, whatever is wrong with its fields,
// and says what is. Where others have changed the same fields meanwhile, nothing is
// saved, and whoever sent it is asked.
func (s *server) saveForm(c *gin.Context, me store.Session, f saving) error {
	values, err := s.formOf(c, maxRecordForm)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	l := s.frame(c).Language
	p, err := s.present(ctx, c, w, f.entity, f.id)
	if err != nil {
		return err
	}
	if err := p.began(values); err != nil {
		return err
	}
	form := page.FormInput{Since: p.since, Revision: p.base}
	undecided := leaveTheirs(values)
	f.fill(l, p, values)
	edit, err := p.edit()
	if err != nil {
		return err
	}
	written, err := s.putForm(ctx, w, stepName(f.what, titleOf(p.Record)), values, edit)
	if err == nil && written.Merged { // what it is by now, with what others have changed
		if p, err = presentOf(f.entity, f.id, written); err != nil {
			return err
		}
	}
	form.Faults = f.faults(l, p)
	var conflict *store.DraftConflictError
	switch {
	case errors.As(err, &conflict):
		in := conflicts(l, conflict, firstOf)
		if wantsState(c.Request) {
			return s.sendConflict(c, l, in)
		}
		in.Missing, form.Conflicts = undecided, in
		return s.showWork(c, me, http.StatusConflict, f.again(l, p, form))
	case err != nil:
		return err
	case len(form.Faults) > 0 && !wantsState(c.Request):
		form.Since = written.Seq
		return s.showWork(c, me, http.StatusUnprocessableEntity, f.again(l, p, form))
	}
	a := answerState{since: written.Seq, merged: written.Merged, faults: form.Faults, href: f.href}
	if f.shown != nil {
		a.shown = f.shown(l, p)
	}
	return s.answer(c, me, a)
}

// putForm writes the edit that a form is. What was in conflict, and has been decided, is
// written as it was chosen.
func (s *server) putForm(ctx context.Context, w *work, step string, values url.Values, edit store.DraftEdit) (store.DraftRecord, error) {
	written, err := s.put(ctx, w, step, edit)
	if found, is := errors.AsType[*store.DraftConflictError](err); is && keptMine(values, found) {
		if edit, err = s.withMine(ctx, w, edit, found); err != nil {
			return store.DraftRecord{}, err
		}
		if written, err = s.put(ctx, w, step, edit); err == nil {
			written[0].Merged = true // the form does not show what the others have changed
		}
	}
	if err != nil {
		return store.DraftRecord{}, err
	}
	return written[0], nil
}

// leaveTheirs takes out of a form the fields that were in conflict and are to stay as
// somebody else wants them. While one is undecided it takes out none, and the form is
// in conflict as before.
func leaveTheirs(values url.Values) (undecided bool) {
	theirs, undecided := choices(values)
	if undecided {
		return true
	}
	for field := range theirs {
		values.Del(field)
	}
	return false
}

// keptMine tells whether a form says of every field that is still in conflict that it
// is to stand, and said so of the record as it is by now.
func keptMine(values url.Values, c *store.DraftConflictError) bool {
	_, undecided := choices(values)
	return !undecided && values.Get("decided") == strconv.FormatInt(c.Now.Seq, 10) && !slices.ContainsFunc(c.Fields, func(f threeway.Conflict) bool {
		field, _ := firstOf(f.Pointer)
		return values.Get("keep-"+field) != "mine"
	})
}

// withMine is an edit that was in conflict, made again from what the others have made
// of the record: with its own value where both have changed a field, and theirs where
// only they have.
func (s *server) withMine(ctx context.Context, w *work, edit store.DraftEdit, c *store.DraftConflictError) (store.DraftEdit, error) {
	began, err := s.Store.DraftBegan(ctx, w.draft, edit)
	if err != nil {
		return edit, httpserver.Because(ctx, err)
	}
	edit.Since = c.Now.Seq
	edit.Document, _, err = threeway.Merge(began, c.Now.Document, edit.Document)
	return edit, err
}

// put writes edits of records into the draft of a story, which it begins where there
// is none yet, as one step.
func (s *server) put(ctx context.Context, w *work, what string, edits ...store.DraftEdit) ([]store.DraftRecord, error) {
	write := s.Store.EditDraft
	if !w.begun {
		write = s.Store.FirstEdit
	}
	written, err := write(ctx, w.story, w.me.Person.N, what, edits)
	return written, httpserver.Because(ctx, err)
}

// begin makes sure that the story has a draft.
func (s *server) begin(ctx context.Context, w *work) error {
	if w.begun {
		return nil
	}
	_, err := s.Store.BeginDraft(ctx, w.me.Person.N, w.story)
	return httpserver.Because(ctx, err)
}

// maxStepTitle is how much of a record's title names a step, in characters.
const maxStepTitle = 60

// stepName names a step of a draft, with the title of the record that it is about.
func stepName(what, title string) string {
	if title == "" {
		return what
	}
	return what + " " + timeline.Clip(title, maxStepTitle)
}
