package timeline

import "time"

// Stamp is what the server itself says of a record. It is shown in answers and
// ignored in input.
type Stamp struct {
	Revision   int       `json:"revision" yaml:"-" input:"-"`    // 1 when created, one more with every change of the record
	RecordedAt time.Time `json:"recorded_at" yaml:"-" input:"-"` // when this server first learned of it
	UpdatedAt  time.Time `json:"updated_at" yaml:"-" input:"-"`  // when it, or a name shown inside it, last changed
}

// Story is a collection of events that belong together.
type Story struct {
	ID         string      `json:"id" yaml:"id"`
	Title      string      `json:"title" yaml:"title"`
	Summary    string      `json:"summary,omitempty" yaml:"summary,omitempty"`
	Language   string      `json:"language,omitempty" yaml:"language,omitempty"` // BCP 47
	Topics     []string    `json:"topics" yaml:"topics,omitempty,flow"`
	Visibility string      `json:"visibility" yaml:"visibility"`             // public or private; empty where nothing is said: what a store has, or public
	Origin     Origin      `json:"origin,omitempty" yaml:"origin,omitempty"` // what a foreign format has and we have not
	Retracted  *Retraction `json:"retracted,omitempty" yaml:"retracted,omitempty"`
	Stamp      `yaml:"-"`
}

// The longest texts a record may hold, in characters.
const (
	MaxTitle   = 300
	MaxSummary = 10_000
	MaxText    = 20_000
)

func (s *Story) validate(c checker) {
	c.in("id").slug(s.ID)
	c.in("title").requiredText(s.Title, MaxTitle)
	c.in("summary").text(s.Summary, MaxSummary)
	c.in("language").language(s.Language)
	if s.Visibility != "" {
		c.in("visibility").oneOf(s.Visibility, Visibilities)
	}
	c.in("topics").topics(s.Topics)
	s.Retracted.validate(c.in("retracted"), "")
}

// topics checks a list of distinct slugs.
func (c checker) topics(topics []string) { c.distinct(topics, IsSlug, "a slug; "+slugRule) }

// Topic is a subject that stories and events share. It exists while one of
// them names it.
type Topic struct {
	ID     string `json:"id"`
	Events int    `json:"events"` // events filed under it, without retracted and private ones
}

// Resource is "story".
func (*Story) Resource() string { return "story" }

// RecordID is the story's id.
func (s *Story) RecordID() string { return s.ID }

// Retraction says why the story was taken back; nil while it stands.
func (s *Story) Retraction() *Retraction { return s.Retracted }

// SetRetraction takes the story back, or with nil lets it stand again.
func (s *Story) SetRetraction(r *Retraction) { s.Retracted = r }

// Authored is a copy of the story without what the server adds.
func (s *Story) Authored() Record {
	plain := *s
	plain.Stamp = Stamp{}
	return &plain
}

func (s *Story) finish(c checker) { s.validate(c) }
