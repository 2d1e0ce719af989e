package convert

import (
	"strings"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/timeline"
)

// What formats with event codes of CAMEO share.

// deedOf is what an event code means; without a name where nobody knows it. Where a
// spreadsheet has taken the leading zero for nothing, it is put back: no two codes
// are one without it, as roots of two digits are the code of no event.
func deedOf(code string) codes.Deed {
	code = strings.TrimSuffix(code, ".0") // of pandas, for which it is a number
	if d, found := codes.CAMEO(code); found && len(code) > 2 {
		return d
	}
	if d, found := codes.CAMEO("0" + code); found {
		return d
	}
	return codes.Deed{Code: code, Type: "other"}
}

// codesOf are the codes of an event; nil where there is none.
func codesOf(d codes.Deed) []string {
	if d.Code == "" {
		return nil
	}
	return []string{externalID("cameo", d.Code)}
}

// named is what a deed is called in a title, where a row has no words for it.
func named(d codes.Deed) string {
	switch {
	case d.Name != "":
		return d.Short()
	case d.Code != "":
		return "CAMEO " + d.Code
	}
	return "Event"
}

// unnamed stands in a title for an actor of whom a row says nothing.
const unnamed = "unnamed"

// deedTitle is the title of an event whose row has none: what was done, by whom to
// whom, and where.
func deedTitle(deed string, by, to string, places []timeline.Venue) string {
	switch {
	case by != "" && to != "":
		deed += ": " + by + " → " + to
	case by != "":
		deed += ": " + by
	case to != "":
		deed += ": " + unnamed + " → " + to
	}
	if len(places) > 0 && places[0].Role == timeline.DefaultPlaceRole {
		at := " at "
		if kind := places[0].Kind; kind == "country" || kind == "region" {
			at = " in "
		}
		deed += at + places[0].Name
	}
	return timeline.Clip(deed, timeline.MaxTitle)
}

// codedActor is an actor as a code or name tells of it, and nothing more.
type codedActor struct {
	name, kind, country string
	alias               string // what the row calls it, where that is another of its names
}

// ofCountry is the country itself as an actor.
func ofCountry(c codes.Country, stated string) codedActor {
	a := codedActor{name: c.Name, kind: "country", country: c.Alpha2}
	if same, found := codes.CountryNamed(stated); found && same.Alpha2 == c.Alpha2 && !strings.EqualFold(stated, c.Name) {
		a.alias = stated
	}
	return a
}

// addTo gives an event the actor in a role, and a row what it tells of it.
func (a codedActor) addTo(e *timeline.Event, role string, with *timeline.Row) {
	if a.name == "" {
		return
	}
	addActor(e, timeline.Participant{Name: a.name, Kind: a.kind, Role: role})
	if a.country == "" && a.alias == "" {
		return
	}
	part := &timeline.Actor{Name: a.name, Kind: a.kind, Country: a.country}
	if a.alias != "" {
		part.Aliases = []string{a.alias}
	}
	with.Parts = append(with.Parts, part)
}

// inCountry is a name that many countries have one of, with that of its country.
func inCountry(name, country string) string {
	if country == "" || strings.HasSuffix(name, "("+country+")") {
		return name
	}
	return name + " (" + country + ")"
}
