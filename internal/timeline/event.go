package timeline

import (
	"cmp"
	"regexp"
	"slices"
)

// Event is one thing that happened, is said to have happened, or is expected.
//
// Date and RecordedAt are different clocks: Date is a claim about the world
// and may be vague; RecordedAt is when this server first learned of it.
type Event struct {
	ID           string        `json:"id" yaml:"id"`
	Story        string        `json:"story" yaml:"-"`
	Title        string        `json:"title" yaml:"title"`
	Summary      string        `json:"summary,omitempty" yaml:"summary,omitempty"`
	Type         string        `json:"type" yaml:"type"`                 // an open slug; see EventTypes
	Status       string        `json:"status" yaml:"status"`             // see Statuses
	Verification string        `json:"verification" yaml:"verification"` // see Verifications
	Date         Date          `json:"date" yaml:"date"`
	Actors       []Participant `json:"actors" yaml:"actors,omitempty"`
	Places       []Venue       `json:"places" yaml:"places,omitempty"`
	Topics       []string      `json:"topics" yaml:"topics,omitempty,flow"`
	Quotes       []Quote       `json:"quotes" yaml:"quotes,omitempty"`
	Citations    []Citation    `json:"citations" yaml:"citations,omitempty"`
	Relations    []Relation    `json:"relations" yaml:"relations,omitempty"`
	Language     string        `json:"language,omitempty" yaml:"language,omitempty"` // BCP 47; the story's where it is empty
	Key          bool          `json:"key,omitempty" yaml:"key,omitempty"`           // one of the few that tell the story by themselves
	Media        []Media       `json:"media" yaml:"media,omitempty"`
	Codes        []string      `json:"codes" yaml:"codes,omitempty,flow"`               // scheme:code, such as cameo:040
	ExternalIDs  []string      `json:"external_ids" yaml:"external_ids,omitempty,flow"` // scheme:id, such as gdelt:1234
	Figures      []Figure      `json:"figures" yaml:"figures,omitempty"`
	Origin       Origin        `json:"origin,omitempty" yaml:"origin,omitempty"`       // what a foreign format has and we have not
	Retracted    *Retraction   `json:"retracted,omitempty" yaml:"retracted,omitempty"` // with the verification retracted only
	Stamp        `yaml:"-"`
}

// Participant is an actor in an event. Name and Kind are the actor's own,
// shown in answers and kept up to date by the server.
type Participant struct {
	ID   string `json:"id" yaml:"id"`
	Name string `json:"name" yaml:"-"`
	Kind string `json:"kind" yaml:"-"`
	Role string `json:"role" yaml:"role"` // see ActorRoles
}

// Venue is a place in an event. All but ID and Role are the place's own.
type Venue struct {
	ID      string   `json:"id" yaml:"id"`
	Name    string   `json:"name" yaml:"-"`
	Kind    string   `json:"kind" yaml:"-"`
	Role    string   `json:"role" yaml:"role"` // see PlaceRoles
	Lat     *float64 `json:"lat,omitempty" yaml:"-"`
	Lon     *float64 `json:"lon,omitempty" yaml:"-"`
	Country string   `json:"country,omitempty" yaml:"-"`
}

// Relation ties an event to another.
type Relation struct {
	Type  string `json:"type" yaml:"type"` // see RelationTypes
	Event string `json:"event" yaml:"event"`
}

// Figure is a number as the source states it, with its range where it has one. A
// source may contradict itself: Event.Warnings tells of it.
type Figure struct {
	Name  string   `json:"name" yaml:"name"` // an open slug such as fatalities
	Value *float64 `json:"value,omitempty" yaml:"value,omitempty"`
	Low   *float64 `json:"low,omitempty" yaml:"low,omitempty"`
	High  *float64 `json:"high,omitempty" yaml:"high,omitempty"`
	Unit  string   `json:"unit,omitempty" yaml:"unit,omitempty"`
}

// Nameless tells whether the actor comes with a name in place of an id.
func (p Participant) Nameless() bool { return p.ID == "" && p.Name != "" }

// Nameless tells whether the place comes with a name in place of an id.
func (v Venue) Nameless() bool { return v.ID == "" && v.Name != "" }

func (e *Event) complete() {
	if e.Status == "" {
		e.Status = DefaultStatus
	}
	if e.Verification == "" {
		e.Verification = DefaultVerification
	}
	if e.Date.Basis == "" {
		e.Date.Basis = "unknown"
	}
	for i := range e.Actors {
		if e.Actors[i].Role == "" {
			e.Actors[i].Role = DefaultActorRole
		}
	}
	for i := range e.Places {
		if e.Places[i].Role == "" {
			e.Places[i].Role = DefaultPlaceRole
		}
	}
	for i := range e.Quotes {
		e.Quotes[i].Event, e.Quotes[i].Retracted = e.ID, nil // what an event holds is not taken back
		e.Quotes[i].complete()
	}
}

