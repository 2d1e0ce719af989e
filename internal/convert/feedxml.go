package convert

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"

	"example.org/dateline/internal/timeline"
)

// feedXML is where the entries of a feed stand.
type feedXML struct {
	root   string // rss, rdf or feed
	prefix string // of the names of entries
	entry  string // what they are called
	open   string // the start tags that an entry stands in, and their ends
	close  string
	depth  int   // inside an entry: how many of its name are open
	at     int64 // where it begins
}

func (x *feedXML) isEntry(name xml.Name) bool {
	return x.root != "" && name.Local == x.entry && name.Space == x.prefix
}

// begin takes note of an element outside of entries. It reports false of a root that
// is none of a feed.
func (x *feedXML) begin(name xml.Name, tag string) bool {
	local := strings.ToLower(name.Local)
	qualified := name.Local
	if name.Space != "" {
		qualified = name.Space + ":" + name.Local
	}
	switch {
	case x.root == "" && !slices.Contains(feedRoots, local):
		return false
	case x.root == "":
		x.root, x.entry = local, "item"
		if local == "feed" {
			x.entry, x.prefix = "entry", name.Space
		}
	case x.root == "rss" && local == "channel" && strings.Count(x.close, "</") == 1:
		x.prefix = name.Space
	default:
		return true
	}
	x.open, x.close = x.open+tag, "</"+qualified+">"+x.close
	return true
}

// xml reads an XML feed entry by entry.
func (r *feedRead) xml(text io.Reader) (line int, err error) {
	cut := newCutReader(text)
	dec := feedTokens(cut)
	x := &feedXML{}
	for {
		from := dec.InputOffset()
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return r.xmlEnd(x, cut, from)
		}
		if err != nil {
			if x.root == "" {
				_, line := cut.cut(from, from)
				return line, fmt.Errorf("line %d: the feed cannot be read on: %w", line, err)
			}
			if cut, err = r.pass(x, cut, from, err); err != nil {
				return cut.line, err
			}
			dec = feedTokens(cut)
			continue
		}
		switch t := token.(type) {
		case xml.StartElement:
			if x.isEntry(t.Name) {
				if x.depth++; x.depth > 1 {
					break
				}
				x.at = from
				err = r.tellXML(x, cut, from)
			} else if x.depth == 0 && !x.begin(t.Name, string(cut.text(from, dec.InputOffset()))) {
				err = errNoFeed
			}
		case xml.EndElement:
			if x.depth == 0 || !x.isEntry(t.Name) {
				break
			}
			if x.depth--; x.depth == 0 {
				piece, line := cut.cut(x.at, dec.InputOffset())
				err = r.xmlEntry(x, piece, line)
			}
		}
		if err != nil {
			return cut.line, err
		}
		if x.depth == 0 && r.told {
			cut.drop(dec.InputOffset())
		}
	}
}

// pass rejects an entry in which the text is no XML, and goes on at the next one: the
// parser cannot.
func (r *feedRead) pass(x *feedXML, cut *cutReader, at int64, why error) (*cutReader, error) {
	if err := r.tellXML(x, cut, at); err != nil {
		return cut, err
	}
	name := x.entry
	if x.prefix != "" {
		name = x.prefix + ":" + name
	}
	next, size := regexp.MustCompile("<"+regexp.QuoteMeta(name)+`[\s/>]`), len(cut.text(at+1, at+maxPiece))
	for more := true; ; {
		if found := next.FindIndex(cut.text(at+1, at+1+int64(size))); found != nil {
			size = found[0]
			break
		}
		if !more {
			break
		}
		n, err := cut.Read(make([]byte, headBytes))
		if err != nil && !errors.Is(err, io.EOF) {
			return cut, err
		}
		size, more = size+n, err == nil
	}
	from := at
	if x.depth > 0 {
		from = x.at
	}
	piece, line := cut.cut(from, at+1+int64(size))
	on := &cutReader{in: io.MultiReader(bytes.NewReader(bytes.Clone(cut.kept)), cut.in), line: cut.line}
	lost := x.depth > 0
	if x.depth = 0; !lost {
		return on, nil
	}
	return on, r.give(timeline.Entry{Line: line, Raw: piece, Header: r.xmlHeader(x)}, rowFault(line, 1, "the entry is no XML: %s", inOneLine(why.Error())))
}

