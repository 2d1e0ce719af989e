package convert

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"time"

	"example.org/dateline/internal/timeline"
)

// publisher is the author of a feed's entries; what is told in them, others said.
const publisher = "Dateline"

// feedEntry is a record as Atom and JSON Feed have it. Their dates are of the
// record, of when we learned of it and when it last changed; the date that it
// is about stands in an extension, and in the text.
type feedEntry struct {
	id         string // a URN, which no edit and no server changes
	url        string // of the record; empty in a file
	page       string // that shows it to people; empty where there is none
	title      string
	summary    string
	body       prose
	language   string
	published  time.Time // zero where nothing is known of it
	updated    time.Time
	topics     []string
	sources    []string // the ids of those cited
	media      []timeline.Media
	retracted  bool
	extensions feedExtensions
}

// feedExtensions is what feeds have no field for. Each resource has its own part.
type feedExtensions struct {
	About        string        `json:"about" xml:"-"` // where the terms are explained, as JSON Feed asks for
	Date         timeline.Date `json:"date" xml:"-"`
	Words        string        `json:"words" xml:"-"` // the date in English
	Revision     int           `json:"revision,omitempty" xml:"d:revision,omitempty"`
	Retracted    bool          `json:"retracted,omitempty" xml:"-"`
	Type         string        `json:"type,omitempty" xml:"d:type,omitempty"`
	Status       string        `json:"status,omitempty" xml:"d:status,omitempty"`
	Verification string        `json:"verification,omitempty" xml:"d:verification,omitempty"`
	Story        string        `json:"story,omitempty" xml:"d:story,omitempty"`
	Actors       []feedActor   `json:"actors,omitempty" xml:"d:actor"`
	Places       []feedPlace   `json:"places,omitempty" xml:"d:place"`
	Event        string        `json:"event,omitempty" xml:"d:event,omitempty"`
	Speaker      string        `json:"speaker,omitempty" xml:"d:speaker,omitempty"`
	Kind         string        `json:"kind,omitempty" xml:"d:kind,omitempty"`
	Subjects     []string      `json:"subjects,omitempty" xml:"d:subject"` // ids of the actors that a quote is about
	Via          string        `json:"via,omitempty" xml:"d:via,omitempty"`
	Addressee    string        `json:"addressee,omitempty" xml:"d:addressee,omitempty"`
}

type feedActor struct {
	ID   string `json:"id" xml:"id,attr"`
	Name string `json:"name" xml:",chardata"`
	Role string `json:"role" xml:"role,attr"`
}

type feedPlace struct {
	ID   string   `json:"id" xml:"id,attr"`
	Name string   `json:"name" xml:",chardata"`
	Role string   `json:"role" xml:"role,attr"`
	Lat  *float64 `json:"lat,omitempty" xml:"lat,attr,omitempty"`
	Lon  *float64 `json:"lon,omitempty" xml:"lon,attr,omitempty"`
}

func eventEntry(about About, e *timeline.Event) feedEntry {
	x := feedExtensions{
		About: termsAt(about), Date: e.Date, Words: DateWords(e.Date), Revision: e.Revision, Retracted: e.IsRetracted(),
		Type: e.Type, Status: e.Status, Verification: e.Verification, Story: e.Story,
	}
	for _, a := range e.Actors {
		x.Actors = append(x.Actors, feedActor{a.ID, nameOr(a.Name, a.ID), a.Role})
	}
	for _, v := range e.Places {
		x.Places = append(x.Places, feedPlace{v.ID, nameOr(v.Name, v.ID), v.Role, v.Lat, v.Lon})
	}
	return feedEntry{
		id: own(about, "event", e.ID), url: urlOf(about, "event", e.ID), page: pageOf(about, e), title: headline(e), summary: e.Summary, body: tellEvent(e), language: e.Language,
		published: e.RecordedAt, updated: lastChange(e.Stamp, about), topics: e.Topics, sources: e.Sources(), media: e.Media,
		retracted: e.IsRetracted(), extensions: x,
	}
}

// quoteTitle is how much of a quote its title shows, in characters.
const quoteTitle = 100

func quoteEntry(about About, q *timeline.Quote) feedEntry {
	var date timeline.Date
	if q.Date != nil {
		date = *q.Date
	}
	var body prose
	speaker := nameOr(about.Names[q.Speaker], q.Speaker)
	body.addQuote(q, speaker)
	body.add("Date", dateAndBasis(date))
	title := speaker + ": “" + timeline.Clip(q.Text, quoteTitle) + "”"
	if q.Kind == "indirect" {
		title = speaker + ": " + timeline.Clip(q.Text, quoteTitle)
	}
	entry := feedEntry{
		id: own(about, "quote", q.ID), url: urlOf(about, "quote", q.ID), title: title, body: body, language: q.Language,
		published: q.RecordedAt, updated: lastChange(q.Stamp, about),
		extensions: feedExtensions{
			About: termsAt(about), Date: date, Words: DateWords(date), Revision: q.Revision,
			Event: q.Event, Speaker: q.Speaker, Kind: q.Kind, Subjects: q.About, Via: q.Via, Addressee: q.Addressee,
		},
	}
	entry.sources = (&timeline.Event{Citations: q.Citations}).Sources()
	return entry
}

// feedID names the feed of a query: alike on every page, in every spelling of
// its address and, where the query is the same, in both feed formats.
func feedID(about About, resource string) string {
	key := about.Title
	if address, err := url.Parse(about.Self); err == nil && about.Self != "" {
		query := address.Query()
		for _, name := range []string{"cursor", "limit", "format", "count"} {
			query.Del(name)
		}
		address.RawQuery, address.Fragment = query.Encode(), ""
		key = address.RequestURI() // without the host, which is the reader's word
	}
	sum := sha256.Sum256([]byte(key))
	return own(about, "feed", resource+":"+hex.EncodeToString(sum[:16]))
}
