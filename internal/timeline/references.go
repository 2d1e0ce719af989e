package timeline

// references checks that the records of a document have distinct ids and
// refer only to records that it declares.
type references struct {
	doc *Document
	c   checker

	sources, actors, places, events declared
	quotes                          map[string]string // id → pointer
	tombstone                       bool              // the record at hand is retracted: what it names may be, too
}

// declared are the ids of one resource, in their order in the document.
type declared struct {
	at        map[string]int // index in the document
	ids       []string
	retracted map[string]bool // and not to be named; what was erased stays where it was
}

func newReferences(d *Document, c checker) *references {
	return &references{
		doc: d, c: c,
		sources: index(d.Sources, func(s Source) (string, bool) { return s.ID, s.Retracted != nil && !s.Retracted.Erased }, "source", c.in("sources")),
		actors:  index(d.Actors, func(a Actor) (string, bool) { return a.ID, a.Retracted != nil && !a.Retracted.Erased }, "actor", c.in("actors")),
		places:  index(d.Places, func(p Place) (string, bool) { return p.ID, p.Retracted != nil && !p.Retracted.Erased }, "place", c.in("places")),
		events:  index(d.Events, func(e Event) (string, bool) { return e.ID, false }, "event", c.in("events")), // may be told of
		quotes:  map[string]string{},
	}
}

func index[T any](list []T, of func(T) (id string, retracted bool), resource string, c checker) declared {
	ids := declared{at: make(map[string]int, len(list)), retracted: map[string]bool{}}
	for i, record := range list {
		name, retracted := of(record)
		if name == "" {
			continue // a fault of the record itself
		}
		if first, taken := ids.at[name]; taken {
			c.in(i).in("id").fault("the %s %q is declared already, at %s/%d", resource, name, c.at(), first)
			continue
		}
		ids.at[name] = i
		if retracted {
			ids.retracted[name] = true
		}
		ids.ids = append(ids.ids, name)
	}
	return ids
}

func (r *references) check() {
	for i, a := range r.doc.Actors {
		at := r.c.in("actors").in(i)
		r.tombstone = a.Retracted != nil
		for j, o := range a.Offices {
			r.known(at.in("offices").in(j).in("organization"), "actor", o.Organization, r.actors)
		}
		for j, af := range a.Affiliations {
			r.known(at.in("affiliations").in(j).in("actor"), "actor", af.Actor, r.actors)
		}
	}
	for i, p := range r.doc.Places {
		r.tombstone = p.Retracted != nil
		r.known(r.c.in("places").in(i).in("parent"), "place", p.Parent, r.places)
	}
	r.checkContainment()
	for i, s := range r.doc.Sources {
		at := r.c.in("sources").in(i)
		r.tombstone = s.Retracted != nil
		for j, n := range s.Notes {
			r.cited(at.in("notes").in(j).in("citations"), n.Citations)
		}
		r.cited(at.in("not_factual"), s.NotFactual)
	}
	r.checkWholes()
	for i := range r.doc.Events {
		r.checkEvent(r.c.in("events").in(i), &r.doc.Events[i])
	}
}

func (r *references) checkEvent(at checker, e *Event) {
	r.tombstone = e.IsRetracted()
	for j, p := range e.Actors {
		if p.Nameless() {
			at.in("actors").in(j).in("id").slug("") // a file declares what it names
		}
		r.known(at.in("actors").in(j).in("id"), "actor", p.ID, r.actors)
	}
	for j, v := range e.Places {
		if v.Nameless() {
			at.in("places").in(j).in("id").slug("")
		}
		r.known(at.in("places").in(j).in("id"), "place", v.ID, r.places)
	}
	for j, rel := range e.Relations {
		r.known(at.in("relations").in(j).in("event"), "event", rel.Event, r.events)
	}
	r.cited(at.in("citations"), e.Citations)
	for j, q := range e.Quotes {
		in := at.in("quotes").in(j)
		if q.ID == "" {
			in.in("id").slug("")
		}
		if first, taken := r.quotes[q.ID]; taken && q.ID != "" {
			in.in("id").fault("the quote %q is declared already, at %s", q.ID, first)
		}
		r.quotes[q.ID] = in.at()
		r.known(in.in("speaker"), "actor", q.Speaker, r.actors)
		r.known(in.in("via"), "actor", q.Via, r.actors)
		r.known(in.in("addressee"), "actor", q.Addressee, r.actors)
		for k, about := range q.About {
			r.known(in.in("about").in(k), "actor", about, r.actors)
		}
		r.cited(in.in("citations"), q.Citations)
	}
}

