package convert_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

type ldDocument struct {
	Context map[string]any   `json:"@context"`
	Graph   []map[string]any `json:"@graph"`
}

func readLD(t *testing.T, text []byte) ldDocument {
	t.Helper()
	var doc ldDocument
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for _, n := range doc.Graph {
		checkLD(t, doc.Context, n)
	}
	return doc
}

// schemaTerms are the properties of schema.org that we use, and the one term
// that the context itself defines; a test has no network to ask.
var schemaTerms = strings.Fields(`about abstract additionalType address addressCountry alternateName caption citation comment contentUrl containedInPlace
	creator creditText dateCreated dateModified datePublished description disambiguatingDescription encodingFormat endDate eventStatus geo height identifier image
	inLanguage keywords latitude location longitude maxValue memberOf minValue name next publisher recordedIn roleName sameAs startDate subjectOf superEvent text
	thumbnailUrl unitCode unitText url value width`)

// checkLD holds a node to what expands without fetching anything: keywords,
// known terms of schema.org, and names with a prefix of the context.
func checkLD(t *testing.T, context map[string]any, value any) {
	t.Helper()
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			checkLD(t, context, item)
		}
	case map[string]any:
		for name, inner := range v {
			// JSON-LD lets no context define a name with a colon otherwise than its prefix says.
			if _, redefined := context[name]; redefined && strings.Contains(name, ":") {
				t.Errorf("%q is defined twice", name)
			}
			prefix, _, prefixed := strings.Cut(name, ":")
			_, known := context[prefix]
			if known = known && prefixed; !known && name != "@id" && name != "@type" && !contains(schemaTerms, name) {
				t.Errorf("%q is no term", name)
			}
			checkLD(t, context, inner)
		}
	}
}

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}

func ldOf[T any](t *testing.T, formats []convert.Format[T], about convert.About, one T) (map[string]any, convert.Loss) {
	t.Helper()
	text, loss := written(t, named(t, formats, "jsonld"), about, one)
	return readLD(t, text).Graph[1], loss
}

func TestJSONLDDates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		date, basis, start, end string
		whole                   bool
	}{
		{"2025-03-05", "stated", "2025-03-05", "", true},
		{"2025-03-05", "inferred", "2025-03-05", "", true},
		{"-0043-03-15", "stated", "-0043-03-15", "", true},
		{"2025-03-05T10:30:15-05:00", "stated", "2025-03-05T10:30:15-05:00", "", true},
		{"2025-03-05T10:30", "stated", "2025-03-05T10:30", "", true},
		{"2025-03-05T10Z", "stated", "2025-03-05", "", false},
		{"2025-02-26/2025-03-04", "stated", "2025-02-26", "2025-03-04", true},
		{"2025-02-26/2025-03-04", "inferred", "2025-02-26", "2025-03-04", true},
		{"2025-02-26~/2025-03-04", "stated", "", "2025-03-04", false},
		{"2025-03-05/..", "stated", "2025-03-05", "", false},
		{"2025-03-05/", "inferred", "2025-03-05", "", false},
		{"2025-03-05~", "stated", "", "", false},
		{"2025-03", "stated", "", "", false},
		{"2025", "stated", "", "", false},
		{"2025-03-XX", "stated", "", "", false},
		{"156X-12-25", "stated", "", "", false},
		{"{2025-03-05,2025-03-06}", "stated", "2025-03-05", "", false},
		{"[2025-02-26..2025-03-04]", "stated", "2025-02-26", "", false},
		{"[2025-03-05..]", "stated", "2025-03-05", "", false},
		{"[..2025-03-05]", "stated", "", "", false},
		{"2013-01-01/2013-01-01", "stated", "2013-01-01", "2013-01-01", true},
		{"Y-13800000000", "stated", "", "", false},
		{"", "unknown", "", "", false},
	}
	for _, tt := range tests {
		e := anEvent("a", tt.date)
		e.Date.Basis = tt.basis
		n, loss := ldOf(t, convert.OutsideEvents, onServer, e)
		text := func(name string) string { s, _ := n[name].(string); return s }
		if text("startDate") != tt.start || text("endDate") != tt.end || (loss.Imprecise == 0) != tt.whole {
			t.Errorf("%s: from %q to %q, loss %+v", tt.date, text("startDate"), text("endDate"), loss)
		}
		if said := text("disambiguatingDescription"); (said == "") != tt.whole || !tt.whole && !strings.Contains(said, convert.DateWords(e.Date)) {
			t.Errorf("%s: %q", tt.date, said)
		}
		date, _ := n["dateline:date"].(map[string]any)
		if got, _ := date["dateline:edtf"].(string); got != e.Date.EDTF.String() || date["dateline:basis"] != tt.basis {
			t.Errorf("%s: %v", tt.date, date)
		}
	}
}

