package convert

import (
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// ldActorTypes are the types of schema.org. A group, such as officials whom
// nobody names, is none of its organizations.
var ldActorTypes = map[string]string{
	"person":       "Person",
	"organization": "Organization",
	"government":   "GovernmentOrganization",
	"country":      "Country",
	"alliance":     "Organization",
	"group":        "Thing",
}

// quote is a Quotation. The words of an indirect one are a paraphrase, and so
// its abstract rather than its text.
func (g ldGraph) quote(q *timeline.Quote) ldNode {
	n := g.node("quote", q.ID, "Quotation")
	words := "text"
	if q.Kind == "indirect" {
		words = "abstract"
	}
	n.set(words, q.Text)
	n.set("inLanguage", q.Language)
	n.set("creator", g.ref("actor", q.Speaker))
	n.set("about", g.refs("actor", q.About))
	n.set("dateline:kind", q.Kind)
	if q.Via != "" {
		n.set("dateline:via", g.ref("actor", q.Via))
	}
	if q.Addressee != "" {
		n.set("dateline:addressee", g.ref("actor", q.Addressee))
	}
	if q.Event != "" {
		n.set("dateline:event", g.ref("event", q.Event))
	}
	if q.Date != nil {
		day, _ := isoDate(q.Date.EDTF)
		n.set("dateCreated", day)
		n.set("dateline:date", ldDate(*q.Date))
	}
	n.set("citation", g.citedSources(q.Citations))
	n.set("dateline:citation", g.citations(q.Citations))
	n.stamp(q.Stamp)
	return n
}

func (g ldGraph) actor(a *timeline.Actor) ldNode {
	n := g.node("actor", a.ID, nameOr(ldActorTypes[a.Kind], "Thing"))
	n.set("name", a.Name)
	n.set("alternateName", a.Aliases)
	n.set("description", a.Description)
	n.set("dateline:kind", a.Kind)
	n.set("dateline:country", a.Country)
	if a.Wikidata != "" {
		n.set("sameAs", "http://www.wikidata.org/entity/"+a.Wikidata)
	}
	var offices, memberships []ldNode
	for _, o := range a.Offices {
		role := ldNode{"@type": "OrganizationRole", "roleName": o.Title}
		if o.Organization != "" {
			role.set("dateline:office", g.ref("actor", o.Organization))
		}
		role.term(o.From, o.To)
		offices = append(offices, role)
	}
	for _, af := range a.Affiliations {
		role := ldNode{"@type": "OrganizationRole", "memberOf": g.ref("actor", af.Actor)}
		role.term(af.From, af.To)
		memberships = append(memberships, role)
	}
	n.set("dateline:office", offices)
	n.set("memberOf", memberships)
	n.stamp(a.Stamp)
	return n
}

// term says from when to when a role is held, in EDTF and, where it is known
// to the day, also in schema.org's terms.
func (n ldNode) term(from, to string) {
	for _, end := range []struct{ edtf, ours, theirs string }{{from, "dateline:from", "startDate"}, {to, "dateline:to", "endDate"}} {
		n.set(end.ours, end.edtf)
		if d, err := edtf.Parse(end.edtf); err == nil {
			day, _ := isoDate(d)
			n.set(end.theirs, day)
		}
	}
}

func ldPlaceType(kind string) string {
	switch kind {
	case "city":
		return "City"
	case "country":
		return "Country"
	}
	return "Place"
}

func (g ldGraph) place(p *timeline.Place) ldNode {
	n := g.node("place", p.ID, ldPlaceType(p.Kind))
	n.set("name", p.Name)
	n.set("dateline:kind", p.Kind)
	n.locate(p.Lat, p.Lon, p.Country)
	if p.Parent != "" {
		n.set("containedInPlace", g.ref("place", p.Parent))
	}
	n.stamp(p.Stamp)
	return n
}

func (n ldNode) locate(lat, lon *float64, country string) {
	if lat != nil && lon != nil {
		n.set("geo", ldNode{"@type": "GeoCoordinates", "latitude": *lat, "longitude": *lon})
	}
	if country != "" {
		n.set("address", ldNode{"@type": "PostalAddress", "addressCountry": country})
	}
}

// source is a CreativeWork: the record does not say whether it is an article,
// a statement or a law. Its address is the work's own.
func (g ldGraph) source(s *timeline.Source) ldNode {
	n := g.node("source", s.ID, "CreativeWork")
	n.set("name", s.Title)
	n.set("url", s.URL)
	n.set("inLanguage", s.Language)
	if s.Publisher != "" {
		n.set("publisher", ldNode{"@type": "Organization", "name": s.Publisher})
	}
	if s.Published != nil {
		day, _ := isoDate(s.Published.EDTF)
		n.set("datePublished", day)
		n.set("dateline:date", ldDate(*s.Published))
	}
	n.set("dateline:sha256", s.Digest)
	if s.Length > 0 {
		n.set("dateline:length", s.Length)
	}
	var notes []ldNode
	for _, note := range s.Notes {
		one := ldNode{"@type": "Comment", "text": note.Text}
		one.set("dateline:citation", g.citations(note.Citations))
		notes = append(notes, one)
	}
	n.set("comment", notes)
	n.set("dateline:notFactual", g.citations(s.NotFactual))
	n.stamp(s.Stamp)
	return n
}

// story is a Collection, of which the events say that they belong to it.
func (g ldGraph) story(s *timeline.Story) ldNode {
	n := g.node("story", s.ID, "Collection")
	n.set("name", s.Title)
	n.set("description", s.Summary)
	n.set("inLanguage", s.Language)
	n.set("keywords", s.Topics)
	n.set("dateline:visibility", s.Visibility)
	n.stamp(s.Stamp)
	return n
}

// topic is a DefinedTerm: all that is known of it is what it is called.
func (g ldGraph) topic(t *timeline.Topic) ldNode {
	n := g.node("topic", t.ID, "DefinedTerm")
	n.set("name", t.ID)
	n.set("dateline:events", t.Events)
	return n
}
