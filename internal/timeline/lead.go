package timeline

import (
	"slices"
	"strconv"
	"strings"
)

// Led is a record that names, for each source, actor and place, the one that lead
// tells of: the id of what it was merged into, or the same id. What is named twice
// then is named once, and what supports names in lists moves along. Where nothing
// differs it is the record itself, and otherwise another; led says which.
func Led(r Record, lead func(resource, id string) string) (_ Record, led bool) {
	eachID(r, func(resource string, id *string) {
		led = led || *id != "" && lead(resource, *id) != *id
	})
	if !led {
		return r, false
	}
	r = detached(r)
	eachID(r, func(resource string, id *string) {
		if *id != "" {
			*id = lead(resource, *id)
		}
	})
	unite(r)
	return r, true
}

// eachID calls fn with each id of a source, actor or place that a record names.
func eachID(r Record, fn func(resource string, id *string)) {
	cited := func(list []Citation) {
		for i := range list {
			fn("source", &list[i].Source)
		}
	}
	switch r := r.(type) {
	case *Source:
		cited(r.NotFactual)
		for i := range r.Notes {
			cited(r.Notes[i].Citations)
		}
		r.Retracted.eachID("source", fn)
	case *Actor:
		for i := range r.Offices {
			fn("actor", &r.Offices[i].Organization)
		}
		for i := range r.Affiliations {
			fn("actor", &r.Affiliations[i].Actor)
		}
		r.Retracted.eachID("actor", fn)
	case *Place:
		fn("place", &r.Parent)
		r.Retracted.eachID("place", fn)
	case *Event:
		for i := range r.Actors {
			fn("actor", &r.Actors[i].ID)
		}
		for i := range r.Places {
			fn("place", &r.Places[i].ID)
		}
		cited(r.Citations)
		for i := range r.Quotes {
			eachID(&r.Quotes[i], fn)
		}
	case *Quote:
		for _, id := range []*string{&r.Speaker, &r.Via, &r.Addressee} {
			fn("actor", id)
		}
		for i := range r.About {
			fn("actor", &r.About[i])
		}
		cited(r.Citations)
	}
}

func (r *Retraction) eachID(resource string, fn func(resource string, id *string)) {
	if r != nil {
		fn(resource, &r.Into)
	}
}

// detached is a copy of a record whose ids can be changed without changing its own.
func detached(r Record) Record {
	cited := func(list []Citation) []Citation {
		list = slices.Clone(list)
		for i := range list {
			list[i].Supports = slices.Clone(list[i].Supports)
		}
		return list
	}
	quote := func(q Quote) Quote {
		q.About, q.Citations = slices.Clone(q.About), cited(q.Citations)
		return q
	}
	switch r := r.(type) {
	case *Source:
		s := *r
		s.NotFactual, s.Notes, s.Retracted = cited(s.NotFactual), slices.Clone(s.Notes), s.Retracted.detached()
		for i := range s.Notes {
			s.Notes[i].Citations = cited(s.Notes[i].Citations)
		}
		return &s
	case *Actor:
		a := *r
		a.Offices, a.Affiliations, a.Retracted = slices.Clone(a.Offices), slices.Clone(a.Affiliations), a.Retracted.detached()
		return &a
	case *Place:
		p := *r
		p.Retracted = p.Retracted.detached()
		return &p
	case *Event:
		e := *r
		e.Actors, e.Places, e.Citations, e.Quotes = slices.Clone(e.Actors), slices.Clone(e.Places), cited(e.Citations), slices.Clone(e.Quotes)
		for i := range e.Quotes {
			e.Quotes[i] = quote(e.Quotes[i])
		}
		return &e
	case *Quote:
		q := quote(*r)
		return &q
	}
	return r
}

func (r *Retraction) detached() *Retraction {
	if r == nil {
		return nil
	}
	own := *r
	return &own
}

// unite leaves out what a record names twice, or names of itself.
func unite(r Record) {
	switch r := r.(type) {
	case *Source:
		for i := range r.Notes {
			r.Notes[i].Citations, _ = united(r.Notes[i].Citations, Citation.SameAs)
		}
	case *Actor:
		r.Affiliations = slices.DeleteFunc(r.Affiliations, func(af Affiliation) bool { return af.Actor == r.ID })
		r.Affiliations, _ = united(r.Affiliations, func(a, b Affiliation) bool { return a == b })
	case *Place:
		if r.Parent == r.ID {
			r.Parent = ""
		}
	case *Event:
		var moved moves
		for i := range r.Quotes {
			uniteQuote(&r.Quotes[i], "/quotes/"+strconv.Itoa(i), &moved)
		}
		r.Actors = uniteAt(&moved, "/actors", r.Actors, func(a, b Participant) bool { return a.ID == b.ID && a.Role == b.Role && a.ID != "" })
		r.Places = uniteAt(&moved, "/places", r.Places, func(a, b Venue) bool { return a.ID == b.ID && a.Role == b.Role && a.ID != "" })
		moved.point(r.Citations, r)
		r.Citations, _ = united(r.Citations, Citation.SameAs)
	case *Quote:
		uniteQuote(r, "", &moves{})
	}
}

// uniteQuote unites what a quote names, and notes what that moves in its event, in
// which it stands at a pointer. Nobody reports their own words.
func uniteQuote(q *Quote, at string, whole *moves) {
	var own moves
	before := q.About
	q.About = uniteAt(&own, "/about", q.About, func(a, b string) bool { return a == b })
	uniteAt(whole, at+"/about", before, func(a, b string) bool { return a == b })
	if q.Via == q.Speaker {
		q.Via = ""
	}
	own.point(q.Citations, q)
	q.Citations, _ = united(q.Citations, Citation.SameAs)
}

// united are the first of those of a list that are the same, and where each went.
func united[T any](list []T, same func(a, b T) bool) (kept []T, to []int) {
	to = make([]int, len(list))
	for i, one := range list {
		at := slices.IndexFunc(kept, func(other T) bool { return same(one, other) })
		if at < 0 {
			at = len(kept)
			kept = append(kept, one)
		}
		to[i] = at
	}
	if len(kept) == len(list) {
		return list, to
	}
	return kept, to
}

// moves say where the members of lists have gone, by the lists' JSON Pointers.
type moves map[string][]int

func uniteAt[T any](m *moves, list string, members []T, same func(a, b T) bool) []T {
	kept, to := united(members, same)
	if len(kept) < len(members) {
		if *m == nil {
			*m = moves{}
		}
		(*m)[list] = to
	}
	return kept
}

// point has citations support the fields where they are now. One that is there no
// more is supported no more.
func (m moves) point(list []Citation, record any) {
	for i := range list {
		ct := &list[i]
		if len(ct.Supports) == 0 {
			continue
		}
		var pointers []string
		for _, pointer := range ct.Supports {
			pointer = m.moved(pointer)
			if !slices.Contains(pointers, pointer) && resolves(record, pointer) {
				pointers = append(pointers, pointer)
			}
		}
		ct.Supports = pointers
	}
}

// moved is the pointer to a field that may have moved.
func (m moves) moved(pointer string) string {
	for list, to := range m {
		rest, within := strings.CutPrefix(pointer, list+"/")
		if !within {
			continue
		}
		index, deeper, nested := strings.Cut(rest, "/")
		n, err := strconv.Atoi(index)
		if err != nil || n < 0 || n >= len(to) {
			continue
		}
		pointer = list + "/" + strconv.Itoa(to[n])
		if nested {
			pointer += "/" + deeper
		}
	}
	return pointer
}