func TestJSONLDEvent(t *testing.T) {
	t.Parallel()
	e := anEvent("a", "2025-03-05")
	e.Places = append(e.Places, venue("geneva", "candidate-venue", 6, 46), venue("donbas", "subject", 37, 48))
	n, _ := ldOf(t, convert.OutsideEvents, onServer, e)
	for path, want := range map[string]any{
		"@type": "Event", "@id": "https://dateline.test/v1/events/a", "identifier": "urn:dateline:aa11:event:a", "name": "A call", "description": "Two people spoke.",
		"additionalType": "urn:dateline:terms:type:call", "location/0/geo/latitude": 38.8977, "location/0/address/addressCountry": "US", "location/1": nil,
		"dateline:candidateVenue/0/name": "geneva", "about/0/name": "donbas",
		"dateline:actor/0/@type": "Role", "dateline:actor/0/roleName": "initiator", "dateline:actor/0/dateline:actor/@type": "Person",
		"dateline:actor/1/dateline:actor/@type": "Country", "organizer": nil, "performer": nil,
		"recordedIn/0/@type": "Quotation", "recordedIn/0/text": "We want peace, now; always.", "recordedIn/0/creator/@id": "https://dateline.test/v1/actors/mike-waltz",
		"recordedIn/0/about/0/@id": "https://dateline.test/v1/actors/ukraine", "recordedIn/0/dateCreated": "2025-03-06",
		"subjectOf/0/@id": "https://dateline.test/v1/sources/article", "subjectOf/0/@type": "CreativeWork", "dateline:citation/0/dateline:start": 3.0,
		"superEvent/0/@id": "https://dateline.test/v1/events/whole", "dateline:follows/0/@id": "https://dateline.test/v1/events/before",
		"image/0/contentUrl": "https://example.org/p.jpg", "image/0/width/value": 640.0, "image/0/height/unitCode": "E37", "image/0/thumbnailUrl": "https://example.org/s.jpg", "dateline:figure/0/maxValue": 5.0, "eventStatus": nil, "dateline:status": "occurred",
	} {
		if got := at(n, path); !reflect.DeepEqual(got, want) {
			t.Errorf("%s = %v, want %v", path, got, want)
		}
	}
	for status, want := range map[string]any{"cancelled": "https://schema.org/EventCancelled", "postponed": "https://schema.org/EventPostponed", "scheduled": "https://schema.org/EventScheduled", "expected": nil, "proposed": nil, "ongoing": nil} {
		e.Status = status
		if n, _ := ldOf(t, convert.OutsideEvents, onServer, e); n["eventStatus"] != want {
			t.Errorf("%s: %v", status, n["eventStatus"])
		}
	}
}

// at follows a path of names and indices.
func at(value any, path string) any {
	for step := range strings.SplitSeq(path, "/") {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			i := int(step[0] - '0')
			if i >= len(v) {
				return nil
			}
			value = v[i]
		}
	}
	return value
}

