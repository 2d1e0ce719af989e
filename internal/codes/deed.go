package codes

import (
	"strings"
	"sync"
)

// Deed is what an event code says was done.
type Deed struct {
	Code string
	Name string // in English
	Type string // of the core vocabulary of the domain
}

// Short is the name without the remark that no part of it is meant.
func (d Deed) Short() string { return strings.TrimSuffix(d.Name, ", not specified") }

var cameoDeeds = sync.OnceValue(func() map[string]Deed { return deeds("cameo_events.tsv") })

var ploverDeeds = sync.OnceValue(func() map[string]Deed { return deeds("plover.tsv") })

func deeds(table string) map[string]Deed {
	all := map[string]Deed{}
	for _, row := range read(table, "code", "name", "type") {
		all[row[0]] = Deed{Code: row[0], Name: row[1], Type: row[2]}
	}
	return all
}

// CAMEO is what an event code of CAMEO means. It is text, whose leading zero counts.
func CAMEO(code string) (Deed, bool) {
	d, found := cameoDeeds()[code]
	return d, found
}

// PLOVER is what an event type of PLOVER means, alone or with a mode behind a hyphen.
func PLOVER(code string) (Deed, bool) {
	event, _, _ := strings.Cut(strings.ToUpper(code), "-")
	d, found := ploverDeeds()[event]
	return d, found
}
