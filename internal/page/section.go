package page

import (
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// The sections of a story, as their headings are called in addresses: what has a
// place in time, what had not happened when it was told, and what has no known
// date.
const (
	sectionDated   = "dated"
	sectionAhead   = "ahead"
	sectionUndated = "undated"
)

// Section is a part of a story's timeline under a heading.
type Section struct {
	Name   string
	Groups []Group

	events []timeline.Event
}

// sectionOf is the section that an event belongs to: by its status, and never by
// the clock of whoever reads it.
func sectionOf(e *timeline.Event) string {
	span := e.Date.Interval()
	switch {
	case isAhead(e):
		return sectionAhead
	case span.Earliest == edtf.OpenStart && span.Latest == edtf.OpenEnd:
		return sectionUndated
	}
	return sectionDated
}

// sections takes the sections of the page, and links to them.
func (s *Story) sections(list []Section) {
	s.Sections = list
	if len(list) < 2 {
		return
	}
	for _, part := range list {
		word := "page.part_" + part.Name
		if part.Name == sectionAhead {
			word = "page.still_ahead"
		}
		s.Contents = append(s.Contents, EventLink{s.Language.text(word), "#part-" + part.Name})
	}
}

// anchors are the relations that say of an event without a date when it was: it
// came after something, or answered it.
var anchors = []string{"follows", "caused-by", "responds-to"}

// keyEvents links to the key events alone, and back to all: under the filters
// that are on, and where some are key and some are not.
func (s *Story) keyEvents(path string) {
	if s.Keys == 0 || s.Keys == s.Facts.Events {
		return
	}
	at := func(key string) string {
		values := cloneValues(s.Query)
		for _, name := range []string{"cursor", "event", "key"} {
			values.Del(name)
		}
		if key != "" {
			values.Set("key", key)
		}
		return s.Link(addressOf(path, values))
	}
	s.KeysAlone, s.KeysToo = at("true"), at("")
}
