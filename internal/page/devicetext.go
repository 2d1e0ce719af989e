package page

import (
	"encoding/json"

	"example.org/dateline/internal/timeline"
)

// KeptInput is what is known here of a text that is not: enough to tell it by, where
// the browser of somebody has it, and to say there what is cited of it.
type KeptInput struct {
	Digest string  // SHA-256 of the text
	Length int     // of the text, in code points
	Places []Place // that the records of the story cite of it, or say to be not factual
}

// Place is one in a text, known by the digest of the words there.
type Place struct {
	Start  int    `json:"start"` // in code points
	End    int    `json:"end"`   // exclusive
	SHA256 string `json:"sha256"`
	Event  string `json:"event,omitempty"` // that cites it; "" where it is said to be not factual
}

// PlacesOf are the places of a source that a document has: those that its events and
// their quotes cite, and those that the source says to be not factual.
func PlacesOf(doc *timeline.Document, source string) []Place {
	list := []Place{}
	add := func(event string, citations []timeline.Citation) {
		for _, ct := range citations {
			if ct.Source == source && ct.Placed() {
				list = append(list, Place{ct.Start, ct.End, ct.SHA256, event})
			}
		}
	}
	for i := range doc.Events {
		e := &doc.Events[i]
		add(e.ID, e.Citations)
		for _, q := range e.Quotes {
			add(e.ID, q.Citations)
		}
	}
	for i := range doc.Sources {
		if s := &doc.Sources[i]; s.ID == source {
			add("", s.NotFactual)
		}
	}
	return list
}

// DevicePlaces tells a script of the places in a text and of the events that cite them,
// as JSON.
func (p *Work) DevicePlaces() (string, error) {
	type event struct {
		Title string `json:"title"`
		Href  string `json:"href"`
	}
	told := struct {
		Places []Place          `json:"places"`
		Events map[string]event `json:"events"`
	}{p.Text.Device.Places, map[string]event{}}
	for _, place := range told.Places {
		if _, met := told.Events[place.Event]; place.Event != "" && !met {
			told.Events[place.Event] = event(p.eventNamed(place.Event))
		}
	}
	text, err := json.Marshal(told)
	return string(text), err
}

// Cited is a place whose words a script shows where the browser has the text.
type Cited struct {
	Digest string `json:"digest"` // of the text
	Place
}

// CitedOf are the places among citations of a source, as JSON; "" where one has its
// words, there is none, or the text is not known by its digest.
func CitedOf(source *timeline.Source, citations ...timeline.Citation) string {
	var list []Cited
	for _, ct := range citations {
		if ct.Exact != "" {
			return ""
		}
		if ct.Placed() && ct.Source == source.ID && source.Digest != "" {
			list = append(list, Cited{source.Digest, Place{Start: ct.Start, End: ct.End, SHA256: ct.SHA256}})
		}
	}
	if list == nil {
		return ""
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings and numbers
	}
	return string(text)
}

// DeviceWords is what scripts say of texts that stay on a device, as JSON.
func (l *Language) DeviceWords() (string, error) {
	words := map[string]any{
		"text": l.FieldFault("text"), "long": l.FieldFault("text_long"), "not_factual": l.text("edit.not_factual"), "in_part": l.text("edit.cited_in_part"),
		"uncited": l.text("edit.uncited"), "coverage": l.text("edit.coverage"), "cited_by": l.counted["edit.cited_by"], "more_events": l.counted["edit.more_events"],
	}
	for _, name := range []string{"unable", "binary", "file", "none", "full", "unsent", "other_length", "other_words"} {
		words[name] = l.text("edit.device." + name)
	}
	for _, name := range []string{"refused", "signed_out"} {
		words[name] = l.text("edit.script." + name)
	}
	text, err := json.Marshal(words)
	return string(text), err
}
