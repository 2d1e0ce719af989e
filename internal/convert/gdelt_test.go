package convert_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

const gdeltColumns = `GLOBALEVENTID SQLDATE MonthYear Year FractionDate
	Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
	Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
	IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
	Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
	Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
	ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
	DATEADDED SOURCEURL`

// gdeltRow is a row of GDELT's events with some cells, in the layout of so many
// columns.
func gdeltRow(columns int, cells map[string]string) string {
	all := map[string]string{"SQLDATE": "20250305", "MonthYear": "202503", "Year": "2025", "FractionDate": "2025.1753", "IsRootEvent": "1", "QuadClass": "1",
		"Actor1Geo_Type": "0", "Actor2Geo_Type": "0", "ActionGeo_Type": "0", "DATEADDED": "20250306101500"}
	maps.Copy(all, cells)
	var row []string
	for name := range strings.FieldsSeq(gdeltColumns) {
		if columns < 61 && strings.HasSuffix(name, "ADM2Code") || columns < 58 && name == "SOURCEURL" {
			continue
		}
		row = append(row, all[name])
	}
	return strings.Join(row, "\t")
}

// visit is a row with an actor of each sort and places of each kind.
var visit = map[string]string{
	"GLOBALEVENTID": "700000001", "EventCode": "043", "EventBaseCode": "043", "EventRootCode": "04",
	"Actor1Code": "UKR", "Actor1Name": "KYIV", "Actor1CountryCode": "UKR",
	"Actor2Code": "USAGOV", "Actor2Name": "SECRETARY \"OF\" STATE", "Actor2CountryCode": "USA", "Actor2Type1Code": "GOV",
	"GoldsteinScale": "2.8", "NumMentions": "10", "NumSources": "1", "NumArticles": "10", "AvgTone": "-1.5",
	"Actor1Geo_Type": "1", "Actor1Geo_FullName": "Ukraine", "Actor1Geo_CountryCode": "UP", "Actor1Geo_ADM1Code": "UP", "Actor1Geo_Lat": "49", "Actor1Geo_Long": "32", "Actor1Geo_FeatureID": "UP",
	"ActionGeo_Type": "4", "ActionGeo_FullName": "Kyiv, Kyyiv, Misto, Ukraine", "ActionGeo_CountryCode": "UP", "ActionGeo_ADM1Code": "UP12", "ActionGeo_ADM2Code": "25000",
	"ActionGeo_Lat": "50.4333", "ActionGeo_Long": "30.5167", "ActionGeo_FeatureID": "-1044367",
	"SOURCEURL": "https://news.example/2025/visit|kyiv",
}

// with is a copy of cells with some others.
func with(cells map[string]string, others ...string) map[string]string {
	all := maps.Clone(cells)
	for i := 0; i < len(others); i += 2 {
		all[others[i]] = others[i+1]
	}
	return all
}

var _ = example("gdelt", gdeltRow(61, visit)+"\n")

// readRows reads a text in a format, and holds its entries to what each reader of
// foreign formats promises.
func readRows(t *testing.T, format, text string) (entries []timeline.Entry, errs []error, notes []string) {
	t.Helper()
	i := slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == format })
	in := convert.Input{Text: strings.NewReader(text), Note: func(note string) { notes = append(notes, note) }}
	for e, err := range convert.Readers[i].Read(in) {
		if e.Line < 1 || (e.Record == nil) != (err != nil) || (e.Row == nil) != (e.Record == nil) || e.Record != nil && !e.NoID {
			t.Errorf("%s: %+v, %v", format, e, err)
		}
		e.Raw = slices.Clone(e.Raw)
		entries, errs = append(entries, e), append(errs, err)
	}
	return entries, errs, notes
}

// eventOf is the only event of a text, with what comes with it.
func eventOf(t *testing.T, format, text string) (*timeline.Event, *timeline.Row) {
	t.Helper()
	entries, errs, _ := readRows(t, format, text)
	if len(entries) != 1 || errs[0] != nil {
		t.Fatalf("%d entries, %v, of %q", len(entries), errs, text)
	}
	return entries[0].Record.(*timeline.Event), entries[0].Row
}

