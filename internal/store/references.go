package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// references checks, before a record is written, that what it refers to is
// there, so that a record which is refused has changed nothing.
type references struct {
	*writer
	tombstone bool // the record is retracted: what it names may be, too
	faults    []timeline.Fault
}

func (r *references) fault(pointer, format string, args ...any) {
	r.faults = append(r.faults, timeline.Fault{Pointer: pointer, Message: fmt.Sprintf(format, args...)})
}

// refused is why the record cannot be written; nil where it can.
func (r *references) refused() error {
	if len(r.faults) == 0 {
		return nil
	}
	message := "The record breaks one rule."
	if n := len(r.faults); n > 1 {
		message = fmt.Sprintf("The record breaks %d rules.", n)
	}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: message, Faults: r.faults}
}

// hasActor checks that an actor is there, or among those that come along.
func (r *references) hasActor(pointer, id string, brought map[string]bool) error {
	if id == "" || brought[id] {
		return nil
	}
	a, err := r.actorIfAny(id)
	switch {
	case err != nil:
		return err
	case a == nil:
		r.fault(pointer, "there is no actor with the id %q", id)
	case a.retracted && !r.tombstone:
		r.fault(pointer, "the actor %q is retracted", id)
	}
	return nil
}

func (r *references) hasPlace(pointer, id string) error {
	if id == "" {
		return nil
	}
	p, err := r.placeIfAny(id)
	switch {
	case err != nil:
		return err
	case p == nil:
		r.fault(pointer, "there is no place with the id %q", id)
	case p.place.Retracted != nil && !r.tombstone:
		r.fault(pointer, "the place %q is retracted", id)
	}
	return nil
}

// cited checks that citations name sources that are there, and end inside them.
func (r *references) cited(pointer string, list []timeline.Citation) error {
	for i, ct := range list {
		s, found, err := r.sourceOf(ct.Source)
		at := fmt.Sprintf("%s/%d", pointer, i)
		switch {
		case err != nil:
			return err
		case !found:
			r.fault(at+"/source", "there is no source with the id %q", ct.Source)
		case s.retracted && !r.tombstone:
			r.fault(at+"/source", "the source %q is retracted", ct.Source)
		case s.length > 0 && ct.End > s.length:
			r.fault(at+"/end", "%d is past the end of the source, which has %d characters", ct.End, s.length)
		}
	}
	return nil
}

// checkSource checks what a source refers to. Its own spans end inside it.
func (w *writer) checkSource(s *timeline.Source) (waits bool, err error) {
	r := references{writer: w, tombstone: s.Retracted != nil}
	own := func(pointer string, list []timeline.Citation) error {
		for i, ct := range list {
			at := fmt.Sprintf("%s/%d", pointer, i)
			if ct.Source != s.ID {
				if err := r.cited(pointer, list[i:i+1]); err != nil {
					return err
				}
			} else if s.Length > 0 && ct.End > s.Length {
				r.fault(at+"/end", "%d is past the end of the source, which has %d characters", ct.End, s.Length)
			}
		}
		return nil
	}
	if err := own("/not_factual", s.NotFactual); err != nil {
		return false, err
	}
	for i, n := range s.Notes {
		if err := own(fmt.Sprintf("/notes/%d/citations", i), n.Citations); err != nil {
			return false, err
		}
	}
	if err := r.shortened(s); err != nil {
		return false, err
	}
	return len(r.faults) > 0, r.refused()
}

