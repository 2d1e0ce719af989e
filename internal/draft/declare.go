package draft

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/timeline"
)

// speakerID is the id of a speaker whom no known name names, by the words.
func (m *document) speakerID(s *Speaker) string {
	words := oneLine(s.Exact)
	for _, article := range []string{"the ", "a ", "an ", "its ", "el ", "la ", "un ", "una "} {
		if len(words) > len(article) && strings.EqualFold(words[:len(article)], article) {
			words = words[len(article):]
			break
		}
	}
	words = timeline.Clip(words, timeline.MaxTitle)
	if id, known := m.speakers[strings.ToLower(words)]; known {
		return id
	}
	base := slug(words)
	if base == "" {
		base = "speaker"
	}
	id := base
	for n := 2; m.isTaken(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	m.speakers[strings.ToLower(words)] = id
	m.doc.Actors = append(m.doc.Actors, timeline.Actor{ID: id, Name: words, Kind: "person"})
	return id
}

func (m *document) isTaken(id string) bool {
	_, known := m.actors[id]
	return known || slices.ContainsFunc(m.doc.Actors, func(a timeline.Actor) bool { return a.ID == id })
}

// slug is words as an id: their Latin letters and digits.
func slug(words string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(words)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.IsMark(r) || r == '’' || r == '\'':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 60 {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// declare adds the known records that events name, and those that they name in turn.
func (m *document) declare() {
	unknown := m.doc.Actors
	m.doc.Actors = nil
	var addActor, addPlace func(id string)
	addActor = func(id string) {
		a, known := m.actors[id]
		if !known || slices.ContainsFunc(m.doc.Actors, func(o timeline.Actor) bool { return o.ID == id }) {
			return
		}
		m.doc.Actors = append(m.doc.Actors, a)
		for _, af := range a.Affiliations {
			addActor(af.Actor)
		}
		for _, o := range a.Offices {
			addActor(o.Organization)
		}
	}
	addPlace = func(id string) {
		p, known := m.places[id]
		if !known || slices.ContainsFunc(m.doc.Places, func(o timeline.Place) bool { return o.ID == id }) {
			return
		}
		m.doc.Places = append(m.doc.Places, p)
		addPlace(p.Parent)
	}
	for _, e := range m.doc.Events {
		for _, a := range e.Actors {
			addActor(a.ID)
		}
		for _, p := range e.Places {
			addPlace(p.ID)
		}
	}
	for _, a := range unknown {
		m.comment("nobody of this name is known; whether a person, and by what name")(fmt.Sprintf("/actors/%d", len(m.doc.Actors)))
		m.doc.Actors = append(m.doc.Actors, a)
	}
}