// inShort is an event in one line of JSON, without what is empty and what its date
// implies.
func inShort(t *testing.T, e *timeline.Event) string {
	t.Helper()
	plain := *e
	plain.Story = ""
	text, err := json.Marshal(&plain)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	tree["date"] = e.Date.EDTF.String() + " " + e.Date.Basis
	for _, name := range []string{"id", "revision", "recorded_at", "updated_at", "status", "verification"} {
		delete(tree, name)
	}
	maps.DeleteFunc(tree, func(_ string, v any) bool { return v == nil || v == "" })
	text, _ = json.Marshal(tree)
	return string(text)
}

// A row is an event with all that the row says.
func TestReadGDELT(t *testing.T) {
	t.Parallel()
	e, row := eventOf(t, "gdelt", gdeltRow(61, visit)+"\r\n")
	want := `{"actors":[{"id":"","kind":"country","name":"Ukraine","role":"initiator"},{"id":"","kind":"government","name":"SECRETARY \"OF\" STATE (United States)","role":"target"}],` +
		`"citations":[{"source":"news-example-2025-visit-kyiv-afc8bea2"}],"codes":["cameo:043"],"date":"2025-03-05 stated","external_ids":["gdelt:700000001"],` +
		`"figures":[{"name":"goldstein","value":2.8},{"name":"mentions","value":10},{"name":"sources","value":1},{"name":"articles","value":10},{"name":"tone","value":-1.5}],` +
		`"origin":{"gdelt":{"actiongeo_adm1code":"UP12","actiongeo_adm2code":"25000","actiongeo_featureid":"-1044367","actiongeo_type":"4","actor1geo_adm1code":"UP","actor1geo_featureid":"UP","actor1geo_type":"1",` +
		`"actor1name":"KYIV","actor2code":"USAGOV","actor2countrycode":"USA","actor2type1code":"GOV","dateadded":"20250306101500","isrootevent":"1","quadclass":"1"}},` +
		`"places":[{"country":"UA","id":"","kind":"city","lat":50.4333,"lon":30.5167,"name":"Kyiv, Kyyiv, Misto, Ukraine","role":"location"},{"country":"UA","id":"","kind":"country","lat":49,"lon":32,"name":"Ukraine","role":"subject"}],` +
		`"title":"Host a visit: Ukraine → SECRETARY \"OF\" STATE (United States) at Kyiv, Kyyiv, Misto, Ukraine","type":"meeting"}`
	if source := row.Parts[len(row.Parts)-1].(*timeline.Source); source.URL != "https://news.example/2025/visit%7Ckyiv" || e.Status != "occurred" || e.Verification != "reported" {
		t.Errorf("%+v, %s, %s", source, e.Status, e.Verification)
	}
	if got := inShort(t, e); got != want {
		t.Errorf("read\n%s, want\n%s", got, want)
	}
	if len(row.Parts) != 3 || row.Parts[0].(*timeline.Actor).Country != "UA" || row.Parts[1].(*timeline.Actor).Country != "US" || row.Warnings != nil || row.Mention {
		t.Errorf("%+v", row)
	}
}

// The number of cells tells the version, row by row.
func TestGDELTVersions(t *testing.T) {
	t.Parallel()
	text := "\uFEFF"
	for i, columns := range []int{61, 58, 57} {
		text += gdeltRow(columns, with(visit, "GLOBALEVENTID", fmt.Sprint(i))) + "\n\n"
	}
	entries, errs, _ := readRows(t, "gdelt", text)
	if len(entries) != 3 || errors.Join(errs...) != nil {
		t.Fatalf("%d entries, %v", len(entries), errs)
	}
	for i, entry := range entries {
		e := entry.Record.(*timeline.Event)
		if entry.Line != 2*i+1 || e.ExternalIDs[0] != fmt.Sprintf("gdelt:%d", i) || len(e.Places) != 2 || (len(e.Citations) == 1) != (i < 2) {
			t.Errorf("%d: line %d, %+v", i, entry.Line, e)
		}
	}
	if last := entries[2].Record.(*timeline.Event); last.Citations != nil || strings.Contains(string(last.Origin), "adm2") {
		t.Errorf("of 1.0: %+v", last)
	}
}

