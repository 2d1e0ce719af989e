package convert_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

var (
	recorded = time.Date(2026, 1, 2, 3, 4, 5, 600_000_000, time.UTC)
	updated  = time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	onServer = convert.About{
		Database: "aa11", Title: "Events & <more>", Origin: "https://dateline.test", Self: "https://dateline.test/v1/events?actor=a&limit=50&format=x",
		Next: "https://dateline.test/v1/events?actor=a&cursor=abc&limit=50&format=x", Updated: updated,
	}
)

// anEvent has one of everything. Its date is a bare EDTF string.
func anEvent(id, date string) timeline.Event {
	lat, lon := 38.8977, -77.0365
	three, five := 3.0, 5.0
	wide, high := 640, 480
	own := timeline.Date{EDTF: edtf.MustParse("2025-03-06"), Basis: "stated"}
	e := timeline.Event{
		ID: id, Story: "a-story", Title: "A call", Summary: "Two people spoke.", Type: "call", Status: "occurred", Verification: "reported",
		Date:      timeline.Date{Basis: "unknown", Text: "days after"},
		Actors:    []timeline.Participant{{ID: "mike-waltz", Name: "Mike Waltz", Kind: "person", Role: "initiator"}, {ID: "ukraine", Name: "Ukraine", Kind: "country", Role: "target"}},
		Places:    []timeline.Venue{{ID: "white-house", Name: "White House", Kind: "building", Role: "location", Lat: &lat, Lon: &lon, Country: "US"}},
		Topics:    []string{"peace-talks", "aid"},
		Quotes:    []timeline.Quote{{ID: id + "-q", Event: id, Speaker: "mike-waltz", Text: "We want peace, now; always.", Kind: "direct", Language: "en", About: []string{"ukraine"}, Addressee: "ukraine", Date: &own}},
		Citations: []timeline.Citation{{Source: "article", Start: 3, End: 9, SHA256: evidence.Digest("a call"), Section: "Lead"}},
		Relations: []timeline.Relation{{Type: "part-of", Event: "whole"}, {Type: "follows", Event: "before"}},
		Media:     []timeline.Media{{URL: "https://example.org/p.jpg", Type: "image/jpeg", Alt: "Two phones", Credit: "A. Photographer", Width: &wide, Height: &high, Thumbnail: "https://example.org/s.jpg"}},
		Language:  "uk", Key: true,
		Codes: []string{"cameo:040"}, ExternalIDs: []string{"gdelt:1234"},
		Figures: []timeline.Figure{{Name: "minutes", Value: &three, High: &five, Unit: "min"}},
		Stamp:   timeline.Stamp{Revision: 1, RecordedAt: recorded, UpdatedAt: recorded},
	}
	if date != "" {
		e.Date = timeline.Date{EDTF: edtf.MustParse(date), Basis: "stated"}
	}
	return e
}

func recordsOf[T any](list ...T) convert.Records[T] {
	return func(yield func(*T, error) bool) {
		for i := range list {
			if !yield(&list[i], nil) {
				return
			}
		}
	}
}

var errBroken = errors.New("the database went away")

// brokenAfter yields the records and then an error.
func brokenAfter[T any](list ...T) convert.Records[T] {
	return func(yield func(*T, error) bool) {
		for r, err := range recordsOf(list...) {
			if !yield(r, err) {
				return
			}
		}
		yield(nil, errBroken)
	}
}

func named[T any](tb testing.TB, formats []convert.Format[T], name string) convert.Format[T] {
	tb.Helper()
	for _, f := range formats {
		if f.Name == name {
			return f
		}
	}
	tb.Fatalf("no format %q", name)
	return convert.Format[T]{}
}

func written[T any](tb testing.TB, f convert.Format[T], about convert.About, list ...T) ([]byte, convert.Loss) {
	tb.Helper()
	var b bytes.Buffer
	loss, err := f.Write(&b, about, recordsOf(list...))
	if err != nil {
		tb.Fatalf("%s: %v", f.Name, err)
	}
	return b.Bytes(), loss
}

