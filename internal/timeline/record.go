package timeline

import (
	"encoding/json"
	"slices"
)

// Record is a record of one noun: a *Story, *Source, *Actor, *Place, *Event or
// *Quote. A new noun is a type with these methods and a row of recordTypes.
type Record interface {
	// Noun is what kind of record it is: one of Nouns.
	Noun() string
	// RecordID is the id of the record: a slug, unique within its noun.
	RecordID() string
	// ServerStamp is what the server itself says of the record, to read or set.
	ServerStamp() *Stamp
	// Retraction says why the record was taken back; nil while it stands.
	Retraction() *Retraction
	// SetRetraction takes the record back, or with nil lets it stand again.
	SetRetraction(r *Retraction)
	// Authored is a copy of the record as an author wrote it, without anything
	// that the server adds to answers: what is compared and exported.
	Authored() Record

	// finish fills in defaults and checks the rules that a record which stands
	// for itself, such as a line of NDJSON, can be held to alone.
	finish(c checker)
}

// recordTypes has a row for each noun, in the order in which an archive has
// them: what a record refers to comes before it.
var recordTypes = []struct {
	noun  string
	blank func() Record
}{
	{"story", func() Record { return new(Story) }},
	{"source", func() Record { return new(Source) }},
	{"actor", func() Record { return new(Actor) }},
	{"place", func() Record { return new(Place) }},
	{"event", func() Record { return new(Event) }},
	{"quote", func() Record { return new(Quote) }},
}

// Nouns are the nouns of records, in the order in which an archive has them.
var Nouns = nouns()

func nouns() []string {
	list := make([]string, len(recordTypes))
	for i, t := range recordTypes {
		list[i] = t.noun
	}
	return list
}

// NewRecord is an empty record of a noun. It panics where there is no such noun.
func NewRecord(noun string) Record {
	return recordTypes[slices.Index(Nouns, noun)].blank()
}

// DecodeRecord reads a record of a noun that stands for itself, such as a line
// of NDJSON or the body of a request: strictly, with defaults filled in, and
// validated as far as a record alone can be. Whether what it refers to exists
// is for the store to say.
//
// The error is an *Error with code InvalidRecord that names every mistake, by
// line and column where the node knows them; the record then holds what could
// be read.
func DecodeRecord(noun string, n *Node) (Record, error) {
	record := NewRecord(noun)
	var faults, rules Faults
	decode(n, "", record, &faults)
	record.finish(checker{"", &rules})
	faults.addOthers(rules)
	return record, faults.Err(n)
}

// StoredRecord reads a record of a noun from the JSON in which the server keeps
// it, with all that is the server's own.
func StoredRecord(noun string, doc []byte) (Record, error) {
	record := NewRecord(noun)
	return record, json.Unmarshal(doc, record)
}

// ServerStamp is the stamp itself, for the records that embed it.
func (s *Stamp) ServerStamp() *Stamp { return s }
