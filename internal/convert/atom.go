package convert

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"io"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// atomEvents and atomQuotes are Atom feeds (RFC 4287). The elements in the
// namespace of Terms hold the record's own date with its EDTF. A retracted
// event is a tombstone (RFC 6721), so that readers drop what they kept.
var (
	atomEvents = Format[timeline.Event]{
		Name: "atom", MediaType: atomType, Extension: "atom",
		Write: func(w io.Writer, about About, records Records[timeline.Event]) (Loss, error) {
			return writeAtom(w, about, "events", records, eventEntry)
		},
	}
	atomQuotes = Format[timeline.Quote]{
		Name: "atom", MediaType: atomType, Extension: "atom", Names: true,
		Write: func(w io.Writer, about About, records Records[timeline.Quote]) (Loss, error) {
			return writeAtom(w, about, "quotes", records, quoteEntry)
		},
	}
)

const (
	atomType = "application/atom+xml"
	atomEnd  = "</feed>"
)

type (
	atomText struct {
		Type string `xml:"type,attr,omitempty"`
		Lang string `xml:"xml:lang,attr,omitempty"`
		Text string `xml:",chardata"`
	}
	atomLink struct {
		Rel   string `xml:"rel,attr"`
		Href  string `xml:"href,attr"`
		Type  string `xml:"type,attr,omitempty"`
		Title string `xml:"title,attr,omitempty"`
	}
	atomCategory struct {
		Term   string `xml:"term,attr"`
		Scheme string `xml:"scheme,attr"`
	}
	atomDate struct {
		EDTF        string `xml:"edtf,attr,omitempty"`
		Kind        string `xml:"kind,attr"`
		Earliest    string `xml:"earliest,attr,omitempty"`
		Latest      string `xml:"latest,attr,omitempty"` // exclusive
		Precision   string `xml:"precision,attr,omitempty"`
		Approximate bool   `xml:"approximate,attr,omitempty"`
		Uncertain   bool   `xml:"uncertain,attr,omitempty"`
		Basis       string `xml:"basis,attr"`
		Said        string `xml:"text,attr,omitempty"` // the source's own words
		Words       string `xml:",chardata"`
	}
	atomEntry struct {
		XMLName    struct{}       `xml:"entry"`
		ID         string         `xml:"id"`
		Title      atomText       `xml:"title"`
		Published  string         `xml:"published,omitempty"`
		Updated    string         `xml:"updated"`
		Links      []atomLink     `xml:"link"`
		Categories []atomCategory `xml:"category"`
		Summary    *atomText      `xml:"summary"`
		Content    atomText       `xml:"content"`
		Date       atomDate       `xml:"d:date"`
		feedExtensions
	}
	atomTombstone struct {
		XMLName struct{} `xml:"at:deleted-entry"`
		Ref     string   `xml:"ref,attr"`
		When    string   `xml:"when,attr"`
		Comment atomText `xml:"at:comment"`
	}
	// atomFeed is what a feed says of itself, before its entries.
	atomFeed struct {
		XMLName    struct{}   `xml:"feed"`
		Namespace  string     `xml:"xmlns,attr"`
		Tombstones string     `xml:"xmlns:at,attr"`
		Terms      string     `xml:"xmlns:d,attr"`
		ID         string     `xml:"id"`
		Title      atomText   `xml:"title"`
		Updated    string     `xml:"updated"`
		Author     string     `xml:"author>name"`
		Generator  string     `xml:"generator"`
		Links      []atomLink `xml:"link"`
	}
)

// writeAtom leaves the feed open on an error: it is no XML then.
func writeAtom[T any](w io.Writer, about About, resource string, records Records[T], of func(About, *T) feedEntry) (Loss, error) {
	out := bufio.NewWriter(w)
	head, err := xml.Marshal(atomFeedOf(about, resource))
	if err != nil {
		return Loss{}, err
	}
	out.WriteString(xml.Header)
	out.Write(bytes.TrimSuffix(head, []byte(atomEnd)))
	for r, err := range records {
		if err != nil {
			return Loss{}, err
		}
		text, err := xml.Marshal(atomOf(about, of(about, r)))
		if err != nil {
			return Loss{}, err
		}
		out.WriteByte('\n')
		if _, err := out.Write(text); err != nil {
			return Loss{}, err
		}
	}
	out.WriteString("\n" + atomEnd + "\n")
	return Loss{}, out.Flush()
}

func atomFeedOf(about About, resource string) atomFeed {
	feed := atomFeed{
		Namespace:  "http://www.w3.org/2005/Atom",
		Tombstones: "http://purl.org/atompub/tombstones/1.0",
		Terms:      Terms,
		ID:         feedID(about, resource),
		Title:      atomText{Type: "text", Text: nameOr(about.Title, publisher)},
		Updated:    atomInstant(lastChange(timeline.Stamp{}, about)),
		Author:     publisher,
		Generator:  publisher,
	}
	if about.Self != "" {
		feed.Links = append(feed.Links, atomLink{Rel: "self", Href: about.Self, Type: atomType})
	}
	if about.Next != "" {
		feed.Links = append(feed.Links, atomLink{Rel: "next", Href: about.Next, Type: atomType})
	}
	return feed
}

func atomOf(about About, e feedEntry) any {
	if e.retracted {
		return atomTombstone{Ref: e.id, When: atomInstant(e.updated), Comment: atomText{Type: "text", Text: e.title}}
	}
	entry := atomEntry{
		ID:      e.id,
		Title:   atomText{Type: "text", Text: e.title, Lang: e.language},
		Updated: atomInstant(e.updated),
		Content: atomText{Type: "html", Text: e.body.html(), Lang: e.language},
		Links:   atomLinks(about, e),
		Date:    atomDateOf(e.extensions),

		feedExtensions: e.extensions,
	}
	if !e.published.IsZero() {
		entry.Published = atomInstant(e.published)
	}
	if e.extensions.Type != "" {
		entry.Categories = append(entry.Categories, atomCategory{e.extensions.Type, Terms + "type"})
	}
	for _, t := range e.topics {
		entry.Categories = append(entry.Categories, atomCategory{t, Terms + "topic"})
	}
	if e.summary != "" {
		entry.Summary = &atomText{Type: "text", Text: e.summary}
	}
	return entry
}

func atomLinks(about About, e feedEntry) []atomLink {
	var links []atomLink
	if e.page != "" {
		links = append(links, atomLink{Rel: "alternate", Href: e.page, Type: "text/html"})
	}
	if e.url != "" {
		links = append(links, atomLink{Rel: "alternate", Href: e.url, Type: "application/json"})
		for _, id := range e.sources {
			links = append(links, atomLink{Rel: "via", Href: urlOf(about, "source", id)})
		}
	}
	for _, m := range e.media {
		links = append(links, atomLink{Rel: "enclosure", Href: m.URL, Type: m.Type, Title: m.Alt})
	}
	return links
}

func atomDateOf(x feedExtensions) atomDate {
	d := x.Date
	a := atomDate{
		EDTF: d.EDTF.String(), Kind: d.Kind(), Precision: string(d.EDTF.Precision()), Basis: nameOr(d.Basis, "unknown"), Said: d.Text, Words: x.Words,
		Approximate: d.EDTF.Approximate(), Uncertain: d.EDTF.Uncertain(),
	}
	span := d.Interval()
	if span.Earliest != edtf.OpenStart {
		a.Earliest = edtf.FormatInstant(span.Earliest)
	}
	if span.Latest != edtf.OpenEnd {
		a.Latest = edtf.FormatInstant(span.Latest)
	}
	return a
}

func atomInstant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
