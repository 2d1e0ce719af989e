package codes

import (
	"slices"
	"strings"
	"sync"
)

// Actor is what a code of CAMEO says of an actor, beside the country.
type Actor struct {
	Code   string
	Kind   string // of ActorKinds of the domain: the most general that fits all that the code stands for
	Name   string // in English
	Others []string
}

// Named tells whether a name is one of the actor's, in whichever case.
func (a Actor) Named(name string) bool {
	name = folded(name)
	return slices.ContainsFunc(slices.Concat([]string{a.Name}, a.Others), func(of string) bool { return folded(of) == name })
}

// actors are those of each sort by their codes.
var actors = sync.OnceValue(func() map[string]map[string]Actor {
	sorts := map[string]map[string]Actor{"type": {}, "region": {}, "group": {}}
	for _, row := range read("cameo_actors.tsv", "sort", "code", "kind", "name", "others") {
		sorts[row[0]][row[1]] = Actor{Code: row[1], Kind: row[2], Name: row[3], Others: list(row[4])}
	}
	return sorts
})

// ActorType is what a type code says, such as GOV, MIL or MED: what an actor is or does.
func ActorType(code string) (Actor, bool) { return actorOf("type", code) }

// Region is the part of the world, or country of the past, that stands where the code of
// a country would.
func Region(code string) (Actor, bool) { return actorOf("region", code) }

// KnownGroup is the organization that has a code of its own, such as UNO.
func KnownGroup(code string) (Actor, bool) { return actorOf("group", code) }

// KnownGroupNamed is the organization with a code of its own that has a name.
func KnownGroupNamed(name string) (Actor, bool) {
	code, found := groupNames()[folded(name)]
	if !found {
		return Actor{}, false
	}
	return KnownGroup(code)
}

// groupNames are the codes of known groups by their names as they are compared.
var groupNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for code, a := range actors()["group"] {
		for _, name := range slices.Concat([]string{a.Name}, a.Others) {
			names[folded(name)] = code
		}
	}
	return names
})

func actorOf(sort, code string) (Actor, bool) {
	a, found := actors()[sort][strings.ToUpper(code)]
	return a, found
}
