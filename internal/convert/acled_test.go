package convert_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

// Rows that nobody has coded: of Sylvania, which is no country, and of Tuvalu.
const (
	acledHeader = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting," +
		"iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n"
	acledBattle = "SYL1,2024-05-02,2024,1,Political violence,Battles,Armed clash,Military Forces of Sylvania (2019-),,State forces,Hill Rebels; Lake Rebels,Hill Youth,Rebel group,State forces-Rebel group,," +
		"999,Europe,Sylvania,Lakes,Upper Lakes,,Mill,-31.2000,-18.5000,1,Mill Gazette; Radio Mill,Subnational,\"On 2 May 2024, shots \"\"were\"\" exchanged.\nTwo died.\",2,,1714800000\n"
	acledAgainst = "SYL2,2024-05-18,2024,3,Political violence,Violence against civilians,Attack,Unidentified Armed Group (Sylvania),,Political militia,Civilians (Sylvania),Hill Youth; Hill Youth,Civilians,Political militia-Civilians,Civilian targeting," +
		"999,Europe,Sylvania,Lakes,,,Lakes,-31.2000,-18.5000,3,Mill Gazette,Subnational,In May.,NA,local administrators; crowd size=about 20,1714800001\n"
	acledWeek = "TUV3,2024-05-16,2024,2,Demonstrations,Protests,Peaceful protest,Protesters (Tuvalu),,Protesters,,,,Protesters only,," +
		"798,Oceania,Tuvalu,Funafuti,,,Funafuti,-8.5211,179.1983,2,Mill Gazette,National,In that week.,0,,1714800002\n"
)

var _ = example("acled", acledHeader+acledBattle+acledWeek)

func TestACLED(t *testing.T) {
	t.Parallel()
	all := take(t, "acled", convert.Input{Text: strings.NewReader("\uFEFF" + acledHeader + acledBattle + acledAgainst + acledWeek)})
	equal(t, "rejects", all.rejects)
	if len(all.events) != 3 {
		t.Fatalf("%d events", len(all.events))
	}
	same(t, "a battle", said(t, all.events[0]), `actors: [{"id":"","name":"Military Forces of Sylvania (2019-)","kind":"organization","role":"participant"},{"id":"","name":"Hill Rebels","kind":"group","role":"participant"},{"id":"","name":"Lake Rebels","kind":"group","role":"participant"},{"id":"","name":"Hill Youth","kind":"group","role":"participant"}]
citations: [{"source":"mill-gazette"},{"source":"radio-mill"}]
codes: ["acled:Battles","acled:Armed%20clash","acled:Political%20violence"]
date: {"edtf":"2024-05-02","kind":"moment","earliest":"2024-05-02T00:00:00Z","latest":"2024-05-03T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":null}
external_ids: ["acled:SYL1"]
figures: [{"name":"fatalities","value":2}]
origin: {"acled":{"event_date":"2024-05-02","time_precision":"1","actor1":"Military Forces of Sylvania (2019-)","inter1":"State forces","actor2":"Hill Rebels; Lake Rebels","assoc_actor_2":"Hill Youth","inter2":"Rebel group","interaction":"State forces-Rebel group","iso":"999","region":"Europe","country":"Sylvania","geo_precision":"1","source_scale":"Subnational","timestamp":"1714800000"}}
places: [{"id":"","name":"Mill","kind":"locality","role":"location","lat":-31.2,"lon":-18.5},{"id":"","name":"Upper Lakes","kind":"district","role":"location"},{"id":"","name":"Lakes","kind":"region","role":"location"},{"id":"","name":"Sylvania","kind":"country","role":"location"}]
summary: "On 2 May 2024, shots \"were\" exchanged.\nTwo died."
title: "Battles: Military Forces of Sylvania (2019-), Hill Rebels, Lake Rebels, Hill Youth at Mill"
type: "attack"`)
	same(t, "what is aimed at civilians", said(t, all.events[1]), `actors: [{"id":"","name":"Unidentified Armed Group (Sylvania)","kind":"group","role":"participant"},{"id":"","name":"Civilians (Sylvania)","kind":"group","role":"target"},{"id":"","name":"Hill Youth","kind":"group","role":"participant"}]
citations: [{"source":"mill-gazette"}]
codes: ["acled:Violence%20against%20civilians","acled:Attack","acled:Political%20violence","acled:Civilian%20targeting"]
date: {"edtf":"2024-05","kind":"moment","earliest":"2024-05-01T00:00:00Z","latest":"2024-06-01T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"month","approximate":false,"uncertain":false,"basis":"stated","text":null}
external_ids: ["acled:SYL2"]
origin: {"acled":{"event_date":"2024-05-18","time_precision":"3","actor1":"Unidentified Armed Group (Sylvania)","inter1":"Political militia","actor2":"Civilians (Sylvania)","assoc_actor_2":"Hill Youth; Hill Youth","inter2":"Civilians","interaction":"Political militia-Civilians","iso":"999","region":"Europe","country":"Sylvania","geo_precision":"3","source_scale":"Subnational","tags":"local administrators; crowd size=about 20","timestamp":"1714800001"}}
places: [{"id":"","name":"Lakes","kind":"region","role":"location","lat":-31.2,"lon":-18.5},{"id":"","name":"Sylvania","kind":"country","role":"location"}]
summary: "In May."
title: "Violence against civilians: Unidentified Armed Group (Sylvania), Civilians (Sylvania), Hill Youth in Lakes"
topics: ["local-administrators"]
type: "attack"`)
	same(t, "a source", said(t, all.rows[0].Parts[1]), `title: "Radio Mill"`)
	if e := all.events[2]; e.Date.EDTF.String() != "[2024-05-13..2024-05-19]" || len(e.Places) != 2 || e.Places[0].Country != "TV" || e.Places[1].Country != "TV" || e.Type != "protest" || !strings.HasSuffix(e.Title, "near Funafuti") {
		t.Errorf("a protest: %+v", e)
	}
	if v := all.rows[1].Version; v != 1714800001 {
		t.Errorf("the version is %d", v)
	}
}

