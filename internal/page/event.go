package page

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Event is an event as the pages show it.
type Event struct {
	*timeline.Event
	Href         string // where it stands on its story's page
	Lane         string // as the style sheet calls it: done, said or judged
	When         Date
	Mark         Mark
	Ahead        bool
	Tongue       Tongue
	Quotes       []Quote
	Paraphrases  []Quote // those that repeat the summary, which fold
	Paraphrased  string  // whose they are
	Actors       []Chip
	Places       []Chip
	Sources      []CitedSource
	Evidence     []Evidence
	Relations    []Relation
	Anchors      []Relation // those that say when an event without a date was
	Notes        []NoteLink
	RetractedDay string // when it was taken back
	History      bool   // its revisions can be asked for

	Illustrations []Illustration
}

// Tongue is the language of a record's texts, and the way it is written: auto
// where the record does not say.
type Tongue struct{ Lang, Dir string }

// TongueOf is that of a BCP 47 tag.
func TongueOf(tag string) Tongue {
	if tag == "" {
		return Tongue{Dir: "auto"}
	}
	primary, rest, _ := strings.Cut(strings.ToLower(tag), "-")
	rtl := slices.Contains([]string{"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "ps", "sd", "syr", "ug", "ur", "yi"}, primary)
	switch script, _, _ := strings.Cut(rest, "-"); script {
	case "arab", "hebr", "syrc", "thaa", "nkoo":
		rtl = true
	case "latn", "cyrl":
		rtl = false
	}
	if rtl {
		return Tongue{tag, "rtl"}
	}
	return Tongue{tag, "ltr"}
}

// Quote is what somebody said.
type Quote struct {
	*timeline.Quote
	SpeakerName string
	ViaName     string // who reports it; empty where the source does itself
	Office      string
	Tongue      Tongue
}

// Chip is an actor or place of an event, with its role and the address of what
// else it is in.
type Chip struct{ Name, Role, Word, Href string }

// CitedSource is a source that an event cites, and in which sections.
type CitedSource struct {
	Number    int
	Publisher string
	Sections  []string
}

// Evidence is a place in a source.
type Evidence struct {
	timeline.Citation
	Number      int // of the source on the page
	Length      int // of the source's text
	SourceTitle string
}

// Word is the grade as the vocabulary has it.
func (e Evidence) Word() string { return timeline.Evidence([]timeline.Citation{e.Citation}) }

// Relation is what an event has to do with others.
type Relation struct {
	Type   string
	Events []EventLink
}

// EventLink points to an event.
type EventLink struct{ Title, Href string }

// NoteLink points to a remark on a source that concerns an event's words.
type NoteLink struct {
	Number int
	Href   string
}

// people are what is known of the actors on a page, by id.
type people map[string]*timeline.Actor

func byID(actors []timeline.Actor) people {
	p := people{}
	for i := range actors {
		p[actors[i].ID] = &actors[i]
	}
	return p
}

func (p people) name(id string) string {
	if a := p[id]; a != nil {
		return a.Name
	}
	return id
}

// office is the post that an actor held at a time, as the records have it: the
// first whose term may cover it.
func (p people) office(id string, when edtf.Interval, join string) string {
	a := p[id]
	if a == nil {
		return ""
	}
	for _, o := range a.Offices {
		if !when.Overlaps(term(o.From, o.To)) {
			continue
		}
		if o.Organization == "" {
			return o.Title
		}
		return o.Title + join + p.name(o.Organization)
	}
	return ""
}

// term is the interval of a term of office, open where no date is stated.
func term(from, to string) edtf.Interval {
	within := edtf.Interval{Earliest: edtf.OpenStart, Latest: edtf.OpenEnd}
	if d, err := edtf.Parse(from); err == nil {
		within.Earliest = d.Interval().Earliest
	}
	if d, err := edtf.Parse(to); err == nil {
		within.Latest = d.Interval().Latest
	}
	return within
}

// eventMaker makes the events of a page.
type eventMaker struct {
	*Language
	dates   *datewords.Locale
	link    func(path string) string
	people  people
	sources sources
	titles  map[string]EventLink // of the events that others relate to, by id
	filter  string               // the path that narrows by an actor or place
	tongue  func(story string) Tongue
	href    func(e *timeline.Event) string
	history bool
	gallery *gallery // nil where no media are shown
}

func (m *eventMaker) event(e *timeline.Event) Event {
	view := Event{
		Event: e, Href: m.href(e), Lane: laneClass(laneOf(e.Type)), When: m.date(m.dates, e), Mark: markOf(e), Ahead: isAhead(e),
		Tongue: m.tongue(e.Story), Sources: m.sources.cited(e), Notes: m.sources.notesOn(e), History: m.history,
	}
	if e.Language != "" {
		view.Tongue = TongueOf(e.Language)
	}
	if m.gallery != nil {
		view.Illustrations = m.gallery.illustrate(e.Media)
	}
	var paraphrased []string
	for i := range e.Quotes {
		q := &e.Quotes[i]
		tongue := view.Tongue
		if q.Language != "" {
			tongue = TongueOf(q.Language)
		}
		name := m.people.name(q.Speaker)
		for _, a := range e.Actors {
			if a.ID == q.Speaker && a.Name != "" {
				name = a.Name
			}
		}
		via := ""
		if q.Via != "" {
			via = m.people.name(q.Via)
		}
		said := Quote{q, name, via, m.people.office(q.Speaker, e.Date.Interval(), m.text("dates.list_separator")), tongue}
		if !repeats(q, e) {
			view.Quotes = append(view.Quotes, said)
			continue
		}
		if view.Paraphrases = append(view.Paraphrases, said); !slices.Contains(paraphrased, name) {
			paraphrased = append(paraphrased, name)
		}
	}
	view.Paraphrased = strings.Join(paraphrased, m.text("dates.list_separator"))
	for _, a := range e.Actors {
		view.Actors = append(view.Actors, m.chip("actor", a.ID, a.Name, a.Role, "role"))
	}
	for _, v := range e.Places {
		view.Places = append(view.Places, m.chip("place", v.ID, v.Name, v.Role, "place_role"))
	}
	for _, ct := range evidenceOf(e) {
		n, source := m.sources.find(ct.Source)
		one := Evidence{Citation: ct, Number: n}
		if source != nil {
			one.Length, one.SourceTitle = source.Length, source.Title
		}
		view.Evidence = append(view.Evidence, one)
	}
	for _, r := range m.relations(e) {
		if sectionOf(e) == sectionUndated && slices.Contains(anchors, r.Type) {
			view.Anchors = append(view.Anchors, r)
		} else {
			view.Relations = append(view.Relations, r)
		}
	}
	if e.Retracted != nil {
		if at, err := time.Parse(time.RFC3339Nano, e.Retracted.At); err == nil {
			view.RetractedDay = m.dayOf(at)
		}
	}
	return view
}

func (m *eventMaker) chip(parameter, id, name, role, vocabulary string) Chip {
	if name == "" {
		name = id
	}
	return Chip{name, role, m.word(vocabulary, role), m.link(addressOf(m.filter, url.Values{parameter: {id}}))}
}

// evidenceOf lists what an event and its quotes cite, each place once.
func evidenceOf(e *timeline.Event) []timeline.Citation {
	list := slices.Clone(e.Citations)
	for _, q := range e.Quotes {
		for _, ct := range q.Citations {
			if !slices.ContainsFunc(list, func(have timeline.Citation) bool {
				return have.Source == ct.Source && have.Start == ct.Start && have.End == ct.End && have.Exact == ct.Exact
			}) {
				list = append(list, ct)
			}
		}
	}
	return list
}

// relations lists the related events that a reader may see, by the kind of
// relation.
func (m *eventMaker) relations(e *timeline.Event) []Relation {
	var list []Relation
	for _, r := range e.Relations {
		link, ok := m.titles[r.Event]
		if !ok {
			continue
		}
		i := slices.IndexFunc(list, func(have Relation) bool { return have.Type == r.Type })
		if i < 0 {
			i, list = len(list), append(list, Relation{Type: r.Type})
		}
		list[i].Events = append(list[i].Events, link)
	}
	return list
}

// EventPath is where an event stands on its story's page, however long that is.
func EventPath(e *timeline.Event) string {
	return addressOf("/stories/"+e.Story, url.Values{"event": {e.ID}}) + "#" + eventID(e.ID)
}