// xmlEnd is what is left to say at the end of a feed.
func (r *feedRead) xmlEnd(x *feedXML, cut *cutReader, at int64) (line int, err error) {
	switch {
	case x.root == "":
		return cut.line, errNoFeed
	case x.depth > 0:
		piece, line := cut.cut(x.at, at)
		return line, r.give(timeline.Entry{Line: line, Raw: piece}, rowFault(line, 1, "the entry has no end: the feed is cut off"))
	}
	return cut.line, r.tellXML(x, cut, at)
}

// xmlDeclaration is what no text has that is UTF-8 already.
var xmlDeclaration = regexp.MustCompile(`<\?xml[^>]*\?>`)

// tellXML learns what the feed says of itself before its first entry, and gives that.
func (r *feedRead) tellXML(x *feedXML, cut *cutReader, to int64) error {
	if r.told {
		return nil
	}
	piece, _ := cut.cut(0, to)
	head := xmlDeclaration.ReplaceAllString(string(piece), "")
	feed, err := feedParser().ParseString(head + x.close)
	if err != nil {
		feed, err = feedParser().ParseString(head) // it has ended
	}
	if err != nil {
		r.told = true
		return nil // its entries say more
	}
	return r.tell(feedSelf{title: feed.Title, about: feed.Description, language: feed.Language, address: feed.Link, link: feed.FeedLink, next: nextOf(feed)}, []byte(x.open))
}

// xmlHeader is what an entry can be read behind: what the feed says by which the ids of
// its entries are told from others'.
func (r *feedRead) xmlHeader(x *feedXML) string {
	text := func(name, value string) string {
		if value == "" {
			return ""
		}
		if x.prefix != "" {
			name = x.prefix + ":" + name
		}
		return "<" + name + ">" + html.EscapeString(value) + "</" + name + ">"
	}
	if x.root == "feed" {
		name := "link"
		if x.prefix != "" {
			name = x.prefix + ":" + name
		}
		for _, l := range [][2]string{{"self", r.self.link}, {"alternate", r.self.address}} {
			if l[1] != "" {
				return x.open + text("title", r.self.title) + "<" + name + ` rel="` + l[0] + `" href="` + html.EscapeString(l[1]) + `"/>`
			}
		}
		return x.open + text("title", r.self.title)
	}
	about := text("title", r.self.title) + text("link", nameOr(r.self.link, r.self.address))
	if x.root == "rdf" {
		about = "<channel>" + about + "</channel>"
	}
	return x.open + about
}

// nextOf is the address of the feed's next page; empty where there is none.
func nextOf(feed *gofeed.Feed) string {
	if a, ok := feed.OriginalFeed().(*atomFeedRead); ok {
		for _, l := range a.Links {
			if l.Rel == "next" {
				return l.Href
			}
		}
	}
	return ""
}

func feedParser() *gofeed.Parser {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	return p
}

// xmlEntry gives one entry, which gofeed reads as if the feed had no other.
func (r *feedRead) xmlEntry(x *feedXML, raw []byte, line int) error {
	refuse := func(why string) error {
		return r.give(timeline.Entry{Line: line, Raw: raw, Header: r.xmlHeader(x)}, rowFault(line, 1, "%s", why))
	}
	feed, err := feedParser().ParseString(x.open + string(raw) + x.close)
	if err != nil {
		return refuse("the entry cannot be read: " + inOneLine(err.Error()))
	}
	if len(feed.Items) != 1 {
		return refuse("the entry cannot be read: there is none where it should be")
	}
	item := feedItemOf(feed)
	item.header = r.xmlHeader(x)
	return r.entry(item, raw, line)
}
