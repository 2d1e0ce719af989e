package convert_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// Rows that nobody has coded, in the columns of version 19.1.
const (
	ucdpHeader = "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,gwnoa,side_a,side_b_new_id,gwnob,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original," +
		"where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high\n"
	ucdpFight = `501,1991,1,1,12,Sylvania: Lakes,34,Government of Sylvania - LLF,56,232,Government of Sylvania,78,,LLF,2,"""Mill Gazette,1991-11-24,Fight; at the mill"";""Radio Mill,1991-11-25,."" ",Mill Gazette;Radio Mill,1991-11-24;1991-11-25,Fight; at the mill;.,"a speaker
of the LLF",5,Upper Lakes,Lakes Division,,16.392764,95.153299,POINT (95.153299 16.392764),153191,Sylvania,232,Europe,2,4,1991-11-01,1991-11-22,0,2,0,218,220,220,340
`
	ucdpAgainst = `502,1990,0,3,13,LLF - Civilians,35,LLF - Civilians,78,,LLF,1,,Civilians,-1,"Mill Gazette 3/4, Radio Mill",,,,,6,Sylvania,,,22,98,POINT (98 22),1,Sylvania,-1,Europe,1,5,1990-01-01,1990-12-31,0,0,3,0,0,3,0
`
)

var _ = example("ucdp", ucdpHeader+ucdpFight+ucdpAgainst)

func TestUCDP(t *testing.T) {
	t.Parallel()
	all := take(t, "ucdp", convert.Input{Text: strings.NewReader(ucdpHeader + ucdpFight + ucdpAgainst)})
	equal(t, "rejects", all.rejects)
	if len(all.events) != 2 {
		t.Fatalf("%d events", len(all.events))
	}
	same(t, "a fight", said(t, all.events[0]), `actors: [{"id":"","name":"Government of Sylvania","kind":"government","role":"participant"},{"id":"","name":"LLF","kind":"group","role":"participant"}]
citations: [{"source":"mill-gazette-fight-at-the-mill-96266400"},{"source":"radio-mill-6587a390"}]
codes: ["ucdp-type:1","ucdp-conflict:12","ucdp-dyad:34"]
date: {"edtf":"[1991-11-01..1991-11-22]","kind":"moment","earliest":"1991-11-01T00:00:00Z","latest":"1991-11-23T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"stated","text":null}
external_ids: ["ucdp:501"]
figures: [{"name":"fatalities","value":220,"low":220,"high":340},{"name":"deaths_a","value":0},{"name":"deaths_b","value":2},{"name":"deaths_civilians","value":0},{"name":"deaths_unknown","value":218}]
origin: {"ucdp":{"active_year":"1","conflict_name":"Sylvania: Lakes","dyad_name":"Government of Sylvania - LLF","side_a_new_id":"56","gwnoa":"232","side_b_new_id":"78","number_of_sources":"2","source_original":"a speaker\nof the LLF","where_prec":"5","geom_wkt":"POINT (95.153299 16.392764)","priogrid_gid":"153191","country":"Sylvania","country_id":"232","region":"Europe","event_clarity":"2","date_prec":"4"}}
places: [{"id":"","name":"Upper Lakes","kind":"area","role":"location","lat":16.392764,"lon":95.153299,"country":"AD"},{"id":"","name":"Lakes Division","kind":"region","role":"location","country":"AD"}]
title: "State-based conflict: Government of Sylvania, LLF near Upper Lakes"
type: "attack"`)
	same(t, "what was done to civilians", said(t, all.events[1]), `actors: [{"id":"","name":"LLF","kind":"group","role":"initiator"},{"id":"","name":"Civilians","kind":"group","role":"target"}]
codes: ["ucdp-type:3","ucdp-conflict:13","ucdp-dyad:35"]
date: {"edtf":"1990","kind":"moment","earliest":"1990-01-01T00:00:00Z","latest":"1991-01-01T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"year","approximate":false,"uncertain":false,"basis":"stated","text":null}
external_ids: ["ucdp:502"]
figures: [{"name":"fatalities","value":3,"low":0,"high":0},{"name":"deaths_a","value":0},{"name":"deaths_b","value":0},{"name":"deaths_civilians","value":3},{"name":"deaths_unknown","value":0}]
origin: {"ucdp":{"active_year":"0","conflict_name":"LLF - Civilians","dyad_name":"LLF - Civilians","side_a_new_id":"78","side_b_new_id":"1","number_of_sources":"-1","source_article":"Mill Gazette 3/4, Radio Mill","where_prec":"6","geom_wkt":"POINT (98 22)","priogrid_gid":"1","country":"Sylvania","country_id":"-1","region":"Europe","event_clarity":"1","date_prec":"5"}}
places: [{"id":"","name":"Sylvania","kind":"country","role":"location","lat":22,"lon":98}]
title: "One-sided violence: LLF, Civilians in Sylvania"
type: "attack"`)
	parts := all.rows[0].Parts
	if len(parts) != 3 || len(all.rows[1].Parts) != 0 {
		t.Fatalf("%d parts, and %d", len(parts), len(all.rows[1].Parts))
	}
	same(t, "a state", said(t, parts[0]), "country: \"AD\"\nkind: \"government\"\nname: \"Government of Sylvania\"")
	same(t, "an article", said(t, parts[1]), `published: {"edtf":"1991-11-24","kind":"moment","earliest":"1991-11-24T00:00:00Z","latest":"1991-11-25T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":null}
publisher: "Mill Gazette"
title: "Fight; at the mill"`)
	if s := parts[2].(*timeline.Source); s.Title != "Radio Mill" || timeline.Complete(s) != nil {
		t.Errorf("an article without a headline: %+v", s)
	}
}

