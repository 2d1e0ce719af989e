package convert

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/timeline"
)

// What readers of entries in calendars, news items and feeds share: such an entry has
// texts and names of its own, which become an event step by step.

// errTaken ends a reading whose taker wants no more.
var errTaken = errors.New("no more is wanted")

// itemEvent is an event being made of an entry, with what comes with it.
type itemEvent struct {
	timeline.Event
	parts    []timeline.Record
	warnings []timeline.Warning
	origin   map[string]any // what the event has no field for
	version  int64          // when the entry was last changed, in seconds; 0 where it does not say
	line     int
}

// warn tells of what the entry contradicts itself in, or what could not be kept.
func (e *itemEvent) warn(pointer, message, hint string) {
	e.warnings = append(slices.Clip(e.warnings), timeline.Warning{Pointer: pointer, Message: message, Hint: hint, Line: e.line})
}

// copied is another event that says the same: what is added to one is not in the other.
func (e *itemEvent) copied() itemEvent {
	one := *e
	one.Actors, one.Places, one.Citations = slices.Clone(e.Actors), slices.Clone(e.Places), slices.Clone(e.Citations)
	one.Topics, one.Media, one.Codes = slices.Clone(e.Topics), slices.Clone(e.Media), slices.Clone(e.Codes)
	return one
}

// keep holds on to what has no field. What says nothing is not kept.
func (e *itemEvent) keep(name string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	}
	if e.origin == nil {
		e.origin = map[string]any{}
	}
	e.origin[name] = value
}

// titled gives the event its title in one line: what is too long for one stands
// before the summary in full.
func (e *itemEvent) titled(title string) {
	whole := inOneLine(timeline.Printable(title))
	if e.Title = timeline.Clip(whole, timeline.MaxTitle); e.Title != whole {
		e.summed(whole)
	}
}

// summed adds a paragraph to the summary, unless the summary has it already.
func (e *itemEvent) summed(text string) {
	if text = strings.TrimSpace(timeline.Printable(text)); text == "" || strings.Contains(e.Summary, text) {
		return
	}
	if e.Summary != "" {
		text = e.Summary + "\n\n" + text
	}
	if e.Summary = timeline.Clip(text, timeline.MaxSummary); e.Summary != text {
		e.warn("/summary", "the text is longer than a summary, and was cut", "a summary has at most 10,000 characters; the whole text is in the file")
	}
}

// actor adds somebody by name and kind. A blank name, one that is an address, and one
// that is there in that role already, add nobody.
func (e *itemEvent) actor(name, kind, role string) bool {
	name = timeline.Clip(inOneLine(timeline.Printable(name)), timeline.MaxTitle)
	if timeline.IsBlank(name) || isMailAddress(name) {
		return false
	}
	p := timeline.Participant{Name: name, Kind: kind, Role: role}
	if !slices.Contains(e.Actors, p) {
		e.Actors = append(e.Actors, p)
	}
	return true
}

// isMailAddress tells of a name that is an address of electronic mail: personal data
// that no name shows.
func isMailAddress(name string) bool {
	local, domain, found := strings.Cut(name, "@")
	return found && local != "" && strings.Contains(domain, ".") && !strings.ContainsAny(name, " \t")
}

// place adds a place by name and kind.
func (e *itemEvent) place(v timeline.Venue) {
	v.Name = timeline.Clip(inOneLine(timeline.Printable(v.Name)), timeline.MaxTitle)
	v.Role = cmp.Or(v.Role, timeline.DefaultPlaceRole)
	same := func(o timeline.Venue) bool { return o.Name == v.Name && o.Kind == v.Kind && o.Role == v.Role }
	if !timeline.IsBlank(v.Name) && !slices.ContainsFunc(e.Places, same) {
		e.Places = append(e.Places, v)
	}
}

// filed makes topics of an entry's categories. Those that a topic cannot spell are
// kept as they are.
func (e *itemEvent) filed(categories []string) {
	var others []string
	for _, c := range categories {
		c = inOneLine(timeline.Printable(c))
		topic, whole := topicOf(c)
		if !whole && c != "" {
			others = append(others, c)
		}
		if topic != "" && !slices.Contains(e.Topics, topic) {
			e.Topics = append(e.Topics, topic)
		}
	}
	e.keep("categories", others)
}

// maxTopic is how long a topic made of a category is, in bytes.
const maxTopic = 60

