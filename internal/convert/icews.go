package convert

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// icewsReader reads the coded events of ICEWS (Integrated Crisis Early Warning
// System): tabs without quotes, a header, and NA where nothing is known.
var icewsReader = Reader{
	Name: "icews", Title: "ICEWS coded events",
	MediaTypes: []string{"text/tab-separated-values", "text/csv"}, Extensions: []string{".tab", ".tsv", ".csv", ".txt"},
	Detect: (&dataset{needs: icewsNeeds}).detect, Read: readICEWS, Foreign: true,
}

var icewsNeeds = []string{"event_id", "event_date", "source_name", "target_name", "cameo_code"}

// icewsOrder is the order in which an origin has what the columns say.
var icewsOrder = []string{"event_id", "event_date", "source_name", "source_sectors", "source_country", "event_text", "cameo_code", "intensity",
	"target_name", "target_sectors", "target_country", "story_id", "sentence_number", "publisher", "city", "district", "province", "country", "latitude", "longitude"}

func readICEWS(in Input) iter.Seq2[timeline.Entry, error] {
	ids := icewsIDs{}
	rows := &dataset{format: "icews", what: "a table of ICEWS events", needs: icewsNeeds, id: "event_id", tabs: true,
		event: func(_ Input, row *namedRow, with *timeline.Row) (*timeline.Event, error) {
			return icewsEvent(row, with, &ids)
		}}
	return rows.read(in)
}

// icewsEvent is a row as an event.
func icewsEvent(row *namedRow, with *timeline.Row, ids *icewsIDs) (*timeline.Event, error) {
	day, err := icewsDay(row)
	if err != nil {
		return nil, err
	}
	deed := deedOf(row.get("cameo_code"))
	e := &timeline.Event{Type: deed.Type, Status: "occurred", Verification: "reported", Codes: codesOf(deed),
		Date: timeline.Date{EDTF: day, Basis: "stated"}, ExternalIDs: []string{ids.of(row, day.String())}}
	intensity, err := row.number("intensity")
	if err != nil {
		return nil, err
	}
	if intensity != nil {
		e.Figures = []timeline.Figure{{Name: "intensity", Value: intensity}}
	}
	homed := []string{"event_id", "event_date", "cameo_code", "intensity", "latitude", "longitude"}
	by, said := icewsActor(row, "source")
	homed = append(homed, said...)
	to, said := icewsActor(row, "target")
	homed = append(homed, said...)
	by.addTo(e, "initiator", with)
	to.addTo(e, "target", with)
	said, err = icewsPlace(row, e)
	if err != nil {
		return nil, err
	}
	homed = append(homed, said...)
	what := row.line1("event_text")
	e.Title = deedTitle(cmp.Or(what, named(deed)), by.name, to.name, e.Places)
	if strings.HasPrefix(e.Title, what) {
		homed = append(homed, "event_text")
	}
	homed = append(homed, icewsCitation(row, e, with)...)
	e.Origin, err = row.rest("icews", icewsOrder, homed)
	return e, err
}

func icewsDay(row *namedRow) (edtf.Date, error) {
	text := row.get("event_date")
	at, err := time.Parse(time.DateOnly, strings.TrimSuffix(text, " 00:00:00"))
	if err != nil {
		return edtf.Date{}, row.wrong("event_date", "%q is no day: one as 2018-06-01 is expected", timeline.Clip(text, 40))
	}
	return edtf.Parse(at.Format(time.DateOnly))
}

// icewsIDs know the events of a file. An event id of ICEWS is not one event's alone,
// and nearly so with the day; what has both of another row, and says something else,
// is known by all that it says.
type icewsIDs struct{ known knownIDs }

func (i *icewsIDs) of(row *namedRow, day string) string {
	id := strings.TrimSuffix(row.get("event_id"), ".0")
	says := strings.Join(row.cells, "\t")
	if id != "" {
		id += "/" + day
		if _, others := i.known.add("icews", id, row.line, []byte(says)); !others {
			return externalID("icews", id)
		}
	}
	return "icews:" + timeline.ContentID + digest(says)[:24]
}

