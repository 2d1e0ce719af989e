package store

import (
	"slices"

	"example.org/dateline/internal/columns"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// indexed counts the events of a query, and finds their keys, in memory.
type indexed struct {
	v *View
	*holding
	q     timeline.Query
	asked columns.Query

	selections map[string]*columns.Selection // by the facet beside which they are selected
}

// indexed is the query for the index in memory; nil where it does not answer it: it
// holds another state than the view shows, or not what the query asks about. never tells
// that nothing can meet the query.
func (v *View) indexed(q timeline.Query) (x *indexed, never bool, err error) {
	if v.index == nil || v.private || v.asOf != present || v.formerlyPublic || !indexable(q) {
		return nil, false, nil
	}
	h := v.index.held.Load()
	if h == nil {
		return nil, false, nil
	}
	last, err := v.last()
	if err != nil {
		return nil, false, err
	}
	if last != h.public {
		if last > h.public {
			v.index.catchUp()
		}
		return nil, false, nil
	}
	x = &indexed{v: v, holding: h, q: q, selections: map[string]*columns.Selection{}}
	if never, err = x.plan(); err != nil || never {
		return nil, never, err
	}
	v.index.asked.Add(1)
	return x, false, nil
}

// indexable tells whether the index holds all that a query asks about.
func indexable(q timeline.Query) bool {
	return len(q.ID)+len(q.ExternalID) == 0 && !q.ShowsRetracted() && q.UpdatedSince.IsZero() && q.Box == nil && q.Near == nil && q.Search.IsZero()
}

// plan puts the query together, of the same clauses as selectEvents.
func (x *indexed) plan() (never bool, err error) {
	v, q, own := x.v, x.q, ownRoles
	if q.Affiliated {
		own = allRoles
	}
	actors := counts{of: own, linked: true, clauses: q.Role, all: timeline.ActorRoles}
	places := counts{of: allRoles, clauses: q.PlaceRole, all: timeline.PlaceRoles}
	for _, c := range []struct {
		clauses []timeline.Clause
		field   columns.Field
		numbers func(ids []string) ([]int64, error)
		counts  counts
	}{
		{q.Speaker, columns.Speaker, x.numbers(&actorSchema), counts{}},
		{q.Actor, columns.Actor, x.numbers(&actorSchema), actors},
		{q.Place, columns.Place, x.numbers(&placeSchema), places},
		{q.Topic, columns.Topic, v.topicNumbers, counts{}},
		{q.Source, columns.Source, x.numbers(&sourceSchema), counts{}},
		{q.Story, columns.Story, x.numbers(&storySchema), counts{}},
		{q.Code, columns.Code, nil, counts{}},
		{q.Country, columns.Country, nil, counts{}},
		{q.Type, columns.Type, nil, counts{}},
		{q.Status, columns.Status, nil, counts{}},
		{q.Verification, columns.Verification, nil, counts{}},
		{q.Evidence, columns.Evidence, nil, counts{}},
		{q.Basis, columns.Basis, nil, counts{}},
	} {
		for _, clause := range c.clauses {
			values, err := indexedValues(clause.Values, c.numbers)
			switch {
			case err != nil:
				return false, err
			case len(values) == 0 && clause.Exclude:
			case len(values) == 0:
				return true, nil
			case c.field <= columns.Key:
				x.asked.Columns = append(x.asked.Columns, columns.Column{Field: c.field, Values: values, Exclude: clause.Exclude})
			default:
				x.asked.Links = append(x.asked.Links, columns.Links{Field: c.field, Values: values, Counts: c.counts.test(clause.Exclude), Exclude: clause.Exclude})
			}
		}
	}
	if q.Key {
		x.asked.Columns = append(x.asked.Columns, columns.Column{Field: columns.Key, Values: []columns.Value{{Word: keyEvent}}})
	}
	x.asked.Before, x.asked.After = edtf.OpenEnd, edtf.OpenStart
	if x.asked.Keep = keeper(q.Period); x.asked.Keep != nil && !q.Period.IsZero() {
		read, at := q.Period.Interval(), q.Period.Instants()
		x.asked.Before = max(read.Latest, at.Latest)
		if from := min(read.Earliest, at.Earliest); from != edtf.OpenStart {
			x.asked.After = from - 1
		}
	}
	return false, nil
}

func indexedValues(words []string, numbers func(ids []string) ([]int64, error)) ([]columns.Value, error) {
	var values []columns.Value
	if numbers == nil {
		for _, w := range words {
			values = append(values, columns.Value{Word: w})
		}
		return values, nil
	}
	ns, err := numbers(words)
	for _, n := range ns {
		values = append(values, columns.Value{Number: uint32(n)})
	}
	return values, err
}

// counts is which links to an actor or place count, in the roles asked for: a
// rolesAsked for the index.
type counts struct {
	of      func(roles, through uint8) uint8 // nil for fields without roles
	linked  bool                             // only in some role
	clauses []timeline.Clause
	all     []string
}

func ownRoles(roles, _ uint8) uint8   { return roles }
func allRoles(_, through uint8) uint8 { return through }

// test is the condition on a link; without regard to the roles asked for where those who
// are in it are excluded.
func (c counts) test(exclude bool) func(roles, through uint8) bool {
	if c.of == nil {
		return nil
	}
	var masks []roleAsked
	if !exclude {
		masks = rolesOfClauses(c.all, c.clauses)
	}
	return func(roles, through uint8) bool {
		mask := c.of(roles, through)
		for _, m := range masks {
			if mask&m.mask != 0 == m.exclude {
				return false
			}
		}
		return mask != 0 || !c.linked && !exclude
	}
}

// roleAsked is a clause on roles, as bits.
type roleAsked struct {
	mask    uint8
	exclude bool
}

func rolesOfClauses(all []string, clauses []timeline.Clause) []roleAsked {
	var list []roleAsked
	for _, c := range clauses {
		list = append(list, roleAsked{uint8(roleMask(all, c.Values)), c.Exclude})
	}
	return list
}

// anybody are the conditions that somebody, or some place, is in an event in the roles
// asked for, where the query does not say who or which.
func anybody(f columns.Field, all []string, roles, targets []timeline.Clause) []columns.Links {
	if picks(targets) {
		return nil
	}
	var list []columns.Links
	for _, r := range rolesOfClauses(all, roles) {
		list = append(list, columns.Links{Field: f, Exclude: r.exclude, Counts: func(roles, _ uint8) bool { return roles&r.mask != 0 }})
	}
	return list
}

// selected are the events of the query, to be counted by some facets.
func (x *indexed) selected(by ...string) *columns.Selection {
	q, key := x.beside(by...)
	if x.selections[key] == nil {
		x.selections[key] = x.events.Select(q)
	}
	return x.selections[key]
}

// beside is the query by which events are counted by some facets, and a name for it: the
// roles asked for are then those of their values, and not anybody's. See
// selection.beside.
func (x *indexed) beside(by ...string) (*columns.Query, string) {
	actor, place := slices.Contains(by, "actor"), slices.Contains(by, "place")
	key := ""
	q := x.asked
	q.Links = slices.Clip(q.Links)
	if !actor {
		q.Links = append(q.Links, anybody(columns.Actor, timeline.ActorRoles, x.q.Role, x.q.Actor)...)
		key += "actor"
	}
	if !place {
		q.Links = append(q.Links, anybody(columns.Place, timeline.PlaceRoles, x.q.PlaceRole, x.q.Place)...)
		key += "place"
	}
	if len(q.Links) == len(x.asked.Links) {
		key = ""
	}
	return &q, key
}

// finds tells whether keys are found here for less than an index of the database costs,
// which is walked to the end of a page: not where a page is full before much was passed
// over.
func (x *indexed) finds() bool {
	if x.q.Order != timeline.OrderDate && x.q.Order != timeline.OrderDateDesc {
		return false
	}
	links := slices.ContainsFunc(x.asked.Links, func(l columns.Links) bool { return !l.Exclude })
	return links && (!x.q.Period.IsZero() || len(x.asked.Links)+len(x.asked.Columns) > 1)
}

func (x *indexed) keys(after *Position, limit int) ([]Position, error) {
	var from *columns.Position
	if after != nil {
		from = &columns.Position{Earliest: after.Key, Number: uint32(after.N)}
	}
	q, _ := x.beside()
	found := x.events.Page(q, from, limit, x.q.Order == timeline.OrderDateDesc)
	list := make([]Position, len(found))
	for i, p := range found {
		list[i] = Position{Key: p.Earliest, N: int64(p.Number)}
	}
	return list, nil
}

// keeper tells whether a span lies in a period, as the conditions of inPeriod and
// inZone do; nil where every one does.
func keeper(p timeline.Period) func(s *columns.Span) bool {
	if p.IsZero() && p.Undated == timeline.UndatedInclude && p.Known == "" {
		return nil
	}
	var list []comparison
	read, at := p.Interval(), p.Instants()
	if !p.IsZero() {
		list = compared(p, read)
	}
	return func(s *columns.Span) bool {
		bounded, dated := s.Earliest > storedOpenStart && s.Latest < edtf.OpenEnd, s.Earliest > storedOpenStart || s.Latest < edtf.OpenEnd
		if p.Undated == timeline.UndatedExclude && !bounded || p.Undated == timeline.UndatedOnly && bounded ||
			p.Known == timeline.KnownSome && !dated || p.Known == timeline.KnownNone && dated {
			return false
		}
		for _, c := range list {
			bound := c.bound(read)
			if s.Zoned&c.zoned != 0 {
				bound = c.bound(at)
			}
			if !c.holds(s.Bounds, bound) {
				return false
			}
		}
		return true
	}
}

// holds is the comparison itself.
func (c comparison) holds(of edtf.Bounds, bound int64) bool {
	value := of.Earliest
	switch c.column {
	case "latest":
		value = of.Latest
	case "latest_start":
		value = of.LatestStart
	case "earliest_end":
		value = of.EarliestEnd
	}
	switch c.sign {
	case "<":
		return value < bound
	case ">":
		return value > bound
	case "<=":
		return value <= bound
	}
	return value >= bound
}
