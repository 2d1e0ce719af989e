package convert_test

import (
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

const wholeMapping = `columns:
  id: "No"
  date: "#When"
  actors: [Actor 1, Actor 2]
  place: Where
figures:
  killed: Dead
constants:
  type: attack
  country: UA
ignore: [Notes, html]
title: "{type}: {actors}[ in {Where}], {killed} {{dead}}"
day_order: mdy
list_separator: "/"
missing: ["?"]
id_scheme: desk
header_row: 2
`

func mapping(t testing.TB, text string) *convert.Mapping {
	t.Helper()
	m, err := convert.ReadMapping([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestReadByMapping(t *testing.T) {
	t.Parallel()
	const table = "a list,,,,,,,\nNo,#When,Actor 1,Actor 2,Where,Dead,Notes,Other\n" +
		"7,03/05/2021,Army/Police,Rebels,Oldtown,2,secret,?\n8,13/05/2021,?,Rebels,,NA,,kept\n"
	const want = `3 {"actors":[{"kind":"group","name":"Army","role":"participant"},{"kind":"group","name":"Police","role":"participant"},{"kind":"group","name":"Rebels","role":"participant"}],"date":"2021-03-05","external_ids":["desk:7"],"figures":[{"name":"killed","value":2}],"places":[{"country":"UA","kind":"place","name":"Oldtown","role":"location"}],"title":"attack: Army/Police, Rebels in Oldtown, 2 {dead}","type":"attack"}
4 {"actors":[{"kind":"group","name":"Rebels","role":"participant"}],"date":"2021-05-13","external_ids":["desk:8"],"origin":{"csv":{"Dead":"NA","Other":"kept"}},"places":[{"country":"UA","kind":"country","name":"Ukraine","role":"location"}],"title":"attack: Rebels, NA {dead}","type":"attack"} (/figures: "NA", of Dead, is kept in origin; a number is written in digits)
dates in #When are read month first`
	if got := readText(t, table, convert.ReadOptions{Mapping: mapping(t, wholeMapping)}); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	const bare = "2021;It happened\n2022;Again\n"
	const read = `1 {"date":"2021","external_ids":["table:content-e4a4aab2c83c5d4b4d1bd8a2"],"title":"It happened","type":"other"}
2 {"date":"2022","external_ids":["table:content-e4a4aab2c83c5d4b4d1bd8a2"],"title":"Again","type":"other"}`
	got := readText(t, bare, convert.ReadOptions{Mapping: mapping(t, "columns: {year: 1, title: 2}\nheader_row: none\n")})
	if strings.Count(got, "\n") != 1 || !strings.Contains(got, `1 {"date":"2021"`) || !strings.Contains(got, `"title":"Again"`) {
		t.Errorf("without names: %s\nwant\n%s", got, read)
	}
	for text, want := range map[string]string{
		"columns: {date: When, title: What}\n":              `ends: no row has all columns that the mapping names (When, What); the first row is "A | B"`,
		"columns: {title: B}\nfigures: {n: C}\n":            `ends: the mapping names columns that are not there: "C"; there are A, B`,
		"columns: {date: A}\ntitle: \"{what}\"\n":           `ends: the template of titles names "what", which is no field, figure or column`,
		"day_order: dmy\n":                                  `ends: the mapping names no column`,
		"columns: {title: B}\nconstants: {date: 2021-05}\n": `2 {"date":"2021-05"`,
	} {
		if got := readText(t, "A,B\n2021,x\n", convert.ReadOptions{Mapping: mapping(t, text)}); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %s\nwant %s", text, got, want)
		}
	}
}

func TestMappingThereAndBack(t *testing.T) {
	t.Parallel()
	m := mapping(t, wholeMapping)
	text := m.YAML("a list\nof things", "made by hand")
	if !strings.HasPrefix(string(text), "# a list of things\n# made by hand\ncolumns:\n") {
		t.Errorf("%s", text)
	}
	if again := mapping(t, string(text)); !reflect.DeepEqual(again, m) {
		t.Errorf("%+v\n%+v\n%s", again, m, text)
	}
	var guessed *convert.Mapping
	in := convert.Input{Text: strings.NewReader("Titel;Datum;Nr;Deaths\nA;13/10/2016;1;2\n"), Mapped: func(m *convert.Mapping) { guessed = m }}
	for _, r := range convert.Readers {
		if r.Name == "csv" {
			for range r.Read(in) { // to its end
			}
		}
	}
	if got, want := string(guessed.YAML()), "columns:\n  title: Titel\n  date: Datum\nfigures:\n  deaths: Deaths\nday_order: dmy\n"; got != want {
		t.Errorf("guessed:\n%s\nwant\n%s", got, want)
	}
}

func TestMistakesInMappings(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"- a\n":                                  "1:1: the document: expected names with values, found a list",
		"colums: {}\n":                           "1:9: /colums: there is no such setting; there are columns, figures,",
		"columns:\n  when: Date\n":               "2:9: /columns/when: there is no such field; there are id, title,",
		"columns:\n  date: [A, B]\n":             "2:9: /columns/date: it is of one column",
		"columns:\n  date: {a: b}\n":             "2:9: /columns/date: expected a text, found an object",
		"constants:\n  id: 5\n":                  "2:7: /constants/id: there is no such field for a constant",
		"day_order: dym\n":                       `1:12: /day_order: "dym" is none of dmy, mdy, ymd`,
		"title: '{type'\n":                       "1:8: /title: a brace names a field or column",
		"title: 'a [b [c]]'\n":                   "1:8: /title: brackets stand in brackets",
		"title: 'a] b'\n":                        "1:8: /title: a ] closes nothing",
		"title: '[a'\n":                          "1:8: /title: a bracket is not closed",
		"id_scheme: A b\n":                       `1:12: /id_scheme: "A b" is no scheme`,
		"header_row: 0\n":                        "1:13: /header_row: expected the number of a row from 1 to 50, or none",
		"figures: {Dead Men: A}\n":               `/figures: "Dead Men" is no name of a figure`,
		"list_separator: ''\n":                   "1:17: /list_separator: it is empty",
		"columns: {date: A}\ncolumns: {id: B}\n": "2:1:",
	} {
		_, err := convert.ReadMapping([]byte(text))
		if timeline.CodeOf(err) != timeline.InvalidRecord || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %s", text, err, want)
		}
	}
}

// No mapping and no table makes a reader panic: every entry has a record or an error.
func FuzzTablesOfEvents(f *testing.F) {
	f.Add("title,date\nA,11/10/16\n", wholeMapping)
	f.Add("when,where,n\n#date+start,#adm1+name,#affected+killed\n2016,Oldtown,5\n", "")
	f.Add("id;title;lat;lon;end;start\n1;A;0,5;5;2016;2015\n", "columns: {title: title}\n")
	f.Add("title,date,place\n1,A,2016-10-11,X\n", "")
	f.Fuzz(func(t *testing.T, text, by string) {
		with := convert.ReadOptions{}
		if by != "" {
			m, err := convert.ReadMapping([]byte(by))
			if err != nil {
				return
			}
			with.Mapping = m
		}
		for _, r := range convert.Readers {
			if r.Name != "csv" {
				continue
			}
			r.Detect([]byte(text))
			for e, err := range r.Read(convert.Input{Text: strings.NewReader(text), ReadOptions: with}) {
				if (e.Record == nil) == (err == nil) || e.Line < 1 && timeline.CodeOf(err) == timeline.InvalidRecord {
					t.Fatalf("%+v, %v", e, err)
				}
			}
		}
	})
}
