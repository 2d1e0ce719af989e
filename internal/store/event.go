package store

import (
	"encoding/json"
	"slices"

	"example.org/dateline/internal/timeline"
)

type eventResource struct{}

var eventSchema = schema{
	resource: "event", table: "events",
	columns:    "n, id, story, type, status, verification, is_key, evidence, public_since, " + datedVersions,
	dated:      true,
	followed:   true,
	links:      []linkTable{eventActors, eventPlaces, eventTopics, eventSources},
	references: references{[]string{`"relations":[{`}, "event", dropFrom(dropRelations)},
	referrers: []referrer{
		{"event", "SELECT e.id FROM event_relations x JOIN events e ON e.n = x.event WHERE x.target = @id AND e.n <> @n AND e.state IN (0, 2)"},
	},
}

func (eventResource) schema() *schema { return &eventSchema }

// Events lists the events that a query asks for, after a position.
func (v *View) Events(q timeline.Query, after *Position) (List, error) {
	v, err := v.at(q.AsOf)
	if err != nil {
		return List{}, err
	}
	sel, err := selectEvents(v, q)
	if err != nil {
		return List{}, err
	}
	var l List
	var ns []int64
	if q.Order == timeline.OrderRelevance {
		l, ns, err = v.ranked(sel, q, after)
	} else {
		sel.search(v, q.Search)
		l, ns, err = sel.list(v, q.Paging, after)
	}
	if err != nil {
		return l, err
	}
	l.Included, err = include(v, q, ns, l.Records)
	return l, err
}

// CountEvents is the number of the events that a query asks for, on all pages.
func (v *View) CountEvents(q timeline.Query) (n int, err error) {
	err = v.aggregate(q, func(v *View, sel *selection) error {
		c := sel.count()
		return translate(scanOne(v.raw(c.sql, c.args...), &n), "count events")
	})
	return n, err
}

// EachEvent calls fn with the document of every event that a query asks for,
// in its order and without regard to its limit. It holds a bounded number of
// documents at a time. An error of fn ends the walk and is returned.
func (v *View) EachEvent(q timeline.Query, fn func(doc json.RawMessage) error) error {
	v, err := v.at(q.AsOf)
	if err != nil {
		return err
	}
	sel, err := selectEvents(v, q)
	if err != nil {
		return err
	}
	p := timeline.Paging{Limit: batch}
	if q.Order != timeline.OrderRelevance {
		sel.search(v, q.Search)
		return walk(func(after *Position) (List, error) {
			l, _, err := sel.list(v, p, after)
			return l, err
		}, fn)
	}
	q.Paging = p
	return walk(func(after *Position) (List, error) {
		l, _, err := v.ranked(sel, q, after)
		return l, err
	}, fn)
}

// selectEvents turns a query into a selection.
func selectEvents(v *View, q timeline.Query) (*selection, error) {
	sel := &selection{schema: &eventSchema, item: "event", order: q.Order, period: q.Period, states: v.states("d", q.ShowsRetracted())}
	roles := roleCond(q)
	if err := sel.addIDs(q.Actor, v.numbers(&actorSchema), link{table: "event_actors", key: "actor", extra: roles}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(q.Place, v.numbers(&placeSchema), link{table: "event_places", key: "place"}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(q.Topic, v.topicNumbers, link{table: "event_topics", key: "topic"}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(q.Source, v.numbers(&sourceSchema), link{table: "event_sources", key: "source"}); err != nil {
		return nil, err
	}
	for _, c := range q.Type {
		sel.add(link{key: "type", values: anys(c.Values), exclude: c.Exclude})
	}
	if err := sel.addIDs(q.Story, v.numbers(&storySchema), link{key: "story"}); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(q.Actor, func(c timeline.Clause) bool { return !c.Exclude }) {
		sel.conds = append(sel.conds, anyoneInRole(q)...)
	}
	for _, c := range q.Status {
		sel.rows = append(sel.rows, in("{row}.status", c.Values, c.Exclude))
	}
	for _, c := range q.Verification {
		sel.rows = append(sel.rows, in("{row}.verification", c.Values, c.Exclude))
	}
	if q.Key {
		sel.rows = append(sel.rows, cond{sql: "{row}.is_key = 1"})
	}
	for _, c := range q.Evidence {
		sel.rows = append(sel.rows, in("{row}.evidence", c.Values, c.Exclude))
	}
	if !q.UpdatedSince.IsZero() {
		sel.rows = append(sel.rows, cond{"{row}.updated_at >= ?", []any{q.UpdatedSince.UnixMicro()}})
	}
	if q.Box != nil {
		sel.conds = append(sel.conds, somewhere(inBox(*q.Box)))
	}
	if q.Near != nil {
		sel.conds = append(sel.conds, somewhere(inCircle(*q.Near)))
	}
	return sel, nil
}

// roleMask has a bit for each of the roles.
func roleMask(all, roles []string) int64 {
	var mask int64
	for _, r := range roles {
		if i := slices.Index(all, r); i >= 0 {
			mask |= 1 << i
		}
	}
	return mask
}

// roleCond is what a link to an actor must hold: in which roles, and whether
// the actor or one affiliated with it took part.
func roleCond(q timeline.Query) cond {
	column := "x.roles"
	if q.Affiliated {
		column = "x.all_roles"
	}
	conds := []cond{{sql: column + " <> 0"}}
	for _, c := range q.Role {
		held := cond{column + " & ? <> 0", []any{roleMask(timeline.ActorRoles, c.Values)}}
		if c.Exclude {
			held.sql = column + " & ? = 0"
		}
		conds = append(conds, held)
	}
	return and(conds)
}

// rolesHeld keeps of a roleCond only that there is a role at all.
func rolesHeld(c cond) cond {
	if len(c.sql) >= 5 && c.sql[:5] == "x.all" {
		return cond{sql: "x.all_roles <> 0"}
	}
	return cond{sql: "x.roles <> 0"}
}

// anyoneInRole are the role clauses of a query that names no actor.
func anyoneInRole(q timeline.Query) []cond {
	var conds []cond
	for _, c := range q.Role {
		exists := "EXISTS (SELECT 1 FROM {event_actors} x WHERE x.event = {n} AND x.roles & ? <> 0)"
		if c.Exclude {
			exists = "NOT " + exists
		}
		conds = append(conds, cond{exists, []any{roleMask(timeline.ActorRoles, c.Values)}})
	}
	return conds
}
