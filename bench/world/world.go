// Package world makes up events to measure with: a cast of which few are named
// often and most hardly ever, and stories about it. The same seed and numbers
// give the same bytes.
package world

import (
	"fmt"
	"math/rand/v2"

	"example.org/dateline/internal/timeline"
)

// World is a cast of the size that fits a number of events: at 1,000,000 it
// has 50,000 actors. Each list is ordered by use, most used first.
type World struct {
	Actors  []timeline.Actor
	Places  []timeline.Place
	Sources []timeline.Source
	Topics  []string

	seed   uint64
	words  []string
	bodies map[string]int // the actors that others are affiliated with, by id

	actor, place, source, topic, word zipf
}

// New makes up a cast that fits a number of events.
func New(seed uint64, events int) *World {
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // it need not be unpredictable
	w := &World{seed: seed, words: vocabulary(random, 20_000), bodies: map[string]int{}}
	w.populate(random, max(100, events/20))
	w.settle(random, max(50, events/1000))
	for i := range max(20, events/1000) {
		w.Sources = append(w.Sources, timeline.Source{ID: fmt.Sprintf("source-%04d", i), Title: fmt.Sprintf("Report %d", i),
			Publisher: fmt.Sprintf("Publisher %d", i%97), Language: "en", Length: 20_000})
	}
	for i := range 60 {
		w.Topics = append(w.Topics, common[i%len(common)])
	}
	w.actor, w.place, w.source = newZipf(len(w.Actors)), newZipf(len(w.Places)), newZipf(len(w.Sources))
	w.topic, w.word = newZipf(len(w.Topics)), newZipf(len(w.words))
	return w
}

// maxCountries keeps the number of countries near that of the real world.
const maxCountries = 200

// populate makes up actors: countries, the government and the ministries of
// each, and people, of whom a third belong to one of those bodies for a time.
func (w *World) populate(random *rand.Rand, n int) {
	var bodies, countries []string
	for i := range n {
		a := timeline.Actor{Kind: "person"}
		switch {
		case i%20 == 0 && len(countries) < maxCountries:
			a.Kind = "country"
		case i%20 == 10 && len(countries) > i/40:
			a.Kind = "government"
			a.Affiliations = []timeline.Affiliation{{Actor: countries[random.IntN(len(countries))]}}
		case i%5 == 2 && len(bodies) > 0:
			a.Kind = "organization"
			a.Affiliations = []timeline.Affiliation{{Actor: bodies[random.IntN(len(bodies))]}}
		case i%3 == 0 && len(bodies) > 0:
			from := 2000 + random.IntN(20)
			a.Affiliations = []timeline.Affiliation{{Actor: bodies[random.IntN(len(bodies))], From: fmt.Sprint(from), To: fmt.Sprint(from + 5)}}
		}
		a.ID, a.Name = fmt.Sprintf("%s-%05d", a.Kind, i), fmt.Sprintf("%c%s %d", a.Kind[0]-'a'+'A', a.Kind[1:], i)
		if i%7 == 0 {
			a.Aliases = []string{w.words[random.IntN(len(w.words))]}
		}
		switch a.Kind {
		case "country":
			countries = append(countries, a.ID)
		case "government":
			bodies = append(bodies, a.ID)
		}
		if a.Kind != "person" {
			w.bodies[a.ID] = i
		}
		w.Actors = append(w.Actors, a)
	}
}

// settle makes up places: cities inside regions.
func (w *World) settle(random *rand.Rand, n int) {
	for i := range n {
		lat, lon := float64(random.IntN(140_000)-60_000)/1000, float64(random.IntN(360_000)-180_000)/1000
		p := timeline.Place{ID: fmt.Sprintf("city-%04d", i), Name: fmt.Sprintf("City %d", i), Kind: "city", Lat: &lat, Lon: &lon,
			Country: []string{"UA", "US", "FR", "TR", "CH", "PL", "GB", "SA"}[i%8]}
		if region := i / 10 * 10; i == region {
			p.ID, p.Name, p.Kind = fmt.Sprintf("region-%04d", i), fmt.Sprintf("Region %d", i), "region"
		} else {
			p.Parent = w.Places[region].ID
		}
		w.Places = append(w.Places, p)
	}
}
