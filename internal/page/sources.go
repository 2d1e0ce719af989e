package page

import (
	"cmp"
	"slices"

	"example.org/dateline/internal/timeline"
)

// sources are those of a story, in the order in which the page numbers them.
type sources []timeline.Source

// find is the number of a source on the page, from 1, and the source; 0 and nil
// for one that is not of the story.
func (s sources) find(id string) (int, *timeline.Source) {
	for i := range s {
		if s[i].ID == id {
			return i + 1, &s[i]
		}
	}
	return 0, nil
}

// cited lists the sources of an event with the sections that it cites.
func (s sources) cited(e *timeline.Event) []CitedSource {
	var list []CitedSource
	for _, ct := range evidenceOf(e) {
		n, source := s.find(ct.Source)
		if source == nil {
			continue
		}
		i := slices.IndexFunc(list, func(have CitedSource) bool { return have.Number == n })
		if i < 0 {
			i, list = len(list), append(list, CitedSource{Number: n, Publisher: source.Publisher})
		}
		if ct.Section != "" && !slices.Contains(list[i].Sections, ct.Section) {
			list[i].Sections = append(list[i].Sections, ct.Section)
		}
	}
	return list
}

// notesOn lists the remarks on passages that an event rests on. They are
// numbered through all sources of the page.
func (s sources) notesOn(e *timeline.Event) []NoteLink {
	var list []NoteLink
	evidence := evidenceOf(e)
	number := 0
	for _, source := range s {
		for _, note := range source.Notes {
			number++
			if slices.ContainsFunc(note.Citations, func(ct timeline.Citation) bool { return overlaps(ct, evidence) }) {
				list = append(list, NoteLink{number, "#" + noteID(number)})
			}
		}
	}
	return list
}

func overlaps(ct timeline.Citation, with []timeline.Citation) bool {
	return slices.ContainsFunc(with, func(other timeline.Citation) bool {
		return ct.Source == other.Source && ct.Start < other.End && other.Start < ct.End
	})
}

// Source is a source as a page shows it.
type Source struct {
	*timeline.Source
	Story     string // the story that the page is of
	Number    int
	Published string // in words
	Basis     string // how that is known
	Tongue    Tongue
	Notes     []Note
}

// Note is a remark on a source.
type Note struct {
	ID   string
	Text string
	Pos  int // its number through all sources
}

// views shows those of the sources that the page needs.
func (s sources) views(l *Language, story string, needed func(id string) bool) []Source {
	var list []Source
	number := 0
	for i := range s {
		src := &s[i]
		view := Source{Source: src, Story: story, Number: i + 1, Tongue: TongueOf(src.Language)}
		if src.Published != nil && !src.Published.EDTF.IsZero() {
			view.Published, view.Basis = l.dates.Text(src.Published.EDTF), src.Published.Basis
		}
		for _, n := range src.Notes {
			number++
			view.Notes = append(view.Notes, Note{noteID(number), n.Text, number})
		}
		if needed(src.ID) {
			list = append(list, view)
		}
	}
	return list
}

// Digests are the spans of a source that the page cites, each once and in the
// order of the text: on paper they stand with the source.
func (s *Story) Digests(id string) []Evidence {
	var list []Evidence
	for _, section := range s.Sections {
		for _, g := range section.Groups {
			for i := range g.Events {
				for _, e := range g.Events[i].Evidence {
					same := func(have Evidence) bool { return have.Start == e.Start && have.End == e.End && have.SHA256 == e.SHA256 }
					if e.Source == id && e.Placed() && !slices.ContainsFunc(list, same) {
						list = append(list, e)
					}
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Evidence) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return list
}
