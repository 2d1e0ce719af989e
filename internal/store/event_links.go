package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// The tables by which queries find events. Their rows repeat the event's
// bounds and state, so that one index answers who and when.
var (
	eventActors  = linkTable{"event_actors", "event", "linked", "actor, earliest, event, latest, latest_start, earliest_end, state, roles, public_roles, all_roles"}
	eventPlaces  = linkTable{"event_places", "event", "linked", "place, earliest, event, latest, latest_start, earliest_end, state, roles, public_roles, all_roles"}
	eventTopics  = linkTable{"event_topics", "event", "linked", "topic, earliest, event, latest, latest_start, earliest_end, state"}
	eventSources = linkTable{"event_sources", "event", "linked", "source, earliest, event, latest, latest_start, earliest_end, state"}

	eventSpeakers    = linkTable{"event_speakers", "event", "linked", "speaker, earliest, event, latest, latest_start, earliest_end, state"}
	eventCodes       = linkTable{"event_codes", "event", "linked", "code, earliest, event, latest, latest_start, earliest_end, state"}
	eventExternalIDs = linkTable{"event_external_ids", "event", "linked", "external_id, earliest, event, latest, latest_start, earliest_end, state"}
	eventCountries   = linkTable{"event_countries", "event", "linked", "country, earliest, event, latest, latest_start, earliest_end, state"}
	eventMedia       = linkTable{"event_media", "event", "linked", "picture, earliest, event, latest, latest_start, earliest_end, state"}
)

// linkEvent writes the rows by which queries find an event.
func (tx *Tx) linkEvent(story storyRow, n int64, e *timeline.Event) error {
	b := storedBounds(e.Date)
	state := stateOf(story, e)
	actors, err := tx.actorRoles(e, b.Earliest, b.Latest)
	if err != nil {
		return err
	}
	at := linkValues(n, b, state)
	tx.linkRoles(eventActors, actors, at)
	places, err := tx.placeRoles(e)
	if err != nil {
		return err
	}
	tx.linkRoles(eventPlaces, places, at)
	for _, id := range e.Topics {
		t, err := tx.topic(id)
		if err != nil {
			return err
		}
		tx.inserts.link(eventTopics, at, t)
	}
	for _, id := range e.Sources() {
		s, found, err := tx.source(id)
		if err != nil {
			return err
		}
		if !found {
			return missing("source", id)
		}
		tx.inserts.link(eventSources, at, s.n)
	}
	speakers, err := tx.speakersOf(e)
	if err != nil {
		return err
	}
	tx.linkEach(eventSpeakers, at, anys(speakers))
	tx.linkEach(eventCodes, at, anys(e.Codes))
	tx.linkEach(eventExternalIDs, at, anys(e.ExternalIDs))
	tx.linkEach(eventCountries, at, anys(countriesOf(e)))
	tx.linkEach(eventMedia, at, anys(e.Pictures()))
	return nil
}

// linkValues are what all links of an event, or of a quote, say of it, in the order of
// their columns.
func linkValues(n int64, b edtf.Bounds, state int) []any {
	return []any{b.Earliest, n, b.Latest, b.LatestStart, b.EarliestEnd, state}
}

// linkEach links an event to each of some targets.
func (tx *Tx) linkEach(t linkTable, at, targets []any) {
	for _, target := range targets {
		tx.inserts.link(t, at, target)
	}
}

// speakersOf are those who speak in an event's quotes, each once.
func (tx *Tx) speakersOf(e *timeline.Event) ([]int64, error) {
	var speakers []int64
	for i := range e.Quotes {
		a, err := tx.actor(e.Quotes[i].Speaker)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(speakers, a.n) {
			speakers = append(speakers, a.n)
		}
	}
	return speakers, nil
}

// countriesOf are the countries that an event's places have themselves, each once.
// What a place lies in says nothing of them here: answers do not show it either.
func countriesOf(e *timeline.Event) []string {
	var countries []string
	for _, v := range e.Places {
		if v.Country != "" && !slices.Contains(countries, v.Country) {
			countries = append(countries, v.Country)
		}
	}
	return countries
}