// topicOf is a category as a topic: letters without their accents. Whole is false
// where it has letters that no topic has; the topic is empty where nothing is left.
func topicOf(category string) (topic string, whole bool) {
	whole = true
	var plain strings.Builder
	for _, r := range norm.NFKD.String(category) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		whole = whole && (r < unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
		plain.WriteRune(r)
	}
	topic = slugOf(plain.String(), maxTopic)
	if topic == "x" && !strings.ContainsAny(plain.String(), "xX") {
		return "", false
	}
	return topic, whole
}

// cite adds the source that an address is of. It reports false of what is no address
// of the web.
func (e *itemEvent) cite(address, title string) bool {
	source := linkedSource(address, timeline.Printable(title))
	if source == nil || !timeline.IsAddress(source.URL) {
		return false
	}
	if !slices.ContainsFunc(e.Citations, func(c timeline.Citation) bool { return c.Source == source.ID }) {
		e.parts = append(e.parts, source)
		e.Citations = append(e.Citations, timeline.Citation{Source: source.ID, URL: source.URL})
	}
	return true
}

// show adds media, and reports false of what is no address of the web.
func (e *itemEvent) show(m timeline.Media) bool {
	if m.URL = strings.TrimSpace(m.URL); !timeline.IsAddress(m.URL) {
		return false
	}
	if m.Type = strings.ToLower(strings.TrimSpace(m.Type)); !timeline.IsMediaType(m.Type) {
		m.Type = ""
	}
	m.Caption = timeline.Clip(inOneLine(timeline.Printable(m.Caption)), timeline.MaxSummary)
	m.Credit = timeline.Clip(inOneLine(timeline.Printable(m.Credit)), timeline.MaxTitle)
	if !slices.ContainsFunc(e.Media, func(o timeline.Media) bool { return o.URL == m.URL }) {
		e.Media = append(e.Media, m)
	}
	return true
}

// isPlayable tells whether a media type is one of media that a page shows or plays.
func isPlayable(mediaType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(mediaType), "/")
	return kind == "image" || kind == "audio" || kind == "video"
}

// entry is the finished event as a reader gives it, with an error of its line where
// it breaks a rule.
func (e *itemEvent) entry(format string, raw []byte) (timeline.Entry, error) {
	event := e.Event
	event.ID = timeline.IDToBeMade
	if event.Type == "" {
		event.Type = "other"
	}
	if len(e.origin) > 0 {
		if origin, err := originOf(format, e.origin); err == nil {
			event.Origin = origin
		} else {
			e.warn("/origin", "what the entry says beyond the event's fields is too much to be kept: "+timeline.Reason(err), "it is in the file")
		}
	}
	entry := timeline.Entry{Line: e.line, Raw: raw, Record: &event, NoID: true,
		Row: &timeline.Row{Parts: slices.Clone(e.parts), Version: e.version, Warnings: slices.Clone(e.warnings)}}
	err := timeline.Complete(&event)
	for _, part := range e.parts {
		if part.RecordID() != "" {
			err = timeline.Together(err, timeline.Complete(part))
		}
	}
	return entry, onLine(err, e.line)
}

// originOf is what a format says beyond an event's fields, in a member of its name.
func originOf(format string, says map[string]any) (timeline.Origin, error) {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(map[string]any{format: says}); err != nil {
		return nil, err
	}
	object, err := timeline.ParseJSON(text.Bytes())
	if err != nil {
		return nil, err
	}
	return timeline.OriginOf(object)
}

// onLine gives the faults of an entry the line on which it begins.
func onLine(err error, line int) error {
	if te, ok := err.(*timeline.Error); ok && te != nil {
		for i := range te.Faults {
			te.Faults[i].Line, te.Faults[i].Column = line, max(1, te.Faults[i].Column)
		}
	}
	return err
}

// storyEntry is what a file says of itself, as the story of its events; false where
// it has no title.
func storyEntry(line int, raw []byte, title, summary, language string) (timeline.Entry, bool) {
	title = timeline.Clip(inOneLine(timeline.Printable(title)), timeline.MaxTitle)
	if timeline.IsBlank(title) {
		return timeline.Entry{}, false
	}
	story := timeline.Story{ID: timeline.IDToBeMade, Title: title, Summary: timeline.Clip(strings.TrimSpace(timeline.Printable(summary)), timeline.MaxSummary)}
	if timeline.IsLanguage(language) {
		story.Language = language
	}
	return timeline.Entry{Line: line, Raw: raw, Record: &story, NoID: true, Row: &timeline.Row{}}, true
}