// shortened checks that a source does not end before what events cite of it.
func (r *references) shortened(s *timeline.Source) error {
	before, found, err := r.sourceOf(s.ID)
	if err != nil || !found || s.Length == 0 || before.length > 0 && before.length <= s.Length {
		return err
	}
	if err := r.flush(); err != nil {
		return err
	}
	events, err := decodeAll[timeline.Event](r.tx.Raw("SELECT e.doc FROM event_sources x JOIN events e ON e.n = x.event WHERE x.source = ? AND e.state IN (0, 2) ORDER BY e.n", before.n))
	if err != nil {
		return err
	}
	for i := range events {
		e := &events[i]
		for _, list := range append([][]timeline.Citation{e.Citations}, quoted(e)...) {
			for _, ct := range list {
				if ct.Source == s.ID && ct.End > s.Length {
					r.fault("/length", "the event %q cites the source up to character %d", e.ID, ct.End)
					return nil
				}
			}
		}
	}
	return nil
}

// quoted are the citations of an event's quotes.
func quoted(e *timeline.Event) [][]timeline.Citation {
	lists := make([][]timeline.Citation, len(e.Quotes))
	for i := range e.Quotes {
		lists[i] = e.Quotes[i].Citations
	}
	return lists
}

// checkActor checks what an actor refers to, and that it is not affiliated with
// itself through others.
func (w *writer) checkActor(a *timeline.Actor) (waits bool, err error) {
	r := references{writer: w, tombstone: a.Retracted != nil}
	own := map[string]bool{a.ID: true}
	for i, o := range a.Offices {
		if err := r.hasActor(fmt.Sprintf("/offices/%d/organization", i), o.Organization, own); err != nil {
			return false, err
		}
	}
	for i, af := range a.Affiliations {
		if err := r.hasActor(fmt.Sprintf("/affiliations/%d/actor", i), af.Actor, nil); err != nil {
			return false, err
		}
	}
	if len(r.faults) > 0 {
		return true, r.refused()
	}
	for i, af := range a.Affiliations {
		circle, err := w.leadsTo(af.Actor, a.ID, "actors", affiliationsIn)
		if err != nil {
			return false, err
		}
		if circle {
			r.fault(fmt.Sprintf("/affiliations/%d/actor", i), "%q is affiliated with %q, perhaps through others: this would be a circle", af.Actor, a.ID)
		}
	}
	return false, r.refused()
}

// checkPlace checks what a place lies in, and that this is not itself.
func (w *writer) checkPlace(p *timeline.Place) (waits bool, err error) {
	r := references{writer: w, tombstone: p.Retracted != nil}
	if err := r.hasPlace("/parent", p.Parent); err != nil {
		return false, err
	}
	if len(r.faults) > 0 || p.Parent == "" {
		return len(r.faults) > 0, r.refused()
	}
	circle, err := w.leadsTo(p.Parent, p.ID, "places", parentIn)
	if err != nil {
		return false, err
	}
	if circle {
		r.fault("/parent", "%q lies in %q, perhaps through others: this would be a circle", p.Parent, p.ID)
	}
	return false, r.refused()
}

func affiliationsIn(doc []byte) ([]string, error) {
	var a timeline.Actor
	err := json.Unmarshal(doc, &a)
	var ids []string
	for _, af := range a.Affiliations {
		ids = append(ids, af.Actor)
	}
	return ids, err
}

func parentIn(doc []byte) ([]string, error) {
	var p timeline.Place
	err := json.Unmarshal(doc, &p)
	if p.Parent == "" {
		return nil, err
	}
	return []string{p.Parent}, err
}

// leadsTo tells whether a record refers to another, directly or through others.
func (w *writer) leadsTo(from, to, table string, above func(doc []byte) ([]string, error)) (bool, error) {
	if self, err := w.find(table, to); err != nil || !self.found {
		return false, err // nothing refers to what is not there
	}
	met := map[string]bool{}
	for next := []string{from}; len(next) > 0; {
		id := next[0]
		next = next[1:]
		if id == to {
			return true, nil
		}
		if met[id] {
			continue
		}
		met[id] = true
		st, err := w.find(table, id)
		if err != nil || !st.found {
			return false, err
		}
		ids, err := above(st.doc)
		if err != nil {
			return false, fmt.Errorf("decode a record of %s: %w", table, err)
		}
		next = append(next, ids...)
	}
	return false, nil
}

