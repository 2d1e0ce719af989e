package storetest

import (
	"fmt"
	"strings"

	"example.org/dateline/internal/timeline"
)

// Vocabulary is what texts are made of, most frequent first. Each word of it
// tries a search in another way: case, accents, scripts with and without
// spaces, signs inside, words that begin alike, and forms of one word.
var Vocabulary = []string{
	"peace", "talks", "The", "talk", "переговорами", "states", "Кам'янець", "deal", "of", "Zürich", "PEACE", "Київ", "ceasefire", "cease", "Türkiye", "北京", "state", "stated", "naïve",
	"naive", "don’t", "co-operation", "हिन्दी", "Ελλάς", "Straße", "Łódź", "ØRSTED", "ßtate", "Şişli", "IĞDIR", "ｆｕｌｌ", "東京都", "ภาษา",
	"x86", "переговори", "Камʼянця", "talk’s", "so\u00adft", "l’école", "O'Brien", "2025", "½", "ﬁnal", "שלום", "مَرْحَبًا", "e\u0301cole", "école", "Ångström", "Ёлка", "ґанок", "한국어", "データ", "R&D", "“quoted”",
	"a*b", "-minus", "NEAR", "OR", "AND", "NOT", "title:", "'apostrophe'", "back\\slash", "100%", "(paren)", "semi;colon", "𝔅old", "ǅungla", "once",
}

// Languages are what stories are in: with a stemmer and without one.
var Languages = []string{"en", "uk", "", "en-GB", "ru", "fr", "ja"}

// Words makes up a text of some words of the vocabulary.
func (w *World) Words(least, most int) string {
	list := make([]string, least+w.random.IntN(most-least+1))
	for i := range list {
		list[i] = pick(w, Vocabulary)
	}
	return strings.Join(list, " ")
}

// terms are the bounds of affiliations: open ones, and some that begin or end
// amid the dates that events have most.
var terms = []struct{ from, to string }{
	{"", ""}, {"2025-03-05", ""}, {"", "2025-03-05"}, {"2024", "2025-02"}, {"2025-03-06", "2025"}, {"-0100", "1999-12"}, {"2020-06~", "2026-01-15"}, {"2025-03/2025-04", "2025-06/.."},
}

func (w *World) affiliation(id string) timeline.Affiliation {
	term := pick(w, terms)
	return timeline.Affiliation{Actor: id, From: term.from, To: term.to}
}

// populate makes up the actors: an alliance of countries, with governments,
// their ministries, and people in them. A person's way up has four steps.
func (w *World) populate() {
	add := func(id, name, kind string, affiliations ...timeline.Affiliation) {
		a := timeline.Actor{ID: id, Name: name, Kind: kind, Affiliations: affiliations, Country: pick(w, []string{"UA", "US", "FR", "", "JP"})}
		for range w.random.IntN(3) {
			a.Aliases = append(a.Aliases, w.Words(1, 2))
		}
		w.Actors = append(w.Actors, a)
	}
	var bodies []string
	for i, country := range []string{"Nørland", "Sudania", "Ostia", "Île-Grande", "Чорногора"} {
		id := fmt.Sprintf("country-%d", i)
		add(id, country, "country", w.affiliation("pact"))
		add("government-"+id, "Government of "+country, "government", timeline.Affiliation{Actor: id})
		add("ministry-"+id, "Ministry of "+w.Words(1, 2), "organization", w.affiliation("government-"+id))
		bodies = append(bodies, "ministry-"+id, "government-"+id)
	}
	add("pact", "The Pact", "alliance")
	add("press", "Press of "+w.Words(1, 1), "group", w.affiliation("pact"))
	bodies = append(bodies, "press")
	for i := range 45 {
		var list []timeline.Affiliation
		for range w.random.IntN(4) {
			list = append(list, w.affiliation(pick(w, bodies)))
		}
		add(fmt.Sprintf("person-%02d", i), w.Words(1, 3), "person", list...)
	}
}

// settle makes up the places: buildings in cities in regions in countries,
// among them some at the poles and on both sides of the antimeridian.
func (w *World) settle() {
	add := func(id, kind, parent string, at ...float64) {
		p := timeline.Place{ID: id, Name: w.Words(1, 3), Kind: kind, Parent: parent, Country: pick(w, []string{"UA", "", "FJ", "AQ"})}
		if len(at) == 2 {
			p.Lat, p.Lon = &at[0], &at[1]
		}
		w.Places = append(w.Places, p)
	}
	add("inland", "country", "", 48.5, 31.25)
	add("inland-east", "region", "inland", 48.01, 37.8)
	add("inland-capital", "city", "inland-east", 50.45, 30.5233)
	add("inland-palace", "building", "inland-capital", 50.4501, 30.5234)
	add("inland-nowhere", "building", "inland-east")
	add("islands", "country", "", -17.8, 180)
	add("islands-west", "island", "islands", -17.7, 179.98)
	add("islands-east", "island", "islands", -16.9, -179.9)
	add("islands-line", "island", "islands", -17, -180)
	add("north", "region", "", 90, 0)
	add("north-camp", "camp", "north", 89.95, -170)
	add("south", "region", "", -90, 45)
	add("south-station", "building", "south", -89.99, 100)
	add("antipode", "sea", "", -48.5, -148.75)
	for i := range 20 {
		parent := ""
		if w.oneIn(2) {
			parent = w.Places[w.random.IntN(len(w.Places))].ID
		}
		add(fmt.Sprintf("town-%02d", i), "city", parent, w.random.Float64()*180-90, w.random.Float64()*360-180)
	}
}
