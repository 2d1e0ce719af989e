package page

import "example.org/dateline/internal/card"

// Sharing is what those who show a link to a page show of it (https://ogp.me).
type Sharing struct {
	Kind        string // website or article
	Title       string
	Description string
	Address     string // the page's own
	Locale      string
	Picture     *Picture // nil for none
}

// Picture is an image that stands for a page where its address is shared.
type Picture struct {
	Address       string // a whole one
	Width, Height int
	Alt           string
}

// Sharing is nil for a page that is not to be listed and stands for no record.
func (f *Frame) Sharing() *Sharing {
	if f.Shared != nil || !f.Indexed {
		return f.Shared
	}
	return &Sharing{Kind: f.Kind, Title: f.Title, Description: f.Description, Address: f.Origin + f.Path, Locale: f.Language.Tag}
}

// share says what stands for the story's page: the story, also where a filter
// narrows it, or the event at which the page was asked to open. A page of an
// earlier moment stands for nothing: there is no picture of then.
func (s *Story) share() {
	if s.AsOf != nil {
		return
	}
	event := s.Query.Get("event")
	join := s.Language.text("dates.list_separator")
	shared := &Sharing{Kind: s.Kind, Title: s.Title, Description: s.Description, Address: s.Origin + s.Path, Locale: s.Language.Tag}
	if len(s.Query) > 0 && event == "" {
		shared.Address = s.Origin + s.Self()
	}
	picture := &Picture{Address: s.Origin + CardPath(s.Story.ID, ""), Width: card.Width, Height: card.Height, Alt: s.Title}
	if s.Facts.Span != "" {
		picture.Alt += join + s.Facts.Span
	}
	for i := range s.Events {
		if e := &s.Events[i]; e.ID == event {
			shared.Title, shared.Description, shared.Address = e.Title, firstSentences(e.Summary, 300), s.Origin+s.Self()
			picture.Address = s.Origin + CardPath(s.Story.ID, e.ID)
			picture.Alt = e.Title + join + s.Language.cardDate(e)
		}
	}
	if s.Origin != "" { // an image needs a whole address
		shared.Picture = picture
	}
	s.Shared = shared
}
