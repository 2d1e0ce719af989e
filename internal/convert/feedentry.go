package convert

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	feedatom "github.com/mmcdole/gofeed/atom"
	feedrss "github.com/mmcdole/gofeed/rss"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

type atomFeedRead = feedatom.Feed

type (
	// feedSelf is what a feed says of itself.
	feedSelf struct {
		title, about, language string
		address                string // of what it is the feed of
		link                   string // of the feed itself
		next                   string // of its next page
	}

	// feedItem is an entry of a feed, in whichever format.
	feedItem struct {
		id, link           string
		others             []string // what it leads to besides
		title              string
		plain              bool // title and summary are text, and not HTML
		summary, content   string
		html               bool // the content is HTML
		published, updated string
		parsed             *time.Time // the date that counts, where gofeed could read it
		changed            *time.Time // updated, where it could
		language           string
		authors            []string
		categories         []string
		media              []timeline.Media // that show it
		enclosures         []timeline.Media // of any type
		publisher          string           // where it was published first
		ours               *feedOurs
		header             string
	}

	// feedOurs is what our own feeds say beside the format.
	feedOurs struct {
		date                       *timeline.Date
		kind, status, verification string
		retracted                  bool
	}
)

// maxFeedText is how much of an entry's text is taken, in characters: the text of an
// article is its publisher's.
const maxFeedText = 1000

// tell takes what the feed says of itself, before its first entry, and gives it as the
// story of its entries.
func (r *feedRead) tell(self feedSelf, raw []byte) error {
	if r.told {
		return nil
	}
	r.told, r.self = true, self
	if self.next != "" {
		r.noteNext(self.next)
	}
	title := textOfHTML(self.title).text
	if story, named := storyEntry(1, raw, title, textOfHTML(self.about).text, self.language); named {
		return r.give(story, nil)
	}
	return nil
}

func (r *feedRead) noteNext(address string) {
	r.in.note("the feed goes on at " + timeline.Clip(inOneLine(timeline.Printable(address)), 200) + ", which is not fetched: import that, too")
}

func (r *feedRead) give(e timeline.Entry, err error) error {
	if !r.yield(e, err) {
		return errTaken
	}
	return nil
}

// feedItemOf is the only entry of a feed that gofeed has read.
func feedItemOf(feed *gofeed.Feed) feedItem {
	i := feed.Items[0]
	e := feedItem{id: i.GUID, link: i.Link, title: i.Title, summary: i.Description, content: i.Content, html: true, published: i.Published, updated: i.Updated, changed: i.UpdatedParsed, categories: i.Categories}
	if e.parsed = i.PublishedParsed; i.Published == "" {
		e.parsed = i.UpdatedParsed
	}
	for _, a := range i.Authors {
		e.authors = append(e.authors, a.Name)
	}
	for _, c := range i.Enclosures {
		e.enclosures = append(e.enclosures, timeline.Media{URL: c.URL, Type: c.Type})
	}
	if i.Image != nil && i.Image.URL != "" {
		e.media = append(e.media, timeline.Media{URL: i.Image.URL, Caption: i.Image.Title})
	}
	switch original := feed.OriginalFeed().(type) {
	case *feedatom.Feed:
		if len(original.Entries) == 1 {
			e.ofAtom(original.Entries[0])
		}
	case *feedrss.Feed:
		if len(original.Items) == 1 {
			if source := original.Items[0].Source; source != nil {
				e.publisher = source.Title
			}
			if guid := original.Items[0].GUID; guid != nil && e.link == "" && !strings.EqualFold(guid.IsPermalink, "false") {
				e.link = guid.Value
			}
		}
	}
	return e
}

