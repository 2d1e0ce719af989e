package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/timeline"
)

// naming gives ids to the actors, places and quotes that an event brings without
// one.
type naming struct {
	*checker
	story    storyRow
	before   *timeline.Event // the event as it is stored; an empty one where it is not
	made     map[*schema]map[string]bool
	known    map[calledFor]string // of those met in this event
	warnings []timeline.Warning
}

// named is how an actor or place without an id is told from others.
type named struct {
	resource, kind, name string
}

// calledFor is what rows of a file called an actor or place, and where: in a public
// story or a private one, and a place at coordinates.
type calledFor struct {
	named
	private bool
	where   string
}

func namedSo(s *schema, kind, name string) named { return named{s.resource, kind, exactName(name)} }

// exactName is a name for comparing: the same signs, however they are composed.
func exactName(name string) string { return norm.NFC.String(strings.TrimSpace(name)) }

// identify gives ids to all that an event brings without one. Its lists are its own
// afterwards. Nothing is written.
func (c *checker) identify(story storyRow, e *timeline.Event) ([]timeline.Warning, error) {
	if !slices.ContainsFunc(e.Actors, timeline.Participant.Nameless) && !slices.ContainsFunc(e.Places, timeline.Venue.Nameless) &&
		!slices.ContainsFunc(e.Quotes, func(q timeline.Quote) bool { return q.ID == "" }) {
		return nil, nil
	}
	e.Actors, e.Places, e.Quotes = slices.Clone(e.Actors), slices.Clone(e.Places), slices.Clone(e.Quotes)
	n := naming{checker: c, story: story, before: &timeline.Event{}, made: map[*schema]map[string]bool{}, known: map[calledFor]string{}}
	for _, s := range []*schema{&actorSchema, &placeSchema, &quoteSchema} {
		n.made[s] = map[string]bool{}
	}
	st, err := c.find(&eventSchema, e.ID)
	if err != nil {
		return nil, err
	}
	if st.found {
		old, err := decodeEvent(st.doc)
		if err != nil {
			return nil, fmt.Errorf("decode event %s: %w", e.ID, err)
		}
		n.before = &old
	}
	for _, p := range e.Actors {
		n.meet(&actorSchema, p.ID, &timeline.Actor{Name: p.Name, Kind: p.Kind})
	}
	for i := range e.Actors {
		p := &e.Actors[i]
		if !p.Nameless() {
			continue
		}
		pointer := fmt.Sprintf("/actors/%d", i)
		if p.ID, err = n.record(&actorSchema, pointer, &timeline.Actor{Name: p.Name, Kind: p.Kind}); err != nil {
			return nil, err
		}
		for j, other := range e.Actors {
			if n.ofRow || j == i || p.ID == "" || other.ID != p.ID || other.Role != p.Role {
				continue
			}
			c.fault(pointer, "%q, which it is, stands twice as %s", p.ID, p.Role)
		}
	}
	for i := range e.Places {
		v := &e.Places[i]
		n.meet(&placeSchema, v.ID, placeOf(v))
	}
	for i := range e.Places {
		v := &e.Places[i]
		if !v.Nameless() {
			continue
		}
		pointer := fmt.Sprintf("/places/%d", i)
		if v.ID, err = n.record(&placeSchema, pointer, placeOf(v)); err != nil {
			return nil, err
		}
		for j, other := range e.Places {
			if n.ofRow || j == i || v.ID == "" || other.ID != v.ID || other.Role != v.Role {
				continue
			}
			c.fault(pointer, "%q, which it is, stands twice as %s", v.ID, v.Role)
		}
	}
	if n.ofRow { // two names of a file may be of one record
		n.warnings = nil
		e.Actors = distinct(e.Actors, func(p timeline.Participant) [2]string { return [2]string{p.ID, p.Role} })
		e.Places = distinct(e.Places, func(v timeline.Venue) [2]string { return [2]string{v.ID, v.Role} })
	}
	return n.warnings, n.quotes(e)
}

// distinct are the first of those of a list that have the same key.
func distinct[T any](list []T, key func(T) [2]string) []T {
	known := map[[2]string]bool{}
	return slices.DeleteFunc(list, func(one T) bool {
		twice := known[key(one)]
		known[key(one)] = true
		return twice
	})
}

