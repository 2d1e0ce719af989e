package store

import (
	"slices"

	"example.org/dateline/internal/timeline"
)

// graded are copies of citations with the grades that they have.
func (tx *Tx) graded(list []timeline.Citation) []timeline.Citation {
	list = slices.Clone(list)
	for i := range list {
		list[i].Grade = list[i].Stated()
	}
	return list
}

// gradeEvent grades what an event and its quotes cite.
func (tx *Tx) gradeEvent(e *timeline.Event) {
	e.Citations = tx.graded(e.Citations)
	for i := range e.Quotes {
		e.Quotes[i].Citations = tx.graded(e.Quotes[i].Citations)
	}
}

// gradeSource grades what a source's remarks cite, and what it declares.
func (tx *Tx) gradeSource(s *timeline.Source) {
	for i := range s.Notes {
		s.Notes[i].Citations = tx.graded(s.Notes[i].Citations)
	}
	s.NotFactual = tx.graded(s.NotFactual)
}
