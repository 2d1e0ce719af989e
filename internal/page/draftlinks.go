package page

import (
	"io"
	"time"

	"example.org/dateline/internal/timeline"
)

// DraftLinksInput is what the page of the links to a preview is made from.
type DraftLinksInput struct {
	EditFrame
	Story   *timeline.Story
	Links   []DraftLinkInput
	Days    []int // that a link may last
	Chosen  int   // of these
	Secret  string
	Mistake string // what was wrong, in English
}

// DraftLinkInput is a link that is good.
type DraftLinkInput struct {
	N           int64
	By          string
	Made, Until time.Time
}

// DraftLinks is that page.
type DraftLinks struct {
	DraftLinksInput
	Base, Name string
	Tongue     Tongue
	Address    string // of the link that was made just now
	Rows       []DraftLinkRow
}

// DraftLinkRow is a link in the list.
type DraftLinkRow struct {
	DraftLinkInput
	MadeDay, UntilAt string
}

// NewDraftLinks makes it.
func NewDraftLinks(in DraftLinksInput) *DraftLinks {
	p := &DraftLinks{DraftLinksInput: in, Base: "/edit/stories/" + in.Story.ID, Name: in.Story.Title, Tongue: TongueOf(in.Story.Language)}
	p.Title = in.Language.text("edit.previews.links")
	if in.Secret != "" {
		p.Address = in.Origin + p.Link("/edit/preview/"+in.Secret+"/")
	}
	for _, l := range in.Links {
		p.Rows = append(p.Rows, DraftLinkRow{l, in.Language.dayOf(l.Made), in.Language.minuteOf(l.Until)})
	}
	return p
}

// Render writes it.
func (p *DraftLinks) Render(w io.Writer) error { return render(w, "draftlinks", p.Language, p) }