// meet notes an actor or place that has an id, and a name that it may be made with.
func (n *naming) meet(s *schema, id string, r timeline.Record) {
	if key := n.callFor(s, r); id != "" && key.kind != "" && key.name != "" {
		n.known[key] = id
		n.made[s][id] = true
	}
}

// callFor is what an actor or place is called, in the story at hand.
func (n *naming) callFor(s *schema, r timeline.Record) calledFor {
	switch r := r.(type) {
	case *timeline.Actor:
		return calledFor{namedSo(s, r.Kind, r.Name), n.story.private, ""}
	case *timeline.Place:
		return calledFor{namedSo(s, r.Kind, r.Name), n.story.private, whereabouts(r)}
	}
	return calledFor{}
}

// record is the id of an actor or place: that of the one there is, or one that is made
// for it.
func (n *naming) record(s *schema, pointer string, r timeline.Record) (string, error) {
	key := n.callFor(s, r)
	if key.kind == "" || key.name == "" {
		return "", nil // a fault of the event itself
	}
	if id, met := n.known[key]; met {
		return id, nil
	}
	if id := n.Tx.known.called[key]; id != "" && n.ofRow {
		return id, nil
	}
	id, err := n.resolve(s, pointer, r, key.named)
	if err == nil && id != "" {
		n.known[key] = id
		if n.ofRow {
			n.Tx.known.called[key] = id
		}
	}
	return id, err
}

// placeOf is what an event says of a place that it brings along.
func placeOf(v *timeline.Venue) *timeline.Place {
	return &timeline.Place{Name: v.Name, Kind: v.Kind, Lat: v.Lat, Lon: v.Lon, Country: v.Country}
}

// whereabouts tells places of one name apart, as far as is known where they lie.
func whereabouts(p *timeline.Place) string {
	if p.Lat == nil || p.Lon == nil {
		return p.Country
	}
	return fmt.Sprintf("%s %.4f %.4f", p.Country, *p.Lat, *p.Lon)
}

// resolve looks for the one record of a name and kind, or has one made.
func (n *naming) resolve(s *schema, pointer string, r timeline.Record, key named) (string, error) {
	found, err := n.called(s, key)
	if err != nil {
		return "", err
	}
	if place, ok := r.(*timeline.Place); ok && len(found) > 0 {
		if found, err = n.there(place, found); err != nil {
			return "", err
		}
	}
	if len(found) > 1 {
		found = n.nearest(s, found)
	}
	switch len(found) {
	case 0:
		id, err := n.freeID(s, readableID(s, r), n.made[s])
		n.made[s][id] = true
		return id, err
	case 1:
		n.warnings = append(n.warnings, timeline.Warning{Pointer: pointer,
			Message: fmt.Sprintf("%q is taken for the %s %q, the one of that name and kind", timeline.Clip(key.name, 60), s.resource, found[0].id),
			Hint:    "give its id; or where another is meant, one that is not taken, with its name and kind"})
		return found[0].id, nil
	}
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = fmt.Sprintf("%q", f.id)
	}
	n.fault(pointer, "there are several of that name and kind: %s; say by its id which one it is", strings.Join(ids[:min(len(ids), 5)], ", "))
	return "", nil
}

// there are those of some places that may lie where another does: of two countries,
// or far apart, they are not the same.
func (n *naming) there(place *timeline.Place, found []candidate) ([]candidate, error) {
	var list []candidate
	for _, c := range found {
		p, err := n.place(c.id)
		if err != nil {
			return nil, err
		}
		if (p.place.Country == "" || place.Country == "" || p.place.Country == place.Country) && sameSpot(p.place.Lat, p.place.Lon, place.Lat, place.Lon) {
			list = append(list, c)
		}
	}
	return list, nil
}

// candidate is a record that has a name and kind.
type candidate struct {
	n  int64
	id string
}

