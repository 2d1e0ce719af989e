package convert_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// feedFormats are read by the same reader, so most rules are checked on both.
var feedFormats = []string{"atom", "jsonfeed"}

func readFeed(t *testing.T, text []byte) *gofeed.Feed {
	t.Helper()
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return feed
}

func feedOf(t *testing.T, format string, about convert.About, list ...timeline.Event) *gofeed.Feed {
	t.Helper()
	text, loss := written(t, named(t, convert.OutsideEvents, format), about, list...)
	if loss != (convert.Loss{}) {
		t.Errorf("loss = %+v", loss)
	}
	return readFeed(t, text)
}

func TestFeed(t *testing.T) {
	t.Parallel()
	for _, format := range feedFormats {
		e := anEvent("a-call", "2025-03~")
		e.Revision, e.UpdatedAt = 2, updated
		feed := feedOf(t, format, onServer, e, anEvent("b", ""))
		if feed.Title != "Events & <more>" || feed.FeedLink != onServer.Self || len(feed.Items) != 2 || feed.Authors[0].Name != "Dateline" {
			t.Fatalf("%s: %v", format, feed)
		}
		item := feed.Items[0]
		if item.GUID != "urn:dateline:aa11:event:a-call" || item.Title != "A call" || item.Link != "https://dateline.test/stories/a-story?event=a-call#e-a-call" || item.Description != "Two people spoke." {
			t.Errorf("%s: %+v", format, item)
		}
		// The feed's clock is ours, not that of the event.
		if !item.PublishedParsed.Equal(recorded) || !item.UpdatedParsed.Equal(updated) {
			t.Errorf("%s: published %v, updated %v", format, item.PublishedParsed, item.UpdatedParsed)
		}
		if !slices.Equal(item.Categories, []string{"call", "peace-talks", "aid"}) {
			t.Errorf("%s: categories %q", format, item.Categories)
		}
		if len(item.Enclosures) != 1 || item.Enclosures[0].URL != "https://example.org/p.jpg" || item.Enclosures[0].Type != "image/jpeg" {
			t.Errorf("%s: enclosures %v", format, item.Enclosures)
		}
		for _, want := range []string{"about March 2025", "We want peace, now; always.", "Mike Waltz (initiator)", "White House"} {
			if !strings.Contains(item.Content, want) {
				t.Errorf("%s: the content lacks %q: %s", format, want, item.Content)
			}
		}
		if content := feed.Items[1].Content; !strings.Contains(content, "date unknown (the source says “days after”)") {
			t.Errorf("%s: %s", format, content)
		}
	}
}

// TestFeedEdit: an edit keeps an item's id, on every server, and raises its date.
func TestFeedEdit(t *testing.T) {
	t.Parallel()
	for _, format := range feedFormats {
		e := anEvent("a", "2025-03-05")
		before := feedOf(t, format, onServer, e).Items[0]
		e.Title, e.Revision, e.UpdatedAt = "Another title", 3, updated
		after := feedOf(t, format, convert.About{Origin: "https://other.test", Database: "aa11"}, e).Items[0]
		if before.GUID != after.GUID || !after.UpdatedParsed.After(*before.UpdatedParsed) || !after.PublishedParsed.Equal(*before.PublishedParsed) {
			t.Errorf("%s: before %+v, after %+v", format, before, after)
		}
	}
}

func TestFeedQuotes(t *testing.T) {
	t.Parallel()
	q := anEvent("a", "").Quotes[0]
	indirect := q
	indirect.ID, indirect.Kind, indirect.Text, indirect.Date = "second", "indirect", strings.Repeat("He wants peace. ", 20), nil
	for _, format := range feedFormats {
		text, _ := written(t, named(t, convert.OutsideQuotes, format), onServer, q, indirect)
		items := readFeed(t, text).Items
		if items[0].GUID != "urn:dateline:aa11:quote:a-q" || items[0].Title != "mike-waltz: “We want peace, now; always.”" || !strings.Contains(items[0].Content, "6 March 2025") {
			t.Errorf("%s: %+v", format, items[0])
		}
		if n := len([]rune(items[1].Title)); n > 120 || strings.ContainsAny(items[1].Title+items[1].Content, "“”") || !strings.Contains(items[1].Content, "in paraphrase") {
			t.Errorf("%s: %+v", format, items[1])
		}
	}
}

