package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/timeline"
)

// StoryInput is what a story's page is made from.
type StoryInput struct {
	Frame
	Story   timeline.Story
	Updated time.Time                 // when the story or an event of it last changed
	Whole   []timeline.Event          // every event of the story by date, or nil where they are too many to draw
	Events  []timeline.Event          // those of this page, in the order asked for
	Sources []timeline.Source         // of the story, or those that the page cites where AllSources is set
	Actors  []timeline.Actor          // of the story, or of a large one those that the page names
	Related map[string]EventLink      // events of other stories that these relate to
	Counts  map[string]map[string]int // events of the story by type, status and actor
	Asked   timeline.Query            // the filter, with the story in it
	Total   int                       // events that it finds
	Keys    int                       // key events of the story
	All     int                       // events of the story
	Hist    *Histogram                // how those are spread over time, where they are too many for a strip
	Next    string                    // cursor of the next page, "" on the last
	Paged   bool                      // the events are on several pages
	Later   bool                      // this is not the first of them

	AsOf    *timeline.Moment // the moment as of which all of this is, nil for now
	Moments []time.Time      // when the story and its events have changed until now; nil where they are too many

	AllSources int // of the story, where Sources are not all; else 0

	Framed   bool   // the page stands inside another
	Previous string // cursor of the page before, "" where that is the first
}

// Story is a story's page.
type Story struct {
	StoryInput
	Tongue    Tongue
	Topics    []EventLink
	Facts     Facts
	Strip     *Strip
	Known     []Steps
	Filters   []Filter
	Lanes     []Narrow
	People    []Narrow
	Form      Form
	Formats   []EventLink
	Sections  []Section
	Contents  []EventLink // the sections, where there are several
	Backward  bool
	KeysAlone string // the address of the key events alone, and of all; "" where it makes no difference
	KeysToo   string
	Now       Now
	Cited     []Source
	NextPage  string
	PrevPage  string
	FirstPage string
	Open      string // the event that the page was asked to open at
	Shown     int

	PictureOrigins []string // where the page's pictures come from
}

// Facts are what the head of a story says of it in figures.
type Facts struct {
	Events, Reported, Ahead   int
	Span, Until               string
	Dated                     bool // the three below are known
	Stated, Inferred, Unknown int
	Sources                   int
	SourceWords               string
	Updated                   time.Time
	UpdatedDay                string
	UpdatedClock              string
}

// Group is the events of one date.
type Group struct {
	When   Date
	Why    []datewords.Piece // how the date is known, of all its events
	Mark   Mark
	Events []Event
	Words  bool // the events have different words for the date, which they show
}

// Filter is one that is on, with the address that takes it off.
type Filter struct{ Parameter, Name, Value, Off string }

// Narrow is a link that narrows to fewer events.
type Narrow struct {
	Name, Href string
	Events     int
	On         bool
	Lane       string
}

// Form is what the filter form holds.
type Form struct {
	Action              string
	Words, From, To     string
	Certain, Descending bool
	Hidden              []Hidden // what else is asked for
	Open                bool
}

// Hidden is a field that a form keeps.
type Hidden struct{ Name, Value string }

// Now is the line between what is reported and what lies ahead.
type Now struct {
	Source string // the newest source's date in words, "" where it has none
	Basis  string
}