// Columns have had other names and an order of their own, dates words, and actors
// numbers for kinds.
func TestOlderACLED(t *testing.T) {
	t.Parallel()
	const header = "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction," +
		"region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3\n"
	const row = "77,999,SYL9,9,02 March 2019,2019,1,Riots/Protests,,Government of Sylvania (2019-),,1,Civilians (Sylvania),,7,17," +
		"Oceania,Tuvalu,Funafuti,,,Funafuti,-8.5,179.2,1,The Mill's Gazette,National,A vigil.,3,1551700000,TUV\n"
	all := take(t, "acled", convert.Input{Text: strings.NewReader(header + row)})
	equal(t, "rejects", all.rejects)
	same(t, "an event", said(t, all.events[0]), `actors: [{"id":"","name":"Government of Sylvania (2019-)","kind":"government","role":"participant"},{"id":"","name":"Civilians (Sylvania)","kind":"group","role":"participant"}]
citations: [{"source":"the-mill-s-gazette-f431da49"}]
codes: ["acled:Riots/Protests"]
date: {"edtf":"2019-03-02","kind":"moment","earliest":"2019-03-02T00:00:00Z","latest":"2019-03-03T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":null}
external_ids: ["acled:SYL9"]
figures: [{"name":"fatalities","value":3}]
origin: {"acled":{"event_date":"02 March 2019","time_precision":"1","actor1":"Government of Sylvania (2019-)","inter1":"1","actor2":"Civilians (Sylvania)","inter2":"7","interaction":"17","iso":"999","iso3":"TUV","region":"Oceania","country":"Tuvalu","geo_precision":"1","source_scale":"National","timestamp":"1551700000"}}
places: [{"id":"","name":"Funafuti","kind":"locality","role":"location","lat":-8.5,"lon":179.2,"country":"TV"},{"id":"","name":"Funafuti","kind":"region","role":"location","country":"TV"}]
summary: "A vigil."
title: "Riots/Protests: Government of Sylvania (2019-), Civilians (Sylvania) at Funafuti"
type: "protest"`)

	// The order of columns makes no difference to what a row says, and nor does a
	// number that is another in each export.
	other := take(t, "acled", convert.Input{Text: strings.NewReader("iso3;timestamp;fatalities;notes;source_scale;source;geo_precision;longitude;latitude;location;admin3;admin2;admin1;country;region;interaction;inter2;assoc_actor_2;actor2;inter1;assoc_actor_1;actor1;sub_event_type;event_type;time_precision;year;event_date;event_id_no_cnty;event_id_cnty;iso;data_id\r\n" +
		"TUV;1551700000;3;A vigil.;National;The Mill's Gazette;1;179,2;-8,5;Funafuti;;;Funafuti;Tuvalu;Oceania;17;7;;Civilians (Sylvania);1;;Government of Sylvania (2019-);;Riots/Protests;1;2019;02 March 2019;9;SYL9;999;78\r\n")})
	same(t, "it in another order", said(t, other.events[0]), said(t, all.events[0]))
}