// TestFeedID: the pages of a query are one feed, another query is another.
func TestFeedID(t *testing.T) {
	t.Parallel()
	id := func(self string) string {
		text, _ := written(t, named(t, convert.OutsideEvents, "atom"), convert.About{Self: self})
		return regexp.MustCompile(`<id>(.*?)</id>`).FindStringSubmatch(string(text))[1]
	}
	first := id("https://a.test/v1/events?actor=a&type=call")
	for _, same := range []string{"https://a.test/v1/events?type=call&actor=a", "http://b.test:8080/v1/events?actor=a&type=call", "https://a.test/v1/events?actor=a&cursor=xyz&format=atom&limit=5&type=call"} {
		if got := id(same); got != first {
			t.Errorf("%s: %s, want %s", same, got, first)
		}
	}
	if id("https://a.test/v1/events?actor=b&type=call") == first || !strings.HasPrefix(first, "urn:dateline:feed:events:") {
		t.Error(first)
	}
}

func TestFeedOfNastyTexts(t *testing.T) {
	t.Parallel()
	markup := regexp.MustCompile(`<(/?)(\w+)[^>]*>`)
	for _, format := range feedFormats {
		for i, e := range nastyEvents() {
			feed := feedOf(t, format, onServer, e)
			if e.IsRetracted() && format == "atom" {
				continue
			}
			if len(feed.Items) != 1 {
				t.Fatalf("%s, text %d: %d items", format, i, len(feed.Items))
			}
			if format != "atom" {
				continue
			}
			for _, tag := range markup.FindAllStringSubmatch(feed.Items[0].Content, -1) {
				if !slices.Contains([]string{"p", "strong", "br", "blockquote"}, tag[2]) {
					t.Errorf("text %d became markup: %s", i, tag[0])
				}
			}
		}
	}
}

// TestAtomRules holds the feed to RFC 4287 4.1: what must be there once, what
// is an IRI, a date, or a text.
func TestAtomRules(t *testing.T) {
	t.Parallel()
	type element struct {
		XMLName  xml.Name
		Attrs    []xml.Attr `xml:",any,attr"`
		Text     string     `xml:",chardata"`
		Elements []element  `xml:",any"`
	}
	doc := bundledDocument(t)
	doc.Events = append(doc.Events, anEvent("one-of-all", "2025-03-05"))
	for _, about := range []convert.About{onServer, {}} {
		text, _ := written(t, named(t, convert.OutsideEvents, "atom"), about, doc.Events...)
		if !bytes.HasPrefix(text, []byte(xml.Header)) {
			t.Errorf("begins with %.60s", text)
		}
		var feed element
		if err := xml.Unmarshal(text, &feed); err != nil {
			t.Fatal(err)
		}
		const atom = "http://www.w3.org/2005/Atom"
		if feed.XMLName != (xml.Name{Space: atom, Local: "feed"}) {
			t.Errorf("root %v", feed.XMLName)
		}
		ids := map[string]bool{}
		var check func(e element)
		check = func(e element) {
			count := map[string]int{}
			for _, child := range e.Elements {
				if child.XMLName.Space == atom {
					count[child.XMLName.Local]++
				}
				text := strings.TrimSpace(child.Text)
				switch child.XMLName.Local {
				case "id":
					if address, err := url.Parse(text); err != nil || !address.IsAbs() || ids[text] {
						t.Errorf("id %q is no IRI or stands twice", text)
					}
					ids[text] = true
				case "updated", "published":
					if _, err := time.Parse(time.RFC3339, text); err != nil {
						t.Error(err)
					}
				case "entry":
					check(child)
				case "link":
					if len(child.Attrs) < 2 || child.Text != "" {
						t.Errorf("link %v", child)
					}
				}
			}
			for _, once := range []string{"id", "title", "updated"} {
				if count[once] != 1 {
					t.Errorf("%s has %d of %s", e.XMLName.Local, count[once], once)
				}
			}
			if e.XMLName.Local == "entry" && count["content"] != 1 || e.XMLName.Local == "feed" && (count["author"] != 1 || count["entry"] != len(doc.Events)) {
				t.Errorf("%s: %v", e.XMLName.Local, count)
			}
		}
		check(feed)
	}
}

