package convert_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

var _ = example("feed", rssFeed("<item><title>A</title><guid>1</guid></item>"))

// rssFeed is a feed of items.
func rssFeed(items string) string {
	return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Gazette</title><link>https://gazette.example/</link>` + items + "</channel></rss>"
}

func TestFeedEntries(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"RSS": `<?xml version="1.0"?><!-- a comment --><rss version="2.0"><channel><title>The Gazette &amp; more</title><description>Daily &lt;b&gt;news&lt;/b&gt;</description><language>en-gb</language>
			<item><title>Board &amp;amp; keeper</title><link>https://gazette.example/a</link><guid isPermaLink="false">urn:x:1</guid><pubDate>Wed, 05 Mar 2025 10:00:00 +0200</pubDate>
			<description><![CDATA[<p>The board <a href="https://x.example/">keeps</a> him.</p>]]></description><category>Harbour</category><author>jane@gazette.example (Jane Roe)</author>
			<enclosure url="https://gazette.example/a.mp3" type="audio/mpeg" length="3"/><enclosure url="https://gazette.example/a.pdf" type="application/pdf"/></item></channel></rss>`,
		"Atom": `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb"><title>The Gazette &amp; more</title><subtitle type="html">Daily &lt;b&gt;news&lt;/b&gt;</subtitle><id>urn:x:f</id>
			<entry><title type="html">Board &amp;amp; keeper</title><link href="https://gazette.example/a"/><id>urn:x:1</id><published>2025-03-05T10:00:00+02:00</published><updated>2025-03-06T10:00:00Z</updated>
			<summary type="html">&lt;p&gt;The board &lt;a href="https://x.example/"&gt;keeps&lt;/a&gt; him.&lt;/p&gt;</summary><category term="Harbour"/><author><name>Jane Roe</name><email>jane@gazette.example</email></author>
			<link rel="enclosure" href="https://gazette.example/a.mp3" type="audio/mpeg"/><link rel="via" href="https://gazette.example/a.pdf"/></entry></feed>`,
		"JSON Feed": `{"version": "https://jsonfeed.org/version/1.1", "title": "The Gazette &amp; more", "description": "Daily <b>news</b>", "language": "en-gb", "feed_url": "https://gazette.example/feed", "items": [
			{"id": "urn:x:1", "url": "https://gazette.example/a", "title": "Board & keeper", "content_html": "<p>The board <a href=\"https://x.example/\">keeps</a> him.</p>", "date_published": "2025-03-05T10:00:00+02:00", "date_modified": "2025-03-06T10:00:00Z",
			"tags": ["Harbour"], "authors": [{"name": "Jane Roe"}, {"name": "jane@gazette.example"}], "attachments": [{"url": "https://gazette.example/a.mp3", "mime_type": "audio/mpeg"}, {"url": "https://gazette.example/a.pdf", "mime_type": "application/pdf"}]}]}`,
	} {
		read := readItems(t, "feed", text)
		if len(read.entries) != 2 || read.err != nil {
			t.Fatalf("%s: %+v", name, read)
		}
		if s, ok := read.entries[0].Record.(*timeline.Story); !ok || s.Title != "The Gazette & more" || s.Summary != "Daily news" || s.Language != "en-gb" {
			t.Errorf("%s: the story is %+v", name, read.entries[0].Record)
		}
		e, row := read.events()[0], read.entries[1].Row
		date, updated := "2025-03-05T10:00+02:00 stated", `, "updated": "2025-03-06T10:00:00Z"`
		if name == "RSS" {
			date, updated = date+" “Wed, 05 Mar 2025 10:00:00 +0200”", ""
		}
		want := `{"title": "Board & keeper", "summary": "The board keeps him.", "type": "publication", "status": "occurred", "language": "en-gb", "date": "` + date + `", "topics": ["harbour"],
			"citations": [{"source": "` + row.Parts[0].RecordID() + `", "url": "https://gazette.example/a"}, {"source": "` + row.Parts[1].RecordID() + `", "url": "https://gazette.example/a.pdf"}],
			"media": [{"url": "https://gazette.example/a.mp3", "type": "audio/mpeg"}], "external_ids": ["feed:urn:x:1"], "origin": {"feed": {"authors": ["Jane Roe"]` + updated + `}}}`
		itemSame(t, name, e, want)
		if s, ok := row.Parts[0].(*timeline.Source); !ok || s.Title != "Board & keeper" || s.Publisher != "The Gazette & more" || s.Published.EDTF.String() != "2025-03-05T10:00+02:00" || s.URL != "https://gazette.example/a" || s.Language != "en-gb" {
			t.Errorf("%s: the source is %+v", name, row.Parts[0])
		}
		if wantLine := map[string]int{"RSS": 2, "Atom": 2, "JSON Feed": 2}[name]; read.entries[1].Line != wantLine || name != "RSS" && row.Version != 1741255200 {
			t.Errorf("%s: line %d, version %d", name, read.entries[1].Line, row.Version)
		}
	}
}