// What BigQuery and pandas write has a header, and cells in quotes.
func TestGDELTWithHeader(t *testing.T) {
	t.Parallel()
	header := strings.Fields(gdeltColumns)
	cells := strings.Split(gdeltRow(61, with(visit, "EventCode", "43", "EventBaseCode", "43", "EventRootCode", "4", "ActionGeo_Type", "4.0", "Actor2Name", "STATE", "SQLDATE", "2025-03-05")), "\t")
	for name, tt := range map[string]struct{ header, row string }{
		"pandas":   {"," + strings.ToLower(strings.Join(header, ",")), `0,"` + strings.Join(cells, `","`) + `"`},
		"BigQuery": {strings.Join(header, ","), `"` + strings.Join(cells, `","`) + `"`},
		"tabs":     {strings.Join(header, "\t"), strings.Join(cells, "\t")},
	} {
		entries, errs, _ := readRows(t, "gdelt", tt.header+"\n"+tt.row+"\n")
		if len(entries) != 1 || errs[0] != nil {
			t.Errorf("%s: %d entries, %v", name, len(entries), errs)
			continue
		}
		e := entries[0].Record.(*timeline.Event)
		if entries[0].Line != 2 || entries[0].Header != tt.header || e.Title != "Host a visit: Ukraine → STATE (United States) at Kyiv, Kyyiv, Misto, Ukraine" ||
			e.Codes[0] != "cameo:043" || strings.Contains(string(e.Origin), "eventrootcode") {
			t.Errorf("%s: %+v", name, entries[0])
		}
		if r, _, err := convert.ReaderOf(strings.NewReader(tt.header+"\n"+tt.row), convert.Clues{}); r.Name != "gdelt" {
			t.Errorf("%s is taken for %q, %v", name, r.Name, err)
		}
	}
}

