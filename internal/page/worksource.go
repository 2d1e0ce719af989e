package page

import (
	"net/url"
	"strings"

	"example.org/dateline/internal/timeline"
)

// SourceInput is a source of a story as its pane shows it.
type SourceInput struct {
	ID        string
	Known     bool       // a text of it is here; without one there are no sentences
	Device    *KeptInput // of a text that is not here, and is known by its digest; nil else
	Cited     Coverage
	Sentences []SentenceInput
	Form      SourceFormInput
}

// SentenceInput is a sentence of a text. Start and End count code points.
type SentenceInput struct {
	Start, End int
	Text       string
	Line       int      // what stands in one line is a paragraph
	Events     []string // the ids of those that cite of it
	NotFactual bool
	Covered    bool // at least half of it is cited or not factual
	Chosen     bool // it stays chosen, since what it was chosen for could not be
}

// OfferInput is a quotation in the words that an event cites. Start and End count code
// points of the text.
type OfferInput struct {
	Start, End int
	Text       string
	Speaker    string // the words that name who most likely says it; "" for nobody
}

// SourcePane is the text of a source in sentences that can be chosen.
type SourcePane struct {
	SourceInput
	Title      string
	Tongue     Tongue
	Paragraphs [][]SentenceRow
	Edit       *SourceForm
}

// SentenceRow is a sentence with its margin.
type SentenceRow struct {
	SentenceInput
	N     int    // from 1 on
	State string // cited, uncited or not-factual
	Part  bool   // something of it is cited, and less than half
	By    []EventLink
	More  int // events that cite it beyond those
}

// marginMost is how many events a margin links to.
const marginMost = 3

func newSourcePane(f EditFrame, base string, in SourceInput, named func(id string) EventLink) *SourcePane {
	p := &SourcePane{SourceInput: in, Title: in.Form.Title, Tongue: TongueOf(in.Form.Language)}
	p.Edit = NewSourceForm(f, base+"/sources/"+in.ID, in.Form)
	line := -1
	for i, s := range in.Sentences {
		row := SentenceRow{SentenceInput: s, N: i + 1, State: "uncited"}
		switch {
		case s.Covered && len(s.Events) > 0:
			row.State = "cited"
		case s.Covered:
			row.State = "not-factual"
		case len(s.Events) > 0:
			row.Part = true
		}
		for _, id := range s.Events[:min(len(s.Events), marginMost)] {
			row.By = append(row.By, named(id))
		}
		row.More = len(s.Events) - len(row.By)
		if s.Line != line {
			p.Paragraphs = append(p.Paragraphs, nil)
			line = s.Line
		}
		last := len(p.Paragraphs) - 1
		p.Paragraphs[last] = append(p.Paragraphs[last], row)
	}
	return p
}

// SourceLink leads to another source of the story.
type SourceLink struct {
	ID, Title string
	Tongue    Tongue
	Current   bool
}

// sources lists those of the story.
func (p *Work) sources() {
	for i := range p.Document.Sources {
		s := &p.Document.Sources[i]
		if s.Retracted != nil {
			continue
		}
		title := s.Title
		if title == "" {
			title = p.Language.text("edit.untitled")
		}
		p.Sources = append(p.Sources, SourceLink{s.ID, title, TongueOf(s.Language), p.Source != nil && p.Source.ID == s.ID})
	}
}

// eventNamed links to an event of the story on this page.
func (p *Work) eventNamed(id string) EventLink {
	return EventLink{p.titles[id], p.address(id, PaneRecord) + "#record"}
}

func (p *Work) titleOf(e *timeline.Event) string {
	if title := strings.TrimSpace(e.Title); title != "" {
		return title
	}
	return p.Language.text("edit.untitled")
}

// SourceAddress is this page with another source.
func (p *Work) SourceAddress(source string) string {
	query := url.Values{"source": {source}, "pane": {PaneSource}}
	if p.Event != nil {
		query.Set("event", p.Event.ID)
	}
	return p.Link(addressOf(p.Base, query)) + "#source"
}

// ListAddress is this page with the list of events in place of one.
func (p *Work) ListAddress() string { return p.address("-", PaneRecord) + "#record" }
