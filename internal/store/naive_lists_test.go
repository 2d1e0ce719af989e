package store_test

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/stem"
	"example.org/dateline/internal/timeline"
)

// findQuotes answers a query by looking at every quote.
func (m *model) findQuotes(q timeline.QuoteQuery) []string {
	found := m.keptQuotes(q)
	at := map[string]int{} // in the order of recording
	for i, s := range found {
		at[s.ID] = i
	}
	byRecording := func(a, b *said) int { return cmp.Compare(at[a.ID], at[b.ID]) }
	byDate := func(a, b *said) int { return cmp.Or(compareStarts(a.date(), b.date()), byRecording(a, b)) }
	switch q.Order {
	case "", timeline.OrderDate:
		slices.SortFunc(found, byDate)
	case timeline.OrderDateDesc:
		slices.SortFunc(found, func(a, b *said) int { return byDate(b, a) })
	case timeline.OrderRecordedDesc:
		slices.Reverse(found)
	case timeline.OrderRelevance:
		slices.Reverse(found)
		slices.SortStableFunc(found, func(a, b *said) int { return cmp.Compare(m.rankOf(a, q.Search), m.rankOf(b, q.Search)) })
	}
	var ids []string
	for _, s := range found {
		ids = append(ids, s.ID)
	}
	return ids
}

// rankOf puts quotes that have all words as written before others.
func (m *model) rankOf(s *said, search timeline.Search) int {
	plain := search
	plain.Terms = slices.Clone(search.Terms)
	for i := range plain.Terms {
		if !plain.Terms[i].Exclude {
			plain.Terms[i].Exact = true
		}
	}
	if meets(plain, m.spoken(s), s.Text) {
		return 0
	}
	return 1
}

// spoken is the language of a quote.
func (m *model) spoken(s *said) string {
	return cmp.Or(s.Language, s.in.Language, m.stories.by[s.in.Story].Language)
}

// keptQuotes are the quotes that a query keeps, as they were recorded.
func (m *model) keptQuotes(q timeline.QuoteQuery) []*said {
	var kept []*said
	for _, s := range m.quotes.list {
		if m.isPublic(s.in.Story) && s.in.Verification != "retracted" &&
			allMeet(q.ID, s.ID) && allMeet(q.Story, s.in.Story) && allMeet(q.Event, s.in.ID) && allMeet(q.Topic, s.in.Topics...) &&
			allMeet(q.Kind, s.Kind) && allMeet(q.Evidence, timeline.Evidence(s.Citations)) &&
			allMeet(q.Speaker, m.people(q, s, "speaker")...) && allMeet(q.About, m.people(q, s, "about")...) &&
			allMeet(q.Addressee, m.people(q, s, "addressee")...) && allMeet(q.Via, m.people(q, s, "via")...) &&
			(q.UpdatedSince.IsZero() || !s.updated.Before(q.UpdatedSince)) &&
			inPeriod(q.Period, s.date()) && meets(q.Search, m.spoken(s), s.Text) {
			kept = append(kept, s)
		}
	}
	return kept
}

// people are those who are something to a quote, and with affiliated also all to
// whom they belonged when it may have been said.
func (m *model) people(q timeline.QuoteQuery, s *said, role string) []string {
	ids := map[string][]string{"speaker": {s.Speaker}, "via": {s.Via}, "addressee": {s.Addressee}, "about": s.About}[role]
	e := &event{Event: timeline.Event{Date: s.date()}}
	for _, id := range ids {
		if id != "" {
			e.Actors = append(e.Actors, timeline.Participant{ID: id, Role: role})
		}
	}
	var all []string
	for id, has := range m.peopleOf(e) {
		if m.isVisible("actor", id) && (q.Affiliated || len(has.own) > 0) {
			all = append(all, id)
		}
	}
	return all
}

// date is the quote's own, or else its event's.
func (s *said) date() timeline.Date {
	if s.Date != nil {
		return *s.Date
	}
	return s.in.Date
}

// dated is all that a quote says, with the date that it has from its event.
func (s *said) dated() string {
	q, date := s.Quote, s.date()
	q.Date, q.Event = &date, s.in.ID
	return spelled(q)
}

// meets reports whether a search finds its terms in some of the texts of a record
// in a language.
func meets(search timeline.Search, language string, texts ...string) bool {
	s := searched{language: stem.Of(language)}
	for _, text := range texts {
		s.fields[0] = append(s.fields[0], heard(s.language, text))
	}
	return search.IsZero() || s.meet(search)
}

// meetsTyped is meets while the last wanted word is still being typed.
func meetsTyped(search timeline.Search, language string, texts ...string) bool {
	typed := search
	typed.Terms = slices.Clone(search.Terms)
	for i := len(typed.Terms) - 1; i >= 0; i-- {
		if !typed.Terms[i].Exclude {
			typed.Terms[i].Prefix = true
			break
		}
	}
	return meets(search, language, texts...) || meets(typed, language, texts...)
}

