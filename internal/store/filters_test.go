package store_test

import (
	"maps"
	"slices"
	"time"

	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// clauseFilter is a filter of events by values, as all property tests know it: what
// is asked for, where a query has it, and which values an event has.
type clauseFilter struct {
	values func(a asker) []string
	asked  func(q *timeline.Query) *[]timeline.Clause
	of     func(m *model, e *event) []string // nil where another function of the model decides
}

// clauseFilters has them by the name of their parameter.
var clauseFilters = map[string]clauseFilter{
	"id":           {asker.eventIDs, func(q *timeline.Query) *[]timeline.Clause { return &q.ID }, only(func(e *event) string { return e.ID })},
	"external_id":  {asker.externalIDs, func(q *timeline.Query) *[]timeline.Clause { return &q.ExternalID }, func(_ *model, e *event) []string { return e.ExternalIDs }},
	"code":         {words("cameo:040", "plover:CONSULT", "acled:Battles,Armed", "nobody:has-this"), func(q *timeline.Query) *[]timeline.Clause { return &q.Code }, func(_ *model, e *event) []string { return e.Codes }},
	"speaker":      {asker.actorIDs, func(q *timeline.Query) *[]timeline.Clause { return &q.Speaker }, (*model).speakersOf},
	"country":      {words("UA", "fj", "AQ", "ZZ"), func(q *timeline.Query) *[]timeline.Clause { return &q.Country }, (*model).countriesOf},
	"basis":        {words(timeline.Bases...), func(q *timeline.Query) *[]timeline.Clause { return &q.Basis }, only(func(e *event) string { return e.Date.Basis })},
	"story":        {asker.storyIDs, func(q *timeline.Query) *[]timeline.Clause { return &q.Story }, only(func(e *event) string { return e.Story })},
	"type":         {words(append(slices.Clone(timeline.EventTypes), "unheard-of")...), func(q *timeline.Query) *[]timeline.Clause { return &q.Type }, only(func(e *event) string { return e.Type })},
	"status":       {words(timeline.Statuses...), func(q *timeline.Query) *[]timeline.Clause { return &q.Status }, only(func(e *event) string { return e.Status })},
	"verification": {words(timeline.Verifications...), func(q *timeline.Query) *[]timeline.Clause { return &q.Verification }, only(func(e *event) string { return e.Verification })},
	"evidence":     {words(timeline.Grades...), func(q *timeline.Query) *[]timeline.Clause { return &q.Evidence }, only(func(e *event) string { return timeline.Evidence(e.Citations) })},
	"topic":        {asker.topicIDs, func(q *timeline.Query) *[]timeline.Clause { return &q.Topic }, func(_ *model, e *event) []string { return e.Topics }},
	"source":       {asker.sourceIDs, func(q *timeline.Query) *[]timeline.Clause { return &q.Source }, func(_ *model, e *event) []string { return sourcesOf(e) }},

	// Who is asked for goes with the roles asked for: keepsPeople and keepsPlaces.
	"actor":      {asker.actorIDs, func(q *timeline.Query) *[]timeline.Clause { return &q.Actor }, nil},
	"role":       {words(timeline.ActorRoles...), func(q *timeline.Query) *[]timeline.Clause { return &q.Role }, nil},
	"place":      {asker.placeIDs, func(q *timeline.Query) *[]timeline.Clause { return &q.Place }, nil},
	"place_role": {words(timeline.PlaceRoles...), func(q *timeline.Query) *[]timeline.Clause { return &q.PlaceRole }, nil},
}

func words(list ...string) func(asker) []string { return func(asker) []string { return list } }

// only is a filter by a property of which an event has one value.
func only(of func(e *event) string) func(*model, *event) []string {
	return func(_ *model, e *event) []string { return []string{of(e)} }
}

// otherConditions are those of events that are not clauses; keepsEvent decides on them.
func (a asker) otherConditions() map[string]condition {
	return map[string]condition{
		"from":          once(a.bound),
		"to":            once(a.bound),
		"date":          once(a.bound),
		"tz":            once(func() string { return zones[a.IntN(len(zones))] }),
		"q":             once(func() string { return a.search(a.eventText) }),
		"near":          once(a.near),
		"bbox":          once(a.box),
		"updated_since": once(func() string { return a.events.list[a.IntN(len(a.events.list))].updated.Format(time.RFC3339Nano) }),
		"key":           once(func() string { return "true" }),
		"order":         once(func() string { return timeline.Orders[a.IntN(5)] }),
	}
}

// eventConditions are all that a query of events may ask for.
func (a asker) eventConditions() map[string]condition {
	all := a.otherConditions()
	for name, f := range clauseFilters {
		all[name] = a.clauseOf(func() []string { return f.values(a) })
	}
	return all
}

// keepsEvent decides whether a query keeps an event.
func (m *model) keepsEvent(q timeline.Query, e *event) bool {
	shown := slices.ContainsFunc(q.Verification, func(c timeline.Clause) bool {
		return !c.Exclude && slices.Contains(c.Values, "retracted")
	})
	if !m.isPublic(e.Story) || e.Verification == "retracted" && !shown {
		return false
	}
	for f := range maps.Values(clauseFilters) {
		if clauses := *f.asked(&q); len(clauses) > 0 && f.of != nil && !allMeet(clauses, f.of(m, e)...) {
			return false
		}
	}
	return m.keepsPlaces(q, e) && m.keepsPeople(q, e) && (!q.Key || e.Key) && inPeriod(q.Period, e.Date) && m.isNear(q, e) &&
		(q.UpdatedSince.IsZero() || !e.updated.Before(q.UpdatedSince)) &&
		(q.Search.IsZero() || m.textsOf(e).meet(q.Search))
}

// bound is a date to begin or end with.
func (a asker) bound() string {
	for {
		if d := storetest.Dates[a.IntN(len(storetest.Dates))]; d != "" {
			return d
		}
	}
}