// cited checks that citations name declared sources and end inside them.
func (r *references) cited(at checker, list []Citation) {
	for i, ct := range list {
		in := at.in(i)
		r.known(in.in("source"), "source", ct.Source, r.sources)
		if s, ok := r.sources.at[ct.Source]; ok {
			if length := r.doc.Sources[s].Length; length > 0 && ct.End > length {
				in.in("end").fault("%d is past the end of the source, which has %d characters", ct.End, length)
			}
		}
	}
}

func (r *references) known(at checker, resource, id string, ids declared) {
	if ids.retracted[id] && !r.tombstone {
		at.fault("the %s %q is retracted", resource, id)
	}
	if _, ok := ids.at[id]; ok || id == "" || r.c.fs.full() {
		return
	}
	at.fault("no %s with the id %q is declared in this file%s", resource, Clip(id, 60), didYouMean(suggest(id, ids.ids)))
}

// checkContainment refuses places that lie, however indirectly, inside
// themselves, and actors that are affiliated in a circle.
func (r *references) checkContainment() {
	parents := map[string][]string{}
	for _, p := range r.doc.Places {
		if p.Parent != "" && p.Parent != p.ID {
			parents[p.ID] = []string{p.Parent}
		}
	}
	circular := inCircles(parents)
	for i, p := range r.doc.Places {
		if circular[p.ID] {
			r.c.in("places").in(i).in("parent").fault("the place %q lies inside itself, through %s", p.ID, p.Parent)
		}
	}
	groups := map[string][]string{}
	for _, a := range r.doc.Actors {
		for _, af := range a.Affiliations {
			if af.Actor != a.ID {
				groups[a.ID] = append(groups[a.ID], af.Actor)
			}
		}
	}
	circular = inCircles(groups)
	for i, a := range r.doc.Actors {
		if circular[a.ID] {
			r.c.in("actors").in(i).in("affiliations").fault("the actor %q is affiliated with itself, in a circle", a.ID)
		}
	}
}

// checkWholes refuses events that are, however indirectly, part of themselves.
func (r *references) checkWholes() {
	wholes := map[string][]string{}
	for _, e := range r.doc.Events {
		wholes[e.ID] = append(wholes[e.ID], e.PartOf()...)
	}
	circular := inCircles(wholes)
	for i, e := range r.doc.Events {
		for j, rel := range e.Relations {
			if rel.Type == PartOf && circular[e.ID] && circular[rel.Event] {
				r.c.in("events").in(i).in("relations").in(j).in("event").fault("the event %q is part of itself, through %s", e.ID, rel.Event)
			}
		}
	}
}

// inCircles tells which nodes of a graph can be reached from themselves. It
// takes away, again and again, what leads nowhere and what nothing leads to;
// that is every node but those in a circle or on a way from one to another.
func inCircles(up map[string][]string) map[string]bool {
	down := map[string][]string{}
	left := map[string]bool{}
	for id, targets := range up {
		for _, target := range targets {
			down[target] = append(down[target], id)
			left[id], left[target] = true, true
		}
	}
	peel(left, up, down)
	peel(left, down, up)
	return left
}

// peel takes away the nodes from which every way forward ends.
func peel(left map[string]bool, forward, backward map[string][]string) {
	ways := map[string]int{}
	var ends []string
	for id := range left {
		for _, next := range forward[id] {
			if left[next] {
				ways[id]++
			}
		}
		if ways[id] == 0 {
			ends = append(ends, id)
		}
	}
	for len(ends) > 0 {
		id := ends[len(ends)-1]
		ends = ends[:len(ends)-1]
		delete(left, id)
		for _, before := range backward[id] {
			if ways[before]--; ways[before] == 0 && left[before] {
				ends = append(ends, before)
			}
		}
	}
}