// icewsNobody is what ICEWS calls an actor of whom nothing is known.
const icewsNobody = "Unspecified Actor"

// icewsActor is one of the two actors of a row, and which columns it says all of. It
// has no name where the row has none.
//
// ICEWS does not tell a person from an organization: a name alone is of a group, the
// most general of all, unless it is a country's or one that CAMEO knows. Military
// (Vietnam) is a role in a country, which the sectors tell.
func icewsActor(row *namedRow, which string) (codedActor, []string) {
	name, of := row.line1(which+"_name"), row.line1(which+"_country")
	if name == "" || name == icewsNobody {
		return codedActor{}, nil
	}
	var homed []string
	country, found := codes.CountryNamed(of)
	if found {
		homed = append(homed, which+"_country")
	}
	if itself, isCountry := codes.CountryNamed(name); isCountry && row.get(which+"_sectors") == "" && (of == "" || itself.Alpha2 == country.Alpha2) {
		a := ofCountry(itself, name)
		return a, append(homed, which+"_name")
	}
	a := codedActor{name: timeline.Clip(name, timeline.MaxTitle), kind: "group", country: country.Alpha2}
	if group, known := codes.KnownGroupNamed(name); known {
		a.name, a.kind = group.Name, group.Kind
		if !strings.EqualFold(name, group.Name) {
			a.alias = name
		}
	} else if strings.HasSuffix(name, ")") && slices.Contains(strings.Split(row.get(which+"_sectors"), ","), "Government") {
		a.kind = "government"
	}
	return a, append(homed, which+"_name")
}

// icewsPlace gives an event the place of a row, the smallest that has a name.
func icewsPlace(row *namedRow, e *timeline.Event) ([]string, error) {
	lat, lon, err := row.coordinates("latitude", "longitude")
	if err != nil {
		return nil, err
	}
	country, found := codes.CountryNamed(row.line1("country"))
	var homed []string
	if found {
		homed = append(homed, "country")
	}
	for _, level := range []struct{ column, kind string }{{"city", "city"}, {"district", "district"}, {"province", "region"}, {"country", "country"}} {
		name := row.line1(level.column)
		if name == "" {
			continue
		}
		if level.kind == "country" {
			name = cmp.Or(country.Name, name)
		}
		e.Places = []timeline.Venue{{Name: timeline.Clip(name, timeline.MaxTitle), Kind: level.kind, Role: "location", Lat: lat, Lon: lon, Country: country.Alpha2}}
		return append(homed, level.column), nil
	}
	return nil, nil
}

// icewsCitation cites the news story that a row was coded from, of which ICEWS gives
// the publisher, a number of its own and the sentence.
func icewsCitation(row *namedRow, e *timeline.Event, with *timeline.Row) []string {
	publisher, story, sentence := row.line1("publisher"), row.whole("story_id"), row.whole("sentence_number")
	section := ""
	if sentence != "" {
		section = "sentence " + timeline.Clip(sentence, 20)
	}
	homed := []string{"publisher"}
	var source *timeline.Source
	switch {
	case story != "" && len(story) <= maxLinkSlug:
		source = &timeline.Source{ID: "icews-story-" + story, Title: timeline.Clip(cmp.Or(publisher, "News story"), timeline.MaxTitle-80) + ", story " + story + " of ICEWS",
			Publisher: timeline.Clip(publisher, timeline.MaxTitle)}
		homed = append(homed, "story_id")
	case publisher != "":
		source = namedSource(publisher)
	default:
		return nil
	}
	e.Citations = []timeline.Citation{{Source: source.ID, Section: section}}
	with.Parts = append(with.Parts, source)
	if section != "" {
		homed = append(homed, "sentence_number")
	}
	return homed
}
