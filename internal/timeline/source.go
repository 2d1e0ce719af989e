package timeline

import "slices"

// Source is a text that records cite.
type Source struct {
	ID         string      `json:"id" yaml:"id"`
	Title      string      `json:"title" yaml:"title"`
	Publisher  string      `json:"publisher,omitempty" yaml:"publisher,omitempty"`
	URL        string      `json:"url,omitempty" yaml:"url,omitempty"`
	Published  *Date       `json:"published,omitempty" yaml:"published,omitempty"`
	Language   string      `json:"language,omitempty" yaml:"language,omitempty"` // BCP 47
	Digest     string      `json:"digest,omitempty" yaml:"digest,omitempty"`     // SHA-256 of the whole text's UTF-8 bytes
	Length     int         `json:"length,omitempty" yaml:"length,omitempty"`     // of the text, in Unicode code points
	Notes      []Note      `json:"notes" yaml:"notes,omitempty"`
	NotFactual []Citation  `json:"not_factual" yaml:"not_factual,omitempty"` // spans that state no fact: headings, calls to action
	Retracted  *Retraction `json:"retracted,omitempty" yaml:"retracted,omitempty"`
	Stamp      `yaml:"-"`
}

// Note is an editorial remark on a source, such as an inconsistency in it.
type Note struct {
	Text      string     `json:"text" yaml:"text"`
	Citations []Citation `json:"citations" yaml:"citations,omitempty"`
}

func (s *Source) complete() {
	for i := range s.NotFactual {
		if s.NotFactual[i].Source == "" {
			s.NotFactual[i].Source = s.ID
		}
	}
}

func (s *Source) validate(c checker) {
	c.in("id").slug(s.ID)
	c.in("title").requiredText(s.Title, MaxTitle)
	c.in("publisher").text(s.Publisher, MaxTitle)
	c.in("url").url(s.URL)
	c.in("language").language(s.Language)
	c.in("digest").digest(s.Digest)
	s.Retracted.validate(c.in("retracted"), s.ID)
	if s.Published != nil {
		s.Published.validate(c.in("published"))
	}
	if s.Length < 0 {
		c.in("length").fault("%d is negative: the length counts the text's Unicode code points", s.Length)
	}
	for i := range s.Notes {
		n := &s.Notes[i]
		c.in("notes").in(i).in("text").requiredText(n.Text, MaxSummary)
		c.in("notes").in(i).in("citations").citations(n.Citations, n)
	}
	for i := range s.NotFactual {
		at := c.in("not_factual").in(i)
		s.NotFactual[i].validate(at, s)
		if s.NotFactual[i].Stated() == GradeLinked {
			at.fault("a source declares a span of its text, or its exact words")
		}
		if s.NotFactual[i].Source != s.ID {
			at.in("source").fault("a span that a source declares lies in that source, %q", s.ID)
		}
	}
}

// Resource is "source".
func (*Source) Resource() string { return "source" }

// RecordID is the source's id.
func (s *Source) RecordID() string { return s.ID }

// Retraction says why the source was taken back; nil while it stands.
func (s *Source) Retraction() *Retraction { return s.Retracted }

// SetRetraction takes the source back, or with nil lets it stand again.
func (s *Source) SetRetraction(r *Retraction) { s.Retracted = r }

// Authored is a copy of the source without what the server adds.
func (s *Source) Authored() Record {
	plain := *s
	plain.Stamp = Stamp{}
	plain.Notes = slices.Clone(s.Notes)
	for i := range plain.Notes {
		plain.Notes[i].Citations = ungraded(plain.Notes[i].Citations)
	}
	plain.NotFactual = ungraded(s.NotFactual)
	return &plain
}

func (s *Source) finish(c checker) {
	s.complete()
	s.validate(c)
}