// isComplete reports whether a reader of the format would take text for whole.
func isComplete(format string, text []byte) bool {
	switch format {
	case "atom":
		dec := xml.NewDecoder(bytes.NewReader(text))
		for {
			if _, err := dec.Token(); err != nil {
				return errors.Is(err, io.EOF) && len(text) > 0
			}
		}
	case "ics":
		return bytes.HasSuffix(text, []byte("END:VCALENDAR\r\n"))
	case "parquet":
		_, err := parquet.OpenFile(bytes.NewReader(text), int64(len(text)))
		return err == nil
	}
	return json.Valid(text)
}

// TestBrokenOff: an error among the records is returned, and what was written
// by then does not look like an answer. Nor does a write that fails go unseen.
func TestBrokenOff(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	checkBrokenOff(t, convert.OutsideEvents, anEvent("a", "2025-03-05"))
	checkBrokenOff(t, convert.OutsideQuotes, anEvent("a", "").Quotes[0])
	checkBrokenOff(t, convert.OutsideActors, doc.Actors[0])
	checkBrokenOff(t, convert.OutsidePlaces, doc.Places[0])
	checkBrokenOff(t, convert.OutsideSources, doc.Sources[0])
}

func checkBrokenOff[T any](t *testing.T, formats []convert.Format[T], one T) {
	t.Helper()
	for _, f := range formats {
		if text, _ := written(t, f, onServer, one); !isComplete(f.Name, text) {
			t.Errorf("%s: the whole does not look whole:\n%s", f.Name, text)
		}
		if text, _ := written(t, f, convert.About{}); !isComplete(f.Name, text) {
			t.Errorf("%s: an empty answer does not look whole:\n%s", f.Name, text)
		}
		for _, n := range []int{0, 1, 200} {
			var b bytes.Buffer
			if _, err := f.Write(&b, onServer, brokenAfter(slices.Repeat([]T{one}, n)...)); !errors.Is(err, errBroken) {
				t.Errorf("%s: err = %v, want the records' own", f.Name, err)
			}
			if isComplete(f.Name, b.Bytes()) {
				t.Errorf("%s: broken off after %d records, it looks whole", f.Name, n)
			}
		}
		if _, err := f.Write(failingWriter{}, onServer, recordsOf(one)); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: err = %v, want the writer's own", f.Name, err)
		}
	}
}

// TestWritersStop: where the reader has gone, no more records are asked for
// than fit a buffer, which for Parquet is a row group.
func TestWritersStop(t *testing.T) {
	t.Parallel()
	for _, f := range convert.OutsideEvents {
		n := 0
		e := anEvent("a", "2025-03-05")
		e.Summary = strings.Repeat("word ", 2000)
		var endless convert.Records[timeline.Event] = func(yield func(*timeline.Event, error) bool) {
			for n < 10_000 {
				n++
				if !yield(&e, nil) {
					return
				}
			}
		}
		if _, err := f.Write(failingWriter{}, onServer, endless); err == nil || n > 5_000 {
			t.Errorf("%s: err = %v after %d records", f.Name, err, n)
		}
	}
}

// TestWholeStory writes the bundled story in every format, and no writer
// changes a record or gives other bytes the second time.
func TestWholeStory(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	var quotes []timeline.Quote
	for _, e := range doc.Events {
		quotes = append(quotes, e.Quotes...)
	}
	checkSteady(t, convert.OutsideEvents, doc.Events)
	checkSteady(t, convert.OutsideQuotes, quotes)
	checkSteady(t, convert.OutsideActors, doc.Actors)
	checkSteady(t, convert.OutsidePlaces, doc.Places)
	checkSteady(t, convert.OutsideSources, doc.Sources)
}

func checkSteady[T any](t *testing.T, formats []convert.Format[T], list []T) {
	t.Helper()
	for _, f := range formats {
		first, loss := written(t, f, onServer, list...)
		second, again := written(t, f, onServer, list...)
		if !bytes.Equal(first, second) || loss != again {
			t.Errorf("%s differs the second time", f.Name)
		}
		if !isComplete(f.Name, first) {
			t.Errorf("%s does not look whole:\n%s", f.Name, first)
		}
	}
}

