package edit

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
)

// maxCoverage is how many texts of a story are looked through for how much of them is
// cited.
const maxCoverage = 50

// workState is what a script is told of a draft after every change.
type workState struct {
	Seq      int64                 `json:"seq"`
	Since    int64                 `json:"since"` // for the form that was saved; 0 where none was
	SavedAt  *string               `json:"saved_at"`
	Undo     *stepState            `json:"undo"`
	Redo     *stepState            `json:"redo"`
	Others   []string              `json:"others"`
	Coverage coverageState         `json:"coverage"`
	Merged   bool                  `json:"merged"` // the record took in what others had changed since the form was made
	Faults   []fieldFault          `json:"faults"`
	Shown    map[string]page.Shown `json:"shown"`
	Event    string                `json:"event,omitempty"` // that was made, or got evidence
	Href     string                `json:"href,omitempty"`  // the page that shows what was done
}

type stepState struct {
	Seq  int64  `json:"seq"`
	What string `json:"what"`
}

type coverageState struct {
	Cited int `json:"cited"`
	Of    int `json:"of"`
}

// fieldFault is what is wrong with a field of a form, in the language of the page.
type fieldFault struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// answerState is what is to be said of a form that was saved.
type answerState struct {
	story  string // that was worked at; "" for the one that the path names
	since  int64
	merged bool
	faults map[string]string // by the names of the fields
	shown  map[string]page.Shown
	event  string
	href   string // where a plain form leads on to
}

// wantsState tells whether a script asks, which takes JSON in place of a page.
func wantsState(r *http.Request) bool {
	return httpserver.Prefers(r, "application/json", "text/html")
}

// answer says what became of a form that was saved: a script is told the state of the
// draft, and a browser is led on to a page.
func (s *server) answer(c *gin.Context, me store.Session, a answerState) error {
	if !wantsState(c.Request) {
		return s.see(c, a.href)
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	w, err := s.openStory(ctx, c, me, cmp.Or(a.story, c.Param("story")))
	if err != nil {
		return err
	}
	return s.sendState(ctx, c, w, a)
}

// getState serves GET /edit/stories/{story}/state.
func (s *server) getState(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	return s.sendState(ctx, c, w, answerState{})
}

func (s *server) sendState(ctx context.Context, c *gin.Context, w *work, a answerState) error {
	f := s.frame(c)
	state := workState{Seq: w.draft.Seq, Since: a.since, Merged: a.merged, Others: []string{}, Faults: []fieldFault{}, Shown: a.shown, Event: a.event}
	if a.href != "" {
		state.Href = f.Link(a.href)
	}
	if state.Shown == nil {
		state.Shown = map[string]page.Shown{}
	}
	for field, message := range a.faults {
		state.Faults = append(state.Faults, fieldFault{field, message})
	}
	if !w.saved.IsZero() {
		at := w.saved.UTC().Format(time.RFC3339)
		state.SavedAt = &at
	}
	if w.begun {
		undo, redo, err := s.Store.DraftSteps(ctx, w.draft, w.me.Person.N)
		if err != nil {
			return httpserver.Because(ctx, err)
		}
		state.Undo, state.Redo = stepOf(f.Language, undo), stepOf(f.Language, redo)
		others, err := s.Store.VisitDraft(ctx, w.draft, w.me.Person.N)
		if err != nil {
			return httpserver.Because(ctx, err)
		}
		state.Others = append(state.Others, others...)
	}
	cited, err := s.coverage(ctx, c, w)
	if err != nil {
		return err
	}
	state.Coverage = coverageState(cited)
	return s.SendAs(c, http.StatusOK, "application/json", func(b *bytes.Buffer) error { return httpserver.WriteJSON(b, state) })
}

func stepOf(l *page.Language, step *store.DraftStep) *stepState {
	if step == nil {
		return nil
	}
	return &stepState{step.Seq, l.Step(step.What)}
}

// draftOf is what the work page says of a draft as a whole. It takes note that who
// asks has it open.
func (s *server) draftOf(ctx context.Context, w *work) (page.DraftInput, error) {
	in := page.DraftInput{Seq: w.draft.Seq, Saved: w.saved}
	if !w.begun {
		return in, nil
	}
	undo, redo, err := s.Store.DraftSteps(ctx, w.draft, w.me.Person.N)
	if err != nil {
		return in, httpserver.Because(ctx, err)
	}
	if undo != nil {
		in.Undo = undo.What
	}
	if redo != nil {
		in.Redo = redo.What
	}
	in.Others, err = s.Store.VisitDraft(ctx, w.draft, w.me.Person.N)
	return in, httpserver.Because(ctx, err)
}

// coverage counts the sentences of the story's texts, and those that are cited or not
// factual.
func (s *server) coverage(ctx context.Context, c *gin.Context, w *work) (page.Coverage, error) {
	var sum page.Coverage
	looked := 0
	for i := range w.Document.Sources {
		text, err := s.text(ctx, c, w, w.Document.Sources[i].ID)
		if err != nil {
			return sum, err
		}
		if text == nil {
			continue
		}
		one := covered(evidence.Margins(w.Document, w.Document.Sources[i].ID, text))
		sum.Cited, sum.Of = sum.Cited+one.Cited, sum.Of+one.Of
		if looked++; looked == maxCoverage {
			break
		}
	}
	return sum, nil
}

func covered(list []evidence.Margin) page.Coverage {
	sum := page.Coverage{Of: len(list)}
	for _, m := range list {
		if m.Covered {
			sum.Cited++
		}
	}
	return sum
}