// ucdpWith is a row of some versions with other cells: column, cell, column, cell.
func ucdpWith(changes ...string) string {
	names, cells := strings.Split(strings.TrimSpace(ucdpHeader), ","), strings.Split(strings.TrimSpace(strings.Replace(ucdpAgainst, `"Mill Gazette 3/4, Radio Mill"`, "", 1)), ",")
	for i := 0; i < len(changes); i += 2 {
		for j, name := range names {
			if name == changes[i] {
				cells[j] = `"` + strings.ReplaceAll(changes[i+1], `"`, `""`) + `"`
			}
		}
	}
	return strings.Join(cells, ",") + "\n"
}

// date_start and date_end bound a moment.
func TestDatesOfUCDP(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ year, start, end, want, warning string }{
		{"1990", "1990-02-03", "1990-02-03", "1990-02-03", ""},
		{"1990", "1990-02-03", "1990-02-04", "[1990-02-03..1990-02-04]", ""},
		{"1990", "1990-02-01", "1990-02-28", "1990-02", ""},
		{"1992", "1992-02-01", "1992-02-28", "[1992-02-01..1992-02-28]", ""},
		{"1990", "1990-12-01", "1990-12-31", "1990-12", ""},
		{"1990", "1990-01-01", "1990-12-31", "1990", ""},
		{"1990", "1990-01-01", "1991-12-31", "[1990-01-01..1991-12-31]", ""},
		{"1991", "1990-12-31 00:00:00.000", "1991-01-01 00:00:00.000", "[1990-12-31..1991-01-01]", ""},
		{"1990", "02/13/1990", "13/02/1990", "1990-02-13", ""},
		{"1990", "1990-02-03", "", "1990-02-03", "2:/date one of date_start and date_end is missing"},
		{"1990", "", "", "1990", ""},
		{"1991", "1990-02-03", "1990-02-04", "[1990-02-03..1990-02-04]", "2:/date the column year says 1991, and date_start and date_end 1990-02-03 and 1990-02-04"},
		{"1990", "1990-02-05", "1990-02-04", "1990", "2:/date date_end, 1990-02-04, is before date_start, 1990-02-05"},
		{"", "1990-02-05", "1990-02-04", "", "2:/date date_end, 1990-02-04, is before date_start, 1990-02-05"},
	} {
		all := take(t, "ucdp", convert.Input{Text: strings.NewReader(ucdpHeader + ucdpWith("year", tt.year, "date_start", tt.start, "date_end", tt.end))})
		equal(t, tt.start+" to "+tt.end, datesOf(all), tt.want)
		if warnings := warningsOf(all); strings.Join(warnings, "\n") != tt.warning {
			t.Errorf("%s to %s: warned of %q, not %q", tt.start, tt.end, warnings, tt.warning)
		}
		if d := all.events[0].Date; tt.end < tt.start && tt.end != "" && strings.Contains(tt.warning, "before") && (d.Text != tt.start+" – "+tt.end || !strings.Contains(string(all.events[0].Origin), `"date_start":"`+tt.start)) {
			t.Errorf("what the source states is lost: %+v", all.events[0])
		}
	}
}

// Each version has columns of its own.
func TestOlderAndNewerUCDP(t *testing.T) {
	t.Parallel()
	newer := strings.NewReplacer("id,year,", "id,relid,year,", "where_coordinates,", "where_coordinates,where_description,").Replace(ucdpHeader)
	older := strings.NewReplacer("low,best,high", "low_est,best_est,high_est").Replace(ucdpHeader)
	row := ucdpWith("where_prec", "1")
	all := take(t, "ucdp", convert.Input{Text: strings.NewReader(newer + strings.NewReplacer("502,", "502.0,SYL-1,", "Sylvania,,,22", "Sylvania,at the mill,,,22").Replace(row))})
	was := take(t, "ucdp", convert.Input{Text: strings.NewReader(older + row)})
	equal(t, "rejects", append(all.rejects, was.rejects...))
	e, before := all.events[0], was.events[0]
	if e.ExternalIDs[0] != "ucdp:502" || !strings.Contains(string(e.Origin), `{"ucdp":{"relid":"SYL-1",`) || !strings.Contains(string(e.Origin), `"where_description":"at the mill"`) || e.Places[0].Kind != "locality" {
		t.Errorf("newer: %+v %s", e, e.Origin)
	}
	if f := before.Figures[0]; f.Value == nil || *f.Value != 3 || *f.Low != 0 || *f.High != 0 || strings.Contains(string(before.Origin), "best_est") {
		t.Errorf("older: %+v", before)
	}
}

