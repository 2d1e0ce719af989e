package convert

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// people takes who organizes and attends, by the names that the calendar shows.
// Addresses are personal data: none is kept. Who a calendar does not say to be
// something else is an individual (RFC 5545, 3.2.3).
func (w *icsWhole) people(c *icsComponent) {
	kinds := map[string]string{"": "person", "INDIVIDUAL": "person", "GROUP": "group", "UNKNOWN": "group"}
	var absent, rooms []string
	for _, p := range append(c.all("ORGANIZER"), c.all("ATTENDEE")...) {
		name := inOneLine(p.param("CN"))
		if name == "" || isMailAddress(name) {
			continue
		}
		role := timeline.DefaultActorRole
		if p.name == "ORGANIZER" {
			role = "initiator"
		} else if strings.EqualFold(p.param("ROLE"), "NON-PARTICIPANT") {
			role = "mentioned"
		}
		kind, known := kinds[strings.ToUpper(p.param("CUTYPE"))]
		switch {
		case strings.EqualFold(p.param("PARTSTAT"), "DECLINED"):
			absent = append(absent, name)
		case !known: // a room or a thing
			rooms = append(rooms, name)
		case len(w.Actors) == maxICSPeople:
			w.warn("/actors", fmt.Sprintf("more than %d people are named", maxICSPeople), "the first of them are taken")
			return
		case role != timeline.DefaultActorRole || !w.organizedBy(name, kind):
			w.actor(name, kind, role)
		}
	}
	w.keep("declined", absent)
	w.keep("resources", rooms)
}

// maxICSPeople is how many people one event names.
const maxICSPeople = 500

// organizedBy tells whether somebody organizes the event: one that does and attends
// is named once.
func (w *icsWhole) organizedBy(name, kind string) bool {
	return slices.Contains(w.Actors, timeline.Participant{Name: name, Kind: kind, Role: "initiator"})
}

// where takes the place, with the coordinates that the calendar has for it.
func (w *icsWhole) where(c *icsComponent) {
	text := strings.Join(strings.FieldsFunc(c.prop("LOCATION").text(), func(r rune) bool { return r == '\n' }), ", ")
	lat, lon, located := icsCoordinates(c)
	switch {
	case strings.HasPrefix(text, "http://"), strings.HasPrefix(text, "https://"):
		if w.keep("location", text); !located {
			return
		}
		text = ""
	case text == "" && !located:
		return
	}
	venue := timeline.Venue{Name: text, Kind: placeKind}
	if located {
		venue.Lat, venue.Lon = &lat, &lon
		if text == "" {
			venue.Name = strconv.FormatFloat(lat, 'f', -1, 64) + ", " + strconv.FormatFloat(lon, 'f', -1, 64)
		}
	}
	w.place(venue)
}

// icsCoordinates are those of GEO, or of Apple's structured location. 0, 0 is how
// some programs write that there are none.
func icsCoordinates(c *icsComponent) (lat, lon float64, found bool) {
	text, separator := c.prop("GEO").value, ";"
	if text == "" {
		text, found = strings.CutPrefix(strings.ToLower(c.prop("X-APPLE-STRUCTURED-LOCATION").value), "geo:")
		if separator = ","; !found {
			return 0, 0, false
		}
	}
	north, east, _ := strings.Cut(strings.ReplaceAll(text, `\`, ""), separator)
	lat, err := strconv.ParseFloat(strings.TrimSpace(north), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(east), 64)
	within := lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180
	return lat, lon, err == nil && err2 == nil && within && (lat != 0 || lon != 0)
}

// links takes the event's address, and what is attached to it.
func (w *icsWhole) links(c *icsComponent) {
	if p := c.prop("URL"); p.value != "" && !w.cite(p.value, w.Title) {
		w.keep("url", timeline.Clip(p.value, 1000))
	}
	var others []string
	for _, p := range append(c.all("ATTACH"), c.all("IMAGE")...) {
		address := strings.TrimSpace(p.value)
		switch {
		case strings.EqualFold(p.param("VALUE"), "BINARY"), strings.EqualFold(p.param("ENCODING"), "BASE64"):
			w.warn("/media", fmt.Sprintf("line %d: a file is inside the calendar", p.line), "media are kept by their address; publish the file and name that")
		case (isPlayable(p.param("FMTTYPE")) || p.name == "IMAGE") && w.show(timeline.Media{URL: address, Type: p.param("FMTTYPE"), Caption: p.param("FILENAME")}):
		case w.cite(address, p.param("FILENAME")):
		default:
			others = append(others, timeline.Clip(address, 200))
		}
	}
	if len(others) > 20 {
		others = others[:20]
	}
	w.keep("attached", others)
}
