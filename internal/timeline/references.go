package timeline

// references checks that the records of a document have distinct ids and
// refer only to records that it declares.
type references struct {
	doc *Document
	c   checker

	sources, actors, places, events declared
	quotes                          map[string]string // id → pointer
}

// declared maps the ids of one noun to their index in the document.
type declared map[string]int

func newReferences(d *Document, c checker) *references {
	return &references{
		doc: d, c: c,
		sources: index(d.Sources, func(s Source) string { return s.ID }, "source", c.in("sources")),
		actors:  index(d.Actors, func(a Actor) string { return a.ID }, "actor", c.in("actors")),
		places:  index(d.Places, func(p Place) string { return p.ID }, "place", c.in("places")),
		events:  index(d.Events, func(e Event) string { return e.ID }, "event", c.in("events")),
		quotes:  map[string]string{},
	}
}

func index[T any](list []T, id func(T) string, noun string, c checker) declared {
	at := make(declared, len(list))
	for i, record := range list {
		if first, taken := at[id(record)]; taken {
			c.in(i).in("id").fault("the %s %q is declared already, at %s/%d", noun, id(record), c.at, first)
			continue
		}
		at[id(record)] = i
	}
	return at
}

func (r *references) check() {
	for i, a := range r.doc.Actors {
		at := r.c.in("actors").in(i)
		for j, o := range a.Offices {
			r.known(at.in("offices").in(j).in("organization"), "actor", o.Organization, r.actors)
		}
		for j, af := range a.Affiliations {
			r.known(at.in("affiliations").in(j).in("actor"), "actor", af.Actor, r.actors)
		}
	}
	for i, p := range r.doc.Places {
		r.known(r.c.in("places").in(i).in("parent"), "place", p.Parent, r.places)
	}
	r.checkContainment()
	for i, s := range r.doc.Sources {
		for j, n := range s.Notes {
			r.cited(r.c.in("sources").in(i).in("notes").in(j), n.Citations)
		}
	}
	for i := range r.doc.Events {
		r.checkEvent(r.c.in("events").in(i), &r.doc.Events[i])
	}
}

func (r *references) checkEvent(at checker, e *Event) {
	for j, p := range e.Actors {
		r.known(at.in("actors").in(j).in("id"), "actor", p.ID, r.actors)
	}
	for j, v := range e.Places {
		r.known(at.in("places").in(j).in("id"), "place", v.ID, r.places)
	}
	for j, rel := range e.Relations {
		r.known(at.in("relations").in(j).in("event"), "event", rel.Event, r.events)
	}
	r.cited(at, e.Citations)
	for j, q := range e.Quotes {
		in := at.in("quotes").in(j)
		if first, taken := r.quotes[q.ID]; taken {
			in.in("id").fault("the quote %q is declared already, at %s", q.ID, first)
		}
		r.quotes[q.ID] = in.at
		r.known(in.in("speaker"), "actor", q.Speaker, r.actors)
		r.known(in.in("addressee"), "actor", q.Addressee, r.actors)
		for k, about := range q.About {
			r.known(in.in("about").in(k), "actor", about, r.actors)
		}
		r.cited(in, q.Citations)
	}
}

// cited checks that citations name declared sources and end inside them.
func (r *references) cited(at checker, list []Citation) {
	for i, ct := range list {
		in := at.in("citations").in(i)
		r.known(in.in("source"), "source", ct.Source, r.sources)
		if s, ok := r.sources[ct.Source]; ok {
			if length := r.doc.Sources[s].Length; length > 0 && ct.End > length {
				in.in("end").fault("%d is past the end of the source, which has %d characters", ct.End, length)
			}
		}
	}
}

func (r *references) known(at checker, noun, id string, ids declared) {
	if id == "" {
		return
	}
	if _, ok := ids[id]; ok {
		return
	}
	names := make([]string, 0, len(ids))
	for name := range ids {
		names = append(names, name)
	}
	at.fault("no %s with the id %q is declared in this file%s", noun, clip(id, 60), didYouMean(suggest(id, names)))
}

// checkContainment refuses places that lie, however indirectly, inside
// themselves, and actors that are affiliated in a circle.
func (r *references) checkContainment() {
	parents := map[string][]string{}
	for _, p := range r.doc.Places {
		if p.Parent != "" {
			parents[p.ID] = []string{p.Parent}
		}
	}
	for i, p := range r.doc.Places {
		if p.Parent != p.ID && reaches(parents, p.ID) {
			r.c.in("places").in(i).in("parent").fault("the place %q lies inside itself, through %s", p.ID, p.Parent)
		}
	}
	groups := map[string][]string{}
	for _, a := range r.doc.Actors {
		for _, af := range a.Affiliations {
			groups[a.ID] = append(groups[a.ID], af.Actor)
		}
	}
	for i, a := range r.doc.Actors {
		if reaches(groups, a.ID) {
			r.c.in("actors").in(i).in("affiliations").fault("the actor %q is affiliated with itself, in a circle", a.ID)
		}
	}
}

// reaches reports whether following up leads from id back to id.
func reaches(up map[string][]string, id string) bool {
	seen, queue := map[string]bool{}, append([]string(nil), up[id]...)
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if next == id {
			return true
		}
		if !seen[next] {
			seen[next] = true
			queue = append(queue, up[next]...)
		}
	}
	return false
}
