package convert

import (
	"strings"

	"example.org/dateline/internal/timeline"
)

// ldStatus are the statuses that schema.org has. What occurred or is under way
// needs none, and an expected or proposed event is not scheduled.
var ldStatus = map[string]string{
	"scheduled": "https://schema.org/EventScheduled",
	"postponed": "https://schema.org/EventPostponed",
	"cancelled": "https://schema.org/EventCancelled",
}

// ldEvent makes a node of an event. It reports false where startDate and
// endDate do not say all of its date.
func ldEvent(g ldGraph, e *timeline.Event) (ldNode, bool) {
	n := g.node("event", e.ID, "Event")
	n.set("name", headline(e))
	n.set("description", e.Summary)
	n.set("inLanguage", e.Language)
	n.set("additionalType", Terms+"type:"+e.Type)
	n.set("keywords", e.Topics)
	n.set("eventStatus", ldStatus[e.Status])
	n.set("dateline:status", e.Status)
	n.set("dateline:verification", e.Verification)

	start, end, whole := isoSpan(e.Date)
	n.set("startDate", start)
	n.set("endDate", end)
	if !whole {
		n.set("disambiguatingDescription", "Date: "+dateAndBasis(e.Date))
	}
	n.set("dateline:date", ldDate(e.Date))

	n.set("location", g.venues(e, "location"))
	n.set("dateline:candidateVenue", g.venues(e, "candidate-venue"))
	n.set("about", g.venues(e, "subject"))
	n.set("dateline:actor", g.participants(e.Actors))
	var quotes []ldNode
	for i := range e.Quotes {
		quotes = append(quotes, g.quote(&e.Quotes[i]))
	}
	n.set("recordedIn", quotes)
	n.set("subjectOf", g.citedSources(e.Citations))
	n.set("dateline:citation", g.citations(e.Citations))
	if e.Story != "" {
		n.set("dateline:story", g.ref("story", e.Story))
	}
	g.relate(n, e.Relations)
	g.illustrate(n, e.Media)
	n.set("dateline:code", e.Codes)
	n.set("dateline:externalId", e.ExternalIDs)
	n.set("dateline:figure", ldFigures(e.Figures))
	if e.Key {
		n.set("dateline:key", true)
	}
	n.stamp(e.Stamp)
	return n, whole
}

// participants are Roles, which repeat the property that they stand in.
func (g ldGraph) participants(actors []timeline.Participant) []ldNode {
	var list []ldNode
	for _, a := range actors {
		actor := g.ref("actor", a.ID)
		actor.set("@type", ldActorTypes[a.Kind])
		actor.set("name", a.Name)
		list = append(list, ldNode{"@type": "Role", "roleName": a.Role, "dateline:actor": actor})
	}
	return list
}

func (g ldGraph) venues(e *timeline.Event, role string) []ldNode {
	var list []ldNode
	for _, v := range e.Places {
		if v.Role != role {
			continue
		}
		n := g.ref("place", v.ID)
		n["@type"] = ldPlaceType(v.Kind)
		n.set("name", v.Name)
		n.locate(v.Lat, v.Lon, v.Country)
		list = append(list, n)
	}
	return list
}

// relate uses superEvent for a part of another event, and our own terms for
// what schema.org does not tell apart.
func (g ldGraph) relate(n ldNode, relations []timeline.Relation) {
	byType := map[string][]ldNode{}
	for _, r := range relations {
		name := "dateline:" + r.Type
		if r.Type == "part-of" {
			name = "superEvent"
		}
		byType[name] = append(byType[name], g.ref("event", r.Event))
	}
	for name, nodes := range byType {
		n.set(name, nodes)
	}
}

func (g ldGraph) illustrate(n ldNode, media []timeline.Media) {
	var images, others []ldNode
	for _, m := range media {
		kind, _, _ := strings.Cut(m.Type, "/")
		object := ldNode{"@type": "MediaObject", "contentUrl": m.URL}
		switch kind {
		case "image":
			object["@type"] = "ImageObject"
		case "video":
			object["@type"] = "VideoObject"
		case "audio":
			object["@type"] = "AudioObject"
		}
		object.set("encodingFormat", m.Type)
		object.set("description", m.Alt)
		object.set("caption", m.Caption)
		object.set("creditText", m.Credit)
		if m.Width != nil && m.Height != nil {
			object["width"], object["height"] = ldPixels(*m.Width), ldPixels(*m.Height)
		}
		object.set("thumbnailUrl", m.Thumbnail)
		if kind == "image" {
			images = append(images, object)
			continue
		}
		others = append(others, object)
	}
	n.set("image", images)
	n.set("dateline:media", others)
}

// ldPixels is a size that says its unit (UN/CEFACT's code of a pixel), since a bare number might be any.
func ldPixels(n int) ldNode {
	return ldNode{"@type": "QuantitativeValue", "value": n, "unitCode": "E37"}
}

func ldFigures(figures []timeline.Figure) []ldNode {
	var list []ldNode
	for _, f := range figures {
		n := ldNode{"@type": "PropertyValue", "name": f.Name}
		for name, value := range map[string]*float64{"value": f.Value, "minValue": f.Low, "maxValue": f.High} {
			if value != nil {
				n.set(name, *value)
			}
		}
		n.set("unitText", f.Unit)
		list = append(list, n)
	}
	return list
}
