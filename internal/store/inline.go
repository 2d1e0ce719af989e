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
	known    map[named]string // of those met in this event
	warnings []timeline.Warning
}

// named is how an actor or place without an id is told from others.
type named struct {
	resource, kind, name string
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
	n := naming{checker: c, story: story, before: &timeline.Event{}, made: map[*schema]map[string]bool{}, known: map[named]string{}}
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
		n.meet(&actorSchema, p.ID, p.Kind, p.Name)
	}
	for i := range e.Actors {
		p := &e.Actors[i]
		if !p.Nameless() {
			continue
		}
		pointer := fmt.Sprintf("/actors/%d", i)
		if p.ID, err = n.record(&actorSchema, pointer, &timeline.Actor{Name: p.Name, Kind: p.Kind}, p.Kind, p.Name); err != nil {
			return nil, err
		}
		for j, other := range e.Actors {
			if j == i || p.ID == "" || other.ID != p.ID || other.Role != p.Role {
				continue
			}
			c.fault(pointer, "%q, which it is, stands twice as %s", p.ID, p.Role)
		}
	}
	for _, v := range e.Places {
		n.meet(&placeSchema, v.ID, v.Kind, v.Name)
	}
	for i := range e.Places {
		v := &e.Places[i]
		if !v.Nameless() {
			continue
		}
		pointer := fmt.Sprintf("/places/%d", i)
		if v.ID, err = n.record(&placeSchema, pointer, &timeline.Place{Name: v.Name, Kind: v.Kind}, v.Kind, v.Name); err != nil {
			return nil, err
		}
		for j, other := range e.Places {
			if j == i || v.ID == "" || other.ID != v.ID || other.Role != v.Role {
				continue
			}
			c.fault(pointer, "%q, which it is, stands twice as %s", v.ID, v.Role)
		}
	}
	return n.warnings, n.quotes(e)
}

// meet notes an actor or place that has an id, and a name that it may be made with.
func (n *naming) meet(s *schema, id, kind, name string) {
	if id != "" && kind != "" && name != "" {
		n.known[namedSo(s, kind, name)] = id
		n.made[s][id] = true
	}
}

// record is the id of an actor or place: that of the one there is, or one that is made
// for it.
func (n *naming) record(s *schema, pointer string, r timeline.Record, kind, name string) (string, error) {
	if kind == "" || name == "" {
		return "", nil // a fault of the event itself
	}
	key := namedSo(s, kind, name)
	if id, met := n.known[key]; met {
		return id, nil
	}
	found, err := n.called(s, key)
	if err != nil {
		return "", err
	}
	if len(found) > 1 {
		found = n.nearest(s, found)
	}
	switch len(found) {
	case 0:
		id, err := n.freeID(s, readableID(s, r), n.made[s])
		n.known[key], n.made[s][id] = id, true
		return id, err
	case 1:
		n.known[key] = found[0].id
		n.warnings = append(n.warnings, timeline.Warning{Pointer: pointer,
			Message: fmt.Sprintf("%q is taken for the %s %q, the one of that name and kind", timeline.Clip(name, 60), s.resource, found[0].id),
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
	if err := look(nameList{conds: []cond{{"d.sort_name = ?", []any{sortName(key.name)}}}}); err != nil {
		return nil, err
	}
	if s == &placeSchema {
		return found, nil // places have no other names
	}
	search, err := timeline.ParseSearch(`"` + strings.ReplaceAll(key.name, `"`, " ") + `"`)
	if err != nil {
		return found, nil //nolint:nilerr // there is no word in it by which it could be found
	}
	return found, look(nameList{search: search})
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