func TestFeedDates(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{
		"Wed, 05 Mar 2025 10:00:00 GMT": "2025-03-05T10:00Z stated", "Wed, 05 Mar 2025 10:00:00 EST": "2025-03-05T15:00Z stated", "Wed, 05 Mar 2025 10:00:07 -0500": "2025-03-05T10:00:07-05:00 stated",
		"2025-03-05T10:00:00Z": "2025-03-05T10:00Z stated", "2025-03-05T10:00:00": "2025-03-05T10:00 stated", "2025-03-05": "2025-03-05 stated", "2025-03": "2025-03 stated", "2025": "2025 stated",
		"5 Mar 2025": "2025-03-05 stated", "March 5, 2025": "2025-03-05 stated", "January 2, 2006 15:04:05": "2006-01-02T15:04:05 stated",
		"05/03/2025": " unknown", "soon": " unknown", "": " unknown",
	} {
		e, row := theEvent(t, "feed", strings.Replace(rssFeed("<item><title>A</title><pubDate>"+date+"</pubDate></item>"), "<title>The Gazette</title>", "", 1))
		if got := e.Date.EDTF.String() + " " + e.Date.Basis; got != want || (e.Date.Basis == "unknown" && date != "") != (len(row.Warnings) == 1) {
			t.Errorf("%q: %s, want %s; %q", date, got, want, itemWarnings(row))
		}
		if iso := strings.HasPrefix(date, "20"); !iso && e.Date.Text != date || iso && e.Date.Text != "" {
			t.Errorf("%q is in the words %q", date, e.Date.Text)
		}
	}
}

