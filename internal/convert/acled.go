package convert

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// acledReader reads exports of the Armed Conflict Location & Event Data Project, of
// before and after the columns changed in 2023, by the names of columns.
var acledReader = Reader{
	Name: "acled", Title: "ACLED export (CSV)", Foreign: true,
	MediaTypes: []string{"text/csv"}, Extensions: []string{".csv"},
	Detect: acled.detect, Read: func(in Input) iter.Seq2[timeline.Entry, error] { return acled.read(in) },
}

var acled = &dataset{
	format: "acled", what: "an ACLED export", id: "event_id_cnty",
	needs: []string{"event_id_cnty", "event_date", "time_precision", "event_type", "actor1"},
	dates: []string{"event_date"}, event: acledEvent,
}

// The columns that go to an event's origin, in the order in which they do, and those
// that do not: what they say is elsewhere in the event, or nowhere. data_id is another
// number in every export, and the rest of event_id_cnty says event_id_no_cnty.
var (
	acledOrigin = []string{
		"event_date", "year", "time_precision", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
		"iso", "iso3", "region", "country", "geo_precision", "source_scale", "tags", "timestamp",
	}
	acledHomed = []string{
		"event_id_cnty", "event_id_no_cnty", "data_id", "disorder_type", "event_type", "sub_event_type", "civilian_targeting",
		"admin1", "admin2", "admin3", "location", "source", "notes", "fatalities", "year", "latitude", "longitude",
	}
)

func acledEvent(in Input, row *namedRow, with *timeline.Row) (*timeline.Event, error) {
	e := &timeline.Event{
		Type: acledType(row.get("event_type"), row.get("sub_event_type")), Summary: row.get("notes"),
		ExternalIDs: []string{externalID("acled", row.get("event_id_cnty"))},
	}
	if row.get("event_id_cnty") == "" {
		return nil, row.wrong("event_id_cnty", "it is blank: an event is known again by it")
	}
	for _, column := range []string{"event_type", "sub_event_type", "disorder_type", "civilian_targeting"} {
		if code := externalID("acled", row.line1(column)); row.get(column) != "" && !slices.Contains(e.Codes, code) {
			e.Codes = append(e.Codes, code)
		}
	}
	var err error
	if with.Version, err = row.seconds("timestamp"); err != nil {
		return nil, err
	}
	homed := slices.Clone(acledHomed)
	if e.Date, err = acledDate(in, row, with, &homed); err != nil {
		return nil, err
	}
	if err := acledFigures(row, e); err != nil {
		return nil, err
	}
	acledActors(row, e)
	if err := acledPlaces(row, e, with, &homed); err != nil {
		return nil, err
	}
	for _, name := range listed(row.get("source")) {
		e.Citations, with.Parts = cite(e.Citations, with.Parts, namedSource(name))
	}
	for _, tag := range listed(row.get("tags")) {
		if slug := slugOf(tag, timeline.MaxID); !strings.Contains(tag, "=") && isAllSlug(tag) && !slices.Contains(e.Topics, slug) {
			e.Topics = append(e.Topics, slug)
		}
	}
	e.Title = rowTitle(row.line1("event_type"), names(e.Actors), row.line1("location"), acledPlaceKind(row))
	e.Origin, err = row.rest("acled", acledOrigin, homed)
	return e, err
}

// acledType is our type for one of ACLED's, which before 2019 were others. What may
// be a protest or an attack is neither.
func acledType(event, sub string) string {
	event, sub = strings.ToLower(event), strings.ToLower(sub)
	switch {
	case strings.HasPrefix(event, "battle"), strings.Contains(event, "remote violence"), strings.HasPrefix(event, "violence against"):
		return "attack"
	case event == "protests", event == "riots/protests", sub == "violent demonstration":
		return "protest"
	case sub == "mob violence":
		return "attack"
	case sub == "agreement":
		return "agreement"
	}
	return "other"
}

// seconds is a number of seconds in a cell, 0 where there is none.
func (r *namedRow) seconds(column string) (int64, error) {
	text := strings.TrimSuffix(r.get(column), ".0")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, r.wrong(column, "%q is no number of seconds", timeline.Clip(text, 40))
	}
	return n, nil
}