// ofAtom takes what Atom says more exactly than other formats.
func (e *feedItem) ofAtom(entry *feedatom.Entry) {
	if c := entry.Content; c != nil {
		switch {
		case c.Type == "text" || c.Type == "" && !looksLikeHTML(c.Value):
			e.html = false
		case !strings.Contains(c.Type, "html") && c.Type != "":
			e.content = "" // a picture in base64, or data
		}
	}
	if entry.Source != nil {
		e.publisher = entry.Source.Title
	}
	for _, l := range entry.Links {
		if l.Rel == "via" || l.Rel == "related" {
			e.others = append(e.others, l.Href)
		}
	}
	ours := entry.Extensions["d"]
	value := func(name string) string {
		if len(ours[name]) == 0 {
			return ""
		}
		return ours[name][0].Value
	}
	if len(ours["date"]) > 0 && value("type") != "" {
		attr := ours["date"][0].Attrs
		e.ours = &feedOurs{kind: value("type"), status: value("status"), verification: value("verification")}
		if date, err := edtf.Parse(attr["edtf"]); err == nil || attr["edtf"] == "" {
			e.ours.date = &timeline.Date{EDTF: date, Basis: attr["basis"], Text: attr["text"]}
		}
		e.categories = slices.DeleteFunc(slices.Clone(e.categories), func(c string) bool { return c == e.ours.kind })
	}
}

// entry gives an entry as an event: that it was published.
func (r *feedRead) entry(i feedItem, raw []byte, line int) error {
	r.found = true
	if i.ours != nil && i.ours.retracted {
		return r.give(timeline.Entry{Line: line, Raw: raw, Header: i.header}, rowFault(line, 1, "the record was retracted where the feed is from"))
	}
	w := itemEvent{line: line}
	w.Type, w.Status = "publication", timeline.DefaultStatus
	w.feedTexts(i, r.self)
	w.keepLanguage(i.language, r.self.language)
	w.feedDate(i)
	w.filed(i.categories)
	w.feedLinks(i, r.self)
	var authors []string
	for _, name := range i.authors {
		if name = inOneLine(timeline.Printable(name)); name != "" && !isMailAddress(name) && !slices.Contains(authors, name) {
			authors = append(authors, timeline.Clip(name, 200))
		}
	}
	w.keep("authors", authors)
	if i.published != "" && i.updated != i.published {
		w.keep("updated", timeline.Clip(i.updated, 100))
	}
	if strings.ContainsRune(string(raw), '\uFFFD') {
		w.warn("", "it holds the sign U+FFFD, which stands for bytes that are in no encoding", "say which encoding the feed is in, as in --encoding windows-1252")
	}
	if i.changed != nil {
		w.version = max(0, i.changed.Unix())
	}
	if i.ours != nil {
		w.feedOurs(i.ours)
	}
	w.ExternalIDs = []string{r.externalID(i, string(raw))}
	entry, err := w.entry("feed", raw)
	entry.Header = i.header
	return r.give(entry, err)
}

// externalID is the entry's id, or else its address. One that is not an address is the
// feed's alone.
func (r *feedRead) externalID(i feedItem, raw string) string {
	id := nameOr(strings.TrimSpace(i.id), strings.TrimSpace(i.link))
	if u, err := url.Parse(id); id != "" && (err != nil || u.Scheme == "") {
		self := nameOr(nameOr(r.self.link, r.self.address), r.self.title)
		id = digest(self)[:8] + "/" + id
	}
	return r.ids.of("feed", id, raw)
}

// feedTexts takes the title, and of the text its beginning.
func (w *itemEvent) feedTexts(i feedItem, self feedSelf) {
	title, text := i.title, i.summary
	if !i.plain {
		title, text = textOfHTML(title).text, textOfHTML(text).text
	}
	if text == "" && i.ours == nil {
		if text = i.content; i.html {
			text = textOfHTML(text).text
		}
	}
	w.titled(title)
	w.summed(timeline.Clip(strings.TrimSpace(timeline.Printable(text)), maxFeedText))
	if !timeline.IsBlank(w.Title) {
		return
	}
	switch first := inOneLine(w.Summary); {
	case !timeline.IsBlank(first):
		w.titled(timeline.Clip(first, 100))
	case i.link != "":
		w.titled("Published: " + timeline.Clip(i.link, 200))
	default:
		w.titled("Entry of " + nameOr(timeline.Clip(inOneLine(textOfHTML(self.title).text), 100), "a feed"))
	}
}