// checkEvent checks what an event and its quotes refer to, and that their ids
// are not another's. Actors and places that are not there may come along with
// their name and kind: those to be made are returned.
func (w *writer) checkEvent(e *timeline.Event) (actors []timeline.Actor, places []timeline.Place, err error) {
	r := references{writer: w, tombstone: e.IsRetracted()}
	brought := map[string]bool{}
	for i, p := range e.Actors {
		known, err := w.actorIfAny(p.ID)
		if err != nil {
			return nil, nil, err
		}
		if known == nil && p.Name != "" && p.Kind != "" {
			if !brought[p.ID] {
				actors = append(actors, timeline.Actor{ID: p.ID, Name: p.Name, Kind: p.Kind})
			}
			brought[p.ID] = true
		}
		if err := r.hasActor(fmt.Sprintf("/actors/%d/id", i), p.ID, brought); err != nil {
			return nil, nil, err
		}
	}
	for i, v := range e.Places {
		known, err := w.placeIfAny(v.ID)
		if err != nil {
			return nil, nil, err
		}
		if known == nil && v.Name != "" && v.Kind != "" {
			if !slices.ContainsFunc(places, func(p timeline.Place) bool { return p.ID == v.ID }) {
				places = append(places, timeline.Place{ID: v.ID, Name: v.Name, Kind: v.Kind, Lat: v.Lat, Lon: v.Lon, Country: v.Country})
			}
			continue
		}
		if err := r.hasPlace(fmt.Sprintf("/places/%d/id", i), v.ID); err != nil {
			return nil, nil, err
		}
	}
	if err := r.cited("/citations", e.Citations); err != nil {
		return nil, nil, err
	}
	if err := r.ownsID(e); err != nil {
		return nil, nil, err
	}
	first := map[string]int{}
	for i := range e.Quotes {
		if at, twice := first[e.Quotes[i].ID]; twice {
			r.fault(fmt.Sprintf("/quotes/%d/id", i), "the quote %q is in the event already, at /quotes/%d: give this one another id", e.Quotes[i].ID, at)
			continue
		}
		first[e.Quotes[i].ID] = i
		if err := r.quote(fmt.Sprintf("/quotes/%d", i), &e.Quotes[i], e.ID, brought); err != nil {
			return nil, nil, err
		}
	}
	return actors, places, r.refused()
}

// ownsID checks that an event's id is not that of another story's.
func (r *references) ownsID(e *timeline.Event) error {
	st, err := r.find("events", e.ID)
	if err != nil || !st.found {
		return err
	}
	old, err := decodeEvent(st.doc)
	if err != nil {
		return fmt.Errorf("decode event %s: %w", e.ID, err)
	}
	if old.Story != e.Story {
		r.fault("/id", "the event %q belongs to the story %q: give this one another id", e.ID, old.Story)
	}
	return nil
}

func (r *references) quote(pointer string, q *timeline.Quote, event string, brought map[string]bool) error {
	st, err := r.find("quotes", q.ID)
	if err != nil {
		return err
	}
	if st.found {
		var old timeline.Quote
		if err := json.Unmarshal(st.doc, &old); err != nil {
			return fmt.Errorf("decode quote %s: %w", q.ID, err)
		}
		if old.Event != event && !r.mayMove(&old, st.n) {
			r.fault(pointer+"/id", "the quote %q belongs to the event %q: give this one another id", q.ID, old.Event)
		}
	}
	if err := r.hasActor(pointer+"/speaker", q.Speaker, brought); err != nil {
		return err
	}
	if err := r.hasActor(pointer+"/addressee", q.Addressee, brought); err != nil {
		return err
	}
	for i, id := range q.About {
		if err := r.hasActor(fmt.Sprintf("%s/about/%d", pointer, i), id, brought); err != nil {
			return err
		}
	}
	return r.cited(pointer+"/citations", q.Citations)
}
