package timeline

import "slices"

// Quote is what somebody said at an event. Said is not done: the event records
// that the words were spoken, the quote records the words.
type Quote struct {
	ID        string      `json:"id" yaml:"id"`
	Event     string      `json:"event" yaml:"-"`
	Speaker   string      `json:"speaker" yaml:"speaker"`             // an actor's id
	Via       string      `json:"via,omitempty" yaml:"via,omitempty"` // an actor's id: who reports it, where the source only quotes them
	Text      string      `json:"text" yaml:"text"`                   // verbatim when direct, a paraphrase when indirect
	Language  string      `json:"language,omitempty" yaml:"language,omitempty"`
	Kind      string      `json:"kind" yaml:"kind"`                               // direct or indirect
	About     []string    `json:"about" yaml:"about,omitempty,flow"`              // actors' ids
	Addressee string      `json:"addressee,omitempty" yaml:"addressee,omitempty"` // an actor's id
	Date      *Date       `json:"date" yaml:"date,omitempty"`                     // the event's date where the record has none of its own
	Citations []Citation  `json:"citations" yaml:"citations,omitempty"`
	Retracted *Retraction `json:"retracted,omitempty" yaml:"-"` // no event holds it any more
	Stamp     `yaml:"-"`
}

// ReservedQuoteIDs are what no quote may be called: under these names the API
// shows quotes in other ways.
var ReservedQuoteIDs = []string{"facets"}

// Reserved are the ids that no record of a resource may have.
func Reserved(resource string) []string {
	return map[string][]string{"event": ReservedIDs, "quote": ReservedQuoteIDs}[resource]
}

func (q *Quote) complete() {
	if q.Kind == "" {
		q.Kind = DefaultQuoteKind
	}
}

func (q *Quote) validate(c checker) {
	c.in("id").optionalSlug(q.ID) // who holds it says whether one is made
	if slices.Contains(ReservedQuoteIDs, q.ID) {
		c.in("id").fault("no quote can be called %q: /v1/quotes/%s is a view of quotes; choose another id", q.ID, q.ID)
	}
	c.in("speaker").slug(q.Speaker)
	c.in("via").optionalSlug(q.Via)
	if q.Via != "" && q.Via == q.Speaker {
		c.in("via").fault("it is who reports the words of another; nobody reports %q but the source", q.Speaker)
	}
	c.in("text").requiredText(q.Text, MaxText)
	c.in("language").language(q.Language)
	c.in("kind").oneOf(q.Kind, QuoteKinds)
	c.in("about").distinct(q.About, IsSlug, "an actor's id")
	c.in("addressee").optionalSlug(q.Addressee)
	if q.Date != nil {
		q.Date.validate(c.in("date"))
	}
	c.in("citations").citations(q.Citations, q)
	q.Retracted.validate(c.in("retracted"), "")
}

// Resource is "quote".
func (*Quote) Resource() string { return "quote" }

// RecordID is the quote's id.
func (q *Quote) RecordID() string { return q.ID }

// Retraction says why the quote was taken back; nil while it stands.
func (q *Quote) Retraction() *Retraction { return q.Retracted }

// SetRetraction takes the quote back, or with nil lets it stand again.
func (q *Quote) SetRetraction(r *Retraction) { q.Retracted = r }

// Authored is a copy of the quote without what the server adds.
func (q *Quote) Authored() Record {
	plain := *q
	plain.Stamp, plain.Citations = Stamp{}, ungraded(q.Citations)
	return &plain
}

// finish reads a quote that says itself which event it belongs to.
func (q *Quote) finish(c checker) {
	q.complete()
	if q.ID == "" {
		c.in("id").slug(q.ID)
	}
	c.in("event").slug(q.Event)
	q.validate(c)
}

// standsIn refuses a quote inside one event that names another.
func (q *Quote) standsIn(event string, c checker) {
	if q.Event != "" && q.Event != event {
		c.in("event").fault("the quote stands in the event %q; leave the field out", event)
	}
}
