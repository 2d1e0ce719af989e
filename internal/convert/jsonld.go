package convert

import (
	"encoding/json"
	"io"
	"time"

	"example.org/dateline/internal/timeline"
)

// The jsonld formats are JSON-LD 1.1 with the terms of schema.org, as one
// graph. Its context is inline, so that nothing need be fetched to read it.
//
// A term of schema.org is used where it says no more than the record: dates
// only where they are known to the day, status only where it is one of its
// three, people by the role they have (a Role) rather than as organizers or
// performers. All else is in the namespace of Terms, EDTF included.
var (
	jsonldEvents  = jsonldFormat(ldEvent)
	jsonldQuotes  = jsonldFormat(func(g ldGraph, q *timeline.Quote) (ldNode, bool) { return g.quote(q), isWhole(q.Date) })
	jsonldActors  = jsonldFormat(func(g ldGraph, a *timeline.Actor) (ldNode, bool) { return g.actor(a), true })
	jsonldPlaces  = jsonldFormat(func(g ldGraph, p *timeline.Place) (ldNode, bool) { return g.place(p), true })
	jsonldSources = jsonldFormat(func(g ldGraph, s *timeline.Source) (ldNode, bool) { return g.source(s), isWhole(s.Published) })
	jsonldStories = jsonldFormat(func(g ldGraph, s *timeline.Story) (ldNode, bool) { return g.story(s), true })
	jsonldTopics  = jsonldFormat(func(g ldGraph, t *timeline.Topic) (ldNode, bool) { return g.topic(t), true })
)

// jsonldFormat makes a format of the node that a record becomes. The node's
// second result is false where schema.org's own terms do not say its date.
func jsonldFormat[T any](node func(ldGraph, *T) (ldNode, bool)) Format[T] {
	return Format[T]{
		Name: "jsonld", MediaType: "application/ld+json", Extension: "jsonld",
		Write: func(w io.Writer, about About, records Records[T]) (Loss, error) {
			var loss Loss
			g := ldGraph{about}
			list := jsonList{head: ldNode{"@context": ldContext}, array: "@graph", first: g.self()}
			err := writeJSONList(w, list, records, func(r *T) (any, error) {
				n, whole := node(g, r)
				if !whole {
					loss.Imprecise++
				}
				return n, nil
			})
			return loss, err
		},
	}
}

// ldContext makes schema.org's the terms without a prefix. It is all that is
// needed to expand a document.
var ldContext = json.RawMessage(`{
 "@vocab": "https://schema.org/",
 "dateline": "` + Terms + `",
 "url": {"@type": "@id"},
 "sameAs": {"@type": "@id"},
 "contentUrl": {"@type": "@id"},
 "thumbnailUrl": {"@type": "@id"},
 "eventStatus": {"@type": "@id"},
 "additionalType": {"@type": "@id"},
 "next": {"@id": "http://www.iana.org/assignments/relation/next", "@type": "@id"}
}`)

// ldNode is an object of the graph. encoding/json sorts its members.
type ldNode map[string]any

// ldGraph writes the nodes of one document.
type ldGraph struct{ about About }

// set adds a property unless it says nothing.
func (n ldNode) set(name string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case []ldNode:
		if len(v) == 0 {
			return
		}
	case ldNode:
		if len(v) == 0 {
			return
		}
	}
	n[name] = value
}

// node begins a record's node: named by its address or, in a file, by its URN,
// which it bears in either case. The URN is that of feeds and calendars: two
// databases never share one.
func (g ldGraph) node(resource, id, kind string) ldNode {
	n := g.ref(resource, id)
	n["@type"] = kind
	n["identifier"] = own(g.about, resource, id)
	n.set("url", urlOf(g.about, resource, id))
	return n
}

// ref points at a record.
func (g ldGraph) ref(resource, id string) ldNode {
	return ldNode{"@id": nameOr(urlOf(g.about, resource, id), own(g.about, resource, id))}
}

func (g ldGraph) refs(resource string, ids []string) []ldNode {
	var list []ldNode
	for _, id := range ids {
		list = append(list, g.ref(resource, id))
	}
	return list
}

// self is the document as the feed that it is.
func (g ldGraph) self() ldNode {
	n := ldNode{"@type": "DataFeed"}
	n.set("@id", g.about.Self)
	n.set("name", g.about.Title)
	n.set("next", g.about.Next)
	if !g.about.Updated.IsZero() {
		n.set("dateModified", atomInstant(g.about.Updated))
	}
	return n
}

// stamp says what the server itself knows of a record.
func (n ldNode) stamp(s timeline.Stamp) {
	if s.Revision > 0 {
		n.set("dateline:revision", s.Revision)
	}
	for name, t := range map[string]time.Time{"dateline:recordedAt": s.RecordedAt, "dateline:updatedAt": s.UpdatedAt} {
		if !t.IsZero() {
			n.set(name, atomInstant(t))
		}
	}
}

// date says a date in our terms, with all that is known of it.
func ldDate(d timeline.Date) ldNode {
	n := ldNode{"dateline:words": DateWords(d)}
	n.set("dateline:edtf", d.EDTF.String())
	n.set("dateline:precision", string(d.EDTF.Precision()))
	n.set("dateline:basis", d.Basis)
	n.set("dateline:text", d.Text)
	return n
}

// isWhole reports whether an optional date is one that schema.org can say.
func isWhole(d *timeline.Date) bool {
	if d == nil {
		return true
	}
	_, whole := isoDate(d.EDTF)
	return whole
}

// citations are words and positions in sources, as Web Annotation has them.
func (g ldGraph) citations(list []timeline.Citation) []ldNode {
	var nodes []ldNode
	for _, c := range list {
		n := ldNode{"dateline:source": g.ref("source", c.Source)}
		if c.Placed() {
			n["dateline:start"], n["dateline:end"] = c.Start, c.End
		}
		n.set("dateline:sha256", c.SHA256)
		n.set("dateline:grade", c.Grade)
		n.set("dateline:exact", c.Exact)
		n.set("dateline:prefix", c.Prefix)
		n.set("dateline:suffix", c.Suffix)
		n.set("dateline:supports", c.Supports)
		n.set("url", c.URL)
		n.set("dateline:section", c.Section)
		nodes = append(nodes, n)
	}
	return nodes
}

// citedSources are the works that a list of citations leads to, each once.
func (g ldGraph) citedSources(list []timeline.Citation) []ldNode {
	ids := (&timeline.Event{Citations: list}).Sources()
	nodes := g.refs("source", ids)
	for _, n := range nodes {
		n["@type"] = "CreativeWork"
	}
	return nodes
}
