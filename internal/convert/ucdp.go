package convert

import (
	"cmp"
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// ucdpReader reads the Georeferenced Event Dataset of the Uppsala Conflict Data
// Program, by the names of columns, which differ from one version to another.
var ucdpReader = Reader{
	Name: "ucdp", Title: "UCDP GED (CSV)", Foreign: true,
	MediaTypes: []string{"text/csv"}, Extensions: []string{".csv"},
	Detect: ucdp.detect, Read: func(in Input) iter.Seq2[timeline.Entry, error] { return ucdp.read(in) },
}

var ucdp = &dataset{
	format: "ucdp", what: "a UCDP GED table", id: "id",
	needs: []string{"id", "type_of_violence", "side_a", "side_b", "where_prec", "date_start", "date_end"},
	dates: []string{"date_start", "date_end"}, event: ucdpEvent,
}

// The columns that go to an event's origin, in the order in which they do, and those
// that do not, as the event says what they say. What cannot be taken apart is taken
// out of these.
var (
	ucdpOrigin = []string{
		"relid", "year", "active_year", "code_status", "conflict_dset_id", "conflict_name", "dyad_dset_id", "dyad_name",
		"side_a_dset_id", "side_a_new_id", "gwnoa", "side_b_dset_id", "side_b_new_id", "gwnob",
		"number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original",
		"where_prec", "where_description", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
		"event_clarity", "date_prec", "date_start", "date_end",
	}
	ucdpHomed = []string{
		"id", "type_of_violence", "conflict_new_id", "dyad_new_id", "side_a", "side_b", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude",
		"year", "date_start", "date_end", "best", "best_est", "low", "low_est", "high", "high_est", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
	}
)

// violence names what UCDP tells apart by number.
var violence = map[string]string{"1": "State-based conflict", "2": "Non-state conflict", "3": "One-sided violence"}

func ucdpEvent(in Input, row *namedRow, with *timeline.Row) (*timeline.Event, error) {
	id, kind := strings.TrimSuffix(row.get("id"), ".0"), strings.TrimSuffix(row.get("type_of_violence"), ".0")
	switch {
	case !isDigits(id):
		return nil, row.wrong("id", "%q is no number of an event", timeline.Clip(id, 40))
	case violence[kind] == "":
		return nil, row.wrong("type_of_violence", "%q is none of 1, 2 and 3", timeline.Clip(kind, 40))
	}
	e := &timeline.Event{Type: "attack", ExternalIDs: []string{externalID("ucdp", id)}, Codes: []string{"ucdp-type:" + kind}}
	for _, of := range []string{"conflict", "dyad"} {
		if code := strings.TrimSuffix(row.line1(of+"_new_id"), ".0"); code != "" {
			e.Codes = append(e.Codes, externalID("ucdp-"+of, code))
		}
	}
	homed := slices.Clone(ucdpHomed)
	var err error
	if e.Date, err = ucdpDate(in, row, with, &homed); err != nil {
		return nil, err
	}
	if e.Figures, err = ucdpFigures(row); err != nil {
		return nil, err
	}
	ucdpSides(row, e, with, kind == "3")
	if err := ucdpPlaces(row, e, with, &homed); err != nil {
		return nil, err
	}
	ucdpSources(row, e, with, &homed)
	e.Title = rowTitle(violence[kind], names(e.Actors), row.line1("where_coordinates"), ucdpPlaceKind(row))
	e.Origin, err = row.rest("ucdp", ucdpOrigin, homed)
	return e, err
}

func isDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// keep has columns go to an event's origin that need not otherwise.
func keep(homed *[]string, columns ...string) {
	*homed = slices.DeleteFunc(*homed, func(c string) bool { return slices.Contains(columns, c) })
}

// ucdpDate is the date of a row: a moment, of which date_start and date_end are the
// first and the last day that it may have been on. Where they contradict each other,
// it was in the year that the row states.
func ucdpDate(in Input, row *namedRow, with *timeline.Row, homed *[]string) (timeline.Date, error) {
	var days []time.Time
	for _, column := range []string{"date_start", "date_end"} {
		if row.get(column) == "" {
			continue
		}
		day, err := dayIn(row.get(column), "", in.DayOrder)
		if err != nil {
			return timeline.Date{}, row.wrong(column, "%s", err)
		}
		days = append(days, day)
	}
	year := strings.TrimSuffix(row.get("year"), ".0")
	d := timeline.Date{Basis: "stated"}
	var err error
	switch {
	case len(days) == 0 && year == "":
		return timeline.Date{}, row.wrong("date_start", "it is blank, and so are date_end and year")
	case len(days) == 0:
		if d.EDTF, err = edtf.Parse(year); err != nil {
			return d, row.wrong("year", "%q is no year", timeline.Clip(year, 40))
		}
		return d, nil
	case len(days) == 1:
		keep(homed, "date_start", "date_end")
		row.warn(with, "/date", "it is dated by the one that is there", "one of date_start and date_end is missing")
		days = append(days, days[0])
	case days[1].Before(days[0]):
		d.Text = row.get("date_start") + " – " + row.get("date_end")
		keep(homed, "date_start", "date_end", "year")
		row.warn(with, "/date", "it is dated by the column year alone, and date.text has both", "date_end, %s, is before date_start, %s", row.get("date_end"), row.get("date_start"))
		if d.EDTF, err = edtf.Parse(year); err != nil {
			d.Basis = "unknown"
		}
		return d, nil
	}
	if year != "" && year != days[0].Format("2006") && year != days[1].Format("2006") {
		keep(homed, "year")
		row.warn(with, "/date", "it is dated by date_start and date_end; the column year is kept in origin", "the column year says %s, and date_start and date_end %s and %s",
			timeline.Clip(year, 40), row.get("date_start"), row.get("date_end"))
	}
	d.EDTF, err = within(days[0], days[1])
	return d, err
}

// ucdpFigures are the estimates of all deaths, and those of whom they were.
func ucdpFigures(row *namedRow) ([]timeline.Figure, error) {
	var list []timeline.Figure
	all := timeline.Figure{Name: "fatalities"}
	for _, of := range []struct {
		column string
		number **float64
	}{{"low", &all.Low}, {"best", &all.Value}, {"high", &all.High}} {
		column := of.column
		if row.get(column) == "" {
			column += "_est" // of before 2016
		}
		var err error
		if *of.number, err = row.number(column); err != nil {
			return nil, err
		}
	}
	if all != (timeline.Figure{Name: all.Name}) {
		list = append(list, all)
	}
	for _, column := range []string{"deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"} {
		n, err := row.number(column)
		if err != nil {
			return nil, err
		}
		if n != nil {
			list = append(list, timeline.Figure{Name: column, Value: n})
		}
	}
	return list, nil
}

// ucdpSides adds the two sides. The first of them was the one that did it where the
// other is civilians alone; of a fight nobody says who began.
func ucdpSides(row *namedRow, e *timeline.Event, with *timeline.Row, oneSided bool) {
	for _, side := range []struct{ column, gw, role string }{{"side_a", "gwnoa", "initiator"}, {"side_b", "gwnob", "target"}} {
		p := timeline.Participant{Name: row.line1(side.column), Kind: "group", Role: timeline.DefaultActorRole}
		if oneSided {
			p.Role = side.role
		}
		state := strings.TrimSuffix(row.line1(side.gw), ".0")
		if state != "" || strings.HasPrefix(p.Name, "Government of ") {
			p.Kind = "government"
		}
		if c, found := codes.ByGW(state); found && p.Name != "" {
			with.Parts = append(with.Parts, &timeline.Actor{Name: p.Name, Kind: p.Kind, Country: c.Alpha2})
		}
		addActor(e, p)
	}
}

// ucdpPlaceKinds are what a place stands for, by where_prec: itself, the area around
// it, its district or region, a border or stretch of land, its country, or waters and
// the air that are of none.
var ucdpPlaceKinds = map[string]string{"1": "locality", "2": "area", "3": "district", "4": "region", "5": "area", "6": "country", "7": waters, "": "area"}

// waters are those of no country, and the air above them.
const waters = "international-waters"

func ucdpPlaceKind(row *namedRow) string {
	return ucdpPlaceKinds[strings.TrimSuffix(row.get("where_prec"), ".0")]
}

func ucdpPlaces(row *namedRow, e *timeline.Event, with *timeline.Row, homed *[]string) error {
	lat, lon, err := row.spot(with)
	if err != nil {
		return err
	}
	kind := ucdpPlaceKind(row)
	if kind == "" {
		return row.wrong("where_prec", "%q is no number from 1 to 7", timeline.Clip(row.get("where_prec"), 40))
	}
	where := row.line1("where_coordinates")
	if where == "" || lat == nil {
		keep(homed, "latitude", "longitude")
	}
	country := ""
	if c, found := codes.ByGW(strings.TrimSuffix(row.line1("country_id"), ".0")); found {
		country = c.Alpha2
	} else if c, found := codes.CountryNamed(row.line1("country")); found {
		country = c.Alpha2
	}
	if kind == waters { // UCDP counts the event as that country's, and the place is in none
		country = ""
	}
	addPlace(e, timeline.Venue{Name: where, Kind: kind, Lat: lat, Lon: lon, Country: country})
	addPlace(e, timeline.Venue{Name: row.line1("adm_2"), Kind: "district", Country: country})
	addPlace(e, timeline.Venue{Name: row.line1("adm_1"), Kind: "region", Country: country})
	if country == "" && kind != waters {
		addPlace(e, timeline.Venue{Name: row.line1("country"), Kind: "country"})
	}
	return nil
}

// article is one of the accounts in source_article: by whom, when and under which
// headline.
var article = regexp.MustCompile(`^(.+?),(\d{4}-\d{2}-\d{2}),(?s:(.*))$`)

// ucdpSources cites what a row rests on: articles in the form that UCDP has had since
// 2013, an address, or a name with nothing in it that may part two. Other words stay
// in the event's origin.
func ucdpSources(row *namedRow, e *timeline.Event, with *timeline.Row, homed *[]string) {
	cell := row.get("source_article")
	sources, columns := articlesIn(cell)
	switch {
	case len(sources) > 0:
		for column, said := range columns {
			if strings.Join(said, ";") == row.cell(row.header.index(column)) {
				*homed = append(*homed, column)
			}
		}
	case linkedSource(cell, "") != nil:
		sources = []*timeline.Source{linkedSource(cell, "")}
	case cell != "" && !strings.ContainsAny(cell, ",;:\n\r\"") && len(cell) <= timeline.MaxTitle:
		sources = []*timeline.Source{namedSource(inOneLine(cell))}
	default:
		return
	}
	*homed = append(*homed, "source_article")
	for _, s := range sources {
		e.Citations, with.Parts = cite(e.Citations, with.Parts, s)
	}
}

// articlesIn are the articles in a cell, all of which have the form, and what other
// columns say of them apart.
func articlesIn(cell string) (sources []*timeline.Source, columns map[string][]string) {
	columns = map[string][]string{}
	if len(cell) < 2 || cell[0] != '"' || cell[len(cell)-1] != '"' {
		return nil, nil
	}
	for piece := range strings.SplitSeq(cell[1:len(cell)-1], `";"`) {
		m := article.FindStringSubmatch(piece)
		if m == nil {
			return nil, nil
		}
		day, err := edtf.Parse(m[2])
		if err != nil {
			return nil, nil
		}
		office, headline := inOneLine(m[1]), inOneLine(m[3])
		title := headline
		if strings.Trim(headline, ". ") == "" {
			title = office
		}
		if title == "" {
			return nil, nil
		}
		sources = append(sources, &timeline.Source{
			ID:    slugOf(cmp.Or(office, title)+" "+headline, maxLinkSlug) + "-" + digest(office + "\n" + m[2] + "\n" + headline)[:8],
			Title: timeline.Clip(title, timeline.MaxTitle), Publisher: timeline.Clip(office, timeline.MaxTitle),
			Published: &timeline.Date{EDTF: day, Basis: "stated"},
		})
		columns["source_office"] = append(columns["source_office"], m[1])
		columns["source_date"] = append(columns["source_date"], m[2])
		columns["source_headline"] = append(columns["source_headline"], m[3])
	}
	return sources, columns
}
