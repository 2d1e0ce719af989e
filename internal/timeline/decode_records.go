package timeline

// The functions below read one record that stands for itself, such as a line
// of NDJSON or the body of a request: strictly, with defaults filled in, and
// validated as far as a record alone can be. Whether what it refers to exists
// is for the store to say. The error is an *Error with code InvalidRecord that
// names every mistake, by line and column where the node knows them.

// DecodeStory reads a story without what belongs to it.
func DecodeStory(n *Node) (Story, error) {
	return decodeRecord(n, func(s *Story, c checker) {
		s.validate(c)
	})
}

// DecodeSource reads a source.
func DecodeSource(n *Node) (Source, error) {
	return decodeRecord(n, func(s *Source, c checker) {
		s.complete()
		s.validate(c)
	})
}

// DecodeActor reads an actor.
func DecodeActor(n *Node) (Actor, error) { return decodeRecord(n, (*Actor).validate) }

// DecodePlace reads a place.
func DecodePlace(n *Node) (Place, error) { return decodeRecord(n, (*Place).validate) }

// DecodeEvent reads an event with its quotes. The story may be missing: the
// caller then knows it. An actor or place given as an object keeps the name
// and kind that it brings, so that one that does not exist can be created of
// them; a place keeps its coordinates and country, too.
func DecodeEvent(n *Node) (Event, error) {
	return decodeRecord(n, func(e *Event, c checker) {
		for i := range e.Quotes {
			e.Quotes[i].standsIn(e.ID, c.in("quotes").in(i))
		}
		e.complete()
		c.in("story").optionalSlug(e.Story)
		e.validate(c)
		e.validateBrought(c)
	})
}

// DecodeQuote reads a quote that says itself which event it belongs to.
func DecodeQuote(n *Node) (Quote, error) {
	return decodeRecord(n, func(q *Quote, c checker) {
		q.complete()
		c.in("event").slug(q.Event)
		q.validate(c)
	})
}

// DecodeEntry reads a record of any noun.
func DecodeEntry(noun string, n *Node) (e Entry, err error) {
	e = Blank(noun)
	switch {
	case e.Story != nil:
		*e.Story, err = DecodeStory(n)
	case e.Source != nil:
		*e.Source, err = DecodeSource(n)
	case e.Actor != nil:
		*e.Actor, err = DecodeActor(n)
	case e.Place != nil:
		*e.Place, err = DecodePlace(n)
	case e.Event != nil:
		*e.Event, err = DecodeEvent(n)
	default:
		*e.Quote, err = DecodeQuote(n)
	}
	return e, err
}

func decodeRecord[T any](n *Node, check func(*T, checker)) (T, error) {
	var record T
	var fs Faults
	decode(n, "", &record, &fs)
	var rules Faults
	check(&record, checker{"", &rules})
	fs.addOthers(rules)
	return record, fs.Err(n)
}

// standsIn refuses a quote inside one event that names another.
func (q *Quote) standsIn(event string, c checker) {
	if q.Event != "" && q.Event != event {
		c.in("event").fault("the quote stands in the event %q; leave the field out", event)
	}
}

// validateBrought checks what the actors and places of an event may bring of
// their own, by the rules of the records that would be made of it.
func (e *Event) validateBrought(c checker) {
	for i, p := range e.Actors {
		at := c.in("actors").in(i)
		at.in("name").text(p.Name, MaxTitle)
		if p.Kind != "" {
			at.in("kind").oneOf(p.Kind, ActorKinds)
		}
	}
	for i, v := range e.Places {
		if v == (Venue{ID: v.ID, Role: v.Role}) || !IsSlug(v.ID) {
			continue
		}
		brought := Place{ID: v.ID, Name: v.Name, Kind: v.Kind, Lat: v.Lat, Lon: v.Lon, Country: v.Country}
		if v.Name == "" { // one that exists has its own
			brought.Name = v.ID
		}
		if v.Kind == "" {
			brought.Kind = v.ID
		}
		brought.validate(c.in("places").in(i))
	}
}
