package client

import (
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// The records of the API, and what they are made of.
type (
	Story  = timeline.Story  // a collection of events
	Event  = timeline.Event  // one thing that happened, is said to have happened, or is expected
	Actor  = timeline.Actor  // a person or body
	Quote  = timeline.Quote  // what somebody said
	Place  = timeline.Place  // where something was
	Source = timeline.Source // a text that records rest on
	Topic  = timeline.Topic  // a subject that stories and events share

	Date        = timeline.Date        // when something was, as far as it is known
	Participant = timeline.Participant // an actor in an event
	Venue       = timeline.Venue       // a place in an event
	Citation    = timeline.Citation    // the words of a source that a record rests on
	Relation    = timeline.Relation    // how an event stands to another
	Media       = timeline.Media       // a picture, film or sound
	Figure      = timeline.Figure      // a number as a source states it
	Office      = timeline.Office      // a post that a person holds
	Affiliation = timeline.Affiliation // what an actor belongs to
	Note        = timeline.Note        // an editor's remark on a source
	Retraction  = timeline.Retraction  // that a record has been taken back

	Warning     = timeline.Warning     // what is perhaps wrong in what was written
	Revision    = timeline.Revision    // a version of a record
	FieldChange = timeline.FieldChange // what differs between two versions
	Change      = timeline.Change      // an entry of the log
	Holdings    = timeline.Holdings    // what a story holds
)

// What a change did to its record.
const (
	ActionCreate  = timeline.ActionCreate
	ActionUpdate  = timeline.ActionUpdate
	ActionRetract = timeline.ActionRetract
	ActionErase   = timeline.ActionErase
)

// ParseDate reads a date in EDTF (ISO 8601-2), such as 2025-03-05 or 2025-03~,
// as one that the source states.
func ParseDate(text string) (Date, error) {
	d, err := edtf.Parse(text)
	if err != nil {
		return Date{}, err
	}
	return Date{EDTF: d, Basis: "stated"}, nil
}
