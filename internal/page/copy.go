package page

import (
	"io"

	"example.org/dateline/internal/timeline"
)

// CopyInput is what the form that copies a story is made from.
type CopyInput struct {
	EditFrame
	Story      timeline.Story
	Name       *string // the title of the copy, as it is filled in; nil for a proposal
	Visibility string
	Mistake    string // what is wrong, in English
}

// Copy is the form that copies a story.
type Copy struct {
	CopyInput
	Filled       string
	Visibilities []string
	Tongue       Tongue
}

// NewCopy makes it.
func NewCopy(in CopyInput) *Copy {
	p := &Copy{CopyInput: in, Visibilities: []string{timeline.Private, timeline.Public}, Tongue: TongueOf(in.Story.Language)}
	p.Title = in.Language.text("edit.copy.title")
	if in.Name != nil {
		p.Filled = *in.Name
	} else {
		p.Filled = in.Language.fill("edit.copy.proposal", "title", in.Story.Title)
	}
	return p
}

// Render writes it.
func (p *Copy) Render(w io.Writer) error { return render(w, "copy", p.Language, p) }