// An entry has a title, an id that is the feed's alone where it is no address, and
// what is broken in one is rejected by itself.
func TestFeedOddEntries(t *testing.T) {
	t.Parallel()
	read := readItems(t, "feed", rssFeed("\n<item><description>No title here</description><guid>1</guid></item>\n<item/><item><link>https://a.example/x</link></item><item><guid>1</guid><title>Again</title></item>\n<item><guid>https://a.example/p</guid><title>P<br>Q</title><description>a &nbsp; b & c</description></item>\n<item><title>c < d</title></item><item><guid>https://a.example/q</guid><title>Q</title></item>"))
	var got []string
	for _, e := range read.events() {
		id := e.ExternalIDs[0]
		if strings.HasPrefix(id, "feed:content-") {
			id = "content"
		}
		got = append(got, id+" "+e.Title)
	}
	scope := "feed:" + strings.SplitN(got[0], "/", 2)[0][len("feed:"):]
	want := []string{scope + "/1 No title here", "content Entry of The Gazette", "feed:https://a.example/x Published: https://a.example/x", "content Again", "feed:https://a.example/p P", "feed:https://a.example/q Q"}
	if len(read.rejects) != 1 || !strings.HasPrefix(read.rejects[0], "5:1: the document: the entry is no XML: ") || len(got) != 6 || got[5] != want[5] || !slices.Equal(got[:4], want[:4]) || !strings.HasPrefix(got[4], want[4]) || len(scope) != len("feed:")+8 || read.err != nil {
		t.Errorf("%q, want %q; %q, %v", got, want, read.rejects, read.err)
	}
	other := readItems(t, "feed", strings.ReplaceAll(rssFeed("<item><guid>1</guid><title>A</title></item>"), "gazette.example", "other.example"))
	if other.events()[0].ExternalIDs[0] == read.events()[0].ExternalIDs[0] {
		t.Error("another feed's entry has the same id")
	}
	read = readItems(t, "feed", `{"version": "1.1", "items": [{"id": 7, "content_text": "A <b> c", "summary": ""},`+"\n"+`{"id": "x", "title": 5}, {"id": "https://a.example/", "external_url": "mailto:a@b.c"}], "next_url": "https://a.example/2", "title": "late"}`)
	if len(read.events()) != 2 || read.events()[0].Title != "A <b> c" || len(read.rejects) != 1 || !strings.Contains(read.rejects[0], "2:1: ") || !slices.Equal(read.notes, []string{"the feed goes on at https://a.example/2, which is not fetched: import that, too"}) || read.err != nil {
		t.Errorf("%v, %q, %q, %v", read.events(), read.rejects, read.notes, read.err)
	}
	for text, want := range map[string]string{"": "no feed", "a": "no feed", "<html></html>": "no feed", "<rss><channel><item><title>A": "", rssFeed("<item><title>A</title>"): "", "<feed": "line 1: the feed cannot be read on", `{"items": {}}`: "items are no list", `{"items": [{"id": "1"}`: "line 1: the feed cannot be read on", `{"items": [{"id"]}`: "line 1: the feed cannot"} {
		read := readItems(t, "feed", text)
		if cut := len(read.rejects) == 1 && strings.Contains(read.rejects[0], "the entry has no end"); (want == "") != cut || want != "" && (read.err == nil || !strings.Contains(read.err.Error(), want)) {
			t.Errorf("%q: %q, %v", text, read.rejects, read.err)
		}
	}
	long := rssFeed("<item><title>L</title><description>" + strings.Repeat("word ", 1000) + "</description></item>")
	if e, _ := theEventOf(t, long); len([]rune(e.Summary)) != 1000 {
		t.Errorf("%d characters of an article are taken", len([]rune(e.Summary)))
	}
}

// What others write into a feed beside its entries may be a number beyond those of Go.
func TestFeedWithAHugeNumber(t *testing.T) {
	t.Parallel()
	read := readItems(t, "feed", `{"version": "1.1", "n": 1e999999, "items": [{"id": "1", "content_text": "A"}]}`)
	if len(read.events()) != 1 || read.err != nil {
		t.Errorf("%v, %v", read.events(), read.err)
	}
}

// A rejected entry that is mended is known again as the same one, read behind its header.
func TestFeedEntryAlone(t *testing.T) {
	t.Parallel()
	i := slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == "feed" })
	for name, text := range map[string]string{
		"RSS":       rssFeed("<item><title>A</title><guid>1</guid></item>"),
		"RDF":       `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>R &amp; S</title></channel><item><title>A</title><dc:identifier>1</dc:identifier></item></rdf:RDF>`,
		"Atom":      `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:link rel="self" href="https://a.example/?a=1&amp;b=2"/><a:entry><a:title>A</a:title><a:id>1</a:id></a:entry></a:feed>`,
		"JSON Feed": `{"version":"1.1","feed_url":"https://a.example/f","home_page_url":"https://a.example/","title":"T","items":[{"id":"1","title":"A"}]}`,
	} {
		read := readItems(t, "feed", text)
		last := read.entries[len(read.entries)-1]
		alone := string(last.Raw)
		if header := last.Header; convert.Readers[i].Alone != nil {
			alone = convert.Readers[i].Alone(header, alone)
		}
		again := readItems(t, "feed", alone)
		if len(again.events()) != 1 || again.events()[0].ExternalIDs[0] != read.events()[0].ExternalIDs[0] || again.err != nil {
			t.Errorf("%s: %v, %v is not %q:\n%s", name, again.events(), again.err, read.events()[0].ExternalIDs, alone)
		}
	}
}

