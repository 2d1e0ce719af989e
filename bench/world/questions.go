package world

import (
	"fmt"
	"math/rand/v2"

	"example.org/dateline/internal/timeline"
)

// Asker draws questions about a world as its readers would: who is named most
// is asked about most.
type Asker struct{ at writer }

// Asker returns one whose questions follow from the seed.
func (w *World) Asker(seed uint64) *Asker {
	return &Asker{writer{w, rand.New(rand.NewPCG(w.seed, seed))}} //nolint:gosec // it need not be unpredictable
}

// Actor is the id of an actor.
func (a *Asker) Actor() string { return a.at.Actors[a.at.actor.draw(a.at.random)].ID }

// fiveYears are the first and the last year of five.
func (a *Asker) fiveYears() (from, to int) {
	from = FirstYear + a.at.random.IntN(LastYear-FirstYear-3)
	return from, from + 4
}

// Main is the main query: what an actor did in some years, of which the first and the
// last are given, or in five, the first page.
func (a *Asker) Main(actor string, years ...int) string {
	from, to := a.fiveYears()
	if len(years) == 2 {
		from, to = years[0], years[1]
	}
	return fmt.Sprintf("/v1/events?actor=%s&from=%d&to=%d&limit=50", actor, from, to)
}

// Two asks for what two different actors did together in five years.
func (a *Asker) Two() string {
	first, second := a.Actor(), a.Actor()
	for second == first {
		second = a.Actor()
	}
	from, to := a.fiveYears()
	return fmt.Sprintf("/v1/events?actor=%s&actor=%s&from=%d&to=%d&limit=50", first, second, from, to)
}

// Histogram asks for an actor's months.
func (a *Asker) Histogram(actor string) string {
	return "/v1/events/histogram?actor=" + actor + "&interval=month"
}

// Facets asks for what an actor's events are, and with whom they were.
func (a *Asker) Facets(actor string) string {
	return "/v1/events/facets?actor=" + actor + "&by=type,actor"
}

// Aggregate asks for the types of an actor's events in each year.
func (a *Asker) Aggregate(actor string) string {
	return "/v1/events/aggregate?actor=" + actor + "&group=year,type"
}

// Mix asks for the types and actors of what occurred in five years, of two types and on
// one of two topics.
func (a *Asker) Mix() string {
	from, to := a.fiveYears()
	at := &a.at
	return fmt.Sprintf("/v1/events/facets?by=type,actor&from=%d&to=%d&status=occurred&type=%s,%s&topic=%s,%s", from, to,
		pick(at, timeline.EventTypes[:8]), pick(at, timeline.EventTypes[8:16]), at.Topics[at.topic.draw(at.random)], at.Topics[at.topic.draw(at.random)])
}

// Count asks how many events an actor took part in.
func (a *Asker) Count(actor string) string {
	return "/v1/events?count=true&limit=1&actor=" + actor
}

// CountAll asks how many events there are in five years.
func (a *Asker) CountAll() string {
	from, to := a.fiveYears()
	return fmt.Sprintf("/v1/events?count=true&limit=1&from=%d&to=%d", from, to)
}

// Search asks for the best events on two words of those used most.
func (a *Asker) Search() string {
	const frequent = 100
	i, j := a.at.random.IntN(frequent), a.at.random.IntN(frequent-1)
	if j >= i {
		j++
	}
	return "/v1/events?q=" + a.at.words[i] + "+" + a.at.words[j] + "&order=relevance&limit=50"
}