// An event was on one of the days of a week or weekend, and not on all of them. The
// day of a month that has no day is not told, and nor is the order of numbers.
func TestDatesOfACLED(t *testing.T) {
	t.Parallel()
	row := func(date, year, precision, notes string) string {
		cells := strings.Split(strings.TrimSpace(acledWeek), ",")
		cells[0], cells[1], cells[2], cells[3], cells[27] = "X"+date+precision+notes, date, year, precision, notes
		return strings.Join(cells, ",") + "\n"
	}
	text := acledHeader + row("2024-05-16", "2024", "1", "") + row("2024-05-13", "2024", "2", "") + row("2024-05-19", "2024", "2", "") +
		row("2024-05-19", "2024", "2", "Over the weekend") + row("2024-05-18", "2024", "2", "that WEEKEND") + row("2024-05-17", "2024", "2", "before the weekend") +
		row("2024-12-31", "2024", "2", "") + row("29 February 2024", "2024", "3", "") + row("3-Mar-24", "2024", "1", "") + row("2024-03-04 00:00:00.000", "2024.0", "1.0", "") + row("25/03/2024", "2024", "1", "")
	all := take(t, "acled", convert.Input{Text: strings.NewReader(text)})
	equal(t, "rejects", all.rejects)
	equal(t, "dates", datesOf(all), "2024-05-16", "[2024-05-13..2024-05-19]", "[2024-05-13..2024-05-19]", "[2024-05-18..2024-05-19]", "[2024-05-18..2024-05-19]",
		"[2024-05-13..2024-05-19]", "[2024-12-30..2025-01-05]", "2024-02", "2024-03-03", "2024-03-04", "2024-03-25")

	text = acledHeader + row("11/10/2024", "2024", "1", "") + row("3-Mar-24", "", "1", "") + row("2024-02-30", "2024", "1", "") + row("2024-05-16", "2023", "1", "") + row("2024-05-16", "2024", "4", "") +
		row("2024-05-16", "2024", "", "") + row("soon", "2024", "1", "")
	all = take(t, "acled", convert.Input{Text: strings.NewReader(text)})
	equal(t, "rejects", all.rejects,
		`2:14 event_date: "11/10/2024" may be two days: say whether day or month comes first, with --day-order dmy or mdy`,
		`3:12 event_date: "3-Mar-24" has two digits of its year, and no other column says which it is`,
		`4:14 event_date: "2024-02-30" names no day in the order ymd`,
		`6:30 time_precision: "4" is none of 1, 2 and 3`,
		`7:29 time_precision: it is blank: expected 1, 2 or 3, as how closely the date is known`,
		`8:8 event_date: "soon" names no day: expected one such as 2024-03-01 or 01 March 2024`)
	equal(t, "warnings", warningsOf(all), "5:/date the column year says 2023, and event_date 2024-05-16")
	if len(all.events) != 1 || !strings.Contains(string(all.events[0].Origin), `"year":"2023"`) {
		t.Errorf("a year that contradicts the date: %+v", all.events)
	}
	all = take(t, "acled", convert.Input{Text: strings.NewReader(acledHeader + row("11/10/2024", "2024", "1", "") + row("10/25/2024", "2024", "1", ""))})
	equal(t, "a day above 12 in another row", datesOf(all), "2024-11-10", "2024-10-25")
	all = take(t, "acled", convert.Input{Text: strings.NewReader(acledHeader + row("11/10/2024", "2024", "1", "") + row("10/25/2024", "2024", "1", "") + row("25/10/2024", "2024", "1", ""))})
	if len(all.rejects) != 1 || len(all.events) != 2 {
		t.Errorf("two orders in one file: %q, %q", all.rejects, datesOf(all))
	}
	for order, want := range map[string]string{convert.DayFirst: "2024-10-11", convert.MonthFirst: "2024-11-10"} {
		all = take(t, "acled", convert.Input{Text: strings.NewReader(acledHeader + row("11/10/2024", "2024", "1", "")), ReadOptions: convert.ReadOptions{DayOrder: order}})
		equal(t, order, datesOf(all), want)
	}
}

// The newest row of an event counts. Rows of one age that differ cannot both be right.
func TestVersionsOfACLED(t *testing.T) {
	t.Parallel()
	at := func(second, notes string) string {
		return strings.Replace(strings.Replace(acledWeek, "1714800002", second, 1), "In that week.", notes, 1)
	}
	all := take(t, "acled", convert.Input{Text: strings.NewReader(acledHeader + at("20", "b") + at("30", "c") + at("10", "a") + at("30", "c") + at("30", "d") + at("40", "e"))})
	var notes []string
	for _, e := range all.events {
		notes = append(notes, e.Summary)
	}
	equal(t, "taken", notes, "b", "c", "c", "e")
	equal(t, "rejects", all.rejects, "6:1 event_id_cnty: the event TUV3 is in the file already, at line 3, and says something else there: leave one of them out")
	equal(t, "notes", all.notes, "older versions of events that the file has in newer ones are passed over: 1")
}

