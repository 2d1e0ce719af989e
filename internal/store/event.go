package store

import (
	"encoding/json"
	"slices"

	"example.org/dateline/internal/timeline"
)

type eventResource struct{}

var eventSchema = schema{
	resource: "event", table: "events",
	columns:    "n, id, story, type, status, verification, is_key, evidence, basis, public_since, " + datedVersions,
	dated:      true,
	followed:   true,
	links:      []linkTable{eventActors, eventPlaces, eventTopics, eventSources, eventSpeakers, eventCodes, eventExternalIDs, eventCountries, eventMedia},
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
	page, err := v.pages(q)
	if err != nil {
		return List{}, err
	}
	l, ns, err := page(q.Paging, after)
	if err != nil {
		return l, err
	}
	l.Included, err = include(v, q, ns, l.Records)
	return l, err
}

// pages makes pages of the events that a query asks for.
func (v *View) pages(q timeline.Query) (func(p timeline.Paging, after *Position) (List, []int64, error), error) {
	if q.Order == timeline.OrderRelevance {
		sel, err := selectEvents(v, q)
		return func(p timeline.Paging, after *Position) (List, []int64, error) {
			q.Paging = p
			return v.ranked(sel, q, after)
		}, err
	}
	by, all, err := v.events(q)
	return func(p timeline.Paging, after *Position) (List, []int64, error) {
		if by == nil {
			return nothing(p), nil, nil
		}
		return v.page(&eventSchema, by, all, p, after)
	}, err
}

// CountEvents is the number of the events that a query asks for, on all pages.
func (v *View) CountEvents(q timeline.Query) (n int, err error) {
	err = v.aggregate(q, func(c counting) error {
		n, err = c.total()
		return translate(err, "count events")
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
	page, err := v.pages(q)
	if err != nil {
		return err
	}
	return walk(func(after *Position) (List, error) {
		l, _, err := page(timeline.Paging{Limit: batch}, after)
		return l, err
	}, fn)
}

// selectEvents turns a query into a selection.
func selectEvents(v *View, q timeline.Query) (*selection, error) {
	sel := &selection{schema: &eventSchema, item: "event", order: q.Order, period: q.Period, states: v.states("{row}", q.ShowsRetracted())}
	if err := sel.ids(q.ID, v.numbers(&eventSchema)); err != nil {
		return nil, err
	}
	sel.addWords(q.ExternalID, link{table: "event_external_ids", key: "external_id", rare: true})
	if err := sel.addIDs(q.Speaker, v.numbers(&actorSchema), link{table: "event_speakers", key: "speaker"}); err != nil {
		return nil, err
	}
	sel.actors, sel.places = actorRoles(q), placeRoles(q)
	if err := sel.addIDs(q.Actor, v.numbers(&actorSchema), link{table: "event_actors", key: "actor", extra: sel.actors.held, excluding: sel.actors.linked}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(q.Place, v.numbers(&placeSchema), link{table: "event_places", key: "place", extra: sel.places.held, excluding: sel.places.linked}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(q.Topic, v.topicNumbers, link{table: "event_topics", key: "topic"}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(q.Source, v.numbers(&sourceSchema), link{table: "event_sources", key: "source"}); err != nil {
		return nil, err
	}
	sel.addWords(q.Code, link{table: "event_codes", key: "code"})
	sel.addWords(q.Type, link{key: "type"})
	if err := sel.addIDs(q.Story, v.numbers(&storySchema), link{key: "story"}); err != nil {
		return nil, err
	}
	sel.addWords(q.Country, link{table: "event_countries", key: "country"})
	if !picks(q.Place) {
		for _, c := range q.PlaceRole {
			sel.add(link{table: "event_places", key: "roles", values: masksWith(timeline.PlaceRoles, c.Values), exclude: c.Exclude, byStart: true, extra: cond{sql: "{row}.roles <> 0"}})
		}
	}
	sel.addWords(q.Basis, link{key: "basis"})
	for _, c := range q.Status {
		sel.rows = append(sel.rows, in("{row}.status", c.Values, c.Exclude))
	}
	for _, c := range q.Verification {
		sel.rows = append(sel.rows, in("{row}.verification", c.Values, c.Exclude))
	}
	sel.rows = append(sel.rows, inZone(q.Period)...)
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

// masksWith are the masks that have a bit of one of the roles. Places have few
// roles, so that an index on the masks finds who has one.
func masksWith(all, roles []string) []any {
	wanted := roleMask(all, roles)
	var masks []any
	for mask := range int64(1) << len(all) {
		if mask&wanted != 0 {
			masks = append(masks, mask)
		}
	}
	return masks
}

// rolesAsked are the clauses of a query on roles, of actors or of places.
type rolesAsked struct {
	linked cond   // on {row}, the link: it counts, in whatever role
	held   cond   // on {row}: it counts in the roles asked for; empty where every link does
	any    []cond // on {n}: some link of the event has them. None where the query names who or where, whose roles they then are
}

// actorRoles are those of role=: whether an actor or, where the query asks for
// affiliates, one affiliated with it took part.
func actorRoles(q timeline.Query) rolesAsked {
	column := "{row}.roles"
	if q.Affiliated {
		column = "{row}.all_roles"
	}
	linked := cond{sql: column + " <> 0"}
	roles := asked("event_actors", column, timeline.ActorRoles, q.Role, q.Actor)
	return rolesAsked{linked, and(append([]cond{linked}, roles.held...)), roles.any}
}

// placeRoles are those of place_role=: a place has the roles of those inside it,
// too. Where the query names no place, they are links of the selection.
func placeRoles(q timeline.Query) rolesAsked {
	roles := asked("event_places", "{row}.all_roles", timeline.PlaceRoles, q.PlaceRole, q.Place)
	return rolesAsked{linked: cond{sql: "{row}.all_roles <> 0"}, held: and(roles.held)}
}

// roleClauses are clauses on roles as conditions: on a link, and on an event of
// which any link may meet them.
type roleClauses struct{ held, any []cond }

func asked(table, column string, all []string, roles, targets []timeline.Clause) (c roleClauses) {
	for _, r := range roles {
		mask := roleMask(all, r.Values)
		has := cond{column + " & ? <> 0", []any{mask}}
		exists := "EXISTS (SELECT 1 FROM {" + table + "} x WHERE x.event = {n} AND x.roles & ? <> 0)"
		if r.Exclude {
			has.sql, exists = column+" & ? = 0", "NOT "+exists
		}
		c.held, c.any = append(c.held, has), append(c.any, cond{exists, []any{mask}})
	}
	if picks(targets) {
		c.any = nil
	}
	return c
}
