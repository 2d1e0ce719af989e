package store_test

import (
	"cmp"
	"math"
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// findEvents answers a query by looking at every event.
func (m *model) findEvents(q timeline.Query) []string {
	var found []*event
	at := map[string]int{} // in the order of recording
	for i, e := range m.events.list {
		if m.keepsEvent(q, e) {
			found = append(found, e)
			at[e.ID] = i
		}
	}
	byRecording := func(a, b *event) int { return cmp.Compare(at[a.ID], at[b.ID]) }
	byDate := func(a, b *event) int { return cmp.Or(compareStarts(a.Date, b.Date), byRecording(a, b)) }
	switch q.Order {
	case timeline.OrderDate:
		slices.SortFunc(found, byDate)
	case timeline.OrderDateDesc:
		slices.SortFunc(found, func(a, b *event) int { return byDate(b, a) })
	case timeline.OrderStory:
		slices.SortFunc(found, func(a, b *event) int { return cmp.Or(compareInStory(a.Date, b.Date), byRecording(a, b)) })
	case timeline.OrderRecordedDesc:
		slices.Reverse(found)
	case timeline.OrderRelevance:
		slices.Reverse(found)
		slices.SortStableFunc(found, func(a, b *event) int {
			return cmp.Compare(m.textsOf(a).rank(q.Search), m.textsOf(b).rank(q.Search))
		})
	}
	var ids []string
	for _, e := range found {
		ids = append(ids, e.ID)
	}
	return ids
}

// compareStarts sorts what has no date first, then what has no known start.
func compareStarts(a, b timeline.Date) int {
	class := func(d timeline.Date) int {
		switch {
		case d.EDTF.IsZero():
			return 0
		case d.EDTF.Interval().Earliest == edtf.OpenStart:
			return 1
		}
		return 2
	}
	if class(a) != 2 || class(b) != 2 {
		return cmp.Compare(class(a), class(b))
	}
	return cmp.Compare(a.EDTF.Interval().Earliest, b.EDTF.Interval().Earliest)
}

// compareInStory sorts what has no known date last, and what is known by its end
// alone before all that begins on the day of it.
func compareInStory(a, b timeline.Date) int {
	class := func(d timeline.Date) int {
		switch span := d.Interval(); {
		case span.Earliest != edtf.OpenStart:
			return 1
		case span.Latest != edtf.OpenEnd:
			return 0
		}
		return 2
	}
	at := func(d timeline.Date) int64 {
		if span := d.Interval(); class(d) == 1 {
			return span.Earliest
		} else if class(d) == 0 {
			last := edtf.CivilFromSeconds(span.Latest - 1)
			day, _ := edtf.SecondsFromCivil(edtf.Civil{Year: last.Year, Month: last.Month, Day: last.Day})
			return day
		}
		return edtf.OpenEnd
	}
	return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(class(a), class(b)))
}

// allMeet reports whether each clause finds one of the values, or none where
// it excludes.
func allMeet(clauses []timeline.Clause, values ...string) bool {
	for _, c := range clauses {
		found := false
		for _, v := range values {
			found = found || slices.Contains(c.Values, v)
		}
		if found == c.Exclude {
			return false
		}
	}
	return true
}

// inPeriod decides on bounds that may be open.
func inPeriod(p timeline.Period, d timeline.Date) bool {
	date := edtf.Interval{Earliest: edtf.OpenStart, Latest: edtf.OpenEnd}
	if !d.EDTF.IsZero() {
		date = d.EDTF.Interval()
	}
	from, to := edtf.OpenStart, edtf.OpenEnd
	if !p.From.IsZero() {
		from = p.From.Interval().Earliest
	}
	if !p.To.IsZero() {
		to = p.To.Interval().Latest
	}
	if undated := date.Earliest == edtf.OpenStart || date.Latest == edtf.OpenEnd; p.Undated == "only" && !undated || p.Undated == "exclude" && undated {
		return false
	}
	if p.Zone != nil {
		return inZone(p, d)
	}
	if p.Match == timeline.MatchCertain && d.EDTF.Kind() == edtf.Range {
		return (to == edtf.OpenEnd || begunBy(d.EDTF, to)) && (from == edtf.OpenStart || lastsTo(d.EDTF, from))
	}
	if p.Match != timeline.MatchPossible {
		return (from == edtf.OpenStart || date.Earliest >= from) && (to == edtf.OpenEnd || date.Latest <= to)
	}
	return (to == edtf.OpenEnd || date.Earliest < to) && (from == edtf.OpenStart || date.Latest > from)
}

// begunBy tells whether an interval has begun for certain by a time, exclusive:
// it always was, or the last second of its start or of its end is before it.
func begunBy(d edtf.Date, to int64) bool {
	begins, from := d.Start()
	ends, until := d.End()
	return from == edtf.Open || from == edtf.Known && begins.Interval().Latest <= to || until == edtf.Known && ends.Interval().Latest <= to
}

// lastsTo tells whether an interval lasts for certain to a time.
func lastsTo(d edtf.Date, from int64) bool {
	begins, start := d.Start()
	ends, until := d.End()
	return until == edtf.Open || until == edtf.Known && ends.Interval().Earliest >= from || start == edtf.Known && begins.Interval().Earliest >= from
}

func sourcesOf(e *event) []string {
	var ids []string
	for _, c := range e.Citations {
		ids = append(ids, c.Source)
	}
	for _, q := range e.Quotes {
		for _, c := range q.Citations {
			ids = append(ids, c.Source)
		}
	}
	return ids
}

// speakersOf are those who speak in an event's quotes, as far as this reader may
// know of them.
func (m *model) speakersOf(e *event) []string {
	var ids []string
	for _, q := range e.Quotes {
		if m.isVisible("actor", q.Speaker) {
			ids = append(ids, q.Speaker)
		}
	}
	return ids
}