// NewStory makes a story's page.
func NewStory(in StoryInput) *Story {
	s := &Story{StoryInput: in, Tongue: TongueOf(in.Story.Language)}
	s.Title, s.Description = in.Story.Title, firstSentences(in.Story.Summary, 300)
	s.Kind, s.Indexed = "article", len(in.Query) == 0
	s.Feeds = s.feeds()
	for _, topic := range in.Story.Topics {
		s.Topics = append(s.Topics, EventLink{capital(strings.ReplaceAll(topic, "-", " ")), s.Link(addressOf("/explore", url.Values{"topic": {topic}}))})
	}
	srcs := sources(in.Sources)
	path := "/stories/" + in.Story.ID
	m := &eventMaker{
		Language: in.Language, dates: in.Language.dates, link: s.Link, people: byID(in.Actors), sources: srcs, filter: path,
		titles: s.titles(path), tongue: func(string) Tongue { return s.Tongue }, href: s.permalink, history: s.History,
		gallery: &gallery{outside: in.Framed},
	}
	s.sections(m.sections(in.Events))
	s.PictureOrigins = m.gallery.origins
	s.Backward = in.Asked.Order == timeline.OrderDateDesc
	s.Shown = len(in.Events)
	s.Facts = s.facts(in.Language)
	s.share()
	if in.AllSources == 0 {
		s.Now = newest(in.Language, in.Sources)
	}
	s.Cited = srcs.views(in.Language, in.Story.ID, s.needed())
	if s.Indexed {
		s.LinkedData = s.linkedData() // which counts, and cites
	}
	s.narrowing(path)
	s.Form = s.form()
	s.keyEvents(path)
	s.Formats = s.formats()
	if drawn := s.drawn(); in.Hist == nil && len(drawn) > 0 {
		s.Strip = newStrip(in.Language, drawn, in.Sources)
	}
	s.Known = s.steps(path)
	s.turn(in.Path)
	return s
}

// turn links to the pages around this one at a path.
func (s *Story) turn(path string) {
	s.Open = s.Query.Get("event")
	at := func(cursor string) string {
		values := cloneValues(s.Query)
		values.Del("event")
		if values.Del("cursor"); cursor != "" {
			values.Set("cursor", cursor)
		}
		if s.Theme != "" {
			values.Set("theme", s.Theme)
		}
		return s.Link(addressOf(path, values))
	}
	if s.Later {
		s.FirstPage = at("")
	}
	if s.Previous != "" {
		s.PrevPage = at(s.Previous)
	}
	if s.Next != "" {
		s.NextPage = at(s.Next)
	}
}

// permalink is the address of an event on the story's page: where that has
// several pages, one that begins with the page that the event is on.
func (s *Story) permalink(e *timeline.Event) string {
	anchor := "#" + eventID(e.ID)
	if !s.Paged {
		return anchor
	}
	return s.Link(addressOf("/stories/"+s.Story.ID, url.Values{"event": {e.ID}}) + anchor)
}

// EventAnchor begins the fragment that leads to an event on a page.
const EventAnchor = "e-"

func eventID(id string) string { return EventAnchor + id }
func noteID(number int) string { return "note-" + strconv.Itoa(number) }

// titles are the events that others may relate to. Those on the page are
// pointed to there, others on a page of their own.
func (s *Story) titles(path string) map[string]EventLink {
	titles := map[string]EventLink{}
	for id, link := range s.Related {
		titles[id] = EventLink{link.Title, s.Link(link.Href)}
	}
	for i := range s.Whole {
		e := &s.Whole[i]
		titles[e.ID] = EventLink{e.Title, s.Link(addressOf(path, url.Values{"event": {e.ID}}) + "#" + eventID(e.ID))}
		if !s.Paged {
			titles[e.ID] = EventLink{e.Title, s.Link(path + "#" + eventID(e.ID))}
		}
	}
	for i := range s.Events {
		titles[s.Events[i].ID] = EventLink{s.Events[i].Title, "#" + eventID(s.Events[i].ID)}
	}
	return titles
}

// sections parts the events of a page into its sections, and these into groups.
func (m *eventMaker) sections(events []timeline.Event) []Section {
	var list []Section
	for i := range events {
		name := sectionOf(&events[i])
		if last := len(list) - 1; last < 0 || list[last].Name != name {
			list = append(list, Section{Name: name})
		}
		s := &list[len(list)-1]
		s.events = append(s.events, events[i])
	}
	for i := range list {
		s := &list[i]
		reported, expected := m.groups(s.events)
		s.Groups = slices.Concat(reported, expected)
	}
	return list
}