// called are the records that have exactly a name, perhaps as an alias, and a kind,
// among those that readers of the story may see.
func (n *naming) called(s *schema, key named) ([]candidate, error) {
	if err := n.flush(); err != nil {
		return nil, err
	}
	v := n.view()
	v.private = n.story.private
	var found []candidate
	look := func(more nameList) error {
		more.schema = s
		more.conds = append(more.conds, cond{"d.kind = ?", []any{key.kind}})
		return walk(func(after *Position) (List, error) {
			return v.listByName(&more, timeline.Paging{Limit: batch}, after)
		}, func(doc json.RawMessage) error {
			var r struct {
				ID, Name string
				Aliases  []string
			}
			if err := json.Unmarshal(doc, &r); err != nil {
				return fmt.Errorf("decode a record of %s: %w", s.table, err)
			}
			so := func(name string) bool { return exactName(name) == key.name }
			if (so(r.Name) || slices.ContainsFunc(r.Aliases, so)) && !slices.ContainsFunc(found, func(c candidate) bool { return c.id == r.ID }) {
				st, err := n.find(s, r.ID)
				found = append(found, candidate{st.n, r.ID})
				return err
			}
			return nil
		})
	}
	err := look(nameList{conds: []cond{{"d.sort_name = ?", []any{sortName(key.name)}}}})
	if err != nil {
		return nil, err
	}
	if found, err = n.merged(v, s, key, found); err != nil || s == &placeSchema {
		return found, err // places have no other names
	}
	search, err := timeline.ParseSearch(`"` + strings.ReplaceAll(key.name, `"`, " ") + `"`)
	if err != nil {
		return found, nil //nolint:nilerr // there is no word in it by which it could be found
	}
	return found, look(nameList{search: search})
}

// merged adds to what has a name and kind that into which others of these were merged.
func (n *naming) merged(v *View, s *schema, key named, found []candidate) ([]candidate, error) {
	c := and([]cond{{"d.sort_name = ? AND d.kind = ? AND d.retracted = 1", []any{sortName(key.name), key.kind}}, v.public("d")})
	var ids []string
	if err := n.db.Raw("SELECT d.id FROM "+s.table+" d WHERE "+c.sql+" ORDER BY d.n", c.args...).Scan(&ids).Error; err != nil {
		return nil, fmt.Errorf("look up %s: %w", s.table, err)
	}
	for _, id := range ids {
		into, err := n.lead(s.resource, id)
		if err != nil {
			return nil, err
		}
		st, err := n.find(s, into)
		if err != nil {
			return nil, err
		}
		if into != id && !slices.ContainsFunc(found, func(c candidate) bool { return c.id == into }) && (st.public || v.private) {
			found = append(found, candidate{st.n, into})
		}
	}
	return found, nil
}

// nearest are, of several records of a name and kind, the one that the event has
// already, or else the one that its story holds; all where neither tells.
func (n *naming) nearest(s *schema, found []candidate) []candidate {
	for _, near := range []func(c candidate) bool{
		func(c candidate) bool {
			return s == &actorSchema && slices.ContainsFunc(n.before.Actors, func(p timeline.Participant) bool { return p.ID == c.id }) ||
				s == &placeSchema && slices.ContainsFunc(n.before.Places, func(v timeline.Venue) bool { return v.ID == c.id })
		},
		func(c candidate) bool { return n.held(s, c.n) },
	} {
		if one := slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return !near(c) }); len(one) == 1 {
			return one
		}
	}
	return found
}

// held tells whether the story holds a record.
func (n *naming) held(s *schema, record int64) bool {
	if _, will := n.members.needed[s][member{n.story.n, record}]; will {
		return true
	}
	ns, err := n.ints("read "+s.membership.table, "SELECT "+s.membership.column+" FROM "+s.membership.table+" WHERE story = ? AND "+s.membership.column+" = ?", n.story.n, record)
	return err == nil && len(ns) > 0
}

// quotes gives ids to quotes: that of the stored quote of the event that says the
// same, or one that is made.
func (n *naming) quotes(e *timeline.Event) error {
	used := map[string]bool{}
	for _, q := range e.Quotes {
		used[q.ID] = true
	}
	for i := range e.Quotes {
		q := &e.Quotes[i]
		if q.ID != "" {
			continue
		}
		at := slices.IndexFunc(n.before.Quotes, func(old timeline.Quote) bool {
			return !used[old.ID] && old.Speaker == q.Speaker && old.Text == q.Text
		})
		if at >= 0 {
			q.ID = n.before.Quotes[at].ID
		} else {
			id, err := n.freeID(&quoteSchema, readableID(&quoteSchema, q), used)
			if err != nil {
				return err
			}
			q.ID = id
		}
		used[q.ID] = true
	}
	return nil
}