var (
	dayInNumbers = regexp.MustCompile(`^\d{1,2}[/.-]\d{1,2}[/.-]\d`)
	endsInClock  = regexp.MustCompile(`:\d{2}(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?$`)
	zoneAtEnd    = regexp.MustCompile(`([+-]\d{2}):?(\d{2})(?: \([A-Z]+\))?$`)
)

// feedDate dates the entry by when it was published, or else by when it was last
// published anew, as exactly as that is stated. A date that is not written as ISO 8601
// has it is kept in its own words, too.
func (w *itemEvent) feedDate(i feedItem) {
	text := inOneLine(timeline.Printable(nameOr(i.published, i.updated)))
	if text == "" {
		return
	}
	if t, err := ninjsTimeOf("", text); err == nil {
		w.Date.EDTF, _ = edtf.Parse(t.text)
		w.Date.Basis = "stated"
		return
	}
	w.Date.Text = timeline.Clip(text, 200)
	if i.parsed == nil || dayInNumbers.MatchString(text) {
		w.warn("/date", fmt.Sprintf("%q is no date that can be read for certain", w.Date.Text), "the entry is undated, and keeps the words")
		return
	}
	at := icsTime{wall: i.parsed.UTC(), zone: icsUTC}
	if m := zoneAtEnd.FindStringSubmatch(text); m != nil {
		if offset, ok := icsOffset(m[1] + m[2]); ok {
			at = icsTime{zone: &icsZone{loc: time.FixedZone("", offset)}}
			at.wall = at.zone.clock(i.parsed.UTC())
		}
	} else if !strings.Contains(text, ":") {
		at = icsTime{wall: i.parsed.UTC(), day: true}
	} else if endsInClock.MatchString(text) {
		at.zone = nil
	}
	w.Date.EDTF, _ = edtf.Parse(at.edtf())
	w.Date.Basis = "stated"
}

// feedLinks cites what the entry leads to, and takes its media.
func (w *itemEvent) feedLinks(i feedItem, self feedSelf) {
	publisher := timeline.Clip(inOneLine(timeline.Printable(textOfHTML(nameOr(i.publisher, self.title)).text)), timeline.MaxTitle)
	if i.link != "" {
		if !w.cite(i.link, w.Title) {
			w.keep("link", timeline.Clip(i.link, 1000))
		} else if source, ok := w.parts[len(w.parts)-1].(*timeline.Source); ok {
			source.Publisher, source.Language = publisher, w.Language
			if !w.Date.EDTF.IsZero() {
				published := timeline.Date{EDTF: w.Date.EDTF, Basis: w.Date.Basis}
				source.Published = &published
			}
		}
	}
	for _, address := range i.others {
		w.cite(address, "")
	}
	for _, m := range i.media {
		w.show(m)
	}
	for _, m := range i.enclosures {
		if !isPlayable(m.Type) || !w.show(m) {
			w.cite(m.URL, m.Caption)
		}
	}
}

// feedOurs takes from a feed of ours what the event is, in place of its publication.
func (w *itemEvent) feedOurs(o *feedOurs) {
	w.Type = cmpSlug(o.kind, w.Type)
	w.Topics = slices.DeleteFunc(w.Topics, func(t string) bool { return t == w.Type })
	if slices.Contains(timeline.Statuses, o.status) {
		w.Status = o.status
	}
	if slices.Contains(timeline.Verifications, o.verification) && o.verification != timeline.Retracted {
		w.Verification = o.verification
	}
	if o.date != nil {
		w.Date = *o.date
	}
}
