package store

import (
	"slices"

	"example.org/dateline/internal/timeline"
)

// complete makes a document hold whatever its records refer to. Another story
// that declares the same actor may have written that it belongs to a body
// which this one's file never named. References to what must not be seen are
// left out.
func complete(v *view, doc *timeline.Document) error {
	var err error
	actor := func(a *timeline.Actor) string { return a.ID }
	if doc.Actors, err = closed(v, "actors", doc.Actors, actor, dropGroups); err != nil {
		return err
	}
	place := func(p *timeline.Place) string { return p.ID }
	if doc.Places, err = closed(v, "places", doc.Places, place, dropParent); err != nil {
		return err
	}
	source := func(s *timeline.Source) string { return s.ID }
	doc.Sources, err = closed(v, "sources", doc.Sources, source, dropCited)
	return err
}

// closed adds to a list of records those that they refer to, and so on. drop
// takes a record's references away for which gone is true.
func closed[T any](v *view, table string, list []T, id func(*T) string, drop func(r *T, gone func(id string) bool)) ([]T, error) {
	known := map[string]bool{} // whether it is in the list
	for i := range list {
		known[id(&list[i])] = true
	}
	for at := 0; at < len(list); {
		var missing []string
		for ; at < len(list); at++ {
			drop(&list[at], func(id string) bool {
				if _, met := known[id]; !met {
					known[id] = false
					missing = append(missing, id)
				}
				return false
			})
		}
		for part := range slices.Chunk(missing, maxValues) {
			c := in("d.id", part, false)
			more, err := decodeAll[T](v.raw("SELECT d.doc FROM "+table+" d WHERE "+c.sql+" AND "+v.public("d").sql+" ORDER BY d.n", c.args...))
			if err != nil {
				return nil, err
			}
			for i := range more {
				known[id(&more[i])] = true
			}
			list = append(list, more...)
		}
	}
	for i := range list {
		drop(&list[i], func(id string) bool { return !known[id] })
	}
	return list, nil
}

func dropGroups(a *timeline.Actor, gone func(id string) bool) {
	a.Affiliations = slices.DeleteFunc(a.Affiliations, func(af timeline.Affiliation) bool { return gone(af.Actor) })
	for i := range a.Offices {
		if o := &a.Offices[i]; o.Organization != "" && gone(o.Organization) {
			o.Organization = ""
		}
	}
}

func dropParent(p *timeline.Place, gone func(id string) bool) {
	if p.Parent != "" && gone(p.Parent) {
		p.Parent = ""
	}
}

func dropCited(s *timeline.Source, gone func(id string) bool) {
	for i := range s.Notes {
		s.Notes[i].Citations = slices.DeleteFunc(s.Notes[i].Citations, func(c timeline.Citation) bool { return gone(c.Source) })
	}
}
