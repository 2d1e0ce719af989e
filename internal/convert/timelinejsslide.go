package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// tlOurMember is what our own exports say of a slide beside its fields.
const tlOurMember = "_dateline"

// tlEvent is the event that a slide or an era tells of, and what is to be said of it.
type tlEvent struct {
	event    *timeline.Event
	warnings []timeline.Warning
	homeless bool // its media has no address of the web
}

// tlEventOf makes an event of a slide, without ids and origin. It depends on the slide
// alone: an export finds out by it what was changed since.
func tlEventOf(slide *timeline.Node, era bool) (tlEvent, error) {
	made := tlEvent{event: &timeline.Event{Type: tlTypeOf(slide)}}
	e := made.event
	if era {
		e.Type = timeline.Era
	}
	var err error
	if e.Date, made.warnings, err = tlTimeOf(slide, era); err != nil {
		return made, err
	}
	said := textOfHTML(wordsAt(slide, "text", "text"))
	media, quoted, homeless := tlMediaOf(slide)
	made.homeless = homeless
	if media != nil {
		e.Media = []timeline.Media{*media}
	}
	e.Media = tlLinks(said.links, e.Media)
	e.Summary = said.text
	if quoted != "" {
		e.Summary = strings.TrimSpace(said.text + "\n\n" + quoted)
	}
	e.Title = tlTitleOf(slide, e)
	return made, nil
}

// tlTypeOf is the type that a slide's group names, where it is one of the core, as our
// own exports write it.
func tlTypeOf(slide *timeline.Node) string {
	if group := wordsAt(slide, "group"); slices.Contains(timeline.EventTypes, group) {
		return group
	}
	return "other"
}

// tlTitleOf is a slide's headline or, where it has none, what else it says first.
func tlTitleOf(slide *timeline.Node, e *timeline.Event) string {
	first, _, _ := strings.Cut(e.Summary, "\n")
	for _, text := range []string{textOfHTML(wordsAt(slide, "text", "headline")).text, first, tlWords(nodeAt(slide, "media"), timeline.MaxTitle, "caption"),
		tlWords(nodeAt(slide, "media"), timeline.MaxTitle, "alt"), e.Date.Text, DateWords(e.Date)} {
		if text = inOneLine(text); strings.TrimSpace(text) != "" {
			return timeline.Clip(text, timeline.MaxTitle)
		}
	}
	return "?" // cannot be: an unknown date has words, too
}

// overlay takes what our own export says of a slide: the date itself, and what the
// widget has no field for.
func (t *tlEvent) overlay(ours *timeline.Node) {
	if ours == nil {
		return
	}
	e := t.event
	if kind := wordsAt(ours, "type"); timeline.IsSlug(kind) {
		e.Type = kind
	}
	if status := wordsAt(ours, "status"); slices.Contains(timeline.Statuses, status) {
		e.Status = status
	}
	if v := wordsAt(ours, "verification"); slices.Contains(timeline.Verifications, v) && v != timeline.Retracted {
		e.Verification = v
	}
	date, err := edtf.Parse(wordsAt(ours, "edtf"))
	if err != nil || date.IsZero() {
		return
	}
	e.Date = timeline.Date{EDTF: date, Basis: "stated", Text: timeline.Clip(wordsAt(ours, "text"), maxDateWords)}
	if wordsAt(ours, "basis") == "inferred" && strings.TrimSpace(e.Date.Text) != "" {
		e.Date.Basis = "inferred"
	}
}

// tlSource makes records of the slides of one file.
type tlSource struct {
	in     Input
	ids    identities
	slides int
	eras   int

	homeless int    // slides whose media has no address of the web
	first    string // the first of them
}

// event is a slide or an era as a record with what comes with it. line is where it
// stands; section says where where a line does not.
func (s *tlSource) event(slide, ours *timeline.Node, era bool, line int, section string) (timeline.Record, *timeline.Row, error) {
	if slide == nil {
		return nil, nil, rowFault(line, 1, "there is nothing in the slide")
	}
	made, err := tlEventOf(slide, era)
	if err != nil {
		return nil, nil, err
	}
	e := made.event
	says := e.Date.EDTF.String() + "\n" + e.Title
	if era {
		says = "era\n" + says
	}
	e.ExternalIDs = []string{s.ids.of("timelinejs", wordsAt(slide, "unique_id"), says)}
	if made.homeless {
		if s.homeless++; s.homeless == 1 {
			s.first = timeline.Clip(inOneLine(wordsAt(slide, "media", "url")), 60)
		}
	}
	made.overlay(ours)
	e.ID = timeline.IDToBeMade
	row := &timeline.Row{From: timeline.Citation{Section: section}, Warnings: made.warnings}
	if e.Origin, err = s.keep(slide, row, line); err != nil {
		return nil, nil, err
	}
	if err := timeline.Complete(e); err != nil {
		return nil, nil, atSlide(err, line)
	}
	return e, row, nil
}

