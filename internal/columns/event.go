// Package columns is an index in memory for counting events and finding their
// keys. An event is a row: a span, a word in each of some columns, and links to
// what it names. Each distinct span, word and link is kept once, so that a query
// decides about it once, and rows are counted by small numbers.
//
// It knows neither a database nor who may see what: it holds what it is given.
package columns

import (
	"cmp"
	"strings"

	"example.org/dateline/internal/edtf"
)

// Field is a property that events are found and counted by.
type Field uint8

// The fields of which an event has one value, and then those of which it has any
// number.
const (
	Story Field = iota
	Type
	Status
	Verification
	Evidence
	Basis
	Key
	Actor
	Place
	Topic
	Source
	Speaker
	Country
	Code

	singles = Actor
)

// single tells whether an event has one value of a field.
func (f Field) single() bool { return f < singles }

// worded tells whether values of a field are words, not numbers of records.
func (f Field) worded() bool {
	switch f {
	case Story, Actor, Place, Topic, Source, Speaker:
		return false
	}
	return true
}

// Value is the number of a record or, of fields that have words, a word.
type Value struct {
	Number uint32
	Word   string
}

func (v Value) compare(w Value) int {
	return cmp.Or(cmp.Compare(v.Number, w.Number), strings.Compare(v.Word, w.Word))
}

// Span is when an event was: its bounds as lists are sorted by them, and which of
// these are instants.
type Span struct {
	edtf.Bounds
	Zoned edtf.Zoned
}

func (s Span) compare(t Span) int {
	return cmp.Or(cmp.Compare(s.Earliest, t.Earliest), cmp.Compare(s.Latest, t.Latest), cmp.Compare(s.LatestStart, t.LatestStart),
		cmp.Compare(s.EarliestEnd, t.EarliestEnd), cmp.Compare(s.Zoned, t.Zoned))
}

// Link leads from an event to one of the values that it has of a field: no two of
// an event to the same. Roles and Through are masks of the roles in which an actor or
// place is in it: itself, and itself or by way of others; both 0 in other fields.
type Link struct {
	Field   Field
	Value   Value
	Roles   uint8
	Through uint8
}

// Event is an event as it is put into an index.
type Event struct {
	Number uint32 // its own, by which it is told from others
	Span   Span
	Values [singles]Value
	Links  []Link
}