// byName lists the records that are kept by their names, which sort without
// case, accents and signs; of the same name, the first recorded comes first.
func byName[T any](t table[T], keeps func(*T) bool, id, name func(*T) string) []string {
	var found []*T
	for _, record := range t.list {
		if keeps(record) {
			found = append(found, record)
		}
	}
	// Hangul sorts by its letters, as every other script does.
	sorted := func(record *T) string {
		return norm.NFD.String(strings.ReplaceAll(strings.Join(plainWords(name(record)), " "), "ʼ", " "))
	}
	slices.SortStableFunc(found, func(a, b *T) int { return cmp.Compare(sorted(a), sorted(b)) })
	var ids []string
	for _, record := range found {
		ids = append(ids, id(record))
	}
	return ids
}

// seen reports whether a record is in a public story, and in one of those
// that the clauses ask for.
func (m *model) seen(resource, id string, stories []timeline.Clause) bool {
	return m.isVisible(resource, id) && allMeet(stories, m.holders(resource, id)...)
}

// isVisible reports whether this reader may see a record, now and then.
func (m *model) isVisible(resource, id string) bool {
	then := *m
	then.later = nil
	return then.isOpen(resource, id) && (m.all || m.later == nil || m.later.isOpen(resource, id))
}

// isOpen reports whether a record is for this reader to see, as far as stories
// hold it.
func (m *model) isOpen(resource, id string) bool {
	return !m.isHeld(resource, id) || m.loose[resource+"/"+id] || len(m.holders(resource, id)) > 0
}

func (m *model) findActors(q timeline.ActorQuery) []string {
	return byName(m.actors, func(a *timeline.Actor) bool {
		return a.Retracted == nil && allMeet(q.ID, a.ID) && m.seen("actor", a.ID, q.Story) && allMeet(q.Kind, a.Kind) && allMeet(q.Country, a.Country) &&
			allMeet(q.Affiliation, m.bodiesOf(a.ID)...) && meetsTyped(q.Search, "", append(slices.Clone(a.Aliases), a.Name)...)
	}, func(a *timeline.Actor) string { return a.ID }, func(a *timeline.Actor) string { return a.Name })
}

// bodiesOf are all that an actor ever belonged to, by chains that held
// together for at least a second.
func (m *model) bodiesOf(id string) []string {
	e := &event{Event: timeline.Event{Actors: []timeline.Participant{{ID: id}}}}
	var ids []string
	for body, roles := range m.peopleOf(e) {
		if len(roles.all) > len(roles.own) && m.isVisible("actor", body) {
			ids = append(ids, body)
		}
	}
	return ids
}

func (m *model) findPlaces(q timeline.PlaceQuery) []string {
	return byName(m.places, func(p *timeline.Place) bool {
		return p.Retracted == nil && allMeet(q.ID, p.ID) && m.seen("place", p.ID, q.Story) && allMeet(q.Kind, p.Kind) && allMeet(q.Country, p.Country) &&
			allMeet(q.Parent, m.from(p.Parent)...) && meetsTyped(q.Search, "", p.Name)
	}, func(p *timeline.Place) string { return p.ID }, func(p *timeline.Place) string { return p.Name })
}

func (m *model) findSources(q timeline.SourceQuery) []string {
	return byName(m.sources, func(s *timeline.Source) bool {
		return s.Retracted == nil && allMeet(q.ID, s.ID) && m.seen("source", s.ID, q.Story) && meetsTyped(q.Search, s.Language, s.Title, s.Publisher)
	}, func(s *timeline.Source) string { return s.ID }, func(s *timeline.Source) string { return s.Title })
}

func (m *model) findStories(q timeline.StoryQuery) []string {
	return byName(m.stories, func(s *timeline.Story) bool {
		return m.isPublic(s.ID) && allMeet(q.ID, s.ID) && allMeet(q.Topic, s.Topics...) && meetsTyped(q.Search, s.Language, s.Title, s.Summary)
	}, func(s *timeline.Story) string { return s.ID }, func(s *timeline.Story) string { return s.Title })
}

// findTopics also counts the events under each topic.
func (m *model) findTopics(q timeline.TopicQuery) (ids []string, events map[string]int) {
	in := map[string][]string{}
	events = map[string]int{}
	for _, s := range m.stories.list {
		for _, topic := range s.Topics {
			if m.isPublic(s.ID) {
				in[topic] = append(in[topic], s.ID)
			}
		}
	}
	for _, e := range m.events.list {
		if !m.isPublic(e.Story) || e.Verification == "retracted" {
			continue
		}
		for _, topic := range e.Topics {
			in[topic] = append(in[topic], e.Story)
			events[topic]++
		}
	}
	for topic, stories := range in {
		if allMeet(q.ID, topic) && allMeet(q.Story, stories...) {
			ids = append(ids, topic)
		}
	}
	slices.Sort(ids)
	return ids, events
}