// What a row does not have for certain is refused, with its place.
func TestBadRowsOfACLED(t *testing.T) {
	t.Parallel()
	with := func(column, cell string) string {
		names, cells := strings.Split(strings.TrimSpace(acledHeader), ","), strings.Split(strings.TrimSpace(acledWeek), ",")
		for i, name := range names {
			if name == column {
				cells[i] = cell
			}
		}
		return strings.Join(cells, ",") + "\n"
	}
	for _, tt := range []struct{ row, reject string }{
		{with("event_id_cnty", ""), "2:1 event_id_cnty: it is blank: an event is known again by it"},
		{with("fatalities", "some"), `2:211 fatalities: "some" is no number`},
		{with("fatalities", "Infinity"), `2:211 fatalities: "Infinity" is no number`},
		{with("latitude", "8°31"), `2:156 latitude: "8°31" is no number`},
		{with("latitude", "-8521100"), "2:1 -8.5211e+06 is outside -90 to 90 degrees"},
		{with("geo_precision", "9"), `2:173 geo_precision: "9" is none of 1, 2 and 3`},
		{with("timestamp", "1.7E+09"), `2:214 timestamp: "1.7E+09" is no number of seconds`},
		{with("notes", strings.Repeat("x", 10_001)), "2:1 10001 characters; at most 10000 are taken"},
		{strings.TrimSuffix(acledWeek, ",1714800002\n") + "\n", "2:213 the row has 30 cells and the header 31: a separator is missing or stands in a cell without quotes"},
		{strings.TrimSpace(acledWeek) + ",x\n", "2:225 the row has 32 cells and the header 31: a separator is missing or stands in a cell without quotes"},
		{with("tags", strings.Repeat("x", 17_000)), "2:1 it has 17274 bytes as JSON without white space; at most 16384 are taken"},
		{"\xff" + acledWeek, "2:1 the byte 0xff is not UTF-8: save the file as UTF-8, or say what encoding it has (--encoding)"},
	} {
		all := take(t, "acled", convert.Input{Text: strings.NewReader(acledHeader + tt.row + acledBattle)})
		equal(t, tt.row[:20], all.rejects, tt.reject)
		if len(all.events) != 1 {
			t.Errorf("%s: the row behind it is lost", tt.reject)
		}
	}

	// What is missing is missing, and no value of its own.
	for _, row := range []string{with("latitude", "NA"), strings.Replace(with("latitude", "0"), "179.1983", "0.0", 1), strings.TrimSpace(acledWeek) + ",\n"} {
		all := take(t, "acled", convert.Input{Text: strings.NewReader(acledHeader + "#event+id,#date" + strings.Repeat(",", 29) + "\n" + row)})
		equal(t, "rejects", all.rejects)
		if e := all.events[0]; e.Places[0].Name != "Funafuti" || (e.Places[0].Lat == nil) == strings.Contains(row, "-8.5211") {
			t.Errorf("%q: %+v", row, e.Places[0])
		}
	}
	all := take(t, "acled", convert.Input{Text: strings.NewReader(acledHeader + with("latitude", "NA"))})
	equal(t, "warnings", warningsOf(all), "2:/places one of latitude and longitude is missing: the place has neither")
	if !strings.Contains(string(all.events[0].Origin), `"longitude":"179.1983"`) {
		t.Errorf("the other is lost: %s", all.events[0].Origin)
	}
}

func TestTypesOfACLED(t *testing.T) {
	t.Parallel()
	for kinds, want := range map[[2]string]string{
		{"Battles", "Armed clash"}: "attack", {"Explosions/Remote violence", "Air/drone strike"}: "attack", {"Remote violence", ""}: "attack", {"Battle-No change of territory", ""}: "attack",
		{"Protests", "Peaceful protest"}: "protest", {"Riots", "Violent demonstration"}: "protest", {"Riots", "Mob violence"}: "attack", {"Riots", ""}: "other",
		{"Strategic developments", "Agreement"}: "agreement", {"Strategic developments", "Arrests"}: "other", {"", ""}: "other",
	} {
		row := strings.Replace(acledWeek, "Protests,Peaceful protest", kinds[0]+","+kinds[1], 1)
		all := take(t, "acled", convert.Input{Text: strings.NewReader(acledHeader + row)})
		if len(all.events) != 1 || all.events[0].Type != want {
			t.Errorf("%q: %+v, want %s", kinds, all.events, want)
		}
	}
}