// acledDate is the date of a row. The codes of time_precision are 1 for the day, 2 for
// a week or weekend and 3 for a month. Which seven days code 2 has in mind a row does
// not tell: they are read as the week from Monday to Sunday that the day is in. Where
// the notes speak of a weekend, and the day is of one, they are that weekend.
func acledDate(in Input, row *namedRow, with *timeline.Row, homed *[]string) (timeline.Date, error) {
	day, err := dayIn(row.get("event_date"), row.get("year"), in.DayOrder)
	if err != nil {
		return timeline.Date{}, row.wrong("event_date", "%s", err)
	}
	if year := row.get("year"); year != "" && strings.TrimSuffix(year, ".0") != day.Format("2006") {
		row.warn(with, "/date", "it is dated by event_date; the column year is kept in origin", "the column year says %s, and event_date %s", timeline.Clip(year, 40), row.get("event_date"))
		keep(homed, "year")
	}
	d := timeline.Date{Basis: "stated"}
	first, last := day, day
	switch precision := row.get("time_precision"); strings.TrimSuffix(precision, ".0") {
	case "1":
	case "2":
		first = day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
		last = first.AddDate(0, 0, 6)
		if isWeekend(day) && strings.Contains(strings.ToLower(row.get("notes")), "weekend") {
			first = last.AddDate(0, 0, -1)
		}
	case "3":
		d.EDTF, err = edtf.Parse(day.Format("2006-01"))
		return d, err
	case "":
		return d, row.wrong("time_precision", "it is blank: expected 1, 2 or 3, as how closely the date is known")
	default:
		return d, row.wrong("time_precision", "%q is none of 1, 2 and 3", timeline.Clip(precision, 40))
	}
	d.EDTF, err = within(first, last)
	return d, err
}

func isWeekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

func acledFigures(row *namedRow, e *timeline.Event) error {
	n, err := row.number("fatalities")
	if n != nil {
		e.Figures = []timeline.Figure{{Name: "fatalities", Value: n}}
	}
	return err
}

// acledActors adds the actors of a row. ACLED says who took part, and not who began:
// civilians that violence is aimed at are its target, and all others take part.
func acledActors(row *namedRow, e *timeline.Event) {
	targeting := row.get("civilian_targeting") != "" || strings.EqualFold(row.get("event_type"), "Violence against civilians")
	for _, side := range []string{"1", "2"} {
		inter := strings.TrimSuffix(row.get("inter"+side), ".0")
		role := timeline.DefaultActorRole
		if targeting && (inter == "7" || strings.EqualFold(inter, "Civilians")) {
			role = "target"
		}
		for _, name := range listed(row.get("actor" + side)) {
			addActor(e, timeline.Participant{Name: name, Kind: acledKind(name, inter), Role: role})
		}
	}
	for _, side := range []string{"1", "2"} {
		for _, name := range listed(row.get("assoc_actor_" + side)) {
			addActor(e, timeline.Participant{Name: name, Kind: acledKind(name, ""), Role: timeline.DefaultActorRole})
		}
	}
}

// acledKind is what an actor is, by its name, which is the same wherever it stands,
// and else by its side's code: state forces and external forces are organizations.
func acledKind(name, inter string) string {
	switch {
	case strings.HasPrefix(name, "Government of "):
		return "government"
	case strings.HasPrefix(name, "Military Forces of "), strings.HasPrefix(name, "Police Forces of "),
		inter == "1", inter == "8", strings.EqualFold(inter, "State forces"), strings.HasPrefix(strings.ToLower(inter), "external"):
		return "organization"
	}
	return "group"
}

// acledPlaceKinds are what a location stands for, by geo_precision: itself, the area
// around it, or the region that it is in.
var acledPlaceKinds = map[string]string{"1": "locality", "2": "area", "3": "region", "": "area"}

func acledPlaceKind(row *namedRow) string {
	return acledPlaceKinds[strings.TrimSuffix(row.get("geo_precision"), ".0")]
}

func acledPlaces(row *namedRow, e *timeline.Event, with *timeline.Row, homed *[]string) error {
	lat, lon, err := row.spot(with)
	if err != nil {
		return err
	}
	kind, location := acledPlaceKind(row), row.line1("location")
	if kind == "" {
		return row.wrong("geo_precision", "%q is none of 1, 2 and 3", timeline.Clip(row.get("geo_precision"), 40))
	}
	country := acledCountry(row)
	if location == "" || lat == nil {
		keep(homed, "latitude", "longitude")
	}
	addPlace(e, timeline.Venue{Name: location, Kind: kind, Lat: lat, Lon: lon, Country: country})
	for _, admin := range []struct{ column, kind string }{{"admin3", "subdistrict"}, {"admin2", "district"}, {"admin1", "region"}} {
		addPlace(e, timeline.Venue{Name: row.line1(admin.column), Kind: admin.kind, Country: country})
	}
	if country == "" {
		addPlace(e, timeline.Venue{Name: row.line1("country"), Kind: "country"})
	}
	return nil
}

// acledCountry is the country of a row, by the number or letters that ISO gives it, or
// its name; empty where it is nobody's.
func acledCountry(row *namedRow) string {
	for _, by := range []struct {
		column string
		find   func(string) (codes.Country, bool)
	}{{"iso", codes.ByNumeric}, {"iso3", codes.ByAlpha3}, {"country", codes.CountryNamed}} {
		if c, found := by.find(strings.TrimSuffix(row.line1(by.column), ".0")); found {
			return c.Alpha2
		}
	}
	return ""
}
