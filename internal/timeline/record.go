package timeline

import (
	"encoding/json"
	"slices"
)

// Record is a record of one resource: a *Story, *Source, *Actor, *Place, *Event or
// *Quote. A new resource is a type with these methods and a row of recordTypes.
type Record interface {
	// Resource is what kind of record it is: one of Resources.
	Resource() string
	// RecordID is the id of the record: a slug, unique within its resource.
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

// recordTypes has a row for each resource, in the order in which an archive has
// them: what a record refers to comes before it.
var recordTypes = []struct {
	resource string
	blank    func() Record
}{
	{"story", func() Record { return new(Story) }},
	{"source", func() Record { return new(Source) }},
	{"actor", func() Record { return new(Actor) }},
	{"place", func() Record { return new(Place) }},
	{"event", func() Record { return new(Event) }},
	{"quote", func() Record { return new(Quote) }},
}

// Resources are the resources of records, in the order in which an archive has them.
var Resources = resources()

func resources() []string {
	list := make([]string, len(recordTypes))
	for i, t := range recordTypes {
		list[i] = t.resource
	}
	return list
}

// NewRecord is an empty record of a resource. It panics where there is no such resource.
func NewRecord(resource string) Record {
	return recordTypes[slices.Index(Resources, resource)].blank()
}

// DecodeRecord reads a record of a resource that stands for itself, such as a line
// of NDJSON or the body of a request: strictly, with defaults filled in, and
// validated as far as a record alone can be. Whether what it refers to exists
// is for the store to say.
//
// The error is an *Error with code InvalidRecord that names every mistake, by
// line and column where the node knows them; the record then holds what could
// be read.
func DecodeRecord(resource string, n *Node) (Record, error) {
	record := NewRecord(resource)
	var faults, rules Faults
	decode(n, "", record, &faults)
	record.finish(newChecker(&rules))
	faults.addOthers(rules)
	return record, faults.Err(n)
}

// Complete fills in what a record that was made in code leaves out, and holds it to
// the rules of DecodeRecord. The error is an *Error with code InvalidRecord that
// names every mistake.
func Complete(r Record) error {
	var faults Faults
	r.finish(newChecker(&faults))
	return faults.Err(nil)
}

// IDToBeMade stands for the id of a record until the store, which knows which are
// taken, makes one.
const IDToBeMade = "0-id-to-be-made"

// SetRecordID gives a record its id, and the quotes of an event that of theirs.
func SetRecordID(r Record, id string) {
	switch r := r.(type) {
	case *Story:
		r.ID = id
	case *Source:
		r.ID = id
	case *Actor:
		r.ID = id
	case *Place:
		r.ID = id
	case *Quote:
		r.ID = id
	case *Event:
		r.ID = id
		for i := range r.Quotes {
			r.Quotes[i].Event = id
		}
	}
}

// StoredRecord reads a record of a resource from the JSON in which the server keeps
// it, with all that is the server's own.
func StoredRecord(resource string, doc []byte) (Record, error) {
	record := NewRecord(resource)
	return record, json.Unmarshal(doc, record)
}

// ServerStamp is the stamp itself, for the records that embed it.
func (s *Stamp) ServerStamp() *Stamp { return s }
