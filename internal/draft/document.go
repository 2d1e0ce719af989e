package draft

import (
	"fmt"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Setting is what a first story file has from elsewhere than the text.
type Setting struct {
	Story  timeline.Story
	Source timeline.Source // its digest and length are the text's
	// Actors and Places are the records that the names given to Read are of,
	// in full: a file that declares less of one would take the rest from it.
	Actors []timeline.Actor
	Places []timeline.Place
	Taken  map[string]bool // ids of events that are there already
}

// KnownOf are the names of records, for Read. Those that were taken back have none.
func KnownOf(actors []timeline.Actor, places []timeline.Place) []Known {
	var list []Known
	for _, a := range actors {
		if a.Retracted == nil {
			list = append(list, Known{ID: a.ID, Name: a.Name, Aliases: a.Aliases, Kind: a.Kind})
		}
	}
	for _, p := range places {
		if p.Retracted == nil {
			list = append(list, Known{ID: p.ID, Name: p.Name, Kind: p.Kind, Place: true})
		}
	}
	return list
}

// document is a first story file being made.
type document struct {
	*Draft
	doc      timeline.Document
	comments map[string]string
	setting  Setting
	actors   map[string]timeline.Actor // known, by id
	places   map[string]timeline.Place
	speakers map[string]string // ids of speakers that are not known, by their words
	numbered int
}

// Document makes a first story file: an event for each passage that says when
// something was, or has somebody's words. It can be imported as it is. The
// comments say, by JSON Pointer, what each guess was read from.
func (d *Draft) Document(s Setting) (*timeline.Document, map[string]string) {
	m := document{
		Draft: d, setting: s, comments: map[string]string{}, speakers: map[string]string{},
		actors: map[string]timeline.Actor{}, places: map[string]timeline.Place{},
		doc: timeline.Document{Version: timeline.DocumentVersion, Story: s.Story},
	}
	for _, a := range s.Actors {
		m.actors[a.ID] = a
	}
	for _, p := range s.Places {
		m.places[p.ID] = p
	}
	source := s.Source
	source.Digest, source.Length = d.Digest, d.Length
	m.doc.Sources = timeline.Sources{source}
	for _, p := range d.passages() {
		m.event(p)
	}
	m.declare()
	return &m.doc, m.comments
}

func (m *document) comment(format string, args ...any) func(pointer string) {
	return func(pointer string) { m.comments[pointer] = "confirm: " + fmt.Sprintf(format, args...) }
}

// maxRemarks is how long the remarks on one event get, in bytes.
const maxRemarks = 4000

// remark adds a line to the comment on an event.
func (m *document) remark(event, format string, args ...any) {
	if len(m.comments[event]) < maxRemarks {
		m.comments[event] = strings.TrimPrefix(m.comments[event]+"\nconfirm: "+fmt.Sprintf(format, args...), "\n")
	}
}

// event makes an event of a passage.
func (m *document) event(p passage) {
	at := fmt.Sprintf("/events/%d", len(m.doc.Events))
	e := timeline.Event{
		ID: m.eventID(), Title: timeline.Clip(oneLine(m.Sentences[p.first].Exact), maxTitle), Type: "other",
		Status: timeline.DefaultStatus, Verification: timeline.DefaultVerification,
		Citations: []timeline.Citation{m.citation(p.span)},
	}
	m.comment("the words of the text; say it in your own")(at + "/title")
	m.date(&e, p, at)
	roles := map[string]string{}
	for i, q := range p.quotations {
		m.quote(&e, q, fmt.Sprintf("%s/quotes/%d", at, i), roles)
	}
	if len(p.quotations) > 0 {
		e.Type = "statement"
	}
	m.comment("what kind of event")(at + "/type")
	for _, n := range p.names {
		if _, is := roles[n.Actor]; n.Actor != "" && !is {
			roles[n.Actor] = "mentioned"
			e.Actors = append(e.Actors, timeline.Participant{ID: n.Actor, Role: "mentioned"})
		}
		if n.Place != "" && n.Actor == "" && !slices.ContainsFunc(e.Places, func(v timeline.Venue) bool { return v.ID == n.Place }) {
			e.Places = append(e.Places, timeline.Venue{ID: n.Place, Role: "subject"})
		}
		if len(n.Among) > 0 {
			m.remark(at, "“%s” may be %s", n.Exact, strings.Join(n.Among, " or "))
		}
	}
	if len(e.Actors) > 0 {
		m.comment("who is named, and as what")(at + "/actors")
	}
	if len(e.Places) > 0 {
		m.comment("which places are named, and as what")(at + "/places")
	}
	m.doc.Events = append(m.doc.Events, e)
}

// maxTitle is how much of a sentence stands for a title, in characters.
const maxTitle = 120

func oneLine(words string) string { return strings.Join(strings.Fields(words), " ") }

// eventID is the story's with the next number that is free.
func (m *document) eventID() string {
	for {
		m.numbered++
		id := fmt.Sprintf("%s-%d", m.setting.Story.ID[:min(len(m.setting.Story.ID), 110)], m.numbered)
		if !m.setting.Taken[id] {
			return id
		}
	}
}

func (m *document) citation(s Span) timeline.Citation {
	return timeline.Citation{Source: m.setting.Source.ID, Start: s.Start, End: s.End, SHA256: s.SHA256}
}

// date dates an event by the first date of its passage that is settled, or by the
// head of its entry.
func (m *document) date(e *timeline.Event, p passage, at string) {
	var others []string
	chosen := -1
	for i, d := range p.dates {
		if chosen < 0 && d.EDTF != "" {
			chosen = i
		}
	}
	for i, d := range p.dates {
		if i != chosen && d.EDTF != "" {
			others = append(others, fmt.Sprintf("“%s” (%s)", oneLine(d.Exact), d.EDTF))
		}
	}
	switch {
	case chosen >= 0:
		d := p.dates[chosen]
		m.settle(e, d, at)
	case p.stamp != nil:
		m.settle(e, *p.stamp, at)
		ct := m.citation(p.stamp.Span)
		ct.Supports = []string{"/date"}
		e.Citations = append(e.Citations, ct)
	case len(p.dates) > 0:
		e.Date = timeline.Date{Basis: "unknown", Text: p.dates[0].Exact}
		m.comment("“%s” is of no known day: give --published", oneLine(p.dates[0].Exact))(at + "/date")
		return
	default:
		e.Date = timeline.Date{Basis: "unknown"}
		m.remark(at, "the passage gives no date")
		return
	}
	if len(others) > 0 {
		m.comments[at+"/date"] += "; the passage also has " + strings.Join(others, ", ")
	}
}

func (m *document) settle(e *timeline.Event, d Date, at string) {
	parsed, err := edtf.Parse(d.EDTF)
	if err != nil {
		return // cannot be: Read returns none
	}
	e.Date = timeline.Date{EDTF: parsed, Basis: "inferred", Text: d.Exact}
	how := "counted from another date of the text"
	switch {
	case d.Stamp:
		how = "the head of the entry, on the day of publication or the next"
	case d.Derived == Stated:
		e.Date.Basis, how = "stated", "as the text states it"
	case d.Derived == Relative:
		how = "counted from the publication"
	}
	m.comment("“%s”, %s", oneLine(d.Exact), how)(at + "/date")
	if p := m.setting.Source.Published; p != nil && !p.EDTF.IsZero() && parsed.Bounds().Earliest >= p.EDTF.Bounds().Latest {
		e.Status = "expected"
		m.comment("expected, scheduled or proposed: it lies after the publication")(at + "/status")
	}
}

// quote adds a quotation whose speaker has a name.
func (m *document) quote(e *timeline.Event, q Quotation, at string, roles map[string]string) {
	if q.Speaker == nil || q.Speaker.Pronoun != nil && q.Speaker.Start == q.Speaker.Pronoun.Start {
		m.remark(at[:strings.LastIndex(at, "/quotes")], "who says “%s”? Declare the actor, and add the quote", timeline.Clip(oneLine(q.Exact), 200))
		return
	}
	id := q.Speaker.Actor
	if id == "" {
		id = m.speakerID(q.Speaker)
	}
	read := fmt.Sprintf("“%s”", oneLine(q.Speaker.Exact))
	switch {
	case q.Speaker.Carried:
		read += ", as of the words before"
	case q.Speaker.Pronoun != nil:
		read += fmt.Sprintf(", for “%s”", oneLine(q.Speaker.Pronoun.Exact))
	}
	at = fmt.Sprintf("%s/%d", at[:strings.LastIndexByte(at, '/')], len(e.Quotes))
	m.comment("who speaks: %s", read)(at + "/speaker")
	e.Quotes = append(e.Quotes, timeline.Quote{
		ID: fmt.Sprintf("%s-quote-%d", e.ID, len(e.Quotes)+1), Speaker: id, Text: q.Exact, Kind: timeline.DefaultQuoteKind,
		Citations: []timeline.Citation{m.citation(q.Span)},
	})
	if _, is := roles[id]; !is {
		roles[id] = "speaker"
		e.Actors = append(e.Actors, timeline.Participant{ID: id, Role: "speaker"})
	}
}
