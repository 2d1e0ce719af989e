package codes

import (
	"slices"
	"strings"
	"sync"
)

// Country is a country or territory.
type Country struct {
	Alpha2  string   // ISO 3166-1; XK for Kosovo, which is not in it
	Alpha3  string   // ISO 3166-1; XKX for Kosovo
	Numeric string   // ISO 3166-1, three digits; empty for Kosovo
	Name    string   // in English, as it is commonly called
	Others  []string // what sources call it, too

	fips, cameo, gw []string
}

// countries are the rows of the table, and where in it each code and name leads.
type countries struct {
	rows                                              []Country
	alpha2, alpha3, numeric, fips, cameo, gw, byNames map[string]int
}

var world = sync.OnceValue(func() *countries {
	w := &countries{alpha2: map[string]int{}, alpha3: map[string]int{}, numeric: map[string]int{},
		fips: map[string]int{}, cameo: map[string]int{}, gw: map[string]int{}, byNames: map[string]int{}}
	for i, row := range read("countries.tsv", "alpha2", "alpha3", "numeric", "fips", "cameo", "gw", "name", "others") {
		c := Country{Alpha2: row[0], Alpha3: row[1], Numeric: row[2], Name: row[6], Others: list(row[7]),
			fips: list(row[3]), cameo: list(row[4]), gw: list(row[5])}
		w.rows = append(w.rows, c)
		w.alpha2[c.Alpha2], w.alpha3[c.Alpha3], w.numeric[c.Numeric] = i, i, i
		for index, codes := range map[*map[string]int][]string{&w.fips: c.fips, &w.cameo: c.cameo, &w.gw: c.gw} {
			for _, code := range codes {
				(*index)[code] = i
			}
		}
		for _, name := range slices.Concat([]string{c.Name}, c.Others) {
			w.byNames[folded(name)] = i
		}
	}
	delete(w.numeric, "")
	return w
})

func (w *countries) at(index map[string]int, key string) (Country, bool) {
	i, found := index[key]
	if !found {
		return Country{}, false
	}
	return w.rows[i], true
}

// Countries are all of them, by their two letters.
func Countries() []Country { return slices.Clone(world().rows) }

// ByAlpha2 is the country of two letters of ISO 3166-1, in either case.
func ByAlpha2(code string) (Country, bool) {
	return world().at(world().alpha2, strings.ToUpper(code))
}

// ByAlpha3 is the country of three letters of ISO 3166-1, in either case.
func ByAlpha3(code string) (Country, bool) {
	return world().at(world().alpha3, strings.ToUpper(code))
}

// ByNumeric is the country of a number of ISO 3166-1, with leading zeros or without.
func ByNumeric(code string) (Country, bool) {
	code = strings.TrimLeft(code, "0")
	if code == "" || len(code) > 3 {
		return Country{}, false
	}
	return world().at(world().numeric, strings.Repeat("0", 3-len(code))+code)
}

// ByFIPS is the country of a code of FIPS 10-4, as GDELT has it of places. It looks
// like one of ISO, and often is another's.
func ByFIPS(code string) (Country, bool) {
	return world().at(world().fips, strings.ToUpper(code))
}

// ByCAMEO is the country of a code of CAMEO, as GDELT has it of actors. Those of
// regions are no country's.
func ByCAMEO(code string) (Country, bool) {
	return world().at(world().cameo, strings.ToUpper(code))
}

// ByGW is the country of a state's number in the list of Gleditsch and Ward.
func ByGW(number string) (Country, bool) { return world().at(world().gw, number) }

// CountryNamed is the country that has a name, in whichever case, with an article or
// without.
func CountryNamed(name string) (Country, bool) {
	return world().at(world().byNames, folded(name))
}