// theEventOf is the only event of a feed that has a title, too.
func theEventOf(t *testing.T, text string) (*timeline.Event, *timeline.Row) {
	t.Helper()
	read := readItems(t, "feed", text)
	if len(read.events()) != 1 || read.err != nil {
		t.Fatalf("%+v", read)
	}
	last := read.entries[len(read.entries)-1]
	return last.Record.(*timeline.Event), last.Row
}

// The encoding is the one that the declaration names, unless the text is UTF-8 as it
// stands; an item of RDF stands beside its channel.
func TestFeedLayouts(t *testing.T) {
	t.Parallel()
	body := rssFeed("<item><title>K\xf6nig</title></item>")
	for name, tt := range map[string]struct{ text, want string }{
		"Latin-1":            {`<?xml version="1.0" encoding="ISO-8859-1"?>` + body, "König"},
		"UTF-8 said Latin-1": {`<?xml version="1.0" encoding="ISO-8859-1"?>` + strings.ReplaceAll(body, "\xf6", "ö"), "König"},
		"of no encoding":     {body, "K\uFFFDnig"},
		"control characters": {rssFeed("<item><title>K\x01\x0bnig</title></item>"), "K nig"},
		"RDF":                {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>R</title></channel><item><title>König</title></item></rdf:RDF>`, "König"},
		"a prefix":           {`<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:x="urn:x"><x:entry>no</x:entry><a:entry><a:title>König</a:title><x:entry>in it</x:entry></a:entry></a:feed>`, "König"},
		"an entry in one":    {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>König</title><content type="application/atom+xml"><entry><title>Inner</title></entry></content></entry></feed>`, "König"},
	} {
		e, row := theEventOf(t, tt.text)
		if e.Title != tt.want || strings.ContainsRune(e.Title, '\uFFFD') != strings.Contains(itemWarnings(row), "U+FFFD") {
			t.Errorf("%s: %q, %q", name, e.Title, itemWarnings(row))
		}
	}
}

// Feeds that Dateline wrote give back what the events are.
func TestFeedOfOurs(t *testing.T) {
	t.Parallel()
	e := anEvent("a-call", "2025-03~")
	e.Status, e.Date.Basis, e.Date.Text = "expected", "inferred", "days after"
	for _, format := range feedFormats {
		text, _ := written(t, named(t, convert.OutsideEvents, format), onServer, e)
		got, row := theEventOf(t, string(text))
		if got.Title != e.Title || got.Summary != e.Summary || got.Type != e.Type || got.Status != e.Status || got.Date != e.Date || got.ExternalIDs[0] != "feed:urn:dateline:aa11:event:a-call" || !slices.Equal(got.Topics, e.Topics) || len(row.Warnings) > 0 {
			t.Errorf("%s: %s\n%s", format, itemSays(t, got), itemWarnings(row))
		}
	}
}

func FuzzReadFeed(f *testing.F) {
	f.Add(readable["feed"])
	f.Add(`<?xml version="1.0" encoding="windows-1252"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;</title><link rel="via" href="x"/><published>2025-03-05</published></entry></feed>`)
	f.Add(`<rdf:RDF xmlns:rdf="r"><channel/><item/></rdf:RDF>`)
	f.Add(`{"version":"1.1","items":[{"id":1,"content_html":"<p>x","_dateline":{"date":{"edtf":"2025"},"type":"call"}}]}`)
	f.Fuzz(func(t *testing.T, text string) { readItems(t, "feed", text) })
}