func TestAtomExtension(t *testing.T) {
	t.Parallel()
	type date struct {
		EDTF        string `xml:"edtf,attr"`
		Kind        string `xml:"kind,attr"`
		Earliest    string `xml:"earliest,attr"`
		Latest      string `xml:"latest,attr"`
		Precision   string `xml:"precision,attr"`
		Approximate bool   `xml:"approximate,attr"`
		Basis       string `xml:"basis,attr"`
		Said        string `xml:"text,attr"`
		Words       string `xml:",chardata"`
	}
	var feed struct {
		Links []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/2005/Atom link"`
		Entries []struct {
			Date         date   `xml:"urn:dateline:terms: date"`
			Status       string `xml:"urn:dateline:terms: status"`
			Verification string `xml:"urn:dateline:terms: verification"`
			Place        struct {
				Role string  `xml:"role,attr"`
				Lat  float64 `xml:"lat,attr"`
				Name string  `xml:",chardata"`
			} `xml:"urn:dateline:terms: place"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	text, _ := written(t, named(t, convert.OutsideEvents, "atom"), onServer, anEvent("a", "2025-03~"), anEvent("b", ""), anEvent("c", "Y-13800000000"), anEvent("d", "2025-03-05/2025-03-07"))
	if err := xml.Unmarshal(text, &feed); err != nil {
		t.Fatal(err)
	}
	want := []date{
		{"2025-03~", "moment", "2025-03-01T00:00:00Z", "2025-04-01T00:00:00Z", "month", true, "stated", "", "about March 2025"},
		{"", "moment", "", "", "", false, "unknown", "days after", "date unknown"},
		{"Y-13800000000", "moment", "Y-13800000000", "Y-13799999999", "year", false, "stated", "", "13.8 billion years ago"},
		{"2025-03-05/2025-03-07", "period", "2025-03-05T00:00:00Z", "2025-03-08T00:00:00Z", "interval", false, "stated", "", "5 to 7 March 2025"},
	}
	for i, e := range feed.Entries {
		if e.Date != want[i] || e.Status != "occurred" || e.Verification != "reported" || e.Place.Role != "location" || e.Place.Lat != 38.8977 || e.Place.Name != "White House" {
			t.Errorf("%+v, want %+v", e, want[i])
		}
	}
	if len(feed.Links) != 2 || feed.Links[0].Href != onServer.Self || feed.Links[1].Rel != "next" || feed.Links[1].Href != onServer.Next {
		t.Errorf("links %v", feed.Links)
	}
}

// TestAtomTombstone: RFC 6721. A retracted event is no entry any more.
func TestAtomTombstone(t *testing.T) {
	t.Parallel()
	e := anEvent("a", "2025-03-05")
	e.Verification, e.UpdatedAt = timeline.Retracted, updated
	text, _ := written(t, named(t, convert.OutsideEvents, "atom"), onServer, e)
	var feed struct {
		Deleted []struct {
			Ref     string `xml:"ref,attr"`
			When    string `xml:"when,attr"`
			Comment string `xml:"http://purl.org/atompub/tombstones/1.0 comment"`
		} `xml:"http://purl.org/atompub/tombstones/1.0 deleted-entry"`
	}
	if err := xml.Unmarshal(text, &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Deleted) != 1 || feed.Deleted[0].Ref != "urn:dateline:aa11:event:a" || feed.Deleted[0].When != "2026-02-03T04:05:06Z" || feed.Deleted[0].Comment != "Retracted: A call" {
		t.Errorf("%+v", feed)
	}
	if bytes.Contains(text, []byte("<entry")) {
		t.Error("the entry is still there")
	}
}

// TestJSONFeedRules holds the feed to what version 1.1 requires.
func TestJSONFeedRules(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	retracted := anEvent("gone", "2025-03-05")
	retracted.Verification = timeline.Retracted
	for _, about := range []convert.About{onServer, {}} {
		text, _ := written(t, named(t, convert.OutsideEvents, "jsonfeed"), about, append(doc.Events, retracted)...)
		var feed struct {
			Version string
			Title   string
			NextURL string `json:"next_url"`
			Authors []map[string]any
			Items   []struct {
				ID          string
				Title       string
				ContentText string `json:"content_text"`
				Published   string `json:"date_published"`
				Modified    string `json:"date_modified"`
				Dateline    struct {
					Date      timeline.Date
					Words     string
					Retracted bool
				} `json:"_dateline"`
			}
		}
		if err := json.Unmarshal(text, &feed); err != nil {
			t.Fatal(err)
		}
		if feed.Version != "https://jsonfeed.org/version/1.1" || feed.Title == "" || feed.NextURL != about.Next || len(feed.Authors) != 1 || len(feed.Items) != len(doc.Events)+1 {
			t.Errorf("%+v", feed)
		}
		ids := map[string]bool{}
		for i, item := range feed.Items {
			if item.ID == "" || ids[item.ID] || item.ContentText == "" {
				t.Errorf("item %+v", item)
			}
			ids[item.ID] = true
			for _, at := range []string{item.Published, item.Modified} {
				if _, err := time.Parse(time.RFC3339, at); err != nil {
					t.Error(err)
				}
			}
			if i < len(doc.Events) && (item.Dateline.Date != doc.Events[i].Date || item.Dateline.Words != convert.DateWords(doc.Events[i].Date) || item.Dateline.Retracted) {
				t.Errorf("%+v is not of %+v", item.Dateline, doc.Events[i].Date)
			}
		}
		if last := feed.Items[len(feed.Items)-1]; !last.Dateline.Retracted || last.Title != "Retracted: A call" {
			t.Errorf("%+v", last)
		}
	}
}
