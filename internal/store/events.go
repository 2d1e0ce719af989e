package store

import (
	"context"
	"encoding/json"
	"math"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Events lists the events that a query asks for, after a position.
func (s *Store) Events(ctx context.Context, q timeline.Query, after *Position) (List, error) {
	var l List
	err := s.look(ctx, q.AsOf, func(v *view) error {
		sel, err := selectEvents(v, q)
		if err != nil {
			return err
		}
		var ns []int64
		if q.Order == timeline.OrderRelevance {
			l, ns, err = v.ranked(sel, q, after)
		} else {
			if !q.Search.IsZero() {
				sel.search(v, q.Search)
			}
			l, ns, err = sel.list(v, q.Page, after)
		}
		if err != nil {
			return err
		}
		l.Included, err = include(v, q, ns, l.Records)
		return err
	})
	return l, err
}

// Event reads an event by id, also when it is retracted.
func (s *Store) Event(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "events", id)
}

// selectEvents turns a query into a selection.
func selectEvents(v *view, q timeline.Query) (*selection, error) {
	sel := &selection{table: "events", item: "event", order: q.Order, period: q.Period, states: v.states("d", q.ShowsRetracted())}
	roles := roleCond(q)
	if err := sel.addIDs(v, q.Actor, "actors", link{table: "event_actors", key: "actor", extra: roles}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(v, q.Place, "places", link{table: "event_places", key: "place"}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(v, q.Topic, "topics", link{table: "event_topics", key: "topic"}); err != nil {
		return nil, err
	}
	if err := sel.addIDs(v, q.Source, "sources", link{table: "event_sources", key: "source"}); err != nil {
		return nil, err
	}
	for _, c := range q.Type {
		sel.add(link{key: "type", values: anys(c.Values), exclude: c.Exclude})
	}
	if err := sel.addIDs(v, q.Story, "stories", link{key: "story"}); err != nil {
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

// addIDs adds clauses on the ids of another noun.
func (sel *selection) addIDs(v *view, clauses []timeline.Clause, table string, l link) error {
	for _, c := range clauses {
		ns, err := v.numbers(table, c.Values)
		if err != nil {
			return err
		}
		l := l
		l.values, l.exclude = anys(ns), c.Exclude
		if c.Exclude && l.table == "event_actors" {
			// A role says how the actors asked for took part; who is excluded is
			// excluded in every role.
			l.extra = rolesHeld(l.extra)
		}
		sel.add(l)
	}
	return nil
}

func anys[T any](list []T) []any {
	values := make([]any, len(list))
	for i, v := range list {
		values[i] = v
	}
	return values
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
		exists := "EXISTS (SELECT 1 FROM event_actors x WHERE x.event = {n} AND x.roles & ? <> 0)"
		if c.Exclude {
			exists = "NOT " + exists
		}
		conds = append(conds, cond{exists, []any{roleMask(timeline.ActorRoles, c.Values)}})
	}
	return conds
}

// somewhere is the condition that one of an event's own places meets c, on p.
func somewhere(c cond) cond {
	return cond{"EXISTS (SELECT 1 FROM event_places x CROSS JOIN places p WHERE x.event = {n} AND x.roles <> 0 AND p.n = x.place AND " + c.sql + ")", c.args}
}

// inBox is Box.Holds in SQL.
func inBox(b timeline.Box) cond {
	across := "AND"
	if b.West > b.East {
		across = "OR"
	}
	meridians := cond{"p.lon >= ? " + across + " p.lon <= ?", []any{b.West, b.East}}
	if b.West == -180 || b.East == 180 {
		meridians.sql += " OR abs(p.lon) = 180" // one meridian with two names
	}
	return cond{"p.lat BETWEEN ? AND ? AND (" + meridians.sql + ")", append([]any{b.South, b.North}, meridians.args...)}
}

// inCircle compares chords through the unit sphere: as exact as arcs, and
// without trigonometry in the database.
func inCircle(c timeline.Circle) cond {
	x, y, z := onSphere(c.Lat, c.Lon)
	angle := min(c.Km/timeline.EarthRadiusKm, math.Pi) // nothing is farther than the antipode
	chord := 2 * math.Sin(angle/2)
	return cond{"(p.x - ?) * (p.x - ?) + (p.y - ?) * (p.y - ?) + (p.z - ?) * (p.z - ?) <= ?", []any{x, x, y, y, z, z, chord * chord}}
}

// onSphere is a point on the unit sphere.
func onSphere(lat, lon float64) (x, y, z float64) {
	lat, lon = lat*math.Pi/180, lon*math.Pi/180
	return math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)
}

// search adds a full-text condition to a list in another order than rank.
func (sel *selection) search(v *view, search timeline.Search) {
	found := v.found(sel.table, match{terms: search.Terms})
	sel.unindexed = v.dialect.unindexed
	sel.conds = append(sel.conds, cond{"{probed} IN (" + found.sql + ")", found.args})
}

// ranks are where all wanted terms must stand for an event to come before
// those of the next rank. Inside a rank the newest recorded comes first.
//
// Unlike a score, a rank does not move when other events are inserted, so
// that pages do not repeat or lose events; see docs/decisions.
var ranks = [][]string{{"title"}, {"title", "names"}, {"title", "names", "summary"}, nil}

// ranked lists events in order of relevance.
func (v *view) ranked(sel *selection, q timeline.Query, after *Position) (List, []int64, error) {
	l := sel.nothing(q.Page)
	if sel.never {
		return l, nil, nil
	}
	sel.order = timeline.OrderRecordedDesc
	var ns []int64
	var tiers []int
	for tier := range ranks {
		if len(ns) > q.Limit || (after != nil && tier < after.Tier) {
			continue
		}
		var from *Position
		if after != nil && tier == after.Tier {
			from = after
		}
		found, err := v.rank(sel, q, tier, from, q.Limit+1-len(ns))
		if err != nil {
			return l, nil, err
		}
		ns = append(ns, found...)
		tiers = append(tiers, slices.Repeat([]int{tier}, len(found))...)
	}
	if len(ns) > q.Limit {
		ns = ns[:q.Limit]
		l.Next = &Position{Tier: tiers[q.Limit-1], N: ns[q.Limit-1]}
	}
	var err error
	if l.Records, err = v.fetch("events", ns); err != nil {
		return l, nil, err
	}
	if q.Count {
		sel.search(v, q.Search)
		c := sel.count()
		err = scanOne(v.raw(c.sql, c.args...), l.Total)
	}
	return l, ns, translate(err, "count events")
}

// rank finds the events of one rank, walking along the full-text index.
func (v *view) rank(sel *selection, q timeline.Query, tier int, from *Position, limit int) ([]int64, error) {
	m := match{terms: q.Search.Terms, within: ranks[tier]}
	if tier > 0 {
		m.beyond = ranks[tier-1]
	}
	tables, n := "events_fts CROSS JOIN events d", "events_fts.rowid"
	condition, arg := v.dialect.matches("events_fts", m)
	where := []cond{{condition, []any{arg}}}
	if v.asOf != present {
		found := v.found("events", m)
		tables, n = "events d", "d.n"
		where = []cond{{"d.n IN (" + found.sql + ")", found.args}}
	}
	if from != nil {
		where = append(where, cond{n + " < ?", []any{from.N}})
	}
	where = append(where, cond{sql: "d.n = " + n}, sel.states)
	where = append(where, inPeriod("d", sel.period)...)
	for _, l := range sel.links {
		where = append(where, sel.linkCond(l, "d", "d.n", true))
	}
	where = append(where, sel.otherConds("d", "d.n")...)
	c := and(where)
	c.sql = "SELECT " + n + " FROM " + tables + " WHERE " + c.sql + " ORDER BY " + n + " DESC LIMIT ?"
	var ns []int64
	err := v.raw(c.sql, append(c.args, limit)...).Scan(&ns).Error
	return ns, translate(err, "search events")
}

// eventTexts are the texts of an event that a search looks at, by field.
func eventTexts(e *timeline.Event, aliases map[string][]string) map[string][]string {
	texts := map[string][]string{"title": {e.Title}, "summary": {e.Summary}}
	for _, q := range e.Quotes {
		texts["quote"] = append(texts["quote"], q.Text)
	}
	for _, a := range e.Actors {
		texts["actor"] = append(append(texts["actor"], a.Name), aliases[a.ID]...)
	}
	for _, p := range e.Places {
		texts["place"] = append(texts["place"], p.Name)
	}
	return texts
}

// decodeEvent reads a stored document back.
func decodeEvent(doc []byte) (timeline.Event, error) {
	var e timeline.Event
	err := json.Unmarshal(doc, &e)
	return e, err
}