// countriesOf are the countries of an event's own places.
func (m *model) countriesOf(e *event) []string {
	var countries []string
	for _, v := range e.Places {
		if c := m.places.by[v.ID].Country; c != "" {
			countries = append(countries, c)
		}
	}
	return countries
}

// from is a place and all that it lies in, as far as one may know of them: what is
// private leads no further.
func (m *model) from(id string) []string {
	var ids []string
	for ; id != ""; id = m.places.by[id].Parent {
		if m.isVisible("place", id) {
			ids = append(ids, id)
		}
		if !m.leads("place", id) {
			break
		}
	}
	return ids
}

// leads reports whether a record leads this reader to those above it: he may see
// it, as far as stories held it then.
func (m *model) leads(resource, id string) bool {
	then := *m
	then.later = nil
	return then.isOpen(resource, id)
}

// placesOf are the places of an event and all that they lie in, with the roles
// that they have.
func (m *model) placesOf(e *event) map[string][]string {
	roles := map[string][]string{}
	for _, v := range e.Places {
		for _, id := range m.from(v.ID) {
			roles[id] = append(roles[id], v.Role)
		}
	}
	return roles
}

// keepsPlaces decides on place and place_role.
func (m *model) keepsPlaces(q timeline.Query, e *event) bool {
	places := m.placesOf(e)
	return keepsPaired(q.Place, q.PlaceRole, func(id string) []string { return places[id] }, func() (anywhere []string) {
		for _, v := range e.Places {
			anywhere = append(anywhere, v.Role)
		}
		return anywhere
	})
}

// affiliated are the roles that an actor has in an event, by itself and with
// those who belong to it.
type affiliated struct{ own, all []string }

// peopleOf are the actors of an event and all that they belong to while it
// may have been.
func (m *model) peopleOf(e *event) map[string]affiliated {
	if people := e.people[m.all]; people != nil {
		return people
	}
	if e.people == nil {
		e.people = map[bool]map[string]affiliated{}
	}
	people := map[string]affiliated{}
	e.people[m.all] = people
	for _, p := range e.Actors {
		has := people[p.ID]
		has.own = append(has.own, p.Role)
		has.all = append(has.all, p.Role)
		people[p.ID] = has
		m.climb(e, p, p.ID, e.Date.Interval())
	}
	return people
}

// climb follows affiliations up, in what is left of the time of the event.
func (m *model) climb(e *event, p timeline.Participant, id string, left edtf.Interval) {
	for _, af := range m.actors.by[id].Affiliations {
		in := left
		if af.From != "" {
			in.Earliest = max(in.Earliest, edtf.MustParse(af.From).Interval().Earliest)
		}
		if af.To != "" {
			in.Latest = min(in.Latest, edtf.MustParse(af.To).Interval().Latest)
		}
		if in.Earliest < in.Latest {
			has := e.people[m.all][af.Actor]
			has.all = append(has.all, p.Role)
			e.people[m.all][af.Actor] = has
			if m.leads("actor", af.Actor) {
				m.climb(e, p, af.Actor, in)
			}
		}
	}
}

// keepsPeople decides on actor, role and affiliated.
func (m *model) keepsPeople(q timeline.Query, e *event) bool {
	people := m.peopleOf(e)
	roles := func(id string) []string {
		if len(people[id].all) == 0 || !m.isVisible("actor", id) {
			return nil // nobody is asked for by a name that must not be known
		}
		if q.Affiliated {
			return people[id].all
		}
		return people[id].own
	}
	return keepsPaired(q.Actor, q.Role, roles, func() (anybody []string) {
		for _, p := range e.Actors {
			anybody = append(anybody, p.Role)
		}
		return anybody
	})
}

// keepsPaired decides on those asked for by id and by their roles: each clause
// finds somebody with the roles, or excludes him in whatever role; where none is
// to be found, the roles are anybody's.
func keepsPaired(clauses, roles []timeline.Clause, rolesOf func(id string) []string, anybody func() []string) bool {
	named := false
	for _, c := range clauses {
		found := false
		for _, id := range c.Values {
			has := rolesOf(id)
			found = found || len(has) > 0 && (c.Exclude || allMeet(roles, has...))
		}
		if found == c.Exclude {
			return false
		}
		named = named || !c.Exclude
	}
	return named || allMeet(roles, anybody()...)
}

// isNear decides on near and bbox.
func (m *model) isNear(q timeline.Query, e *event) bool {
	near, boxed := q.Near == nil, q.Box == nil
	for _, v := range e.Places {
		p := m.places.by[v.ID]
		if p.Lat == nil {
			continue
		}
		near = near || distance(q.Near.Lat, q.Near.Lon, *p.Lat, *p.Lon) <= q.Near.Km
		boxed = boxed || isInBox(*q.Box, *p.Lat, *p.Lon)
	}
	return near && boxed
}

// distance is the angle between two directions from the Earth's centre.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	d := (lon2 - lon1) * rad
	s1, c1, s2, c2 := math.Sin(lat1*rad), math.Cos(lat1*rad), math.Sin(lat2*rad), math.Cos(lat2*rad)
	across := math.Hypot(c2*math.Sin(d), c1*s2-s1*c2*math.Cos(d))
	return 6371.0088 * math.Atan2(across, s1*s2+c1*c2*math.Cos(d))
}

// isInBox goes east from the western edge, as far as the eastern one.
func isInBox(b timeline.Box, lat, lon float64) bool {
	width, way := b.East-b.West, lon-b.West
	if b.West > b.East {
		width += 360
	}
	if way < 0 {
		way += 360
	}
	return lat >= b.South && lat <= b.North && (way <= width+1e-9 || way == 360) // differences of degrees are not exact
}
