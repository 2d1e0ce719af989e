package convert

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// What came from TimelineJS goes back as it came: each part of a slide that the event
// still says what was made of it. The slide is in the event's origin, and what was made
// of it is found out by making it again.

// tlKept is a slide that an event was made of.
type tlKept struct {
	slide *timeline.Node
	made  tlEvent
}

// tlKeptOf is nil where the origin holds no slide, or one that runs a script.
func tlKeptOf(origin timeline.Origin, era bool) *tlKept {
	slide := tlOriginal(origin)
	if slide == nil {
		return nil
	}
	k := &tlKept{slide: slide}
	k.made, _ = tlEventOf(slide, era) // what cannot be made of it is not as it was made
	return k
}

// tlOriginal is what an origin keeps of TimelineJS; nil where there is nothing, or what
// must not be given to a browser.
func tlOriginal(origin timeline.Origin) *timeline.Node {
	if len(origin) == 0 {
		return nil
	}
	n, err := origin.Node()
	if err != nil {
		return nil
	}
	kept := nodeAt(n, tlMember)
	if kept == nil || kept.Kind != timeline.Object || !areHarmless(kept) {
		return nil
	}
	return kept
}

// giveBack puts into a slide made of an event what it was before.
func (k *tlKept) giveBack(s *tlSlide, e *timeline.Event) {
	was := k.made.event
	s.given = map[string]json.RawMessage{}
	if e.Date == was.Date {
		s.giveDate(k.slide)
	}
	s.Text = k.text(e)
	media, quoted, _ := tlMediaOf(k.slide)
	if reflect.DeepEqual(was.Media, e.Media) || len(was.Media) == 0 && len(e.Media) == 0 || media != nil && len(e.Media) > 0 && reflect.DeepEqual(*media, e.Media[0]) {
		s.giveMedia(k.slide)
	} else if quoted != "" {
		s.Text.Text = tlHTML(e, paragraphs(e.Summary)) // nothing else quotes it now
	}
	if group := wordsAt(k.slide, "group"); group != "" && (group != was.Type || e.Type == was.Type) || group == "" && slices.ContainsFunc(e.ExternalIDs, isOfSlide) {
		s.Group = group
	}
	if id := wordsAt(k.slide, "unique_id"); id != "" || slices.ContainsFunc(e.ExternalIDs, isOfContent) {
		s.ID = id
	}
	s.giveRest(k.slide, e.Title == was.Title && e.Summary == was.Summary)
}

// isOfSlide reports whether an external id says that the event came from TimelineJS,
// isOfContent that it came without an id there.
func isOfSlide(id string) bool   { return strings.HasPrefix(id, "timelinejs:") }
func isOfContent(id string) bool { return strings.HasPrefix(id, "timelinejs:content-") }

// text is the text of a slide: its HTML where the event has the same words.
func (k *tlKept) text(e *timeline.Event) tlText {
	was := k.made.event
	text := tlTexts(e)
	if e.Title == was.Title {
		text.Headline = wordsAt(k.slide, "text", "headline")
		if e.IsRetracted() {
			text.Headline = strings.Replace(headline(e), e.Title, text.Headline, 1)
		}
	}
	_, quoted, _ := tlMediaOf(k.slide)
	switch {
	case e.Summary == was.Summary:
		text.Text = tlHTML(e, wordsAt(k.slide, "text", "text"))
	case quoted != "":
		text.Text = tlHTML(e, paragraphs(strings.TrimSuffix(e.Summary, quoted)))
	}
	return text
}

// giveDate gives a slide the dates of another, and the words it shows for them.
func (s *tlSlide) giveDate(from *timeline.Node) {
	for _, name := range []string{"start_date", "end_date", "display_date"} {
		s.give(from, name)
	}
	s.Start, _, _ = tlDateOf(nodeAt(from, "start_date"))
	s.End, _, _ = tlDateOf(nodeAt(from, "end_date"))
	s.DisplayDate = wordsAt(from, "display_date")
}

func (s *tlSlide) giveMedia(from *timeline.Node) {
	s.give(from, "media")
	if s.Media = nil; nodeAt(from, "media") != nil {
		word := func(name string) string { return wordsAt(from, "media", name) }
		s.Media = &tlMedia{URL: word("url"), Caption: word("caption"), Credit: word("credit"), Alt: word("alt"), Thumbnail: word("thumbnail")}
	}
}

// giveRest gives a slide the members of another that no field of an event stands for.
// autolink is of texts that are given back.
func (s *tlSlide) giveRest(from *timeline.Node, texts bool) {
	for _, m := range from.Members {
		if !slices.Contains(tlOrder[""], m.Name) && m.Name != tlOurMember || m.Name == "background" {
			s.give(from, m.Name)
		}
	}
	if texts {
		s.give(from, "autolink")
	}
	if s.Background = wordsAt(from, "background", "url"); s.Background == "" {
		s.Background = wordsAt(from, "background", "color")
	}
}

// give sets a member of the slide's JSON to that of another slide, or leaves it out
// where that has none.
func (s *tlSlide) give(from *timeline.Node, name string) {
	s.given[name] = nil
	if n := nodeAt(from, name); n != nil {
		object := &timeline.Node{Kind: timeline.Object}
		put(object, "v", n)
		if spelled, err := timeline.OriginOf(object); err == nil && spelled != nil {
			s.given[name] = json.RawMessage(spelled[len(`{"v":`) : len(spelled)-1])
		}
	}
}

// MarshalJSON writes the slide's own members, and those that it was given.
func (s tlSlide) MarshalJSON() ([]byte, error) {
	type plain tlSlide
	text, err := json.Marshal(plain(s))
	if err != nil || s.given == nil {
		return text, err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return nil, err
	}
	for name, value := range s.given {
		if delete(members, name); value != nil {
			members[name] = value
		}
	}
	return json.Marshal(members)
}

// tlTitleSlide is the slide before all others: what the document is called or, where it
// is a story that came from TimelineJS, its title slide. It is nil where there is none.
func tlTitleSlide(about About) *tlSlide {
	if about.Title == "" {
		return nil
	}
	// No id of an event begins with an underscore.
	slide := &tlSlide{ID: "_title", Text: tlText{Headline: escaped(about.Title)}}
	if about.Story == nil {
		return slide
	}
	title := nodeAt(tlOriginal(about.Story.Origin), "title")
	if title == nil {
		return slide
	}
	slide.ID, slide.given = wordsAt(title, "unique_id"), map[string]json.RawMessage{}
	was, said := tlStoryWords(title)
	if was == about.Title {
		slide.Text.Headline = wordsAt(title, "text", "headline")
	}
	slide.Text.Text = paragraphs(about.Story.Summary)
	if said == about.Story.Summary {
		slide.Text.Text = wordsAt(title, "text", "text")
	}
	slide.giveDate(title)
	slide.giveMedia(title)
	slide.Group = wordsAt(title, "group")
	slide.giveRest(title, was == about.Title && said == about.Story.Summary)
	return slide
}

// tlScaleOf is the scale that a story had in TimelineJS, or the usual one.
func tlScaleOf(about About) string {
	if about.Story != nil && wordsAt(tlOriginal(about.Story.Origin), "scale") == "cosmological" {
		return "cosmological"
	}
	return "human"
}
