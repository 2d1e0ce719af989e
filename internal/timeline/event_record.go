package timeline

import "strings"

// Resource is "event".
func (*Event) Resource() string { return "event" }

// RecordID is the event's id.
func (e *Event) RecordID() string { return e.ID }

// Retraction says why the event was taken back; nil while it stands, and where
// its verification alone says that it was.
func (e *Event) Retraction() *Retraction {
	if !e.IsRetracted() {
		return nil
	}
	return e.Retracted
}

// SetRetraction takes the event back. With nil it says nothing of why: whether
// the event stands is what its verification says.
func (e *Event) SetRetraction(r *Retraction) {
	if e.Retracted = r; r != nil {
		e.Verification = Retracted
	}
}

// Authored is Stripped, as a record.
func (e *Event) Authored() Record {
	plain := e.Stripped()
	return &plain
}

// Stripped is the event as an editor wrote it: without what the server adds to
// answers, so that two of them can be compared and exported.
func (e Event) Stripped() Event {
	e.Stamp, e.Citations = Stamp{}, ungraded(e.Citations)
	e.Actors = append([]Participant(nil), e.Actors...)
	for i := range e.Actors {
		e.Actors[i].Name, e.Actors[i].Kind = "", ""
	}
	e.Places = append([]Venue(nil), e.Places...)
	for i, v := range e.Places {
		e.Places[i] = Venue{ID: v.ID, Role: v.Role}
	}
	e.Quotes = append([]Quote(nil), e.Quotes...)
	for i := range e.Quotes {
		q := &e.Quotes[i]
		q.Stamp, q.Citations = Stamp{}, ungraded(q.Citations)
		if q.Date != nil && *q.Date == e.Date {
			q.Date = nil
		}
	}
	return e
}

// finish reads an event whose story may be missing: the caller then knows it.
// An actor or place given as an object keeps the name and kind that it brings,
// so that one that does not exist can be created of them; a place keeps its
// coordinates and country, too. With these it needs no id, and nor does a quote.
func (e *Event) finish(c checker) {
	for i := range e.Quotes {
		e.Quotes[i].standsIn(e.ID, c.in("quotes").in(i))
	}
	e.complete()
	c.in("story").optionalSlug(e.Story)
	e.validate(c)
	e.validateBrought(c)
}

// validateBrought checks what the actors and places of an event may bring of
// their own, by the rules of the records that would be made of it.
func (e *Event) validateBrought(c checker) {
	for i, p := range e.Actors {
		at := c.in("actors").in(i)
		if p.Name != "" { // one that exists has its own
			at.in("name").requiredText(p.Name, MaxTitle)
		}
		if p.Nameless() && p.Kind == "" {
			at.in("kind").fault("required where an actor comes with a name and no id: one of %s", strings.Join(ActorKinds, ", "))
		}
		if p.Kind != "" {
			at.in("kind").oneOf(p.Kind, ActorKinds)
		}
	}
	for i, v := range e.Places {
		if v == (Venue{ID: v.ID, Role: v.Role}) || !IsSlug(v.ID) && !v.Nameless() {
			continue
		}
		id := v.ID
		if v.Nameless() {
			if id = "to-be-made"; v.Kind == "" {
				c.in("places").in(i).in("kind").fault("required where a place comes with a name and no id: %s", slugRule)
			}
		}
		brought := Place{ID: id, Name: v.Name, Kind: v.Kind, Lat: v.Lat, Lon: v.Lon, Country: v.Country}
		if v.Name == "" { // one that exists has its own
			brought.Name = id
		}
		if v.Kind == "" {
			brought.Kind = id
		}
		brought.validate(c.in("places").in(i))
	}
}