var (
	codePattern      = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,31}:\S{1,255}$`)
	mediaTypePattern = regexp.MustCompile(`^[a-z]+/[a-zA-Z0-9.+-]+$`)
)

// ReservedIDs are what no event may be called: under these names the API shows
// events in other ways.
var ReservedIDs = []string{"aggregate", "facets", "histogram", "network", "stream"}

func (e *Event) validate(c checker) {
	c.in("id").slug(e.ID)
	if slices.Contains(ReservedIDs, e.ID) {
		c.in("id").fault("no event can be called %q: /v1/events/%s is a view of events; choose another id", e.ID, e.ID)
	}
	c.in("title").requiredText(e.Title, MaxTitle)
	c.in("summary").text(e.Summary, MaxSummary)
	c.in("type").slug(e.Type)
	c.in("status").oneOf(e.Status, Statuses)
	c.in("verification").oneOf(e.Verification, Verifications)
	e.Retracted.validate(c.in("retracted"), "")
	if e.Retracted != nil && !e.IsRetracted() {
		c.in("retracted").fault("only an event with the verification %q is retracted", Retracted)
	}
	e.Date.validate(c.in("date"))
	e.validateParticipants(c)
	c.in("topics").topics(e.Topics)
	for i := range e.Quotes {
		e.Quotes[i].validate(c.in("quotes").in(i))
	}
	c.in("citations").citations(e.Citations, e)
	related := map[Relation]bool{}
	for i, r := range e.Relations {
		at := c.in("relations").in(i)
		if related[r] {
			at.fault("%q stands twice as %s", r.Event, r.Type)
		}
		related[r] = true
		at.in("type").oneOf(r.Type, RelationTypes)
		at.in("event").slug(r.Event)
		if r.Event == e.ID {
			at.in("event").fault("an event cannot be related to itself")
		}
	}
	c.in("language").language(e.Language)
	for i := range e.Media {
		e.Media[i].validate(c.in("media").in(i))
	}
	c.in("codes").distinct(e.Codes, codePattern.MatchString, "scheme:code, such as cameo:040")
	c.in("external_ids").distinct(e.ExternalIDs, codePattern.MatchString, "scheme:id, such as gdelt:1234")
	for i, f := range e.Figures {
		at := c.in("figures").in(i)
		at.in("name").slug(f.Name)
		at.in("unit").text(f.Unit, 60)
		if f.Value == nil && f.Low == nil && f.High == nil {
			at.fault("a figure needs a value, low or high")
		}
	}
}

func (e *Event) validateParticipants(c checker) {
	actors := map[Participant]bool{}
	for i, p := range e.Actors {
		at := c.in("actors").in(i)
		key := Participant{ID: p.ID, Role: p.Role}
		if p.Nameless() {
			key = p
		} else {
			at.in("id").slug(p.ID)
		}
		at.in("role").oneOf(p.Role, ActorRoles)
		if actors[key] {
			at.fault("%q stands twice as %s", cmp.Or(p.ID, Clip(p.Name, 60)), p.Role)
		}
		actors[key] = true
	}
	places := map[Venue]bool{}
	for i, v := range e.Places {
		at := c.in("places").in(i)
		key := Venue{ID: v.ID, Role: v.Role}
		if v.Nameless() {
			key.Name, key.Kind = v.Name, v.Kind
		} else {
			at.in("id").slug(v.ID)
		}
		at.in("role").oneOf(v.Role, PlaceRoles)
		if places[key] {
			at.fault("%q stands twice as %s", cmp.Or(v.ID, Clip(v.Name, 60)), v.Role)
		}
		places[key] = true
	}
}

// decodeNode accepts a participant's id alone.
func (p *Participant) decodeNode(n *Node, pointer string, fs *Faults) {
	if decodeID(n, pointer, &p.ID, fs) {
		return
	}
	type plain Participant
	decode(n, pointer, (*plain)(p), fs)
}

// MarshalYAML writes the short form for the default role.
func (p Participant) MarshalYAML() (any, error) {
	if p.Role == DefaultActorRole {
		return p.ID, nil
	}
	type plain Participant
	return plain(p), nil
}

// decodeNode accepts a place's id alone.
func (v *Venue) decodeNode(n *Node, pointer string, fs *Faults) {
	if decodeID(n, pointer, &v.ID, fs) {
		return
	}
	type plain Venue
	decode(n, pointer, (*plain)(v), fs)
}

// MarshalYAML writes the short form for the default role.
func (v Venue) MarshalYAML() (any, error) {
	if v.Role == DefaultPlaceRole {
		return v.ID, nil
	}
	type plain Venue
	return plain(v), nil
}

// Sources lists the ids of the sources that the event or its quotes cite,
// each once, in the order of their first citation.
func (e *Event) Sources() []string {
	var ids []string
	add := func(list []Citation) {
		for _, ct := range list {
			if !slices.Contains(ids, ct.Source) {
				ids = append(ids, ct.Source)
			}
		}
	}
	add(e.Citations)
	for _, q := range e.Quotes {
		add(q.Citations)
	}
	return ids
}

// PartOf lists the events that the event says it is part of, but for itself.
func (e *Event) PartOf() []string {
	var ids []string
	for _, r := range e.Relations {
		if r.Type == PartOf && r.Event != e.ID {
			ids = append(ids, r.Event)
		}
	}
	return ids
}

// IsRetracted reports whether the event has been taken back.
func (e *Event) IsRetracted() bool { return e.Verification == Retracted }