// A code says what an actor is, and never that it is a person.
func TestGDELTActors(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{ // code, name, country, known group, type
		"ISR|BINYAMIN|ISR||":                        "Israel country IL",
		"ISRGOV|ISRAEL|ISR||GOV":                    "Government (Israel) government IL",
		"ISRGOVBUS|BEN ELIEZER|ISR||GOV":            "BEN ELIEZER (Israel) government IL",
		"COP|POLICE|||COP":                          "POLICE group ",
		"MMRCOP|BURMA|MMR||COP":                     "Police (Myanmar) group MM",
		"MMR|BURMA|MMR||":                           "Myanmar country MM BURMA",
		"ROM|ROMANIA|ROM||":                         "Romania country RO",
		"AFR|AFRICA|AFR||":                          "Africa group ",
		"AFRGOV|AFRICA|AFR||GOV":                    "Government (Africa) government ",
		"IGOWSTNAT|NATO|WST|NAT|IGO":                "NATO alliance ",
		"AFGINSTAL|TALIBAN|AFG|TAL|INS":             "Taliban group AF",
		"IGOUNOREFHCR|REFUGEE AGENCY||UNO|IGO":      "REFUGEE AGENCY organization ",
		"JEW|JEWISH|||":                             "JEWISH group ",
		"SSDGOV|PRESIDENT|||GOV":                    "PRESIDENT (South Sudan) government SS",
		"UAF||||UAF":                                "Unidentified armed force group ",
		"XYZ||||":                                   "XYZ group ",
		"USAELI|SPOKESMAN (United States)|USA||ELI": "SPOKESMAN (United States) group US",
	} {
		c := strings.Split(code, "|")
		cells := with(visit, "Actor1Code", c[0], "Actor1Name", c[1], "Actor1CountryCode", c[2], "Actor1KnownGroupCode", c[3], "Actor1Type1Code", c[4])
		e, row := eventOf(t, "gdelt", gdeltRow(61, cells))
		got := e.Actors[0].Name + " " + e.Actors[0].Kind + " "
		if part, ok := row.Parts[0].(*timeline.Actor); ok && part.Name == e.Actors[0].Name {
			got = strings.Join(append([]string{got + part.Country}, part.Aliases...), " ")
		}
		if got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	e, _ := eventOf(t, "gdelt", gdeltRow(61, map[string]string{"GLOBALEVENTID": "1", "EventCode": "0251"}))
	if e.Title != "Appeal for easing of administrative sanctions" || e.Actors != nil || e.Places != nil || e.Citations != nil || e.Figures != nil || e.Codes[0] != "cameo:0251" {
		t.Errorf("of nobody: %+v", e)
	}
	e, _ = eventOf(t, "gdelt", gdeltRow(61, map[string]string{"GLOBALEVENTID": "1", "EventCode": "9999", "Actor2Code": "COP", "Actor2Name": "POLICE", "Actor2Type1Code": "COP"}))
	if e.Title != "CAMEO 9999: unnamed → POLICE" || e.Type != "other" || e.Codes[0] != "cameo:9999" {
		t.Errorf("of an unknown code: %+v", e)
	}
	e, _ = eventOf(t, "gdelt", gdeltRow(61, map[string]string{"GLOBALEVENTID": "1", "EventCode": "X", "EventBaseCode": "--"}))
	if e.Title != "CAMEO X" || e.Codes[0] != "cameo:X" || !strings.Contains(string(e.Origin), `"eventbasecode":"--"`) {
		t.Errorf("of what is no code: %+v", e)
	}
	if e, _ = eventOf(t, "gdelt", gdeltRow(61, map[string]string{"GLOBALEVENTID": "1"})); e.Title != "Event" || e.Codes != nil {
		t.Errorf("of no code: %+v", e)
	}
}

// Places that are missing are none, and a place that is there twice is one.
func TestGDELTPlaces(t *testing.T) {
	t.Parallel()
	geo := func(which, kind, name, country, lat, lon string) []string {
		return []string{which + "_Type", kind, which + "_FullName", name, which + "_CountryCode", country, which + "_Lat", lat, which + "_Long", lon}
	}
	for name, tt := range map[string]struct {
		cells []string
		want  string
		kept  string // in the origin
	}{
		"zeros":               {geo("ActionGeo", "4", "Nowhere, Chad", "CD", "0", "0"), "Nowhere, Chad city TD", ""},
		"no place":            {geo("ActionGeo", "0", "", "", "0", "0"), "", ""},
		"a country":           {geo("ActionGeo", "1", "Burma", "BM", "22", "98"), "Myanmar country MM 22 98", `"actiongeo_fullname":"Burma"`},
		"a state":             {geo("ActionGeo", "2", "Oregon, United States", "US", "44.5", "-122.1"), "Oregon, United States region US 44.5 -122.1", ""},
		"an unknown country":  {geo("ActionGeo", "4", "Spratly", "PG", "8", "111"), "Spratly city  8 111", `"actiongeo_countrycode":"PG"`},
		"an unknown type":     {geo("ActionGeo", "9", "Somewhere", "CH", "8", "111"), "", `"actiongeo_fullname":"Somewhere"`},
		"twice":               {append(geo("ActionGeo", "3", "Salem", "US", "44", "-123"), geo("Actor1Geo", "3", "Salem", "US", "44", "-123")...), "Salem city US 44 -123", ""},
		"twice, at two spots": {append(geo("ActionGeo", "3", "Salem", "US", "44", "-123"), geo("Actor1Geo", "3", "Salem", "US", "44.1", "-123")...), "Salem city US 44 -123", `"actor1geo_lat":"44.1","actor1geo_long":"-123"`},
	} {
		e, _ := eventOf(t, "gdelt", gdeltRow(61, with(map[string]string{"GLOBALEVENTID": "1", "EventCode": "010"}, tt.cells...)))
		var got []string
		for _, p := range e.Places {
			text := p.Name + " " + p.Kind + " " + p.Country
			if p.Lat != nil {
				text += fmt.Sprintf(" %v %v", *p.Lat, *p.Lon)
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != tt.want || !strings.Contains(string(e.Origin), tt.kept) || tt.kept == "" && (strings.Contains(string(e.Origin), "_lat") || strings.Contains(string(e.Origin), "fullname")) {
			t.Errorf("%s: %q, want %q; %s", name, got, tt.want, e.Origin)
		}
	}
}

// A row that cannot be read is told of with its place, and the others are read.
func TestGDELTRejects(t *testing.T) {
	t.Parallel()
	good := gdeltRow(61, visit)
	for name, tt := range map[string]struct{ row, want string }{
		"a tab missing":     {strings.Replace(good, "\t", " ", 1), "the row has 60 cells, and those of GDELT events have 61 or 58 or 57"},
		"no id":             {gdeltRow(61, with(visit, "GLOBALEVENTID", "7E+08")), `2:1: the document: globaleventid: "7E+08" is no id`},
		"no day":            {gdeltRow(61, with(visit, "GLOBALEVENTID", "2", "SQLDATE", "20250231")), `2:3: the document: sqldate: "20250231" is no day`},
		"no number":         {gdeltRow(61, with(visit, "GLOBALEVENTID", "3", "AvgTone", "neutral")), `"neutral" is no number`},
		"a latitude beyond": {gdeltRow(61, with(visit, "GLOBALEVENTID", "4", "ActionGeo_Lat", "504.333")), "504.333 is outside -90 to 90 degrees"},
		"another of its id": {gdeltRow(61, with(visit, "EventCode", "042")), "the event 700000001 is in the file already, at line 1"},
		"not UTF-8":         {gdeltRow(61, with(visit, "GLOBALEVENTID", "5", "Actor1Name", "K\xffV")), "is not UTF-8"},
	} {
		entries, errs, _ := readRows(t, "gdelt", good+"\n"+tt.row+"\n"+good+"\n")
		if len(entries) != 3 || errs[0] != nil || errs[2] != nil {
			t.Errorf("%s: %d entries, %v", name, len(entries), errs)
			continue
		}
		if timeline.CodeOf(errs[1]) != timeline.InvalidRecord || !strings.Contains(errs[1].Error(), tt.want) || !strings.HasPrefix(errs[1].Error(), "2:") || string(entries[1].Raw) != tt.row {
			t.Errorf("%s: %v", name, errs[1])
		}
	}
	entries, errs, _ := readRows(t, "gdelt", gdeltRow(61, with(visit, "SQLDATE", "2025")))
	if len(entries) != 1 || timeline.CodeOf(errs[0]) != timeline.InvalidRecord || !strings.Contains(errs[0].Error(), `sqldate: "2025" is no day`) {
		t.Errorf("a row alone, as a file of rejects has it: %v", errs)
	}
	for _, text := range []string{"title,date\na,2025\n", "a\tb\tc\n1\t2\t3\n", "{}\n{}"} {
		entries, errs, _ := readRows(t, "gdelt", text)
		if len(entries) != 1 || timeline.CodeOf(errs[0]) == timeline.InvalidRecord || !strings.Contains(errs[0].Error(), "61 or 58 or 57 cells with tabs between them, or a header") {
			t.Errorf("%q: %v", text, errs)
		}
	}
	if entries, _, notes := readRows(t, "gdelt", "\n \n"); len(entries) != 0 || !slices.Equal(notes, []string{"there is no row in it"}) {
		t.Errorf("of nothing: %v, %q", entries, notes)
	}
	e, row := eventOf(t, "gdelt", gdeltRow(61, with(visit, "Year", "2024", "SOURCEURL", "BBC Monitoring")))
	if len(row.Warnings) != 1 || row.Warnings[0].Pointer != "/date" || row.Warnings[0].Line != 1 || !strings.Contains(row.Warnings[0].Message, "SQLDATE says 20250305, and Year 2024") || e.Date.EDTF.String() != "2025-03-05" {
		t.Errorf("%+v", row.Warnings)
	}
	if e.Citations[0].Source != "bbc-monitoring" || row.Parts[2].(*timeline.Source).Title != "BBC Monitoring" || row.Parts[2].(*timeline.Source).URL != "" {
		t.Errorf("%+v", row.Parts[2])
	}
}

func FuzzReadGDELT(f *testing.F) {
	f.Add(gdeltRow(61, visit) + "\n" + gdeltRow(57, visit))
	f.Add("globaleventid,sqldate,eventcode\n1,20250305,43\n")
	f.Add("globaleventid,mentiontype,mentionidentifier\n1,1,https://a.example/b\n")
	f.Add("Event ID\tEvent Date\tSource Name\tTarget Name\tCAMEO Code\n1\t2018-06-01\tA\tB\t40\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, format := range []string{"gdelt", "gdelt-mentions", "icews"} {
			readRows(t, format, text)
		}
	})
}
