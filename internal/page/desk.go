package page

import (
	"io"
	"slices"
	"time"

	"example.org/dateline/internal/timeline"
)

// DeskInput is what the desk is made from.
type DeskInput struct {
	EditFrame
	Stories []timeline.Story
	Changed map[string]time.Time // story → when anything in it changed
	More    bool                 // there are more stories
	Changes []timeline.Change    // the latest of the log, in its order
	Drafts  []DraftSummary       // what is being edited, the latest first
	Further bool                 // there are more drafts
}

// DraftSummary is what the desk says of a draft.
type DraftSummary struct {
	Story, Title string // "" for a title that there is none of yet
	Language     string
	By           string // who began it
	Updated      time.Time
	Records      int
}

// Desk is the page that somebody who edits begins at.
type Desk struct {
	EditFrame
	Rows    []DeskRow
	More    bool
	Recent  []DeskChange
	Drafts  []DeskDraft
	Further bool
}

// DeskDraft is a draft on the desk.
type DeskDraft struct {
	DraftSummary
	Tongue Tongue
	Href   string
	At     string
}

// DeskRow is a story on the desk.
type DeskRow struct {
	Title   string
	Tongue  Tongue
	Href    string // "" for a private story, which has no page
	Copy    string // the address of the form that copies it
	Edit    string // where it is worked at
	Private bool
	Changed string
	at      time.Time
}

// DeskChange is what somebody did at one time.
type DeskChange struct {
	At, Stamp      string
	By             string
	Action, Entity string // of the first record
	Title          string
	Tongue         Tongue
	Href           string // of its history
	Others         int    // records that were changed with it
	Reason         string
}

// recentMost is how many such changes are shown.
const recentMost = 20

// NewDesk makes it: the stories that changed last come first.
func NewDesk(in DeskInput) *Desk {
	p := &Desk{EditFrame: in.EditFrame, More: in.More, Further: in.Further}
	p.Title = in.Language.text("edit.desk")
	for _, d := range in.Drafts {
		if d.Title == "" {
			d.Title = in.Language.text("edit.untitled")
		}
		p.Drafts = append(p.Drafts, DeskDraft{d, TongueOf(d.Language), p.Link("/edit/stories/" + d.Story), in.Language.minuteOf(d.Updated)})
	}
	for i := range in.Stories {
		s := &in.Stories[i]
		row := DeskRow{Title: s.Title, Tongue: TongueOf(s.Language), Copy: p.Link("/edit/stories/" + s.ID + "/copy"), Private: s.Visibility == timeline.Private, at: later(s.UpdatedAt, in.Changed[s.ID])}
		row.Changed = in.Language.dayOf(row.at)
		row.Edit = p.Link("/edit/stories/" + s.ID)
		if !row.Private {
			row.Href = p.Link("/stories/" + s.ID)
		}
		p.Rows = append(p.Rows, row)
	}
	slices.SortStableFunc(p.Rows, func(a, b DeskRow) int { return b.at.Compare(a.at) })
	p.recent(in.Changes)
	return p
}

// recent groups what was changed in one go, the latest first.
func (p *Desk) recent(changes []timeline.Change) {
	for i := len(changes) - 1; i >= 0 && len(p.Recent) < recentMost; {
		first := i
		for first > 0 && changes[first-1].By == changes[i].By && changes[first-1].At.Equal(changes[i].At) {
			first--
		}
		c := &changes[first]
		title, tongue := TitleOf(c.Record, c.ID)
		p.Recent = append(p.Recent, DeskChange{
			At: p.Language.minuteOf(c.At), Stamp: c.At.UTC().Format(time.RFC3339), By: c.By, Action: c.Action, Entity: c.Entity,
			Title: title, Tongue: tongue, Href: p.Link("/edit/history/" + c.Entity + "/" + c.ID), Others: i - first, Reason: c.Reason,
		})
		i = first - 1
	}
}

// later is the later of two instants.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Render writes it.
func (p *Desk) Render(w io.Writer) error { return render(w, "desk", p.Language, p) }