// keep is a slide as an origin. One that is too long for that is kept without its text,
// of which the summary has the words.
func (s *tlSource) keep(slide *timeline.Node, row *timeline.Row, line int) (timeline.Origin, error) {
	if !areHarmless(slide) {
		row.Warnings = append(row.Warnings, timeline.Warning{Pointer: "/origin", Line: line,
			Message: "the slide's HTML runs a script: exports to TimelineJS will have its words alone", Hint: "take scripts, styles and event handlers out of it"})
	}
	origin, err := tlOriginOf(slide)
	if err == nil || nodeAt(slide, "text", "text") == nil {
		return origin, atSlide(err, line)
	}
	short := *slide
	short.Members = slices.DeleteFunc(slices.Clone(slide.Members), func(m timeline.Member) bool { return m.Name == "text" })
	if headline := nodeAt(slide, "text", "headline"); headline != nil {
		text := &timeline.Node{Kind: timeline.Object}
		put(text, "headline", headline)
		put(&short, "text", text)
	}
	origin, err = tlOriginOf(&short)
	if err != nil {
		return nil, atSlide(err, line)
	}
	row.Warnings = append(row.Warnings, timeline.Warning{Pointer: "/origin", Line: line,
		Message: fmt.Sprintf("the slide has more than %d bytes: the markup of its text is not kept for exports to TimelineJS, its words are", timeline.MaxOrigin), Hint: "shorten the text, or leave the markup out"})
	return origin, nil
}

func tlOriginOf(kept *timeline.Node) (timeline.Origin, error) {
	object := &timeline.Node{Kind: timeline.Object}
	put(object, tlMember, kept)
	return timeline.OriginOf(object)
}

// story is the title slide as the story of the file. rest is what the file says of the
// timeline as a whole.
func (s *tlSource) story(slide, rest *timeline.Node, line int, section string) (timeline.Record, *timeline.Row, error) {
	row := &timeline.Row{From: timeline.Citation{Section: section}}
	if slide == nil {
		slide = &timeline.Node{Kind: timeline.Object}
	}
	title, summary := tlStoryWords(slide)
	story := &timeline.Story{ID: timeline.IDToBeMade, Title: cmp.Or(title, timeline.Clip(inOneLine(s.in.Name), timeline.MaxTitle), "TimelineJS"), Summary: summary}
	kept := &timeline.Node{Kind: timeline.Object}
	if rest != nil {
		kept.Members = slices.Clone(rest.Members)
	}
	if len(slide.Members) > 0 {
		put(kept, "title", slide)
	}
	if !areHarmless(kept) {
		row.Warnings = append(row.Warnings, timeline.Warning{Pointer: "/origin", Line: line,
			Message: "the title slide's HTML runs a script: exports to TimelineJS will have its words alone", Hint: "take scripts, styles and event handlers out of it"})
	}
	var err error
	if len(kept.Members) > 0 {
		if story.Origin, err = tlOriginOf(kept); err != nil {
			return nil, nil, atSlide(err, line)
		}
	}
	if err := timeline.Complete(story); err != nil {
		return nil, nil, atSlide(err, line)
	}
	return story, row, nil
}

// tlStoryWords are the title and summary that a title slide gives its story. They
// depend on the slide alone.
func tlStoryWords(slide *timeline.Node) (title, summary string) {
	summary = textOfHTML(wordsAt(slide, "text", "text")).text
	first, _, _ := strings.Cut(summary, "\n")
	for _, text := range []string{textOfHTML(wordsAt(slide, "text", "headline")).text, first, tlWords(nodeAt(slide, "media"), timeline.MaxTitle, "caption")} {
		if title = inOneLine(text); title != "" {
			return timeline.Clip(title, timeline.MaxTitle), summary
		}
	}
	return "", summary
}

// atSlide gives faults that have no place the line of their slide.
func atSlide(err error, line int) error {
	te, ok := err.(*timeline.Error) //nolint:errorlint // made right here, and not wrapped
	if !ok || te == nil {
		return err
	}
	for i := range te.Faults {
		if te.Faults[i].Line == 0 {
			te.Faults[i].Line, te.Faults[i].Column = line, 1
		}
	}
	return te
}

// end tells what whoever imports should know of the file as a whole.
func (s *tlSource) end() {
	if s.homeless > 0 {
		s.in.note(fmt.Sprintf("media of slides that has no address of the web (a file's name, HTML) is kept for exports to TimelineJS alone: %d, the first of them %s", s.homeless, s.first))
	}
	if s.slides+s.eras == 0 {
		s.in.note("there is no slide in it")
	}
}
