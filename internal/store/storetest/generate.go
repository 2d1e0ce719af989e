package storetest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"unicode/utf8"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Generate makes up a public story of n events. The same seed and number give
// the same story.
func Generate(seed uint64, n int) *timeline.Document {
	return NewWorld(seed).Story("generated", timeline.Public, n)
}

// World is a made-up cast that several stories share: people who belong to
// bodies for a time, places inside places, sources and topics. The first of
// each are named often, the last hardly ever.
type World struct {
	random  *rand.Rand
	Actors  []timeline.Actor
	Places  []timeline.Place
	Sources []timeline.Source
	Topics  []string
}

// NewWorld makes up a cast. The same seed gives the same world.
func NewWorld(seed uint64) *World {
	w := &World{random: rand.New(rand.NewPCG(seed, 1))} //nolint:gosec // it need not be unpredictable
	w.settle()
	w.populate()
	for i := range 9 {
		w.Sources = append(w.Sources, timeline.Source{ID: fmt.Sprintf("paper-%d", i), Title: w.Words(2, 6), Publisher: w.Words(1, 2)})
	}
	w.Topics = []string{"talks", "aid", "trade", "border", "grain", "energy", "law", "sport", "the-very-rare"}
	return w
}

// Story makes up a story of n events: one that needs nothing beyond itself,
// with a person, a place, a source and a topic that no other story has. Its
// text is that of a story file which was read and validated.
func (w *World) Story(id, visibility string, n int) *timeline.Document {
	doc := &timeline.Document{Version: timeline.DocumentVersion, Sources: slices.Clone(w.Sources), Places: slices.Clone(w.Places)}
	doc.Story = timeline.Story{ID: id, Title: w.Words(2, 5), Summary: w.Words(0, 20), Visibility: visibility, Topics: []string{id + "-only"}, Language: pick(w, Languages)}
	if w.oneIn(2) {
		doc.Story.Topics = append(doc.Story.Topics, pick(w, w.Topics))
	}
	doc.Sources = append(doc.Sources, timeline.Source{ID: id + "-paper", Title: w.Words(2, 4)})
	doc.Places = append(doc.Places, timeline.Place{ID: id + "-hall", Name: w.Words(1, 2) + " Hall", Kind: "building", Parent: w.Places[0].ID})
	actors := append(slices.Clone(w.Actors), timeline.Actor{ID: id + "-witness", Name: "Witness " + w.Words(1, 2), Kind: "person",
		Affiliations: []timeline.Affiliation{{Actor: w.Actors[0].ID}}})
	topics := append(slices.Clone(w.Topics), id+"-only")
	for i := range n {
		doc.Events = append(doc.Events, w.event(doc, actors, topics, i))
	}
	doc.Actors = cast(actors, doc.Events)
	return validated(doc)
}

// cast keeps the bodies, and of the people those whom a story names.
func cast(actors []timeline.Actor, events []timeline.Event) []timeline.Actor {
	named := map[string]bool{}
	for _, e := range events {
		for _, p := range e.Actors {
			named[p.ID] = true
		}
		for _, q := range e.Quotes {
			named[q.Speaker], named[q.Via], named[q.Addressee] = true, true, true
			for _, id := range q.About {
				named[id] = true
			}
		}
	}
	return slices.DeleteFunc(actors, func(a timeline.Actor) bool { return a.Kind == "person" && !named[a.ID] })
}

// validated is the document as a reader of its file has it.
func validated(doc *timeline.Document) *timeline.Document {
	text, err := timeline.Encode(doc)
	if err != nil {
		panic(err)
	}
	root, err := timeline.ParseJSON(text)
	if err != nil {
		panic(err)
	}
	read, err := timeline.ReadDocument(root)
	if err != nil {
		panic(err)
	}
	return read
}

func (w *World) event(doc *timeline.Document, actors []timeline.Actor, topics []string, i int) timeline.Event {
	e := timeline.Event{ID: fmt.Sprintf("%s-%04d", doc.Story.ID, i), Title: w.Words(1, 6), Date: w.Date(),
		Type: pick(w, timeline.EventTypes), Status: pick(w, timeline.Statuses), Verification: pick(w, timeline.Verifications)}
	if e.IsRetracted() {
		e.Retracted = Retraction("It was wrong.")
	}
	if w.oneIn(2) {
		e.Summary = w.Words(1, 25)
	}
	for range w.random.IntN(5) {
		p := timeline.Participant{ID: pick(w, actors).ID, Role: pick(w, timeline.ActorRoles)}
		if !slices.Contains(e.Actors, p) {
			e.Actors = append(e.Actors, p)
		}
	}
	for range w.random.IntN(3) {
		place, role := pick(w, doc.Places).ID, pick(w, timeline.PlaceRoles)
		if !slices.ContainsFunc(e.Places, func(v timeline.Venue) bool { return v.ID == place && v.Role == role }) {
			e.Places = append(e.Places, timeline.Venue{ID: place, Role: role})
		}
	}
	for range w.random.IntN(3) {
		if topic := pick(w, topics); !slices.Contains(e.Topics, topic) {
			e.Topics = append(e.Topics, topic)
		}
	}
	e.Citations = w.citations(doc)
	for j := range max(0, w.random.IntN(6)-3) {
		e.Quotes = append(e.Quotes, w.quote(doc, actors, fmt.Sprintf("%s-q%d", e.ID, j)))
	}
	if len(doc.Events) > 0 && w.oneIn(4) {
		e.Relations = []timeline.Relation{{Type: pick(w, timeline.RelationTypes), Event: doc.Events[w.random.IntN(len(doc.Events))].ID}}
	}
	e.Key, e.Language = i%4 == 1, []string{"", "en", "uk", "", "ar"}[i%5]
	if w.oneIn(9) {
		low, high := float64(w.random.IntN(50)), 50.5
		e.Figures = []timeline.Figure{{Name: "fatalities", Low: &low, High: &high}, {Name: "aid", Value: &high, Unit: "million € & more"}}
		e.Media = []timeline.Media{{URL: "https://example.org/" + e.ID + ".jpg?a=1&b=2", Type: "image/jpeg", Alt: w.Words(1, 5)}}
		e.Codes, e.ExternalIDs = []string{"cameo:040", "plover:CONSULT", "acled:Battles,Armed"}[:1+i%3], []string{"gdelt:" + e.ID, "gdelt:shared"}[:1+i%2]
	}
	return e
}

