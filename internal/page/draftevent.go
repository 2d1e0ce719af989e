package page

import (
	"encoding/json"
	"errors"
	"fmt"

	"example.org/dateline/internal/timeline"
)

// DraftEvent is an event of a draft: as far as its form was understood, and what was
// typed into it besides.
type DraftEvent struct {
	timeline.Event
	Typed  map[string]string          // by JSON Pointer, what was typed into a field and not understood
	others map[string]json.RawMessage // members that no form has
}

// typedMember is where a document keeps what is Typed.
const typedMember = "typed"

// ReadDraftEvent reads the document of an event in a draft; nil is an empty one.
func ReadDraftEvent(document json.RawMessage) (*DraftEvent, error) {
	e := &DraftEvent{Typed: map[string]string{}, others: map[string]json.RawMessage{}}
	if document == nil {
		return e, nil
	}
	err := json.Unmarshal(document, &e.others)
	if err == nil {
		err = json.Unmarshal(document, &e.Event)
	}
	if typed := e.others[typedMember]; err == nil && typed != nil {
		err = json.Unmarshal(typed, &e.Typed)
	}
	if err != nil {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: "The event in the draft cannot be read.", Err: err}
	}
	delete(e.others, typedMember)
	for _, name := range timeline.FieldNames(&e.Event) {
		delete(e.others, name)
	}
	return e, nil
}

// Document is the event as its draft keeps it.
func (e *DraftEvent) Document() (json.RawMessage, error) {
	document, err := e.plain()
	if err != nil || len(e.Typed)+len(e.others) == 0 {
		return document, err
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(document, &members); err != nil {
		return nil, fmt.Errorf("read an event again: %w", err)
	}
	for name, value := range e.others {
		members[name] = value
	}
	if len(e.Typed) > 0 {
		if members[typedMember], err = json.Marshal(e.Typed); err != nil {
			return nil, fmt.Errorf("keep what was typed: %w", err)
		}
	}
	return json.Marshal(members)
}

// plain is the event alone, with the names of those who are known by nothing else.
func (e *DraftEvent) plain() (json.RawMessage, error) {
	plain := e.Stripped()
	for i, p := range e.Actors {
		if p.ID == "" {
			plain.Actors[i] = p
		}
	}
	for i, v := range e.Places {
		if v.ID == "" {
			plain.Places[i] = v
		}
	}
	return timeline.Encode(&plain)
}

// faults are the rules that the event breaks as a record.
func (e *DraftEvent) faults() []timeline.Fault {
	document, err := e.plain()
	if err != nil {
		return []timeline.Fault{{Message: err.Error()}}
	}
	node, err := timeline.ParseJSON(document)
	if err == nil {
		_, err = timeline.DecodeRecord("event", node)
	}
	if err == nil {
		return nil
	}
	return faultsOf(err)
}

func faultsOf(err error) []timeline.Fault {
	if te, ok := errors.AsType[*timeline.Error](err); ok && len(te.Faults) > 0 {
		return te.Faults
	}
	return []timeline.Fault{{Message: err.Error()}}
}
