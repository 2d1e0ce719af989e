package page

import (
	"io"
	"slices"

	"example.org/dateline/internal/timeline"
)

// The stories that a file may go into.
const (
	IntoNew   = "new"
	IntoStory = "story"
	IntoOwn   = "own" // that which the file names itself
)

// BringForm is what somebody filled in to import a file.
type BringForm struct {
	Text       string `json:"-"`
	Format     string // convert.Auto or the name of a format
	Into       string // IntoNew, IntoStory or IntoOwn
	NewTitle   string // of a new story
	Story      string // the id of one that is there
	Visibility string // of stories that are new
	DayOrder   string // as convert.ReadOptions has it, and so is Encoding
	Encoding   string
	Mapping    string // YAML; empty where the columns tell
}

// BringInput is what the form to import a file is made from.
type BringInput struct {
	EditFrame
	BringForm
	Formats  []string          // the names of those that are imported
	Titles   map[string]string // what each is, in English
	Stories  []timeline.Story
	Most     int64 // bytes of a file
	Mistakes       // of the fields
}

// Mistakes are what is wrong with fields of a form, in English, by their names.
type Mistakes map[string]string

// dayOrders are those that a form offers; the first leaves it to the file.
var dayOrders = []string{"", "dmy", "mdy", "ymd"}

// Bring is the form to import a file.
type Bring struct {
	BringInput
	Intos, Visibilities, DayOrders []string
	Megabytes                      int
}

// NewBring makes it.
func NewBring(in BringInput) *Bring {
	p := &Bring{BringInput: in, Intos: []string{IntoNew, IntoStory, IntoOwn}, Visibilities: []string{timeline.Private, timeline.Public}, DayOrders: dayOrders, Megabytes: int(in.Most >> 20)}
	if len(in.Stories) == 0 {
		p.Intos = []string{IntoNew, IntoOwn}
	}
	p.Title = in.Language.text("edit.bring.title")
	return p
}

// Render writes it.
func (p *Bring) Render(w io.Writer) error { return render(w, "bring", p.Language, p) }

// Tongue is the language of a story's title.
func (p *Bring) Tongue(s timeline.Story) Tongue { return TongueOf(s.Language) }

// Brought is what would become of a file, or what has become of it, as it is kept
// between two looks at it.
type Brought struct {
	Done bool // it is imported

	Created, Updated, Unchanged, Retracted map[string]int

	Events   []BroughtEvent
	Kept     int // events of the story that the file does not hold
	Rejected int
	Rejects  []BroughtRow // the first of them
	Warned   int
	Warnings []timeline.Warning // the first of them
	Notes    []string           // what the reader noticed
	Guessed  string             // how it took the columns of a table, as a mapping
}

// BroughtEvent is an event of a file.
type BroughtEvent struct {
	Title  string
	Date   timeline.Date
	Status string
	How    string   // created, updated or unchanged
	Fields []string // those that differ
}

// BroughtRow is a row that cannot be taken.
type BroughtRow struct {
	Key    string // the name of its field
	File   string // in a file that holds several, "" in others
	Line   int
	Reason string // in English
	Header string // what names its columns
	Now    string // its text, as it was mended last
	Long   bool   // too long to be mended here
}

// LookInput is what the page of a file is made from.
type LookInput struct {
	EditFrame
	Brought
	BringForm
	Name      string // of the file
	Running   bool   // it is being imported
	Stopped   bool   // importing it was cut off
	Overwrite bool
	Public    bool   // it has gone into one story, which anybody may see
	Mistake   string // why nothing of the file can be imported like this, in English
	Mistakes         // of the fields
}

// Look is the page that shows what would become of a file.
type Look struct {
	LookInput
	Counts []BroughtCount
	Rows   []LookRow
	More   int    // rejected rows that are not shown
	See    string // the address of the story that it went into; "" where that has none

	DayOrders []string
}

// BroughtCount says how many records of a kind become what.
type BroughtCount struct {
	Entity                                 string
	Created, Updated, Unchanged, Retracted int
}

// LookRow is an event in the list.
type LookRow struct {
	BroughtEvent
	When string
}

// brought are the kinds of what is counted, in their order.
var brought = append(slices.Clone(timeline.Resources), timeline.Era, "citation")

// NewLook makes it.
func NewLook(in LookInput) *Look {
	p := &Look{LookInput: in, More: in.Rejected - len(in.Rejects), DayOrders: dayOrders}
	l := in.Language
	p.Title = l.fill("edit.bring.would", "file", in.Name)
	if in.Done {
		p.Title = l.fill("edit.bring.done", "file", in.Name)
	}
	for _, entity := range brought {
		c := BroughtCount{entity, in.Created[entity], in.Updated[entity], in.Unchanged[entity], in.Retracted[entity]}
		if c.Created+c.Updated+c.Unchanged+c.Retracted > 0 {
			p.Counts = append(p.Counts, c)
		}
	}
	for _, e := range in.Events {
		p.Rows = append(p.Rows, LookRow{e, l.date(l.dates, &timeline.Event{Date: e.Date, Status: e.Status}).Span})
	}
	if p.Mapping == "" {
		p.Mapping = in.Guessed
	}
	if in.Public {
		p.See = p.Link("/stories/" + in.Story)
	}
	return p
}

// Changes tells whether anything would be written, or was.
func (p *Look) Changes() bool {
	return slices.ContainsFunc(p.Counts, func(c BroughtCount) bool { return c.Created+c.Updated+c.Retracted > 0 })
}

// Render writes it.
func (p *Look) Render(w io.Writer) error { return render(w, "look", p.Language, p) }
