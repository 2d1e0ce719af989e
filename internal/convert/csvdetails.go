package convert

import (
	"encoding/json"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// eventDetails are the fields of an event of which the cells of a table say a part
// alone. The last column of csvEvents has them as JSON, so that the table can be read
// back without a loss.
type eventDetails struct {
	Actors    []timeline.Participant `json:"actors,omitempty"`
	Places    []timeline.Venue       `json:"places,omitempty"`
	Quotes    []json.RawMessage      `json:"quotes,omitempty"`
	Citations []timeline.Citation    `json:"citations,omitempty"`
	Media     []timeline.Media       `json:"media,omitempty"`
	Origin    timeline.Origin        `json:"origin,omitempty"`
}

// detailsCell is blank where the other cells say all of an event.
func detailsCell(e *timeline.Event) string {
	plain := e.Stripped() // without what the server says
	d := eventDetails{Actors: e.Actors, Places: e.Places, Media: e.Media, Origin: e.Origin}
	if slices.ContainsFunc(plain.Citations, func(c timeline.Citation) bool { return !c.SameAs(timeline.Citation{Source: c.Source}) }) {
		d.Citations = plain.Citations
	}
	if !slices.ContainsFunc(d.Media, func(m timeline.Media) bool { return m != timeline.Media{URL: m.URL} }) {
		d.Media = nil
	}
	for _, q := range plain.Quotes {
		text, err := quoteDetails(q)
		if err != nil {
			return "" // cannot happen: a quote is JSON
		}
		d.Quotes = append(d.Quotes, text)
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d); err != nil || out.String() == "{}\n" {
		return ""
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// quoteDetails is a quote as its author wrote it, without its event, which holds it, and
// without what says nothing.
func quoteDetails(q timeline.Quote) (json.RawMessage, error) {
	text, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	names := slices.DeleteFunc(timeline.FieldNames(&q), func(name string) bool {
		return slices.Contains([]string{"event", "retracted", "revision", "recorded_at", "updated_at"}, name)
	})
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return nil, err
	}
	out := []byte{'{'}
	for _, name := range names {
		value, has := members[name]
		if !has || slices.Contains([]string{"null", "[]", `""`}, string(value)) {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), name+`":`...), value...)
	}
	return append(out, '}'), nil
}
