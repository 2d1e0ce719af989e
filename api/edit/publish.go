package edit

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"example.org/dateline/api/preview"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// toPublish is the draft of the story that a path names, for those who may write. Where
// there is none, begun is false and the error nil if the story is published.
func (s *server) toPublish(ctx context.Context, c *gin.Context, me store.Session) (d store.Draft, begun bool, err error) {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return d, false, err
	}
	story := c.Param("story")
	if !timeline.IsSlug(story) {
		return d, false, httpserver.Missing("story", story)
	}
	d, err = s.Store.Draft(ctx, story)
	if timeline.CodeOf(err) != timeline.NotFound {
		return d, err == nil, httpserver.Because(ctx, err)
	}
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		_, err := v.Record("story", story)
		return err
	})
	if timeline.CodeOf(err) == timeline.NotFound {
		err = httpserver.Missing("story", story)
	}
	return store.Draft{Story: story}, false, httpserver.Because(ctx, err)
}

// begunDraft is toPublish for what needs a draft.
func (s *server) begunDraft(ctx context.Context, c *gin.Context, me store.Session) (store.Draft, error) {
	d, begun, err := s.toPublish(ctx, c, me)
	if err == nil && !begun {
		err = &timeline.Error{Code: timeline.NotFound, Message: "There is no draft of this timeline: it is published, or was discarded."}
	}
	return d, err
}

// publishForm is what the form of publishing was sent with.
type publishForm struct {
	values url.Values
	fault  string // what is wrong with the reason, as the page has it
	stale  bool   // the draft is another by now
}

func (a *publishForm) get(name string) string { return strings.TrimSpace(a.values.Get(name)) }

// getPublish serves GET /edit/stories/{story}/publish: what publishing a draft changes,
// and what stands against it; without a draft, where the story is.
func (s *server) getPublish(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Work(c)
	defer cancel()
	d, begun, err := s.toPublish(ctx, c, me)
	if err != nil {
		return err
	}
	if begun {
		return s.showPublish(ctx, c, me, d, http.StatusOK, publishForm{})
	}
	in := page.PublishedInput{EditFrame: s.editFrame(c, me)}
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		stories, err := v.StoriesByID([]string{d.Story})
		story := stories[d.Story]
		in.Story = &story
		return err
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.send(c, http.StatusOK, in.Language, page.NewPublished(in))
}

// maxReason bounds a reason, in characters.
const maxReason = 1000

// postPublish serves POST /edit/stories/{story}/publish.
func (s *server) postPublish(c *gin.Context, me store.Session) error {
	values, err := s.form(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	d, begun, err := s.toPublish(ctx, c, me)
	if err != nil {
		return err
	}
	if !begun {
		return s.see(c, workPath(d.Story)+"/publish")
	}
	a := publishForm{values: values}
	if utf8.RuneCountInString(a.get("reason")) > maxReason {
		a.fault = "reason_long"
		return s.showPublish(ctx, c, me, d, http.StatusUnprocessableEntity, a)
	}
	opts := s.publishing(me, &a)
	if opts.Seq, err = strconv.ParseInt(a.get("seq"), 10, 64); err != nil {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: "The field seq is the number of the draft's last edit, as the page has it."}
	}
	done, err := s.Store.Publish(ctx, d.Story, opts)
	refused, _ := errors.AsType[*timeline.Error](err)
	switch {
	case timeline.CodeOf(err) == timeline.Conflict:
		a.stale = true
		return s.showPublish(ctx, c, me, d, http.StatusConflict, a)
	case refused != nil && refused.Parameter == "reason":
		a.fault = "reason_needed"
		return s.showPublish(ctx, c, me, d, http.StatusUnprocessableEntity, a)
	case timeline.CodeOf(err) == timeline.NotFound: // somebody else was first
		return s.see(c, workPath(d.Story)+"/publish")
	case err != nil:
		return httpserver.Because(ctx, err)
	case !done.Ready():
		return s.showPublish(ctx, c, me, d, http.StatusUnprocessableEntity, a)
	}
	return s.see(c, workPath(d.Story)+"/publish")
}

// publishing is how a form wants a draft to be published.
func (s *server) publishing(me store.Session, a *publishForm) store.PublishOptions {
	opts := store.PublishOptions{Decided: map[store.DraftField]bool{}}
	opts.Author = store.Author{Name: me.Person.Name, Reason: a.get("reason")}
	opts.LockTimeout = s.Config.QueryTimeout
	if v := a.get("visibility"); slices.Contains(timeline.Visibilities, v) {
		opts.Visibility = v
	}
	for name := range a.values {
		steps := strings.SplitN(name, " ", 4)
		if choice := a.get(name); len(steps) == 4 && steps[0] == "decide" && (choice == "mine" || choice == "theirs") {
			opts.Decided[store.DraftField{Entity: steps[1], ID: steps[2], Pointer: steps[3]}] = choice == "mine"
		}
	}
	return opts
}

