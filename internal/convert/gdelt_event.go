package convert

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// gdelt20 are the columns of GDELT 2.0. Those of 1.0 lack three of them, and its older
// files the last.
const gdelt20 = `GLOBALEVENTID SQLDATE MonthYear Year FractionDate
	Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
	Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
	IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
	Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
	Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
	ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
	DATEADDED SOURCEURL`

var (
	gdelt10    = strings.NewReplacer("Actor1Geo_ADM2Code", "", "Actor2Geo_ADM2Code", "", "ActionGeo_ADM2Code", "").Replace(gdelt20)
	gdelt10Old = strings.Replace(gdelt10, "SOURCEURL", "", 1)

	gdeltEvents = &gdeltTable{what: "GDELT events", needs: []string{"globaleventid", "sqldate", "eventcode"},
		layouts: []*header{gdeltLayout(gdelt20), gdeltLayout(gdelt10), gdeltLayout(gdelt10Old)}, digits: []int{0, 8, 6, 4}}

	// gdeltOrder is the order in which an origin has what the columns say.
	gdeltOrder = gdeltLayout(gdelt20).plain
)

// gdeltFigures are the columns with numbers that an event has as figures.
var gdeltFigures = []struct{ column, name string }{
	{"goldsteinscale", "goldstein"}, {"nummentions", "mentions"}, {"numsources", "sources"}, {"numarticles", "articles"}, {"avgtone", "tone"},
}

// gdeltEvent is a row as an event. What has no field of its own stays in its origin,
// but for what follows from other cells.
func gdeltEvent(_ Input, row *namedRow, with *timeline.Row) (*timeline.Event, error) {
	id := row.whole("globaleventid")
	if id == "" {
		return nil, row.wrong("globaleventid", "%q is no id of GDELT's: digits are expected", timeline.Clip(row.get("globaleventid"), 40))
	}
	day, err := gdeltDay(row, with)
	if err != nil {
		return nil, err
	}
	deed := deedOf(row.get("eventcode"))
	e := &timeline.Event{Type: deed.Type, Status: "occurred", Verification: "reported", Codes: codesOf(deed),
		Date: timeline.Date{EDTF: day, Basis: "stated"}, ExternalIDs: []string{externalID("gdelt", id)}}
	homed := []string{"globaleventid", "sqldate", "eventcode", "monthyear", "year", "fractiondate"}
	for _, base := range []string{"eventbasecode", "eventrootcode"} {
		if code := row.whole(base); code != "" && (strings.HasPrefix(deed.Code, code) || strings.HasPrefix(deed.Code, "0"+code)) {
			homed = append(homed, base)
		}
	}
	for _, f := range gdeltFigures {
		value, err := row.number(f.column)
		if err != nil {
			return nil, err
		}
		if homed = append(homed, f.column); value != nil {
			e.Figures = append(e.Figures, timeline.Figure{Name: f.name, Value: value})
		}
	}
	by, said := gdeltActor(row, "actor1")
	homed = append(homed, said...)
	to, said := gdeltActor(row, "actor2")
	homed = append(homed, said...)
	by.addTo(e, "initiator", with)
	to.addTo(e, "target", with)
	for _, at := range []struct{ columns, role string }{{"actiongeo", "location"}, {"actor1geo", "subject"}, {"actor2geo", "subject"}} {
		said, err := gdeltPlace(row, at.columns, at.role, e)
		if err != nil {
			return nil, err
		}
		homed = append(homed, said...)
	}
	e.Title = deedTitle(named(deed), by.name, to.name, e.Places)
	if address := row.line1("sourceurl"); address != "" {
		source := sourceAt(address)
		e.Citations, with.Parts = cite(e.Citations, with.Parts, source)
		homed = append(homed, "sourceurl")
	}
	e.Origin, err = row.rest("gdelt", gdeltOrder, homed)
	return e, err
}

// gdeltDay is the day of an event. The other columns with it are made of it.
func gdeltDay(row *namedRow, with *timeline.Row) (edtf.Date, error) {
	day := row.whole("sqldate")
	if at, err := time.Parse(time.DateOnly, row.get("sqldate")); err == nil {
		day = at.Format("20060102") // of a program that knows it for a day
	}
	at, err := time.Parse("20060102", day)
	if err != nil {
		return edtf.Date{}, row.wrong("sqldate", "%q is no day: one as 20151027 is expected", timeline.Clip(row.get("sqldate"), 40))
	}
	for _, part := range []struct{ column, name, want string }{{"monthyear", "MonthYear", day[:6]}, {"year", "Year", day[:4]}} {
		if said := row.whole(part.column); said != "" && said != part.want {
			row.warn(with, "/date", "the event has the day of SQLDATE", "SQLDATE says %s, and %s %s", day, part.name, said)
		}
	}
	return edtf.Parse(at.Format(time.DateOnly))
}

// sourceAt is the source that an address is of. What is no address, as of reports
// that are not on the web, is the source's name.
func sourceAt(address string) *timeline.Source {
	if source := linkedSource(safeAddress(address), ""); source != nil {
		plain := *source
		if timeline.Complete(&plain) == nil {
			return source
		}
	}
	return namedSource(address)
}

// safeAddress is a web address with its signs encoded that none may have, and that
// some have all the same.
func safeAddress(address string) string {
	if _, err := url.Parse(address); err != nil {
		return address
	}
	return unsafeSigns.Replace(address)
}

var unsafeSigns = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")

// without are the items of a list but for one.
func without(list []string, item string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == item })
}
