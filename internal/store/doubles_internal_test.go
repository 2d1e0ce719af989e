package store

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNameLikeness(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b  string
		alike bool
	}{
		{"Volodymyr Zelensky", "Volodymyr Zelenskyy", true},
		{"Volodymyr Zelensky", "Zelenskiy Volodymyr", true},
		{"Володимир Зеленський", "Volodymyr Zelenskyy", true},
		{"Joseph Biden", "Joseph R. Biden", true},
		{"Andriy Yermak", "Andrii Yermak", true},
		{"José Muñoz", "Jose Munoz", true},
		{"Mike Waltz", "Mike Walsh", false},
		{"Yermak", "Andriy Yermak", false},
		{"Ann Lee", "Anna Leeds", false},
		{"European Union", "European Commission", false},
		{"John Smith", "John Paul Albert Smith", false},
	} {
		one, other := wordsIn(t, c.a), wordsIn(t, c.b)
		if like := nameLikeness(one, other); (like >= alikeNames) != c.alike || (nameLikeness(other, one) >= alikeNames) != c.alike {
			t.Errorf("%s and %s: %.3f, and %.3f", c.a, c.b, like, nameLikeness(other, one))
		}
	}
}

func wordsIn(t *testing.T, name string) []string {
	t.Helper()
	one := nameableFrom(t, map[string]any{"name": name})
	return one.names[0]
}

func nameableFrom(t *testing.T, r map[string]any) nameable {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	one, err := nameableOf(text)
	if err != nil {
		t.Fatal(err)
	}
	return one
}

// Of many records the pairs that share a rare word are found, whatever else they share.
func TestDoublesAmongMany(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 1))
	word := func() string {
		b := make([]byte, 9)
		for i := range b {
			b[i] = "bcdefghklmnoprstuvz"[random.IntN(19)]
		}
		return string(b)
	}
	given := make([]string, 300)
	for i := range given {
		given[i] = word()
	}
	var list []nameable
	for i := range 50_000 {
		list = append(list, nameableFrom(t, map[string]any{"id": fmt.Sprint("a", i), "kind": "person", "name": given[i%300] + " " + word()}))
	}
	list = append(list, nameableFrom(t, map[string]any{"id": "x", "kind": "person", "name": given[0] + " Zelensky"}), nameableFrom(t, map[string]any{"id": "y", "kind": "person", "name": given[0] + " Zelenskyy"}))
	found := doublesAmong(list, maxCompared)
	if !slices.ContainsFunc(found, func(d Double) bool { return d.A.ID == "x" && d.B.ID == "y" }) || len(found) > 1000 {
		t.Errorf("the pair is not among %d, or there are too many", len(found))
	}
	if found := doublesAmong(list, 0); len(found) > 0 {
		t.Errorf("without anything compared there are %d", len(found))
	}
}

func TestDoublesTellApart(t *testing.T) {
	t.Parallel()
	lat, far := 50.45, 10.0
	record := func(more map[string]any) nameable {
		all := map[string]any{"id": fmt.Sprint(more["id"]), "kind": "city", "name": "Springfield Town"}
		for name, value := range more {
			all[name] = value
		}
		return nameableFrom(t, all)
	}
	plain := record(map[string]any{"id": "p"})
	for _, c := range []struct {
		name  string
		other map[string]any
		alike bool
	}{
		{"the same name", map[string]any{}, true},
		{"another kind and the very same name", map[string]any{"kind": "region"}, true},
		{"another name", map[string]any{"name": "Shelbyville Town"}, false},
	} {
		other := record(c.other)
		if _, alike := double(&plain, &other); alike != c.alike {
			t.Errorf("%s: %t", c.name, alike)
		}
	}
	for name, pair := range map[string][2]map[string]any{
		"countries":      {{"country": "US"}, {"country": "CA"}},
		"coordinates":    {{"lat": lat, "lon": lat}, {"lat": far, "lon": far}},
		"Wikidata items": {{"wikidata": "Q1"}, {"wikidata": "Q2"}},
	} {
		a, b := record(pair[0]), record(pair[1])
		if _, alike := double(&a, &b); alike {
			t.Errorf("two of different %s are taken for one", name)
		}
	}
	a, b := record(map[string]any{"name": "Kyiv", "wikidata": "Q1899"}), record(map[string]any{"name": "The capital", "wikidata": "Q1899"})
	if d, alike := double(&a, &b); !alike || d.Same != "wikidata" {
		t.Errorf("one Wikidata item: %+v, %t", d, alike)
	}
	a, b = record(map[string]any{"name": "One", "url": "https://www.example.org/a/"}), record(map[string]any{"name": "Two", "url": "http://example.org/a#top"})
	if d, alike := double(&a, &b); !alike || d.Same != "url" {
		t.Errorf("one address: %+v, %t", d, alike)
	}
}