// Retraction is one that a file states, so that no server has to make it up.
func Retraction(reason string) *timeline.Retraction {
	return &timeline.Retraction{Reason: reason, At: "2025-06-01T12:00:00Z", By: "desk"}
}

func (w *World) quote(doc *timeline.Document, actors []timeline.Actor, id string) timeline.Quote {
	q := timeline.Quote{ID: id, Language: pick(w, []string{"", "", "", "", "uk", "en-US"}), Speaker: pick(w, actors).ID, Text: w.Words(1, 15), Kind: pick(w, timeline.QuoteKinds), Citations: w.citations(doc)}
	q.Citations = Verbatim(&q)
	for range w.random.IntN(3) {
		if about := pick(w, actors).ID; !slices.Contains(q.About, about) {
			q.About = append(q.About, about)
		}
	}
	if w.oneIn(2) {
		q.Addressee = pick(w, actors).ID
		if q.Addressee != q.Speaker {
			q.Via = q.Addressee // who was told tells it
		}
	}
	if w.oneIn(3) {
		date := w.Date()
		q.Date = &date
	}
	return q
}

// Verbatim are citations of a quote that bear out its words where it is direct.
func Verbatim(q *timeline.Quote) []timeline.Citation {
	list := slices.Clone(q.Citations)
	for i := range list {
		ct := &list[i]
		switch {
		case q.Kind != timeline.DefaultQuoteKind || ct.Stated() == timeline.GradeLinked:
		case ct.Placed():
			sum := sha256.Sum256([]byte(q.Text))
			ct.Start = 10_000 + int(binary.BigEndian.Uint32(sum[:]))%1_000_000_000 // where no other words stand
			ct.End, ct.SHA256 = ct.Start+utf8.RuneCountInString(q.Text), fmt.Sprintf("%x", sum)
		default:
			ct.Exact = "So it went: " + q.Text
		}
	}
	return list
}

func (w *World) citations(doc *timeline.Document) []timeline.Citation {
	var list []timeline.Citation
	for range w.random.IntN(3) {
		start := w.random.IntN(5000)
		ct := timeline.Citation{Source: pick(w, doc.Sources).ID, Start: start, End: start + 1 + w.random.IntN(200)}
		ct.SHA256 = fmt.Sprintf("%x", sha256.Sum256(fmt.Append(nil, ct.Source, ct.Start, ct.End))) // a span has one digest
		switch start % 4 {
		case 0:
			ct = timeline.Citation{Source: ct.Source, Section: "Lead"}
		case 1:
			ct = timeline.Citation{Source: ct.Source, Exact: fmt.Sprintf("the words at %d", start)}
		}
		list = append(list, ct)
	}
	return list
}

// Dates are the kinds of dates that made-up records have, most frequent first.
// The empty one is no date at all.
var Dates = []string{
	"2025-03-05", "2025-03-06", "", "2025-03", "2025-03-05T10:30:00Z", "2025-02-26/2025-03-04", "2025", "2025-03-05/..", "../2025-03-05",
	"2025-04~", "2025-03-05/", "/2025-03", "2024", "2025-21", "2025-03-05T12:00:00+02:00", "2025-03-05T10Z", "2024-12-31/2025-01-01",
	"2025-03-04?", "{2025-03-01,2025-03-09}", "[2025-01..2025-03]", "202X", "20XX", "1969-12-31", "1970-01-01", "1985-04-XX", "../..",
	"-0043-03-15", "-0044", "-0100/0100", "0000", "0001-01-01", "9999-12-31", "Y-13800000000", "Y17E7", "Y10000", "1950S2", "-0001-24",
	"2024-02-29", "2001-34", "{..1984}", "[1667,1668,1670..1672]", "1066~/1066-10-14", "2025-03-05T23:59:59Z", "2025-03-31T24:00:00Z",
}

// Date makes up a date of any kind.
func (w *World) Date() timeline.Date {
	text := pick(w, Dates)
	if w.oneIn(3) {
		text = fmt.Sprintf("20%02d-%02d-%02d", 20+w.random.IntN(8), 1+w.random.IntN(12), 1+w.random.IntN(28))
	}
	if text == "" {
		return timeline.Date{Basis: "unknown", Text: w.Words(0, 2)}
	}
	d := timeline.Date{EDTF: edtf.MustParse(text), Basis: "stated"}
	if w.oneIn(5) {
		d.Basis, d.Text = "inferred", w.Words(1, 3)
	}
	return d
}

func (w *World) oneIn(n int) bool { return w.random.IntN(n) == 0 }

// pick takes one of a list, the first far more often than the last.
func pick[T any](w *World, list []T) T {
	f := w.random.Float64()
	return list[int(f*f*float64(len(list)))]
}
