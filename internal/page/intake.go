package page

import "io"

// IntakeInput is what the page for a new timeline, or for another source of one, is
// made from.
type IntakeInput struct {
	EditFrame
	Story string // the id of the story that gets the source; "" for a new one
	Name  string // its title, or what is filled in as that
	Form  SourceFormInput
}

// Intake is the page on which an article comes in.
type Intake struct {
	IntakeInput
	Edit *SourceForm
	Back string // the page that it was asked for on
}

// NewIntake makes it.
func NewIntake(in IntakeInput) *Intake {
	p := &Intake{IntakeInput: in, Back: "/edit"}
	action := "/edit/new"
	p.Title = in.Language.text("edit.new_timeline")
	if in.Story != "" {
		p.Back = "/edit/stories/" + in.Story
		action = p.Back + "/sources/new"
		p.Title = in.Language.text("edit.new_source")
	}
	p.Edit = NewSourceForm(in.EditFrame, action, in.Form)
	return p
}

// Render writes it.
func (p *Intake) Render(w io.Writer) error { return render(w, "intake", p.Language, p) }
