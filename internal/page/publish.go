package page

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"example.org/dateline/internal/timeline"
)

// PublishInput is what the page is made from on which a draft is published.
type PublishInput struct {
	EditFrame
	Story     *timeline.Story // as it is to be
	Seq       int64           // of the draft's last edit
	Changes   []ChangeInput
	Conflicts []ClashInput
	Blockers  []NoticeInput
	Warnings  []NoticeInput
	Names     Names  // of records, as the draft has their ids and as they are to be
	Why       bool   // a reason is needed
	New       bool   // the story has never been published
	Reason    string // as it is filled in
	Visible   string // public or private, as it is chosen
	Fault     string // what is wrong with the reason: a key below edit.publishing; "" for nothing
	Stale     bool   // the draft is another than the one that was to be published
}

// ChangeInput is a record as it is published and as it is to be.
type ChangeInput struct {
	Entity, ID    string // as the draft has it
	Before, After json.RawMessage
	Text          bool // the text of the source comes along
}

// NoticeInput is something that is wrong in a field of a record, or perhaps so.
type NoticeInput struct {
	Entity, ID, Pointer string
	Message             string // in English; "" where Key says it
	Key                 string // a text below edit.publishing
	N                   int    // of what, where the text counts
}

// ClashInput is a field that was changed in the draft and in what is published.
type ClashInput struct {
	Entity, ID, Pointer string
	Mine, Theirs        json.RawMessage // of the field
	Decided             string          // mine, theirs or ""
}

// Publish is that page.
type Publish struct {
	PublishInput
	Name      string // of the story
	Tongue    Tongue
	Base      string // /edit/stories/{story}
	Rows      []ChangeRow
	More      int // changes that are not shown
	Clashes   []ClashRow
	Blocked   []NoticeRow
	Perhaps   []NoticeRow
	CanHappen bool
}

// ChangeRow is a record that changes.
type ChangeRow struct {
	Entity      string
	Title       string
	Tongue      Tongue
	State       string // new, changed, retracted
	Text        bool
	Href        string
	Differences []Difference
}

// NoticeRow says what is wrong, with a link to where.
type NoticeRow struct {
	NoticeInput
	Title  string
	Tongue Tongue
	Label  string // of the field, "" for the record as a whole
	Href   string
}

// ClashRow asks which of two values shall stand.
type ClashRow struct {
	ClashInput
	NoticeRow
	Name         string // of the form's field
	Mine, Theirs string
}

// mostChanges is how many changes are shown one by one.
const mostChanges = 200

// NewPublish makes it. The error says which document cannot be read.
func NewPublish(in PublishInput) (*Publish, error) {
	p := &Publish{PublishInput: in, Name: in.Story.Title, Tongue: TongueOf(in.Story.Language), Base: "/edit/stories/" + in.Story.ID}
	l := in.Language
	p.Title = l.text("edit.publishing.title")
	for i := range in.Changes {
		if i == mostChanges {
			p.More = len(in.Changes) - i
			break
		}
		row, err := p.row(&in.Changes[i])
		if err != nil {
			return nil, err
		}
		p.Rows = append(p.Rows, row)
	}
	for _, c := range in.Conflicts {
		notice := p.notice(NoticeInput{Entity: c.Entity, ID: c.ID, Pointer: c.Pointer})
		p.Clashes = append(p.Clashes, ClashRow{ClashInput: c, NoticeRow: notice, Name: FieldOfClash(c.Entity, c.ID, c.Pointer),
			Mine: p.value(c, c.Mine), Theirs: p.value(c, c.Theirs)})
	}
	for _, n := range in.Blockers {
		p.Blocked = append(p.Blocked, p.notice(n))
	}
	for _, n := range in.Warnings {
		p.Perhaps = append(p.Perhaps, p.notice(n))
	}
	p.CanHappen = len(in.Blockers) == 0 && len(in.Changes)+len(in.Conflicts) > 0
	return p, nil
}

// FieldOfClash names the field of the form in which it is decided.
func FieldOfClash(entity, id, pointer string) string {
	return "decide " + entity + " " + id + " " + pointer
}

func (p *Publish) row(c *ChangeInput) (ChangeRow, error) {
	row := ChangeRow{Entity: c.Entity, State: "changed", Text: c.Text, Href: p.at(c.Entity, c.ID, "")}
	row.Title, row.Tongue = p.called(c.Entity, c.ID)
	var err error
	switch {
	case c.After == nil:
		row.State = "retracted"
		return row, nil
	case c.Before == nil:
		row.State = "new"
	}
	row.Differences, err = p.Language.Differences(c.Entity, c.Before, c.After, p.Names)
	return row, err
}