// groups parts events into those of one date, and what was told as past from
// what lies ahead.
func (m *eventMaker) groups(events []timeline.Event) (reported, expected []Group) {
	for i := range events {
		view := m.event(&events[i])
		list := &reported
		if view.Ahead {
			list = &expected
		}
		last := len(*list) - 1
		if last >= 0 && sameDate(&(*list)[last].Events[0], &view) {
			(*list)[last].Events = append((*list)[last].Events, view)
			continue
		}
		*list = append(*list, Group{When: view.When, Mark: view.Mark, Events: []Event{view}})
	}
	for _, list := range [][]Group{reported, expected} {
		for i := range list {
			g := &list[i]
			var texts []string
			for _, e := range g.Events {
				if !slices.Contains(texts, e.Date.Text) {
					texts = append(texts, e.Date.Text)
				}
			}
			g.Words = len(texts) > 1
			g.Why = m.why(g.When.Basis, texts, g.When.Cited)
			g.Mark.Lane = laneDone
		}
	}
	return reported, expected
}

func sameDate(a, b *Event) bool {
	return a.Date.EDTF == b.Date.EDTF && a.Date.Basis == b.Date.Basis && a.When.Span == b.When.Span && a.When.Off == b.When.Off && a.When.Cited == b.When.Cited
}

// drawn are the events of the strip: those that the page is about.
func (s *Story) drawn() []timeline.Event {
	if !slices.ContainsFunc(s.Filters, func(f Filter) bool { return f.Parameter != timeline.AsOfParameter }) {
		return s.Whole
	}
	if s.Paged {
		return nil
	}
	return s.Events
}

// needed reports of a source whether the page has to list it: all where the
// whole story is on it, else those that its events cite.
func (s *Story) needed() func(id string) bool {
	if !s.Paged && s.Shown == s.Facts.Events {
		return func(string) bool { return true }
	}
	cited := map[string]bool{}
	for i := range s.Events {
		for _, id := range s.Events[i].Sources() {
			cited[id] = true
		}
	}
	return func(id string) bool { return cited[id] }
}

func (s *Story) facts(l *Language) Facts {
	f := Facts{Sources: max(len(s.Sources), s.AllSources), Updated: s.Updated.UTC()}
	for status, n := range s.Counts["status"] {
		f.Events += n
		if slices.Contains(ahead, status) {
			f.Ahead += n
		}
	}
	f.Reported = f.Events - f.Ahead
	if s.Whole != nil {
		f.Dated = true
		for i := range s.Whole {
			switch s.Whole[i].Date.Basis {
			case "stated":
				f.Stated++
			case "inferred":
				f.Inferred++
			default:
				f.Unknown++
			}
		}
		f.Span, f.Until = l.span(s.Whole)
	}
	f.UpdatedDay = l.dayOf(f.Updated)
	f.UpdatedClock = f.Updated.Format("15:04") + " UTC"
	f.SourceWords = s.sourceWords(l)
	return f
}

// sourceWords says of a lone source what there is to know.
func (s *Story) sourceWords(l *Language) string {
	if len(s.Sources) != 1 || s.AllSources > 0 {
		return ""
	}
	src := s.Sources[0]
	publisher := src.Publisher
	if publisher == "" {
		publisher = l.text("page.publisher_not_stated")
	}
	if src.Published == nil || src.Published.Basis != "stated" {
		return l.text("page.undated") + l.text("dates.list_separator") + publisher
	}
	return publisher + l.text("dates.list_separator") + l.dates.Text(src.Published.EDTF)
}

// newest is the source that was written last, as far as that is known.
func newest(l *Language, list []timeline.Source) Now {
	var best *timeline.Date
	for i := range list {
		d := list[i].Published
		if d == nil || d.EDTF.IsZero() {
			continue
		}
		if best == nil || d.Interval().Earliest > best.Interval().Earliest {
			best = d
		}
	}
	if best == nil {
		return Now{}
	}
	return Now{l.dates.Text(best.EDTF), best.Basis}
}