func TestJSONLDRecords(t *testing.T) {
	t.Parallel()
	actor := timeline.Actor{
		ID: "a", Name: "A", Kind: "person", Aliases: []string{"B"}, Wikidata: "Q42", Country: "UA",
		Offices:      []timeline.Office{{Title: "Chief", Organization: "o", From: "2024-01-05", To: "2025"}},
		Affiliations: []timeline.Affiliation{{Actor: "o", From: "2024"}},
	}
	n, _ := ldOf(t, convert.OutsideActors, onServer, actor)
	for path, want := range map[string]any{
		"@type": "Person", "alternateName/0": "B", "sameAs": "http://www.wikidata.org/entity/Q42", "dateline:office/0/roleName": "Chief",
		"dateline:office/0/startDate": "2024-01-05", "dateline:office/0/endDate": nil, "dateline:office/0/dateline:to": "2025",
		"memberOf/0/memberOf/@id": "https://dateline.test/v1/actors/o", "memberOf/0/startDate": nil, "memberOf/0/dateline:from": "2024",
	} {
		if got := at(n, path); got != want {
			t.Errorf("actor: %s = %v, want %v", path, got, want)
		}
	}
	for _, kind := range timeline.ActorKinds {
		actor.Kind = kind
		if n, _ := ldOf(t, convert.OutsideActors, onServer, actor); n["@type"] == "" || n["@type"] == nil || n["dateline:kind"] != kind {
			t.Errorf("%s: %v", kind, n)
		}
	}

	n, _ = ldOf(t, convert.OutsidePlaces, onServer, timeline.Place{ID: "p", Name: "P", Kind: "city", Parent: "q"})
	if n["@type"] != "City" || at(n, "containedInPlace/@id") != "https://dateline.test/v1/places/q" || n["geo"] != nil {
		t.Errorf("%v", n)
	}

	published := timeline.Date{EDTF: edtf.MustParse("2025-03-05/"), Basis: "inferred", Text: "x"}
	source := timeline.Source{ID: "s", Title: "S", Publisher: "P", URL: "https://example.org/s", Published: &published, Notes: []timeline.Note{{Text: "Contradicts itself."}}}
	n, loss := ldOf(t, convert.OutsideSources, onServer, source)
	if n["@type"] != "CreativeWork" || n["datePublished"] != nil || loss.Imprecise != 1 || n["url"] != "https://example.org/s" || at(n, "comment/0/text") != "Contradicts itself." {
		t.Errorf("%v", n)
	}

	q := timeline.Quote{ID: "q", Speaker: "a", Kind: "indirect", Text: "He wants peace."}
	n, _ = ldOf(t, convert.OutsideQuotes, convert.About{}, q)
	if n["text"] != nil || n["abstract"] != "He wants peace." || n["@id"] != "urn:dateline:quote:q" || at(n, "creator/@id") != "urn:dateline:actor:a" {
		t.Errorf("%v", n)
	}
	// In a file that knows its database, two databases never share a name.
	n, _ = ldOf(t, convert.OutsideQuotes, convert.About{Database: "aa11"}, q)
	if n["@id"] != "urn:dateline:aa11:quote:q" || n["identifier"] != n["@id"] || at(n, "creator/@id") != "urn:dateline:aa11:actor:a" {
		t.Errorf("%v", n)
	}

	story := timeline.Story{ID: "s", Title: "S", Summary: "What it is.", Topics: []string{"talks"}, Visibility: "public"}
	n, _ = ldOf(t, convert.OutsideStories, onServer, story)
	if n["@type"] != "Collection" || n["@id"] != "https://dateline.test/v1/stories/s" || n["name"] != "S" || n["description"] != "What it is." || at(n, "keywords/0") != "talks" {
		t.Errorf("%v", n)
	}
	n, _ = ldOf(t, convert.OutsideTopics, onServer, timeline.Topic{ID: "talks", Events: 3})
	if n["@type"] != "DefinedTerm" || n["@id"] != "https://dateline.test/v1/topics/talks" || n["name"] != "talks" || n["dateline:events"] != 3.0 {
		t.Errorf("%v", n)
	}
}

// TestJSONLDContext: nothing need be fetched, and every term used is defined.
func TestJSONLDContext(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	text, _ := written(t, named(t, convert.OutsideEvents, "jsonld"), onServer, append(doc.Events, anEvent("a", ""))...)
	read := readLD(t, text)
	if read.Context["@vocab"] != "https://schema.org/" || read.Context["dateline"] != convert.Terms || len(read.Graph) != len(doc.Events)+2 {
		t.Errorf("%v", read.Context)
	}
	if self := read.Graph[0]; self["@type"] != "DataFeed" || self["@id"] != onServer.Self || self["next"] != onServer.Next {
		t.Errorf("%v", self)
	}
	if strings.Contains(string(text), "</script") || strings.Contains(string(text), "<more>") {
		t.Error("the document can't stand in a page")
	}
	source, _ := written(t, named(t, convert.OutsideSources, "jsonld"), onServer, doc.Sources...)
	readLD(t, source)
	actors, _ := written(t, named(t, convert.OutsideActors, "jsonld"), onServer, doc.Actors...)
	readLD(t, actors)
	places, _ := written(t, named(t, convert.OutsidePlaces, "jsonld"), onServer, doc.Places...)
	readLD(t, places)
}
