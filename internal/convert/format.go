package convert

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"example.org/dateline/internal/timeline"
)

// Records are what a format writes, one after the other. An error ends them:
// the answer is then broken off, and must not look whole.
type Records[T any] = iter.Seq2[*T, error]

// Format is a form that records of type T can be given.
type Format[T any] struct {
	Name      string // what ?format= and --format call it
	MediaType string // as Content-Type has it, with parameters
	Extension string // of a file, without the dot
	Whole     bool   // it holds the whole answer, streamed, rather than a page
	Names     bool   // it calls actors by the names in About where records have only their ids
	Fields    bool   // it can hold some fields of records alone
	Write     func(w io.Writer, about About, records Records[T]) (Loss, error)
}

// About is what a document says of itself.
type About struct {
	Title    string            // what was asked for, for a reader
	Origin   string            // scheme and host of the server, without a slash at the end; empty for a file
	Self     string            // the full address of this document; empty for a file
	Next     string            // the full address of the next page; empty on the last
	Updated  time.Time         // when the data last changed
	Database string            // the identity of the database, for names that no other has
	Story    *timeline.Story   // what the events are all of, where they were asked for as such; else nil
	Names    map[string]string // of actors, by id; for formats with Names
	Options  Options
}

// Options are what a reader may want otherwise.
type Options struct {
	BOM    bool     // begin a CSV file with a byte order mark, as some spreadsheets need
	Fields []string // the fields to write of each record, and its id; nil for all. For formats with Fields
}

// Loss counts what a format could not carry, so that an answer can say so.
type Loss struct {
	Undated   int // records left out because the format needs a date and they have none
	Unlocated int // records left out because the format needs coordinates and they have none
	Imprecise int // records whose date the format's own fields cannot say; its text and an extension do
}

// String is the loss as a dictionary of structured fields (RFC 9651), such as
// "imprecise=3, undated=1"; empty where nothing was lost.
func (l Loss) String() string {
	var parts []string
	for _, p := range []struct {
		name string
		n    int
	}{{"imprecise", l.Imprecise}, {"undated", l.Undated}, {"unlocated", l.Unlocated}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", p.name, p.n))
		}
	}
	return strings.Join(parts, ", ")
}

// EventAddress is the address of an event's own record; its id where there is
// no server.
func (a About) EventAddress(id string) string { return a.address("events", id) }

func (a About) address(resource, id string) string { return a.Origin + "/v1/" + resource + "/" + id }

// Formats by resource, in the order in which documentation lists them. JSON is the
// API's own and is not here.
var (
	EventFormats = []Format[timeline.Event]{
		ndjsonEvents, csvEvents, jsonldEvents, geojsonEvents, icsEvents, atomEvents, jsonfeedEvents,
		timelineJSEvents, timelineJSCSVEvents, parquetEvents,
	}
	QuoteFormats = []Format[timeline.Quote]{
		ndjsonQuotes, csvQuotes, jsonldQuotes, atomQuotes, jsonfeedQuotes, parquetQuotes,
	}
	ActorFormats  = []Format[timeline.Actor]{ndjsonActors, csvActors, jsonldActors, parquetActors}
	PlaceFormats  = []Format[timeline.Place]{ndjsonPlaces, csvPlaces, jsonldPlaces, geojsonPlaces, parquetPlaces}
	SourceFormats = []Format[timeline.Source]{ndjsonSources, csvSources, jsonldSources, parquetSources}
	StoryFormats  = []Format[timeline.Story]{ndjsonStories, csvStories, jsonldStories, parquetStories}
	TopicFormats  = []Format[timeline.Topic]{ndjsonTopics, csvTopics, jsonldTopics, parquetTopics}
)

// TimelineCSV is the format that the TimelineJS widget takes an address that
// ends in .csv for.
var TimelineCSV = timelineJSCSVEvents
