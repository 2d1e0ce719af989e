package timeline

import "encoding/json"

// Entry is one record of a sequence of them, such as a line of NDJSON. One of
// its records is set, and the others are nil.
type Entry struct {
	Line int    // where it stands in its file, from 1; 0 where there is none
	Raw  []byte // as it was read

	Story  *Story
	Source *Source
	Actor  *Actor
	Place  *Place
	Event  *Event
	Quote  *Quote
}

// Nouns are the nouns of records, in the order in which an archive has them.
var Nouns = []string{"story", "source", "actor", "place", "event", "quote"}

// Blank is an entry of a noun whose record is empty.
func Blank(noun string) Entry {
	switch noun {
	case "story":
		return Entry{Story: &Story{}}
	case "source":
		return Entry{Source: &Source{}}
	case "actor":
		return Entry{Actor: &Actor{}}
	case "place":
		return Entry{Place: &Place{}}
	case "event":
		return Entry{Event: &Event{}}
	case "quote":
		return Entry{Quote: &Quote{}}
	}
	panic("timeline: no noun " + noun)
}

// Named tells of the record that is set: its noun, its id and a pointer to it.
func (e Entry) Named() (noun, id string, record any) {
	switch {
	case e.Story != nil:
		return "story", e.Story.ID, e.Story
	case e.Source != nil:
		return "source", e.Source.ID, e.Source
	case e.Actor != nil:
		return "actor", e.Actor.ID, e.Actor
	case e.Place != nil:
		return "place", e.Place.ID, e.Place
	case e.Event != nil:
		return "event", e.Event.ID, e.Event
	case e.Quote != nil:
		return "quote", e.Quote.ID, e.Quote
	}
	return "", "", nil
}

// Retraction is where the record that is set says that it is taken back.
func (e Entry) Retraction() **Retraction {
	switch {
	case e.Story != nil:
		return &e.Story.Retracted
	case e.Source != nil:
		return &e.Source.Retracted
	case e.Actor != nil:
		return &e.Actor.Retracted
	case e.Place != nil:
		return &e.Place.Retracted
	case e.Event != nil:
		return &e.Event.Retracted
	case e.Quote != nil:
		return &e.Quote.Retracted
	}
	return new(*Retraction)
}

// StoredEntry reads a record of a noun as the server has written it, with all
// that is the server's own.
func StoredEntry(noun string, doc []byte) (Entry, error) {
	e := Blank(noun)
	_, _, record := e.Named()
	return e, json.Unmarshal(doc, record)
}
