package page

import (
	"net/url"
	"slices"

	"example.org/dateline/internal/timeline"
)

// SuggestedInput is what is suggested of a source's text.
type SuggestedInput struct {
	Events []SuggestionInput
	More   int // beyond those
}

// SuggestionInput is an event that may be made of a passage. Start and End count code
// points of the text.
type SuggestionInput struct {
	Event      timeline.Event
	Words      string // of the passage
	Start, End int
	Who        []string // whom it names
	Speakers   []string // of its quotes, in their order
}

// Suggestion is one as the page shows it.
type Suggestion struct {
	SuggestionInput
	Title    string
	When     Date
	Mark     Mark
	Quotes   []OfferInput
	Sentence int // the number of its first sentence, from 1 on
}

// suggestions are those that are asked for, in the order of the text.
func (p *Work) suggestions() []Suggestion {
	if p.Suggested == nil {
		return nil
	}
	var list []Suggestion
	for _, in := range p.Suggested.Events {
		one := Suggestion{SuggestionInput: in, Title: in.Event.Title, When: p.Language.date(p.Language.dates.Short(), &in.Event), Mark: markOf(&in.Event)}
		for i := range in.Event.Quotes {
			one.Quotes = append(one.Quotes, OfferInput{Text: in.Event.Quotes[i].Text, Speaker: in.Speakers[i]})
		}
		if p.Source != nil {
			one.Sentence = 1 + slices.IndexFunc(p.Source.Sentences, func(s SentenceInput) bool { return in.Start < s.End })
		}
		list = append(list, one)
	}
	return list
}

// SuggestAddress is this page with what is suggested of its source.
func (p *Work) SuggestAddress() string {
	return p.Link(addressOf(p.Base, url.Values{"source": {p.Source.ID}, "suggest": {"1"}, "pane": {PaneRecord}})) + "#suggestions"
}
