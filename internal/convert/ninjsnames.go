package convert

import (
	"encoding/json"
	"slices"
	"strings"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/timeline"
)

// ninjsPeople takes who organizes, and whom and what the item names. What it says of
// how to reach them is personal data, and is kept nowhere.
func (e *itemEvent) ninjsPeople(item *ninjsItem) {
	kinds := map[string]string{}
	for _, p := range item.People {
		kinds[inOneLine(p.Name)] = "person"
	}
	organiser := item.Details.Organiser
	if name := inOneLine(organiser.Name); name != "" {
		e.ninjsActor(organiser, nameOr(kinds[name], "organization"), "initiator")
	}
	for _, p := range item.People {
		e.ninjsActor(p, "person", ninjsRole(p.Rel))
	}
	for _, o := range item.Organisations {
		e.ninjsActor(o, "organization", ninjsRole(o.Rel))
	}
}

func (e *itemEvent) ninjsActor(n ninjsNamed, kind, role string) {
	known := func(p timeline.Participant) bool { return p.Name == inOneLine(n.Name) && p.Kind == kind }
	if len(e.Actors) >= maxICSPeople || slices.ContainsFunc(e.Actors, known) || !e.actor(n.Name, kind, role) {
		return
	}
	if item := wikidataOf(n.URI); item != "" {
		e.parts = append(e.parts, &timeline.Actor{Name: e.Actors[len(e.Actors)-1].Name, Kind: kind, Wikidata: item})
	}
}

// ninjsRole is the role that a relation says; who is only named is mentioned.
func ninjsRole(rel string) string {
	rel = strings.ToLower(rel)
	switch {
	case strings.Contains(rel, "speak"):
		return "speaker"
	case strings.Contains(rel, "particip"), strings.Contains(rel, "attend"):
		return timeline.DefaultActorRole
	}
	return "mentioned"
}

// wikidataOf is the item of Wikidata that an address is of; empty where it is none.
func wikidataOf(address string) string {
	_, rest, found := strings.Cut(address, "://www.wikidata.org/")
	if id := rest[strings.LastIndexByte(rest, '/')+1:]; found && len(id) > 1 && len(id) < 12 && id[0] == 'Q' && strings.Trim(id[1:], "0123456789") == "" && id[1] != '0' {
		return id
	}
	return ""
}

// ninjsPlace takes a place by its name, or by its address where it has none, with the
// country that its address names.
func (e *itemEvent) ninjsPlace(p ninjsPlace) {
	venue := timeline.Venue{Name: p.Name, Kind: placeKind}
	for _, c := range p.Contact {
		a := c.Address
		if country, known := codes.CountryNamed(a.Country); known && venue.Country == "" {
			venue.Country = country.Alpha2
		}
		parts := slices.DeleteFunc(append(slices.Clone(a.Lines), a.Locality, a.Area, a.Country), func(s string) bool { return strings.TrimSpace(s) == "" })
		address := strings.Join(parts, ", ")
		if timeline.IsBlank(venue.Name) {
			venue.Name = address
		} else if address != "" {
			kept, _ := e.origin["addresses"].([]string)
			e.keep("addresses", append(kept, timeline.Clip(inOneLine(venue.Name+": "+address), 500)))
		}
	}
	var point struct {
		Type        string    `json:"type"`
		Coordinates []float64 `json:"coordinates"`
		Geometry    struct {
			Type        string    `json:"type"`
			Coordinates []float64 `json:"coordinates"`
		} `json:"geometry"`
	}
	if len(p.GeoJSON) > 0 && json.Unmarshal(p.GeoJSON, &point) == nil {
		if point.Type == "Feature" {
			point.Type, point.Coordinates = point.Geometry.Type, point.Geometry.Coordinates
		}
		if at := point.Coordinates; point.Type == "Point" && len(at) >= 2 && at[0] >= -180 && at[0] <= 180 && at[1] >= -90 && at[1] <= 90 {
			venue.Lon, venue.Lat = &at[0], &at[1]
		}
	}
	e.place(venue)
}

// mediaTopics is where the subjects of IPTC are.
const mediaTopics = "://cv.iptc.org/newscodes/mediatopic/"

// ninjsSubjects makes topics of subjects, and codes of those of IPTC.
func (e *itemEvent) ninjsSubjects(subjects []ninjsNamed) {
	var names []string
	for _, s := range subjects {
		names = append(names, s.Name)
		_, code, found := strings.Cut(s.URI, mediaTopics)
		if code = strings.Trim(code, "/"); found && code != "" && len(code) < 30 && !strings.ContainsAny(code, " \t/?#") && !slices.Contains(e.Codes, "medtop:"+code) {
			e.Codes = append(e.Codes, "medtop:"+code)
		}
	}
	e.filed(names)
	e.Type = icsType(e.Topics)
}

// ninjsSource cites who the item says it is from.
func (e *itemEvent) ninjsSource(s ninjsNamed) {
	name := inOneLine(timeline.Printable(s.Name))
	if timeline.IsBlank(name) || isMailAddress(name) || e.cite(s.URI, name) {
		return
	}
	source := &timeline.Source{ID: slugOf(name, maxLinkSlug) + "-" + digest(name)[:8], Title: timeline.Clip(name, timeline.MaxTitle)}
	if !slices.ContainsFunc(e.Citations, func(c timeline.Citation) bool { return c.Source == source.ID }) {
		e.parts = append(e.parts, source)
		e.Citations = append(e.Citations, timeline.Citation{Source: source.ID})
	}
}
