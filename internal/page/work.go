package page

import (
	"io"
	"net/url"
	"slices"
	"strconv"
	"time"

	"example.org/dateline/internal/timeline"
)

// The panes of the page on which somebody works at a story, as addresses have them.
const (
	PaneSource  = "source"
	PaneRecord  = "record"
	PanePreview = "preview"
)

// Panes lists them in the order of the page.
var Panes = []string{PaneSource, PaneRecord, PanePreview}

// WorkInput is what that page is made from: a story with its draft laid over it.
type WorkInput struct {
	EditFrame
	Document   *timeline.Document
	Removed    []timeline.Record // published records that are to be retracted
	Marks      map[string]string // event → new or changed, of those that the draft touches
	Draft      DraftInput
	Cited      Coverage // of all texts
	Pane       string   // one of Panes: what is shown where there is no room for all
	Source     *SourceInput
	Event      *EventForm      // the one that is open; nil for the list of events
	Offers     []OfferInput    // quotations in what the open event cites
	Suggested  *SuggestedInput // nil where nobody asks for suggestions
	Details    DetailsInput
	Search     string // what the list of events is searched for
	Sheet      int    // which hundred of the list, from 1 on
	HasPreview bool   // there is a preview to show
	Publish    bool   // there is a page to publish from
	Live       bool   // the story is published and has a page
	Mistake    string // what was wrong with what was sent, in English
}

// DraftInput is what is told of a draft as a whole.
type DraftInput struct {
	Seq        int64     // of its last edit
	Saved      time.Time // zero for nothing yet
	Undo, Redo string    // the step that would be taken back, or made again, as the store names it; "" for none
	Others     []string  // who else has it open
}

// Coverage is how many sentences are cited, or declared not factual, of how many.
type Coverage struct{ Cited, Of int }

// Work is the page on which somebody works at a story.
type Work struct {
	WorkInput
	Name        string // of the story; "" for none yet
	Tongue      Tongue
	Base        string // /edit/stories/{story}
	Tabs        []WorkTab
	Text        *SourcePane
	Sources     []SourceLink
	Events      EventList
	Targets     []EventRow // events that evidence may be added to where none is open
	Suggestions []Suggestion
	SavedAt     string // "14:03 UTC"
	UndoStep    string
	RedoStep    string
	WithOthers  string
	Form        *DetailsForm

	titles map[string]string // of the events, by their ids
}

// WorkTab leads to a pane.
type WorkTab struct {
	Name, Href string
	Current    bool
}

// NewWork makes it.
func NewWork(in WorkInput) *Work {
	p := &Work{WorkInput: in, Name: in.Document.Story.Title, Tongue: TongueOf(in.Document.Story.Language)}
	p.Base = "/edit/stories/" + in.Document.Story.ID
	p.titles = make(map[string]string, len(in.Document.Events))
	for i := range in.Document.Events {
		p.titles[in.Document.Events[i].ID] = p.titleOf(&in.Document.Events[i])
	}
	p.Title = p.Name
	if p.Title == "" {
		p.Title = in.Language.text("edit.untitled")
	}
	if !slices.Contains(Panes, p.Pane) {
		p.Pane = PaneSource
		if in.Event != nil || in.Source == nil || in.Suggested != nil {
			p.Pane = PaneRecord
		}
	}
	for _, name := range Panes {
		if name != PanePreview || in.HasPreview {
			p.Tabs = append(p.Tabs, WorkTab{name, p.address("", name), name == p.Pane})
		}
	}
	if in.Source != nil {
		p.Text = newSourcePane(in.EditFrame, p.Base, *in.Source, p.eventNamed)
	}
	p.sources()
	p.Events = p.events()
	if in.Event == nil {
		p.Targets = p.Events.Rows
	}
	p.Suggestions = p.suggestions()
	l := in.Language
	p.UndoStep, p.RedoStep = l.Step(in.Draft.Undo), l.Step(in.Draft.Redo)
	if !in.Draft.Saved.IsZero() {
		p.SavedAt = l.fill("edit.saved_at", "time", l.ClockOf(in.Draft.Saved))
	}
	p.WithOthers = l.Present(in.Draft.Others)
	p.Form = newDetailsForm(in.EditFrame, p.Base, in.Details)
	return p
}

// address is that of this page with another event ("" for the one that is open, "-"
// for none) and pane.
func (p *Work) address(event, pane string) string {
	query := url.Values{}
	switch {
	case event == "" && p.Event != nil:
		query.Set("event", p.Event.ID)
	case event != "" && event != "-":
		query.Set("event", event)
	}
	if p.Source != nil {
		query.Set("source", p.Source.ID)
	}
	if pane != "" {
		query.Set("pane", pane)
	}
	return p.Link(addressOf(p.Base, query))
}

// sheet is the address of a hundred of the list of events.
func (p *Work) sheet(n int) string {
	query := url.Values{"page": {strconv.Itoa(n)}, "pane": {PaneRecord}}
	if p.Search != "" {
		query.Set("q", p.Search)
	}
	if p.Source != nil {
		query.Set("source", p.Source.ID)
	}
	return p.Link(addressOf(p.Base, query))
}

// Render writes it.
func (p *Work) Render(w io.Writer) error { return render(w, "work", p.Language, p) }