// called is what a record is called: its title or name, or a part of its words.
func (p *Publish) called(entity, id string) (string, Tongue) {
	if entity == "story" {
		return p.Name, p.Tongue
	}
	if name := p.Names(entity, id); name != "" {
		return firstSentences(name, 120), Tongue{Dir: "auto"}
	}
	return id, Tongue{Dir: "ltr"}
}

// at is the place on the work page where a field of a record is edited.
func (p *Publish) at(entity, id, pointer string) string {
	query := url.Values{}
	anchor := ""
	if field, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/"); field != "" {
		anchor = "#" + url.PathEscape(field)
	}
	switch entity {
	case "event", "source":
		query.Set(entity, id)
		if anchor == "" {
			anchor = map[string]string{"event": "#record", "source": "#source"}[entity]
		}
	case "story":
		if anchor == "" {
			anchor = "#title"
		}
	}
	return p.Link(addressOf(p.Base, query) + anchor)
}

func (p *Publish) notice(n NoticeInput) NoticeRow {
	row := NoticeRow{NoticeInput: n, Href: p.at(n.Entity, n.ID, n.Pointer)}
	row.Title, row.Tongue = p.called(n.Entity, n.ID)
	field, _, _ := strings.Cut(strings.TrimPrefix(n.Pointer, "/"), "/")
	if label, known := p.Language.texts["history.field."+field]; known {
		row.Label = label
	}
	return row
}

// value says what a field holds.
func (p *Publish) value(c ClashInput, value json.RawMessage) string {
	field, item, inList := strings.Cut(strings.TrimPrefix(c.Pointer, "/"), "/")
	if string(value) == "null" || value == nil {
		return p.Language.text("edit.publishing.empty")
	}
	if inList && item != "" {
		value = json.RawMessage("[" + string(value) + "]")
	}
	document, err := json.Marshal(map[string]json.RawMessage{field: value})
	if err != nil {
		return string(value)
	}
	differences, err := p.Language.Differences(c.Entity, nil, document, p.Names)
	if err != nil || field == "" {
		return string(value)
	}
	var words []string
	for _, d := range differences {
		if d.Field != field {
			continue
		}
		for _, line := range d.After {
			text := ""
			for _, piece := range line.Pieces {
				text += piece.Text
			}
			words = append(words, text)
		}
	}
	if len(words) == 0 {
		return string(value)
	}
	return strings.Join(words, "; ")
}

// Render writes it.
func (p *Publish) Render(w io.Writer) error { return render(w, "publish", p.Language, p) }

// PublishedInput is what the page is made from that a published story has below /edit.
type PublishedInput struct {
	EditFrame
	Story *timeline.Story
}

// Published says where a story is now, and how to embed it.
type Published struct {
	PublishedInput
	Base    string // /edit/stories/{story}
	Name    string
	Tongue  Tongue
	Private bool
	Path    string // of its page
	Card    string
	Feeds   []Feed
}

// NewPublished makes it.
func NewPublished(in PublishedInput) *Published {
	id := in.Story.ID
	p := &Published{PublishedInput: in, Base: "/edit/stories/" + id, Name: in.Story.Title, Tongue: TongueOf(in.Story.Language), Private: in.Story.Visibility == timeline.Private,
		Path: "/stories/" + id, Card: CardPath(id, "")}
	p.Title = in.Language.text("edit.publishing.done")
	for _, f := range []struct{ format, title string }{{"atom", "Atom"}, {"jsonfeed", "JSON Feed"}} {
		p.Feeds = append(p.Feeds, Feed{"", addressOf("/v1/events", url.Values{"story": {id}, "format": {f.format}, "order": {"-recorded"}}), f.title})
	}
	return p
}

// Render writes it.
func (p *Published) Render(w io.Writer) error { return render(w, "published", p.Language, p) }

// DiscardInput is what the page is made from that asks whether to discard a draft.
type DiscardInput struct {
	EditFrame
	Story   *timeline.Story
	Records int  // of the draft
	Live    bool // the story is published
}

// Discard is that page.
type Discard struct {
	DiscardInput
	Base, Name string
	Tongue     Tongue
}

// NewDiscard makes it.
func NewDiscard(in DiscardInput) *Discard {
	p := &Discard{DiscardInput: in, Base: "/edit/stories/" + in.Story.ID, Name: in.Story.Title, Tongue: TongueOf(in.Story.Language)}
	p.Title = in.Language.text("edit.publishing.discard")
	return p
}

// Render writes it.
func (p *Discard) Render(w io.Writer) error { return render(w, "discard", p.Language, p) }