// bundledDocument is the bundled story, with the names in its events that the
// server adds.
func bundledDocument(tb testing.TB) *timeline.Document {
	tb.Helper()
	doc, err := convert.ReadStory(data.BundledStory)
	if err != nil {
		tb.Fatal(err)
	}
	actors, places := map[string]timeline.Actor{}, map[string]timeline.Place{}
	for _, a := range doc.Actors {
		actors[a.ID] = a
	}
	for _, p := range doc.Places {
		places[p.ID] = p
	}
	for i := range doc.Events {
		e := &doc.Events[i]
		e.Stamp = timeline.Stamp{Revision: 1, RecordedAt: recorded, UpdatedAt: recorded}
		for j, a := range e.Actors {
			e.Actors[j].Name, e.Actors[j].Kind = actors[a.ID].Name, actors[a.ID].Kind
		}
		for j, v := range e.Places {
			p := places[v.ID]
			e.Places[j] = timeline.Venue{ID: v.ID, Name: p.Name, Kind: p.Kind, Role: v.Role, Lat: p.Lat, Lon: p.Lon, Country: p.Country}
		}
	}
	return doc
}

// nasty are texts that mean something to a format.
var nasty = slices.Concat(hostile, []string{
	`<script>alert(1)</script>`, `]]>`, `<![CDATA[x]]>`, `&amp;&lt;&#0;`, `</feed>`, `</content>`, `"]}`, "END:VEVENT\r\nEND:VCALENDAR",
	"a\r\nATTENDEE:mailto:x@example.org", "bell\x07nul\x00esc\x1b", "not UTF-8 \xff\xfe", "x\u2028y\u2029z\u0085w", "\u202Ertl\u202C",
	`=HYPERLINK("x")`, strings.Repeat("long é ", 2000), strings.Repeat("é", 200), strings.Repeat("x", 300), "\uFFFE\uFFFF", "😀👩‍👩‍👧",
})

// nastyEvents have such texts in every place that takes one.
func nastyEvents() iter.Seq2[int, timeline.Event] {
	g := generator{rand.New(rand.NewPCG(1, 2))}
	return func(yield func(int, timeline.Event) bool) {
		for i, text := range nasty {
			e := anEvent("e", "2025-03-05")
			e.Title, e.Summary = text, text
			e.Date.Text, e.Date.Basis = text, "inferred"
			e.Actors[0].Name, e.Places[0].Name, e.Quotes[0].Text, e.Citations[0].Section, e.Media[0].Alt = text, text, text, text, text
			e.Quotes = append(e.Quotes, timeline.Quote{ID: "q2", Speaker: "mike-waltz", Kind: "indirect", Text: text, Date: &e.Date})
			if !yield(i, e) {
				return
			}
		}
		for i := range 40 {
			for _, e := range g.document().Events {
				e.Revision, e.UpdatedAt = i, updated
				if !yield(len(nasty)+i, e) {
					return
				}
			}
		}
	}
}

func TestNastyTexts(t *testing.T) {
	t.Parallel()
	var events []timeline.Event
	for i, e := range nastyEvents() {
		events = append(events, e)
		checkNasty(t, convert.OutsideEvents, i, e)
		checkNasty(t, convert.OutsideQuotes, i, e.Quotes...)
	}
	if text, _ := written(t, named(t, convert.OutsideEvents, "parquet"), onServer, events...); !isComplete("parquet", text) {
		t.Error("parquet: broken")
	}
}

func checkNasty[T any](t *testing.T, formats []convert.Format[T], i int, list ...T) {
	t.Helper()
	for _, f := range formats {
		if f.Name == "parquet" { // a file for each takes long
			continue
		}
		if text, _ := written(t, f, onServer, list...); !isComplete(f.Name, text) {
			t.Errorf("%s, text %d: broken:\n%s", f.Name, i, text)
		}
	}
}
