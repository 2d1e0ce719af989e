package timeline

import "example.org/dateline/internal/edtf"

// Actor is a person or body that takes part in events.
type Actor struct {
	ID           string        `json:"id" yaml:"id"`
	Name         string        `json:"name" yaml:"name"`
	Kind         string        `json:"kind" yaml:"kind"` // see ActorKinds
	Aliases      []string      `json:"aliases" yaml:"aliases,omitempty,flow"`
	Description  string        `json:"description,omitempty" yaml:"description,omitempty"`
	Offices      []Office      `json:"offices" yaml:"offices,omitempty"`
	Country      string        `json:"country,omitempty" yaml:"country,omitempty"`   // ISO 3166-1 alpha-2
	Wikidata     string        `json:"wikidata,omitempty" yaml:"wikidata,omitempty"` // item id, such as Q42
	Affiliations []Affiliation `json:"affiliations" yaml:"affiliations,omitempty"`
	Retracted    *Retraction   `json:"retracted,omitempty" yaml:"retracted,omitempty"`
	Stamp        `yaml:"-"`
}

// Office is a post that a person holds or held.
type Office struct {
	Title        string `json:"title" yaml:"title"`
	Organization string `json:"organization,omitempty" yaml:"organization,omitempty"` // an actor's id
	From         string `json:"from,omitempty" yaml:"from,omitempty" input:"edtf"`    // EDTF; empty when not stated
	To           string `json:"to,omitempty" yaml:"to,omitempty" input:"edtf"`        // EDTF; empty when not stated
}

// Affiliation says that an actor belongs to another, for a time.
type Affiliation struct {
	Actor string `json:"actor" yaml:"actor"`
	From  string `json:"from,omitempty" yaml:"from,omitempty" input:"edtf"` // EDTF; empty when not stated
	To    string `json:"to,omitempty" yaml:"to,omitempty" input:"edtf"`     // EDTF; empty when not stated
}

func (a *Actor) validate(c checker) {
	c.in("id").slug(a.ID)
	c.in("name").requiredText(a.Name, MaxTitle)
	c.in("kind").oneOf(a.Kind, ActorKinds)
	for i, alias := range a.Aliases {
		c.in("aliases").in(i).requiredText(alias, MaxTitle)
	}
	c.in("description").text(a.Description, MaxSummary)
	c.in("country").country(a.Country)
	a.Retracted.validate(c.in("retracted"), a.ID)
	c.in("wikidata").pattern(a.Wikidata, wikidataPattern.MatchString, "a Wikidata item such as Q42")
	for i, o := range a.Offices {
		at := c.in("offices").in(i)
		at.in("title").requiredText(o.Title, MaxTitle)
		at.in("organization").optionalSlug(o.Organization)
		at.term(o.From, o.To)
	}
	for i, af := range a.Affiliations {
		at := c.in("affiliations").in(i)
		at.in("actor").slug(af.Actor)
		if af.Actor == a.ID {
			at.in("actor").fault("an actor cannot be affiliated with itself")
		}
		at.term(af.From, af.To)
	}
}

// term checks from when to when something was.
func (c checker) term(from, to string) {
	c.in("from").edtf(from)
	c.in("to").edtf(to)
	begin, err := edtf.Parse(from)
	end, err2 := edtf.Parse(to)
	if err == nil && err2 == nil && end.Interval().Latest <= begin.Interval().Earliest {
		c.in("to").fault("%q ends before %q begins", Clip(to, 40), Clip(from, 40))
	}
}

// decodeNode accepts an affiliation's actor id alone.
func (af *Affiliation) decodeNode(n *Node, pointer string, fs *Faults) {
	if decodeID(n, pointer, &af.Actor, fs) {
		return
	}
	type plain Affiliation
	decode(n, pointer, (*plain)(af), fs)
}

// MarshalYAML writes the short form where there is no term.
func (af Affiliation) MarshalYAML() (any, error) {
	if af.From == "" && af.To == "" {
		return af.Actor, nil
	}
	type plain Affiliation
	return plain(af), nil
}

// Resource is "actor".
func (*Actor) Resource() string { return "actor" }

// RecordID is the actor's id.
func (a *Actor) RecordID() string { return a.ID }

// Retraction says why the actor was taken back; nil while it stands.
func (a *Actor) Retraction() *Retraction { return a.Retracted }

// SetRetraction takes the actor back, or with nil lets it stand again.
func (a *Actor) SetRetraction(r *Retraction) { a.Retracted = r }

// Authored is a copy of the actor without what the server adds.
func (a *Actor) Authored() Record {
	plain := *a
	plain.Stamp = Stamp{}
	return &plain
}

func (a *Actor) finish(c checker) { a.validate(c) }