// unlinkEvents takes away those rows, to be written anew.
func (tx *Tx) unlinkEvents(events []int64) error {
	if err := tx.flush(); err != nil {
		return err
	}
	c := in("event", events, false)
	for _, l := range eventSchema.links {
		if err := tx.exec("link events", "DELETE FROM "+l.name+" WHERE "+c.sql, c.args...); err != nil {
			return err
		}
	}
	return nil
}

// roleSet is in which roles things take part in an event.
type roleSet struct {
	of    map[int64]rolesOf
	order []int64
}

// rolesOf are roles as bits: held by something itself, through what belongs to it
// by way of public records alone as well, and in any way.
type rolesOf struct{ own, public, all int64 }

// add adds a role that something has itself.
func (r *roleSet) add(n, bit int64) { r.put(n, rolesOf{bit, bit, bit}) }

// through adds a role that something has through what belongs to it.
func (r *roleSet) through(n, bit int64, public bool) {
	h := rolesOf{all: bit}
	if public {
		h.public = bit
	}
	r.put(n, h)
}

func (r *roleSet) put(n int64, more rolesOf) {
	if r.of == nil {
		r.of = map[int64]rolesOf{}
	}
	h, seen := r.of[n]
	if !seen {
		r.order = append(r.order, n)
	}
	r.of[n] = rolesOf{h.own | more.own, h.public | more.public, h.all | more.all}
}

func (tx *Tx) actorRoles(e *timeline.Event, earliest, latest int64) (roles roleSet, err error) {
	for _, p := range e.Actors {
		a, err := tx.actor(p.ID)
		if err != nil {
			return roles, err
		}
		bit := roleMask(timeline.ActorRoles, []string{p.Role})
		roles.add(a.n, bit)
		bodies, err := tx.bodiesOf(a)
		if err != nil {
			return roles, err
		}
		for _, t := range bodies {
			if t.earliest < latest && earliest < t.latest {
				roles.through(t.body, bit, t.public)
			}
		}
	}
	return roles, nil
}

func (tx *Tx) placeRoles(e *timeline.Event) (roles roleSet, err error) {
	for _, v := range e.Places {
		p, err := tx.place(v.ID)
		if err != nil {
			return roles, err
		}
		bit := roleMask(timeline.PlaceRoles, []string{v.Role})
		roles.add(p.n, bit)
		above, err := tx.ancestorsOf(p)
		if err != nil {
			return roles, err
		}
		for _, a := range above {
			roles.through(a.place, bit, a.public)
		}
	}
	return roles, nil
}

func (tx *Tx) linkRoles(t linkTable, roles roleSet, at []any) {
	for _, n := range roles.order {
		r := roles.of[n]
		tx.inserts.link(t, at, n, r.own, r.public, r.all)
	}
}

// relateEvent notes which other events an event says that it is related to. The
// targets need not be there.
func (tx *Tx) relateEvent(n int64, e *timeline.Event, isNew bool) error {
	if !isNew {
		if err := tx.flush(); err != nil {
			return err
		}
		if err := tx.exec("relate events", "DELETE FROM event_relations WHERE event = ?", n); err != nil {
			return err
		}
	}
	targets := map[string]bool{}
	for _, r := range e.Relations {
		if !targets[r.Event] {
			targets[r.Event] = true
			tx.inserts.add("event_relations", []string{"target", "event"}, nil, []any{r.Event, n})
		}
	}
	return nil
}

// checkRelations checks that the events which an event is related to are there.
func (tx *Tx) checkRelations(e *timeline.Event) error {
	c := checker{Tx: tx}
	for i, rel := range e.Relations {
		at := fmt.Sprintf("/relations/%d/event", i)
		st, err := tx.find(&eventSchema, rel.Event)
		switch {
		case err != nil:
			return err
		case rel.Event == e.ID:
			c.fault(at, "an event is not related to itself")
		case !st.found:
			c.fault(at, "there is no event with the id %q", rel.Event)
		}
	}
	return c.refused()
}
