package edit

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/article"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// placeholder is the id of a new record until it is published.
func placeholder() string {
	b := make([]byte, 5)
	_, _ = rand.Read(b) // never fails
	return "new-" + strings.ToLower(base32.StdEncoding.EncodeToString(b))
}

// getNewStory serves GET /edit/new.
func (s *server) getNewStory(c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	return s.showIntake(c, http.StatusOK, page.IntakeInput{EditFrame: s.editFrame(c, me)})
}

// postNewStory serves POST /edit/new: it begins the draft of a story with its first
// source, whose text is for editors alone.
func (s *server) postNewStory(c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	in, err := s.newTextOf(c)
	if err != nil {
		return err
	}
	l := s.frame(c).Language
	source, text, form := in.source(l)
	story := &timeline.Story{Title: strings.TrimSpace(in.Get("story")), Language: source.Language, Visibility: timeline.Public}
	if utf8.RuneCountInString(story.Title) > timeline.MaxTitle {
		form.Faults["story"] = l.TooLong(timeline.MaxTitle)
	}
	if len(form.Faults) > 0 {
		return s.showIntake(c, http.StatusUnprocessableEntity, page.IntakeInput{EditFrame: s.editFrame(c, me), Name: story.Title, Form: form})
	}
	if story.Title == "" {
		story.Title = source.Title
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	draft, err := s.Store.BeginStory(ctx, me.Person.N, story.Title)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	story.ID = draft.Story
	w := &work{me: me, story: story.ID, draft: draft, begun: true}
	if err := s.addSource(ctx, w, text, stepName("story.added", story.Title), source, story); err != nil {
		return err
	}
	return s.answer(c, me, answerState{story: story.ID, href: sourcePath(story.ID, source.ID)})
}

// getNewSource serves GET /edit/stories/{story}/sources/new.
func (s *server) getNewSource(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	return s.showIntake(c, http.StatusOK, page.IntakeInput{EditFrame: s.editFrame(c, me), Story: w.story, Name: w.Document.Story.Title, Form: page.SourceFormInput{Language: w.Document.Story.Language}})
}

// postNewSource serves POST /edit/stories/{story}/sources/new.
func (s *server) postNewSource(c *gin.Context, me store.Session) error {
	in, err := s.newTextOf(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	source, text, form := in.source(s.frame(c).Language)
	if len(form.Faults) > 0 {
		return s.showIntake(c, http.StatusUnprocessableEntity, page.IntakeInput{EditFrame: s.editFrame(c, me), Story: w.story, Name: w.Document.Story.Title, Form: form})
	}
	if err := s.addSource(ctx, w, text, stepName("source.added", source.Title), source); err != nil {
		return err
	}
	return s.answer(c, me, answerState{href: sourcePath(w.story, source.ID)})
}

// source is the source that a form with an article makes, which says of itself what
// the form leaves out, and its text, "" where that stays in the browser. Form is that to
// be shown again, with what is wrong in it.
func (in *newText) source(l *page.Language) (*timeline.Source, string, page.SourceFormInput) {
	source := &timeline.Source{ID: placeholder()}
	var a *article.Article
	var fault string
	if in.onDevice() {
		source.Length, source.Digest, fault = in.measured(l)
	} else if a, fault = in.read(l); a != nil {
		source.Length, source.Digest = utf8.RuneCountInString(a.Text), evidence.Digest(a.Text)
	}
	form := in.form(a)
	if fault != "" {
		form.Faults["text"] = fault
	}
	if a == nil {
		a = &article.Article{}
	}
	source.Title, source.Publisher, source.URL, source.Language = form.Title, form.Publisher, form.URL, form.Language
	for _, f := range []struct {
		field *string
		own   string
	}{{&source.Title, a.Title}, {&source.Publisher, a.Publisher}, {&source.Language, a.Language}} {
		if *f.field == "" {
			*f.field = timeline.Clip(f.own, timeline.MaxTitle)
		}
	}
	date, wrong := l.ReadDate(form.Published, source.Language)
	if wrong != "" {
		form.Faults["published"] = wrong
	}
	if date == "" {
		date = a.Published
	}
	if d, err := edtf.Parse(date); err == nil && !d.IsZero() {
		source.Published = &timeline.Date{EDTF: d, Basis: "stated"}
	}
	for field, message := range recordFaults(l, source) {
		if field != "title" || fault == "" || in.onDevice() { // a text that is read has the title
			form.Faults[field] = message
		}
	}
	return source, a.Text, form
}

// addSource puts new records into a draft, as one step, with the text of a source where
// that is here.
func (s *server) addSource(ctx context.Context, w *work, text, what string, source *timeline.Source, more ...timeline.Record) error {
	var edits []store.DraftEdit
	for _, r := range append([]timeline.Record{source}, more...) {
		p := &present{Record: r}
		edit, err := p.edit()
		if err != nil {
			return err
		}
		edits = append(edits, edit)
	}
	if !w.begun {
		if _, err := s.Store.BeginDraft(ctx, w.me.Person.N, w.story); err != nil {
			return httpserver.Because(ctx, err)
		}
		w.begun = true
	}
	// The text comes first: without a source it does no harm.
	if text != "" {
		if err := s.Store.PutDraftText(ctx, w.story, source.ID, text); err != nil {
			return httpserver.Because(ctx, err)
		}
	}
	_, err := s.put(ctx, w, what, edits...)
	return err
}

// postSourceText serves POST /edit/stories/{story}/sources/{source}/text: it keeps the
// text of a source that is there without one. It must be the text that was cited.
func (s *server) postSourceText(c *gin.Context, me store.Session) error {
	in, err := s.newTextOf(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	id, l := c.Param("source"), s.frame(c).Language
	p, err := s.present(ctx, c, w, "source", id)
	if err != nil {
		return err
	}
	source := p.Record.(*timeline.Source)
	a, fault := in.read(l)
	if fault == "" && source.Digest != "" && source.Digest != evidence.Digest(a.Text) {
		fault = l.FieldFault("text_other")
	}
	if fault != "" {
		form := sourceOf(l, p)
		form.Text = in.form(a).Text
		form.Faults["text"] = fault
		return s.showWork(c, me, http.StatusUnprocessableEntity, shown{source: &form, sourced: id})
	}
	source.Digest, source.Length = evidence.Digest(a.Text), utf8.RuneCountInString(a.Text)
	edit, err := p.edit()
	if err != nil {
		return err
	}
	if _, err := s.put(ctx, w, stepName("source.changed", source.Title), edit); err != nil {
		return err
	}
	if err := s.Store.PutDraftText(ctx, w.story, id, a.Text); err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.answer(c, me, answerState{href: sourcePath(w.story, id)})
}
