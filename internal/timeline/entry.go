package timeline

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