// What a row rests on is cited where it is clear, and else kept as it is written.
func TestSourcesOfUCDP(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		article, office, titles string
		kept                    bool // in origin
	}{
		{`"Mill Gazette,2013-04-01,""All"" you, can do"`, "Mill Gazette", `""All"" you, can do`, false},
		{`"Mill Gazette,2013-04-01,A; B";"Radio Mill,2013-05-01,C"`, "Mill Gazette;Radio Mill", "A; B | C", false},
		{`"Mill Gazette,2013-04-01,A";"Radio Mill"`, "", "", true},
		{`"Mill Gazette,2013-04-31,A"`, "", "", true},
		{"http://mill.example/reports/1.html", "", "mill.example/reports/1.html", false},
		{"Lakes Yearbook 2003", "", "Lakes Yearbook 2003", false},
		{"R 22/11 1991", "", "R 22/11 1991", false},
		{"Mill Gazette 19/4, Radio Mill 20/4", "", "", true},
		{"Report\nItem 22", "", "", true},
		{`"`, "", "", true},
		{"", "", "", false},
	} {
		all := take(t, "ucdp", convert.Input{Text: strings.NewReader(ucdpHeader + ucdpWith("source_article", tt.article, "source_office", tt.office))})
		equal(t, "rejects", all.rejects)
		var titles []string
		for i, p := range all.rows[0].Parts {
			s := p.(*timeline.Source)
			titles = append(titles, s.Title)
			if s.ID != all.events[0].Citations[i].Source || timeline.Complete(s) != nil {
				t.Errorf("%q: %+v", tt.article, s)
			}
		}
		if strings.Join(titles, " | ") != tt.titles || strings.Contains(string(all.events[0].Origin), `"source_article"`) != tt.kept || strings.Contains(string(all.events[0].Origin), `"source_office"`) {
			t.Errorf("%q: %q, %s", tt.article, titles, all.events[0].Origin)
		}
	}
	all := take(t, "ucdp", convert.Input{Text: strings.NewReader(ucdpHeader + ucdpWith("source_article", `"Mill Gazette,2013-04-01,A"`, "source_office", "Another"))})
	if !strings.Contains(string(all.events[0].Origin), `"source_office":"Another"`) {
		t.Errorf("a column that says something else is lost: %s", all.events[0].Origin)
	}
}

// How closely a place is known is its kind. What is of no country is in none.
func TestPlacesOfUCDP(t *testing.T) {
	t.Parallel()
	for precision, want := range map[string]string{"1": "locality TV", "2": "area TV", "3": "district TV", "4": "region TV", "5": "area TV", "6": "country TV", "7": "international-waters ", "": "area TV"} {
		all := take(t, "ucdp", convert.Input{Text: strings.NewReader(ucdpHeader + ucdpWith("where_prec", precision, "country", "Tuvalu", "country_id", ""))})
		equal(t, "rejects", all.rejects)
		if e := all.events[0]; len(e.Places) != 1 || e.Places[0].Kind+" "+e.Places[0].Country != want || *e.Places[0].Lat != 22 || !strings.Contains(string(e.Origin), `"country":"Tuvalu"`) {
			t.Errorf("%q: %+v", precision, e.Places)
		}
	}
}

func TestBadRowsOfUCDP(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ column, cell, reject string }{
		{"id", "2.02E+05", `2:1 id: "2.02E+05" is no number of an event`},
		{"id", "", `2:1 id: "" is no number of an event`},
		{"type_of_violence", "4", `2:12 type_of_violence: "4" is none of 1, 2 and 3`},
		{"where_prec", "8", `2:81 where_prec: "8" is no number from 1 to 7`},
		{"best", "1,000", `2:171 best: "1,000" is no number`},
		{"date_start", "1990-13-01", `2:139 date_start: "1990-13-01" names no day in the order ymd`},
	} {
		all := take(t, "ucdp", convert.Input{Text: strings.NewReader(ucdpHeader + ucdpWith(tt.column, tt.cell) + ucdpFight)})
		equal(t, tt.column, all.rejects, tt.reject)
		if len(all.events) != 1 {
			t.Errorf("%s: the row behind it is lost", tt.reject)
		}
	}
	all := take(t, "ucdp", convert.Input{Text: strings.NewReader(ucdpHeader + ucdpWith("year", "", "date_start", "", "date_end", ""))})
	equal(t, "no date", all.rejects, "2:137 date_start: it is blank, and so are date_end and year")
	all = take(t, "ucdp", convert.Input{Text: strings.NewReader(ucdpHeader + ucdpFight + ucdpFight + ucdpWith("id", "501"))})
	equal(t, "one id", all.rejects, "6:1 id: the event 501 is in the file already, at line 2, and says something else there: leave one of them out")
}
