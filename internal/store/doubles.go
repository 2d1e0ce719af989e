package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Double is a pair of records of a resource that are perhaps one. It says so and no
// more: whoever knows merges them.
type Double struct {
	A, B     DoubleRecord // that with the lower number first
	Likeness float64      // of their names, from 0 to 1
	Same     string       // what they share beside that: wikidata, url or nothing
}

// DoubleRecord is one of a pair.
type DoubleRecord struct{ ID, Name, Kind string }

// Doubles are the pairs of records of a resource that are most likely one, the most
// alike first: those that share a Wikidata item or a web address, and those whose names
// are alike, be it in other letters. It looks at every record, and compares a bounded
// number of pairs, those that share the rarest words first.
func (v *View) Doubles(resource string, most int) ([]Double, error) {
	s := resourceNamed(resource).schema()
	seen := v.public("d")
	var list []nameable
	err := eachRow(v.raw("SELECT d.doc FROM "+s.from()+" d WHERE d.retracted = 0 AND "+seen.sql+" ORDER BY d.n", seen.args...), func(scan func(into ...any) error) error {
		var doc []byte
		if err := scan(&doc); err != nil {
			return err
		}
		one, err := nameableOf(doc)
		list = append(list, one)
		return err
	})
	if err != nil {
		return nil, translate(err, "read "+s.table)
	}
	found := doublesAmong(list, maxCompared)
	return found[:min(len(found), most)], nil
}

// maxCompared bounds how many pairs are compared: a second's work, or so.
const maxCompared = 1_000_000

// nameable is a record as it is compared with others.
type nameable struct {
	DoubleRecord
	names    [][]string // the words of each of its names, in Latin letters
	same     string     // its Wikidata item or web address; empty for neither
	by       string     // which of these that is
	country  string
	lat, lon *float64
}

func nameableOf(doc []byte) (nameable, error) {
	var r struct {
		ID, Name, Title, Kind, Country, Wikidata, URL string
		Aliases                                       []string
		Lat, Lon                                      *float64
	}
	if err := json.Unmarshal(doc, &r); err != nil {
		return nameable{}, fmt.Errorf("decode a record: %w", err)
	}
	one := nameable{DoubleRecord: DoubleRecord{r.ID, cmp.Or(r.Name, r.Title), r.Kind}, country: r.Country, lat: r.Lat, lon: r.Lon}
	switch {
	case r.Wikidata != "":
		one.same, one.by = r.Wikidata, "wikidata"
	case r.URL != "":
		_, rest, _ := strings.Cut(r.URL, "//")
		rest, _, _ = strings.Cut(rest, "#")
		one.same, one.by = strings.TrimPrefix(strings.TrimRight(rest, "/"), "www."), "url"
	}
	for _, name := range append([]string{one.Name}, r.Aliases...) {
		if words := latin(name); words != "" {
			one.names = append(one.names, strings.Split(words, "-"))
		}
	}
	return one, nil
}

// doublesAmong are the pairs among some records that are likely one, the most alike
// first. It compares no more than so many pairs.
func doublesAmong(list []nameable, budget int) []Double {
	blocks := map[string][]int{}
	add := func(key string, i int) {
		if b := blocks[key]; len(b) == 0 || b[len(b)-1] != i {
			blocks[key] = append(b, i)
		}
	}
	for i := range list {
		if list[i].same != "" {
			add("= "+list[i].same, i)
		}
		for _, words := range list[i].names {
			for _, word := range words {
				add(skeleton(word), i)
			}
		}
	}
	keys := make([]string, 0, len(blocks))
	for key, block := range blocks {
		if len(block) > 1 {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(blocks[a]), len(blocks[b])), cmp.Compare(a, b))
	})
	compared := map[[2]int]bool{}
	var found []Double
	for _, key := range keys {
		block := blocks[key]
		if budget -= len(block) * (len(block) - 1) / 2; budget < 0 {
			break
		}
		for at, i := range block {
			for _, j := range block[at+1:] {
				if pair := [2]int{i, j}; !compared[pair] {
					compared[pair] = true
					if d, alike := double(&list[i], &list[j]); alike {
						found = append(found, d)
					}
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Double) int {
		return cmp.Or(cmp.Compare(len(b.Same), len(a.Same)), cmp.Compare(b.Likeness, a.Likeness), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID))
	})
	return found
}

// double compares two records.
func double(a, b *nameable) (Double, bool) {
	d := Double{A: a.DoubleRecord, B: b.DoubleRecord}
	if a.same != "" && a.same == b.same {
		d.Same = a.by
	}
	for _, x := range a.names {
		for _, y := range b.names {
			d.Likeness = max(d.Likeness, nameLikeness(x, y))
		}
	}
	switch {
	case d.Same != "":
		return d, true
	case a.by == "wikidata" && b.by == "wikidata", a.country != "" && b.country != "" && a.country != b.country, !sameSpot(a.lat, a.lon, b.lat, b.lon):
		return d, false // somebody has told them apart
	}
	return d, d.Likeness >= alikeNames && (a.Kind == b.Kind || d.Likeness == 1)
}