// showPublish shows what publishing would do, and what was wrong with what was sent.
func (s *server) showPublish(ctx context.Context, c *gin.Context, me store.Session, d store.Draft, status int, a publishForm) error {
	opts := s.publishing(me, &a)
	opts.DryRun = true
	decided := opts.Decided
	opts.Decided = nil // so that every conflict is told of, the decided ones with their choice
	p, err := s.Store.Publish(ctx, d.Story, opts)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	drafted, texts, err := preview.Drafted(ctx, s.Store, d)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	in := page.PublishInput{EditFrame: s.editFrame(c, me), Story: &drafted.Document.Story, Seq: p.Draft.Seq, Why: p.Reason, Reason: a.get("reason"), Fault: a.fault, Stale: a.stale, Names: namesIn(drafted.Document, p)}
	in.New = drafted.Document.Story.Revision == 0
	if in.Visible = a.get("visibility"); in.Visible == "" {
		in.Visible = drafted.Document.Story.Visibility
	}
	for _, ch := range p.Changes {
		in.Changes = append(in.Changes, page.ChangeInput{Entity: ch.Entity, ID: ch.ID, Before: ch.Before, After: ch.After, Text: ch.Text})
	}
	for _, conflict := range p.Conflicts {
		for _, f := range conflict.Fields {
			row := page.ClashInput{Entity: conflict.Entity, ID: conflict.ID, Pointer: f.Pointer, Mine: f.Mine, Theirs: f.Theirs}
			if mine, ok := decided[store.DraftField{Entity: conflict.Entity, ID: conflict.ID, Pointer: f.Pointer}]; ok {
				row.Decided = map[bool]string{true: "mine", false: "theirs"}[mine]
			}
			in.Conflicts = append(in.Conflicts, row)
		}
	}
	for _, f := range p.Faults {
		in.Blockers = append(in.Blockers, page.NoticeInput{Entity: f.Entity, ID: f.ID, Pointer: f.Pointer, Message: f.Message})
	}
	in.Warnings = perhapsWrong(drafted, texts, p)
	view, err := page.NewPublish(in)
	if err != nil {
		return err
	}
	return s.send(c, status, in.Language, view)
}

// uncheckedQuotes counts the direct quotes of an event that cite places in texts that are
// not here, as those on a device are: that their words stand there nothing here can tell.
func uncheckedQuotes(e *timeline.Event, texts map[string]*evidence.Text) int {
	n := 0
	for i := range e.Quotes {
		q := &e.Quotes[i]
		if q.Kind == timeline.DefaultQuoteKind && slices.ContainsFunc(q.Citations, func(ct timeline.Citation) bool { return ct.Placed() && texts[ct.Source] == nil }) {
			n++
		}
	}
	return n
}

// perhapsWrong is what a draft may be published with, and somebody should look at: what
// the dates contradict, events without a date, quotes that nothing can hold to their
// source, and sentences that nothing cites.
func perhapsWrong(drafted *store.Drafted, texts map[string]*evidence.Text, p *store.Publication) []page.NoticeInput {
	var list []page.NoticeInput
	for _, w := range p.Warnings {
		list = append(list, page.NoticeInput{Entity: w.Entity, ID: w.ID, Pointer: w.Pointer, Message: w.Message + ": " + w.Hint})
	}
	for i := range drafted.Document.Events {
		e := &drafted.Document.Events[i]
		typed := slices.ContainsFunc(p.Faults, func(f store.DraftFault) bool { return f.ID == e.ID && f.Pointer == "/date" })
		if _, edited := drafted.Of("event", e.ID); edited && e.Date.EDTF.IsZero() && !typed {
			list = append(list, page.NoticeInput{Entity: "event", ID: e.ID, Pointer: "/date", Key: "undated"})
		}
	}
	for i := range drafted.Document.Events {
		e := &drafted.Document.Events[i]
		if _, edited := drafted.Of("event", e.ID); edited {
			if n := uncheckedQuotes(e, texts); n > 0 {
				list = append(list, page.NoticeInput{Entity: "event", ID: e.ID, Pointer: "/quotes", Key: "unchecked", N: n})
			}
		}
	}
	bodies := map[string]string{}
	for id, text := range texts {
		if _, edited := drafted.Of("source", id); edited {
			bodies[id] = text.String()
		}
	}
	uncited := map[string]int{}
	for _, u := range evidence.Verify(drafted.Document, bodies).Uncovered {
		uncited[u.Source]++
	}
	for i := range drafted.Document.Sources {
		if id := drafted.Document.Sources[i].ID; uncited[id] > 0 {
			list = append(list, page.NoticeInput{Entity: "source", ID: id, Key: "uncited", N: uncited[id]})
		}
	}
	return list
}

// namesIn says what the records of a draft are called, by the ids that they have there
// and by those that they are published with.
func namesIn(doc *timeline.Document, p *store.Publication) page.Names {
	names := map[string]string{}
	for i := range doc.Sources {
		names["source "+doc.Sources[i].ID] = doc.Sources[i].Title
	}
	for i := range doc.Actors {
		names["actor "+doc.Actors[i].ID] = doc.Actors[i].Name
	}
	for i := range doc.Places {
		names["place "+doc.Places[i].ID] = doc.Places[i].Name
	}
	for i := range doc.Events {
		names["event "+doc.Events[i].ID] = doc.Events[i].Title
	}
	for _, ch := range p.Changes {
		names[ch.Entity+" "+ch.As] = names[ch.Entity+" "+ch.ID]
	}
	return func(resource, id string) string { return names[resource+" "+id] }
}
