package timeline

import (
	"bytes"
	"encoding/json"
)

// Encode writes a record as the JSON of the contract: every list present,
// nothing escaped for HTML, no line break at the end. v must be a pointer.
func Encode(v any) ([]byte, error) {
	fillLists(v)
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// Stripped is the event as an editor wrote it: without what the server adds to
// answers, so that two of them can be compared and exported.
func (e Event) Stripped() Event {
	e.Stamp = Stamp{}
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
		q.Stamp = Stamp{}
		if q.Date != nil && *q.Date == e.Date {
			q.Date = nil
		}
	}
	return e
}
