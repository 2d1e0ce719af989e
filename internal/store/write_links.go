package store

import (
	"strings"

	"example.org/dateline/internal/timeline"
)

// unlink takes away the words by which searches find events and, with links, the
// rows by which other queries do, to be written anew.
func (w *writer) unlink(events []int64, links bool, more ...string) error {
	if err := w.flush(); err != nil {
		return err
	}
	c := in("event", events, false)
	var tables []string
	if links {
		tables = append([]string{"event_actors", "event_places", "event_topics", "event_sources"}, more...)
	}
	for _, table := range tables {
		if err := w.exec("link events", "DELETE FROM "+table+" WHERE "+c.sql, c.args...); err != nil {
			return err
		}
	}
	words := in("rowid", events, false)
	return w.exec("index events", "DELETE FROM events_fts WHERE "+words.sql, words.args...)
}

// link writes the rows by which queries find an event.
func (w *writer) link(story storyRow, n int64, e *timeline.Event) error {
	earliest, latest := storedSpan(e.Date)
	state := stateOf(story, e)
	actors, err := w.actorRoles(e, earliest, latest)
	if err != nil {
		return err
	}
	w.linkRoles(ownedLinks["events"][0], actors, n, earliest, latest, state)
	places, err := w.placeRoles(e)
	if err != nil {
		return err
	}
	w.linkRoles(ownedLinks["events"][1], places, n, earliest, latest, state)
	for _, id := range e.Topics {
		t, err := w.topic(id)
		if err != nil {
			return err
		}
		w.inserts.add("event_topics", []string{"topic", "earliest", "event", "latest", "state"}, nil, []any{t, earliest, n, latest, state})
	}
	for _, id := range e.Sources() {
		s, found, err := w.sourceOf(id)
		if err != nil {
			return err
		}
		if !found {
			return missing("source", id)
		}
		w.inserts.add("event_sources", []string{"source", "earliest", "event", "latest", "state"}, nil, []any{s.n, earliest, n, latest, state})
	}
	return w.indexEvent(n, e)
}

// indexEvent writes the words by which searches find an event, which has none.
func (w *writer) indexEvent(n int64, e *timeline.Event) error {
	said, err := eventWords(e, w.aliasesNow)
	if err != nil {
		return err
	}
	return w.index("events_fts", n, true, said)
}

// roleSet is in which roles things take part in an event: by themselves, and
// through what belongs to them as well.
type roleSet struct {
	of    map[int64]struct{ own, all int64 }
	order []int64
}

func (r *roleSet) add(n int64, own, all int64) {
	if r.of == nil {
		r.of = map[int64]struct{ own, all int64 }{}
	}
	h, seen := r.of[n]
	if !seen {
		r.order = append(r.order, n)
	}
	h.own |= own
	h.all |= all
	r.of[n] = h
}

func (w *writer) actorRoles(e *timeline.Event, earliest, latest int64) (roles roleSet, err error) {
	for _, p := range e.Actors {
		a, err := w.actor(p.ID)
		if err != nil {
			return roles, err
		}
		bit := roleMask(timeline.ActorRoles, []string{p.Role})
		roles.add(a.n, bit, bit)
		bodies, err := w.bodiesOf(a)
		if err != nil {
			return roles, err
		}
		for _, t := range bodies {
			if t.earliest < latest && earliest < t.latest {
				roles.add(t.body, 0, bit)
			}
		}
	}
	return roles, nil
}

func (w *writer) placeRoles(e *timeline.Event) (roles roleSet, err error) {
	for _, v := range e.Places {
		p, err := w.place(v.ID)
		if err != nil {
			return roles, err
		}
		bit := roleMask(timeline.PlaceRoles, []string{v.Role})
		roles.add(p.n, bit, bit)
		above, err := w.ancestorsOf(p)
		if err != nil {
			return roles, err
		}
		for _, n := range above {
			roles.add(n, 0, bit)
		}
	}
	return roles, nil
}

func (w *writer) linkRoles(t linkTable, roles roleSet, event, earliest, latest int64, state int) {
	columns := strings.Split(t.columns, ", ")
	for _, n := range roles.order {
		w.inserts.add(t.name, columns, nil, []any{n, earliest, event, latest, state, roles.of[n].own, roles.of[n].all})
	}
}
